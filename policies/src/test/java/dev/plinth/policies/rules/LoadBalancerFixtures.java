package dev.plinth.policies.rules;

import static dev.plinth.testkit.rule.Outcome.FAIL;
import static dev.plinth.testkit.rule.Outcome.NOT_APPLICABLE;
import static dev.plinth.testkit.rule.Outcome.PASS;
import static dev.plinth.testkit.rule.Resources.resource;
import static dev.plinth.testkit.rule.RuleFixture.property;

import dev.plinth.model.PropertyValue;
import dev.plinth.testkit.rule.RuleFixture;
import java.util.List;
import java.util.Map;

/** Fixtures of the rules for load balancers, firewalls and certificates. */
final class LoadBalancerFixtures {

    static final String LISTENER = "aws:lb/listener:Listener";
    static final String BALANCER = "aws:lb/loadBalancer:LoadBalancer";
    static final String TARGET_GROUP = "aws:lb/targetGroup:TargetGroup";
    static final String WEB_ACL = "aws:wafv2/webAcl:WebAcl";
    static final String ASSOCIATION = "aws:wafv2/webAclAssociation:WebAclAssociation";
    static final String FIREWALL_LOGS = "aws:wafv2/webAclLoggingConfiguration:WebAclLoggingConfiguration";
    static final String CERTIFICATE = "aws:acm/certificate:Certificate";

    static final Map<String, ?> KNOWN_BAD_INPUTS = Map.of(
            "overrideAction",
            Map.of("none", Map.of()),
            "statement",
            Map.of("managedRuleGroupStatement", Map.of("name", "AWSManagedRulesKnownBadInputsRuleSet")));

    static final Map<String, ?> RATE_LIMIT = Map.of(
            "action", Map.of("block", Map.of()), "statement", Map.of("rateBasedStatement", Map.of("limit", 2000)));

    private LoadBalancerFixtures() {}

    static List<RuleFixture> all() {
        Map<String, ?> redirect = Map.of(
                "protocol",
                "HTTP",
                "defaultActions",
                List.of(Map.of("type", "redirect", "redirect", Map.of("protocol", "HTTPS"))));
        return List.of(
                property("nlb-tls-listener", "aws:lb/listener:Listener", "protocol", "TLS", "TCP", NOT_APPLICABLE),
                RuleFixture.of(
                                "alb-http-rules-redirect",
                                resource(
                                        "aws:lb/listenerRule:ListenerRule",
                                        "subject",
                                        Map.of(
                                                "listenerArn",
                                                "arn:http",
                                                "actions",
                                                List.of(Map.of("type", "redirect")))),
                                "actions[0].type",
                                "forward",
                                PASS)
                        .beside(resource(
                                "aws:lb/listener:Listener",
                                "http",
                                Map.of("protocol", "HTTP"),
                                Map.of("arn", "arn:http"))),
                RuleFixture.of(
                        "alb-https-or-redirect",
                        resource(LISTENER, "subject", redirect),
                        "defaultActions",
                        List.of(Map.of("type", "forward")),
                        FAIL),
                property("alb-https-or-redirect", "aws:alb/listener:Listener", "protocol", "HTTPS", "HTTP", FAIL),
                property(
                        "alb-tls-policy",
                        LISTENER,
                        "sslPolicy",
                        "ELBSecurityPolicy-TLS13-1-2-2021-06",
                        "ELBSecurityPolicy-2016-08",
                        FAIL,
                        Map.of("protocol", "HTTPS")),
                property(
                        "alb-multi-az",
                        BALANCER,
                        "subnets",
                        List.of("subnet-a", PropertyValue.Unknown.VALUE),
                        List.of("subnet-a"),
                        FAIL),
                property("alb-drop-invalid-headers", BALANCER, "dropInvalidHeaderFields", true, false, FAIL),
                property(
                        "alb-drop-invalid-headers",
                        "aws:alb/loadBalancer:LoadBalancer",
                        "dropInvalidHeaderFields",
                        "true",
                        "false",
                        FAIL),
                property("alb-desync", BALANCER, "desyncMitigationMode", "strictest", "monitor", PASS),
                property(
                        "alb-access-logs",
                        BALANCER,
                        "accessLogs.enabled",
                        true,
                        false,
                        FAIL,
                        Map.of("accessLogs", Map.of("bucket", "logs"))),
                property("alb-deletion-protection", BALANCER, "enableDeletionProtection", true, false, FAIL),
                property("alb-waf", BALANCER, "enableWafFailOpen", false, true, PASS, Map.of("name", "web"))
                        .beside(resource(ASSOCIATION, "web", Map.of("resourceArn", "web"))),
                property(
                        "alb-hsts",
                        LISTENER,
                        "routingHttpResponseStrictTransportSecurityHeaderValue",
                        "max-age=31536000; includeSubDomains",
                        "max-age=3600",
                        FAIL,
                        Map.of("protocol", "HTTPS")),
                property(
                        "tg-health-check",
                        TARGET_GROUP,
                        "healthCheck.enabled",
                        true,
                        "false",
                        PASS,
                        Map.of("healthCheck", Map.of("path", "/health"))),
                property("tg-health-check", TARGET_GROUP, "healthCheck.path", "/health", " ", FAIL),
                property(
                                "waf-rules-logging-metrics",
                                WEB_ACL,
                                "visibilityConfig.cloudwatchMetricsEnabled",
                                true,
                                false,
                                FAIL,
                                Map.of("name", "web", "rules", List.of(KNOWN_BAD_INPUTS)))
                        .beside(resource(FIREWALL_LOGS, "web", Map.of("resourceArn", "web"))),
                property(
                                "waf-rules-logging-metrics",
                                WEB_ACL,
                                "rules",
                                List.of(RATE_LIMIT, KNOWN_BAD_INPUTS),
                                List.of(RATE_LIMIT),
                                FAIL,
                                Map.of("name", "web", "visibilityConfig", Map.of("cloudwatchMetricsEnabled", true)))
                        .beside(resource(FIREWALL_LOGS, "web", Map.of("resourceArn", "web"))),
                property(
                        "waf-rate-limit",
                        WEB_ACL,
                        "rules",
                        List.of(KNOWN_BAD_INPUTS, RATE_LIMIT),
                        List.of(KNOWN_BAD_INPUTS),
                        FAIL),
                property(
                        "acm-dns-validated",
                        CERTIFICATE,
                        "validationMethod",
                        "DNS",
                        "EMAIL",
                        FAIL,
                        Map.of("domainName", "api.example.com")),
                property(
                        "acm-dns-validated",
                        CERTIFICATE,
                        "domainName",
                        "api.example.com",
                        "*.example.com",
                        FAIL,
                        Map.of("validationMethod", "DNS")),
                property(
                        "acm-transparency-logged",
                        CERTIFICATE,
                        "options.certificateTransparencyLoggingPreference",
                        "ENABLED",
                        "DISABLED",
                        PASS),
                property("acm-key-strong", CERTIFICATE, "keyAlgorithm", "RSA_2048", "RSA_1024", PASS));
    }
}
