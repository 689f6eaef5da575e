package dev.plinth.simulator.aws.network;

import static dev.plinth.simulator.aws.common.Rules.id;

import dev.plinth.model.AwsTypes;
import dev.plinth.simulator.aws.common.Cidr;
import dev.plinth.simulator.aws.common.Rules;
import dev.plinth.simulator.aws.common.Zones;
import dev.plinth.simulator.cloud.Operation;
import dev.plinth.simulator.cloud.Registry;
import dev.plinth.simulator.store.StoredResource;
import java.util.Map;
import java.util.function.Predicate;

/** VPCs and what routes their traffic. */
public final class Network {

    static final String QUOTAS = "; see https://docs.aws.amazon.com/vpc/latest/userguide/amazon-vpc-limits.html";

    private Network() {}

    public static void register(Registry registry) {
        registerVpc(registry);
        registerVpcDhcpOptions(registry);
        registerSubnet(registry);
        registerInternetGateway(registry);
        registerEgressOnlyInternetGateway(registry);
        registerEip(registry);
        registerNatGateway(registry);
        Routes.registerRouteTable(registry);
        Routes.registerRoute(registry);
        Routes.registerRouteTableAssociation(registry);
        VpcEndpoints.registerVpcEndpoint(registry);
        registerNetworkAcl(registry);
        registerNetworkAclRule(registry);
        registerNetworkAclAssociation(registry);
        adopted(registry, AwsTypes.EC2_DEFAULT_ROUTE_TABLE, "EC2 Default Route Table", "defaultRouteTableId");
        adopted(registry, AwsTypes.EC2_DEFAULT_NETWORK_ACL, "EC2 Default Network ACL", "defaultNetworkAclId");
        registerDefaultSecurityGroup(registry);
        registerDefaultVpc(registry);
        registerDefaultSubnet(registry);
        registerDefaultVpcDhcpOptions(registry);
        FlowLogs.registerFlowLog(registry);
    }

    private static void registerVpc(Registry registry) {
        registry.type(AwsTypes.EC2_VPC, "EC2 VPC")
                .id("vpc-{hex17}")
                .arn("arn:aws:ec2:{region}:{account}:vpc/{id}")
                .existing(DefaultNetwork::vpc)
                .immutable("cidrBlock", "ipv4IpamPoolId", "ipv4NetmaskLength")
                .undecided("instanceTenancy")
                .validate(operation -> blockSize(operation, "cidrBlock"))
                .quota(
                        5,
                        "",
                        "VpcLimitExceeded",
                        "The maximum number of VPCs (5) has been reached in {region}" + QUOTAS)
                .defaults("enableDnsSupport", true)
                .defaults("enableDnsHostnames", false)
                .defaults("instanceTenancy", "default")
                .defaults("enableNetworkAddressUsageMetrics", false)
                .defaults("assignGeneratedIpv6CidrBlock", false)
                .computed("ownerId", "{account}")
                .computed("defaultSecurityGroupId", id("sg-", "default security group"))
                .computed("defaultRouteTableId", id("rtb-", "main route table"))
                .computed("mainRouteTableId", id("rtb-", "main route table"))
                .computed("defaultNetworkAclId", id("acl-", "default network acl"))
                .computed("dhcpOptionsId", id("dopt-", "dhcp options"))
                .provides(
                        AwsTypes.EC2_SECURITY_GROUP,
                        "defaultSecurityGroupId",
                        vpc -> Map.of(
                                "vpcId", vpc.id(), "name", "default", "description", "default VPC security group"))
                .provides(AwsTypes.EC2_ROUTE_TABLE, "defaultRouteTableId", vpc -> Map.of("vpcId", vpc.id()))
                .provides(AwsTypes.EC2_NETWORK_ACL, "defaultNetworkAclId", vpc -> Map.of("vpcId", vpc.id()))
                .sameAs(AwsTypes.EC2_DEFAULT_VPC)
                .inUse("DependencyViolation", "The vpc '{id}' has dependencies and cannot be deleted: {users}");
    }

    private static void registerVpcDhcpOptions(Registry registry) {
        registry.type(AwsTypes.EC2_VPC_DHCP_OPTIONS, "EC2 DHCP Options Set")
                .id("dopt-{hex17}")
                .arn("arn:aws:ec2:{region}:{account}:dhcp-options/{id}")
                .existing(DefaultNetwork::dhcpOptions)
                .immutable("domainName", "domainNameServers", "ntpServers", "netbiosNameServers", "netbiosNodeType")
                .immutable("ipv6AddressPreferredLeaseTime");
    }

