package dev.plinth.diagram.architecture;

import dev.plinth.diagram.model.ElementKind;
import dev.plinth.model.AwsTypes;
import dev.plinth.model.GraphResource;
import dev.plinth.model.ResourceGraph;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** VPCs, their subnets grouped by the route to the internet, NAT gateways and endpoints. */
final class NetworkElements {

    private final DiagramBuilder diagram;
    private final ResourceGraph graph;

    NetworkElements(DiagramBuilder diagram) {
        this.diagram = diagram;
        this.graph = diagram.graph();
    }

    private enum Reach {
        PUBLIC("Public subnets", "route to the internet gateway"),
        PRIVATE("Private subnets", "outbound through NAT"),
        ISOLATED("Data subnets", "no route to the internet");

        private final String title;
        private final String meaning;

        Reach(String title, String meaning) {
            this.title = title;
            this.meaning = meaning;
        }
    }

    void create() {
        for (GraphResource vpc : graph.ofType(AwsTypes.EC2_VPC)) {
            ElementNode element = diagram.show(
                    diagram.regionOf(vpc),
                    new ElementNode(
                            vpc.urn(),
                            ElementKind.VPC,
                            "VPC",
                            Labels.join(" ", diagram.name(vpc), Labels.text(vpc, "cidrBlock"))),
                    vpc);
            for (Reach reach : Reach.values()) {
                List<GraphResource> subnets = graph.ofType(AwsTypes.EC2_SUBNET).stream()
                        .filter(subnet -> graph.references(subnet, "vpcId", AwsTypes.EC2_VPC)
                                        .contains(vpc)
                                && reach(subnet) == reach)
                        .sorted(Comparator.comparing((GraphResource subnet) -> Labels.text(subnet, "availabilityZone"))
                                .thenComparing(GraphResource::urn))
                        .toList();
                if (!subnets.isEmpty()) {
                    createTier(element, vpc, reach, subnets);
                }
            }
            createNatGateways(vpc);
            createEndpoints(vpc, element);
        }
    }

    private void createTier(ElementNode network, GraphResource vpc, Reach reach, List<GraphResource> subnets) {
        ElementNode tier = diagram.show(
                network, new ElementNode(reach + " " + vpc.urn(), ElementKind.TIER, reach.meaning, reach.title));
        for (GraphResource subnet : subnets) {
            diagram.setTier(subnet, tier);
            diagram.show(tier, new ElementNode(subnet.urn(), ElementKind.SUBNET, "", zoneAndAddresses(subnet)), subnet);
        }
    }

    private String zoneAndAddresses(GraphResource subnet) {
        String known = Labels.join("  ", Labels.text(subnet, "availabilityZone"), Labels.text(subnet, "cidrBlock"));
        return known.isEmpty() ? subnet.name() : known;
    }

    private Reach reach(GraphResource subnet) {
        List<GraphResource> routes = routes(subnet);
        boolean direct = routes.stream().anyMatch(route -> leads(route, "gatewayId", AwsTypes.EC2_INTERNET_GATEWAY));
        boolean translated = routes.stream().anyMatch(route -> leads(route, "natGatewayId", AwsTypes.EC2_NAT_GATEWAY));
        return direct ? Reach.PUBLIC : translated ? Reach.PRIVATE : Reach.ISOLATED;
    }

    private boolean leads(GraphResource route, String property, String type) {
        return !graph.references(route, route.type().equals(AwsTypes.EC2_ROUTE) ? property : "routes", type)
                .isEmpty();
    }

    /** Returns the routes of a subnet: route resources, and route tables with inline routes. */
    List<GraphResource> routes(GraphResource subnet) {
        List<GraphResource> routes = new ArrayList<>();
        for (GraphResource association : graph.referrers(subnet, "subnetId", AwsTypes.EC2_ROUTE_TABLE_ASSOCIATION)) {
            for (GraphResource table : graph.references(association, "routeTableId", AwsTypes.EC2_ROUTE_TABLE)) {
                routes.add(table);
                routes.addAll(graph.referrers(table, "routeTableId", AwsTypes.EC2_ROUTE));
            }
        }
        return routes;
    }

