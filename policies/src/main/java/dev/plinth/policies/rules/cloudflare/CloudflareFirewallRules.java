package dev.plinth.policies.rules.cloudflare;

import static dev.plinth.policies.condition.Elements.each;
import static dev.plinth.policies.rule.Property.property;

import dev.plinth.model.GraphResource;
import dev.plinth.model.PropertyValue;
import dev.plinth.model.ResourceGraph;
import dev.plinth.model.ResourceGraph.Derivation;
import dev.plinth.policies.condition.Cidr;
import dev.plinth.policies.condition.CidrBlocks;
import dev.plinth.policies.rule.CloudflareTypes;
import dev.plinth.policies.rule.Condition;
import dev.plinth.policies.rule.ResourceTypes;
import dev.plinth.policies.rule.Rule;
import dev.plinth.policies.rule.RuleContext;
import dev.plinth.policies.rule.Severity;
import dev.plinth.policies.rule.Verdict;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Rules for the Cloudflare firewall. */
public final class CloudflareFirewallRules {

    private static final String PAGE_RULE = "cloudflare:index/pageRule:PageRule";

    private static final String MANAGED_PHASE = "http_request_firewall_managed";
    private static final String RATE_LIMIT_PHASE = "http_ratelimit";

    /** Fields that distinguish visitors. */
    private static final Pattern VISITOR = Pattern.compile(
            "(?s).*\\b(ip\\.src|ip\\.geoip|cf\\.(bot_management|client|verified_bot|tls_client_auth|waf|threat)|http\\.cookie"
                    + "|http\\.request\\.(uri|full_uri|headers|method|body|accepted_languages)|http\\.user_agent|http\\.referer|raw\\.).*");

    /** A condition that holds for everyone, or for all but some. */
    private static final Pattern EVERYBODY = Pattern.compile(
            "(?is).*(\\bor\\s+\\(?true\\b|\\btrue\\)?\\s+or\\b|\\bnot\\s+\\(?ip\\.src|ip\\.src\\s+(ne\\b|!=)).*");

    private static final Pattern BLOCK = Pattern.compile("[0-9a-fA-F:.]+/\\d{1,3}");

    private static final Set<String> LOGGING_ACTIONS = Set.of("log", "allow");

    private static final Rule WAF_AND_RATE_LIMIT = Rule.named("cf-waf-and-ratelimit")
            .title("Cloudflare zones with proxied records have a managed ruleset and rate limiting")
            .severity(Severity.HIGH)
            .on(CloudflareTypes.DNS_RECORD, "proxied", "zoneId")
            .lookingAt(CloudflareTypes.RULESET, "phase", "kind", "zoneId", "rules[].enabled")
            .lookingAt(CloudflareTypes.ZONE)
            .risk("Known attacks reach the application, and a single client can overload it.")
            .remediation(
                    """
                    Deploy both entry point rulesets:
                    RulesetArgs.builder().zoneId(zoneId).kind("zone").phase("http_ratelimit").rules(List.of(rateLimit))
                    """)
            .requiresInStack(CloudflareFirewallRules::isDefended);

    private static final Rule PAGE_RULES = Rule.named("cf-page-rules-secure")
            .title("Cloudflare page rules do not disable security features")
            .severity(Severity.HIGH)
            .on(PAGE_RULE, "actions.disableSecurity", "actions.securityLevel", "actions.ssl", "actions.waf", "status")
            .risk("Some pages are served without the firewall, or with unverified encryption.")
            .remediation(
                    """
                    Keep the security settings of the zone:
                    PageRuleActionsArgs.builder().cacheLevel("bypass")
                    """)
            .requires(property("actions.disableSecurity")
                    .isNotTrue()
                    .and(property("actions.securityLevel").isNoneOf("off", "essentially_off"))
                    .and(property("actions.ssl").isNoneOf("off", "flexible"))
                    .and(property("actions.waf").isNoneOf("off"))
                    .onlyIf((pageRule, context) ->
                            !pageRule.input("status").asText().orElse("").equals("disabled")));

    private static final Rule CONFIG_RULES = Rule.named("cf-config-rules-secure")
            .title("Cloudflare configuration rules do not disable security features")
            .severity(Severity.HIGH)
            .on(
                    CloudflareTypes.RULESET,
                    "rules[].actionParameters.securityLevel",
                    "rules[].actionParameters.ssl",
                    "rules[].actionParameters.bic",
                    "rules[].enabled")
            .risk("Some requests are not checked, or reach the origin with unverified encryption.")
            .remediation(
                    """
                    Keep the security settings of the zone:
                    RulesetRuleActionParametersArgs.builder().ssl("strict")
                    """)
            .requires(eachEnabled(rule -> property(rule + ".actionParameters.securityLevel")
                    .isNoneOf("off", "essentially_off")
                    .and(property(rule + ".actionParameters.ssl").isNoneOf("off", "flexible"))
                    .and(property(rule + ".actionParameters.bic").isNotFalse())));

