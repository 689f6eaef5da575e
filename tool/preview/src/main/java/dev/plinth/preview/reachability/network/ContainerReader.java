package dev.plinth.preview.reachability.network;

import dev.plinth.model.AwsTypes;
import dev.plinth.model.GraphResource;
import dev.plinth.model.PropertyValue;
import dev.plinth.model.ResourceGraph;
import dev.plinth.preview.reachability.network.CloudNetwork.Kind;
import dev.plinth.preview.reachability.network.Container.DockerNetwork;
import dev.plinth.preview.reachability.network.Container.PublishedPort;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Reads the containers of Docker hosts with their networks and published ports. */
final class ContainerReader {

    private static final String CONTAINER = "docker:index/container:Container";
    private static final String NETWORK = "docker:index/network:Network";
    private static final String IMAGE = "docker:index/remoteImage:RemoteImage";

    /** The range from which Linux selects a port where none is given (net.ipv4.ip_local_port_range). */
    private static final PortRange SELECTED = new PortRange(32768, 60999);

    /** Repositories of images of data stores, without their registry and owner. */
    private static final Set<String> DATA_STORES = Set.of(
            "cassandra",
            "clickhouse-server",
            "couchdb",
            "elasticsearch",
            "influxdb",
            "keydb",
            "mariadb",
            "memcached",
            "mongo",
            "mongodb",
            "mysql",
            "opensearch",
            "pgvector",
            "postgis",
            "postgres",
            "postgresql",
            "redis",
            "timescaledb",
            "valkey");

    private final ResourceGraph graph;
    private final EndpointRegistry endpoints;

    ContainerReader(EndpointRegistry endpoints) {
        this.graph = endpoints.graph();
        this.endpoints = endpoints;
    }

    /** Adds the endpoints, and returns the containers. */
    List<Container> read() {
        List<Container> containers = new ArrayList<>();
        for (GraphResource container : graph.ofType(CONTAINER)) {
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

    /** Returns the instance that runs the Docker daemon of a container; outside the stack the provider that connects to it. */
    private Optional<GraphResource> host(GraphResource container) {
        Optional<GraphResource> provider = graph.resource(container.provider());
        return provider.flatMap(this::instance).filter(endpoints::contains).or(() -> provider);
    }

    private Optional<GraphResource> instance(GraphResource provider) {
        String address = provider.input("host")
                .asText()
                .orElse("")
                .replaceFirst("^[a-z]+://([^@]*@)?", "")
                .replaceFirst(":\\d+$", "");
        List<GraphResource> depended = provider.dependencies().stream()
                .flatMap(urn -> graph.resource(urn).stream())
                .filter(resource -> resource.type().equals(AwsTypes.EC2_INSTANCE))
                .toList();
        return graph.ofType(AwsTypes.EC2_INSTANCE).stream()
                .filter(instance -> !address.isEmpty() && hasAddress(instance, address))
                .findFirst()
                .or(() -> graph.references(provider, "host", AwsTypes.EC2_INSTANCE).stream()
                        .findFirst())
                .or(() -> depended.size() == 1 ? Optional.of(depended.get(0)) : Optional.empty());
    }

    private boolean hasAddress(GraphResource instance, String address) {
        return List.of("publicIp", "publicDns", "privateIp", "privateDns").stream()
                        .anyMatch(output -> instance.output(output)
                                .asText()
                                .filter(address::equals)
                                .isPresent())
                || instance.input("tags.Name").asText().filter(address::equals).isPresent()
                || graph.referrers(instance, "instance", AwsTypes.EC2_EIP).stream()
                        .anyMatch(ip -> ip.output("publicIp")
                                .asText()
                                .filter(address::equals)
                                .isPresent())
                || graph.referrers(instance, "instanceId", AwsTypes.EC2_EIP_ASSOCIATION).stream()
                        .anyMatch(association -> association
                                .output("publicIp")
                                .asText()
                                .filter(address::equals)
                                .isPresent());
    }

    private boolean isDataStore(GraphResource container) {
        String image = graph.references(container, "image", IMAGE).stream()
                .findFirst()
                .flatMap(remote -> remote.input("name").asText())
                .or(() -> container.input("image").asText())
                .orElse("");
        String repository = image.replaceFirst("@.*", "").replaceFirst(":[^/]*$", "");
        return DATA_STORES.contains(
                repository.substring(repository.lastIndexOf('/') + 1).toLowerCase(Locale.ROOT));
    }

    private Set<DockerNetwork> networks(GraphResource container, String host, String mode) {
        Set<DockerNetwork> networks = new TreeSet<>(Comparator.comparing(DockerNetwork::id));
        if (mode.equals("host") || mode.equals("none") || mode.startsWith("container:")) {
            return networks;
        }
        List<GraphResource> created = new ArrayList<>(graph.references(container, "networksAdvanced", NETWORK));
        created.addAll(graph.references(container, "networkMode", NETWORK));
        created.forEach(network -> networks.add(new DockerNetwork(
                network.urn(),
                network.name(),
                network.input("internal").asBoolean().orElse(false))));
        for (PropertyValue attachment : container.input("networksAdvanced").elements()) {
            attachment
                    .at("name")
                    .asText()
                    .filter(name -> graph.identified(name, container, NETWORK).isEmpty())
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
                    address.startsWith("127.") || address.equals("::1")));
        }
        return ports;
    }
}
