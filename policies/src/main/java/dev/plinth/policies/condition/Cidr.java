package dev.plinth.policies.condition;

import dev.plinth.model.PropertyValue;
import inet.ipaddr.IPAddress;
import inet.ipaddr.IPAddressString;
import java.util.Optional;

/** Blocks of addresses. */
public final class Cidr {

    private static final int WIDEST_IPV4 = 8;
    private static final int WIDEST_IPV6 = 12;

    /** Unique local addresses; source: RFC 4193. */
    private static final IPAddress PRIVATE_IPV6 = new IPAddressString("fc00::/7").getAddress();

    private Cidr() {}

    /** Reads an address or a block in any spelling, such as {@code 0::0/0}. */
    public static Optional<IPAddress> of(PropertyValue value) {
        return value.asText().map(text -> new IPAddressString(text).getAddress());
    }

    /**
     * Returns whether a block stands for the internet, however it is spelled: {@code 0.0.0.0/0} and {@code 0::0/0}, but
     * {@code 0.0.0.0/1} too, for two halves are the whole. That is a block wider than any that is given to one organization, a
     * /8 of IPv4 or a /12 of IPv6, unless it is one of private addresses.
     *
     * @see <a href="https://www.iana.org/assignments/ipv4-address-space/ipv4-address-space.xhtml">IPv4 address space</a>
     * @see <a href="https://www.iana.org/assignments/ipv6-unicast-address-assignments/">IPv6 unicast assignments</a>
     */
    public static boolean isWorld(IPAddress block) {
        return block.isPrefixed()
                && block.getNetworkPrefixLength() < (block.isIPv4() ? WIDEST_IPV4 : WIDEST_IPV6)
                && !PRIVATE_IPV6.contains(block);
    }

    /** Returns whether a value is a block that stands for the internet. */
    public static boolean isWorld(PropertyValue value) {
        return of(value).filter(Cidr::isWorld).isPresent();
    }
}