    private static final Rule NO_SKIP = Rule.named("cf-skip-rules-narrow")
            .title("Cloudflare rules that skip the firewall are limited to specific visitors or paths")
            .severity(Severity.HIGH)
            .on(CloudflareTypes.RULESET, "rules[].action", "rules[].expression", "rules[].enabled")
            .risk("Every request bypasses the firewall.")
            .remediation(
                    """
                    Limit the expression to specific visitors or paths:
                    RulesetRuleArgs.builder().action("skip").expression("ip.src in {203.0.113.0/24}")
                    """)
            .requires(eachEnabled(rule -> property(rule + ".expression")
                    .is(CloudflareFirewallRules::isNarrow, "a condition on the visitor or the path")
                    .onlyIf((ruleset, context) -> acts(ruleset, rule, "skip"))));

    private static final Rule SKIP_LOGGED = Rule.named("cf-skip-rules-logged")
            .title("Cloudflare rules that skip the firewall log matching requests")
            .severity(Severity.MEDIUM)
            .on(CloudflareTypes.RULESET, "rules[].action", "rules[].logging.enabled", "rules[].enabled")
            .risk("There is no record of requests that bypassed the firewall.")
            .remediation(
                    """
                    Log matching requests:
                    RulesetRuleArgs.builder().action("skip").logging(RulesetRuleLoggingArgs.builder().enabled(true).build())
                    """)
            .requires(eachEnabled(rule -> property(rule + ".logging.enabled")
                    .isTrue()
                    .onlyIf((ruleset, context) -> acts(ruleset, rule, "skip"))));

    private static final Rule MANAGED_RULES_ACT = Rule.named("cf-managed-rules-act")
            .title("Cloudflare managed rulesets are enabled and do more than log")
            .severity(Severity.HIGH)
            .on(
                    CloudflareTypes.RULESET,
                    "rules[].action",
                    "rules[].actionParameters.overrides.enabled",
                    "rules[].actionParameters.overrides.action",
                    "rules[].enabled")
            .risk("The firewall detects attacks but does not block them.")
            .remediation(
                    """
                    Keep the ruleset's default actions:
                    RulesetRuleArgs.builder().action("execute").actionParameters(managedRuleset)
                    """)
            .requires(eachEnabled(rule -> property(rule + ".actionParameters.overrides.enabled")
                    .isNotFalse()
                    .and(property(rule + ".actionParameters.overrides.action").isNoneOf("log", "allow"))
                    .onlyIf((ruleset, context) -> acts(ruleset, rule, "execute"))));

    private static final Rule ALLOW_LIST = Rule.named("cf-ip-access-rules-narrow")
            .title("Cloudflare IP access rules allow individual addresses or small ranges only")
            .severity(Severity.MEDIUM)
            .on("cloudflare:index/accessRule:AccessRule", "mode", "configuration.target", "configuration.value")
            .risk("Anyone who rents a machine in the allowed country or network bypasses the firewall.")
            .remediation(
                    """
                    Allow a single address or a small range:
                    AccessRuleConfigurationArgs.builder().target("ip_range").value("203.0.113.0/24")
                    """)
            .requires(property("configuration.target")
                    .isOneOf("ip", "ip6", "ip_range")
                    .and(property("configuration.value")
                            .is(CidrBlocks::isNarrow, "at most a /16 for IPv4, or a /32 for IPv6"))
                    .onlyIf((rule, context) -> !Set.of("block", "challenge", "js_challenge", "managed_challenge")
                            .contains(rule.input("mode").asText().orElse(""))));

    private static final Rule LEAKED_CREDENTIALS = Rule.named("cf-leaked-credentials")
            .title("Cloudflare leaked credentials detection is enabled")
            .severity(Severity.LOW)
            .on("cloudflare:index/leakedCredentialCheck:LeakedCredentialCheck", "enabled")
            .risk("Credential stuffing goes unnoticed.")
            .remediation(
                    """
                    Enable the detection:
                    LeakedCredentialCheckArgs.builder().enabled(true)
                    """)
            .requires(property("enabled").isTrue());

    public static final List<Rule> ALL = List.of(
            WAF_AND_RATE_LIMIT,
            PAGE_RULES,
            CONFIG_RULES,
            NO_SKIP,
            SKIP_LOGGED,
            MANAGED_RULES_ACT,
            ALLOW_LIST,
            LEAKED_CREDENTIALS);

    private CloudflareFirewallRules() {}

    private static final String ROOT = "root";

    /** The first proxied record of each zone. */
    private static final Derivation<Map<String, GraphResource>> FIRST = graph -> {
        Map<String, GraphResource> first = new HashMap<>();
        graph.ofType(ResourceTypes.withAliases(CloudflareTypes.DNS_RECORD)).stream()
                .filter(CloudflareFirewallRules::isProxied)
                .forEach(record -> zones(record, graph).forEach(zone -> first.putIfAbsent(zone, record)));
        return first;
    };

