package dev.plinth.policies.rules;

import static dev.plinth.policies.rule.Reference.cdkNag;
import static dev.plinth.policies.rule.Reference.checkov;
import static dev.plinth.policies.rule.Reference.cis;
import static dev.plinth.policies.rule.Reference.fsbp;
import static dev.plinth.policies.rule.Reference.securityHub;

import dev.plinth.policies.graph.GraphResource;
import dev.plinth.policies.rule.Rule;
import dev.plinth.policies.rule.RuleContext;
import dev.plinth.policies.rule.Severity;
import dev.plinth.policies.rule.Verdict;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Rules for security groups. */
final class NetworkRules {

    private static final String EGRESS_RULE = "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule";

    private static final Set<Integer> ADMIN_PORTS = Set.of(22, 3389);

    /** SQL Server, Oracle, MySQL, PostgreSQL, Redis, Elasticsearch, Memcached, MongoDB, Cassandra, Redshift. */
    private static final Set<Integer> DATA_PORTS =
            Set.of(1433, 1521, 3306, 5432, 6379, 9200, 9300, 11_211, 27_017, 9042, 5439);

    private static final Rule NO_ADMIN_IPV4 = ingressRule("sg-no-admin-from-ipv4-world")
            .title("Security groups do not open SSH or RDP to every IPv4 address")
            .severity(Severity.CRITICAL)
            .risk("Scanners try passwords and exploits on every open SSH and RDP port within minutes.")
            .remediation(
                    """
                    Reach tasks through ECS Exec or Session Manager, or name the network that may connect:
                    SecurityGroupIngressRuleArgs.builder().cidrIpv4("10.20.0.0/16").fromPort(22).toPort(22)
                    """)
            .references(
                    cis("5.3"),
                    fsbp("EC2.19"),
                    securityHub("EC2.13"),
                    securityHub("EC2.14"),
                    checkov("CKV_AWS_24"),
                    checkov("CKV_AWS_25"),
                    cdkNag("EC23"))
            .requires((resource, context) -> Ingress.judge(resource, Ingress.World.IPV4, NetworkRules::opensAdminPort));

    private static final Rule NO_ADMIN_IPV6 = ingressRule("sg-no-admin-from-ipv6-world")
            .title("Security groups do not open SSH or RDP to every IPv6 address")
            .severity(Severity.CRITICAL)
            .risk("An open IPv6 range is as public as an IPv4 one, and is easier to overlook.")
            .remediation(
                    """
                    Name the network that may connect:
                    SecurityGroupIngressRuleArgs.builder().cidrIpv6("2001:db8::/64").fromPort(22).toPort(22)
                    """)
            .references(cis("5.4"), fsbp("EC2.19"), cdkNag("EC23"))
            .requires((resource, context) -> Ingress.judge(resource, Ingress.World.IPV6, NetworkRules::opensAdminPort));

    private static final Rule NO_ALL_PORTS = ingressRule("sg-no-all-ports-from-world")
            .title("Security groups do not open all ports to the internet")
            .severity(Severity.CRITICAL)
            .risk("Every service that ever listens behind the group is public, whether meant to be or not.")
            .remediation(
                    """
                    Open the one port that the public needs:
                    SecurityGroupIngressRuleArgs.builder().cidrIpv4("0.0.0.0/0").ipProtocol("tcp").fromPort(443).toPort(443)
                    """)
            .references(fsbp("EC2.18"), checkov("CKV_AWS_277"), cdkNag("EC23"))
            .requires((resource, context) ->
                    Ingress.judge(resource, Ingress.World.BOTH, (all, from, to) -> all || (from <= 1 && to >= 65_535)));

    private static final Rule NO_DATA_PORT = ingressRule("sg-no-data-port-from-world")
            .title("Security groups do not open database and cache ports to the internet")
            .severity(Severity.CRITICAL)
            .risk("A database on the internet is one leaked password or one unpatched flaw away from being read.")
            .remediation(
                    """
                    Let the clients' security group in, not an address range:
                    SecurityGroupIngressRuleArgs.builder().referencedSecurityGroupId(api.securityGroupId()).fromPort(5432).toPort(5432)
                    """)
            .references(fsbp("EC2.19"), cdkNag("EC23"))
            .requires((resource, context) -> Ingress.judge(
                    resource, Ingress.World.BOTH, (all, from, to) -> all || opensAny(DATA_PORTS, from, to)));

    private static final Rule NO_MIXED_STYLES = Rule.named("sg-no-mixed-rule-styles")
            .title("A security group's rules of one direction are all inline or all resources of their own")
            .severity(Severity.HIGH)
            .on(Ingress.GROUP, "ingress", "egress")
            .lookingAt(Ingress.RULE, "securityGroupId", "type")
            .lookingAt(Ingress.INGRESS_RULE, "securityGroupId")
            .lookingAt(EGRESS_RULE, "securityGroupId")
            .risk("The group's inline list is complete by definition: each update deletes the rules beside it.")
            .remediation(
                    """
                    Leave the inline list out where rules are resources of their own:
                    SecurityGroupArgs.builder().vpcId(network.vpcId())
                    """)
            .requiresInStack((group, context) -> Verdict.all(List.of(
                    mixed(group, context, "ingress", Ingress.INGRESS_RULE),
                    mixed(group, context, "egress", EGRESS_RULE))));

    static final List<Rule> ALL = List.of(NO_ADMIN_IPV4, NO_ADMIN_IPV6, NO_ALL_PORTS, NO_DATA_PORT, NO_MIXED_STYLES);

    private NetworkRules() {}

    private static Rule.Builder ingressRule(String id) {
        return Rule.named(id)
                .on(
                        Ingress.GROUP,
                        "ingress[].fromPort",
                        "ingress[].toPort",
                        "ingress[].protocol",
                        "ingress[].cidrBlocks",
                        "ingress[].ipv6CidrBlocks")
                .on(Ingress.RULE, "type", "fromPort", "toPort", "protocol", "cidrBlocks", "ipv6CidrBlocks")
                .on(Ingress.INGRESS_RULE, "fromPort", "toPort", "ipProtocol", "cidrIpv4", "cidrIpv6");
    }

    private static boolean opensAdminPort(boolean allTraffic, int from, int to) {
        return allTraffic || opensAny(ADMIN_PORTS, from, to);
    }

    private static boolean opensAny(Set<Integer> ports, int from, int to) {
        return ports.stream().anyMatch(port -> from <= port && port <= to);
    }

    private static Verdict mixed(GraphResource group, RuleContext context, String direction, String ruleType) {
        if (group.input(direction).isAbsent()) {
            return Verdict.PASS;
        }
        Stream<GraphResource> rules = context.referrers(group, "securityGroupId", ruleType, Ingress.RULE).stream()
                .filter(rule -> !rule.type().equals(Ingress.RULE)
                        || rule.input("type").asText().orElse(direction).equals(direction));
        List<String> names = rules.map(GraphResource::name).toList();
        return Verdict.passIf(
                names.isEmpty(), direction + " is inline, and there are rules beside it: " + String.join(", ", names));
    }
}
