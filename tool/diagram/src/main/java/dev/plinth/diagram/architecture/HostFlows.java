package dev.plinth.diagram.architecture;

import dev.plinth.diagram.model.Flow;
import dev.plinth.model.AwsTypes;
import dev.plinth.model.GraphResource;
import dev.plinth.model.PropertyValue;
import dev.plinth.model.ResourceGraph;
import dev.plinth.model.docker.DockerResources;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Flows to published ports, and between containers of a network. */
final class HostFlows {

    private static final Map<Integer, String> PROTOCOLS = Map.of(80, "HTTP", 443, "HTTPS");

    private final ResourceGraph graph;
    private final FlowBuilder flows;

    HostFlows(DiagramBuilder diagram, FlowBuilder flows) {
        this.graph = diagram.graph();
        this.flows = flows;
    }

    void connect() {
        for (GraphResource container : graph.ofType(DockerResources.CONTAINER)) {
            List<String> ports = publicPorts(graph, container);
            if (!ports.isEmpty()) {
                flows.add(
                        DiagramBuilder.INTERNET,
                        container.urn(),
                        String.join(", ", ports),
                        Flow.Type.REQUEST,
                        container);
            }
            for (GraphResource server : servers(container)) {
                if (isInSameNetwork(container, server)) {
                    flows.add(container.urn(), server.urn(), "", Flow.Type.REQUEST, container, server);
                }
            }
        }
    }

    /** Returns the published ports of a container that the internet may reach. */
    static List<String> publicPorts(ResourceGraph graph, GraphResource container) {
        List<String> ports = new ArrayList<>();
        for (PropertyValue port : container.input("ports").elements()) {
            int external = (int) port.at("external").asNumber().orElse(-1);
            boolean isLocal =
                    port.at("ip").asText().filter(DockerResources::isLoopback).isPresent();
            if (!isLocal && isAllowed(graph, container, external)) {
                ports.add(
                        external < 0
                                ? "any port"
                                : Labels.join(" ", PROTOCOLS.getOrDefault(external, "port"), String.valueOf(external)));
            }
        }
        return ports;
    }

    /** Returns whether a rule of the instance's security groups allows a port from addresses; true outside AWS. */
    private static boolean isAllowed(ResourceGraph graph, GraphResource container, int port) {
        Optional<GraphResource> instance = DockerResources.host(graph, container)
                .filter(host -> host.type().equals(AwsTypes.EC2_INSTANCE));
        return instance.isEmpty()
                || graph.references(instance.get(), "vpcSecurityGroupIds", AwsTypes.EC2_SECURITY_GROUP).stream()
                        .flatMap(group -> Stream.concat(
                                graph
                                        .referrers(group, "securityGroupId", AwsTypes.VPC_SECURITY_GROUP_INGRESS_RULE)
                                        .stream()
                                        .map(GraphResource::inputs),
                                group.input("ingress").elements().stream()))
                        .anyMatch(rule -> hasAddresses(rule) && includes(rule, port));
    }

    private static boolean hasAddresses(PropertyValue rule) {
        return Stream.of("cidrIpv4", "cidrIpv6", "cidrBlocks", "ipv6CidrBlocks")
                .anyMatch(property -> !rule.at(property).isEmpty());
    }

    private static boolean includes(PropertyValue rule, int port) {
        boolean isAny = rule.at("ipProtocol")
                .asText()
                .or(() -> rule.at("protocol").asText())
                .filter("-1"::equals)
                .isPresent();
        return isAny
                || (rule.at("fromPort").asNumber().orElse(0) <= port
                        && port <= rule.at("toPort").asNumber().orElse(-1));
    }

    /** Returns the containers on which a container depends, also through those that run once, and those that its variables name. */
    private Set<GraphResource> servers(GraphResource container) {
        Set<GraphResource> servers = new LinkedHashSet<>();
        addDependencies(container, servers);
        List<String> texts = texts(container);
        for (GraphResource other : graph.ofType(DockerResources.CONTAINER)) {
            for (PropertyValue network : other.input("networksAdvanced").elements()) {
                boolean isNamed = network.at("aliases").elements().stream()
                        .flatMap(alias -> alias.asText().stream())
                        .anyMatch(alias -> texts.stream().anyMatch(text -> names(text, alias)));
                if (isNamed) {
                    servers.add(other);
                }
            }
        }
        return servers;
    }

    /** Returns the variables, the command and the files of a container, without secrets. */
    private static List<String> texts(GraphResource container) {
        Stream<PropertyValue> files =
                container.input("uploads").elements().stream().map(upload -> upload.at("content"));
        return Stream.of(
                        container.input("envs").elements().stream(),
                        container.input("command").elements().stream(),
                        files)
                .flatMap(values -> values)
                .filter(PropertyValue.Text.class::isInstance)
                .flatMap(value -> value.asText().stream())
                .toList();
    }

    private void addDependencies(GraphResource container, Set<GraphResource> servers) {
        for (String urn : container.dependencies()) {
            graph.resource(urn)
                    .filter(resource -> resource.type().equals(DockerResources.CONTAINER))
                    .ifPresent(dependency -> {
                        if (DockerResources.runsOnce(dependency)) {
                            addDependencies(dependency, servers);
                        } else {
                            servers.add(dependency);
                        }
                    });
        }
    }

    /** Returns whether a text is {@code NAME=host}, or contains {@code //host/} or {@code host:port}. */
    private static boolean names(String text, String host) {
        return (text.contains("=") && text.substring(text.indexOf('=') + 1).equals(host))
                || text.contains("//" + host + "/")
                || Pattern.compile("(?<![\\w.-])" + Pattern.quote(host) + ":\\d")
                        .matcher(text)
                        .find();
    }

    private boolean isInSameNetwork(GraphResource one, GraphResource other) {
        List<GraphResource> networks = graph.references(one, "networksAdvanced", DockerResources.NETWORK);
        return graph.references(other, "networksAdvanced", DockerResources.NETWORK).stream()
                .anyMatch(networks::contains);
    }
}
