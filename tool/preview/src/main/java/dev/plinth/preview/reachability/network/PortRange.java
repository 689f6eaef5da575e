package dev.plinth.preview.reachability.network;

/**
 * Range of ports, inclusive.
 *
 * @param from the first, from 0
 * @param to the last, to 65535
 */
public record PortRange(int from, int to) {

    /** All ports. */
    public static final PortRange ALL = new PortRange(0, 65535);

    /**
     * Ports to which replies may be sent (AWS, "Custom network ACLs and other AWS services": NAT gateways,
     * load balancers and functions use 1024 to 65535).
     */
    public static final PortRange EPHEMERAL = new PortRange(1024, 65535);

    /** Returns a single port. */
    public static PortRange of(int port) {
        return new PortRange(port, port);
    }

    /** Returns whether another range is within this one. */
    public boolean contains(PortRange other) {
        return from <= other.from && other.to <= to;
    }

    /** Returns whether a port is in both ranges. */
    public boolean intersects(PortRange other) {
        return from <= other.to && other.from <= to;
    }

    @Override
    public String toString() {
        return from == to ? Integer.toString(from) : from + "-" + to;
    }
}
