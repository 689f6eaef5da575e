package dev.plinth.preview.reachability;

import dev.plinth.model.GraphResource;
import dev.plinth.model.PropertyValue;
import dev.plinth.model.ResourceGraph;
import dev.plinth.preview.reachability.CloudNetwork.Endpoint;
import dev.plinth.preview.reachability.CloudNetwork.Kind;
import dev.plinth.preview.reachability.CloudNetwork.Peering;
import dev.plinth.preview.reachability.CloudNetwork.Proxied;
import dev.plinth.preview.reachability.CloudNetwork.Route;
import dev.plinth.preview.reachability.CloudNetwork.RouteTable;
import dev.plinth.preview.reachability.CloudNetwork.Subnet;
import dev.plinth.preview.reachability.CloudNetwork.Target;
import inet.ipaddr.IPAddress;
import inet.ipaddr.IPAddress.IPVersion;
import inet.ipaddr.IPAddressString;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Reads a stack's networks from its resources, by reference where ids are not known yet. */
final class CloudNetworkReader {

    /** The name of every public address but Cloudflare's; as a destination, of every public address. */
    static final String INTERNET = "internet";

    /** The name of Cloudflare's own addresses. */
    static final String CLOUDFLARE = "cloudflare";

    static final String VPC = "aws:ec2/vpc:Vpc";
    static final String SUBNET = "aws:ec2/subnet:Subnet";
    private static final String ROUTE_TABLE = "aws:ec2/routeTable:RouteTable";
    private static final String DEFAULT_ROUTE_TABLE = "aws:ec2/defaultRouteTable:DefaultRouteTable";
    /** Types of route tables. */
    static final String[] ROUTE_TABLES = {ROUTE_TABLE, DEFAULT_ROUTE_TABLE};

    private static final String INTERNET_GATEWAY = "aws:ec2/internetGateway:InternetGateway";
    private static final String EGRESS_ONLY_GATEWAY = "aws:ec2/egressOnlyInternetGateway:EgressOnlyInternetGateway";
    private static final String NAT_GATEWAY = "aws:ec2/natGateway:NatGateway";
    private static final String PEERING = "aws:ec2/vpcPeeringConnection:VpcPeeringConnection";

    /** What the internet's routers carry: all but the blocks that IANA's special-purpose registries keep from it. */
    private static final List<IPAddress> PUBLIC = publicAddresses();

    /** Cloudflare's addresses, as https://www.cloudflare.com/ips-v4 and ips-v6 list them. */
    private static final List<IPAddress> CLOUDFLARE_NETWORKS = List.of(
                    "103.21.244.0/22",
                    "103.22.200.0/22",
                    "103.31.4.0/22",
                    "104.16.0.0/13",
                    "104.24.0.0/14",
                    "108.162.192.0/18",
                    "131.0.72.0/22",
                    "141.101.64.0/18",
                    "162.158.0.0/15",
                    "172.64.0.0/13",
                    "173.245.48.0/20",
                    "188.114.96.0/20",
                    "190.93.240.0/20",
                    "197.234.240.0/22",
                    "198.41.128.0/17",
                    "2400:cb00::/32",
                    "2405:8100::/32",
                    "2405:b500::/32",
                    "2606:4700::/32",
                    "2803:f800::/32",
                    "2a06:98c0::/29",
                    "2c0f:f248::/32")
            .stream()
            .map(CloudNetworkReader::address)
            .toList();

    private final ResourceGraph graph;
    private final GroupReader groups;
    private final AclReader acls;
    private final Map<String, Subnet> subnets = new TreeMap<>();
    private final Map<String, RouteTable> tables = new TreeMap<>();
    private final Map<String, RouteTable> mainTables = new TreeMap<>();
    private final Map<String, Set<String>> remotes = new TreeMap<>();
    private final Map<String, String> remoteNames = new TreeMap<>();
    private final Map<String, Optional<Subnet>> natSubnets = new TreeMap<>();

