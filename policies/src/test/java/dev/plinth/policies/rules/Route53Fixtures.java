package dev.plinth.policies.rules;

import static dev.plinth.testkit.rule.Outcome.FAIL;
import static dev.plinth.testkit.rule.Outcome.PASS;
import static dev.plinth.testkit.rule.Resources.resource;
import static dev.plinth.testkit.rule.RuleFixture.property;

import dev.plinth.model.GraphResource;
import dev.plinth.testkit.rule.RuleFixture;
import java.util.List;
import java.util.Map;

/** Fixtures of the rules for Amazon Route 53. */
final class Route53Fixtures {

    private static final String ZONE = "aws:route53/zone:Zone";

    private Route53Fixtures() {}

    static List<RuleFixture> all() {
        GraphResource zone = resource(ZONE, "subject", Map.of("name", "example.com"), Map.of("id", "Z1"));
        return List.of(
                RuleFixture.of("route53-query-logs", zone, "zoneId", "Z2", FAIL)
                        .beside(resource("aws:route53/queryLog:QueryLog", "queries", Map.of("zoneId", "Z1")))
                        .ofNeighbour()
                        .whenUnknown(FAIL),
                RuleFixture.of("route53-dnssec", zone, "signingStatus", "NOT_SIGNING", PASS)
                        .beside(resource(
                                "aws:route53/hostedZoneDnsSec:HostedZoneDnsSec",
                                "signed",
                                Map.of("hostedZoneId", "Z1")))
                        .ofNeighbour(),
                property(
                        "route53-failover-checked",
                        "aws:route53/record:Record",
                        "healthCheckId",
                        "check-1",
                        " ",
                        FAIL,
                        Map.of("failoverRoutingPolicies", List.of(Map.of("type", "PRIMARY")))));
    }
}
