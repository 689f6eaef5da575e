package dev.plinth.policies.rules;

import static dev.plinth.policies.rules.CatalogueAssert.assertThatRule;
import static dev.plinth.policies.rules.NetworkFixtures.ENDPOINT;
import static dev.plinth.policies.rules.NetworkFixtures.endpoint;
import static dev.plinth.policies.rules.RuleFixtures.SECURITY_GROUP;
import static dev.plinth.policies.rules.Topology.A;
import static dev.plinth.policies.rules.Topology.B;
import static dev.plinth.policies.rules.Topology.GATEWAY;
import static dev.plinth.policies.rules.Topology.NAT;
import static dev.plinth.policies.rules.Topology.OPEN;
import static dev.plinth.policies.rules.Topology.VPC;
import static dev.plinth.policies.rules.Topology.association;
import static dev.plinth.policies.rules.Topology.defaultRoute;
import static dev.plinth.policies.rules.Topology.subnet;
import static dev.plinth.policies.rules.Topology.table;
import static dev.plinth.testkit.rule.Resources.dependingOn;
import static dev.plinth.testkit.rule.Resources.resource;
import static dev.plinth.testkit.rule.Resources.with;

import dev.plinth.model.AwsTypes;
import dev.plinth.model.GraphResource;
import dev.plinth.model.PropertyValue;
import dev.plinth.policies.rule.Tier;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the fixtures don't show of the network rules: what surrounds a resource, and how addresses are spelled. */
class NetworkRulesTest {

    private static final String INGRESS_RULE = "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule";
    private static final String EGRESS_RULE = "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule";
    private static final String OLDER_RULE = "aws:ec2/securityGroupRule:SecurityGroupRule";
    private static final String PEERING = "aws:ec2/vpcPeeringConnection:VpcPeeringConnection";
    private static final PropertyValue UNKNOWN = PropertyValue.Unknown.VALUE;

    @Test
    void aGroupsRulesAreOfOneStyle() {
        GraphResource plain = resource(SECURITY_GROUP, "web", Map.of());
        GraphResource inline = with(plain, "egress", PropertyValue.of(List.of(Map.of("protocol", "-1"))));
        GraphResource in = dependingOn(resource(INGRESS_RULE, "in", Map.of()), "securityGroupId", plain);
        GraphResource out = dependingOn(resource(EGRESS_RULE, "out", Map.of()), "securityGroupId", plain);
        GraphResource older =
                dependingOn(resource(OLDER_RULE, "older", Map.of("type", "ingress")), "securityGroupId", plain);
        assertThatRule("sg-no-mixed-rule-styles")
                .passes(plain)
                .passes(inline)
                .passes(plain, in, out)
                .passes(plain, older)
                .failsWith("egress is inline, but there are also separate rules: out", inline, out)
                .failsWith("egress is inline, but there are also separate rules: in", inline, in)
                .failsWith("there are rules of two kinds: older and in", plain, in, older);
    }

    @Test
    void ingressIsNotEgress() {
        Map<String, ?> everything = Map.of("protocol", "-1", "cidrBlocks", List.of("0.0.0.0/0"));
        assertThatRule("sg-egress-restricted")
                .passes(resource(SECURITY_GROUP, "web", Map.of("ingress", List.of(everything))))
                .isNotApplicable(
                        resource(OLDER_RULE, "in", Map.of("type", "ingress", "cidrBlocks", List.of("0.0.0.0/0"))))
                .failsWith(
                        "egress[0].cidrBlocks[0] opens all traffic to 0.0.0.0/0",
                        resource(SECURITY_GROUP, "web", Map.of("egress", List.of(everything))));
    }

    @Test
    void everyInlineRuleHasADescription() {
        GraphResource group = resource(
                SECURITY_GROUP,
                "web",
                Map.of("description", "web", "egress", List.of(Map.of("description", "x"), Map.of("protocol", "tcp"))));
        assertThatRule("sg-descriptions")
                .failsWith("egress[1].description is not set but must be set", group)
                .isUnknown("egress", with(group, "egress", UNKNOWN));
    }

    @Test
    void aVpcNeedsItsOwnEmptyDefaultGroup() {
        GraphResource other = resource(NetworkFixtures.DEFAULT_GROUP, "unused", Map.of("vpcId", "vpc-2"));
        assertThatRule("default-sg-closed")
                .failsWith("the VPC has no DefaultSecurityGroup resource that removes its rules", VPC, other)
                .passes(VPC, dependingOn(other, "vpcId", VPC));
    }

    @Test
    void oneOfSeveralFlowLogsIsEnough() {
        String type = "aws:ec2/flowLog:FlowLog";
        GraphResource accepted = resource(type, "accepted", Map.of("vpcId", "vpc-1", "trafficType", "ACCEPT"));
        GraphResource rejected = resource(type, "rejected", Map.of("vpcId", "vpc-1", "trafficType", "REJECT"));
        assertThatRule("vpc-flow-logs")
                .failsWith("the VPC has no FlowLog", VPC)
                .failsWith("trafficType is ACCEPT but must be one of ALL, REJECT", VPC, accepted)
                .passes(VPC, accepted, rejected)
                .isUnknown("vpcId", VPC, with(rejected, "vpcId", UNKNOWN));
    }