    private static void registerSubnet(Registry registry) {
        registry.type(AwsTypes.EC2_SUBNET, "EC2 Subnet")
                .id("subnet-{hex17}")
                .arn("arn:aws:ec2:{region}:{account}:subnet/{id}")
                .existing(DefaultNetwork::subnets)
                .uses("vpcId", AwsTypes.EC2_VPC, "InvalidVpcID.NotFound")
                .immutable("vpcId", "cidrBlock", "availabilityZone", "availabilityZoneId", "ipv6Native", "outpostArn")
                .validate(operation -> blockSize(operation, "cidrBlock"))
                .quota(
                        200,
                        "vpcId",
                        "SubnetLimitExceeded",
                        "The maximum number of subnets (200) has been reached in {vpcId}" + QUOTAS)
                .check(Network::checkSubnet)
                .defaults("mapPublicIpOnLaunch", false)
                .defaults("assignIpv6AddressOnCreation", false)
                .defaults("enableDns64", false)
                .defaults("ipv6Native", false)
                .computed("ownerId", "{account}")
                .computed("availabilityZone", "{region}a")
                .computed("availabilityZoneId", operation -> Zones.id(operation.text("availabilityZone")))
                .computed("privateDnsHostnameTypeOnLaunch", "ip-name")
                .inUse("DependencyViolation", "The subnet '{id}' has dependencies and cannot be deleted: {users}");
    }

    private static void registerInternetGateway(Registry registry) {
        registry.type(AwsTypes.EC2_INTERNET_GATEWAY, "EC2 Internet Gateway")
                .id("igw-{hex17}")
                .arn("arn:aws:ec2:{region}:{account}:internet-gateway/{id}")
                .existing(DefaultNetwork::internetGateway)
                .uses("vpcId", AwsTypes.EC2_VPC, "InvalidVpcID.NotFound")
                .quota(
                        5,
                        "",
                        "InternetGatewayLimitExceeded",
                        "The maximum number of internet gateways (5) has been reached" + QUOTAS)
                .unique(
                        "vpcId",
                        "Resource.AlreadyAssociated",
                        "network {vpcId} already has an internet gateway attached")
                .computed("ownerId", "{account}")
                .inUse("DependencyViolation", "Network has some mapped public address(es) or routes: {users}");
    }

    private static void registerEgressOnlyInternetGateway(Registry registry) {
        registry.type(AwsTypes.EC2_EGRESS_ONLY_INTERNET_GATEWAY, "EC2 Egress-only Internet Gateway")
                .id("eigw-{hex17}")
                .uses("vpcId", AwsTypes.EC2_VPC, "InvalidVpcID.NotFound")
                .immutable("vpcId");
    }

    private static void registerEip(Registry registry) {
        registry.type(AwsTypes.EC2_EIP, "EC2 EIP")
                .id("eipalloc-{hex17}")
                .arn("arn:aws:ec2:{region}:{account}:elastic-ip/{id}")
                .immutable("domain", "networkBorderGroup", "publicIpv4Pool", "address")
                .undecided("customerOwnedIpv4Pool", "ipamPoolId", "vpc")
                .quota(
                        5,
                        "",
                        "AddressLimitExceeded",
                        "The maximum number of addresses has been reached (5 Elastic IPs in {region}); see https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/elastic-ip-addresses-eip.html")
                .defaults("domain", "vpc")
                .computed("allocationId", "{id}")
                .computed("publicIp", operation -> address(operation, "198.51.100"))
                .computed(
                        "publicDns",
                        operation -> "ec2-" + operation.text("publicIp").replace('.', '-') + "." + operation.region()
                                + ".compute.amazonaws.com")
                .computed("networkBorderGroup", "{region}")
                .computed("publicIpv4Pool", "amazon")
                .inUse("InvalidIPAddress.InUse", "The address is in use: {users}");
    }

    private static void registerNatGateway(Registry registry) {
        registry.type(AwsTypes.EC2_NAT_GATEWAY, "EC2 NAT Gateway")
                .id("nat-{hex17}")
                .uses("subnetId", AwsTypes.EC2_SUBNET, "InvalidSubnetID.NotFound")
                .uses("allocationId", AwsTypes.EC2_EIP, "InvalidAllocationID.NotFound")
                .immutable("subnetId", "allocationId", "connectivityType", "privateIp")
                .undecided("secondaryAllocationIds", "secondaryPrivateIpAddressCount", "secondaryPrivateIpAddresses")
                .unique("allocationId", "Resource.AlreadyAssociated", "resource {allocationId} is already associated")
                .check(Network::checkNatGateway)
                .defaults("connectivityType", "public")
                .computed("publicIp", operation -> operation
                        .find(AwsTypes.EC2_EIP, operation.text("allocationId"))
                        .map(address -> address.text("publicIp"))
                        .orElse(""))
                .computed("privateIp", operation -> firstAddress(operation, operation.text("subnetId")))
                .computed("networkInterfaceId", id("eni-", "interface"))
                .computed("associationId", id("eipassoc-", "association"))
                .inUse("DependencyViolation", "The NAT gateway is still routed to: {users}");
    }

