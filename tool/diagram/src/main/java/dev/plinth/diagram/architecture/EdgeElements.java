package dev.plinth.diagram.architecture;

import dev.plinth.diagram.model.ElementKind;
import dev.plinth.model.AwsTypes;
import dev.plinth.model.GraphResource;
import dev.plinth.model.ResourceGraph;
import dev.plinth.model.docker.DockerResources;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Entry points of requests: the internet, Cloudflare zones, load balancers. */
final class EdgeElements {

    private static final int MAX_HOSTNAMES = 5;

    /** Labels of Cloudflare's phases, in order of execution. */
    private static final Map<String, String> PHASES = phases();

    private final DiagramBuilder diagram;
    private final ResourceGraph graph;

    EdgeElements(DiagramBuilder diagram) {
        this.diagram = diagram;
        this.graph = diagram.graph();
    }

    private static Map<String, String> phases() {
        Map<String, String> phases = new LinkedHashMap<>();
        phases.put("http_request_firewall_custom", "firewall");
        phases.put("http_ratelimit", "rate limits");
        phases.put("http_request_firewall_managed", "managed firewall");
        phases.put("http_request_cache_settings", "cache");
        phases.put("http_response_headers_transform", "response headers");
        return phases;
    }

    /** Adds the internet and the Cloudflare zones. */
    void createEdge() {
        boolean reachable = !graph.ofType(ResourceTypes.DNS_RECORD, ResourceTypes.EDGE_BALANCER)
                        .isEmpty()
                || graph.ofType(ResourceTypes.LOAD_BALANCER).stream().anyMatch(EdgeElements::isPublic)
                || !graph.ofType(AwsTypes.EC2_NAT_GATEWAY).isEmpty()
                || !graph.ofType(PlatformElements.VERCEL_PROJECT).isEmpty()
                || graph.ofType(DockerResources.CONTAINER).stream()
                        .anyMatch(container ->
                                !HostFlows.publicPorts(graph, container).isEmpty());
        if (reachable) {
            diagram.show(null, new ElementNode(DiagramBuilder.INTERNET, ElementKind.INTERNET, "", "Internet"));
        }
        Map<String, List<GraphResource>> zones =
                graph.ofType(ResourceTypes.DNS_RECORD, ResourceTypes.EDGE_BALANCER).stream()
                        .filter(name -> !targets(graph, name).isEmpty())
                        .collect(Collectors.groupingBy(
                                record -> record.input("zoneId").asText().orElse(""),
                                TreeMap::new,
                                Collectors.toList()));
        zones.forEach((zone, records) -> {
            List<String> names = records.stream()
                    .map(record -> record.input("name").asText().orElse(record.name()))
                    .distinct()
                    .sorted()
                    .toList();
            ElementNode element = diagram.show(
                    null,
                    new ElementNode("cloudflare " + zone, ElementKind.CLOUDFLARE, "Cloudflare", commonDomain(names)),
                    records.toArray(GraphResource[]::new));
            Labels.atMost(MAX_HOSTNAMES, names).forEach(element::detail);
            Set<String> phases = graph.ofType(ResourceTypes.RULESET).stream()
                    .filter(ruleset ->
                            ruleset.input("zoneId").asText().orElse("").equals(zone))
                    .peek(element.folded::add)
                    .flatMap(ruleset -> ruleset.input("phase").asText().stream())
                    .collect(Collectors.toSet());
            List<String> rules = PHASES.entrySet().stream()
                    .filter(phase -> phases.contains(phase.getKey()))
                    .map(Map.Entry::getValue)
                    .toList();
            Labels.lines(rules).forEach(element::detail);
        });
    }

    /** Returns the AWS load balancers that a name at Cloudflare leads to, directly or by pools. */
    static List<GraphResource> targets(ResourceGraph graph, GraphResource name) {
        return name.type().equals(ResourceTypes.DNS_RECORD)
                ? graph.references(name, "content", ResourceTypes.LOAD_BALANCER)
                : graph.references(name, "defaultPools", ResourceTypes.EDGE_POOL).stream()
                        .flatMap(pool -> graph.references(pool, "origins", ResourceTypes.LOAD_BALANCER).stream())
                        .toList();
    }

    /** Returns the longest domain that contains all names. */
    private static String commonDomain(List<String> names) {
        String domain = names.get(0);
        while (domain.contains(".")) {
            String candidate = domain;
            if (names.stream().allMatch(name -> name.equals(candidate) || name.endsWith("." + candidate))) {
                return domain;
            }
            domain = domain.substring(domain.indexOf('.') + 1);
        }
        return names.size() + " hostnames";
    }

    static boolean isPublic(GraphResource loadBalancer) {
        return !loadBalancer.input("internal").asBoolean().orElse(false);
    }

    void createLoadBalancers() {
        for (GraphResource loadBalancer : graph.ofType(ResourceTypes.LOAD_BALANCER)) {
            boolean application = Labels.text(loadBalancer, "loadBalancerType").equals("application")
                    || loadBalancer.input("loadBalancerType").isAbsent();
            ElementNode element = diagram.show(
                    diagram.place(loadBalancer, graph.references(loadBalancer, "subnets", AwsTypes.EC2_SUBNET)),
                    new ElementNode(
                            loadBalancer.urn(),
                            ElementKind.LOAD_BALANCER,
                            application ? "Application Load Balancer" : "Load balancer",
                            diagram.name(loadBalancer)),
                    loadBalancer);
            List<GraphResource> listeners = graph.referrers(loadBalancer, "loadBalancerArn", ResourceTypes.LISTENER);
            element.detail(listeners.stream()
                    .map(listener ->
                            Labels.join(" ", Labels.text(listener, "protocol"), Labels.number(listener, "port")))
                    .sorted(Comparator.reverseOrder())
                    .collect(Collectors.joining(", ")));
            element.folded.addAll(listeners);
            for (GraphResource listener : listeners) {
                for (GraphResource certificate : graph.references(
                        listener, "certificateArn", AwsTypes.ACM_CERTIFICATE, AwsTypes.ACM_CERTIFICATE_VALIDATION)) {
                    element.folded.add(certificate);
                    element.folded.addAll(graph.references(certificate, "certificateArn", AwsTypes.ACM_CERTIFICATE));
                }
            }
            for (GraphResource association :
                    graph.referrers(loadBalancer, "resourceArn", AwsTypes.WAFV2_WEB_ACL_ASSOCIATION)) {
                element.folded.add(association);
                element.folded.addAll(graph.references(association, "webAclArn", AwsTypes.WAFV2_WEB_ACL));
                element.detail("AWS WAF");
            }
            element.detail(isPublic(loadBalancer) ? "" : "internal");
        }
    }
}
