package dev.plinth.components.network;

import com.pulumi.core.annotations.EnumType;

/** Access to the internet from private subnets. */
@EnumType
public enum NatStrategy {
    /** Not at all: only AWS services with an endpoint in the network. The cheapest, and the tightest. */
    NONE,
    /** Through one NAT gateway: the loss of its zone cuts all zones off, and traffic between zones is charged. */
    SINGLE,
    /** Through a NAT gateway in each zone: the loss of a zone leaves the others untouched. */
    ONE_PER_ZONE;

    /** The form in which Pulumi records it. */
    @EnumType.Converter
    public String value() {
        return name();
    }
}
