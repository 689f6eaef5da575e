package dev.plinth.diagram;

import dev.plinth.model.GraphResource;
import dev.plinth.model.ResourceGraph;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Where requests come in: the internet, the zones of Cloudflare, load balancers. */
final class Entrances {

    private static final int MOST_HOSTNAMES = 5;

    /** What Cloudflare's phases do, in the order in which they run. */
    private static final Map<String, String> PHASES = phases();

    private final Drafts drafts;
    private final ResourceGraph graph;

    Entrances(Drafts drafts) {
        this.drafts = drafts;
        this.graph = drafts.graph();
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

    /** The internet and the zones of Cloudflare. */
    void createEdge() {
        boolean reachable = !graph.ofType(Types.DNS_RECORD).isEmpty()
                || graph.ofType(Types.LOAD_BALANCER).stream().anyMatch(Entrances::isPublic)
                || !graph.ofType(Types.NAT_GATEWAY).isEmpty();
        if (reachable) {
            drafts.show(null, new Draft(Drafts.INTERNET, Kind.INTERNET, "", "Internet"));
        }
        Map<String, List<GraphResource>> zones = graph.ofType(Types.DNS_RECORD).stream()
                .filter(this::pointsToUs)
                .collect(Collectors.groupingBy(
                        record -> record.input("zoneId").asText().orElse(""), TreeMap::new, Collectors.toList()));
        zones.forEach((zone, records) -> {
            List<String> names = records.stream()
                    .map(record -> record.input("name").asText().orElse(record.name()))
                    .distinct()
                    .sorted()
                    .toList();
            Draft draft = drafts.show(
                    null,
                    new Draft("cloudflare " + zone, Kind.CLOUDFLARE, "Cloudflare", commonDomain(names)),
                    records.toArray(GraphResource[]::new));
            Words.atMost(MOST_HOSTNAMES, names).forEach(draft::detail);
            Set<String> phases = graph.ofType(Types.RULESET).stream()
                    .filter(ruleset ->
                            ruleset.input("zoneId").asText().orElse("").equals(zone))
                    .peek(draft.folded::add)
                    .flatMap(ruleset -> ruleset.input("phase").asText().stream())
                    .collect(Collectors.toSet());
            List<String> rules = PHASES.entrySet().stream()
                    .filter(phase -> phases.contains(phase.getKey()))
                    .map(Map.Entry::getValue)
                    .toList();
            Words.lines(rules).forEach(draft::detail);
        });
    }

    private boolean pointsToUs(GraphResource dnsRecord) {
        return !graph.references(dnsRecord, "content", Types.LOAD_BALANCER).isEmpty();
    }

    /** The longest domain that all names lie in. */
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
        for (GraphResource loadBalancer : graph.ofType(Types.LOAD_BALANCER)) {
            boolean application = Words.text(loadBalancer, "loadBalancerType").equals("application")
                    || loadBalancer.input("loadBalancerType").isAbsent();
            Draft draft = drafts.show(
                    drafts.place(loadBalancer, graph.references(loadBalancer, "subnets", Types.SUBNET)),
                    new Draft(
                            loadBalancer.urn(),
                            Kind.LOAD_BALANCER,
                            application ? "Application Load Balancer" : "Load balancer",
                            drafts.name(loadBalancer)),
                    loadBalancer);
            List<GraphResource> listeners = graph.referrers(loadBalancer, "loadBalancerArn", Types.LISTENER);
            draft.detail(listeners.stream()
                    .map(listener -> Words.join(" ", Words.text(listener, "protocol"), Words.number(listener, "port")))
                    .sorted(Comparator.reverseOrder())
                    .collect(Collectors.joining(", ")));
            draft.folded.addAll(listeners);
            for (GraphResource listener : listeners) {
                for (GraphResource certificate :
                        graph.references(listener, "certificateArn", Types.CERTIFICATE, Types.CERTIFICATE_VALIDATION)) {
                    draft.folded.add(certificate);
                    draft.folded.addAll(graph.references(certificate, "certificateArn", Types.CERTIFICATE));
                }
            }
            for (GraphResource association : graph.referrers(loadBalancer, "resourceArn", Types.WEB_ACL_ASSOCIATION)) {
                draft.folded.add(association);
                draft.folded.addAll(graph.references(association, "webAclArn", Types.WEB_ACL));
                draft.detail("AWS WAF");
            }
            draft.detail(isPublic(loadBalancer) ? "" : "internal");
        }
    }
}
