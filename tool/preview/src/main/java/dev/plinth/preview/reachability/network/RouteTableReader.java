package dev.plinth.preview.reachability.network;

import dev.plinth.model.AwsTypes;
import dev.plinth.model.GraphResource;
import dev.plinth.model.PropertyValue;
import dev.plinth.model.ResourceGraph;
import dev.plinth.preview.reachability.network.CloudNetwork.Route;
import dev.plinth.preview.reachability.network.CloudNetwork.RouteTable;
import dev.plinth.preview.reachability.network.CloudNetwork.Subnet;
import dev.plinth.preview.reachability.network.CloudNetwork.Target;
import inet.ipaddr.IPAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Reads route tables with all of their routes. */
final class RouteTableReader {

    /** Type tokens of route tables. */
    static final String[] ROUTE_TABLES = {AwsTypes.EC2_ROUTE_TABLE, AwsTypes.EC2_DEFAULT_ROUTE_TABLE};

    /** Gateways that a route may name, each by a separate property. */
    private static final List<Gateway> GATEWAYS = List.of(
            new Gateway("gatewayId", AwsTypes.EC2_INTERNET_GATEWAY, Target.INTERNET_GATEWAY),
            new Gateway("egressOnlyGatewayId", AwsTypes.EC2_EGRESS_ONLY_INTERNET_GATEWAY, Target.EGRESS_ONLY_GATEWAY),
            new Gateway("natGatewayId", AwsTypes.EC2_NAT_GATEWAY, Target.NAT_GATEWAY),
            new Gateway("vpcPeeringConnectionId", AwsTypes.EC2_VPC_PEERING_CONNECTION, Target.PEERING));

    /** Properties of routes to networks that are not analysed. */
    private static final List<String> OTHER_GATEWAYS = List.of(
            "transitGatewayId",
            "networkInterfaceId",
            "vpcEndpointId",
            "carrierGatewayId",
            "localGatewayId",
            "coreNetworkArn");

    private final ResourceGraph graph;
    private final SecurityGroupReader groups;
    private final Map<String, Optional<Subnet>> natSubnets;
    private final Map<String, RouteTable> tables = new TreeMap<>();
    private final Map<String, RouteTable> mainTables = new TreeMap<>();
    private final Map<String, Set<String>> remoteNetworks = new TreeMap<>();
    private final Map<String, String> remoteNames = new TreeMap<>();

    private record Gateway(String property, String type, Target target) {}

    private record RouteTarget(Target kind, String id, String name, String text, Verdict certainty) {}

    /**
     * Reads the route tables of a stack.
     *
     * @param natSubnets the subnets of NAT gateways by URN; empty before the subnets are read
     */
    RouteTableReader(ResourceGraph graph, SecurityGroupReader groups, Map<String, Optional<Subnet>> natSubnets) {
        this.graph = graph;
        this.groups = groups;
        this.natSubnets = natSubnets;
        readTables();
    }

    /** Returns the networks behind gateways out of the stack, by the gateway's URN or id. */
    Map<String, Set<String>> remoteNetworks() {
        return remoteNetworks;
    }

    /** Returns the name of a gateway out of the stack. */
    String remoteName(String gateway) {
        return remoteNames.getOrDefault(gateway, gateway);
    }

    /** Returns the route table of a subnet: the one that is associated with it, or else the main one of its VPC. */
    RouteTable of(GraphResource subnet, String vpc) {
        return graph.referrers(subnet, "subnetId", AwsTypes.EC2_ROUTE_TABLE_ASSOCIATION).stream()
                .flatMap(association -> graph.references(association, "routeTableId", ROUTE_TABLES).stream())
                .findFirst()
                .map(found -> tables.get(found.urn()))
                .orElseGet(() -> mainTable(vpc));
    }

    /** Returns the main route table of a VPC; unless the stack changes it, it has only the local route. */
    private RouteTable mainTable(String vpc) {
        @Nullable RouteTable main = mainTables.get(vpc);
        if (main != null) {
            return main;
        }
        Optional<GraphResource> owner = graph.resource(vpc);
        return new RouteTable("", "main", owner.map(this::localRoutes).orElse(List.of()), owner.isPresent());
    }

