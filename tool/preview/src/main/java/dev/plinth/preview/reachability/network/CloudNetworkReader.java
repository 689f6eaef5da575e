package dev.plinth.preview.reachability.network;

import dev.plinth.model.AwsTypes;
import dev.plinth.model.GraphResource;
import dev.plinth.model.PropertyValue;
import dev.plinth.model.ResourceGraph;
import dev.plinth.preview.reachability.network.CloudNetwork.Endpoint;
import dev.plinth.preview.reachability.network.CloudNetwork.Kind;
import dev.plinth.preview.reachability.network.CloudNetwork.Peering;
import dev.plinth.preview.reachability.network.CloudNetwork.Proxied;
import dev.plinth.preview.reachability.network.CloudNetwork.Subnet;
import inet.ipaddr.IPAddress;
import inet.ipaddr.IPAddress.IPVersion;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Reads a stack's networks from its resources, by reference where ids are unknown before the update. */
public final class CloudNetworkReader {

    /** Name of the endpoint that stands for every public address except Cloudflare's. */
    public static final String INTERNET = "internet";

    /** Name of the endpoint that stands for Cloudflare's own addresses. */
    public static final String CLOUDFLARE = "cloudflare";

    private final ResourceGraph graph;
    private final SecurityGroupReader groups;
    private final AclReader acls;

    private CloudNetworkReader(ResourceGraph graph) {
        this.graph = graph;
        this.groups = new SecurityGroupReader(graph);
        this.acls = new AclReader(graph);
    }

    /** Returns the networks of a stack. */
    public static CloudNetwork read(ResourceGraph graph) {
        return new CloudNetworkReader(graph).read();
    }

    private CloudNetwork read() {
        // Routes name NAT gateways, whose subnets have routes themselves: these are read first.
        Map<String, Subnet> withoutNat = subnets(new RouteTableReader(graph, groups, Map.of()));
        Map<String, Optional<Subnet>> natSubnets = new TreeMap<>();
        for (GraphResource nat : graph.ofType(AwsTypes.EC2_NAT_GATEWAY)) {
            natSubnets.put(
                    nat.urn(),
                    graph.references(nat, "subnetId", AwsTypes.EC2_SUBNET).stream()
                            .findFirst()
                            .map(subnet -> withoutNat.get(subnet.urn())));
        }
        RouteTableReader tables = new RouteTableReader(graph, groups, natSubnets);
        Map<String, Subnet> subnets = subnets(tables);
        EndpointRegistry registry = new EndpointRegistry(graph, groups, subnets);
        new LoadBalancerReader(registry).read();
        new ComputeReader(registry).read();
        new DataStoreReader(registry).read();
        new VpcEndpointReader(registry).read();
        List<Container> containers = new ContainerReader(registry).read();
        List<Peering> peerings = peerings();
        List<Endpoint> endpoints = new ArrayList<>(registry.endpoints());
        endpoints.addAll(outside(tables, peerings));
        return new CloudNetwork(
                List.copyOf(subnets.values()), peerings, endpoints, proxied(), containers, registry.unplaced());
    }

    /** Returns the endpoints outside the stack. */
    private List<Endpoint> outside(RouteTableReader tables, List<Peering> peerings) {
        List<Endpoint> endpoints = new ArrayList<>();
        endpoints.add(outside(INTERNET, Kind.INTERNET, Networks.INTERNET, ""));
        endpoints.add(outside(CLOUDFLARE, Kind.CLOUDFLARE, Networks.CLOUDFLARE, ""));
        tables.remoteNetworks().forEach((gateway, cidrs) -> {
            boolean within = peerings.stream()
                    .anyMatch(peering -> peering.urn().equals(gateway)
                            && graph.resource(peering.vpc()).isPresent()
                            && graph.resource(peering.peerVpc()).isPresent());
            if (!within) {
                endpoints.add(outside(
                        tables.remoteName(gateway),
                        Kind.REMOTE_NETWORK,
                        cidrs.stream().map(Networks::parse).toList(),
                        gateway));
            }
        });
        groups.foreign().forEach(id -> endpoints.add(outside(id, Kind.FOREIGN_GROUP, List.of(), id)));
        return endpoints;
    }

