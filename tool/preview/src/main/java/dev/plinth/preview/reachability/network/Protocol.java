package dev.plinth.preview.reachability.network;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/** Protocols that are analysed. Types of ICMP are treated alike; other protocols are left out. */
public enum Protocol {
    TCP,
    UDP,
    ICMP;

    /** Returns whether the protocol has ports. */
    public boolean hasPorts() {
        return this != ICMP;
    }

    /**
     * Returns the protocols that a rule covers.
     *
     * @param name a name, or a number of IANA's "Protocol Numbers"; -1 covers every protocol
     */
    static Set<Protocol> covered(String name) {
        return switch (name.toLowerCase(Locale.ROOT)) {
            case "-1", "all" -> EnumSet.allOf(Protocol.class);
            case "tcp", "6" -> EnumSet.of(TCP);
            case "udp", "17" -> EnumSet.of(UDP);
            case "icmp", "1", "icmpv6", "58" -> EnumSet.of(ICMP);
            default -> EnumSet.noneOf(Protocol.class);
        };
    }
}
