package dev.plinth.preview.reachability;

import java.util.Comparator;
import java.util.List;

/**
 * A source that can open a connection to a destination.
 *
 * @param source who opens the connection, such as {@code internet}
 * @param destination who accepts it, such as {@code database}
 * @param via who passes it on, in order, such as {@code cloudflare}; empty for a direct connection
 * @param protocol the protocol
 * @param ports the destination's ports; {@link PortRange#ALL} where the protocol has none
 * @param certainty how sure that is
 * @param addresses the networks that the flow is limited to on the side that lies outside, or empty when it is not limited
 * @param path what lets it through, from source to destination
 */
record Flow(
        String source,
        String destination,
        List<String> via,
        Protocol protocol,
        PortRange ports,
        Certainty certainty,
        List<String> addresses,
        List<Hop> path) {

    /** By source, destination and intermediaries, then by protocol and port. */
    static final Comparator<Flow> ORDER = Comparator.comparing(Flow::source)
            .thenComparing(Flow::destination)
            .thenComparing(flow -> String.join(",", flow.via()))
            .thenComparing(Flow::protocol)
            .thenComparing(flow -> flow.ports().from());

    /** How sure a flow is. */
    enum Certainty {
        /** Something on the way is known only later, or lies outside the stack. */
        UNKNOWN,
        /** Only from or to some of the addresses that the two may have, or only with some source ports. */
        PARTIAL,
        /** Always. */
        OPEN
    }

    /** Copies the lists. */
    Flow {
        via = List.copyOf(via);
        addresses = List.copyOf(addresses);
        path = List.copyOf(path);
    }

    Flow withPorts(PortRange other) {
        return new Flow(source, destination, via, protocol, other, certainty, addresses, path);
    }

    /** The connection, such as {@code internet → ingress:443 via cloudflare}. */
    String text() {
        return source + " → " + destinationText();
    }

    /** Where it leads, such as {@code ingress:443 via cloudflare}. */
    String destinationText() {
        StringBuilder text = new StringBuilder(destination + portText());
        if (!via.isEmpty()) {
            text.append(" via ").append(String.join(", ", via));
        }
        return text.toString();
    }

    /** The connection with what limits it, such as {@code internet → ingress:443 (203.0.113.0/24 only)}. */
    String qualifiedText() {
        String limits = limits();
        return limits.isEmpty() ? text() : text() + " (" + limits + ")";
    }

    /** What limits it or makes it doubtful; empty when nothing does. */
    String limits() {
        String limits = addresses.isEmpty()
                ? ""
                : addresses.size() <= 3
                        ? String.join(", ", addresses) + " only"
                        : String.join(", ", addresses.subList(0, 3)) + " and " + (addresses.size() - 3)
                                + " more networks only";
        String doubt =
                switch (certainty) {
                    case OPEN -> "";
                    case PARTIAL -> "from or to some addresses or ports only";
                    case UNKNOWN -> "can't be told";
                };
        return limits.isEmpty() || doubt.isEmpty() ? limits + doubt : limits + "; " + doubt;
    }

    private String portText() {
        return switch (protocol) {
            case TCP -> ":" + ports;
            case UDP -> ":" + ports + "/udp";
            case ICMP -> " with icmp";
        };
    }
}
