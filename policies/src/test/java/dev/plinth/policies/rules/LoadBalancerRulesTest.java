package dev.plinth.policies.rules;

import static dev.plinth.policies.rules.CatalogueAssert.assertThatRule;
import static dev.plinth.policies.rules.LoadBalancerFixtures.ASSOCIATION;
import static dev.plinth.policies.rules.LoadBalancerFixtures.BALANCER;
import static dev.plinth.policies.rules.LoadBalancerFixtures.CERTIFICATE;
import static dev.plinth.policies.rules.LoadBalancerFixtures.FIREWALL_LOGS;
import static dev.plinth.policies.rules.LoadBalancerFixtures.LISTENER;
import static dev.plinth.policies.rules.LoadBalancerFixtures.TARGET_GROUP;
import static dev.plinth.policies.rules.LoadBalancerFixtures.WEB_ACL;
import static dev.plinth.testkit.rule.Resources.dependingOn;
import static dev.plinth.testkit.rule.Resources.resource;
import static dev.plinth.testkit.rule.Resources.with;

import dev.plinth.model.GraphResource;
import dev.plinth.model.PropertyValue;
import dev.plinth.policies.rule.Tier;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The corner cases of load balancers, firewalls and certificates. */
class LoadBalancerRulesTest {

    private static final PropertyValue UNKNOWN = PropertyValue.Unknown.VALUE;
    private static final GraphResource WEB = resource(BALANCER, "web", Map.of());

    @Test
    void networkLoadBalancersReadNoHeaders() {
        GraphResource network = with(WEB, "loadBalancerType", PropertyValue.of("network"));
        for (String rule : List.of("alb-drop-invalid-headers", "alb-desync", "alb-waf")) {
            assertThatRule(rule)
                    .isNotApplicable(network)
                    .isNotApplicable(with(WEB, "loadBalancerType", PropertyValue.of("gateway")));
        }
        assertThatRule("alb-drop-invalid-headers")
                .fails(with(WEB, "loadBalancerType", PropertyValue.of("application")))
                .isUnknown("loadBalancerType", with(WEB, "loadBalancerType", UNKNOWN));
    }

    @Test
    void publicLoadBalancersHaveAFirewall() {
        GraphResource association = dependingOn(resource(ASSOCIATION, "web", Map.of()), "resourceArn", WEB);
        GraphResource version = resource("aws:alb/loadBalancer:LoadBalancer", "web", Map.of());
        assertThatRule("alb-waf")
                .failsWith("the load balancer has no web ACL", WEB)
                .passes(WEB, association)
                .passes(version, dependingOn(resource(ASSOCIATION, "web", Map.of()), "resourceArn", version))
                .fails(with(WEB, "enableWafFailOpen", PropertyValue.of("true")), association)
                .isNotApplicable(with(WEB, "internal", PropertyValue.of("true")))
                .isUnknown("internal", with(WEB, "internal", UNKNOWN));
    }

    @Test
    void developmentMayDeleteItsLoadBalancer() {
        assertThatRule("alb-deletion-protection")
                .fails(WEB)
                .in(Tier.STAGING)
                .fails(WEB)
                .in(Tier.DEVELOPMENT)
                .isNotApplicable(WEB);
    }

    @Test
    void onlyHttpsCarriesHsts() {
        String header = "routingHttpResponseStrictTransportSecurityHeaderValue";
        assertThatRule("alb-hsts")
                .isNotApplicable(resource(LISTENER, "http", Map.of("protocol", "HTTP")))
                .isNotApplicable(resource(LISTENER, "tls", Map.of("protocol", "TLS")))
                .passes(resource(LISTENER, "https", Map.of("protocol", "HTTPS", header, "Max-Age=63072000")))
                .fails(resource(LISTENER, "https", Map.of("protocol", "HTTPS", header, "includeSubDomains")));
    }

    @Test
    void onlyHttpHasAPathToAsk() {
        assertThatRule("tg-health-check")
                .isUnknown("protocol", resource(TARGET_GROUP, "api", Map.of("protocol", UNKNOWN)))
                .passes(resource(TARGET_GROUP, "database", Map.of("protocol", "TCP")))
                .fails(resource(TARGET_GROUP, "api", Map.of("protocol", "HTTPS")));
    }

    @Test
    void aFirewallThatOnlyCountsIsNone() {
        GraphResource acl = resource(
                WEB_ACL,
                "web",
                Map.of(
                        "name",
                        "web",
                        "visibilityConfig",
                        Map.of("cloudwatchMetricsEnabled", true),
                        "rules",
                        List.of(LoadBalancerFixtures.KNOWN_BAD_INPUTS)));
        GraphResource logs = resource(FIREWALL_LOGS, "web", Map.of("resourceArn", "web"));
        String json =
                "[{\"Statement\":{\"ManagedRuleGroupStatement\":{\"Name\":\"AWSManagedRulesKnownBadInputsRuleSet\"}},"
                        + "\"OverrideAction\":{\"None\":{}}}]";
        GraphResource written = with(acl, "ruleJson", PropertyValue.of(json));
        assertThatRule("waf-rules-logging-metrics")
                .passes(acl, logs)
                .failsWith("the web ACL has no WebAclLoggingConfiguration", acl)
                .fails(with(acl, "rules[0].overrideAction", PropertyValue.of(Map.of("count", Map.of()))), logs)
                .isUnknown("rules", with(acl, "rules", UNKNOWN), logs)
                .passes(written, logs)
                .fails(with(acl, "ruleJson", PropertyValue.of(json.replace("None", "Count"))), logs)
                .fails(with(acl, "ruleJson", PropertyValue.of("[")), logs);
        assertThatRule("waf-rate-limit").isNotApplicable(written).fails(acl);
    }

    @Test
    void certificatesRenewThemselves() {
        GraphResource certificate =
                resource(CERTIFICATE, "api", Map.of("domainName", "api.example.com", "validationMethod", "DNS"));
        GraphResource ofAuthority = resource(
                CERTIFICATE,
                "api",
                Map.of("domainName", "api.example.com", "certificateAuthorityArn", "arn:aws:acm-pca:x"));
        assertThatRule("acm-dns-validated")
                .passes(certificate)
                .passes(ofAuthority)
                .fails(with(certificate, "privateKey", new PropertyValue.Secret(PropertyValue.of("key"))))
                .fails(with(
                        certificate,
                        "subjectAlternativeNames",
                        PropertyValue.of(List.of("www.example.com", "*.example.com"))));
    }
}