    private void readTables() {
        for (GraphResource table : graph.ofType(AwsTypes.EC2_ROUTE_TABLE, AwsTypes.EC2_DEFAULT_ROUTE_TABLE)) {
            Optional<GraphResource> vpc = table.type().equals(AwsTypes.EC2_ROUTE_TABLE)
                    ? graph.references(table, "vpcId", AwsTypes.EC2_VPC).stream()
                            .findFirst()
                    : vpcOfDefault(table, "defaultRouteTableId");
            List<Route> routes = new ArrayList<>(vpc.map(this::localRoutes).orElse(List.of()));
            List<PropertyValue> inline = table.input("routes").elements();
            for (int i = 0; i < inline.size(); i++) {
                routes.addAll(route(table, "routes[" + i + "].", "cidrBlock", "ipv6CidrBlock"));
            }
            for (GraphResource route : graph.referrers(table, "routeTableId", AwsTypes.EC2_ROUTE)) {
                routes.addAll(route(route, "", "destinationCidrBlock", "destinationIpv6CidrBlock"));
            }
            RouteTable read = new RouteTable(
                    table.urn(), table.name(), routes, !table.input("routes").isUnknown());
            tables.put(table.urn(), read);
            if (table.type().equals(AwsTypes.EC2_DEFAULT_ROUTE_TABLE)) {
                vpc.ifPresent(owner -> mainTables.put(owner.urn(), read));
            }
        }
        for (GraphResource main : graph.ofType(AwsTypes.EC2_MAIN_ROUTE_TABLE_ASSOCIATION)) {
            graph.references(main, "routeTableId", AwsTypes.EC2_ROUTE_TABLE).stream()
                    .findFirst()
                    .ifPresent(table -> mainTables.put(CloudNetworkReader.vpc(graph, main), tables.get(table.urn())));
        }
    }

    private Optional<GraphResource> vpcOfDefault(GraphResource resource, String property) {
        return vpcOfDefault(graph, resource, property);
    }

    /**
     * Returns the VPC of a default resource such as a default route table. It may be named by an id that is known only after
     * the update; in a stack with one VPC it belongs to that one.
     */
    static Optional<GraphResource> vpcOfDefault(ResourceGraph graph, GraphResource resource, String property) {
        List<GraphResource> referenced = graph.references(resource, property, AwsTypes.EC2_VPC);
        List<GraphResource> all = graph.ofType(AwsTypes.EC2_VPC);
        return referenced.stream().findFirst().or(() -> all.size() == 1 ? Optional.of(all.get(0)) : Optional.empty());
    }

    private List<Route> localRoutes(GraphResource vpc) {
        List<Route> routes = new ArrayList<>();
        List<PropertyValue> blocks = new ArrayList<>(List.of(vpc.input("cidrBlock"), vpc.output("ipv6CidrBlock")));
        graph.referrers(vpc, "vpcId", AwsTypes.EC2_VPC_IPV4_CIDR_BLOCK_ASSOCIATION)
                .forEach(association -> blocks.add(association.input("cidrBlock")));
        graph.ofType(AwsTypes.EC2_SUBNET).stream()
                .filter(subnet ->
                        graph.references(subnet, "vpcId", AwsTypes.EC2_VPC).contains(vpc))
                .forEach(subnet -> {
                    // The VPC's own block may be unknown before the update while those of its subnets are known.
                    blocks.add(subnet.input("cidrBlock"));
                    blocks.add(subnet.input("ipv6CidrBlock"));
                });
        for (PropertyValue block : blocks) {
            Networks.read(block)
                    .ifPresent(cidr -> routes.add(new Route(
                            new Hop(vpc.urn(), "local route"),
                            cidr,
                            Target.LOCAL,
                            vpc.urn(),
                            Optional.empty(),
                            Verdict.YES)));
        }
        return routes;
    }

