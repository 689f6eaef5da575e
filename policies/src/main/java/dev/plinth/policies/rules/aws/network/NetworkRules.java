package dev.plinth.policies.rules.aws.network;

import static dev.plinth.policies.rule.Property.property;
import static dev.plinth.policies.rule.Reference.cdkNag;
import static dev.plinth.policies.rule.Reference.checkov;
import static dev.plinth.policies.rule.Reference.cis;
import static dev.plinth.policies.rule.Reference.fsbp;
import static dev.plinth.policies.rule.Reference.securityHub;

import dev.plinth.model.AwsTypes;
import dev.plinth.model.GraphResource;
import dev.plinth.model.PropertyValue;
import dev.plinth.policies.condition.Elements;
import dev.plinth.policies.condition.Related;
import dev.plinth.policies.rule.Rule;
import dev.plinth.policies.rule.RuleContext;
import dev.plinth.policies.rule.Severity;
import dev.plinth.policies.rule.Verdict;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Rules for security groups. */
public final class NetworkRules {

    /** Windows file sharing, on its own and over NetBIOS. */
    private static final Set<Integer> FILE_SHARING_PORTS = Set.of(139, 445);

    private static final Set<Integer> ADMIN_PORTS = Set.of(22, 3389);

    /**
     * FTP, SSH, Telnet, SMTP, POP3, RPC, IMAP, CIFS, SQL Server, Go, Node.js and Ruby in development, MySQL, RDP, ahsp, Python in
     * development, PostgreSQL, fcp-addr-srvr1, OpenSearch Dashboards, proxies and further ports of HTTP, OpenSearch.
     *
     * @see <a href="https://docs.aws.amazon.com/securityhub/latest/userguide/ec2-controls.html#ec2-19">EC2.19</a>
     */
    private static final Set<Integer> HIGH_RISK_PORTS = Set.of(
            20, 21, 22, 23, 25, 110, 135, 143, 445, 1433, 1434, 3000, 3306, 3389, 4333, 5000, 5432, 5500, 5601, 8080,
            8088, 8888, 9200, 9300);

    /**
     * TCP ports that may be open to everyone; UDP ports may not.
     *
     * @see <a href="https://docs.aws.amazon.com/securityhub/latest/userguide/ec2-controls.html#ec2-18">EC2.18</a>
     */
    private static final Set<Integer> PUBLIC_PORTS = Set.of(80, 443);

    /**
     * SQL Server and its browser, Oracle with and without TLS, NFS, DB2, MySQL, PostgreSQL, Redshift, CouchDB, Redis and
     * Valkey, Neptune, DAX with and without TLS, Cassandra with and without TLS, Kafka with and without TLS, OpenSearch,
     * Memcached, MongoDB and DocumentDB.
     */
    private static final Set<Integer> DATA_PORTS = Set.of(
            1433, 1434, 1521, 2049, 2484, 3306, 5432, 5439, 5984, 6379, 6380, 8111, 8182, 9042, 9092, 9094, 9096, 9098,
            9111, 9142, 9200, 9300, 11_211, 27_017, 27_018, 27_019, 50_000);

    /** Properties for the source or destination of an inline or separate rule. */
    private static final List<String> SOURCES = List.of(
            "cidrBlocks",
            "ipv6CidrBlocks",
            "prefixListIds",
            "securityGroups",
            "cidrIpv4",
            "cidrIpv6",
            "prefixListId",
            "referencedSecurityGroupId",
            "sourceSecurityGroupId");

    private static final Rule NO_ADMIN_IPV4 = ingressRule("sg-no-admin-from-ipv4-world")
            .title("Security groups do not allow SSH or RDP from 0.0.0.0/0")
            .severity(Severity.CRITICAL)
            .risk("Scanners try passwords and exploits on open SSH and RDP ports within minutes.")
            .remediation(
                    """
                    Use ECS Exec or Session Manager, or allow a specific network:
                    SecurityGroupIngressRuleArgs.builder().cidrIpv4("10.20.0.0/16").fromPort(22).toPort(22)
                    """)
            .references(
                    cis("5.3"),
                    securityHub("EC2.13"),
                    securityHub("EC2.14"),
                    securityHub("EC2.53"),
                    checkov("CKV_AWS_24"),
                    checkov("CKV_AWS_25"),
                    cdkNag("EC23"))
            .neverWaivable()
            .requires((resource, context) -> Ingress.judge(resource, Ingress.World.IPV4, NetworkRules::opensAdminPort));

