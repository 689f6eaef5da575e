package dev.plinth.policies.condition;

import dev.plinth.model.PropertyValue;
import inet.ipaddr.IPAddress;
import inet.ipaddr.IPAddressString;

/** Ranges of addresses, as they stand in lists of who is let in. */
public final class CidrBlocks {

    private static final int NARROW_IPV4 = 16;
    private static final int NARROW_IPV6 = 32;

    private CidrBlocks() {}

    /** Returns whether a value is an address, or a range of at most a /16 for IPv4, or a /32 for IPv6. */
    public static boolean isNarrow(PropertyValue value) {
        IPAddress address = new IPAddressString(value.asText().orElse("none")).getAddress();
        if (address == null) {
            return false;
        }
        int least = address.isIPv4() ? NARROW_IPV4 : NARROW_IPV6;
        return !address.isPrefixed() || address.getNetworkPrefixLength() >= least;
    }
}
