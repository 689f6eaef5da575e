package dev.plinth.policies.rules;

import static dev.plinth.policies.rule.Property.property;

import dev.plinth.policies.graph.GraphResource;
import dev.plinth.policies.graph.PropertyValue;
import dev.plinth.policies.rule.Condition;
import dev.plinth.policies.rule.Rule;
import dev.plinth.policies.rule.RuleContext;
import dev.plinth.policies.rule.Severity;
import dev.plinth.policies.rule.Verdict;
import java.util.List;
import java.util.Set;

/** Rules for Cloudflare. */
final class CloudflareRules {

    private static final String ZONE_SETTING = "cloudflare:index/zoneSetting:ZoneSetting";
    private static final String DNS_RECORD = "cloudflare:index/dnsRecord:DnsRecord";

    private static final Set<String> PROXIABLE = Set.of("A", "AAAA", "CNAME");

    private static final Rule SSL_STRICT = Rule.named("cf-ssl-strict")
            .title("Cloudflare checks the origin's certificate")
            .severity(Severity.CRITICAL)
            .on(ZONE_SETTING, "settingId", "value")
            .risk("Between Cloudflare and the origin, traffic is in the clear or goes to whoever answers.")
            .remediation(
                    """
                    Be strict:
                    ZoneSettingArgs.builder().settingId("ssl").value("strict")
                    """)
            .requires(setting("ssl", property("value").isOneOf("strict")));

    private static final Rule MIN_TLS = Rule.named("cf-min-tls")
            .title("Cloudflare offers TLS 1.2 or newer only")
            .severity(Severity.HIGH)
            .on(ZONE_SETTING, "settingId", "value")
            .risk("Old clients, and attackers in their place, negotiate ciphers that are broken.")
            .remediation(
                    """
                    Ask for 1.2 at least:
                    ZoneSettingArgs.builder().settingId("min_tls_version").value("1.2")
                    """)
            .requires(setting(
                    "min_tls_version",
                    property("value").is(value -> value.asNumber().orElse(0) >= 1.2, "1.2 or 1.3")));

    private static final Rule PROXIED_ORIGIN = Rule.named("cf-proxied-origin")
            .title("Names of the load balancer go through Cloudflare's proxy")
            .severity(Severity.HIGH)
            .on(DNS_RECORD, "type", "content", "proxied", "ttl")
            .lookingAt(LoadBalancerRules.LOAD_BALANCER)
            .risk("The name leads around the firewall, the rate limits and the cache, and tells where the origin is.")
            .remediation(
                    """
                    Proxy the record; its TTL is then automatic, which is written 1:
                    DnsRecordArgs.builder().type("CNAME").content(loadBalancer.dnsName()).proxied(true).ttl(1.0)
                    """)
            .requiresInStack((record, context) -> isProxied(record, context));

    static final List<Rule> ALL = List.of(SSL_STRICT, MIN_TLS, PROXIED_ORIGIN);

    private CloudflareRules() {}

    private static Condition setting(String id, Condition condition) {
        return (resource, context) -> {
            PropertyValue setting = resource.input("settingId");
            if (setting.isUnknown()) {
                return Verdict.unknown("settingId");
            }
            return setting.asText().orElse("").equals(id) ? condition.test(resource, context) : Verdict.NOT_APPLICABLE;
        };
    }

    private static Verdict isProxied(GraphResource record, RuleContext context) {
        if (pointsElsewhere(record, context)) {
            return Verdict.NOT_APPLICABLE;
        }
        for (String path : List.of("type", "proxied")) {
            if (record.input(path).isUnknown()) {
                return Verdict.unknown(path);
            }
        }
        if (!PROXIABLE.contains(record.input("type").asText().orElse(""))) {
            return Verdict.NOT_APPLICABLE;
        }
        boolean proxied = record.input("proxied").asBoolean().orElse(false);
        if (proxied) {
            return property("ttl")
                    .is(value -> value.asNumber().orElse(0) == 1, "1")
                    .test(record, context);
        }
        boolean origin = !context.references(record, "content", LoadBalancerRules.LOAD_BALANCER)
                .isEmpty();
        return origin
                ? Verdict.fail("proxied is " + record.input("proxied").describe() + ", it must be true")
                : Verdict.NOT_APPLICABLE;
    }

    /** A name that the stack makes, but not for its load balancer, such as one that proves a certificate's domain. */
    private static boolean pointsElsewhere(GraphResource record, RuleContext context) {
        PropertyValue proxied = record.input("proxied");
        return !proxied.isUnknown()
                && !proxied.asBoolean().orElse(false)
                && context.comesFromStack(record, "content")
                && context.references(record, "content", LoadBalancerRules.LOAD_BALANCER)
                        .isEmpty();
    }
}
