package dev.plinth.diagram;

import dev.plinth.model.GraphResource;
import dev.plinth.model.ResourceGraph;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** VPCs, their subnets by the way out, NAT gateways and endpoints. */
final class Networks {

    private final Drafts drafts;
    private final ResourceGraph graph;

    Networks(Drafts drafts) {
        this.drafts = drafts;
        this.graph = drafts.graph();
    }

    private enum Reach {
        PUBLIC("Public subnets", "a route to the internet gateway"),
        PRIVATE("Private subnets", "outwards through NAT"),
        ISOLATED("Data subnets", "no route to the internet");

        private final String title;
        private final String meaning;

        Reach(String title, String meaning) {
            this.title = title;
            this.meaning = meaning;
        }
    }

    void create() {
        for (GraphResource vpc : graph.ofType(Types.VPC)) {
            Draft draft = drafts.show(
                    drafts.regionOf(vpc),
                    new Draft(
                            vpc.urn(),
                            Kind.VPC,
                            "VPC",
                            Words.join(" ", drafts.name(vpc), Words.text(vpc, "cidrBlock"))),
                    vpc);
            for (Reach reach : Reach.values()) {
                List<GraphResource> subnets = graph.ofType(Types.SUBNET).stream()
                        .filter(subnet ->
                                graph.references(subnet, "vpcId", Types.VPC).contains(vpc) && reach(subnet) == reach)
                        .sorted(Comparator.comparing((GraphResource subnet) -> Words.text(subnet, "availabilityZone"))
                                .thenComparing(GraphResource::urn))
                        .toList();
                if (!subnets.isEmpty()) {
                    createTier(draft, vpc, reach, subnets);
                }
            }
            createNatGateways(vpc);
            createEndpoints(vpc, draft);
        }
    }

    private void createTier(Draft network, GraphResource vpc, Reach reach, List<GraphResource> subnets) {
        Draft tier = drafts.show(network, new Draft(reach + " " + vpc.urn(), Kind.TIER, reach.meaning, reach.title));
        for (GraphResource subnet : subnets) {
            drafts.setTier(subnet, tier);
            drafts.show(tier, new Draft(subnet.urn(), Kind.SUBNET, "", zoneAndAddresses(subnet)), subnet);
        }
    }

    private String zoneAndAddresses(GraphResource subnet) {
        String known = Words.join("  ", Words.text(subnet, "availabilityZone"), Words.text(subnet, "cidrBlock"));
        return known.isEmpty() ? subnet.name() : known;
    }

    private Reach reach(GraphResource subnet) {
        List<GraphResource> routes = routes(subnet);
        boolean direct = routes.stream().anyMatch(route -> leads(route, "gatewayId", Types.INTERNET_GATEWAY));
        boolean translated = routes.stream().anyMatch(route -> leads(route, "natGatewayId", Types.NAT_GATEWAY));
        return direct ? Reach.PUBLIC : translated ? Reach.PRIVATE : Reach.ISOLATED;
    }

    private boolean leads(GraphResource route, String property, String type) {
        return !graph.references(route, route.type().equals(Types.ROUTE) ? property : "routes", type)
                .isEmpty();
    }

    /** A subnet's routes: resources of their own, or a route table that has its routes in itself. */
    List<GraphResource> routes(GraphResource subnet) {
        List<GraphResource> routes = new ArrayList<>();
        for (GraphResource association : graph.referrers(subnet, "subnetId", Types.ROUTE_TABLE_ASSOCIATION)) {
            for (GraphResource table : graph.references(association, "routeTableId", Types.ROUTE_TABLE)) {
                routes.add(table);
                routes.addAll(graph.referrers(table, "routeTableId", Types.ROUTE));
            }
        }
        return routes;
    }

    private void createNatGateways(GraphResource vpc) {
        Map<Draft, List<GraphResource>> byTier = new LinkedHashMap<>();
        for (GraphResource gateway : graph.ofType(Types.NAT_GATEWAY)) {
            for (GraphResource subnet : graph.references(gateway, "subnetId", Types.SUBNET)) {
                drafts.tier(subnet)
                        .filter(tier -> tier.id.endsWith(" " + vpc.urn()))
                        .ifPresent(tier -> byTier.computeIfAbsent(tier, key -> new ArrayList<>())
                                .add(gateway));
            }
        }
        byTier.forEach((tier, gateways) -> {
            Draft draft = drafts.show(
                    tier,
                    new Draft("nat " + tier.id, Kind.NAT_GATEWAY, "NAT", Words.count(gateways.size(), "NAT gateway")),
                    gateways.toArray(GraphResource[]::new));
            draft.detail(gateways.size() == 1 ? "for all zones" : "one a zone");
        });
    }

    private void createEndpoints(GraphResource vpc, Draft network) {
        List<GraphResource> endpoints = graph.referrers(vpc, "vpcId", Types.ENDPOINT);
        if (endpoints.isEmpty()) {
            return;
        }
        Predicate<GraphResource> isInterface =
                endpoint -> Words.text(endpoint, "vpcEndpointType").equals("Interface");
        List<GraphResource> interfaces = endpoints.stream().filter(isInterface).toList();
        List<GraphResource> gateways =
                endpoints.stream().filter(isInterface.negate()).toList();
        Draft holder = Stream.concat(
                        interfaces.stream()
                                .flatMap(endpoint -> graph.references(endpoint, "subnetIds", Types.SUBNET).stream()),
                        gateways.stream().flatMap(this::served))
                .flatMap(subnet -> drafts.tier(subnet).stream())
                .findFirst()
                .orElse(network);
        Draft draft = drafts.show(
                holder,
                new Draft(
                        "endpoints " + vpc.urn(),
                        Kind.ENDPOINTS,
                        "VPC endpoints",
                        interfaces.isEmpty()
                                ? Words.count(gateways.size(), "gateway endpoint")
                                : Words.count(interfaces.size(), "interface endpoint")),
                endpoints.toArray(GraphResource[]::new));
        Words.lines(services(interfaces)).forEach(draft::detail);
        if (!gateways.isEmpty()) {
            draft.detail("gateway: " + String.join(", ", services(gateways)));
        }
    }

    /** The subnets whose route tables lead to a gateway endpoint. */
    private Stream<GraphResource> served(GraphResource endpoint) {
        return graph.references(endpoint, "routeTableIds", Types.ROUTE_TABLE).stream()
                .flatMap(table -> graph.referrers(table, "routeTableId", Types.ROUTE_TABLE_ASSOCIATION).stream())
                .flatMap(association -> graph.references(association, "subnetId", Types.SUBNET).stream());
    }

    /** The names of the services behind endpoints, such as {@code ecr.api}. */
    private static List<String> services(List<GraphResource> endpoints) {
        return endpoints.stream()
                .map(endpoint -> Words.text(endpoint, "serviceName")
                        .replaceFirst("^(com|cn\\.com)\\.amazonaws\\.[a-z0-9-]+\\.", ""))
                .filter(service -> !service.isEmpty())
                .sorted()
                .toList();
    }
}
