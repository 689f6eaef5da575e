package dev.plinth.components.network;

import static dev.plinth.testkit.RecordingMocks.value;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.pulumi.resources.ComponentResourceOptions;
import dev.plinth.components.InvalidArgumentsException;
import dev.plinth.components.LogRetention;
import dev.plinth.testkit.RecordingMocks;
import dev.plinth.testkit.RecordingMocks.Recorded;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NetworkTest {

    private static final String SUBNET = "aws:ec2/subnet:Subnet";
    private static final String ROUTE = "aws:ec2/route:Route";
    private static final String ROUTE_TABLE = "aws:ec2/routeTable:RouteTable";
    private static final String ASSOCIATION = "aws:ec2/routeTableAssociation:RouteTableAssociation";
    private static final String ENDPOINT = "aws:ec2/vpcEndpoint:VpcEndpoint";

    @RegisterExtension
    final RecordingMocks mocks = new RecordingMocks();

    @Test
    void pinsTheDefaults() {
        NetworkArgs args = NetworkArgs.builder().build();

        assertThat(args.cidrBlock()).isEqualTo("10.0.0.0/16");
        assertThat(args.availabilityZones()).isEqualTo(3);
        assertThat(args.availabilityZoneNames()).isEmpty();
        assertThat(args.natStrategy()).isEqualTo(NatStrategy.ONE_PER_ZONE);
        assertThat(args.s3Endpoint()).isTrue();
        assertThat(args.dynamodbEndpoint()).isFalse();
        assertThat(args.interfaceEndpoints())
                .containsExactly("ecr.api", "ecr.dkr", "kms", "logs", "secretsmanager", "ssmmessages", "sts");
        assertThat(args.flowLogRetentionDays()).isEqualTo(365);
    }

    @Test
    void fewestArgumentsGiveThreeTiersInThreeZones() {
        Network network =
                mocks.run(() -> new Network("network", NetworkArgs.builder().build()));

        assertThat(mocks.only("aws:ec2/vpc:Vpc").inputs())
                .containsEntry("cidrBlock", "10.0.0.0/16")
                .containsEntry("enableDnsSupport", true)
                .containsEntry("enableDnsHostnames", true);
        assertThat(mocks.ofType(SUBNET)).hasSize(9).allSatisfy(subnet -> assertThat(subnet.inputs())
                .containsEntry("mapPublicIpOnLaunch", false)
                .containsEntry("vpcId", "network-vpc-id"));
        assertThat(mocks.named(SUBNET, "network-private-subnet-3").inputs())
                .containsEntry("cidrBlock", "10.0.128.0/19")
                .containsEntry("availabilityZone", "eu-central-1c");
        assertThat(value(network.vpcId())).isEqualTo("network-vpc-id");
        assertThat(value(network.vpcCidrBlock())).isEqualTo("10.0.0.0/16");
        assertThat(value(network.availabilityZones()))
                .containsExactly("eu-central-1a", "eu-central-1b", "eu-central-1c");
        assertThat(value(network.publicSubnetIds()))
                .containsExactly(
                        "network-public-subnet-1-id", "network-public-subnet-2-id", "network-public-subnet-3-id");
        assertThat(value(network.privateSubnetIds()))
                .containsExactly(
                        "network-private-subnet-1-id", "network-private-subnet-2-id", "network-private-subnet-3-id");
        assertThat(value(network.dataSubnetIds()))
                .containsExactly("network-data-subnet-1-id", "network-data-subnet-2-id", "network-data-subnet-3-id");
    }

    @Test
    void theDefaultSecurityGroupHasNoRules() {
        mocks.run(() -> new Network("network", NetworkArgs.builder().build()));

        assertThat(mocks.only("aws:ec2/defaultSecurityGroup:DefaultSecurityGroup")
                        .inputs())
                .containsEntry("vpcId", "network-vpc-id")
                .doesNotContainKeys("ingress", "egress");
    }

    @Test
    void onlyPublicSubnetsRouteToTheInternetGateway() {
        mocks.run(() -> new Network("network", NetworkArgs.builder().build()));

        assertThat(mocks.names(ROUTE_TABLE))
                .containsExactly(
                        "network-data-route-table",
                        "network-private-1-route-table",
                        "network-private-2-route-table",
                        "network-private-3-route-table",
                        "network-public-route-table");
        assertThat(mocks.ofType(ROUTE).stream()
                        .filter(route -> route.inputs().containsKey("gatewayId"))
                        .map(route -> route.text("routeTableId")))
                .containsExactly("network-public-route-table-id");
        assertThat(mocks.ofType(ROUTE))
                .noneMatch(route -> route.text("routeTableId").contains("data"));
        assertThat(mocks.ofType(ASSOCIATION)).hasSize(9);
        for (int zone = 1; zone <= 3; zone++) {
            assertAssociated("public", zone, "network-public-route-table-id");
            assertAssociated("private", zone, "network-private-" + zone + "-route-table-id");
            assertAssociated("data", zone, "network-data-route-table-id");
        }
    }

    private void assertAssociated(String tier, int zone, String routeTableId) {
        assertThat(mocks.named(ASSOCIATION, "network-" + tier + "-association-" + zone)
                        .inputs())
                .containsEntry("subnetId", "network-" + tier + "-subnet-" + zone + "-id")
                .containsEntry("routeTableId", routeTableId);
    }

    @ParameterizedTest
    @CsvSource({"NONE, 2, 0, 0", "SINGLE, 2, 1, 2", "SINGLE, 3, 1, 3", "ONE_PER_ZONE, 2, 2, 2", "ONE_PER_ZONE, 3, 3, 3"
    })
    void natStrategyDecidesTheGatewaysAndRoutes(NatStrategy strategy, int zones, int gateways, int routes) {
        mocks.run(() -> new Network(
                "network",
                NetworkArgs.builder()
                        .availabilityZones(zones)
                        .natStrategy(strategy)
                        .build()));

        assertThat(mocks.ofType("aws:ec2/natGateway:NatGateway")).hasSize(gateways);
        assertThat(mocks.ofType("aws:ec2/eip:Eip")).hasSize(gateways);
        List<Recorded> natRoutes = mocks.ofType(ROUTE).stream()
                .filter(route -> route.inputs().containsKey("natGatewayId"))
                .toList();
        assertThat(natRoutes).hasSize(routes);
        assertThat(natRoutes.stream().map(route -> route.input("natGatewayId")).distinct())
                .hasSize(gateways);
    }

    @Test
    void eachZoneLeavesThroughItsOwnNatGateway() {
        mocks.run(() -> new Network("network", NetworkArgs.builder().build()));

        for (int zone = 1; zone <= 3; zone++) {
            assertThat(mocks.named(ROUTE, "network-private-" + zone + "-internet-route")
                            .inputs())
                    .containsEntry("natGatewayId", "network-nat-gateway-" + zone + "-id");
            assertThat(mocks.named("aws:ec2/natGateway:NatGateway", "network-nat-gateway-" + zone)
                            .inputs())
                    .containsEntry("subnetId", "network-public-subnet-" + zone + "-id");
        }
    }

    @Test
    void endpointsServeThisAccountOnly() {
        Network network = mocks.run(() -> new Network(
                "network", NetworkArgs.builder().dynamodbEndpoint(true).build()));

        assertThat(mocks.ofType(ENDPOINT)).hasSize(9).allSatisfy(endpoint -> assertThat(endpoint.text("policy"))
                .contains("\"aws:PrincipalAccount\":\"123456789012\""));
        Recorded s3 = mocks.named(ENDPOINT, "network-endpoints-s3");
        assertThat(s3.inputs())
                .containsEntry("serviceName", "com.amazonaws.eu-central-1.s3")
                .containsEntry("vpcEndpointType", "Gateway");
        assertThat(s3.texts("routeTableIds"))
                .containsExactly(
                        "network-private-1-route-table-id",
                        "network-private-2-route-table-id",
                        "network-private-3-route-table-id");
        assertThat(s3.text("policy"))
                .contains("\"aws:ResourceAccount\":\"123456789012\"")
                .contains("arn:aws:s3:::prod-eu-central-1-starport-layer-bucket/*");
        Recorded images = mocks.named(ENDPOINT, "network-endpoints-ecr-dkr");
        assertThat(images.inputs())
                .containsEntry("serviceName", "com.amazonaws.eu-central-1.ecr.dkr")
                .containsEntry("vpcEndpointType", "Interface")
                .containsEntry("privateDnsEnabled", true)
                .containsEntry("securityGroupIds", List.of("network-endpoints-security-group-id"));
        assertThat(images.texts("subnetIds")).isEqualTo(value(network.privateSubnetIds()));
        assertThat(mocks.only("aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule")
                        .inputs())
                .containsEntry("cidrIpv4", "10.0.0.0/16")
                .containsEntry("fromPort", 443.0)
                .containsEntry("toPort", 443.0)
                .containsEntry("description", "HTTPS from inside the VPC");
        assertThat(value(network.endpointSecurityGroupId())).isEqualTo("network-endpoints-security-group-id");
        assertThat(value(network.s3GatewayEndpointPrefixListId())).isEqualTo("pl-network-endpoints-s3");
    }

    @Test
    void withoutEndpointsThereIsNothingToReferTo() {
        Network network = mocks.run(() -> new Network(
                "network",
                NetworkArgs.builder()
                        .s3Endpoint(false)
                        .interfaceEndpoints(List.of())
                        .build()));

        assertThat(mocks.ofType(ENDPOINT)).isEmpty();
        assertThat(mocks.ofType("aws:ec2/securityGroup:SecurityGroup")).isEmpty();
        assertThatThrownBy(network::s3GatewayEndpointPrefixListId).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(network::endpointSecurityGroupId).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void allTrafficIsLoggedEncryptedAndKept() {
        mocks.run(() -> new Network(
                "network", NetworkArgs.builder().flowLogRetentionDays(30).build()));

        assertThat(mocks.only("aws:ec2/flowLog:FlowLog").inputs())
                .containsEntry("vpcId", "network-vpc-id")
                .containsEntry("trafficType", "ALL")
                .containsEntry(
                        "logDestination",
                        "arn:aws:cloudwatch:eu-central-1:123456789012:loggroup/network-flow-logs-log-group");
        assertThat(mocks.only("aws:cloudwatch/logGroup:LogGroup").inputs())
                .containsEntry("retentionInDays", 30.0)
                .containsEntry("kmsKeyId", "arn:aws:kms:eu-central-1:123456789012:key/network-flow-logs-key-key");
        assertThat(mocks.only("aws:kms/key:Key").text("policy")).contains("logs.eu-central-1.amazonaws.com");
        assertThat(mocks.only("aws:iam/role:Role").text("assumeRolePolicy"))
                .contains("vpc-flow-logs.amazonaws.com")
                .contains("\"aws:SourceAccount\":\"123456789012\"");
        assertThat(mocks.only("aws:iam/rolePolicy:RolePolicy").text("policy"))
                .contains("loggroup/network-flow-logs-log-group:*")
                .doesNotContain("\"Resource\":\"*\"");
    }

    @Test
    void allArgumentsReachTheirResources() {
        mocks.run(() -> new Network(
                "network",
                NetworkArgs.builder()
                        .cidrBlock("10.20.0.0/20")
                        .availabilityZones(2)
                        .availabilityZoneNames(List.of("eu-central-1c", "eu-central-1a"))
                        .natStrategy(NatStrategy.SINGLE)
                        .dynamodbEndpoint(true)
                        .interfaceEndpoints(List.of("sqs"))
                        .flowLogRetentionDays(14)
                        .build(),
                ComponentResourceOptions.builder().protect(true).build()));

        assertThat(mocks.named(SUBNET, "network-public-subnet-1").inputs())
                .containsEntry("cidrBlock", "10.20.2.0/24")
                .containsEntry("availabilityZone", "eu-central-1a");
        assertThat(mocks.names(ENDPOINT))
                .containsExactly("network-endpoints-dynamodb", "network-endpoints-s3", "network-endpoints-sqs");
        assertThat(mocks.options(mocks.only("aws:ec2/vpc:Vpc")).isProtect()).isTrue();
        assertThat(mocks.options(mocks.named(ROUTE, "network-public-internet-route"))
                        .isProtect())
                .isFalse();
        assertThat(mocks.only(Network.TYPE).inputs())
                .containsEntry("cidrBlock", "10.20.0.0/20")
                .containsEntry("natStrategy", "SINGLE");
    }

    @Test
    void namesAllFaultsAtOnceAndMakesNothing() {
        assertThatThrownBy(() -> mocks.run(() -> new Network(
                        "network",
                        NetworkArgs.builder()
                                .cidrBlock("10.0.0.1/16")
                                .availabilityZones(4)
                                .availabilityZoneNames(List.of("eu-central-1a", "eu-central-1a"))
                                .interfaceEndpoints(List.of("com.amazonaws.eu-central-1.s3"))
                                .flowLogRetentionDays(8)
                                .build())))
                .isInstanceOf(InvalidArgumentsException.class)
                .hasMessage(
                        "Network 'network': cidrBlock is 10.0.0.1/16; it must be a block without host bits: 10.0.0.0/16;"
                                + " availabilityZones is 4; it must be 2 or 3;"
                                + " availabilityZoneNames is [eu-central-1a, eu-central-1a];"
                                + " it must be as many different names as the number of availabilityZones;"
                                + " interfaceEndpoints is [com.amazonaws.eu-central-1.s3];"
                                + " it must be different endpoint names such as ecr.api, without com.amazonaws and the region;"
                                + " flowLogRetentionDays is 8;"
                                + " it must be " + LogRetention.ALLOWED);
        assertThat(mocks.resources()).isEmpty();
    }

    @Test
    void saysSoWhenTheRegionHasTooFewZones() {
        mocks.answerCall(
                "aws:index/getAvailabilityZones:getAvailabilityZones",
                Map.of("id", "x", "names", List.of("x-1a", "x-1b"), "zoneIds", List.of(), "groupNames", List.of()));

        assertThatThrownBy(() -> mocks.run(
                        () -> new Network("network", NetworkArgs.builder().build())))
                .isInstanceOf(AssertionError.class)
                .satisfies(failure -> assertThat(failure.getMessage() + List.of(failure.getSuppressed()))
                        .contains("availabilityZones is 3, but the region has only [x-1a, x-1b]"));
    }
}
