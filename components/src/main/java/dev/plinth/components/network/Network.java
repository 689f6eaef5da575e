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
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A VPC over two or three availability zones, with three tiers of subnets: public for load balancers, private for tasks, and
 * data, which has no route to the internet at all. Nothing gets a public address by itself; the default security group is empty;
 * all traffic is in encrypted flow logs; AWS's services are reached over endpoints that serve this account alone.
 */
public final class Network extends PlinthComponent {

    /** The type token. */
    public static final String TYPE = "plinth:network:Network";

    private static final String ANYWHERE = "0.0.0.0/0";

    private final AwsAccount account;
    private final CidrPlan plan;
    private final Output<List<String>> availabilityZones;
    private final Vpc vpc;
    private final List<Subnet> publicSubnets;
    private final List<Subnet> privateSubnets;
    private final List<Subnet> dataSubnets;
    private final List<NatGateway> natGateways;
    private final NetworkEndpoints endpoints;

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
        this.account = AwsAccount.of(this);
        this.plan = CidrPlan.of(args.cidrBlock(), args.availabilityZones());
        this.availabilityZones = availabilityZones(args);
        this.vpc = createVpc();
        emptyDefaultSecurityGroup();
        new NetworkFlowLogs(
                childName("flow-logs"),
                vpc.id(),
                args.flowLogRetentionDays(),
                childComponentOptions().build());
        InternetGateway internetGateway = createInternetGateway();

        this.publicSubnets = createSubnets("public", CidrPlan.Zone::publicCidrBlock);
        this.privateSubnets = createSubnets("private", CidrPlan.Zone::privateCidrBlock);
        this.dataSubnets = createSubnets("data", CidrPlan.Zone::dataCidrBlock);

        routePublicSubnets(internetGateway);
        this.natGateways = createNatGateways(args, internetGateway);
        List<RouteTable> privateRouteTables = routePrivateSubnets(natGateways);
        routeDataSubnets();

