package dev.plinth.components.edge;

import com.pulumi.cloudflare.inputs.RulesetRuleActionParametersArgs;
import com.pulumi.cloudflare.inputs.RulesetRuleActionParametersBrowserTtlArgs;
import com.pulumi.cloudflare.inputs.RulesetRuleActionParametersEdgeTtlArgs;
import com.pulumi.cloudflare.inputs.RulesetRuleActionParametersHeadersArgs;
import com.pulumi.cloudflare.inputs.RulesetRuleArgs;
import com.pulumi.cloudflare.inputs.RulesetRuleRatelimitArgs;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** The rules of each phase, from a zone's valid arguments. */
final class EdgeRules {

    private static final String ALL_REQUESTS = "true";

    private final CloudflareZoneArgs args;
    private final String zoneName;

    EdgeRules(CloudflareZoneArgs args) {
        this.args = args;
        this.zoneName = Objects.requireNonNull(args.zoneName());
    }

    /** First the names that only some ranges reach, then the rules of one's own. */
    List<RulesetRuleArgs> firewall() {
        List<RulesetRuleArgs> rules = new ArrayList<>();
        for (Hostname hostname : args.hostnames()) {
            if (!hostname.allowedCidrs().isEmpty()) {
                String ranges = String.join(" ", hostname.allowedCidrs());
                rules.add(rule(
                                "Only allowed ranges reach " + hostname.in(zoneName),
                                "(" + hosts(List.of(hostname)) + " and not ip.src in {" + ranges + "})",
                                FirewallRule.Action.BLOCK.value())
                        .build());
            }
        }
        for (FirewallRule own : args.firewallRules()) {
            rules.add(rule(own.description(), own.expression(), own.action().value())
                    .build());
        }
        return rules;
    }

    List<RulesetRuleArgs> rateLimits() {
        List<RateLimit> limits = args.rateLimits() == null ? defaultRateLimits() : args.rateLimits();
        return limits.stream()
                .map(limit -> rule(
                                limit.description(),
                                limit.expression(),
                                limit.action().value())
                        .ratelimit(RulesetRuleRatelimitArgs.builder()
                                .characteristics("ip.src", "cf.colo.id")
                                .period(limit.periodSeconds())
                                .requestsPerPeriod(limit.requestsPerPeriod())
                                .mitigationTimeout(limit.mitigationTimeoutSeconds())
                                .build())
                        .build())
                .toList();
    }

    List<RulesetRuleArgs> managedFirewall() {
        return args.managedRulesets().stream()
                .map(ruleset -> rule(ruleset.title(), ALL_REQUESTS, "execute")
                        .actionParameters(RulesetRuleActionParametersArgs.builder()
                                .id(ruleset.id())
                                .build())
                        .build())
                .toList();
    }

    List<RulesetRuleArgs> cache() {
        List<RulesetRuleArgs> rules = new ArrayList<>();
        List<Hostname> bypassed = hostnames(hostname -> hostname.caching() == Hostname.Caching.BYPASS);
        if (!bypassed.isEmpty()) {
            rules.add(rule("Never cache", "(" + hosts(bypassed) + ")", "set_cache_settings")
                    .actionParameters(RulesetRuleActionParametersArgs.builder()
                            .cache(false)
                            .build())
                    .build());
        }
        List<Hostname> cached = hostnames(hostname -> hostname.caching() == Hostname.Caching.CACHE);
        if (!cached.isEmpty()) {
            rules.add(rule("Cache everything", "(" + hosts(cached) + ")", "set_cache_settings")
                    .actionParameters(RulesetRuleActionParametersArgs.builder()
                            .cache(true)
                            .edgeTtl(RulesetRuleActionParametersEdgeTtlArgs.builder()
                                    .mode("override_origin")
                                    .default_(args.cacheTtlSeconds())
                                    .build())
                            .browserTtl(RulesetRuleActionParametersBrowserTtlArgs.builder()
                                    .mode("respect_origin")
                                    .build())
                            .build())
                    .build());
        }
        return rules;
    }

    List<RulesetRuleArgs> responseHeaders() {
        Map<String, RulesetRuleActionParametersHeadersArgs> headers = securityHeaders().entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, header -> RulesetRuleActionParametersHeadersArgs.builder()
                        .operation("set")
                        .value(header.getValue())
                        .build()));
        return List.of(rule("Security headers", ALL_REQUESTS, "rewrite")
                .actionParameters(RulesetRuleActionParametersArgs.builder()
                        .headers(headers)
                        .build())
                .build());
    }

    /** Returns a rule's stable reference, made from its description. */
    static String reference(String description) {
        return description
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^a-z0-9]+", "_")
                .replaceAll("^_|_$", "");
    }

    /** The headers that OWASP's "HTTP Headers Cheat Sheet" asks for. */
    private Map<String, String> securityHeaders() {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put(
                "Strict-Transport-Security",
                "max-age=" + args.hstsMaxAgeSeconds() + "; includeSubDomains"
                        + (args.hstsPreload() ? "; preload" : ""));
        headers.put("Content-Security-Policy", args.contentSecurityPolicy());
        headers.put("X-Content-Type-Options", "nosniff");
        headers.put("X-Frame-Options", "DENY");
        headers.put("Referrer-Policy", "strict-origin-when-cross-origin");
        headers.put("Permissions-Policy", "camera=(), geolocation=(), microphone=()");
        return headers;
    }

    private List<RateLimit> defaultRateLimits() {
        List<Hostname> limited = hostnames(hostname -> hostname.caching() != Hostname.Caching.CACHE);
        return limited.isEmpty()
                ? List.of()
                : List.of(RateLimit.perMinute(
                        "Requests per client",
                        "(" + hosts(limited) + ")",
                        CloudflareZoneArgs.DEFAULT_REQUESTS_PER_MINUTE));
    }

    private List<Hostname> hostnames(Predicate<Hostname> wanted) {
        return args.hostnames().stream().filter(wanted).toList();
    }

    /** The condition that a request is for one of some names; a wildcard stands for every name below. */
    private String hosts(List<Hostname> hostnames) {
        return hostnames.stream().map(this::host).collect(Collectors.joining(" or ", "(", ")"));
    }

    private String host(Hostname hostname) {
        String name = hostname.in(zoneName);
        return name.startsWith("*")
                ? "ends_with(http.host, \"" + name.substring(1) + "\")"
                : "http.host eq \"" + name + "\"";
    }

    private static RulesetRuleArgs.Builder rule(String description, String expression, String action) {
        return RulesetRuleArgs.builder()
                .ref(reference(description))
                .description(description)
                .expression(expression)
                .action(action)
                .enabled(true);
    }
}
