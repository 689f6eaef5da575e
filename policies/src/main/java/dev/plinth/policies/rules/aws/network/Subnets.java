package dev.plinth.policies.rules.aws.network;

import dev.plinth.model.AwsTypes;
import dev.plinth.model.GraphResource;
import dev.plinth.model.PropertyValue;
import dev.plinth.policies.condition.Cidr;
import dev.plinth.policies.rule.Condition;
import dev.plinth.policies.rule.RuleContext;
import dev.plinth.policies.rule.Verdict;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Conditions on subnets: their Availability Zones, and where their traffic to the internet goes. */
public final class Subnets {

    /** Path of a subnet's traffic to the internet. */
    enum Exit {
        INTERNET_GATEWAY,
        NAT_GATEWAY,
        NONE
    }

    private Subnets() {}

    /** Returns where a subnet's traffic to the internet goes; one without a route table, its own or its VPC's main one, sends none. */
    static Exit exitOf(GraphResource subnet, RuleContext context) {
        if (!gateways(subnet, context, "gatewayId", AwsTypes.EC2_INTERNET_GATEWAY)
                        .isEmpty()
                || defaultRoutes(subnet, context).anyMatch(route -> leadsToInternetGateway(route.input("gatewayId")))
                || inlineRoutes(subnet, context).anyMatch(route -> leadsToInternetGateway(route.at("gatewayId")))) {
            return Exit.INTERNET_GATEWAY;
        }
        return natGateways(subnet, context).isEmpty() ? Exit.NONE : Exit.NAT_GATEWAY;
    }

    /** Returns the NAT gateways that a subnet's traffic to the internet goes through. */
    static List<GraphResource> natGateways(GraphResource subnet, RuleContext context) {
        return gateways(subnet, context, "natGatewayId", AwsTypes.EC2_NAT_GATEWAY);
    }

    private static List<GraphResource> gateways(
            GraphResource subnet, RuleContext context, String property, String type) {
        Stream<GraphResource> standing =
                defaultRoutes(subnet, context).flatMap(route -> context.references(route, property, type).stream());
        Stream<GraphResource> inline =
                tables(subnet, context).flatMap(table -> context.references(table, "routes", type).stream());
        return Stream.concat(standing, inline).distinct().toList();
    }

    private static boolean leadsToInternetGateway(PropertyValue gateway) {
        return gateway.asText().orElse("").startsWith("igw-");
    }

    private static Stream<GraphResource> defaultRoutes(GraphResource subnet, RuleContext context) {
        return tables(subnet, context)
                .flatMap(table -> context.referrers(table, "routeTableId", AwsTypes.EC2_ROUTE).stream())
                .filter(route -> Cidr.isWorld(route.input("destinationCidrBlock"))
                        || Cidr.isWorld(route.input("destinationIpv6CidrBlock")));
    }

    private static Stream<PropertyValue> inlineRoutes(GraphResource subnet, RuleContext context) {
        return tables(subnet, context)
                .flatMap(table -> table.input("routes").elements().stream())
                .filter(route -> Cidr.isWorld(route.at("cidrBlock")) || Cidr.isWorld(route.at("ipv6CidrBlock")));
    }

    private static Stream<GraphResource> tables(GraphResource subnet, RuleContext context) {
        List<GraphResource> associations = context.referrers(subnet, "subnetId", AwsTypes.EC2_ROUTE_TABLE_ASSOCIATION);
        return (associations.isEmpty() ? mainTables(subnet, context) : tablesOf(associations, context)).distinct();
    }

    private static Stream<GraphResource> tablesOf(List<GraphResource> associations, RuleContext context) {
        return associations.stream()
                .flatMap(association ->
                        context.references(association, "routeTableId", AwsTypes.EC2_ROUTE_TABLE).stream());
    }

    /** A subnet that is associated with no route table has the main one of its VPC. */
    private static Stream<GraphResource> mainTables(GraphResource subnet, RuleContext context) {
        return context.references(subnet, "vpcId", AwsTypes.EC2_VPC).stream()
                .flatMap(vpc -> Stream.concat(
                        tablesOf(context.referrers(vpc, "vpcId", AwsTypes.EC2_MAIN_ROUTE_TABLE_ASSOCIATION), context),
                        context.referrers(vpc, "defaultRouteTableId", AwsTypes.EC2_DEFAULT_ROUTE_TABLE).stream()));
    }

    /** Returns a subnet's Availability Zone; empty when AWS chooses it, or while it is unknown. */
    public static Optional<String> zoneOf(GraphResource subnet) {
        return subnet.output("availabilityZone")
                .asText()
                .or(() -> subnet.input("availabilityZone").asText())
                .or(() -> subnet.input("availabilityZoneId").asText());
    }

    /** Returns the Availability Zones of subnets, as far as they are known. */
    public static Set<String> zonesOf(List<GraphResource> subnets) {
        return subnets.stream()
                .flatMap(subnet -> zoneOf(subnet).stream())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** No subnet that a property names sends its traffic to an internet gateway; other stacks' subnets are not judged. */
    public static Condition arePrivate(String property) {
        return named(property, (resource, context, subnets) -> {
            String open = subnets.stream()
                    .filter(subnet -> exitOf(subnet, context) == Exit.INTERNET_GATEWAY)
                    .map(GraphResource::name)
                    .collect(Collectors.joining(", "));
            return Verdict.passIf(
                    open.isEmpty(), property + " names subnets with a route to an internet gateway: " + open);
        });
    }

    /** The subnets that a property names stand in some or more Availability Zones. */
    public static Condition spanZones(String property, int least) {
        return named(property, (resource, context, subnets) -> {
            Set<String> zones = zonesOf(subnets);
            if (zones.size() >= least) {
                return Verdict.PASS;
            }
            boolean all = subnets.stream().allMatch(subnet -> zoneOf(subnet).isPresent())
                    && resource.input(property).elements().size() <= subnets.size();
            return all
                    ? Verdict.fail(property + " names subnets in " + zones + " but must be in " + least
                            + " or more Availability Zones")
                    : Verdict.unknown(property);
        });
    }

    @FunctionalInterface
    private interface Judge {
        Verdict judge(GraphResource resource, RuleContext context, List<GraphResource> subnets);
    }

    private static Condition named(String property, Judge judge) {
        return (resource, context) -> {
            List<GraphResource> subnets = context.references(resource, property, AwsTypes.EC2_SUBNET);
            PropertyValue value = resource.input(property);
            if (!subnets.isEmpty()) {
                return judge.judge(resource, context, subnets);
            }
            if (value.containsUnknown()) {
                return Verdict.unknown(property);
            }
            boolean names = value.asText().isPresent() || !value.elements().isEmpty();
            return names
                    ? Verdict.NOT_APPLICABLE
                    : Verdict.fail(property + " is " + value.describe() + " but must name subnets");
        };
    }
}
