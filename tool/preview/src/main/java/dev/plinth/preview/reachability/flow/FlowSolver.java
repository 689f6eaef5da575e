package dev.plinth.preview.reachability.flow;

import dev.plinth.preview.reachability.network.CloudNetwork;
import dev.plinth.preview.reachability.network.CloudNetwork.Endpoint;
import java.util.ArrayList;
import java.util.List;

/**
 * Computes which endpoints can open connections to which. Addresses and ports are cut into classes that every rule treats
 * alike, and one packet of each class is followed in both directions, so that the result holds for every packet.
 */
public final class FlowSolver {

    private FlowSolver() {}

    /** Returns the flows of a network, sorted. */
    public static List<Flow> flows(CloudNetwork network) {
        DirectFlows solver = new DirectFlows(network);
        List<Flow> direct = new ArrayList<>();
        for (Endpoint source : network.endpoints()) {
            for (Endpoint destination : network.endpoints()) {
                direct.addAll(solver.between(source, destination));
            }
        }
        ForwardedFlows forwarded = new ForwardedFlows(network);
        List<Flow> proxied = forwarded.throughCloudflare(direct);
        List<Flow> flows = new ArrayList<>(direct);
        flows.addAll(proxied);
        flows.addAll(forwarded.throughLoadBalancers(direct, direct));
        flows.addAll(forwarded.throughLoadBalancers(proxied, direct));
        flows.addAll(new ContainerFlows(network).of(flows));
        return flows.stream().sorted(Flow.ORDER).toList();
    }
}
