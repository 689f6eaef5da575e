package dev.plinth.preview.reachability.network;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A container on a Docker host, as far as it decides about packets.
 *
 * @param urn the container
 * @param host the URN of the host's endpoint; empty if the stack does not name the host
 * @param onHostNetwork whether it has the network of its host
 * @param networks the networks that it is attached to
 * @param ports its published ports
 */
public record Container(
        String urn,
        Optional<String> host,
        boolean onHostNetwork,
        Set<DockerNetwork> networks,
        List<PublishedPort> ports) {

    /** The name of a host that the stack does not name. */
    public static final String UNKNOWN_HOST = "docker";

    /**
     * A network of a Docker host.
     *
     * @param id the URN, or another text that is unique to the network
     * @param isInternal whether packets do not leave it
     */
    public record DockerNetwork(String id, String name, boolean isInternal) {

        /** Returns the URN; empty for a network outside the stack. */
        public String urn() {
            return id.startsWith("urn:") && !id.contains(" ") ? id : "";
        }
    }

    /**
     * A port of a container that its host publishes.
     *
     * @param address the address of the host
     * @param hostPorts the host's ports, several if Docker selects one
     * @param port the container's port
     * @param isLoopback whether only the host itself reaches it
     */
    public record PublishedPort(String address, PortRange hostPorts, int port, Protocol protocol, boolean isLoopback) {

        /** Returns the port, such as {@code 0.0.0.0:5432 → 5432}. */
        public String text() {
            return address + ":" + hostPorts + (protocol == Protocol.UDP ? "/udp" : "") + " → " + port;
        }
    }

    /** Returns whether a network lets its packets leave the host. */
    public boolean reachesOutside() {
        return onHostNetwork || networks.stream().anyMatch(network -> !network.isInternal());
    }
}
