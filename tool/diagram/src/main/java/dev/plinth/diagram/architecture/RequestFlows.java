package dev.plinth.diagram.architecture;

import dev.plinth.diagram.model.Flow;
import dev.plinth.model.AwsTypes;
import dev.plinth.model.GraphResource;
import dev.plinth.model.ResourceGraph;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Requests from the internet to services and data stores, and out to the internet. */
final class RequestFlows {

    /** Services by port, as registered with IANA. */
    private static final Map<Integer, String> PROTOCOLS =
            Map.of(80, "HTTP", 443, "HTTPS", 3306, "MySQL", 5432, "PostgreSQL", 6379, "Redis");

    private final DiagramBuilder diagram;
    private final ResourceGraph graph;
    private final FlowBuilder flows;
    private final NetworkElements networks;
    private final DatabaseElements databases;

    RequestFlows(DiagramBuilder diagram, FlowBuilder flows, NetworkElements networks, DatabaseElements databases) {
        this.diagram = diagram;
        this.graph = diagram.graph();
        this.flows = flows;
        this.networks = networks;
        this.databases = databases;
    }

    void connect() {
        connectRequests();
        connectNat();
    }

    private void connectRequests() {
        for (GraphResource dnsRecord : graph.ofType(ResourceTypes.DNS_RECORD, ResourceTypes.EDGE_BALANCER)) {
            for (GraphResource target : EdgeElements.targets(graph, dnsRecord)) {
                diagram.showing(dnsRecord).ifPresent(zone -> {
                    flows.add(DiagramBuilder.INTERNET, zone.id, "HTTPS", Flow.Type.REQUEST);
                    flows.add(zone.id, target.urn(), "HTTPS", Flow.Type.REQUEST, dnsRecord);
                });
            }
        }
        for (GraphResource loadBalancer : graph.ofType(ResourceTypes.LOAD_BALANCER)) {
            if (EdgeElements.isPublic(loadBalancer) && !flows.isReached(loadBalancer.urn())) {
                flows.add(DiagramBuilder.INTERNET, loadBalancer.urn(), "HTTPS", Flow.Type.REQUEST);
            }
        }
        connectTargets();
        connectSecurityGroups();
        connectBuckets();
    }

    private void connectTargets() {
        for (GraphResource service : graph.ofType(AwsTypes.ECS_SERVICE)) {
            for (GraphResource group : graph.references(service, "loadBalancers", ResourceTypes.TARGET_GROUP)) {
                for (GraphResource loadBalancer : loadBalancers(group)) {
                    flows.add(
                            loadBalancer.urn(),
                            service.urn(),
                            Labels.join(" ", Labels.text(group, "protocol"), Labels.number(group, "port")),
                            Flow.Type.REQUEST);
                }
            }
        }
    }

    private Set<GraphResource> loadBalancers(GraphResource targetGroup) {
        Set<GraphResource> listeners =
                new LinkedHashSet<>(graph.referrers(targetGroup, "defaultActions", ResourceTypes.LISTENER));
        for (GraphResource rule : graph.referrers(targetGroup, "actions", ResourceTypes.LISTENER_RULE)) {
            listeners.addAll(graph.references(rule, "listenerArn", ResourceTypes.LISTENER));
        }
        return listeners.stream()
                .flatMap(
                        listener -> graph.references(listener, "loadBalancerArn", ResourceTypes.LOAD_BALANCER).stream())
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    /** Adds the flows inside a network that the security groups allow. */
    private void connectSecurityGroups() {
        Map<String, List<String>> members = new HashMap<>();
        Map<String, String> properties = new LinkedHashMap<>();
        properties.put(AwsTypes.ECS_SERVICE, "networkConfiguration");
        properties.put(AwsTypes.RDS_INSTANCE, "vpcSecurityGroupIds");
        properties.put(AwsTypes.ELASTICACHE_REPLICATION_GROUP, "securityGroupIds");
        for (String type : ResourceTypes.LOAD_BALANCER) {
            properties.put(type, "securityGroups");
        }
        properties.forEach((type, property) -> graph.ofType(type).forEach(member -> {
            boolean replica = type.equals(AwsTypes.RDS_INSTANCE)
                    && !databases.sources(member).isEmpty();
            // A replica shares its source's group; one arrow to the database is enough.
            if (!replica) {
                graph.references(member, property, AwsTypes.EC2_SECURITY_GROUP)
                        .forEach(group -> members.computeIfAbsent(group.urn(), urn -> new ArrayList<>())
                                .add(member.urn()));
            }
        }));
        for (GraphResource rule : graph.ofType(AwsTypes.VPC_SECURITY_GROUP_INGRESS_RULE)) {
            for (GraphResource from :
                    graph.references(rule, "referencedSecurityGroupId", AwsTypes.EC2_SECURITY_GROUP)) {
                for (GraphResource to : graph.references(rule, "securityGroupId", AwsTypes.EC2_SECURITY_GROUP)) {
                    for (String source : members.getOrDefault(from.urn(), List.of())) {
                        for (String target : members.getOrDefault(to.urn(), List.of())) {
                            flows.add(source, target, protocol(rule), Flow.Type.REQUEST, rule);
                        }
                    }
                }
            }
        }
    }

    private static String protocol(GraphResource rule) {
        int port = (int) rule.input("fromPort").asNumber().orElse(-1);
        boolean one = port >= 0 && Labels.number(rule, "fromPort").equals(Labels.number(rule, "toPort"));
        return one ? Labels.join(" ", PROTOCOLS.getOrDefault(port, "TCP"), String.valueOf(port)) : "";
    }

    /** Adds the flows to the buckets that the policies of a task role name. */
    private void connectBuckets() {
        for (GraphResource service : graph.ofType(AwsTypes.ECS_SERVICE)) {
            for (GraphResource task : graph.references(service, "taskDefinition", AwsTypes.ECS_TASK_DEFINITION)) {
                for (GraphResource role : graph.references(task, "taskRoleArn", AwsTypes.IAM_ROLE)) {
                    for (GraphResource policy : graph.referrers(role, "role", AwsTypes.IAM_ROLE_POLICY)) {
                        graph.references(policy, "policy", ResourceTypes.BUCKET)
                                .forEach(
                                        bucket -> flows.add(service.urn(), bucket.urn(), "objects", Flow.Type.REQUEST));
                    }
                }
            }
        }
    }

    private void connectNat() {
        for (GraphResource subnet : graph.ofType(AwsTypes.EC2_SUBNET)) {
            for (GraphResource route : networks.routes(subnet)) {
                String property = route.type().equals(AwsTypes.EC2_ROUTE) ? "natGatewayId" : "routes";
                for (GraphResource gateway : graph.references(route, property, AwsTypes.EC2_NAT_GATEWAY)) {
                    diagram.showing(gateway)
                            .ifPresent(nat -> diagram.tier(subnet).ifPresent(tier -> {
                                flows.add(tier.id, nat.id, "outbound", Flow.Type.OUTBOUND);
                                flows.add(nat.id, DiagramBuilder.INTERNET, "outbound", Flow.Type.OUTBOUND);
                            }));
                }
            }
        }
    }
}
