package dev.plinth.preview.reachability.network;

import dev.plinth.model.AwsTypes;
import dev.plinth.model.GraphResource;
import dev.plinth.model.PropertyValue;
import dev.plinth.model.ResourceGraph;
import dev.plinth.preview.reachability.network.CloudNetwork.Attachment;
import dev.plinth.preview.reachability.network.CloudNetwork.Forward;
import dev.plinth.preview.reachability.network.CloudNetwork.Kind;
import dev.plinth.preview.reachability.network.CloudNetwork.Listener;
import dev.plinth.preview.reachability.network.CloudNetwork.Subnet;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Reads load balancers with their listeners and targets. */
final class LoadBalancerReader {

    /** Type tokens of application and network load balancers. */
    static final List<String> LOAD_BALANCERS = List.of(AwsTypes.LB_LOAD_BALANCER, AwsTypes.ALB_LOAD_BALANCER);

    private static final String[] TARGET_GROUPS = {AwsTypes.LB_TARGET_GROUP, AwsTypes.ALB_TARGET_GROUP};
    private static final String[] LISTENERS = {AwsTypes.LB_LISTENER, AwsTypes.ALB_LISTENER};
    private static final String[] LISTENER_RULES = {AwsTypes.LB_LISTENER_RULE, AwsTypes.ALB_LISTENER_RULE};

    private final ResourceGraph graph;
    private final EndpointRegistry endpoints;

    LoadBalancerReader(EndpointRegistry endpoints) {
        this.graph = endpoints.graph();
        this.endpoints = endpoints;
    }

    /** Adds the load balancers that have a listener. */
    void read() {
        LOAD_BALANCERS.forEach(type -> graph.ofType(type).forEach(this::loadBalancer));
    }

    private void loadBalancer(GraphResource balancer) {
        List<Subnet> places = endpoints.subnets(balancer, "subnets");
        if (places.isEmpty()) {
            places = endpoints.subnets(balancer, "subnetMappings");
        }
        boolean isNetwork = balancer.input("loadBalancerType")
                .asText()
                .filter("network"::equals)
                .isPresent();
        PropertyValue internal = balancer.input("internal");
        Verdict isPublic = internal.isUnknown()
                ? Verdict.MAYBE
                : Verdict.of(!internal.asBoolean().orElse(false));
        PropertyValue ipType = balancer.input("ipAddressType");
        Verdict ipv6 = ipType.isUnknown()
                ? Verdict.MAYBE
                : Verdict.of(ipType.asText().orElse("ipv4").startsWith("dualstack"));
        // The IPv6 addresses of an internal load balancer are not reachable from the internet.
        Verdict ipv4 =
                ipType.asText().filter("dualstack-without-public-ipv4"::equals).isPresent() ? Verdict.NO : isPublic;
        List<Attachment> attachments =
                isNetwork && balancer.input("securityGroups").isAbsent()
                        ? places.stream()
                                .map(subnet -> new Attachment(subnet, List.of(SecurityGroupReader.unfiltered())))
                                .toList()
                        : endpoints.attachments(balancer, places, "securityGroups");
        List<Listener> listeners = new ArrayList<>();
        for (GraphResource listener : graph.referrers(balancer, "loadBalancerArn", LISTENERS)) {
            listeners.addAll(listener(listener, isNetwork));
        }
        if (listeners.isEmpty()) {
            // Without a listener it accepts no connection.
            return;
        }
        endpoints.add(balancer, Kind.LOAD_BALANCER, attachments, ipv4, ipv6.and(isPublic), listeners);
    }

    private List<Listener> listener(GraphResource listener, boolean isNetwork) {
        PropertyValue port = listener.input("port");
        String protocol = listener.input("protocol").asText().orElse(isNetwork ? "TCP" : "HTTP");
        Set<GraphResource> targetGroups =
                new LinkedHashSet<>(graph.references(listener, "defaultActions", TARGET_GROUPS));
        for (GraphResource rule : graph.referrers(listener, "listenerArn", LISTENER_RULES)) {
            targetGroups.addAll(graph.references(rule, "actions", TARGET_GROUPS));
        }
        List<Forward> forwards = new ArrayList<>();
        for (GraphResource group : targetGroups) {
            forwards.addAll(forwards(group));
        }
        PortRange range =
                port.asNumber().isPresent() ? PortRange.of((int) port.asNumber().getAsDouble()) : PortRange.ALL;
        Hop hop = new Hop(listener.urn(), "listener " + listener.name() + " on " + range);
        List<Listener> listeners = new ArrayList<>();
        if (!protocol.equals("UDP")) {
            listeners.add(new Listener(hop, range, Protocol.TCP, forwards));
        }
        if (protocol.contains("UDP")) {
            listeners.add(new Listener(hop, range, Protocol.UDP, forwards));
        }
        return listeners;
    }

    private List<Forward> forwards(GraphResource group) {
        List<Forward> forwards = new ArrayList<>();
        Protocol protocol =
                group.input("protocol").asText().filter("UDP"::equals).isPresent() ? Protocol.UDP : Protocol.TCP;
        int groupPort = (int) group.input("port").asNumber().orElse(0);
        for (GraphResource service : graph.ofType(AwsTypes.ECS_SERVICE)) {
            List<PropertyValue> balancers = service.input("loadBalancers").elements();
            boolean certain = balancers.size() == 1;
            for (int i = 0; i < balancers.size(); i++) {
                PropertyValue target = balancers.get(i).at("targetGroupArn");
                boolean refers = graph.references(service, "loadBalancers[" + i + "].targetGroupArn", TARGET_GROUPS)
                        .contains(group);
                if (refers && (certain || !target.isAbsent())) {
                    int port = (int)
                            balancers.get(i).at("containerPort").asNumber().orElse(groupPort);
                    forwards.add(forward(group, service, port, protocol));
                }
            }
        }
        for (GraphResource attachment : graph.referrers(
                group, "targetGroupArn", AwsTypes.LB_TARGET_GROUP_ATTACHMENT, AwsTypes.ALB_TARGET_GROUP_ATTACHMENT)) {
            graph.references(attachment, "targetId", AwsTypes.EC2_INSTANCE)
                    .forEach(target -> forwards.add(forward(
                            group,
                            target,
                            (int) attachment.input("port").asNumber().orElse(groupPort),
                            protocol)));
        }
        return forwards.stream().distinct().toList();
    }

    private static Forward forward(GraphResource group, GraphResource target, int port, Protocol protocol) {
        return new Forward(
                new Hop(group.urn(), "target group " + group.name() + ": port " + port), target.urn(), port, protocol);
    }
}