    private void createNatGateways(GraphResource vpc) {
        Map<ElementNode, List<GraphResource>> byTier = new LinkedHashMap<>();
        for (GraphResource gateway : graph.ofType(AwsTypes.EC2_NAT_GATEWAY)) {
            for (GraphResource subnet : graph.references(gateway, "subnetId", AwsTypes.EC2_SUBNET)) {
                diagram.tier(subnet)
                        .filter(tier -> tier.id.endsWith(" " + vpc.urn()))
                        .ifPresent(tier -> byTier.computeIfAbsent(tier, key -> new ArrayList<>())
                                .add(gateway));
            }
        }
        byTier.forEach((tier, gateways) -> {
            ElementNode element = diagram.show(
                    tier,
                    new ElementNode(
                            "nat " + tier.id,
                            ElementKind.NAT_GATEWAY,
                            "NAT",
                            Labels.count(gateways.size(), "NAT gateway")),
                    gateways.toArray(GraphResource[]::new));
            element.detail(gateways.size() == 1 ? "for all zones" : "one per zone");
        });
    }

    private void createEndpoints(GraphResource vpc, ElementNode network) {
        List<GraphResource> endpoints = graph.referrers(vpc, "vpcId", AwsTypes.EC2_VPC_ENDPOINT);
        if (endpoints.isEmpty()) {
            return;
        }
        Predicate<GraphResource> isInterface =
                endpoint -> Labels.text(endpoint, "vpcEndpointType").equals("Interface");
        List<GraphResource> interfaces = endpoints.stream().filter(isInterface).toList();
        List<GraphResource> gateways =
                endpoints.stream().filter(isInterface.negate()).toList();
        ElementNode holder = Stream.concat(
                        interfaces.stream()
                                .flatMap(endpoint ->
                                        graph.references(endpoint, "subnetIds", AwsTypes.EC2_SUBNET).stream()),
                        gateways.stream().flatMap(this::served))
                .flatMap(subnet -> diagram.tier(subnet).stream())
                .findFirst()
                .orElse(network);
        ElementNode element = diagram.show(
                holder,
                new ElementNode(
                        "endpoints " + vpc.urn(),
                        ElementKind.ENDPOINTS,
                        "VPC endpoints",
                        interfaces.isEmpty()
                                ? Labels.count(gateways.size(), "gateway endpoint")
                                : Labels.count(interfaces.size(), "interface endpoint")),
                endpoints.toArray(GraphResource[]::new));
        Labels.lines(services(interfaces)).forEach(element::detail);
        if (!gateways.isEmpty()) {
            element.detail("gateway: " + String.join(", ", services(gateways)));
        }
    }

    /** Returns the subnets with a route to a gateway endpoint. */
    private Stream<GraphResource> served(GraphResource endpoint) {
        return graph.references(endpoint, "routeTableIds", AwsTypes.EC2_ROUTE_TABLE).stream()
                .flatMap(table -> graph.referrers(table, "routeTableId", AwsTypes.EC2_ROUTE_TABLE_ASSOCIATION).stream())
                .flatMap(association -> graph.references(association, "subnetId", AwsTypes.EC2_SUBNET).stream());
    }

    /** Returns the services of endpoints, such as {@code ecr.api}. */
    private static List<String> services(List<GraphResource> endpoints) {
        return endpoints.stream()
                .map(endpoint -> Labels.text(endpoint, "serviceName")
                        .replaceFirst("^(com|cn\\.com)\\.amazonaws\\.[a-z0-9-]+\\.", ""))
                .filter(service -> !service.isEmpty())
                .sorted()
                .toList();
    }
}
