package dev.plinth.preview.reachability;

/**
 * Ports, both ends included.
 *
 * @param from the first, from 0
 * @param to the last, to 65535
 */
record PortRange(int from, int to) {

    static final PortRange ALL = new PortRange(0, 65535);

    /**
     * The ports that a client may receive answers on (AWS, "Custom network ACLs and other AWS services": NAT gateways,
     * load balancers and functions use 1024 to 65535).
     */
    static final PortRange EPHEMERAL = new PortRange(1024, 65535);

    static PortRange of(int port) {
        return new PortRange(port, port);
    }

    boolean contains(PortRange other) {
        return from <= other.from && other.to <= to;
    }

    @Override
    public String toString() {
        return from == to ? Integer.toString(from) : from + "-" + to;
    }
}
