package dev.plinth.policies.rules;

import dev.plinth.model.PropertyValue;
import inet.ipaddr.IPAddress;
import inet.ipaddr.IPAddressString;
import java.util.Optional;

/** Blocks of addresses. */
final class Cidr {

    private Cidr() {}

    /** Reads an address or a block in any spelling, such as {@code 0::0/0}. */
    static Optional<IPAddress> of(PropertyValue value) {
        return value.asText().map(text -> new IPAddressString(text).getAddress());
    }

    /** Says whether a block holds every address of its family, however it is spelled: ::/0, 0::0/0, 0.0.0.0/0. */
    static boolean isEverything(IPAddress block) {
        return block.isPrefixed() && block.getNetworkPrefixLength() == 0;
    }

    /** Says whether a value is a block that holds every address of its family. */
    static boolean isEverything(PropertyValue value) {
        return of(value).filter(Cidr::isEverything).isPresent();
    }
}