    private static final Rule NO_ADMIN_IPV6 = ingressRule("sg-no-admin-from-ipv6-world")
            .title("Security groups do not allow SSH or RDP from ::/0")
            .severity(Severity.CRITICAL)
            .risk("An open IPv6 range is as public as an IPv4 range, and easier to overlook.")
            .remediation(
                    """
                    Allow a specific network:
                    SecurityGroupIngressRuleArgs.builder().cidrIpv6("2001:db8::/64").fromPort(22).toPort(22)
                    """)
            .references(cis("5.4"), securityHub("EC2.13"), securityHub("EC2.14"), securityHub("EC2.54"), cdkNag("EC23"))
            .neverWaivable()
            .requires((resource, context) -> Ingress.judge(resource, Ingress.World.IPV6, NetworkRules::opensAdminPort));

    private static final Rule NO_ALL_PORTS = ingressRule("sg-no-all-ports-from-world")
            .title("Security groups do not allow all ports from the internet")
            .severity(Severity.CRITICAL)
            .risk("Every service behind the security group is public.")
            .remediation(
                    """
                    Open only the port that the public needs:
                    SecurityGroupIngressRuleArgs.builder().cidrIpv4("0.0.0.0/0").ipProtocol("tcp").fromPort(443).toPort(443)
                    """)
            .references(checkov("CKV_AWS_277"), cdkNag("EC23"))
            .neverWaivable()
            .requires((resource, context) ->
                    Ingress.judge(resource, Ingress.World.BOTH, (all, from, to) -> all || (from <= 1 && to >= 65_535)));

    private static final Rule NO_DATA_PORT = ingressRule("sg-no-data-port-from-world")
            .title("Security groups do not allow database and cache ports from the internet")
            .severity(Severity.CRITICAL)
            .risk("A leaked password or an unpatched vulnerability is enough to read the database.")
            .remediation(
                    """
                    Allow the security group of the clients instead of an address range:
                    SecurityGroupIngressRuleArgs.builder().referencedSecurityGroupId(api.securityGroupId()).fromPort(5432).toPort(5432)
                    """)
            .references(cdkNag("EC23"))
            .neverWaivable()
            .requires((resource, context) -> Ingress.judge(
                    resource, Ingress.World.BOTH, (all, from, to) -> all || opensAny(DATA_PORTS, from, to)));

    private static final Rule NO_HIGH_RISK_PORT = ingressRule("sg-no-high-risk-port-from-world")
            .title("Security groups do not allow high-risk ports from the internet")
            .severity(Severity.CRITICAL)
            .risk("Scanners try known vulnerabilities and default passwords on these ports within minutes.")
            .remediation(
                    """
                    Allow a specific network, or the security group of the clients:
                    SecurityGroupIngressRuleArgs.builder().referencedSecurityGroupId(loadBalancerGroup.id()).fromPort(8080).toPort(8080)
                    """)
            .references(fsbp("EC2.19"), cdkNag("EC23"))
            .requires((resource, context) -> Ingress.judge(
                    resource, Ingress.World.BOTH, (all, from, to) -> all || opensAny(HIGH_RISK_PORTS, from, to)));

    private static final Rule ONLY_PUBLIC_PORTS = ingressRule("sg-only-public-ports-from-world")
            .title("Security groups allow only TCP ports 80 and 443 from the internet")
            .severity(Severity.HIGH)
            .risk("Services on other ports are rarely intended for the public, and bypass the firewall and "
                    + "its logs.")
            .remediation(
                    """
                    Serve the public through a load balancer on port 443, or allow a specific network:
                    SecurityGroupIngressRuleArgs.builder().cidrIpv4("10.20.0.0/16").ipProtocol("udp").fromPort(53).toPort(53)
                    """)
            .references(fsbp("EC2.18"))
            .requires((resource, context) -> Ingress.judge(resource, Ingress.World.BOTH, new Ingress.PortTest() {
                @Override
                public boolean forbids(boolean allTraffic, int from, int to) {
                    return allTraffic || from != to || !PUBLIC_PORTS.contains(from);
                }

                @Override
                public boolean forbidsUdp(int from, int to) {
                    return true;
                }
            }));

    private static final Rule NO_FILE_SHARING = ingressRule("sg-no-cifs-from-world")
            .title("Security groups do not allow Windows file sharing from the internet")
            .severity(Severity.HIGH)
            .risk("Worms spread over open file shares, and anyone can read and encrypt the files.")
            .remediation(
                    """
                    Allow a specific network:
                    SecurityGroupIngressRuleArgs.builder().cidrIpv4("10.20.0.0/16").fromPort(445).toPort(445)
                    """)
            .references(cis("5.1.2"))
            .requires((resource, context) -> Ingress.judge(
                    resource, Ingress.World.BOTH, (all, from, to) -> all || opensAny(FILE_SHARING_PORTS, from, to)));