    private List<Route> route(GraphResource owner, String prefix, String ipv4, String ipv6) {
        List<@Nullable IPAddress> cidrs = new ArrayList<>();
        PropertyValue list = owner.input(prefix + "destinationPrefixListId");
        List<GraphResource> lists =
                graph.references(owner, prefix + "destinationPrefixListId", AwsTypes.EC2_MANAGED_PREFIX_LIST);
        for (String property : List.of(ipv4, ipv6)) {
            PropertyValue value = owner.input(prefix + property);
            if (!value.isAbsent()) {
                cidrs.add(Networks.read(value).orElse(null));
            }
        }
        if (!list.isAbsent()) {
            if (lists.size() == 1) {
                cidrs.addAll(groups.entries(lists.get(0)));
            } else {
                cidrs.add(null);
            }
        }
        RouteTarget target = target(owner, prefix);
        List<Route> routes = new ArrayList<>();
        for (@Nullable IPAddress cidr : cidrs) {
            String where = cidr == null ? "a network known after the update" : cidr.toString();
            if (target.kind == Target.PEERING || target.kind == Target.OTHER) {
                Set<String> beyond = remoteNetworks.computeIfAbsent(target.id, key -> new TreeSet<>());
                if (cidr != null) {
                    beyond.add(cidr.toString());
                }
                remoteNames.put(target.id, target.name);
            }
            routes.add(new Route(
                    new Hop(owner.urn(), "route " + where + " → " + target.text),
                    cidr,
                    target.kind,
                    target.id,
                    natSubnets.getOrDefault(target.id, Optional.empty()),
                    target.certainty));
        }
        return routes;
    }

    private RouteTarget target(GraphResource owner, String prefix) {
        for (Gateway gateway : GATEWAYS) {
            String property = prefix + gateway.property();
            PropertyValue value = owner.input(property);
            if (!value.isAbsent() && value.asText().filter(String::isEmpty).isEmpty()) {
                return graph.references(owner, property, gateway.type()).stream()
                        .findFirst()
                        .map(found -> inStack(gateway, found))
                        .orElseGet(() -> outOfStack(gateway, value));
            }
        }
        for (String property : OTHER_GATEWAYS) {
            PropertyValue value = owner.input(prefix + property);
            if (!value.isAbsent()) {
                String id = graph.references(owner, prefix + property).stream()
                        .findFirst()
                        .map(GraphResource::name)
                        .or(value::asText)
                        .orElse("a gateway known after the update");
                return new RouteTarget(Target.OTHER, id, id, "gateway " + id, Verdict.MAYBE);
            }
        }
        return new RouteTarget(Target.OTHER, "unknown gateway", "unknown gateway", "unknown gateway", Verdict.MAYBE);
    }

    private static RouteTarget inStack(Gateway gateway, GraphResource found) {
        boolean isPrivateNat = gateway.target() == Target.NAT_GATEWAY
                && found.input("connectivityType")
                        .asText()
                        .filter("private"::equals)
                        .isPresent();
        return new RouteTarget(
                isPrivateNat ? Target.OTHER : gateway.target(),
                found.urn(),
                found.name(),
                label(gateway.target()) + " " + found.name(),
                Verdict.YES);
    }

    private static RouteTarget outOfStack(Gateway gateway, PropertyValue value) {
        String id = value.asText().orElse("a gateway known after the update");
        if (id.equals("local")) {
            return new RouteTarget(Target.LOCAL, id, id, id, Verdict.YES);
        }
        // gatewayId may also name a virtual private gateway; the prefix of the id shows which.
        if (gateway.target() != Target.INTERNET_GATEWAY || id.startsWith("igw-")) {
            String text = label(gateway.target()) + " " + id;
            return new RouteTarget(gateway.target(), id, id, text, value.isUnknown() ? Verdict.MAYBE : Verdict.YES);
        }
        return value.isUnknown()
                ? new RouteTarget(Target.INTERNET_GATEWAY, id, id, id, Verdict.MAYBE)
                : new RouteTarget(Target.OTHER, id, id, "gateway " + id, Verdict.MAYBE);
    }

    private static String label(Target kind) {
        return switch (kind) {
            case INTERNET_GATEWAY -> "internet gateway";
            case EGRESS_ONLY_GATEWAY -> "egress-only internet gateway";
            case NAT_GATEWAY -> "NAT gateway";
            case PEERING -> "peering";
            case LOCAL -> "local";
            case OTHER -> "gateway";
        };
    }
}
