package dev.plinth.policies.rules;

import static dev.plinth.policies.rules.RuleFixtures.PRIVATE_POLICY;
import static dev.plinth.policies.rules.RuleFixtures.PUBLIC_POLICY;
import static dev.plinth.policies.rules.RuleFixtures.SECURITY_GROUP;
import static dev.plinth.testkit.rule.Outcome.FAIL;
import static dev.plinth.testkit.rule.Outcome.PASS;
import static dev.plinth.testkit.rule.Resources.resource;
import static dev.plinth.testkit.rule.RuleFixture.property;

import dev.plinth.model.AwsTypes;
import dev.plinth.model.GraphResource;
import dev.plinth.model.PropertyValue;
import dev.plinth.testkit.rule.Resources;
import dev.plinth.testkit.rule.RuleFixture;
import java.util.List;
import java.util.Map;

/** The fixtures of the network rules. */
final class NetworkFixtures {

    static final String DEFAULT_GROUP = "aws:ec2/defaultSecurityGroup:DefaultSecurityGroup";
    static final String ACL = "aws:ec2/networkAcl:NetworkAcl";
    static final String ENDPOINT = "aws:ec2/vpcEndpoint:VpcEndpoint";

    /** Rules that turn on no property: their own tests judge them. */
    static final List<String> WITHOUT_PROPERTY = List.of("nat-per-az", "subnets-span-azs", "vpc-no-default");

    private NetworkFixtures() {}

