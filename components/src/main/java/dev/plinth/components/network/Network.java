package dev.plinth.components.network;

import com.pulumi.aws.AwsFunctions;
import com.pulumi.aws.ec2.DefaultSecurityGroup;
import com.pulumi.aws.ec2.DefaultSecurityGroupArgs;
import com.pulumi.aws.ec2.Eip;
import com.pulumi.aws.ec2.EipArgs;
import com.pulumi.aws.ec2.InternetGateway;
import com.pulumi.aws.ec2.InternetGatewayArgs;
import com.pulumi.aws.ec2.NatGateway;
import com.pulumi.aws.ec2.NatGatewayArgs;
import com.pulumi.aws.ec2.Route;
import com.pulumi.aws.ec2.RouteArgs;
import com.pulumi.aws.ec2.RouteTable;
import com.pulumi.aws.ec2.RouteTableArgs;
import com.pulumi.aws.ec2.RouteTableAssociation;
import com.pulumi.aws.ec2.RouteTableAssociationArgs;
import com.pulumi.aws.ec2.Subnet;
import com.pulumi.aws.ec2.SubnetArgs;
import com.pulumi.aws.ec2.Vpc;
import com.pulumi.aws.ec2.VpcArgs;
import com.pulumi.aws.inputs.GetAvailabilityZonesArgs;
import com.pulumi.aws.inputs.GetAvailabilityZonesFilterArgs;
import com.pulumi.aws.outputs.GetAvailabilityZonesResult;
import com.pulumi.core.Output;
import com.pulumi.deployment.InvokeOptions;
import com.pulumi.resources.ComponentResourceOptions;
import dev.plinth.components.AwsAccount;
import dev.plinth.components.LogRetention;
import dev.plinth.components.PlinthComponent;
import dev.plinth.components.Validation;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A VPC over two or three availability zones, with three tiers of subnets: public for load balancers, private for tasks, and
 * data, which has no route to the internet at all. Nothing gets a public address by itself; the default security group is empty;
 * all traffic is in encrypted flow logs; AWS's services are reached over endpoints that serve this account alone.
 *
 * <p>{@link #existing} describes a VPC that something else manages, for the components that take a network.
 *
 * <p>Long, because it has many parts: one short method creates each, in the order of the constructor.
 */
public final class Network extends PlinthComponent {

    /** The type token. */
    public static final String TYPE = "plinth:network:Network";

    private static final String ANYWHERE = "0.0.0.0/0";

    private final NetworkIds ids;

    /** The VPC that the subnets are made in, and how it is divided. */
    private record Place(Vpc vpc, CidrPlan plan, Output<List<String>> availabilityZones) {

        /** Zones count from 1 in names. */
        IntStream zoneNumbers() {
            return IntStream.rangeClosed(1, plan.zones().size());
        }
    }

    /**
     * Creates the network.
     *
     * @param name the logical name
     * @param args the arguments
     * @throws dev.plinth.components.InvalidArgumentsException when arguments are invalid; it names all of them
     */
    public Network(String name, NetworkArgs args) {
        this(name, args, null);
    }

    /**
     * Creates the network with Pulumi's options.
     *
     * @param name the logical name
     * @param args the arguments
     * @param options Pulumi's options, or null for none
     * @throws dev.plinth.components.InvalidArgumentsException when arguments are invalid; it names all of them
     */
    public Network(String name, NetworkArgs args, @Nullable ComponentResourceOptions options) {
        super(TYPE, name, validated(name, args), options);
        this.ids = create(args);
        registerOutputs(ids.outputs());
    }

    private Network(String name, ExistingNetworkArgs args, @Nullable ComponentResourceOptions options) {
        super(TYPE, name, args.validated(name), options);
        this.ids = args.ids();
        registerOutputs(ids.outputs());
    }

    /**
     * A network that exists already, described by its ids. It creates no resource in AWS.
     *
     * @param name the logical name
     * @param args the network's ids
     * @throws dev.plinth.components.InvalidArgumentsException when arguments are invalid; it names all of them
     */
    public static Network existing(String name, ExistingNetworkArgs args) {
        return existing(name, args, null);
    }

    /**
     * A network that exists already, described by its ids, with Pulumi's options. It creates no resource in AWS.
     *
     * @param name the logical name
     * @param args the network's ids
     * @param options Pulumi's options, or null for none
     * @throws dev.plinth.components.InvalidArgumentsException when arguments are invalid; it names all of them
     */
    public static Network existing(String name, ExistingNetworkArgs args, @Nullable ComponentResourceOptions options) {
        return new Network(name, args, options);
    }

    /** The VPC's id. */
    public Output<String> vpcId() {
        return ids.vpcId();
    }

    /** The VPC's IPv4 block. */
    public Output<String> vpcCidrBlock() {
        return ids.vpcCidrBlock();
    }

    /**
     * The names of the zones, in the order in which the subnets are listed.
     *
     * @throws IllegalStateException when the network is an existing one whose zones were not given
     */
    public Output<List<String>> availabilityZones() {
        return given(ids.availabilityZones(), "no availability zones: availabilityZones is missing");
    }

    /**
     * The subnets with a route to the internet, one per zone: for load balancers.
     *
     * @throws IllegalStateException when the network has none, see {@link #hasPublicSubnets}
     */
    public Output<List<String>> publicSubnetIds() {
        return given(ids.publicSubnetIds(), "no public subnets: publicSubnetIds is missing");
    }

    /**
     * The subnets behind the NAT gateways, one per zone: for tasks.
     *
     * @throws IllegalStateException when the network has none, see {@link #hasPrivateSubnets}
     */
    public Output<List<String>> privateSubnetIds() {
        return given(ids.privateSubnetIds(), "no private subnets: privateSubnetIds is missing");
    }

    /**
     * The subnets without a route to the internet, one per zone: for databases and caches.
     *
     * @throws IllegalStateException when the network has none, see {@link #hasDataSubnets}
     */
    public Output<List<String>> dataSubnetIds() {
        return given(ids.dataSubnetIds(), "no data subnets: dataSubnetIds is missing");
    }

    /** The NAT gateways, as many as the strategy makes, or as were given for an existing network. */
    public List<Output<String>> natGatewayIds() {
        return List.copyOf(ids.natGateways().values());
    }

    /** The ids of the NAT gateways by what stays theirs: the number of the zone, or the id of one that existed before. */
    public Map<String, Output<String>> natGateways() {
        return ids.natGateways();
    }

    /**
     * The prefix list of S3's gateway endpoint, for security group rules.
     *
     * @throws IllegalStateException when the network has no endpoint for S3, see {@link #hasS3GatewayEndpoint}
     */
    public Output<String> s3GatewayEndpointPrefixListId() {
        return given(
                ids.s3PrefixListId(),
                "no endpoint for S3: s3Endpoint is false, or s3GatewayEndpointPrefixListId is missing");
    }

    /**
     * The security group of the interface endpoints, for the rules of what calls them.
     *
     * @throws IllegalStateException when the network has no interface endpoints, see {@link #hasInterfaceEndpoints}
     */
    public Output<String> endpointSecurityGroupId() {
        return given(
                ids.endpointSecurityGroupId(),
                "no interface endpoints: interfaceEndpoints is empty, or endpointSecurityGroupId is missing");
    }

    /** Returns whether the network has public subnets; only an existing one may have none. */
    public boolean hasPublicSubnets() {
        return ids.publicSubnetIds() != null;
    }

    /** Returns whether the network has private subnets; only an existing one may have none. */
    public boolean hasPrivateSubnets() {
        return ids.privateSubnetIds() != null;
    }

    /** Returns whether the network has data subnets; only an existing one may have none. */
    public boolean hasDataSubnets() {
        return ids.dataSubnetIds() != null;
    }

    /** Returns whether the network has a gateway endpoint for S3. */
    public boolean hasS3GatewayEndpoint() {
        return ids.s3PrefixListId() != null;
    }

    /** Returns whether the network has interface endpoints for AWS services. */
    public boolean hasInterfaceEndpoints() {
        return ids.endpointSecurityGroupId() != null;
    }

    private <T> T given(@Nullable T value, String otherwise) {
        if (value == null) {
            throw new IllegalStateException("Network '" + name() + "' has " + otherwise + ".");
        }
        return value;
    }

    private NetworkIds create(NetworkArgs args) {
        AwsAccount account = AwsAccount.of(this);
        CidrPlan plan = CidrPlan.of(args.cidrBlock(), args.availabilityZones());
        Output<List<String>> availabilityZones = availabilityZones(args);
        Vpc vpc = createVpc(plan);
        Place place = new Place(vpc, plan, availabilityZones);
        emptyDefaultSecurityGroup(vpc);
        new NetworkFlowLogs(
                childName("flow-logs"),
                vpc.id(),
                args.flowLogRetentionDays(),
                childComponentOptions().build());
        InternetGateway internetGateway = createInternetGateway(vpc);

        List<Subnet> publicSubnets = createSubnets(place, "public", CidrPlan.Zone::publicCidrBlock);
        List<Subnet> privateSubnets = createSubnets(place, "private", CidrPlan.Zone::privateCidrBlock);
        List<Subnet> dataSubnets = createSubnets(place, "data", CidrPlan.Zone::dataCidrBlock);

        routePublicSubnets(place, publicSubnets, internetGateway);
        List<NatGateway> natGateways = createNatGateways(args, publicSubnets, internetGateway);
        List<RouteTable> privateRouteTables = routePrivateSubnets(place, privateSubnets, natGateways);
        routeDataSubnets(place, dataSubnets);

        NetworkEndpoints endpoints = new NetworkEndpoints(
                childName("endpoints"),
                args,
                new NetworkEndpoints.Place(
                        account,
                        vpc,
                        privateRouteTables.stream().map(RouteTable::id).toList(),
                        idsOf(privateSubnets)),
                childComponentOptions().build());
        return new NetworkIds(
                vpc.id(),
                vpc.cidrBlock(),
                availabilityZones,
                idsOf(publicSubnets),
                idsOf(privateSubnets),
                idsOf(dataSubnets),
                numbered(natGateways),
                endpoints.s3PrefixListId(),
                endpoints.securityGroupId());
    }

    private static NetworkArgs validated(String name, NetworkArgs args) {
        Validation validation = Validation.of("Network", name);
        CidrPlan.fault(args.cidrBlock())
                .ifPresent(allowed -> validation.check(false, "cidrBlock", args.cidrBlock(), allowed));
        validation
                .check(
                        args.availabilityZones() >= CidrPlan.MIN_ZONES
                                && args.availabilityZones() <= CidrPlan.MAX_ZONES,
                        "availabilityZones",
                        args.availabilityZones(),
                        CidrPlan.MIN_ZONES + " or " + CidrPlan.MAX_ZONES)
                .check(
                        args.availabilityZoneNames().isEmpty()
                                || (args.availabilityZoneNames().size() == args.availabilityZones()
                                        && distinct(args.availabilityZoneNames())),
                        "availabilityZoneNames",
                        args.availabilityZoneNames(),
                        "as many different names as the number of availabilityZones")
                .check(
                        distinct(args.interfaceEndpoints())
                                && args.interfaceEndpoints().stream().allMatch(NetworkEndpoints::isServiceName),
                        "interfaceEndpoints",
                        args.interfaceEndpoints(),
                        "different endpoint names such as ecr.api, without com.amazonaws and the region")
                .check(
                        LogRetention.isOffered(args.flowLogRetentionDays()),
                        "flowLogRetentionDays",
                        args.flowLogRetentionDays(),
                        LogRetention.ALLOWED)
                .throwIfAny();
        return args;
    }

    private static boolean distinct(List<String> values) {
        return new HashSet<>(values).size() == values.size();
    }

    /**
     * All zones count, whatever their state: leaving out one that AWS reports as impaired would move every subnet on the day of
     * an outage.
     */
    private Output<List<String>> availabilityZones(NetworkArgs args) {
        if (!args.availabilityZoneNames().isEmpty()) {
            // Sorted, as those of the region: another order in the list moves no subnet.
            return Output.of(args.availabilityZoneNames().stream().sorted().toList());
        }
        return AwsFunctions.getAvailabilityZones(
                        GetAvailabilityZonesArgs.builder()
                                .filters(GetAvailabilityZonesFilterArgs.builder()
                                        .name("opt-in-status")
                                        .values("opt-in-not-required")
                                        .build())
                                .build(),
                        InvokeOptions.builder().parent(this).build())
                .applyValue(GetAvailabilityZonesResult::names)
                .applyValue(names -> first(names, args.availabilityZones()));
    }

    private List<String> first(List<String> names, int count) {
        if (names.size() < count) {
            throw new IllegalStateException(
                    "Network '" + name() + "': availabilityZones is " + count + ", but the region has only " + names);
        }
        return names.stream().sorted().limit(count).toList();
    }

    private Vpc createVpc(CidrPlan plan) {
        return new Vpc(
                childName("vpc"),
                VpcArgs.builder()
                        .cidrBlock(plan.vpcCidrBlock())
                        .enableDnsSupport(true)
                        .enableDnsHostnames(true)
                        .tags(Map.of("Name", name()))
                        .build(),
                statefulChildOptions().build());
    }

    /** Adopts the VPC's default security group and removes all of its rules. */
    private void emptyDefaultSecurityGroup(Vpc vpc) {
        new DefaultSecurityGroup(
                childName("default-security-group"),
                DefaultSecurityGroupArgs.builder()
                        .vpcId(vpc.id())
                        .tags(Map.of("Name", childName("default-unused")))
                        .build(),
                childOptions().build());
    }

    private InternetGateway createInternetGateway(Vpc vpc) {
        return new InternetGateway(
                childName("internet-gateway"),
                InternetGatewayArgs.builder()
                        .vpcId(vpc.id())
                        .tags(Map.of("Name", name()))
                        .build(),
                childOptions().build());
    }

    private List<Subnet> createSubnets(Place place, String tier, Function<CidrPlan.Zone, String> cidrBlock) {
        return place.zoneNumbers()
                .mapToObj(number -> new Subnet(
                        childName(tier + "-subnet-" + number),
                        SubnetArgs.builder()
                                .vpcId(place.vpc().id())
                                .cidrBlock(cidrBlock.apply(place.plan().zones().get(number - 1)))
                                .availabilityZone(place.availabilityZones().applyValue(zones -> zones.get(number - 1)))
                                .mapPublicIpOnLaunch(false)
                                .tags(Map.of("Name", childName(tier + "-" + number)))
                                .build(),
                        childOptions().build()))
                .toList();
    }

    private void routePublicSubnets(Place place, List<Subnet> subnets, InternetGateway internetGateway) {
        RouteTable routeTable = createRouteTable(place.vpc(), "public");
        new Route(
                childName("public-internet-route"),
                RouteArgs.builder()
                        .routeTableId(routeTable.id())
                        .destinationCidrBlock(ANYWHERE)
                        .gatewayId(internetGateway.id())
                        .build(),
                childOptions().build());
        place.zoneNumbers().forEach(number -> associate("public", number, subnets.get(number - 1), routeTable));
    }

    private List<NatGateway> createNatGateways(
            NetworkArgs args, List<Subnet> publicSubnets, InternetGateway internetGateway) {
        int count =
                switch (args.natStrategy()) {
                    case NONE -> 0;
                    case SINGLE -> 1;
                    case ONE_PER_ZONE -> args.availabilityZones();
                };
        return IntStream.rangeClosed(1, count)
                .mapToObj(number -> createNatGateway(number, publicSubnets.get(number - 1), internetGateway))
                .toList();
    }

    private NatGateway createNatGateway(int number, Subnet subnet, InternetGateway internetGateway) {
        Map<String, String> tags = Map.of("Name", childName("nat-" + number));
        Eip address = new Eip(
                childName("nat-address-" + number),
                EipArgs.builder().domain("vpc").tags(tags).build(),
                childOptions().dependsOn(internetGateway).build());
        return new NatGateway(
                childName("nat-gateway-" + number),
                NatGatewayArgs.builder()
                        .subnetId(subnet.id())
                        .allocationId(address.allocationId())
                        .tags(tags)
                        .build(),
                childOptions().dependsOn(internetGateway).build());
    }

    private List<RouteTable> routePrivateSubnets(Place place, List<Subnet> subnets, List<NatGateway> natGateways) {
        List<RouteTable> routeTables = new ArrayList<>();
        place.zoneNumbers().forEach(number -> {
            RouteTable routeTable = createRouteTable(place.vpc(), "private-" + number);
            routeTables.add(routeTable);
            if (!natGateways.isEmpty()) {
                new Route(
                        childName("private-" + number + "-internet-route"),
                        RouteArgs.builder()
                                .routeTableId(routeTable.id())
                                .destinationCidrBlock(ANYWHERE)
                                .natGatewayId(natGateways
                                        .get(Math.min(number, natGateways.size()) - 1)
                                        .id())
                                .build(),
                        childOptions().build());
            }
            associate("private", number, subnets.get(number - 1), routeTable);
        });
        return routeTables;
    }

    private void routeDataSubnets(Place place, List<Subnet> subnets) {
        RouteTable routeTable = createRouteTable(place.vpc(), "data");
        place.zoneNumbers().forEach(number -> associate("data", number, subnets.get(number - 1), routeTable));
    }

    private RouteTable createRouteTable(Vpc vpc, String part) {
        return new RouteTable(
                childName(part + "-route-table"),
                RouteTableArgs.builder()
                        .vpcId(vpc.id())
                        .tags(Map.of("Name", childName(part)))
                        .build(),
                childOptions().build());
    }

    private void associate(String tier, int number, Subnet subnet, RouteTable routeTable) {
        new RouteTableAssociation(
                childName(tier + "-association-" + number),
                RouteTableAssociationArgs.builder()
                        .subnetId(subnet.id())
                        .routeTableId(routeTable.id())
                        .build(),
                childOptions().build());
    }

    private static Map<String, Output<String>> numbered(List<NatGateway> natGateways) {
        Map<String, Output<String>> ids = new LinkedHashMap<>();
        natGateways.forEach(gateway -> ids.put(String.valueOf(ids.size() + 1), gateway.id()));
        return ids;
    }

    private static Output<List<String>> idsOf(List<Subnet> subnets) {
        return Output.all(subnets.stream().map(Subnet::id).toList());
    }
}
