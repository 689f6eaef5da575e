package dev.plinth.operation.verification;

import dev.plinth.model.AwsTypes;
import dev.plinth.model.GraphResource;
import dev.plinth.model.PropertyValue;
import dev.plinth.model.ResourceGraph;
import dev.plinth.settings.Verification;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Finds the endpoints of a stack: rules of load balancers with the health checks of their target groups, health checks of Route 53,
 * and, for hosts without one, domains at Vercel, aliases of CloudFront and proxied records of Cloudflare. Entries of
 * {@code plinth:verification.endpoints} are added.
 */
public final class HealthEndpoints {

    private static final String HEALTH_CHECK = "aws:route53/healthCheck:HealthCheck";
    private static final String CLOUDFLARE_RECORD = "cloudflare:index/dnsRecord:DnsRecord";
    private static final String VERCEL_DOMAIN = "vercel:index/projectDomain:ProjectDomain";

    private static final int HTTPS = 443;
    private static final int HTTP = 80;

    /** Vercel's status for a redirect without one. */
    private static final int DEFAULT_REDIRECT = 307;

    /** A host without a health path can have any content, such as the files of a bucket without a page at its root. */
    private static final ExpectedStatus ANY_CONTENT = new ExpectedStatus("200-499");

    private final ResourceGraph graph;
    private final Map<String, HealthEndpoint> byUrl = new TreeMap<>();

    private HealthEndpoints(ResourceGraph graph) {
        this.graph = graph;
    }

    /**
     * Returns the endpoints, sorted by URL.
     *
     * @param graph the stack's resources
     * @param settings the section {@code verification}
     */
    public static List<HealthEndpoint> of(ResourceGraph graph, Verification settings) {
        HealthEndpoints endpoints = new HealthEndpoints(graph);
        endpoints.addListenerRules();
        endpoints.addHealthChecks();
        endpoints.addHosts();
        settings.endpoints()
                .forEach((name, entry) -> endpoints.add(new HealthEndpoint(
                        URI.create(entry.url()),
                        "plinth:verification.endpoints." + name,
                        new ExpectedStatus(String.valueOf(entry.status())),
                        entry.contains(),
                        entry.headers())));
        return endpoints.byUrl.values().stream()
                .filter(endpoint ->
                        !settings.excludedHosts().contains(endpoint.url().getHost()))
                .toList();
    }

    private void add(HealthEndpoint endpoint) {
        byUrl.put(endpoint.url().toString(), endpoint);
    }

    private void addListenerRules() {
        for (GraphResource rule : graph.ofType(AwsTypes.LB_LISTENER_RULE)) {
            for (GraphResource listener : graph.references(rule, "listenerArn", AwsTypes.LB_LISTENER)) {
                int port = (int) listener.input("port").asNumber().orElse(0);
                // Other ports are those of test traffic.
                if (port == HTTPS || port == HTTP) {
                    graph.references(rule, "actions", AwsTypes.LB_TARGET_GROUP).stream()
                            .limit(1)
                            .forEach(group -> addRule(rule, port == HTTPS ? "https" : "http", group));
                }
            }
        }
    }

    private void addRule(GraphResource rule, String scheme, GraphResource group) {
        String path = group.input("healthCheck.path").asText().orElse("/");
        List<String> paths = condition(rule, "pathPattern");
        if (!paths.isEmpty() && paths.stream().noneMatch(pattern -> matches(pattern, path))) {
            return;
        }
        ExpectedStatus status =
                new ExpectedStatus(group.input("healthCheck.matcher").asText().orElse("200"));
        for (String host : condition(rule, "hostHeader")) {
            url(scheme, host, path)
                    .ifPresent(url -> add(new HealthEndpoint(url, rule.name(), status, Optional.empty(), true)));
        }
    }

    /** Returns a URL; empty for a host with wildcards. */
    private static Optional<URI> url(String scheme, String host, String path) {
        return host.contains("*") || host.contains("?")
                ? Optional.empty()
                : Optional.of(URI.create(scheme + "://" + host + path));
    }

    private static List<String> condition(GraphResource rule, String kind) {
        return rule.input("conditions").elements().stream()
                .flatMap(condition -> condition.at(kind + ".values").elements().stream())
                .flatMap(value -> value.asText().stream())
                .toList();
    }

    /** Returns whether a path matches a pattern with {@code *} and {@code ?}. */
    private static boolean matches(String pattern, String path) {
        String expression = pattern.chars()
                .mapToObj(character ->
                        character == '*' ? ".*" : character == '?' ? "." : Pattern.quote(Character.toString(character)))
                .collect(Collectors.joining());
        return path.matches(expression);
    }

    private void addHealthChecks() {
        for (GraphResource check : graph.ofType(HEALTH_CHECK)) {
            String type = check.input("type").asText().orElse("");
            Optional<String> host = check.input("fqdn").asText();
            if (!type.startsWith("HTTP") || host.isEmpty()) {
                continue;
            }
            String scheme = type.startsWith("HTTPS") ? "https" : "http";
            int usual = scheme.equals("https") ? HTTPS : HTTP;
            int port = (int) check.input("port").asNumber().orElse(usual);
            String path = check.input("resourcePath").asText().orElse("/");
            url(scheme, host.get() + (port == usual ? "" : ":" + port), path)
                    .ifPresent(url -> add(new HealthEndpoint(
                            url,
                            check.name(),
                            new ExpectedStatus("200-399"),
                            check.input("searchString").asText(),
                            true)));
        }
    }

    private void addHosts() {
        for (GraphResource domain : graph.ofType(VERCEL_DOMAIN)) {
            boolean redirect = domain.input("redirect").asText().isPresent();
            int status = (int) domain.input("redirectStatusCode").asNumber().orElse(DEFAULT_REDIRECT);
            addHost(
                    domain,
                    domain.input("domain"),
                    new ExpectedStatus(redirect ? String.valueOf(status) : "200-399"),
                    !redirect);
        }
        for (GraphResource distribution : graph.ofType(AwsTypes.CLOUDFRONT_DISTRIBUTION)) {
            distribution.input("aliases").elements().forEach(alias -> addHost(distribution, alias, ANY_CONTENT, true));
        }
        for (GraphResource dnsRecord : graph.ofType(CLOUDFLARE_RECORD)) {
            if (dnsRecord.input("proxied").asBoolean().orElse(false)) {
                addHost(dnsRecord, dnsRecord.input("name"), ANY_CONTENT, true);
            }
        }
    }

    private void addHost(GraphResource resource, PropertyValue host, ExpectedStatus status, boolean headers) {
        host.asText()
                .filter(name -> byUrl.values().stream()
                        .noneMatch(endpoint -> name.equals(endpoint.url().getHost())))
                .flatMap(name -> url("https", name, "/"))
                .ifPresent(url -> add(new HealthEndpoint(url, resource.name(), status, Optional.empty(), headers)));
    }
}
