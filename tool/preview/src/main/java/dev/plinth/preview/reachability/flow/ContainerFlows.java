package dev.plinth.preview.reachability.flow;

import dev.plinth.preview.reachability.flow.Flow.Certainty;
import dev.plinth.preview.reachability.network.CloudNetwork;
import dev.plinth.preview.reachability.network.CloudNetwork.Endpoint;
import dev.plinth.preview.reachability.network.CloudNetwork.Kind;
import dev.plinth.preview.reachability.network.CloudNetworkReader;
import dev.plinth.preview.reachability.network.Container;
import dev.plinth.preview.reachability.network.Container.PublishedPort;
import dev.plinth.preview.reachability.network.Hop;
import dev.plinth.preview.reachability.network.PortRange;
import dev.plinth.preview.reachability.network.Protocol;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Flows to and from containers. Docker forwards a published port before the chains of the host's own firewall, so that only
 * what is in front of the host decides about it.
 *
 * @see <a href="https://docs.docker.com/engine/network/packet-filtering-firewalls/#docker-and-ufw">Docker and ufw</a>
 */
final class ContainerFlows {

    private static final List<Protocol> PROTOCOLS = List.of(Protocol.TCP, Protocol.UDP);

    private final List<Container> containers;
    private final Map<String, Endpoint> endpoints;

    ContainerFlows(CloudNetwork network) {
        this.containers = network.containers();
        this.endpoints = network.endpoints().stream()
                .filter(endpoint -> !endpoint.urn().isEmpty())
                .collect(Collectors.toMap(Endpoint::urn, Function.identity(), (first, second) -> first));
    }

    /**
     * Returns the flows of containers.
     *
     * @param flows the flows of all other endpoints
     */
    List<Flow> of(List<Flow> flows) {
        List<Flow> outside = new ArrayList<>(flows);
        containers.stream()
                .filter(this::isHostOutside)
                .map(this::host)
                .distinct()
                .forEach(host -> outside.addAll(unknown(host)));
        List<Flow> found = new ArrayList<>();
        containers.forEach(container -> found.addAll(published(container, outside)));
        outside.addAll(found);
        containers.forEach(container -> found.addAll(leaving(container, outside)));
        found.addAll(shared());
        Map<String, Flow> best = new LinkedHashMap<>();
        found.forEach(flow -> best.merge(
                flow.protocol() + flow.text(),
                flow,
                (left, right) -> right.certainty().compareTo(left.certainty()) > 0 ? right : left));
        return List.copyOf(best.values());
    }

    /** The network in front of a host outside the stack is unknown. */
    private static List<Flow> unknown(String host) {
        List<Flow> flows = new ArrayList<>();
        for (Protocol protocol : PROTOCOLS) {
            flows.add(flow(CloudNetworkReader.INTERNET, host, protocol, Certainty.UNKNOWN, List.of()));
            flows.add(flow(host, CloudNetworkReader.INTERNET, protocol, Certainty.UNKNOWN, List.of()));
        }
        return flows;
    }

    private static Flow flow(
            String source, String destination, Protocol protocol, Certainty certainty, List<Hop> path) {
        return new Flow(source, destination, List.of(), protocol, PortRange.ALL, certainty, List.of(), path);
    }

    private List<Flow> published(Container container, List<Flow> arriving) {
        List<Flow> flows = new ArrayList<>();
        String host = host(container);
        for (Flow flow : arriving) {
            if (!flow.destination().equals(host) || flow.source().equals(host)) {
                continue;
            }
            if (container.onHostNetwork()) {
                flows.add(forwarded(flow, container, flow.ports(), "network of the host " + host));
            }
            for (PublishedPort port : container.ports()) {
                if (!port.isLoopback()
                        && port.protocol() == flow.protocol()
                        && flow.ports().intersects(port.hostPorts())) {
                    flows.add(forwarded(flow, container, PortRange.of(port.port()), "published port " + port.text()));
                }
            }
        }
        return flows;
    }

    private Flow forwarded(Flow flow, Container container, PortRange ports, String hop) {
        return new Flow(
                flow.source(),
                name(container),
                with(flow.via(), flow.destination()),
                flow.protocol(),
                ports,
                flow.certainty(),
                flow.addresses(),
                with(flow.path(), new Hop(container.urn(), hop)));
    }

    /** Packets to other hosts leave with the address of the container's host. */
    private List<Flow> leaving(Container container, List<Flow> flows) {
        if (!container.reachesOutside()) {
            return List.of();
        }
        String host = host(container);
        return flows.stream()
                .filter(flow ->
                        flow.source().equals(host) && !flow.destination().equals(host))
                .map(flow -> {
                    List<String> via = new ArrayList<>(List.of(host));
                    via.addAll(flow.via());
                    return new Flow(
                            name(container),
                            flow.destination(),
                            via,
                            flow.protocol(),
                            flow.ports(),
                            flow.certainty(),
                            flow.addresses(),
                            flow.path());
                })
                .toList();
    }

    /** Containers of the same network reach every port of each other. */
    private List<Flow> shared() {
        List<Flow> flows = new ArrayList<>();
        for (Container source : containers) {
            for (Container destination : containers) {
                if (source.equals(destination)) {
                    continue;
                }
                List<Hop> shared = source.networks().stream()
                        .filter(destination.networks()::contains)
                        .map(network -> new Hop(network.urn(), "network " + network.name()))
                        .toList();
                if (!shared.isEmpty()) {
                    PROTOCOLS.forEach(protocol ->
                            flows.add(flow(name(source), name(destination), protocol, Certainty.OPEN, shared)));
                }
            }
        }
        return flows;
    }

    private boolean isHostOutside(Container container) {
        return container
                .host()
                .map(urn -> endpoint(urn).kind() == Kind.DOCKER_HOST)
                .orElse(true);
    }

    private String host(Container container) {
        return container.host().map(urn -> endpoint(urn).name()).orElse(Container.UNKNOWN_HOST);
    }

    private String name(Container container) {
        return endpoint(container.urn()).name();
    }

    private Endpoint endpoint(String urn) {
        Endpoint endpoint = endpoints.get(urn);
        if (endpoint == null) {
            throw new IllegalStateException("no endpoint of " + urn);
        }
        return endpoint;
    }

    private static <T> List<T> with(List<T> list, T last) {
        List<T> longer = new ArrayList<>(list);
        longer.add(last);
        return longer;
    }
}
