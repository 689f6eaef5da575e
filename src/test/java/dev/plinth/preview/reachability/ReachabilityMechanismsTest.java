package dev.plinth.preview.reachability;

import static dev.plinth.preview.reachability.Graphs.node;
import static org.assertj.core.api.Assertions.assertThat;

import dev.plinth.Repository;
import dev.plinth.model.PropertyValue;
import dev.plinth.preview.Block;
import dev.plinth.preview.StackChange;
import dev.plinth.preview.reachability.flow.Flow;
import dev.plinth.preview.reachability.flow.FlowSolver;
import dev.plinth.preview.reachability.network.CloudNetworkReader;
import dev.plinth.settings.StackSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Each mechanism by itself, in a VPC with a public subnet, an application in it, and a database. */
class ReachabilityMechanismsTest {

    private static List<Graphs.Node> network() {
        List<Graphs.Node> nodes = new ArrayList<>();
        nodes.add(node("aws:ec2/vpc:Vpc", "vpc", Map.of("cidrBlock", "10.0.0.0/16")));
        nodes.add(node("aws:ec2/internetGateway:InternetGateway", "gateway", Map.of())
                .refers("vpcId", "vpc"));
        nodes.add(node("aws:ec2/subnet:Subnet", "public", Map.of("cidrBlock", "10.0.0.0/24"))
                .refers("vpcId", "vpc"));
        nodes.add(node("aws:ec2/routeTable:RouteTable", "table", Map.of()).refers("vpcId", "vpc"));
        nodes.add(node("aws:ec2/routeTableAssociation:RouteTableAssociation", "association", Map.of())
                .refers("subnetId", "public")
                .refers("routeTableId", "table"));
        nodes.add(node("aws:ec2/route:Route", "out", Map.of("destinationCidrBlock", "0.0.0.0/0"))
                .refers("routeTableId", "table")
                .refers("gatewayId", "gateway"));
        nodes.add(node("aws:rds/subnetGroup:SubnetGroup", "subnets", Map.of()).refers("subnetIds", "public"));
        nodes.add(node("aws:rds/instance:Instance", "db", Map.of("engine", "postgres", "publiclyAccessible", true))
                .refers("dbSubnetGroupName", "subnets")
                .refers("vpcSecurityGroupIds", "db-group"));
        nodes.add(node("aws:ec2/instance:Instance", "app", Map.of())
                .refers("subnetId", "public")
                .refers("vpcSecurityGroupIds", "app-group"));
        nodes.add(node(
                        "aws:ec2/securityGroup:SecurityGroup",
                        "app-group",
                        Map.of(
                                "egress",
                                List.of(Map.of(
                                        "protocol",
                                        "-1",
                                        "fromPort",
                                        0,
                                        "toPort",
                                        0,
                                        "cidrBlocks",
                                        List.of("10.0.0.0/16")))))
                .refers("vpcId", "vpc"));
        return nodes;
    }

    private static Graphs.Node group(Map<String, ?> inputs) {
        return node("aws:ec2/securityGroup:SecurityGroup", "db-group", inputs).refers("vpcId", "vpc");
    }

    private static Map<String, ?> ingress(Map<String, ?> peer) {
        Map<String, Object> rule = new java.util.TreeMap<>(Map.of("protocol", "tcp", "fromPort", 5432, "toPort", 5432));
        rule.putAll(peer);
        return Map.of("ingress", List.of(rule));
    }

    private static List<Graphs.Node> with(Graphs.Node... more) {
        List<Graphs.Node> nodes = network();
        nodes.addAll(List.of(more));
        return nodes;
    }

    private static List<String> intoDatabase(List<Graphs.Node> nodes) {
        return FlowSolver.flows(CloudNetworkReader.read(Graphs.of(nodes))).stream()
                .filter(flow -> flow.destination().equals("db"))
                .map(Flow::qualifiedText)
                .toList();
    }

    @Test
    void aGroupWithoutRulesClosesAllFlows() {
        assertThat(intoDatabase(with(group(Map.of())))).isEmpty();
    }

    @Test
    void resolvesAnUnknownGroupInAnInlineRule() {
        Graphs.Node group = node("aws:ec2/securityGroup:SecurityGroup", "db-group", Map.of())
                .refers("vpcId", "vpc")
                .refersWithin(
                        "ingress",
                        Objects.requireNonNull(ingress(Map.of("securityGroups", PropertyValue.Unknown.VALUE))
                                .get("ingress")),
                        "app-group");

        assertThat(intoDatabase(with(group))).containsExactly("app → db:5432");
    }

    @Test
    void readsSecurityGroupRuleResources() {
        Graphs.Node rule = node(
                        "aws:ec2/securityGroupRule:SecurityGroupRule",
                        "rule",
                        Map.of("type", "ingress", "protocol", "tcp", "fromPort", 5000, "toPort", 6000))
                .refers("securityGroupId", "db-group")
                .refers("sourceSecurityGroupId", "app-group");

        assertThat(intoDatabase(with(group(Map.of()), rule))).containsExactly("app → db:5432");
    }

    @Test
    void limitsTheFlowToAPublicNetwork() {
        assertThat(intoDatabase(with(group(ingress(Map.of("cidrBlocks", List.of("203.0.113.0/24")))))))
                .containsExactly("internet → db:5432 (203.0.113.0/24 only)");
    }