    private static void registerNetworkAcl(Registry registry) {
        registry.type(AwsTypes.EC2_NETWORK_ACL, "EC2 Network ACL")
                .id("acl-{hex17}")
                .arn("arn:aws:ec2:{region}:{account}:network-acl/{id}")
                .existing(DefaultNetwork::networkAcl)
                .uses("vpcId", AwsTypes.EC2_VPC, "InvalidVpcID.NotFound")
                .uses("subnetIds", AwsTypes.EC2_SUBNET, "InvalidSubnetID.NotFound")
                .immutable("vpcId")
                .computed("ownerId", "{account}");
    }

    private static void registerNetworkAclRule(Registry registry) {
        registry.type(AwsTypes.EC2_NETWORK_ACL_RULE, "EC2 Network ACL Rule")
                .id("nacl-{hex10}")
                .importedAs("{networkAclId}:{ruleNumber}:{protocol}:{egress}")
                .mentions("networkAclId", AwsTypes.EC2_NETWORK_ACL, "InvalidNetworkAclID.NotFound")
                .immutable(
                        "networkAclId",
                        "ruleNumber",
                        "egress",
                        "protocol",
                        "ruleAction",
                        "cidrBlock",
                        "ipv6CidrBlock",
                        "fromPort",
                        "toPort",
                        "icmpType",
                        "icmpCode")
                .validate(Rules.within("ruleNumber", 1, 32766))
                .defaults("egress", false)
                .check(operation -> operation.require(
                        operation.siblings().stream()
                                .noneMatch(other -> other.text("networkAclId").equals(operation.text("networkAclId"))
                                        && other.flag("egress") == operation.flag("egress")
                                        && other.number("ruleNumber", 0) == operation.number("ruleNumber", 0)),
                        "NetworkAclEntryAlreadyExists",
                        operation.render("The network acl entry identified by {ruleNumber} already exists.")));
    }

    private static void registerNetworkAclAssociation(Registry registry) {
        registry.type(AwsTypes.EC2_NETWORK_ACL_ASSOCIATION, "EC2 Network ACL Association")
                .id("aclassoc-{hex17}")
                .immutable("networkAclId", "subnetId")
                .uses("networkAclId", AwsTypes.EC2_NETWORK_ACL, "InvalidNetworkAclID.NotFound")
                .uses("subnetId", AwsTypes.EC2_SUBNET, "InvalidSubnetID.NotFound");
    }

    private static void registerDefaultSecurityGroup(Registry registry) {
        registry.type(AwsTypes.EC2_DEFAULT_SECURITY_GROUP, "EC2 Default Security Group")
                .id("{simulatedDefaultId}")
                .arn("arn:aws:ec2:{region}:{account}:security-group/{id}")
                .mentions("vpcId", AwsTypes.EC2_VPC, "InvalidVpcID.NotFound")
                .immutable("vpcId")
                .check(operation -> operation
                        .state()
                        .put(
                                "simulatedDefaultId",
                                operation
                                        .find(AwsTypes.EC2_VPC, operation.text("vpcId"))
                                        .map(vpc -> vpc.text("defaultSecurityGroupId"))
                                        .orElse("")))
                .computed("name", "default")
                .computed("namePrefix", "")
                .computed("ownerId", "{account}")
                .computed("description", "default VPC security group");
    }

    private static void registerDefaultVpc(Registry registry) {
        registry.type(AwsTypes.EC2_DEFAULT_VPC, "EC2 Default VPC")
                .sameAs(AwsTypes.EC2_VPC)
                .id("{simulatedId}")
                .arn("arn:aws:ec2:{region}:{account}:vpc/{id}")
                .check(operation -> adopt(operation, AwsTypes.EC2_VPC, found -> true))
                .defaults("forceDestroy", false)
                .computed("existingDefaultVpc", operation -> true);
    }

    private static void registerDefaultSubnet(Registry registry) {
        registry.type(AwsTypes.EC2_DEFAULT_SUBNET, "EC2 Default Subnet")
                .sameAs(AwsTypes.EC2_SUBNET)
                .id("{simulatedId}")
                .arn("arn:aws:ec2:{region}:{account}:subnet/{id}")
                .immutable("availabilityZone")
                .check(operation -> adopt(operation, AwsTypes.EC2_SUBNET, found -> found.text("availabilityZone")
                        .equals(operation.text("availabilityZone"))))
                .defaults("forceDestroy", false)
                .computed("existingDefaultSubnet", operation -> true);
    }

