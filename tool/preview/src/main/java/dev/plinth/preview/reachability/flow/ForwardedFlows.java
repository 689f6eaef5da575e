package dev.plinth.preview.reachability.flow;

import dev.plinth.preview.reachability.flow.Flow.Certainty;
import dev.plinth.preview.reachability.network.CloudNetwork;
import dev.plinth.preview.reachability.network.CloudNetwork.Endpoint;
import dev.plinth.preview.reachability.network.CloudNetwork.Forward;
import dev.plinth.preview.reachability.network.CloudNetwork.Kind;
import dev.plinth.preview.reachability.network.CloudNetwork.Listener;
import dev.plinth.preview.reachability.network.CloudNetwork.Proxied;
import dev.plinth.preview.reachability.network.CloudNetworkReader;
import dev.plinth.preview.reachability.network.Hop;
import dev.plinth.preview.reachability.network.PortRange;
import dev.plinth.preview.reachability.network.Protocol;
import dev.plinth.preview.reachability.network.Verdict;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Flows that Cloudflare or a load balancer forwards. */
final class ForwardedFlows {

    /** Ports on which Cloudflare proxies HTTP (Cloudflare, "Network ports"). */
    private static final Set<Integer> CLOUDFLARE_HTTP = Set.of(80, 8080, 8880, 2052, 2082, 2086, 2095);

    /** Ports on which Cloudflare proxies HTTPS (Cloudflare, "Network ports"). */
    private static final Set<Integer> CLOUDFLARE_HTTPS = Set.of(443, 2053, 2083, 2087, 2096, 8443);

    private final CloudNetwork network;

    ForwardedFlows(CloudNetwork network) {
        this.network = network;
    }

    /** Returns the flows from the internet that Cloudflare proxies, from those that it opens itself. */
    List<Flow> throughCloudflare(List<Flow> direct) {
        List<Flow> flows = new ArrayList<>();
        for (Flow flow : direct) {
            if (!flow.source().equals(CloudNetworkReader.CLOUDFLARE)) {
                continue;
            }
            Optional<Endpoint> origin = endpoint(flow.destination());
            List<Proxied> proxied = network.proxied().stream()
                    .filter(each -> origin.isPresent()
                            && origin.get().urn().equals(each.loadBalancer())
                            && flow.protocol() == Protocol.TCP
                            && proxies(each, flow.ports()))
                    .toList();
            if (!proxied.isEmpty()) {
                boolean sure = proxied.stream().anyMatch(each -> each.certainty() == Verdict.YES);
                flows.add(new Flow(
                        CloudNetworkReader.INTERNET,
                        flow.destination(),
                        List.of(CloudNetworkReader.CLOUDFLARE),
                        flow.protocol(),
                        flow.ports(),
                        sure ? flow.certainty() : Certainty.UNKNOWN,
                        List.of(),
                        joined(proxied.stream().map(Proxied::hop).toList(), flow.path())));
            }
        }
        return flows;
    }

    private static boolean proxies(Proxied proxied, PortRange ports) {
        return CLOUDFLARE_HTTPS.contains(ports.from())
                || (!proxied.httpsOnly() && CLOUDFLARE_HTTP.contains(ports.from()));
    }

    /**
     * Returns the flows from clients of load balancers to their targets.
     *
     * @param arriving the flows to load balancers
     * @param direct the flows from load balancers
     */
    List<Flow> throughLoadBalancers(List<Flow> arriving, List<Flow> direct) {
        List<Flow> flows = new ArrayList<>();
        for (Flow first : arriving) {
            Optional<Endpoint> balancer =
                    endpoint(first.destination()).filter(endpoint -> endpoint.kind() == Kind.LOAD_BALANCER);
            if (balancer.isEmpty()) {
                continue;
            }
            List<String> via = new ArrayList<>(first.via());
            via.add(first.destination());
            for (Listener listener : balancer.get().listeners()) {
                if (listener.protocol() != first.protocol() || !first.ports().contains(listener.ports())) {
                    continue;
                }
                for (Forward forward : listener.targets()) {
                    direct.stream()
                            .filter(second -> second.source().equals(first.destination())
                                    && second.ports().contains(PortRange.of(forward.port()))
                                    && second.protocol() == forward.protocol()
                                    && endpoint(second.destination())
                                            .map(Endpoint::urn)
                                            .equals(Optional.of(forward.endpoint())))
                            .forEach(second -> flows.add(new Flow(
                                    first.source(),
                                    second.destination(),
                                    via,
                                    second.protocol(),
                                    PortRange.of(forward.port()),
                                    first.certainty().compareTo(second.certainty()) <= 0
                                            ? first.certainty()
                                            : second.certainty(),
                                    first.addresses(),
                                    joined(
                                            joined(first.path(), List.of(listener.hop(), forward.hop())),
                                            second.path()))));
                }
            }
        }
        // Several listeners may forward to the same target; the most certain path is reported.
        Map<String, Flow> best = new LinkedHashMap<>();
        flows.forEach(flow -> best.merge(
                flow.text(), flow, (left, right) -> right.certainty().compareTo(left.certainty()) > 0 ? right : left));
        return List.copyOf(best.values());
    }

    private static List<Hop> joined(List<Hop> first, List<Hop> second) {
        List<Hop> path = new ArrayList<>(first);
        path.addAll(second);
        return path.stream().distinct().toList();
    }

    private Optional<Endpoint> endpoint(String name) {
        return network.endpoints().stream()
                .filter(endpoint -> endpoint.name().equals(name))
                .findFirst();
    }
}
