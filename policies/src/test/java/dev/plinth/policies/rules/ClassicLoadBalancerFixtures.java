package dev.plinth.policies.rules;

import static dev.plinth.testkit.rule.Outcome.FAIL;
import static dev.plinth.testkit.rule.Outcome.PASS;
import static dev.plinth.testkit.rule.Resources.resource;
import static dev.plinth.testkit.rule.RuleFixture.property;

import dev.plinth.model.GraphResource;
import dev.plinth.testkit.rule.RuleFixture;
import java.util.List;
import java.util.Map;

/** Fixtures of the rules for classic load balancers. */
final class ClassicLoadBalancerFixtures {

    private static final String BALANCER = "aws:elb/loadBalancer:LoadBalancer";
    private static final String POLICY = "ELBSecurityPolicy-TLS-1-2-2017-01";

    private ClassicLoadBalancerFixtures() {}

    private static GraphResource balancer() {
        return resource(
                BALANCER,
                "subject",
                Map.of(
                        "listeners",
                        List.of(Map.of("lbProtocol", "https", "sslCertificateId", "arn:aws:acm:eu-central-1:1:c/1"))));
    }

    private static Map<String, ?> attribute() {
        return Map.of("name", "Reference-Security-Policy", "value", POLICY);
    }

    static List<RuleFixture> all() {
        return List.of(
                RuleFixture.of("clb-tls-listeners", balancer(), "listeners[0].lbProtocol", "http", FAIL),
                RuleFixture.of(
                        "clb-acm-certificate",
                        balancer(),
                        "listeners[0].sslCertificateId",
                        "arn:aws:iam::123456789012:server-certificate/web",
                        FAIL),
                property("clb-access-logs", BALANCER, "accessLogs.bucket", "logs", " ", FAIL),
                property(
                        "clb-access-logs",
                        BALANCER,
                        "accessLogs.enabled",
                        true,
                        false,
                        PASS,
                        Map.of("accessLogs", Map.of("bucket", "logs"))),
                property("clb-connection-draining", BALANCER, "connectionDraining", true, false, FAIL),
                RuleFixture.of(
                        "clb-tls-policy",
                        resource(
                                "aws:elb/sslNegotiationPolicy:SslNegotiationPolicy",
                                "subject",
                                Map.of("attributes", List.of(attribute()))),
                        "attributes[0].value",
                        "ELBSecurityPolicy-2016-08",
                        FAIL),
                RuleFixture.of(
                        "clb-tls-policy",
                        resource(
                                "aws:elb/loadBalancerPolicy:LoadBalancerPolicy",
                                "subject",
                                Map.of(
                                        "policyTypeName",
                                        "SSLNegotiationPolicyType",
                                        "policyAttributes",
                                        List.of(attribute()))),
                        "policyAttributes[0].value",
                        "ELBSecurityPolicy-2016-08",
                        FAIL),
                property("clb-cross-zone", BALANCER, "crossZoneLoadBalancing", true, false, PASS),
                property(
                        "clb-multi-az",
                        BALANCER,
                        "subnets",
                        List.of("subnet-1", "subnet-2"),
                        List.of("subnet-1"),
                        FAIL),
                property("clb-desync", BALANCER, "desyncMitigationMode", "defensive", "monitor", PASS));
    }
}
