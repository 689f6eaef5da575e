package dev.plinth.simulator.invoke;

import dev.plinth.model.AwsTypes;
import dev.plinth.simulator.aws.common.Zones;
import dev.plinth.simulator.aws.network.PrefixLists;
import dev.plinth.simulator.cloud.CloudException;
import dev.plinth.simulator.cloud.Operation;
import dev.plinth.simulator.cloud.ProviderConfiguration;
import dev.plinth.simulator.store.StoredResource;
import dev.plinth.simulator.value.Values;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Functions of EC2 that find networks and what is in them. */
final class NetworkFunctions {

    private static final String ACCOUNT = ProviderConfiguration.ACCOUNT;
    private static final String DEFAULT = "default";
    private static final String STATE = "state";
    private static final String AVAILABLE = "available";
    private static final String VPC_ID = "vpcId";
    private static final String SUBNET_ID = "subnetId";
    private static final String ROUTE_TABLE_ID = "routeTableId";
    private static final String NAME = "name";

    /** The services for which AWS manages a prefix list in each region. */
    private static final List<String> REGIONAL_LISTS = List.of(
            "s3", "dynamodb", "vpc-lattice", "ipv6.vpc-lattice", "route53-healthchecks", "ec2-instance-connect");

    private NetworkFunctions() {}

    static void register(Map<String, Function> functions) {
        vpcs(functions);
        subnets(functions);
        securityGroups(functions);
        routeTables(functions);
        gateways(functions);
        instances(functions);
        prefixLists(functions);
    }

    private static void vpcs(Map<String, Function> functions) {
        Lookup vpc = new Lookup("EC2 VPC", AwsTypes.EC2_VPC)
                .filter("vpc-id", "id")
                .filter("cidr", "cidrBlock")
                .filter("is-default", DEFAULT)
                .filter("isDefault", DEFAULT)
                .filter("owner-id", "ownerId")
                .derived(STATE, (call, found) -> AVAILABLE)
                .derived(DEFAULT, (call, found) -> isPredefined(call, found))
                .derived("ownerId", (call, found) -> ACCOUNT)
                .derived(
                        "cidrBlockAssociations",
                        (call, found) -> List.of(Map.of(
                                "associationId",
                                "vpc-cidr-assoc-" + Operation.digest(found.id()).substring(0, 17),
                                "cidrBlock",
                                found.text("cidrBlock"),
                                STATE,
                                "associated")));
        functions.put(Tokens.aws("ec2/getVpc"), vpc);
        functions.put(Tokens.aws("ec2/getVpcs"), vpc.many(Map.of("ids", "id")));
    }

    private static void subnets(Map<String, Function> functions) {
        Lookup subnet = new Lookup("EC2 Subnet", AwsTypes.EC2_SUBNET)
                .filter("subnet-id", "id")
                .filter("cidr", "cidrBlock")
                .filter("cidrBlock", "cidrBlock")
                .filter("map-public-ip-on-launch", "mapPublicIpOnLaunch")
                .derived(STATE, (call, found) -> AVAILABLE)
                .derived("defaultForAz", (call, found) -> isPredefined(call, found))
                .derived("mapPublicIpOnLaunch", (call, found) -> false)
                .derived("ownerId", (call, found) -> ACCOUNT)
                .derived("availabilityZoneId", (call, found) -> Zones.id(found.text("availabilityZone")))
                .derived("availableIpAddressCount", (call, found) -> addresses(found.text("cidrBlock")));
        functions.put(Tokens.aws("ec2/getSubnet"), subnet);
        functions.put(Tokens.aws("ec2/getSubnets"), subnet.many(Map.of("ids", "id")));
    }

    private static void securityGroups(Map<String, Function> functions) {
        Lookup group = new Lookup("EC2 Security Group", AwsTypes.EC2_SECURITY_GROUP)
                .filter("group-id", "id")
                .filter("group-name", NAME)
                .filter("owner-id", "ownerId")
                .implied(NetworkFunctions::defaultSecurityGroups);
        functions.put(Tokens.aws("ec2/getSecurityGroup"), group);
        functions.put(
                Tokens.aws("ec2/getSecurityGroups"), group.many(Map.of("ids", "id", "arns", "arn", "vpcIds", VPC_ID)));
    }

    private static void routeTables(Map<String, Function> functions) {
        Lookup table = new Lookup("EC2 Route Table", AwsTypes.EC2_ROUTE_TABLE)
                .by(ROUTE_TABLE_ID, "id")
                .by(SUBNET_ID, "associations.subnetId")
                .by("gatewayId", "associations.gatewayId")
                .filter("route-table-id", "id")
                .filter("association.main", "main")
                .filter("association.subnet-id", "associationSubnetIds")
                .derived(ROUTE_TABLE_ID, (call, found) -> found.id())
                .derived("main", (call, found) -> false)
                .derived("associations", NetworkFunctions::associations)
                .derived("associations.subnetId", NetworkFunctions::associatedSubnets)
                .derived("associationSubnetIds", NetworkFunctions::associatedSubnets)
                .derived("ownerId", (call, found) -> ACCOUNT)
                .derived("allRoutes", NetworkFunctions::routes)
                .result("routes", "allRoutes")
                .implied(NetworkFunctions::mainRouteTables);
        functions.put(Tokens.aws("ec2/getRouteTable"), table);
        functions.put(Tokens.aws("ec2/getRouteTables"), table.many(Map.of("ids", "id")));
    }

