package dev.plinth.model.docker;

import dev.plinth.model.AwsTypes;
import dev.plinth.model.GraphResource;
import dev.plinth.model.ResourceGraph;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Containers of a stack, with their hosts and images. */
public final class DockerResources {

    /** Type token of a container. */
    public static final String CONTAINER = "docker:index/container:Container";

    /** Type token of a network. */
    public static final String NETWORK = "docker:index/network:Network";

    /** Type token of a volume. */
    public static final String VOLUME = "docker:index/volume:Volume";

    /** Type token of an image of a registry. */
    public static final String REMOTE_IMAGE = "docker:index/remoteImage:RemoteImage";

    private static final Set<String> CACHES = Set.of("keydb", "memcached", "redis", "valkey");

    /** Repositories of images of databases, without their registry and owner. */
    private static final Set<String> DATABASES = Set.of(
            "cassandra",
            "clickhouse-server",
            "couchdb",
            "elasticsearch",
            "influxdb",
            "mariadb",
            "mongo",
            "mongodb",
            "mysql",
            "opensearch",
            "pgvector",
            "postgis",
            "postgres",
            "postgresql",
            "timescaledb");

    private DockerResources() {}

    /** Returns the host of a container: an instance of the stack, or else the provider that connects to the host. */
    public static Optional<GraphResource> host(ResourceGraph graph, GraphResource container) {
        Optional<GraphResource> provider = graph.resource(container.provider());
        return provider.flatMap(found -> instance(graph, found)).or(() -> provider);
    }

    private static Optional<GraphResource> instance(ResourceGraph graph, GraphResource provider) {
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
                .filter(instance -> !address.isEmpty() && hasAddress(graph, instance, address))
                .findFirst()
                .or(() -> graph.references(provider, "host", AwsTypes.EC2_INSTANCE).stream()
                        .findFirst())
                .or(() -> depended.size() == 1 ? Optional.of(depended.get(0)) : Optional.empty());
    }

    private static boolean hasAddress(ResourceGraph graph, GraphResource instance, String address) {
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

    /** Returns the image of a container, with its tag or digest; empty if it is unknown. */
    public static String image(ResourceGraph graph, GraphResource container) {
        return graph.references(container, "image", REMOTE_IMAGE).stream()
                .findFirst()
                .flatMap(image -> image.input("name").asText())
                .or(() -> container.input("image").asText())
                .orElse("");
    }

    /** Returns whether the image of a container is that of a database. */
    public static boolean isDatabase(ResourceGraph graph, GraphResource container) {
        return DATABASES.contains(repository(graph, container));
    }

    /** Returns whether the image of a container is that of a cache. */
    public static boolean isCache(ResourceGraph graph, GraphResource container) {
        return CACHES.contains(repository(graph, container));
    }

    private static String repository(ResourceGraph graph, GraphResource container) {
        String name = image(graph, container).replaceFirst("@.*", "").replaceFirst(":[^/]*$", "");
        return name.substring(name.lastIndexOf('/') + 1).toLowerCase(Locale.ROOT);
    }

    /** Returns whether a container runs to its end, and the update waits for it. */
    public static boolean runsOnce(GraphResource container) {
        return !container.input("mustRun").asBoolean().orElse(true)
                && container.input("attach").asBoolean().orElse(false);
    }

    /** Returns whether only the host itself reaches an address on which it publishes ports. */
    public static boolean isLoopback(String address) {
        return address.startsWith("127.") || address.equals("::1");
    }
}
