package dev.plinth.policies.rules.vercel;

import static dev.plinth.policies.condition.Elements.each;
import static dev.plinth.policies.rule.Property.property;

import dev.plinth.model.GraphResource;
import dev.plinth.model.PropertyValue;
import dev.plinth.policies.condition.CidrBlocks;
import dev.plinth.policies.rule.Rule;
import dev.plinth.policies.rule.RuleContext;
import dev.plinth.policies.rule.Severity;
import dev.plinth.policies.rule.Verdict;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Rules for the Vercel firewall. */
public final class VercelFirewallRules {

    private static final String FIREWALL = "vercel:index/firewallConfig:FirewallConfig";

    private static final Set<String> MANAGED_ACTIONS = Set.of("deny", "challenge");

    private static final List<String> OWASP =
            List.of("gen", "java", "lfi", "ma", "php", "rce", "rfi", "sd", "sf", "sqli", "xss");

    private static final Rule TRUSTED = Rule.named("vercel-trusted-ips-narrow")
            .title("Vercel trusted IP addresses are single addresses or small ranges, and are required")
            .severity(Severity.MEDIUM)
            .on(VercelProjectRules.PROJECT, "trustedIps.addresses[].value", "trustedIps.protectionMode")
            .risk("Large parts of the internet have access, or the list is not enforced.")
            .remediation(
                    """
                    Name the range:
                    Map.of("addresses", List.of(Map.of("value", "203.0.113.0/24")), "protectionMode", "trusted_ip_required")
                    """)
            .requires(each("trustedIps.addresses", address -> property(address + ".value")
                            .is(CidrBlocks::isNarrow, "at most a /16 for IPv4, or a /32 for IPv6"))
                    .and(property("trustedIps.protectionMode").isNoneOf("trusted_ip_optional")));

    private static final Rule FIREWALL_ON = Rule.named("vercel-firewall-enabled")
            .title("The Vercel firewall is enabled")
            .severity(Severity.HIGH)
            .on(FIREWALL, "enabled")
            .risk("The firewall rules have no effect.")
            .remediation(
                    """
                    Enable the firewall:
                    Map.of("enabled", true)
                    """)
            .requires(property("enabled").isNotFalse());

    private static final Rule MANAGED = Rule.named("vercel-firewall-managed-rules")
            .title("Vercel managed rulesets block matching requests")
            .severity(Severity.MEDIUM)
            .on(
                    FIREWALL,
                    "managedRulesets.owasp.gen.action",
                    "managedRulesets.owasp.gen.active",
                    "managedRulesets.owasp.java.action",
                    "managedRulesets.owasp.java.active",
                    "managedRulesets.owasp.lfi.action",
                    "managedRulesets.owasp.lfi.active",
                    "managedRulesets.owasp.ma.action",
                    "managedRulesets.owasp.ma.active",
                    "managedRulesets.owasp.php.action",
                    "managedRulesets.owasp.php.active",
                    "managedRulesets.owasp.rce.action",
                    "managedRulesets.owasp.rce.active",
                    "managedRulesets.owasp.rfi.action",
                    "managedRulesets.owasp.rfi.active",
                    "managedRulesets.owasp.sd.action",
                    "managedRulesets.owasp.sd.active",
                    "managedRulesets.owasp.sf.action",
                    "managedRulesets.owasp.sf.active",
                    "managedRulesets.owasp.sqli.action",
                    "managedRulesets.owasp.sqli.active",
                    "managedRulesets.owasp.xss.action",
                    "managedRulesets.owasp.xss.active")
            .risk("The firewall detects attacks but does not block them.")
            .remediation(
                    """
                    Set the rulesets to deny:
                    Map.of("owasp", Map.of("sqli", Map.of("action", "deny", "active", true)))
                    """)
            .requires(VercelFirewallRules::blocks);

    private static final Rule BYPASS = Rule.named("vercel-firewall-bypass-narrow")
            .title("Vercel firewall bypasses are limited to a single address and a single domain")
            .severity(Severity.HIGH)
            .on("vercel:index/firewallBypass:FirewallBypass", "sourceIp", "domain")
            .risk("Whole networks bypass the firewall, or all firewalls of the team.")
            .remediation(
                    """
                    Name the address and the domain:
                    Map.of("sourceIp", "203.0.113.7", "domain", "www.example.com")
                    """)
            .requires(property("sourceIp")
                    .is(CidrBlocks::isNarrow, "at most a /16 for IPv4, or a /32 for IPv6")
                    .and(property("domain")
                            .is(
                                    domain -> domain.asText()
                                            .filter(text -> !text.contains("*"))
                                            .isPresent(),
                                    "one domain")));

    public static final List<Rule> ALL = List.of(TRUSTED, FIREWALL_ON, MANAGED, BYPASS);

    private VercelFirewallRules() {}

    private static Verdict blocks(GraphResource firewall, RuleContext context) {
        PropertyValue owasp = firewall.input("managedRulesets.owasp");
        if (owasp.isUnknown()) {
            return Verdict.unknown("managedRulesets.owasp");
        }
        if (owasp.isAbsent()) {
            return Verdict.fail("managedRulesets.owasp is not set but must name rulesets");
        }
        List<String> named = OWASP.stream()
                .filter(name -> !owasp.at(name).isAbsent())
                .map(name -> "managedRulesets.owasp." + name)
                .toList();
        if (named.isEmpty()) {
            return Verdict.fail("managedRulesets.owasp is " + owasp.describe() + " but must name rulesets");
        }
        return Verdict.all(named.stream()
                .flatMap(ruleset -> Stream.of(
                        property(ruleset + ".active").isNotFalse(),
                        property(ruleset + ".action")
                                .is(
                                        action -> MANAGED_ACTIONS.contains(
                                                action.asText().orElse("")),
                                        "deny or challenge")))
                .map(condition -> condition.test(firewall, context))
                .toList());
    }
}