    private static final Rule EGRESS_RESTRICTED = Rule.named("sg-egress-restricted")
            .title("Security groups do not allow all outbound traffic")
            .severity(Severity.LOW)
            .on(
                    AwsTypes.EC2_SECURITY_GROUP,
                    "egress[].fromPort",
                    "egress[].toPort",
                    "egress[].protocol",
                    "egress[].cidrBlocks",
                    "egress[].ipv6CidrBlocks")
            .on(
                    AwsTypes.EC2_SECURITY_GROUP_RULE,
                    "type",
                    "fromPort",
                    "toPort",
                    "protocol",
                    "cidrBlocks",
                    "ipv6CidrBlocks")
            .on(AwsTypes.VPC_SECURITY_GROUP_EGRESS_RULE, "fromPort", "toPort", "ipProtocol", "cidrIpv4", "cidrIpv6")
            .risk("A compromised program can send data to any port of any address.")
            .remediation(
                    """
                    Allow only the ports and addresses that the program uses:
                    SecurityGroupEgressRuleArgs.builder().cidrIpv4("0.0.0.0/0").ipProtocol("tcp").fromPort(443).toPort(443)
                    """)
            .references(checkov("CKV_AWS_382"))
            .requires((resource, context) -> Ingress.judgeEgress(resource, Ingress.World.BOTH, (all, from, to) -> all));

    private static final Rule DESCRIPTIONS = Rule.named("sg-descriptions")
            .title("Security groups and their rules have a description")
            .severity(Severity.LOW)
            .on(AwsTypes.EC2_SECURITY_GROUP, "description", "ingress[].description", "egress[].description")
            .on(AwsTypes.EC2_SECURITY_GROUP_RULE, "description")
            .on(AwsTypes.VPC_SECURITY_GROUP_INGRESS_RULE, "description")
            .on(AwsTypes.VPC_SECURITY_GROUP_EGRESS_RULE, "description")
            .risk("Rules of unknown purpose are never removed.")
            .remediation(
                    """
                    Describe the purpose of the rule:
                    SecurityGroupIngressRuleArgs.builder().description("PostgreSQL from the API")
                    """)
            .references(checkov("CKV_AWS_23"), cdkNag("EC27"))
            .requires(property("description")
                    .isText()
                    .and(Elements.each(
                            "ingress", rule -> property(rule + ".description").isText()))
                    .and(Elements.each(
                            "egress", rule -> property(rule + ".description").isText())));

    private static final Rule NO_MIXED_STYLES = Rule.named("sg-no-mixed-rule-styles")
            .title("The rules of a security group are all inline, or all separate resources of one type")
            .severity(Severity.HIGH)
            .on(AwsTypes.EC2_SECURITY_GROUP, "ingress", "egress")
            .lookingAt(AwsTypes.EC2_SECURITY_GROUP_RULE, "securityGroupId", "type")
            .lookingAt(AwsTypes.VPC_SECURITY_GROUP_INGRESS_RULE, "securityGroupId")
            .lookingAt(AwsTypes.VPC_SECURITY_GROUP_EGRESS_RULE, "securityGroupId")
            .risk("Inline rules are exclusive: each update deletes the rules that are separate resources.")
            .remediation(
                    """
                    Omit the inline rules if rules are separate resources:
                    SecurityGroupArgs.builder().vpcId(network.vpcId())
                    """)
            .requiresInStack(NetworkRules::hasOneStyle);

    private static final Rule DEFAULT_CLOSED = Rule.named("default-sg-closed")
            .title("The default security group of a VPC allows no traffic")
            .severity(Severity.MEDIUM)
            .on(AwsTypes.EC2_DEFAULT_SECURITY_GROUP, "ingress", "egress")
            .on(AwsTypes.EC2_VPC)
            .risk("Resources without a security group get the default one, whose members reach each other and "
                    + "the internet.")
            .remediation(
                    """
                    Manage the default security group, without rules:
                    new DefaultSecurityGroup("unused", DefaultSecurityGroupArgs.builder().vpcId(vpc.id()).build())
                    """)
            .references(cis("5.5"), fsbp("EC2.2"), checkov("CKV2_AWS_12"))
            .requiresInStack(NetworkRules::isClosed);

    public static final List<Rule> ALL = List.of(
            NO_ADMIN_IPV4,
            NO_ADMIN_IPV6,
            NO_ALL_PORTS,
            NO_DATA_PORT,
            NO_HIGH_RISK_PORT,
            ONLY_PUBLIC_PORTS,
            NO_FILE_SHARING,
            EGRESS_RESTRICTED,
            DESCRIPTIONS,
            NO_MIXED_STYLES,
            DEFAULT_CLOSED);