    private static void gateways(Map<String, Function> functions) {
        functions.put(
                Tokens.aws("ec2/getInternetGateway"),
                new Lookup("EC2 Internet Gateway", AwsTypes.EC2_INTERNET_GATEWAY)
                        .by("internetGatewayId", "id")
                        .filter("internet-gateway-id", "id")
                        .filter("attachment.vpc-id", VPC_ID)
                        .derived("internetGatewayId", (call, found) -> found.id())
                        .derived(
                                "attachments",
                                (call, found) -> found.text(VPC_ID).isEmpty()
                                        ? List.of()
                                        : List.of(Map.of(STATE, AVAILABLE, VPC_ID, found.text(VPC_ID)))));
        Lookup nat = new Lookup("EC2 NAT Gateway", AwsTypes.EC2_NAT_GATEWAY)
                .filter("nat-gateway-id", "id")
                .derived(STATE, (call, found) -> AVAILABLE)
                .derived(VPC_ID, (call, found) -> call.resources(AwsTypes.EC2_SUBNET).stream()
                        .filter(in -> in.id().equals(found.text(SUBNET_ID)))
                        .map(in -> in.text(VPC_ID))
                        .findFirst()
                        .orElse(null));
        functions.put(Tokens.aws("ec2/getNatGateway"), nat);
        functions.put(Tokens.aws("ec2/getNatGateways"), nat.many(Map.of("ids", "id")));
        Lookup address = new Lookup("EC2 EIP", AwsTypes.EC2_EIP)
                .filter("allocation-id", "id")
                .filter("public-ip", "publicIp");
        functions.put(Tokens.aws("ec2/getElasticIp"), address);
        functions.put(Tokens.aws("ec2/getEips"), address.many(Map.of("allocationIds", "id", "publicIps", "publicIp")));
        functions.put(
                Tokens.aws("ec2/getVpcEndpoint"),
                new Lookup("EC2 VPC Endpoint", AwsTypes.EC2_VPC_ENDPOINT)
                        .filter("vpc-endpoint-id", "id")
                        .derived(STATE, (call, found) -> AVAILABLE));
    }

    private static void instances(Map<String, Function> functions) {
        Lookup instance = new Lookup("EC2 Instance", AwsTypes.EC2_INSTANCE)
                .by("instanceId", "id")
                .by("instanceStateNames", "instanceState")
                .by("instanceTags", "unused")
                .ignoring("getUserData", "getPasswordData", "instanceTags")
                .filter("instance-id", "id")
                .filter("image-id", "ami")
                .filter("instance-state-name", "instanceState")
                .derived("instanceState", (call, found) -> "running");
        functions.put(Tokens.aws("ec2/getInstance"), taggedByInstanceTags(instance));
        functions.put(
                Tokens.aws("ec2/getInstances"),
                taggedByInstanceTags(
                        instance.many(Map.of("ids", "id", "privateIps", "privateIp", "publicIps", "publicIp"))));
        functions.put(
                Tokens.aws("ec2/getKeyPair"),
                new Lookup("EC2 Key Pair", AwsTypes.EC2_KEY_PAIR).ignoring("includePublicKey"));
        functions.put(
                Tokens.aws("ec2/getLaunchTemplate"), new Lookup("EC2 Launch Template", AwsTypes.EC2_LAUNCH_TEMPLATE));
    }

    private static void prefixLists(Map<String, Function> functions) {
        functions.put(Tokens.aws("ec2/getManagedPrefixList"), call -> awsPrefixList(call, call.text("id", ""))
                .orElseGet(() -> new Lookup("EC2 Managed Prefix List", AwsTypes.EC2_MANAGED_PREFIX_LIST)
                        .filter("prefix-list-name", NAME)
                        .filter("prefix-list-id", "id")
                        .call(call)));
        functions.put(Tokens.aws("ec2/getPrefixList"), call -> awsPrefixList(call, call.text("prefixListId", ""))
                .orElseThrow(() -> new CloudException("NotFound", "no matching EC2 Prefix List found")));
    }

    /** Returns whether a resource belongs to the default network, which each region has without its having been created. */
    private static boolean isPredefined(Call call, StoredResource found) {
        return call.predefined(found.type()).stream()
                .anyMatch(existing -> existing.id().equals(found.id()));
    }

    /** AWS reserves five addresses of a subnet. */
    private static @Nullable Object addresses(String block) {
        int slash = block.indexOf('/');
        return slash < 0 ? null : (1L << (32 - Integer.parseInt(block.substring(slash + 1)))) - 5;
    }