    @Test
    void theDefaultVpcIsNoPlace() {
        assertThatRule("vpc-no-default")
                .failsWith(
                        "the stack manages the default VPC", resource("aws:ec2/defaultVpc:DefaultVpc", "d", Map.of()))
                .isNotApplicable(VPC);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "10.0.1.0/33",
                "10.0.1.1/24",
                "10.0.1.0",
                "10.0.1.0/29",
                "10.0.0.0/15",
                "2001:db8::/24",
                " 10.0.1.0/24",
                "10.0.1.0/255.255.255.0",
                "10.0.01.0/24",
                "10.0.*.*",
                "10.0.1/24",
                ""
            })
    void blocksThatAwsDoesNotTake(String block) {
        assertThatRule("cidr-plan-valid").fails(with(A, "cidrBlock", PropertyValue.of(block)), VPC);
    }

    @Test
    void subnetsLieInsideTheirVpcAndApart() {
        GraphResource second = resource(
                "aws:ec2/vpcIpv4CidrBlockAssociation:VpcIpv4CidrBlockAssociation",
                "second",
                Map.of("vpcId", "vpc-1", "cidrBlock", "100.64.0.0/16"));
        GraphResource wide = subnet("subnet-wide", "10.0.0.0/20", "eu-central-1a");
        assertThatRule("cidr-plan-valid")
                .passes(A, VPC, B)
                .failsWith("cidrBlock overlaps the one of in-a", wide, VPC, A)
                .fails(A, VPC, wide)
                .failsWith(
                        "cidrBlock is 10.9.0.0/24 but must be inside the VPC's block, which is 10.0.0.0/16",
                        with(A, "cidrBlock", PropertyValue.of("10.9.0.0/24")),
                        VPC)
                .passes(with(A, "cidrBlock", PropertyValue.of("100.64.1.0/24")), VPC, second)
                .isUnknown("cidrBlock of vpc", A, with(VPC, "cidrBlock", UNKNOWN))
                .isUnknown("vpcId", with(A, "vpcId", UNKNOWN))
                .passes(A)
                .isNotApplicable(resource(AwsTypes.EC2_SUBNET, "ipv6", Map.of("ipv6Native", true)))
                .isNotApplicable(resource("aws:ec2/vpc:Vpc", "pool", Map.of("ipv4IpamPoolId", "ipam-pool-1")));
    }

    @Test
    void peersDoNotOverlap() {
        GraphResource other =
                resource("aws:ec2/vpc:Vpc", "other", Map.of("cidrBlock", "10.0.0.0/20"), Map.of("id", "vpc-2"));
        GraphResource peering = resource(PEERING, "peering", Map.of("vpcId", "vpc-1", "peerVpcId", "vpc-2"));
        assertThatRule("cidr-plan-valid")
                .passes(VPC, other)
                .failsWith("cidrBlock overlaps the one of other", VPC, other, peering)
                .failsWith("cidrBlock overlaps the one of vpc", other, VPC, peering)
                .passes(VPC, with(other, "cidrBlock", PropertyValue.of("10.1.0.0/20")), peering);
    }

    @Test
    void eachTierCoversItsZones() {
        GraphResource second = subnet("subnet-b2", "10.0.5.0/24", "eu-central-1b");
        GraphResource third = subnet("subnet-c", "10.0.6.0/24", "eu-central-1c");
        assertThatRule("subnets-span-azs")
                .failsWith(
                        "the subnets in-a, in-b are in [eu-central-1a, eu-central-1b] but must be in 3 or more Availability Zones",
                        VPC,
                        A,
                        B)
                .passes(VPC, A, B, third)
                .isUnknown("availabilityZone", VPC, A, B, with(third, "availabilityZone", UNKNOWN))
                .isNotApplicable(VPC)
                .in(Tier.STAGING)
                .passes(VPC, A, B)
                .fails(VPC, B, second)
                // One subnet that leads to the internet is a tier of its own, in one zone.
                .failsWith(
                        "the subnets in-open are in [eu-central-1c] but must be in 2 or more Availability Zones",
                        VPC,
                        A,
                        B,
                        OPEN,
                        GATEWAY,
                        table("rtb", Map.of()),
                        association("subnet-open", "rtb"),
                        defaultRoute("rtb", "gatewayId", "igw-1"));
    }

    @Test
    void natGatewaysStandInTheSubnetsOwnZone() {
        GraphResource nearby =
                resource(AwsTypes.EC2_NAT_GATEWAY, "nearby", Map.of("subnetId", "subnet-a2"), Map.of("id", "nat-2"));
        GraphResource neighbour = subnet("subnet-a2", "10.0.4.0/24", "eu-central-1a");
        GraphResource[] far = {
            OPEN,
            NAT,
            table("rtb", Map.of()),
            association("subnet-a", "rtb"),
            defaultRoute("rtb", "natGatewayId", "nat-1")
        };
        assertThatRule("nat-per-az")
                .isNotApplicable(A, OPEN, NAT)
                .failsWith("the subnet is in eu-central-1a, its NAT gateway is in eu-central-1c", A, far)
                .passes(
                        A,
                        neighbour,
                        nearby,
                        table("rtb", Map.of()),
                        association("subnet-a", "rtb"),
                        defaultRoute("rtb", "natGatewayId", "nat-2"))
                .isUnknown("availabilityZone", with(A, "availabilityZone", UNKNOWN), far)
                .in(Tier.STAGING)
                .isNotApplicable(A, far);
    }

    @Test
    void inlineRoutesCountToo() {
        GraphResource inline =
                table("rtb", Map.of("routes", List.of(Map.of("ipv6CidrBlock", "::/0", "gatewayId", "igw-1"))));
        GraphResource group =
                resource(RdsFixtures.SUBNET_GROUP, "data", Map.of("subnetIds", List.of("subnet-a", "subnet-b")));
        assertThatRule("rds-private-subnets")
                .passes(group, A, B)
                .failsWith(
                        "subnetIds names subnets with a route to an internet gateway: in-a",
                        group,
                        A,
                        B,
                        GATEWAY,
                        inline,
                        association("subnet-a", "rtb"))
                .isNotApplicable(group)
                .isUnknown("subnetIds", with(group, "subnetIds", UNKNOWN));
    }

    @Test
    void onlyDefaultRoutesAvoidInterfaces() {
        Map<String, ?> inspection = Map.of("destinationCidrBlock", "10.9.0.0/16", "networkInterfaceId", "eni-1");
        assertThatRule("no-nat-instance")
                .passes(resource(AwsTypes.EC2_ROUTE, "inspection", inspection))
                .fails(resource(
                        AwsTypes.EC2_ROUTE,
                        "out",
                        Map.of("destinationIpv6CidrBlock", "0::0/0", "networkInterfaceId", "eni-1")));
    }

    @Test
    void networkAclsAreReadLikeAwsReadsThem() {
        String type = "aws:ec2/networkAclRule:NetworkAclRule";
        GraphResource rule = resource(
                type,
                "rule",
                Map.of(
                        "ruleAction",
                        "allow",
                        "protocol",
                        "tcp",
                        "fromPort",
                        0,
                        "toPort",
                        1024,
                        "cidrBlock",
                        "0.0.0.0/0"));
        assertThatRule("nacl-no-admin-from-world")
                .fails(rule)
                .passes(with(rule, "ruleAction", PropertyValue.of("deny")))
                .passes(with(rule, "protocol", PropertyValue.of("udp")))
                .passes(with(rule, "fromPort", PropertyValue.of("443")))
                .isNotApplicable(with(rule, "egress", PropertyValue.of("true")))
                .isUnknown("ruleAction", with(rule, "ruleAction", UNKNOWN))
                .fails(with(rule, "toPort", UNKNOWN));
    }

    @Test
    void anAssociationAttachesAnAcl() {
        GraphResource acl = resource(NetworkFixtures.ACL, "data", Map.of(), Map.of("id", "acl-1"));
        GraphResource association = resource(
                "aws:ec2/networkAclAssociation:NetworkAclAssociation", "data", Map.of("networkAclId", "acl-1"));
        assertThatRule("nacl-attached").fails(acl).passes(acl, association);
    }

    @Test
    void onlyFargateInProductionNeedsEcrsEndpoints() {
        GraphResource task = resource(
                "aws:ecs/taskDefinition:TaskDefinition", "api", Map.of("requiresCompatibilities", List.of("FARGATE")));
        assertThatRule("vpce-ecr-private")
                .isNotApplicable(VPC)
                .failsWith("the VPC has no interface endpoint for ecr.dkr", VPC, task, endpoint("ecr.api"))
                .passes(VPC, task, endpoint("ecr.api"), endpoint("ecr.dkr"))
                .in(Tier.STAGING)
                .isNotApplicable(VPC, task);
    }

    @Test
    void gatewaysAndOthersServicesHaveNoPrivateNames() {
        assertThatRule("vpce-private-dns")
                .isNotApplicable(resource(ENDPOINT, "s3", Map.of("serviceName", "com.amazonaws.eu-central-1.s3")))
                .isNotApplicable(resource(
                        ENDPOINT,
                        "partner",
                        Map.of(
                                "serviceName",
                                "com.amazonaws.vpce.eu-central-1.vpce-svc-1",
                                "vpcEndpointType",
                                "Interface")));
        assertThatRule("vpc-dns").isNotApplicable(VPC);
    }

    @Test
    void aPolicyMayStandBesideItsEndpoint() {
        GraphResource gateway = resource(ENDPOINT, "s3", Map.of(), Map.of("id", "vpce-1"));
        GraphResource policy =
                resource("aws:ec2/vpcEndpointPolicy:VpcEndpointPolicy", "s3", Map.of("vpcEndpointId", "vpce-1"));
        assertThatRule("vpce-scoped").fails(gateway).passes(gateway, policy);
    }
}