    private static Endpoint outside(String name, Kind kind, List<IPAddress> networks, String gateway) {
        return new Endpoint(
                name, "", kind, List.of(), Verdict.YES, Verdict.YES, List.of(), networks, gateway, Set.of());
    }

    // Subnets

    private Map<String, Subnet> subnets(RouteTableReader tables) {
        Map<String, Subnet> subnets = new TreeMap<>();
        for (GraphResource subnet : graph.ofType(AwsTypes.EC2_SUBNET)) {
            String vpc = vpc(graph, subnet);
            subnets.put(
                    subnet.urn(),
                    new Subnet(
                            subnet.urn(),
                            subnet.name(),
                            vpc,
                            blocks(subnet),
                            tables.of(subnet, vpc),
                            acls.of(subnet, vpc)));
        }
        return subnets;
    }

    /** Returns the URN of a resource's VPC; outside the stack its id. */
    static String vpc(ResourceGraph graph, GraphResource resource) {
        return graph.references(resource, "vpcId", AwsTypes.EC2_VPC).stream()
                .findFirst()
                .map(GraphResource::urn)
                .orElseGet(() -> resource.input("vpcId").asText().orElse("unknown"));
    }

    private static List<AddressBlock> blocks(GraphResource subnet) {
        List<AddressBlock> blocks = new ArrayList<>();
        PropertyValue ipv4 = subnet.input("cidrBlock");
        if (!subnet.input("ipv6Native").asBoolean().orElse(false)) {
            blocks.add(Networks.read(ipv4).map(AddressBlock::of).orElseGet(() -> AddressBlock.unknown(IPVersion.IPV4)));
        }
        PropertyValue ipv6 = subnet.input("ipv6CidrBlock");
        if (!ipv6.isAbsent()) {
            blocks.add(Networks.read(ipv6).map(AddressBlock::of).orElseGet(() -> AddressBlock.unknown(IPVersion.IPV6)));
        }
        return blocks;
    }

    // Peerings

    private List<Peering> peerings() {
        return graph.ofType(AwsTypes.EC2_VPC_PEERING_CONNECTION).stream()
                .map(peering ->
                        new Peering(peering.urn(), peering.name(), end(peering, "vpcId"), end(peering, "peerVpcId")))
                .toList();
    }

    private String end(GraphResource peering, String property) {
        return graph.references(peering, property, AwsTypes.EC2_VPC).stream()
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
            proxied(record, List.of(record), "content", httpsOnly).forEach(proxied::add);
        }
        for (GraphResource balancer : graph.ofType("cloudflare:index/loadBalancer:LoadBalancer")) {
            List<GraphResource> pools = new ArrayList<>();
            for (String property : List.of("defaultPools", "fallbackPool")) {
                pools.addAll(
                        graph.references(balancer, property, "cloudflare:index/loadBalancerPool:LoadBalancerPool"));
            }
            proxied(balancer, pools, "origins", httpsOnly).distinct().forEach(proxied::add);
        }
        return proxied;
    }

    /** Returns the load balancers that a proxied name leads to, by the property of those that name them. */
    private Stream<Proxied> proxied(
            GraphResource name, List<GraphResource> leading, String property, Set<String> httpsOnly) {
        PropertyValue flag = name.input("proxied");
        if (!flag.isUnknown() && !flag.asBoolean().orElse(false)) {
            return Stream.empty();
        }
        return leading.stream()
                .flatMap(each ->
                        graph
                                .references(each, property, LoadBalancerReader.LOAD_BALANCERS.toArray(String[]::new))
                                .stream())
                .map(balancer -> new Proxied(
                        new Hop(
                                name.urn(),
                                "Cloudflare proxies "
                                        + name.input("name").asText().orElse(name.name())),
                        balancer.urn(),
                        httpsOnly.contains(name.input("zoneId").asText().orElse("")),
                        flag.isUnknown() ? Verdict.MAYBE : Verdict.YES));
    }
}