    @Test
    void aPrefixListOutsideTheStackIsUnknown() {
        assertThat(intoDatabase(with(group(ingress(Map.of("prefixListIds", List.of("pl-0123")))))))
                .containsExactly(
                        "app → db:5432 (unknown)", "cloudflare → db:5432 (unknown)", "internet → db:5432 (unknown)");
    }

    @Test
    void aGroupOutsideTheStackIsUnknown() {
        assertThat(intoDatabase(with(group(ingress(Map.of("securityGroups", List.of("sg-0123")))))))
                .containsExactly("sg-0123 → db:5432 (unknown)");
    }

    @Test
    void evaluatesNetworkAclEntriesInOrder() {
        Graphs.Node open = group(ingress(Map.of("cidrBlocks", List.of("0.0.0.0/0"))));
        Map<String, Object> deny = Map.of(
                "ruleNo",
                10,
                "action",
                "deny",
                "protocol",
                "tcp",
                "fromPort",
                5432,
                "toPort",
                5432,
                "cidrBlock",
                "0.0.0.0/0");
        Map<String, Object> allow = Map.of(
                "ruleNo",
                20,
                "action",
                "allow",
                "protocol",
                "-1",
                "fromPort",
                0,
                "toPort",
                0,
                "cidrBlock",
                "0.0.0.0/0");
        Graphs.Node acl = node(
                        "aws:ec2/networkAcl:NetworkAcl",
                        "acl",
                        Map.of("ingress", List.of(deny, allow), "egress", List.of(allow)))
                .refers("vpcId", "vpc")
                .refers("subnetIds", "public");

        assertThat(intoDatabase(with(open)))
                .containsExactly("app → db:5432", "cloudflare → db:5432", "internet → db:5432");
        // The application stands in the same subnet, inside the ACL.
        assertThat(intoDatabase(with(open, acl))).containsExactly("app → db:5432");
    }

    @Test
    void routesThroughAPeeringInBothDirections() {
        List<Graphs.Node> nodes = with(
                group(ingress(Map.of("cidrBlocks", List.of("10.1.0.0/16")))),
                node("aws:ec2/vpc:Vpc", "other", Map.of("cidrBlock", "10.1.0.0/16")),
                node("aws:ec2/subnet:Subnet", "far", Map.of("cidrBlock", "10.1.0.0/24"))
                        .refers("vpcId", "other"),
                node("aws:ec2/vpcPeeringConnection:VpcPeeringConnection", "peering", Map.of())
                        .refers("vpcId", "vpc")
                        .refers("peerVpcId", "other"),
                node("aws:ec2/routeTable:RouteTable", "far-table", Map.of()).refers("vpcId", "other"),
                node("aws:ec2/routeTableAssociation:RouteTableAssociation", "far-association", Map.of())
                        .refers("subnetId", "far")
                        .refers("routeTableId", "far-table"),
                node("aws:ec2/route:Route", "there", Map.of("destinationCidrBlock", "10.0.0.0/16"))
                        .refers("routeTableId", "far-table")
                        .refers("vpcPeeringConnectionId", "peering"),
                node("aws:lambda/function:Function", "job", Map.of())
                        .refersWithin(
                                "vpcConfig",
                                Map.of("subnetIds", PropertyValue.Unknown.VALUE, "securityGroupIds", List.of()),
                                "far"));
        Graphs.Node back = node("aws:ec2/route:Route", "back", Map.of("destinationCidrBlock", "10.1.0.0/16"))
                .refers("routeTableId", "table")
                .refers("vpcPeeringConnectionId", "peering");

        assertThat(intoDatabase(nodes)).isEmpty();
        nodes.add(back);
        assertThat(intoDatabase(nodes)).containsExactly("job → db:5432");
    }

    @Test
    void blocksAChangeThatOpensAGroup() {
        StackSettings config = Repository.settings("staging");
        ReachabilitySection section = ReachabilitySection.of(StackChange.between(
                config,
                Graphs.of(with(group(ingress(Map.of("cidrBlocks", List.of("10.0.0.0/16")))))),
                Graphs.of(with(group(ingress(Map.of("cidrBlocks", List.of("0.0.0.0/0", "10.0.0.0/16"))))))));

        assertThat(section.blocks())
                .startsWith(
                        new Block.Table(
                                List.of("change", "from", "to", "restricted to"),
                                List.of(
                                        List.of("new", "internet", "db:5432", ""),
                                        List.of("new", "cloudflare", "db:5432", "")),
                                Set.of()),
                        new Block.Details(
                                "Rules and routes on the paths",
                                List.of(new Block.Table(
                                        List.of("Connection", "Allowed by"),
                                        Stream.of("cloudflare", "internet")
                                                .map(source -> List.of(
                                                        source + " → db:5432",
                                                        "route 0.0.0.0/0 → internet gateway gateway; security"
                                                                + " group db-group ingress: tcp 5432 from"
                                                                + " 0.0.0.0/0"))
                                                .toList(),
                                        Set.of()))));
        assertThat(section.findings())
                .extracting(finding -> finding.message())
                .contains("intent \"deny: internet -> any\" is refuted: internet → db:5432 is open;"
                        + " route 0.0.0.0/0 → internet gateway gateway;"
                        + " security group db-group ingress: tcp 5432 from 0.0.0.0/0")
                .contains("exposes a data store: cloudflare → db:5432;"
                        + " route 0.0.0.0/0 → internet gateway gateway;"
                        + " security group db-group ingress: tcp 5432 from 0.0.0.0/0");
    }
}
