package dev.plinth.policies.rules;

import static dev.plinth.testkit.rule.Resources.resource;

import dev.plinth.model.AwsTypes;
import dev.plinth.model.GraphResource;
import dev.plinth.model.PropertyValue;
import dev.plinth.testkit.rule.Outcome;
import dev.plinth.testkit.rule.RuleFixture;
import java.util.Map;

/**
 * A small VPC for tests, with known ids: {@code subnet-a} and {@code subnet-a2} in zone a, {@code subnet-b} in zone b,
 * and {@code subnet-open} in zone c, which alone has a route to the internet gateway.
 */
final class Topology {

    static final GraphResource VPC =
            resource("aws:ec2/vpc:Vpc", "vpc", Map.of("cidrBlock", "10.0.0.0/16"), Map.of("id", "vpc-1"));
    static final GraphResource GATEWAY =
            resource(AwsTypes.EC2_INTERNET_GATEWAY, "gateway", Map.of("vpcId", "vpc-1"), Map.of("id", "igw-1"));
    static final GraphResource NAT =
            resource(AwsTypes.EC2_NAT_GATEWAY, "nat", Map.of("subnetId", "subnet-open"), Map.of("id", "nat-1"));
    static final GraphResource OPEN = subnet("subnet-open", "10.0.3.0/24", "eu-central-1c");
    static final GraphResource A = subnet("subnet-a", "10.0.1.0/24", "eu-central-1a");
    static final GraphResource B = subnet("subnet-b", "10.0.2.0/24", "eu-central-1b");

    private Topology() {}

    static GraphResource subnet(String id, String cidrBlock, String zone) {
        return resource(
                AwsTypes.EC2_SUBNET,
                id.replace("subnet-", "in-"),
                Map.of("cidrBlock", cidrBlock, "availabilityZone", zone, "vpcId", "vpc-1"),
                Map.of("id", id));
    }

    static GraphResource table(String id, Map<String, ?> inputs) {
        return resource(AwsTypes.EC2_ROUTE_TABLE, id, inputs, Map.of("id", id));
    }

    static GraphResource association(String subnet, String table) {
        return resource(
                AwsTypes.EC2_ROUTE_TABLE_ASSOCIATION,
                subnet + "-" + table,
                Map.of("subnetId", subnet, "routeTableId", table));
    }

    static GraphResource defaultRoute(String table, String gateway, String id) {
        return resource(
                AwsTypes.EC2_ROUTE,
                table + "-default",
                Map.of("routeTableId", table, "destinationCidrBlock", "0.0.0.0/0", gateway, id));
    }

    static GraphResource[] everything() {
        return new GraphResource[] {
            VPC,
            GATEWAY,
            OPEN,
            A,
            B,
            subnet("subnet-a2", "10.0.4.0/24", "eu-central-1a"),
            table("rtb-open", Map.of()),
            defaultRoute("rtb-open", "gatewayId", "igw-1"),
            association("subnet-open", "rtb-open"),
            table("rtb-closed", Map.of()),
            association("subnet-a", "rtb-closed")
        };
    }

    /** A fixture of a property that names subnets of this VPC. */
    static RuleFixture names(String rule, String type, String property, Object good, Object bad) {
        GraphResource compliant = resource(type, "subject", Map.of(property, PropertyValue.of(good)));
        return RuleFixture.of(rule, compliant, property, bad, Outcome.FAIL).beside(everything());
    }
}