    private CloudNetworkReader(ResourceGraph graph) {
        this.graph = graph;
        this.groups = new GroupReader(graph);
        this.acls = new AclReader(graph);
    }

    /** Reads the networks of a stack. */
    static CloudNetwork read(ResourceGraph graph) {
        return new CloudNetworkReader(graph).read();
    }

    static IPAddress address(String cidr) {
        return new IPAddressString(cidr).getAddress().toPrefixBlock();
    }

    /** A network that a property holds; empty when it holds something else or is known only later. */
    static Optional<IPAddress> cidr(PropertyValue value) {
        return value.asText()
                .map(text -> new IPAddressString(text).getAddress())
                .map(address -> address.isPrefixed() ? address.toPrefixBlock() : address);
    }

    private static List<IPAddress> publicAddresses() {
        List<IPAddress> blocks = List.of(address("0.0.0.0/0"));
        for (String special : List.of(
                "0.0.0.0/8",
                "10.0.0.0/8",
                "100.64.0.0/10",
                "127.0.0.0/8",
                "169.254.0.0/16",
                "172.16.0.0/12",
                "192.168.0.0/16",
                "224.0.0.0/3")) {
            blocks = without(blocks, address(special));
        }
        List<IPAddress> all = new ArrayList<>(blocks);
        all.add(address("2000::/3"));
        return List.copyOf(all);
    }

    private static List<IPAddress> without(List<IPAddress> blocks, IPAddress part) {
        List<IPAddress> rest = new ArrayList<>();
        for (IPAddress block : blocks) {
            if (block.getIPVersion() != part.getIPVersion()
                    || !block.toSequentialRange().overlaps(part.toSequentialRange())) {
                rest.add(block);
            } else {
                for (var range : block.toSequentialRange().subtract(part.toSequentialRange())) {
                    rest.addAll(List.of(range.spanWithPrefixBlocks()));
                }
            }
        }
        return rest;
    }

    private CloudNetwork read() {
        // NAT gateways are named by routes and stand in subnets that have routes themselves.
        readTables(false);
        readSubnets();
        for (GraphResource nat : graph.ofType(NAT_GATEWAY)) {
            natSubnets.put(
                    nat.urn(),
                    graph.references(nat, "subnetId", SUBNET).stream()
                            .findFirst()
                            .map(subnet -> subnets.get(subnet.urn())));
        }
        tables.clear();
        mainTables.clear();
        readTables(true);
        readSubnets();

        EndpointReader reader = new EndpointReader(graph, groups, subnets);
        List<Endpoint> endpoints = new ArrayList<>(reader.read());
        List<IPAddress> elsewhere = PUBLIC;
        for (IPAddress network : CLOUDFLARE_NETWORKS) {
            elsewhere = without(elsewhere, network);
        }
        endpoints.add(outside(INTERNET, Kind.INTERNET, elsewhere, ""));
        endpoints.add(outside(CLOUDFLARE, Kind.CLOUDFLARE, CLOUDFLARE_NETWORKS, ""));
        List<Peering> peerings = peerings();
        remotes.forEach((gateway, cidrs) -> {
            boolean within = peerings.stream()
                    .anyMatch(peering -> peering.urn().equals(gateway)
                            && graph.resource(peering.vpc()).isPresent()
                            && graph.resource(peering.peerVpc()).isPresent());
            if (!within) {
                endpoints.add(outside(
                        remoteNames.getOrDefault(gateway, gateway),
                        Kind.REMOTE_NETWORK,
                        cidrs.stream().map(CloudNetworkReader::address).toList(),
                        gateway));
            }
        });
        groups.foreign().forEach(id -> endpoints.add(outside(id, Kind.FOREIGN_GROUP, List.of(), id)));
        return new CloudNetwork(List.copyOf(subnets.values()), peerings, endpoints, proxied(), reader.unplaced());
    }