    private NetworkRules() {}

    private static Rule.Builder ingressRule(String id) {
        return Rule.named(id)
                .on(
                        AwsTypes.EC2_SECURITY_GROUP,
                        "ingress[].fromPort",
                        "ingress[].toPort",
                        "ingress[].protocol",
                        "ingress[].cidrBlocks",
                        "ingress[].ipv6CidrBlocks")
                .on(
                        AwsTypes.EC2_SECURITY_GROUP_RULE,
                        "type",
                        "fromPort",
                        "toPort",
                        "protocol",
                        "cidrBlocks",
                        "ipv6CidrBlocks")
                .on(
                        AwsTypes.VPC_SECURITY_GROUP_INGRESS_RULE,
                        "fromPort",
                        "toPort",
                        "ipProtocol",
                        "cidrIpv4",
                        "cidrIpv6");
    }

    private static boolean opensAdminPort(boolean allTraffic, int from, int to) {
        return allTraffic || opensAny(ADMIN_PORTS, from, to);
    }

    private static boolean opensAny(Set<Integer> ports, int from, int to) {
        return ports.stream().anyMatch(port -> from <= port && port <= to);
    }

    private static Verdict hasOneStyle(GraphResource group, RuleContext context) {
        List<GraphResource> older = context.referrers(group, "securityGroupId", AwsTypes.EC2_SECURITY_GROUP_RULE);
        List<GraphResource> newer = context.referrers(
                group,
                "securityGroupId",
                AwsTypes.VPC_SECURITY_GROUP_INGRESS_RULE,
                AwsTypes.VPC_SECURITY_GROUP_EGRESS_RULE);
        List<GraphResource> beside =
                Stream.concat(older.stream(), newer.stream()).toList();
        List<String> inline = Stream.of("ingress", "egress")
                .filter(direction -> !group.input(direction).isAbsent())
                .filter(direction -> !areReadFrom(direction, group.input(direction), beside))
                .toList();
        return Verdict.all(List.of(
                Verdict.passIf(
                        inline.isEmpty() || beside.isEmpty(),
                        String.join(" and ", inline) + " is inline, but there are also separate rules: "
                                + names(beside)),
                Verdict.passIf(
                        older.isEmpty() || newer.isEmpty(),
                        "there are rules of two kinds: " + names(older) + " and " + names(newer))));
    }

    /** A plan of Terraform's shows the rules beside an existing group as the group's, which the provider reads back. */
    private static boolean areReadFrom(String direction, PropertyValue inline, List<GraphResource> beside) {
        Set<String> ways = beside.stream()
                .filter(rule -> rule.type().equals(AwsTypes.EC2_SECURITY_GROUP_RULE)
                        ? rule.input("type").asText().orElse("").equals(direction)
                        : rule.type().equals(AwsTypes.VPC_SECURITY_GROUP_INGRESS_RULE) == direction.equals("ingress"))
                .flatMap(rule -> ways(rule.inputs()))
                .collect(Collectors.toSet());
        return !inline.elements().isEmpty()
                && inline.elements().stream().flatMap(NetworkRules::ways).allMatch(ways::contains);
    }

    /** The protocol, the ports and the source of a rule, once for each source; all protocols have no ports. */
    private static Stream<String> ways(PropertyValue rule) {
        String protocol = rule.at(rule.at("ipProtocol").isAbsent() ? "protocol" : "ipProtocol")
                .describe();
        String ports = protocol.equals("-1")
                ? protocol
                : protocol + " " + rule.at("fromPort").describe() + " "
                        + rule.at("toPort").describe();
        List<String> sources = SOURCES.stream()
                .map(rule::at)
                .flatMap(value -> Stream.concat(Stream.of(value), value.elements().stream()))
                .flatMap(value -> value.asText().stream())
                .toList();
        return sources.isEmpty() ? Stream.of(ports) : sources.stream().map(source -> ports + " " + source);
    }

    private static String names(List<GraphResource> resources) {
        return resources.stream().map(GraphResource::name).collect(Collectors.joining(", "));
    }

    private static Verdict isClosed(GraphResource resource, RuleContext context) {
        return resource.type().equals(AwsTypes.EC2_DEFAULT_SECURITY_GROUP)
                ? property("ingress")
                        .isNotSet()
                        .and(property("egress").isNotSet())
                        .test(resource, context)
                : Related.some(
                                AwsTypes.EC2_DEFAULT_SECURITY_GROUP,
                                "vpcId",
                                "the VPC has no DefaultSecurityGroup resource that removes its rules")
                        .test(resource, context);
    }
}
