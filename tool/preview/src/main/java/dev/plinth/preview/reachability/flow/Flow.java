package dev.plinth.preview.reachability.flow;

import dev.plinth.preview.reachability.network.Hop;
import dev.plinth.preview.reachability.network.PortRange;
import dev.plinth.preview.reachability.network.Protocol;
import java.util.Comparator;
import java.util.List;

/**
 * Connection that a source can open to a destination.
 *
 * @param source the client, such as {@code internet}
 * @param destination the server, such as {@code database}
 * @param via the endpoints that forward it, in order, such as {@code cloudflare}; empty for a direct connection
 * @param protocol the protocol
 * @param ports the destination's ports; {@link PortRange#ALL} where the protocol has none
 * @param certainty the certainty
 * @param addresses the networks that the outside end is limited to; empty when it is not limited
 * @param path the hops that allow it, from source to destination
 */
public record Flow(
        String source,
        String destination,
        List<String> via,
        Protocol protocol,
        PortRange ports,
        Certainty certainty,
        List<String> addresses,
        List<Hop> path) {

    /** Order by source, destination and intermediaries, then by protocol and port. */
    public static final Comparator<Flow> ORDER = Comparator.comparing(Flow::source)
            .thenComparing(Flow::destination)
            .thenComparing(flow -> String.join(",", flow.via()))
            .thenComparing(Flow::protocol)
            .thenComparing(flow -> flow.ports().from());

    /** Certainty of a flow, in ascending order. */
    public enum Certainty {
        /** Part of the path is known only after the update, or is outside the stack. */
        UNKNOWN,
        /** Only some of the possible addresses, or only some source ports, are allowed. */
        PARTIAL,
        /** All packets are allowed. */
        OPEN
    }

    /** Copies the lists. */
    public Flow {
        via = List.copyOf(via);
        addresses = List.copyOf(addresses);
        path = List.copyOf(path);
    }

    /** Returns the same flow on other ports. */
    public Flow withPorts(PortRange other) {
        return new Flow(source, destination, via, protocol, other, certainty, addresses, path);
    }

    /** Returns the connection, such as {@code internet → ingress:443 via cloudflare}. */
    public String text() {
        return source + " → " + destinationText();
    }

    /** Returns the destination, such as {@code ingress:443 via cloudflare}. */
    public String destinationText() {
        StringBuilder text = new StringBuilder(destination + portText());
        if (!via.isEmpty()) {
            text.append(" via ").append(String.join(", ", via));
        }
        return text.toString();
    }

    /** Returns the connection with its limits, such as {@code internet → ingress:443 (203.0.113.0/24 only)}. */
    public String qualifiedText() {
        String limits = limits();
        return limits.isEmpty() ? text() : text() + " (" + limits + ")";
    }

    /** Returns the networks that it is limited to, and whether it is partial or unknown; empty for an open flow. */
    public String limits() {
        String limits = addresses.isEmpty()
                ? ""
                : addresses.size() <= 3
                        ? String.join(", ", addresses) + " only"
                        : String.join(", ", addresses.subList(0, 3)) + " and " + (addresses.size() - 3)
                                + " more networks only";
        String doubt =
                switch (certainty) {
                    case OPEN -> "";
                    case PARTIAL -> "some addresses or ports only";
                    case UNKNOWN -> "unknown";
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