    private static Endpoint outside(String name, Kind kind, List<IPAddress> networks, String gateway) {
        return new Endpoint(
                name, "", kind, List.of(), Verdict.YES, Verdict.YES, List.of(), networks, gateway, Set.of());
    }

    // Subnets

    private void readSubnets() {
        for (GraphResource subnet : graph.ofType(SUBNET)) {
            String vpc = vpc(subnet);
            RouteTable table =
                    graph.referrers(subnet, "subnetId", "aws:ec2/routeTableAssociation:RouteTableAssociation").stream()
                            .flatMap(association ->
                                    graph
                                            .references(association, "routeTableId", ROUTE_TABLE, DEFAULT_ROUTE_TABLE)
                                            .stream())
                            .findFirst()
                            .map(found -> tables.get(found.urn()))
                            .orElseGet(() -> mainTable(vpc));
            subnets.put(
                    subnet.urn(),
                    new Subnet(subnet.urn(), subnet.name(), vpc, blocks(subnet), table, acls.of(subnet, vpc)));
        }
    }

    private String vpc(GraphResource resource) {
        return graph.references(resource, "vpcId", VPC).stream()
                .findFirst()
                .map(GraphResource::urn)
                .orElseGet(() -> resource.input("vpcId").asText().orElse("unknown"));
    }

    /** A subnet without a route table of its own has the VPC's main one, which has the local route alone. */
    private RouteTable mainTable(String vpc) {
        @Nullable RouteTable main = mainTables.get(vpc);
        if (main != null) {
            return main;
        }
        Optional<GraphResource> owner = graph.resource(vpc);
        return new RouteTable("", "main", owner.map(this::localRoutes).orElse(List.of()), owner.isPresent());
    }

    private static List<AddressBlock> blocks(GraphResource subnet) {
        List<AddressBlock> blocks = new ArrayList<>();
        PropertyValue ipv4 = subnet.input("cidrBlock");
        if (!subnet.input("ipv6Native").asBoolean().orElse(false)) {
            blocks.add(cidr(ipv4).map(AddressBlock::of).orElseGet(() -> AddressBlock.unknown(IPVersion.IPV4)));
        }
        PropertyValue ipv6 = subnet.input("ipv6CidrBlock");
        if (!ipv6.isAbsent()) {
            blocks.add(cidr(ipv6).map(AddressBlock::of).orElseGet(() -> AddressBlock.unknown(IPVersion.IPV6)));
        }
        return blocks;
    }

    // Routes

    private void readTables(boolean withNat) {
        for (GraphResource table : graph.ofType(ROUTE_TABLE, DEFAULT_ROUTE_TABLE)) {
            Optional<GraphResource> vpc = table.type().equals(ROUTE_TABLE)
                    ? graph.references(table, "vpcId", VPC).stream().findFirst()
                    : vpcOfDefault(table, "defaultRouteTableId");
            List<Route> routes = new ArrayList<>(vpc.map(this::localRoutes).orElse(List.of()));
            List<PropertyValue> inline = table.input("routes").elements();
            for (int i = 0; i < inline.size(); i++) {
                routes.addAll(route(table, "routes[" + i + "].", "cidrBlock", "ipv6CidrBlock", withNat));
            }
            for (GraphResource route : graph.referrers(table, "routeTableId", "aws:ec2/route:Route")) {
                routes.addAll(route(route, "", "destinationCidrBlock", "destinationIpv6CidrBlock", withNat));
            }
            RouteTable read = new RouteTable(
                    table.urn(), table.name(), routes, !table.input("routes").isUnknown());
            tables.put(table.urn(), read);
            if (table.type().equals(DEFAULT_ROUTE_TABLE)) {
                vpc.ifPresent(owner -> mainTables.put(owner.urn(), read));
            }
        }
        for (GraphResource main : graph.ofType("aws:ec2/mainRouteTableAssociation:MainRouteTableAssociation")) {
            graph.references(main, "routeTableId", ROUTE_TABLE).stream()
                    .findFirst()
                    .ifPresent(table -> mainTables.put(vpc(main), tables.get(table.urn())));
        }
    }