    private static void registerDefaultVpcDhcpOptions(Registry registry) {
        registry.type(AwsTypes.EC2_DEFAULT_VPC_DHCP_OPTIONS, "EC2 Default DHCP Options Set")
                .id("{simulatedId}")
                .arn("arn:aws:ec2:{region}:{account}:dhcp-options/{id}")
                .check(operation -> adopt(operation, AwsTypes.EC2_VPC_DHCP_OPTIONS, found -> true));
    }

    /** The resource takes the properties of the part of the default network that it manages. */
    private static void adopt(Operation operation, String type, Predicate<StoredResource> wanted) {
        StoredResource found = operation.predefined(type).stream()
                .filter(wanted)
                .findFirst()
                .orElseThrow(() -> operation.refuse(
                        "NotFound", operation.render("there is no default subnet in {availabilityZone}")));
        operation.state().put("simulatedId", found.id());
        found.state().forEach(operation.state()::putIfAbsent);
    }

    /** A part of the VPC that exists from the start, and that a program adopts. */
    private static void adopted(Registry registry, String type, String label, String property) {
        registry.type(type, label).id("{" + property + "}").immutable(property).computed("ownerId", "{account}");
    }

    private static void blockSize(Operation operation, String property) {
        if (operation.has(property)) {
            Cidr block = Cidr.parse(operation, operation.text(property), property);
            operation.require(
                    block.prefix() >= 16 && block.prefix() <= 28,
                    property,
                    "the CIDR block must be between /16 and /28, got /" + block.prefix());
        }
    }

    private static void checkSubnet(Operation operation) {
        String zone = operation.text("availabilityZone");
        operation.require(
                zone.isEmpty() || Zones.names(operation.region()).contains(zone),
                "InvalidParameterValue",
                "Value (" + zone
                        + ") for parameter availabilityZone is invalid. Subnets can currently only be created in the following availability zones: "
                        + String.join(", ", Zones.names(operation.region())) + ".");
        if (operation.old() != null || !operation.has("cidrBlock")) {
            return;
        }
        Cidr block = Cidr.parse(operation, operation.text("cidrBlock"), "InvalidParameterValue");
        operation
                .find(AwsTypes.EC2_VPC, operation.text("vpcId"))
                .map(vpc -> Cidr.parse(operation, vpc.text("cidrBlock"), "InvalidParameterValue"))
                .ifPresent(vpc -> operation.require(
                        vpc.contains(block),
                        "InvalidSubnet.Range",
                        operation.render("The CIDR '{cidrBlock}' is invalid: it is not within the VPC's block.")));
        for (StoredResource other : operation.siblings()) {
            boolean conflict = other.text("vpcId").equals(operation.text("vpcId"))
                    && Cidr.parse(operation, other.text("cidrBlock"), "InvalidParameterValue")
                            .overlaps(block);
            operation.require(
                    !conflict,
                    "InvalidSubnet.Conflict",
                    operation.render("The CIDR '{cidrBlock}' conflicts with another subnet (") + other.id() + ", "
                            + other.text("cidrBlock") + ")");
        }
    }

    private static void checkNatGateway(Operation operation) {
        boolean isPublic = "public".equals(operation.text("connectivityType"));
        operation.require(
                !isPublic || operation.has("allocationId"),
                "MissingParameter",
                "The request must contain the parameter AllocationId for a public NAT gateway");
        String vpc = Rules.vpcOf(operation, operation.text("subnetId"));
        operation.require(
                !isPublic
                        || operation.list(AwsTypes.EC2_INTERNET_GATEWAY).stream()
                                .anyMatch(gateway -> gateway.text("vpcId").equals(vpc)),
                "Gateway.NotAttached",
                "Network " + vpc + " has no Internet gateway attached");
    }

    /** An address out of a block that RFC 5737 keeps for documentation. */
    public static String address(Operation operation, String block) {
        return block + "." + (1 + Integer.parseInt(operation.hex(4, "address"), 16) % 254);
    }

    public static String firstAddress(Operation operation, String subnet) {
        String block = operation
                .find(AwsTypes.EC2_SUBNET, subnet)
                .map(found -> found.text("cidrBlock"))
                .orElse("10.0.0.0/24");
        String base = block.substring(0, block.lastIndexOf('.'));
        return base + "." + (4 + Integer.parseInt(operation.hex(2, "private address"), 16) % 11);
    }
}
