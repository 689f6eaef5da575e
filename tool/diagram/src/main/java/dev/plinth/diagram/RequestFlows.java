package dev.plinth.diagram;

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

/** Who asks whom: from the internet to services and on to what they use, and out to the internet. */
final class RequestFlows {

    /** What listens on a port by the registry of IANA. */
    private static final Map<Integer, String> PROTOCOLS =
            Map.of(80, "HTTP", 443, "HTTPS", 3306, "MySQL", 5432, "PostgreSQL", 6379, "Redis");

    private final Drafts drafts;
    private final ResourceGraph graph;
    private final Flows flows;
    private final Networks networks;
    private final Databases databases;

    RequestFlows(Drafts drafts, Flows flows, Networks networks, Databases databases) {
        this.drafts = drafts;
        this.graph = drafts.graph();
        this.flows = flows;
        this.networks = networks;
        this.databases = databases;
    }

    void connect() {
        connectRequests();
        connectNat();
    }

    private void connectRequests() {
        for (GraphResource dnsRecord : graph.ofType(Types.DNS_RECORD)) {
            for (GraphResource target : graph.references(dnsRecord, "content", Types.LOAD_BALANCER)) {
                drafts.showing(dnsRecord).ifPresent(zone -> {
                    flows.add(Drafts.INTERNET, zone.id, "HTTPS", Flow.Type.REQUEST);
                    flows.add(zone.id, target.urn(), "HTTPS", Flow.Type.REQUEST, dnsRecord);
                });
            }
        }
        for (GraphResource loadBalancer : graph.ofType(Types.LOAD_BALANCER)) {
            if (Entrances.isPublic(loadBalancer) && !flows.leadTo(loadBalancer.urn())) {
                flows.add(Drafts.INTERNET, loadBalancer.urn(), "HTTPS", Flow.Type.REQUEST);
            }
        }
        connectTargets();
        connectSecurityGroups();
        connectBuckets();
    }

    private void connectTargets() {
        for (GraphResource service : graph.ofType(Types.SERVICE)) {
            for (GraphResource group : graph.references(service, "loadBalancers", Types.TARGET_GROUP)) {
                for (GraphResource loadBalancer : loadBalancers(group)) {
                    flows.add(
                            loadBalancer.urn(),
                            service.urn(),
                            Words.join(" ", Words.text(group, "protocol"), Words.number(group, "port")),
                            Flow.Type.REQUEST);
                }
            }
        }
    }

    private Set<GraphResource> loadBalancers(GraphResource targetGroup) {
        Set<GraphResource> listeners =
                new LinkedHashSet<>(graph.referrers(targetGroup, "defaultActions", Types.LISTENER));
        for (GraphResource rule : graph.referrers(targetGroup, "actions", Types.LISTENER_RULE)) {
            listeners.addAll(graph.references(rule, "listenerArn", Types.LISTENER));
        }
        return listeners.stream()
                .flatMap(listener -> graph.references(listener, "loadBalancerArn", Types.LOAD_BALANCER).stream())
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    /** What may reach what inside the network is what the security groups let through. */
    private void connectSecurityGroups() {
        Map<String, List<String>> members = new HashMap<>();
        Map<String, String> properties = new LinkedHashMap<>();
        properties.put(Types.SERVICE, "networkConfiguration");
        properties.put(Types.DATABASE, "vpcSecurityGroupIds");
        properties.put(Types.CACHE, "securityGroupIds");
        for (String type : Types.LOAD_BALANCER) {
            properties.put(type, "securityGroups");
        }
        properties.forEach((type, property) -> graph.ofType(type).forEach(member -> {
            boolean replica =
                    type.equals(Types.DATABASE) && !databases.sources(member).isEmpty();
            // A replica shares its source's group; one arrow to the database says it.
            if (!replica) {
                graph.references(member, property, Types.SECURITY_GROUP)
                        .forEach(group -> members.computeIfAbsent(group.urn(), urn -> new ArrayList<>())
                                .add(member.urn()));
            }
        }));
        for (GraphResource rule : graph.ofType(Types.INGRESS_RULE)) {
            for (GraphResource from : graph.references(rule, "referencedSecurityGroupId", Types.SECURITY_GROUP)) {
                for (GraphResource to : graph.references(rule, "securityGroupId", Types.SECURITY_GROUP)) {
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
        boolean one = port >= 0 && Words.number(rule, "fromPort").equals(Words.number(rule, "toPort"));
        return one ? Words.join(" ", PROTOCOLS.getOrDefault(port, "TCP"), String.valueOf(port)) : "";
    }

    /** A service uses the buckets that the policies of its task role name. */
    private void connectBuckets() {
        for (GraphResource service : graph.ofType(Types.SERVICE)) {
            for (GraphResource task : graph.references(service, "taskDefinition", Types.TASK_DEFINITION)) {
                for (GraphResource role : graph.references(task, "taskRoleArn", Types.ROLE)) {
                    for (GraphResource policy : graph.referrers(role, "role", Types.ROLE_POLICY)) {
                        graph.references(policy, "policy", Types.BUCKET)
                                .forEach(
                                        bucket -> flows.add(service.urn(), bucket.urn(), "objects", Flow.Type.REQUEST));
                    }
                }
            }
        }
    }

    private void connectNat() {
        for (GraphResource subnet : graph.ofType(Types.SUBNET)) {
            for (GraphResource route : networks.routes(subnet)) {
                String property = route.type().equals(Types.ROUTE) ? "natGatewayId" : "routes";
                for (GraphResource gateway : graph.references(route, property, Types.NAT_GATEWAY)) {
                    drafts.showing(gateway).ifPresent(nat -> drafts.tier(subnet).ifPresent(tier -> {
                        flows.add(tier.id, nat.id, "outbound", Flow.Type.OUTBOUND);
                        flows.add(nat.id, Drafts.INTERNET, "outbound", Flow.Type.OUTBOUND);
                    }));
                }
            }
        }
    }
}