    private static Function taggedByInstanceTags(Function function) {
        return call -> {
            Map<String, Object> arguments = new LinkedHashMap<>(call.arguments());
            Map<String, Object> tags = new LinkedHashMap<>(Values.asMap(arguments.get("tags")));
            tags.putAll(Values.asMap(arguments.get("instanceTags")));
            if (!tags.isEmpty()) {
                arguments.put("tags", tags);
            }
            return function.call(call.with(arguments));
        };
    }

    private static Stream<StoredResource> defaultSecurityGroups(Call call) {
        return call.resources(AwsTypes.EC2_VPC).stream()
                .filter(vpc -> !vpc.text("defaultSecurityGroupId").isEmpty())
                .map(vpc -> implied(
                        AwsTypes.EC2_SECURITY_GROUP,
                        vpc,
                        vpc.text("defaultSecurityGroupId"),
                        "security-group",
                        Map.of(NAME, DEFAULT, "description", "default VPC security group")));
    }

    private static Stream<StoredResource> mainRouteTables(Call call) {
        return call.resources(AwsTypes.EC2_VPC).stream()
                .filter(vpc -> !vpc.text("mainRouteTableId").isEmpty())
                .map(vpc -> implied(
                        AwsTypes.EC2_ROUTE_TABLE,
                        vpc,
                        vpc.text("mainRouteTableId"),
                        "route-table",
                        Map.of("main", true)));
    }

    private static StoredResource implied(
            String type, StoredResource vpc, String id, String kind, Map<String, Object> properties) {
        Map<String, Object> state = new LinkedHashMap<>(properties);
        state.put("id", id);
        state.put("arn", "arn:aws:ec2:" + vpc.region() + ":" + ACCOUNT + ":" + kind + "/" + id);
        state.put("ownerId", ACCOUNT);
        state.put(VPC_ID, vpc.id());
        return new StoredResource(type, id, vpc.region(), "", Map.of(), state);
    }

    private static Stream<StoredResource> associationsOf(Call call, StoredResource table) {
        return call.resources(AwsTypes.EC2_ROUTE_TABLE_ASSOCIATION).stream()
                .filter(association -> association.text(ROUTE_TABLE_ID).equals(table.id()));
    }

    private static Object associatedSubnets(Call call, StoredResource table) {
        return associationsOf(call, table)
                .map(association -> association.text(SUBNET_ID))
                .toList();
    }

    private static Object associations(Call call, StoredResource table) {
        Stream<Map<String, Object>> main = table.flag("main")
                ? Stream.of(Map.of(
                        "main",
                        true,
                        "routeTableAssociationId",
                        "rtbassoc-" + Operation.digest(table.id()).substring(0, 17),
                        ROUTE_TABLE_ID,
                        table.id()))
                : Stream.empty();
        Stream<Map<String, Object>> others = associationsOf(call, table)
                .map(association -> Map.of(
                        "main",
                        false,
                        "routeTableAssociationId",
                        association.id(),
                        ROUTE_TABLE_ID,
                        table.id(),
                        SUBNET_ID,
                        association.text(SUBNET_ID)));
        return Stream.concat(main, others).toList();
    }

    /** The routes of the table itself, and those that are separate resources. */
    private static Object routes(Call call, StoredResource table) {
        Stream<Object> own = Values.asList(table.get("routes")).stream().map(route -> route);
        Stream<Object> separate = call.resources(AwsTypes.EC2_ROUTE).stream()
                .filter(route -> route.text(ROUTE_TABLE_ID).equals(table.id()))
                .map(route -> {
                    Map<String, Object> result = new LinkedHashMap<>(route.state());
                    result.put("cidrBlock", route.text("destinationCidrBlock"));
                    result.put("ipv6CidrBlock", route.text("destinationIpv6CidrBlock"));
                    return result;
                });
        return Stream.concat(own, separate).toList();
    }

    /** A prefix list of AWS's own, by its id or name. */
    private static Optional<Map<String, Object>> awsPrefixList(Call call, String id) {
        List<String> filtered = call.filter("prefix-list-name");
        String wanted = call.text(NAME, filtered.isEmpty() ? "" : filtered.get(0));
        return Stream.concat(
                        REGIONAL_LISTS.stream().map(service -> "com.amazonaws." + call.region() + "." + service),
                        Stream.of("com.amazonaws.global.cloudfront.origin-facing"))
                .filter(name -> (!wanted.isEmpty() || !id.isEmpty())
                        && (wanted.isEmpty() || wanted.equals(name))
                        && (id.isEmpty() || id.equals(PrefixLists.id(name))))
                .findFirst()
                .map(name -> Map.of(
                        "id",
                        PrefixLists.id(name),
                        NAME,
                        name,
                        "arn",
                        "arn:aws:ec2:" + call.region() + ":aws:prefix-list/" + PrefixLists.id(name),
                        "addressFamily",
                        name.contains("ipv6") ? "IPv6" : "IPv4",
                        "ownerId",
                        "AWS"));
    }
}