    /** The rulesets of each zone, and those of the account. */
    private static final Derivation<Map<String, List<GraphResource>>> RULESETS = graph -> {
        Map<String, List<GraphResource>> rulesets = new HashMap<>();
        for (GraphResource ruleset : graph.ofType(CloudflareTypes.RULESET)) {
            boolean root = ruleset.input("kind").asText().orElse("").equals(ROOT);
            (root ? List.of(ROOT) : zones(ruleset, graph))
                    .forEach(zone -> rulesets.computeIfAbsent(zone, key -> new ArrayList<>())
                            .add(ruleset));
        }
        return rulesets;
    };

    /** Judges each rule of a ruleset that is not switched off. */
    private static Condition eachEnabled(Function<String, Condition> condition) {
        return each(
                "rules", rule -> condition.apply(rule).onlyIf((ruleset, context) -> isEnabled(ruleset.input(rule))));
    }

    private static boolean isEnabled(PropertyValue rule) {
        return rule.at("enabled").asBoolean().orElse(true);
    }

    /** A rule whose action is not known yet may have any. */
    private static boolean acts(GraphResource ruleset, String rule, String action) {
        PropertyValue value = ruleset.input(rule + ".action");
        return value.asText().isEmpty() || value.asText().orElse("").equals(action);
    }

    private static boolean isNarrow(PropertyValue expression) {
        String text = expression.asText().orElse("");
        return VISITOR.matcher(text).matches()
                && !EVERYBODY.matcher(text).matches()
                && BLOCK.matcher(text)
                        .results()
                        .noneMatch(block -> Cidr.isWorld(new PropertyValue.Text(block.group())));
    }

    /** Speaks once a zone, of the zone's first proxied name. */
    private static Verdict isDefended(GraphResource record, RuleContext context) {
        PropertyValue proxied = record.input("proxied");
        if (proxied.isUnknown()) {
            return Verdict.unknown("proxied");
        }
        if (!proxied.isAbsent() && proxied.asBoolean().isEmpty()) {
            return Verdict.fail("proxied is " + proxied.describe() + " but must be true or false");
        }
        List<String> zones = zones(record, context.graph());
        Map<String, GraphResource> first = context.graph().once(FIRST);
        if (zones.isEmpty() || !zones.stream().allMatch(zone -> record.equals(first.get(zone)))) {
            return Verdict.NOT_APPLICABLE;
        }
        return Verdict.all(Stream.of(MANAGED_PHASE, RATE_LIMIT_PHASE)
                .map(phase -> runs(phase, record, context))
                .toList());
    }

    static boolean isProxied(GraphResource record) {
        return record.input("proxied").asBoolean().orElse(false);
    }

    private static Verdict runs(String phase, GraphResource record, RuleContext context) {
        Map<String, List<GraphResource>> rulesets = context.graph().once(RULESETS);
        Stream<Verdict> verdicts = Stream.concat(Stream.of(ROOT), zones(record, context.graph()).stream())
                .flatMap(zone -> rulesets.getOrDefault(zone, List.of()).stream())
                .distinct()
                .sorted(Comparator.comparing(GraphResource::urn))
                .map(ruleset -> runs(phase, ruleset));
        return Verdict.any(Stream.concat(
                verdicts, Stream.of(Verdict.fail("no Ruleset of the zone has an enabled rule in the phase " + phase))));
    }

    private static Verdict runs(String phase, GraphResource ruleset) {
        PropertyValue rules = ruleset.input("rules");
        if (ruleset.input("phase").isUnknown()) {
            return Verdict.unknown("phase");
        }
        if (!ruleset.input("phase").asText().orElse("").equals(phase)) {
            return Verdict.NOT_APPLICABLE;
        }
        if (rules.isUnknown()) {
            return Verdict.unknown("rules");
        }
        boolean undecided =
                rules.elements().stream().anyMatch(rule -> rule.at("enabled").isUnknown());
        boolean runs = rules.elements().stream()
                .anyMatch(rule -> !rule.at("enabled").isUnknown() && isEnabled(rule) && !logsOnly(rule));
        if (runs) {
            return Verdict.PASS;
        }
        return undecided ? Verdict.unknown("rules") : Verdict.NOT_APPLICABLE;
    }

    private static boolean logsOnly(PropertyValue rule) {
        return LOGGING_ACTIONS.contains(rule.at("action").asText().orElse("").toLowerCase(Locale.ROOT));
    }

    /** The zones of a resource: the URNs of those in the stack, or else the id of another. */
    private static List<String> zones(GraphResource resource, ResourceGraph graph) {
        List<String> zones = graph.references(resource, "zoneId", CloudflareTypes.ZONE).stream()
                .map(GraphResource::urn)
                .toList();
        return zones.isEmpty() ? resource.input("zoneId").asText().stream().toList() : zones;
    }
}
