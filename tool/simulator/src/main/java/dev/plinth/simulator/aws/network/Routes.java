package dev.plinth.simulator.aws.network;

import dev.plinth.model.AwsTypes;
import dev.plinth.simulator.aws.common.Cidr;
import dev.plinth.simulator.aws.common.Rules;
import dev.plinth.simulator.cloud.Operation;
import dev.plinth.simulator.cloud.Registry;
import java.util.List;

/** Route tables, their routes and associations. */
final class Routes {

    private Routes() {}

    static void registerRouteTable(Registry registry) {
        registry.type(AwsTypes.EC2_ROUTE_TABLE, "EC2 Route Table")
                .id("rtb-{hex17}")
                .arn("arn:aws:ec2:{region}:{account}:route-table/{id}")
                .existing(DefaultNetwork::routeTable)
                .uses("vpcId", AwsTypes.EC2_VPC, "InvalidVpcID.NotFound")
                .immutable("vpcId")
                .uses("routes.gatewayId", AwsTypes.EC2_INTERNET_GATEWAY, "InvalidGatewayID.NotFound")
                .uses("routes.natGatewayId", AwsTypes.EC2_NAT_GATEWAY, "InvalidNatGatewayID.NotFound")
                .quota(
                        200,
                        "vpcId",
                        "RouteTableLimitExceeded",
                        "The maximum number of route tables (200) has been reached in {vpcId}" + Network.QUOTAS)
                .computed("ownerId", "{account}")
                .inUse("DependencyViolation", "The routeTable '{id}' has dependencies and cannot be deleted: {users}");
    }

    static void registerRoute(Registry registry) {
        registry.type(AwsTypes.EC2_ROUTE, "EC2 Route")
                .id("r-{routeTableId}{hex10}")
                .importedAs("{routeTableId}_{destinationCidrBlock}{destinationIpv6CidrBlock}{destinationPrefixListId}")
                .mentions("routeTableId", AwsTypes.EC2_ROUTE_TABLE, "InvalidRouteTableID.NotFound")
                .uses("gatewayId", AwsTypes.EC2_INTERNET_GATEWAY, "InvalidGatewayID.NotFound")
                .uses("natGatewayId", AwsTypes.EC2_NAT_GATEWAY, "InvalidNatGatewayID.NotFound")
                .immutable(
                        "routeTableId", "destinationCidrBlock", "destinationIpv6CidrBlock", "destinationPrefixListId")
                .validate(
                        Rules.exactlyOne("destinationCidrBlock", "destinationIpv6CidrBlock", "destinationPrefixListId"))
                .check(Routes::checkRoute)
                .computed("origin", "CreateRoute")
                .computed("state", "active");
    }

    static void registerRouteTableAssociation(Registry registry) {
        registry.type(AwsTypes.EC2_ROUTE_TABLE_ASSOCIATION, "EC2 Route Table Association")
                .id("rtbassoc-{hex17}")
                .importedAs("{subnetId}{gatewayId}/{routeTableId}")
                .uses("routeTableId", AwsTypes.EC2_ROUTE_TABLE, "InvalidRouteTableID.NotFound")
                .uses("subnetId", AwsTypes.EC2_SUBNET, "InvalidSubnetID.NotFound")
                .immutable("subnetId", "gatewayId")
                .unique(
                        "subnetId",
                        "Resource.AlreadyAssociated",
                        "the specified association for route table {routeTableId} conflicts with an existing association of {subnetId}")
                .check(Routes::checkAssociation);
    }

    private static void checkRoute(Operation operation) {
        String destination = operation.text("destinationCidrBlock");
        if (!destination.isEmpty()) {
            Cidr.parse(operation, destination, "InvalidParameterValue");
        }
        long targets = List.of(
                        "gatewayId",
                        "natGatewayId",
                        "egressOnlyGatewayId",
                        "networkInterfaceId",
                        "transitGatewayId",
                        "vpcEndpointId",
                        "vpcPeeringConnectionId",
                        "carrierGatewayId",
                        "localGatewayId",
                        "coreNetworkArn")
                .stream()
                .filter(operation::has)
                .count();
        operation.require(
                targets == 1, "InvalidParameterCombination", "a route needs exactly one target, got " + targets);
        operation.require(
                operation.siblings().stream()
                        .noneMatch(other -> !destination.isEmpty()
                                && other.text("routeTableId").equals(operation.text("routeTableId"))
                                && other.text("destinationCidrBlock").equals(destination)),
                "RouteAlreadyExists",
                operation.render(
                        "Route in Route Table ({routeTableId}) with destination ({destinationCidrBlock}) already exists"));
    }

    private static void checkAssociation(Operation operation) {
        String vpc = operation
                .find(AwsTypes.EC2_ROUTE_TABLE, operation.text("routeTableId"))
                .map(table -> table.text("vpcId"))
                .orElse("");
        operation.require(
                !operation.has("subnetId")
                        || vpc.isEmpty()
                        || vpc.equals(Rules.vpcOf(operation, operation.text("subnetId"))),
                "InvalidParameterValue",
                operation.render("route table {routeTableId} and subnet {subnetId} belong to different networks"));
    }
}