        this.endpoints = new NetworkEndpoints(
                childName("endpoints"),
                args,
                new NetworkEndpoints.Place(
                        account,
                        vpc,
                        privateRouteTables.stream().map(RouteTable::id).toList(),
                        privateSubnetIds()),
                childComponentOptions().build());
        registerOutputs(Map.of(
                "vpcId", vpcId(),
                "vpcCidrBlock", vpcCidrBlock(),
                "availabilityZones", availabilityZones(),
                "publicSubnetIds", publicSubnetIds(),
                "privateSubnetIds", privateSubnetIds(),
                "dataSubnetIds", dataSubnetIds()));
    }

    /** The VPC's id. */
    public Output<String> vpcId() {
        return vpc.id();
    }

    /** The VPC's IPv4 block. */
    public Output<String> vpcCidrBlock() {
        return vpc.cidrBlock();
    }

    /** The names of the zones, in the order in which the subnets are listed. */
    public Output<List<String>> availabilityZones() {
        return availabilityZones;
    }

    /** The subnets with a route to the internet, one per zone: for load balancers. */
    public Output<List<String>> publicSubnetIds() {
        return ids(publicSubnets);
    }

    /** The subnets behind the NAT gateways, one per zone: for tasks. */
    public Output<List<String>> privateSubnetIds() {
        return ids(privateSubnets);
    }

    /** The subnets without a route to the internet, one per zone: for databases and caches. */
    public Output<List<String>> dataSubnetIds() {
        return ids(dataSubnets);
    }

    /** The NAT gateways, as many as the strategy makes. */
    public List<Output<String>> natGatewayIds() {
        return natGateways.stream().map(NatGateway::id).toList();
    }

    /**
     * The prefix list of S3's gateway endpoint, for security group rules.
     *
     * @throws IllegalStateException when the network has no endpoint for S3
     */
    public Output<String> s3GatewayEndpointPrefixListId() {
        return endpoints.s3PrefixListId();
    }

    /**
     * The security group of the interface endpoints, for the rules of what calls them.
     *
     * @throws IllegalStateException when the network has no interface endpoints
     */
    public Output<String> endpointSecurityGroupId() {
        return endpoints.securityGroupId();
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
                        "as many different names as availabilityZones says")
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
            return Output.of(args.availabilityZoneNames());
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

    private Vpc createVpc() {
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

    /** Takes the VPC's default security group over and, by naming none, removes all of its rules. */
    private void emptyDefaultSecurityGroup() {
        new DefaultSecurityGroup(
                childName("default-security-group"),
                DefaultSecurityGroupArgs.builder()
                        .vpcId(vpc.id())
                        .tags(Map.of("Name", childName("default-unused")))
                        .build(),
                childOptions().build());
    }

    private InternetGateway createInternetGateway() {
        return new InternetGateway(
                childName("internet-gateway"),
                InternetGatewayArgs.builder()
                        .vpcId(vpc.id())
                        .tags(Map.of("Name", name()))
                        .build(),
                childOptions().build());
    }

    private List<Subnet> createSubnets(String tier, Function<CidrPlan.Zone, String> cidrBlock) {
        return zoneNumbers()
                .mapToObj(number -> new Subnet(
                        childName(tier + "-subnet-" + number),
                        SubnetArgs.builder()
                                .vpcId(vpc.id())
                                .cidrBlock(cidrBlock.apply(plan.zones().get(number - 1)))
                                .availabilityZone(availabilityZones.applyValue(zones -> zones.get(number - 1)))
                                .mapPublicIpOnLaunch(false)
                                .tags(Map.of("Name", childName(tier + "-" + number)))
                                .build(),
                        childOptions().build()))
                .toList();
    }

    private void routePublicSubnets(InternetGateway internetGateway) {
        RouteTable routeTable = createRouteTable("public");
        new Route(
                childName("public-internet-route"),
                RouteArgs.builder()
                        .routeTableId(routeTable.id())
                        .destinationCidrBlock(ANYWHERE)
                        .gatewayId(internetGateway.id())
                        .build(),
                childOptions().build());
        zoneNumbers().forEach(number -> associate("public", number, publicSubnets.get(number - 1), routeTable));
    }

    private List<NatGateway> createNatGateways(NetworkArgs args, InternetGateway internetGateway) {
        int count =
                switch (args.natStrategy()) {
                    case NONE -> 0;
                    case SINGLE -> 1;
                    case ONE_PER_ZONE -> args.availabilityZones();
                };
        return IntStream.rangeClosed(1, count)
                .mapToObj(number -> createNatGateway(number, internetGateway))
                .toList();
    }

    private NatGateway createNatGateway(int number, InternetGateway internetGateway) {
        Map<String, String> tags = Map.of("Name", childName("nat-" + number));
        Eip address = new Eip(
                childName("nat-address-" + number),
                EipArgs.builder().domain("vpc").tags(tags).build(),
                childOptions().dependsOn(internetGateway).build());
        return new NatGateway(
                childName("nat-gateway-" + number),
                NatGatewayArgs.builder()
                        .subnetId(publicSubnets.get(number - 1).id())
                        .allocationId(address.allocationId())
                        .tags(tags)
                        .build(),
                childOptions().dependsOn(internetGateway).build());
    }

    private List<RouteTable> routePrivateSubnets(List<NatGateway> natGateways) {
        List<RouteTable> routeTables = new ArrayList<>();
        zoneNumbers().forEach(number -> {
            RouteTable routeTable = createRouteTable("private-" + number);
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
            associate("private", number, privateSubnets.get(number - 1), routeTable);
        });
        return routeTables;
    }

    private void routeDataSubnets() {
        RouteTable routeTable = createRouteTable("data");
        zoneNumbers().forEach(number -> associate("data", number, dataSubnets.get(number - 1), routeTable));
    }

    private RouteTable createRouteTable(String part) {
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

    /** Zones count from 1 in names. */
    private IntStream zoneNumbers() {
        return IntStream.rangeClosed(1, plan.zones().size());
    }

    private static Output<List<String>> ids(List<Subnet> subnets) {
        return Output.all(subnets.stream().map(Subnet::id).toList());
    }
}
