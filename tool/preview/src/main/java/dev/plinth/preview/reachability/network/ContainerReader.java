package dev.plinth.preview.reachability.network;

import dev.plinth.model.AwsTypes;
import dev.plinth.model.GraphResource;
import dev.plinth.model.PropertyValue;
import dev.plinth.model.ResourceGraph;
import dev.plinth.model.docker.DockerResources;
import dev.plinth.preview.reachability.network.CloudNetwork.Kind;
import dev.plinth.preview.reachability.network.Container.DockerNetwork;
import dev.plinth.preview.reachability.network.Container.PublishedPort;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Reads the containers of Docker hosts with their networks and published ports. */
final class ContainerReader {

    /** The range from which Linux selects a port where none is given (net.ipv4.ip_local_port_range). */
    private static final PortRange SELECTED = new PortRange(32768, 60999);

    private final ResourceGraph graph;
    private final EndpointRegistry endpoints;

    ContainerReader(EndpointRegistry endpoints) {
        this.graph = endpoints.graph();
        this.endpoints = endpoints;
    }

    /** Adds the endpoints, and returns the containers. */
    List<Container> read() {
        List<Container> containers = new ArrayList<>();
        for (GraphResource container : graph.ofType(DockerResources.CONTAINER)) {
            Optional<GraphResource> host = host(container);
            host.filter(resource -> !endpoints.contains(resource))
                    .ifPresent(resource -> endpoints.addWithoutSubnet(resource, Kind.DOCKER_HOST));
            String hostId = host.map(GraphResource::urn).orElse(Container.UNKNOWN_HOST);
            endpoints.addWithoutSubnet(container, isDataStore(container) ? Kind.DATA_STORE : Kind.CONTAINER);
            String mode = container.input("networkMode").asText().orElse("");
            if (mode.startsWith("container:")) {
                endpoints.addUnplaced(container, "it has the network of another container");
            }
            containers.add(new Container(
                    container.urn(),
                    host.map(GraphResource::urn),
                    mode.equals("host"),
                    networks(container, hostId, mode),
                    ports(container)));
        }
        return containers;
    }

    /** Returns the host; an instance without a place in the network is one outside the stack. */
    private Optional<GraphResource> host(GraphResource container) {
        return DockerResources.host(graph, container)
                .filter(host -> !host.type().equals(AwsTypes.EC2_INSTANCE) || endpoints.contains(host))
                .or(() -> graph.resource(container.provider()));
    }

    private boolean isDataStore(GraphResource container) {
        return DockerResources.isDatabase(graph, container) || DockerResources.isCache(graph, container);
    }

    private Set<DockerNetwork> networks(GraphResource container, String host, String mode) {
        Set<DockerNetwork> networks = new TreeSet<>(Comparator.comparing(DockerNetwork::id));
        if (mode.equals("host") || mode.equals("none") || mode.startsWith("container:")) {
            return networks;
        }
        List<GraphResource> created =
                new ArrayList<>(graph.references(container, "networksAdvanced", DockerResources.NETWORK));
        created.addAll(graph.references(container, "networkMode", DockerResources.NETWORK));
        created.forEach(network -> networks.add(new DockerNetwork(
                network.urn(),
                network.name(),
                network.input("internal").asBoolean().orElse(false))));
        for (PropertyValue attachment : container.input("networksAdvanced").elements()) {
            attachment
                    .at("name")
                    .asText()
                    .filter(name -> graph.identified(name, container, DockerResources.NETWORK)
                            .isEmpty())
                    .ifPresent(name -> networks.add(new DockerNetwork(host + " " + name, name, false)));
        }
        if (networks.isEmpty()) {
            networks.add(new DockerNetwork(host + " bridge", "bridge", false));
        }
        return networks;
    }

    private static List<PublishedPort> ports(GraphResource container) {
        List<PublishedPort> ports = new ArrayList<>();
        for (PropertyValue port : container.input("ports").elements()) {
            String address = port.at("ip").asText().orElse("0.0.0.0");
            ports.add(new PublishedPort(
                    address,
                    port.at("external").asNumber().isPresent()
                            ? PortRange.of((int) port.at("external").asNumber().getAsDouble())
                            : SELECTED,
                    (int) port.at("internal").asNumber().orElse(0),
                    port.at("protocol").asText().filter("udp"::equals).isPresent() ? Protocol.UDP : Protocol.TCP,
                    DockerResources.isLoopback(address)));
        }
        return ports;
    }
}