    static GraphResource endpoint(String service) {
        return resource(
                ENDPOINT,
                service,
                Map.of(
                        "vpcId",
                        "vpc-1",
                        "serviceName",
                        "com.amazonaws.eu-central-1." + service,
                        "vpcEndpointType",
                        "Interface",
                        "privateDnsEnabled",
                        true));
    }

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
                sources("sg-no-high-risk-port-from-world", "cidrBlocks", 8000, "8080", "0.0.0.0/1", "10.0.0.0/8"),
                sources("sg-no-high-risk-port-from-world", "ipv6CidrBlocks", 5601, 5601, "2000::/3", "2001:db8::/32"),
                sources("sg-only-public-ports-from-world", "cidrBlocks", 8443, 8443, "0.0.0.0/0", "10.0.0.0/8"),
                sources("sg-only-public-ports-from-world", "cidrBlocks", 80, 443, "0.0.0.0/0", "172.16.0.0/12"),
                sources("sg-no-admin-from-ipv4-world", "cidrBlocks", 22, 22, "128.0.0.0/1", "128.0.0.0/8"),
                sources("sg-no-admin-from-ipv6-world", "ipv6CidrBlocks", 22, 22, "2000::/3", "fc00::/7"),
                sources("sg-no-data-port-from-world", "cidrBlocks", 27_000, 27_020, "0.0.0.0/0", "10.0.0.0/8"),
                property(
                        "nacl-no-admin-from-world",
                        "aws:ec2/defaultNetworkAcl:DefaultNetworkAcl",
                        "ingress[0].cidrBlock",
                        "10.0.0.0/8",
                        "0.0.0.0/1",
                        PASS,
                        Map.of("ingress", List.of(Map.of("action", "allow", "protocol", "-1")))),
                sources("sg-no-data-port-from-world", "ipv6CidrBlocks", 5432, 5432, "::/0", "2001:db8::/32"),
                RuleFixture.of("sg-no-mixed-rule-styles", group, "ingress", List.of(), PASS)
                        .beside(resource(
                                "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule",
                                "api",
                                Map.of("securityGroupId", "sg-1")))
                        .whenUnknown(FAIL),
                sources("sg-no-cifs-from-world", "cidrBlocks", 400, "500", "0.0.0.0/0", "10.0.0.0/8"),
                property(
                        "sg-egress-restricted",
                        SECURITY_GROUP,
                        "egress",
                        List.of(Map.of(
                                "protocol", "tcp", "fromPort", 443, "toPort", 443, "cidrBlocks", List.of("0.0.0.0/0"))),
                        List.of(Map.of("protocol", "-1", "cidrBlocks", List.of("0.0.0.0/0"))),
                        PASS),
                property(
                        "sg-egress-restricted",
                        "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule",
                        "cidrIpv6",
                        "2001:db8::/32",
                        "0::0/0",
                        PASS,
                        Map.of("ipProtocol", "-1")),
                property(
                        "sg-egress-restricted",
                        "aws:ec2/securityGroupRule:SecurityGroupRule",
                        "cidrBlocks",
                        List.of("10.0.0.0/8"),
                        List.of("0.0.0.0/0"),
                        PASS,
                        Map.of("type", "egress", "protocol", "all")),
                property("sg-descriptions", SECURITY_GROUP, "description", "Tasks of the API", " ", FAIL),
                property(
                        "sg-descriptions",
                        SECURITY_GROUP,
                        "ingress",
                        List.of(Map.of("description", "from the API")),
                        List.of(Map.of("protocol", "tcp")),
                        PASS,
                        Map.of("description", "database")),
                property(
                        "sg-descriptions",
                        "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule",
                        "description",
                        "from the API",
                        "",
                        FAIL),
                property(
                        "default-sg-closed",
                        DEFAULT_GROUP,
                        "ingress",
                        List.of(),
                        List.of(Map.of("protocol", "-1", "self", true)),
                        PASS),
                property(
                        "default-sg-closed",
                        DEFAULT_GROUP,
                        "egress",
                        List.of(),
                        List.of(Map.of("protocol", "-1")),
                        PASS),
                RuleFixture.of("default-sg-closed", Topology.VPC, "vpcId", "vpc-2", FAIL)
                        .beside(resource(DEFAULT_GROUP, "unused", Map.of("vpcId", "vpc-1")))
                        .ofNeighbour(),
                RuleFixture.of("vpc-flow-logs", Topology.VPC, "trafficType", "ACCEPT", FAIL)
                        .beside(resource(
                                "aws:ec2/flowLog:FlowLog", "all", Map.of("vpcId", "vpc-1", "trafficType", "ALL")))
                        .ofNeighbour(),
                property("subnet-no-auto-public-ip", AwsTypes.EC2_SUBNET, "mapPublicIpOnLaunch", false, "true", PASS),
                RuleFixture.of("cidr-plan-valid", Topology.A, "cidrBlock", "10.1.1.0/24", FAIL)
                        .beside(Topology.VPC, Topology.B),
                RuleFixture.of("cidr-plan-valid", Topology.VPC, "cidrBlock", "10.0.0.1/16", FAIL),
                property(
                                "no-nat-instance",
                                AwsTypes.EC2_ROUTE,
                                "networkInterfaceId",
                                "",
                                "eni-1",
                                PASS,
                                Map.of("destinationCidrBlock", "0.0.0.0/0"))
                        .whenUnknown(FAIL),
                property(
                        "no-nat-instance",
                        AwsTypes.EC2_ROUTE_TABLE,
                        "routes",
                        List.of(Map.of("cidrBlock", "0.0.0.0/0", "natGatewayId", "nat-1")),
                        List.of(Map.of("cidrBlock", "0.0.0.0/0", "networkInterfaceId", "eni-1")),
                        PASS),
                property(
                        "route-peering-least-access",
                        AwsTypes.EC2_ROUTE,
                        "destinationCidrBlock",
                        "10.20.0.0/16",
                        "0.0.0.0/0",
                        PASS,
                        Map.of("vpcPeeringConnectionId", "pcx-1")),
                property(
                        "nacl-no-admin-from-world",
                        "aws:ec2/networkAclRule:NetworkAclRule",
                        "cidrBlock",
                        "10.0.0.0/8",
                        "0.0.0.0/0",
                        PASS,
                        Map.of("ruleAction", "allow", "protocol", "tcp", "fromPort", 20, "toPort", "30")),
                property(
                        "nacl-no-admin-from-world",
                        ACL,
                        "ingress",
                        List.of(Map.of(
                                "action",
                                "allow",
                                "protocol",
                                "6",
                                "fromPort",
                                443,
                                "toPort",
                                443,
                                "cidrBlock",
                                "0.0.0.0/0")),
                        List.of(Map.of("action", "allow", "protocol", "-1", "ipv6CidrBlock", "::/0")),
                        PASS),
                property("nacl-attached", ACL, "subnetIds", List.of("subnet-a"), List.of(), FAIL),
                RuleFixture.of("vpce-ecr-private", Topology.VPC, "serviceName", "com.amazonaws.eu-central-1.logs", FAIL)
                        .beside(
                                endpoint("ecr.api"),
                                endpoint("ecr.dkr"),
                                resource(
                                        "aws:ecs/taskDefinition:TaskDefinition",
                                        "api",
                                        Map.of("requiresCompatibilities", List.of("FARGATE"))))
                        .ofNeighbour(),
                property("vpce-scoped", ENDPOINT, "policy", PRIVATE_POLICY, PUBLIC_POLICY, FAIL),
                property(
                        "vpce-scoped",
                        ENDPOINT,
                        "securityGroupIds",
                        List.of("sg-1"),
                        List.of(),
                        FAIL,
                        Map.of("policy", PRIVATE_POLICY, "vpcEndpointType", "Interface")),
                property(
                        "vpce-private-dns",
                        ENDPOINT,
                        "privateDnsEnabled",
                        true,
                        false,
                        FAIL,
                        Map.of("serviceName", "com.amazonaws.eu-central-1.sts", "vpcEndpointType", "Interface")),
                property(
                        "vpce-service-acceptance",
                        "aws:ec2/vpcEndpointService:VpcEndpointService",
                        "acceptanceRequired",
                        true,
                        "false",
                        FAIL),
                RuleFixture.of(
                                "vpc-dns",
                                Resources.with(Topology.VPC, "enableDnsHostnames", PropertyValue.of(true)),
                                "enableDnsHostnames",
                                false,
                                FAIL)
                        .beside(endpoint("sts")),
                property(
                        "transit-gateway-no-auto-accept",
                        "aws:ec2transitgateway/transitGateway:TransitGateway",
                        "autoAcceptSharedAttachments",
                        "disable",
                        "enable",
                        PASS),
                property(
                        "vpc-block-public-access",
                        "aws:ec2/vpcBlockPublicAccessOptions:VpcBlockPublicAccessOptions",
                        "internetGatewayBlockMode",
                        "block-ingress",
                        "off",
                        FAIL));
    }
}
