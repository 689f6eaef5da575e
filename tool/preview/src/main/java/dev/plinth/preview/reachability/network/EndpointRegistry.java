package dev.plinth.preview.reachability.network;

import dev.plinth.model.AwsTypes;
import dev.plinth.model.GraphResource;
import dev.plinth.model.PropertyValue;
import dev.plinth.model.ResourceGraph;
import dev.plinth.preview.reachability.network.CloudNetwork.Attachment;
import dev.plinth.preview.reachability.network.CloudNetwork.Endpoint;
import dev.plinth.preview.reachability.network.CloudNetwork.Kind;
import dev.plinth.preview.reachability.network.CloudNetwork.Listener;
import dev.plinth.preview.reachability.network.CloudNetwork.SecurityGroup;
import dev.plinth.preview.reachability.network.CloudNetwork.Subnet;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Endpoints found so far, and what all of them have in common: subnets, security groups and names. */
final class EndpointRegistry {

    private final ResourceGraph graph;
    private final SecurityGroupReader groups;
    private final Map<String, Subnet> subnets;
    private final Map<GraphResource, Endpoint> found = new LinkedHashMap<>();
    private final List<String> unplaced = new ArrayList<>();

    EndpointRegistry(ResourceGraph graph, SecurityGroupReader groups, Map<String, Subnet> subnets) {
        this.graph = graph;
        this.groups = groups;
        this.subnets = subnets;
    }

    ResourceGraph graph() {
        return graph;
    }

    /** Returns the resources without a known place in the network, each with the reason. */
    List<String> unplaced() {
        return unplaced;
    }

    /** Adds a resource without a known place in the network. */
    void addUnplaced(GraphResource resource, String reason) {
        unplaced.add(name(resource) + ": " + reason);
    }

    /** Adds an endpoint inside the stack. */
    void add(
            GraphResource resource,
            Kind kind,
            List<Attachment> attachments,
            Verdict publicIpv4,
            Verdict ipv6,
            List<Listener> listeners) {
        if (attachments.isEmpty()) {
            addUnplaced(resource, "its subnets are not in the stack");
            return;
        }
        found.put(
                resource,
                new Endpoint(
                        name(resource),
                        resource.urn(),
                        kind,
                        attachments,
                        publicIpv4,
                        ipv6,
                        listeners,
                        List.of(),
                        "",
                        Set.of()));
    }

    /** Adds an endpoint that has no network interface in a subnet. */
    void addOutside(GraphResource resource, Endpoint endpoint) {
        found.put(resource, endpoint);
    }

    /** Adds a container or a Docker host, which is outside all subnets of the stack. */
    void addWithoutSubnet(GraphResource resource, Kind kind) {
        addOutside(
                resource,
                new Endpoint(
                        name(resource),
                        resource.urn(),
                        kind,
                        List.of(),
                        Verdict.NO,
                        Verdict.NO,
                        List.of(),
                        List.of(),
                        "",
                        Set.of()));
    }

    /** Returns whether a resource is an endpoint. */
    boolean contains(GraphResource resource) {
        return found.containsKey(resource);
    }

    /** Returns the verdict that a flag is. */
    static Verdict flag(PropertyValue value) {
        return value.isUnknown() ? Verdict.MAYBE : Verdict.of(value.asBoolean().orElse(false));
    }

    /** Returns the subnets that a property names. */
    List<Subnet> subnets(GraphResource resource, String property) {
        return graph.references(resource, property, AwsTypes.EC2_SUBNET).stream()
                .map(subnet -> subnets.get(subnet.urn()))
                .toList();
    }

    /** Returns the subnets of the subnet group that a property names. */
    List<Subnet> subnetGroup(GraphResource resource, String property, String type) {
        return graph.references(resource, property, type).stream()
                .findFirst()
                .map(group -> subnets(group, "subnetIds"))
                .orElse(List.of());
    }

    /**
     * Returns the network interfaces of a resource.
     *
     * @param groupProperty the property that names its security groups
     */
    List<Attachment> attachments(GraphResource resource, List<Subnet> places, String groupProperty) {
        if (places.isEmpty()) {
            return List.of();
        }
        List<SecurityGroup> own =
                groups.of(resource, groupProperty, places.get(0).vpc());
        return places.stream().map(subnet -> new Attachment(subnet, own)).toList();
    }

    /** Returns the listener of a resource that accepts TCP. */
    static List<Listener> listeners(GraphResource resource, PortRange ports) {
        return List.of(new Listener(new Hop(resource.urn(), "port " + ports), ports, Protocol.TCP, List.of()));
    }

    /** Returns the name that reports use: the component's, the AWS service's, or the resource's own. */
    private String name(GraphResource resource) {
        if (resource.type().startsWith("aws:ec2/vpcEndpoint:")) {
            return serviceName(resource);
        }
        String parent = resource.parent();
        boolean isReplica = !resource.input("replicateSourceDb").isAbsent();
        return Optional.ofNullable(parent)
                .flatMap(graph::resource)
                .filter(component -> !component.custom() && !component.type().startsWith("pulumi:"))
                .filter(component -> !isReplica)
                .map(GraphResource::name)
                .orElse(resource.name());
    }

    /** Returns the name of an endpoint's service, such as {@code ecr.api} of {@code com.amazonaws.eu-central-1.ecr.api}. */
    static String serviceName(GraphResource endpoint) {
        String name = endpoint.input("serviceName").asText().orElse(endpoint.name());
        return name.replaceFirst("^(com\\.amazonaws|aws\\.api)\\.[a-z]{2}(-[a-z]+)+-\\d\\.", "");
    }

    /**
     * Returns the endpoints, sorted by name. Those that would share a name have the name of their resource, and a number where
     * that is shared as well.
     */
    List<Endpoint> endpoints() {
        Set<String> taken = new TreeSet<>(Set.of(CloudNetworkReader.INTERNET, CloudNetworkReader.CLOUDFLARE));
        Set<String> shared = new TreeSet<>();
        found.values().forEach(endpoint -> {
            if (!taken.add(endpoint.name())) {
                shared.add(endpoint.name());
            }
        });
        List<Endpoint> endpoints = new ArrayList<>();
        Set<String> given = new TreeSet<>(Set.of(CloudNetworkReader.INTERNET, CloudNetworkReader.CLOUDFLARE));
        found.forEach((resource, endpoint) -> {
            String name = shared.contains(endpoint.name()) ? resource.name() : endpoint.name();
            String unique = name;
            for (int number = 2; !given.add(unique); number++) {
                unique = name + "-" + number;
            }
            endpoints.add(new Endpoint(
                    unique,
                    endpoint.urn(),
                    endpoint.kind(),
                    endpoint.attachments(),
                    endpoint.publicIpv4(),
                    endpoint.ipv6(),
                    endpoint.listeners(),
                    endpoint.networks(),
                    endpoint.gateway(),
                    endpoint.routeTables()));
        });
        return endpoints.stream().sorted(Comparator.comparing(Endpoint::name)).toList();
    }
}
