package dev.plinth.preview.reachability;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/** The protocols that are told apart. Types of ICMP are not, and neither are protocols beside these. */
enum Protocol {
    TCP,
    UDP,
    ICMP;

    /** Whether packets carry ports, and an answer comes back to another one. */
    boolean hasPorts() {
        return this != ICMP;
    }

    /** What a rule's protocol covers: a name, or a number of IANA's "Protocol Numbers", where -1 is every protocol. */
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
