package dev.plinth.policies.rules;

import static dev.plinth.policies.rules.Resources.resource;
import static dev.plinth.policies.rules.RuleFixture.Outcome.FAIL;
import static dev.plinth.policies.rules.RuleFixture.Outcome.PASS;
import static dev.plinth.policies.rules.RuleFixtures.SECURITY_GROUP;
import static dev.plinth.policies.rules.RuleFixtures.property;

import dev.plinth.policies.graph.GraphResource;
import java.util.List;
import java.util.Map;

/** The fixtures of the network rules. */
final class NetworkFixtures {

    private NetworkFixtures() {}

    private static List<?> ingress(Object port, String... blocks) {
        return List.of(Map.of("protocol", "tcp", "fromPort", port, "toPort", port, "cidrBlocks", List.of(blocks)));
    }

    private static RuleFixture sources(String rule, String list, Object from, Object to, String world, String some) {
        return property(
                rule,
                "aws:ec2/securityGroupRule:SecurityGroupRule",
                list,
                List.of(some),
                List.of(some, world),
                PASS,
                Map.of("type", "ingress", "protocol", "tcp", "fromPort", from, "toPort", to));
    }

    static List<RuleFixture> all() {
        GraphResource group = resource(SECURITY_GROUP, "subject", Map.of(), Map.of("id", "sg-1"));
        return List.of(
                sources("sg-no-admin-from-ipv4-world", "cidrBlocks", 20, "25", "0.0.0.0/0", "10.0.0.0/8"),
                property(
                        "sg-no-admin-from-ipv4-world",
                        SECURITY_GROUP,
                        "ingress",
                        ingress(3389, "10.0.0.0/8"),
                        ingress("3389", "10.0.0.0/8", "0.0.0.0/0"),
                        PASS),
                property(
                        "sg-no-admin-from-ipv4-world",
                        "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule",
                        "cidrIpv4",
                        "10.0.0.0/8",
                        "0.0.0.0/0",
                        PASS,
                        Map.of("ipProtocol", -1)),
                sources("sg-no-admin-from-ipv6-world", "ipv6CidrBlocks", 22, 22, "0::0/0", "2001:db8::/32"),
                sources("sg-no-all-ports-from-world", "cidrBlocks", 0, 65_535, "0.0.0.0/0", "10.0.0.0/8"),
                sources("sg-no-data-port-from-world", "ipv6CidrBlocks", 5432, 5432, "::/0", "2001:db8::/32"),
                RuleFixture.of("sg-no-mixed-rule-styles", group, "ingress", List.of(), PASS)
                        .beside(resource(
                                "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule",
                                "api",
                                Map.of("securityGroupId", "sg-1")))
                        .whenUnknown(FAIL));
    }
}