    private Optional<GraphResource> vpcOfDefault(GraphResource resource, String property) {
        return vpcOfDefault(graph, resource, property);
    }

    /** What a VPC is born with names it by an id that only the VPC knows; in a stack with one VPC it is that one's. */
    static Optional<GraphResource> vpcOfDefault(ResourceGraph graph, GraphResource resource, String property) {
        List<GraphResource> referenced = graph.references(resource, property, VPC);
        List<GraphResource> all = graph.ofType(VPC);
        return referenced.stream().findFirst().or(() -> all.size() == 1 ? Optional.of(all.get(0)) : Optional.empty());
    }

    private List<Route> localRoutes(GraphResource vpc) {
        List<Route> routes = new ArrayList<>();
        List<PropertyValue> blocks = new ArrayList<>(List.of(vpc.input("cidrBlock"), vpc.output("ipv6CidrBlock")));
        graph.referrers(vpc, "vpcId", "aws:ec2/vpcIpv4CidrBlockAssociation:VpcIpv4CidrBlockAssociation")
                .forEach(association -> blocks.add(association.input("cidrBlock")));
        graph.ofType(SUBNET).stream()
                .filter(subnet -> graph.references(subnet, "vpcId", VPC).contains(vpc))
                .forEach(subnet -> {
                    // The VPC's own block may be known only later where its subnets' are written down.
                    blocks.add(subnet.input("cidrBlock"));
                    blocks.add(subnet.input("ipv6CidrBlock"));
                });
        for (PropertyValue block : blocks) {
            cidr(block)
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

    private List<Route> route(GraphResource owner, String prefix, String ipv4, String ipv6, boolean withNat) {
        List<@Nullable IPAddress> cidrs = new ArrayList<>();
        PropertyValue list = owner.input(prefix + "destinationPrefixListId");
        List<GraphResource> lists =
                graph.references(owner, prefix + "destinationPrefixListId", GroupReader.PREFIX_LIST);
        for (String property : List.of(ipv4, ipv6)) {
            PropertyValue value = owner.input(prefix + property);
            if (!value.isAbsent()) {
                cidrs.add(cidr(value).orElse(null));
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
            String where = cidr == null ? "a network known only later" : cidr.toString();
            if (target.kind == Target.PEERING || target.kind == Target.OTHER) {
                Set<String> beyond = remotes.computeIfAbsent(target.id, key -> new TreeSet<>());
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
                    withNat ? natSubnets.getOrDefault(target.id, Optional.empty()) : Optional.empty(),
                    target.certainty));
        }
        return routes;
    }

    private record RouteTarget(Target kind, String id, String name, String text, Verdict certainty) {}

    private RouteTarget target(GraphResource owner, String prefix) {
        Map<String, Target> kinds = new LinkedHashMap<>();
        kinds.put(INTERNET_GATEWAY, Target.INTERNET_GATEWAY);
        kinds.put(EGRESS_ONLY_GATEWAY, Target.EGRESS_ONLY_GATEWAY);
        kinds.put(NAT_GATEWAY, Target.NAT_GATEWAY);
        kinds.put(PEERING, Target.PEERING);
        Map<String, String> properties = Map.of(
                INTERNET_GATEWAY, "gatewayId",
                EGRESS_ONLY_GATEWAY, "egressOnlyGatewayId",
                NAT_GATEWAY, "natGatewayId",
                PEERING, "vpcPeeringConnectionId");
        for (Map.Entry<String, Target> kind : kinds.entrySet()) {
            String property = prefix + properties.get(kind.getKey());
            PropertyValue value = owner.input(property);
            if (value.isAbsent() || value.asText().filter(String::isEmpty).isPresent()) {
                continue;
            }
            List<GraphResource> found = graph.references(owner, property, kind.getKey());
            if (!found.isEmpty()) {
                GraphResource gateway = found.get(0);
                boolean isPrivateNat = kind.getValue() == Target.NAT_GATEWAY
                        && gateway.input("connectivityType")
                                .asText()
                                .filter("private"::equals)
                                .isPresent();
                return new RouteTarget(
                        isPrivateNat ? Target.OTHER : kind.getValue(),
                        gateway.urn(),
                        gateway.name(),
                        label(kind.getValue()) + " " + gateway.name(),
                        Verdict.YES);
            }
            String id = value.asText().orElse("a gateway known only later");
            if (id.equals("local")) {
                return new RouteTarget(Target.LOCAL, id, id, id, Verdict.YES);
            }
            // An id that the stack doesn't hold still tells by its prefix what it is.
            boolean internet = kind.getValue() != Target.INTERNET_GATEWAY || id.startsWith("igw-");
            return internet
                    ? new RouteTarget(
                            kind.getValue(),
                            id,
                            id,
                            label(kind.getValue()) + " " + id,
                            value.isUnknown() ? Verdict.MAYBE : Verdict.YES)
                    : value.isUnknown()
                            ? new RouteTarget(Target.INTERNET_GATEWAY, id, id, id, Verdict.MAYBE)
                            : new RouteTarget(Target.OTHER, id, id, "gateway " + id, Verdict.MAYBE);
        }
        for (String property : List.of(
                "transitGatewayId",
                "networkInterfaceId",
                "vpcEndpointId",
                "carrierGatewayId",
                "localGatewayId",
                "coreNetworkArn")) {
            PropertyValue value = owner.input(prefix + property);
            if (!value.isAbsent()) {
                String id = graph.references(owner, prefix + property).stream()
                        .findFirst()
                        .map(GraphResource::name)
                        .or(value::asText)
                        .orElse("a gateway known only later");
                return new RouteTarget(Target.OTHER, id, id, "gateway " + id, Verdict.MAYBE);
            }
        }
        return new RouteTarget(Target.OTHER, "unknown gateway", "unknown gateway", "unknown gateway", Verdict.MAYBE);
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

    private List<Peering> peerings() {
        return graph.ofType(PEERING).stream()
                .map(peering ->
                        new Peering(peering.urn(), peering.name(), end(peering, "vpcId"), end(peering, "peerVpcId")))
                .toList();
    }

    private String end(GraphResource peering, String property) {
        return graph.references(peering, property, VPC).stream()
                .findFirst()
                .map(GraphResource::urn)
                .orElseGet(() -> peering.input(property).asText().orElse("unknown"));
    }

    // Cloudflare

    private List<Proxied> proxied() {
        Set<String> httpsOnly = new TreeSet<>();
        for (GraphResource setting : graph.ofType("cloudflare:index/zoneSetting:ZoneSetting")) {
            if (setting.input("settingId")
                            .asText()
                            .filter("always_use_https"::equals)
                            .isPresent()
                    && setting.input("value").asText().filter("on"::equals).isPresent()) {
                httpsOnly.add(setting.input("zoneId").asText().orElse(""));
            }
        }
        List<Proxied> proxied = new ArrayList<>();
        for (GraphResource record :
                graph.ofType("cloudflare:index/dnsRecord:DnsRecord", "cloudflare:index/record:Record")) {
            PropertyValue flag = record.input("proxied");
            if (!flag.isUnknown() && !flag.asBoolean().orElse(false)) {
                continue;
            }
            for (GraphResource balancer :
                    graph.references(record, "content", EndpointReader.LOAD_BALANCERS.toArray(String[]::new))) {
                proxied.add(new Proxied(
                        new Hop(
                                record.urn(),
                                "Cloudflare proxies "
                                        + record.input("name").asText().orElse(record.name())),
                        balancer.urn(),
                        httpsOnly.contains(record.input("zoneId").asText().orElse("")),
                        flag.isUnknown() ? Verdict.MAYBE : Verdict.YES));
            }
        }
        return proxied;
    }
}
