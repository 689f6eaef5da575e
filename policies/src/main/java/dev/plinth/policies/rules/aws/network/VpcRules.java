package dev.plinth.policies.rules.aws.network;

import static dev.plinth.policies.rule.Property.property;
import static dev.plinth.policies.rule.Reference.cdkNag;
import static dev.plinth.policies.rule.Reference.checkov;
import static dev.plinth.policies.rule.Reference.cis;
import static dev.plinth.policies.rule.Reference.fsbp;

import dev.plinth.model.GraphResource;
import dev.plinth.model.PropertyValue;
import dev.plinth.model.ResourceGraph.Derivation;
import dev.plinth.policies.condition.Cidr;
import dev.plinth.policies.condition.Elements;
import dev.plinth.policies.condition.JsonText;
import dev.plinth.policies.condition.Related;
import dev.plinth.policies.condition.Statement;
import dev.plinth.policies.rule.AwsTypes;
import dev.plinth.policies.rule.Condition;
import dev.plinth.policies.rule.Rule;
import dev.plinth.policies.rule.RuleContext;
import dev.plinth.policies.rule.Severity;
import dev.plinth.policies.rule.Verdict;
import inet.ipaddr.IPAddress;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Rules for VPCs: their addresses, subnets, routes, network ACLs and endpoints. */
public final class VpcRules {

    private static final String CIDR_ASSOCIATION = "aws:ec2/vpcIpv4CidrBlockAssociation:VpcIpv4CidrBlockAssociation";
    private static final String PEERING = "aws:ec2/vpcPeeringConnection:VpcPeeringConnection";
    private static final String DEFAULT_ACL = "aws:ec2/defaultNetworkAcl:DefaultNetworkAcl";
    private static final String ACL_RULE = "aws:ec2/networkAclRule:NetworkAclRule";
    private static final String ACL_ASSOCIATION = "aws:ec2/networkAclAssociation:NetworkAclAssociation";
    private static final String ENDPOINT_SERVICE = "aws:ec2/vpcEndpointService:VpcEndpointService";
    private static final String TRANSIT_GATEWAY = "aws:ec2transitgateway/transitGateway:TransitGateway";

    /** The sizes that AWS allows for a VPC's and a subnet's block; source: "VPC CIDR blocks" in the VPC User Guide. */
    private static final int WIDEST = 16;

    private static final int NARROWEST = 28;

    private static final int PRODUCTION_ZONES = 3;
    private static final int ZONES = 2;

    /** A route to a peer should lead to no more than a VPC can have. */
    private static final int WIDEST_PEER_ROUTE = WIDEST;

    private static final Set<Integer> ADMIN_PORTS = Set.of(22, 3389);

    private static final Rule FLOW_LOGS = Rule.named("vpc-flow-logs")
            .title("VPCs have flow logs that include rejected traffic")
            .severity(Severity.MEDIUM)
            .on(AwsTypes.VPC)
            .lookingAt(AwsTypes.FLOW_LOG, "vpcId", "trafficType")
            .risk("Connections and rejected attempts leave no record.")
            .remediation(
                    """
                    Log all traffic:
                    FlowLogArgs.builder().vpcId(vpc.id()).trafficType("ALL").logDestination(logGroup.arn())
                    """)
            .references(cis("3.7"), fsbp("EC2.6"), checkov("CKV2_AWS_11"), cdkNag("VPC7"))
            .requiresInStack(Related.some(
                    AwsTypes.FLOW_LOG,
                    "vpcId",
                    property("trafficType").isOneOf("ALL", "REJECT"),
                    "the VPC has no FlowLog"));

    private static final Rule NO_AUTOMATIC_ADDRESS = Rule.named("subnet-no-auto-public-ip")
            .title("Subnets do not assign public IP addresses automatically")
            .severity(Severity.MEDIUM)
            .on(AwsTypes.SUBNET, "mapPublicIpOnLaunch")
            .risk("Every instance started in the subnet is on the internet.")
            .remediation(
                    """
                    Assign public addresses to load balancers and NAT gateways only:
                    SubnetArgs.builder().mapPublicIpOnLaunch(false)
                    """)
            .references(fsbp("EC2.15"), checkov("CKV_AWS_130"))
            .requires(property("mapPublicIpOnLaunch").isNotTrue());

    private static final Rule NO_DEFAULT_VPC = Rule.named("vpc-no-default")
            .title("Stacks do not use the default VPC")
            .severity(Severity.MEDIUM)
            .on("aws:ec2/defaultVpc:DefaultVpc")
            .risk("All subnets of the default VPC are public and assign public addresses.")
            .remediation(
                    """
                    Create a VPC:
                    new Network("network", NetworkArgs.builder().cidrBlock("10.0.0.0/16").build())
                    """)
            .references(checkov("CKV_AWS_148"))
            .requires((vpc, context) -> Verdict.fail("the stack manages the default VPC"));

    private static final Rule CIDR_PLAN = Rule.named("cidr-plan-valid")
            .title("CIDR blocks of VPCs and subnets are valid and do not overlap")
            .severity(Severity.CRITICAL)
            .on(AwsTypes.VPC, "cidrBlock", "ipv4IpamPoolId")
            .on(AwsTypes.SUBNET, "cidrBlock", "vpcId", "ipv6Native")
            .lookingAt(CIDR_ASSOCIATION, "cidrBlock", "vpcId")
            .lookingAt(PEERING, "vpcId", "peerVpcId")
            .risk("The update fails partway, or networks can never be connected: a VPC's block cannot be changed.")
            .remediation(
                    """
                    Use blocks from /16 to /28, without host bits:
                    SubnetArgs.builder().cidrBlock("10.0.16.0/20")
                    """)
            .requiresInStack(VpcRules::isPlanned);

    private static final Rule SPAN_ZONES = Rule.named("subnets-span-azs")
            .title("Each tier of subnets spans at least two Availability Zones, or three in production")
            .severity(Severity.HIGH)
            .on(AwsTypes.VPC)
            .lookingAt(AwsTypes.SUBNET, "vpcId", "availabilityZone", "availabilityZoneId")
            .lookingAt(AwsTypes.ROUTE_TABLE_ASSOCIATION, "subnetId", "routeTableId")
            .lookingAt(AwsTypes.ROUTE_TABLE, "routes[].cidrBlock", "routes[].ipv6CidrBlock", "routes[].gatewayId")
            .lookingAt(
                    AwsTypes.ROUTE,
                    "routeTableId",
                    "destinationCidrBlock",
                    "destinationIpv6CidrBlock",
                    "gatewayId",
                    "natGatewayId")
            .risk("The loss of one zone takes a whole tier down.")
            .remediation(
                    """
                    Create a subnet of each tier in each zone:
                    NetworkArgs.builder().availabilityZones(3)
                    """)
            .references(fsbp("ELB.13"))
            .requiresInStack(VpcRules::spansZones);

    private static final Rule NAT_PER_ZONE = Rule.named("nat-per-az")
            .title("Production subnets use a NAT gateway in their own Availability Zone")
            .severity(Severity.MEDIUM)
            .on(AwsTypes.SUBNET, "availabilityZone", "availabilityZoneId")
            .lookingAt(AwsTypes.NAT_GATEWAY, "subnetId")
            .lookingAt(AwsTypes.ROUTE_TABLE_ASSOCIATION, "subnetId", "routeTableId")
            .lookingAt(AwsTypes.ROUTE_TABLE, "routes[].natGatewayId")
            .lookingAt(AwsTypes.ROUTE, "routeTableId", "destinationCidrBlock", "natGatewayId")
            .risk("The loss of one zone cuts off tasks in the other zones from the internet.")
            .remediation(
                    """
                    Create a NAT gateway in each zone:
                    NetworkArgs.builder().natStrategy(NatStrategy.ONE_PER_ZONE)
                    """)
            .requiresInStack(((Condition) VpcRules::leavesInItsZone).inProduction());

    private static final Rule NO_NAT_INSTANCE = Rule.named("no-nat-instance")
            .title("Subnets use NAT gateways, not NAT instances")
            .severity(Severity.MEDIUM)
            .on(AwsTypes.ROUTE, "destinationCidrBlock", "destinationIpv6CidrBlock", "networkInterfaceId")
            .on(AwsTypes.ROUTE_TABLE, "routes[].cidrBlock", "routes[].ipv6CidrBlock", "routes[].networkInterfaceId")
            .risk("All traffic depends on one instance that must be patched and has no failover.")
            .remediation(
                    """
                    Use a NAT gateway:
                    RouteArgs.builder().destinationCidrBlock("0.0.0.0/0").natGatewayId(nat.id())
                    """)
            .references(checkov("CKV2_AWS_35"))
            .requires(Elements.each(
                            "routes",
                            route -> avoidsInstance(route + ".cidrBlock", route + ".ipv6CidrBlock", route + "."))
                    .and(avoidsInstance("destinationCidrBlock", "destinationIpv6CidrBlock", "")));

    private static final Rule PEER_ROUTES = Rule.named("route-peering-least-access")
            .title("Routes to a peered VPC cover only its addresses")
            .severity(Severity.MEDIUM)
            .on(AwsTypes.ROUTE, "destinationCidrBlock", "vpcPeeringConnectionId")
            .risk("Traffic for other destinations is sent to the peered VPC.")
            .remediation(
                    """
                    Use the peer's CIDR block, or that of the required subnet:
                    RouteArgs.builder().destinationCidrBlock("10.20.48.0/20").vpcPeeringConnectionId(peering.id())
                    """)
            .references(cis("5.6"), checkov("CKV2_AWS_44"))
            .requires(property("destinationCidrBlock")
                    .is(
                            value -> value.isAbsent()
                                    || Cidr.of(value)
                                            .filter(block -> block.isPrefixed()
                                                    && block.getNetworkPrefixLength() >= WIDEST_PEER_ROUTE)
                                            .isPresent(),
                            "a block of /" + WIDEST_PEER_ROUTE + " or narrower")
                    .onlyIf((route, context) ->
                            !route.input("vpcPeeringConnectionId").isAbsent()));

    private static final Rule ACL_NO_ADMIN = Rule.named("nacl-no-admin-from-world")
            .title("Network ACLs do not allow SSH or RDP from the internet")
            .severity(Severity.MEDIUM)
            .on(
                    AwsTypes.NETWORK_ACL,
                    "ingress[].action",
                    "ingress[].cidrBlock",
                    "ingress[].ipv6CidrBlock",
                    "ingress[].protocol",
                    "ingress[].fromPort",
                    "ingress[].toPort")
            .on(
                    DEFAULT_ACL,
                    "ingress[].action",
                    "ingress[].cidrBlock",
                    "ingress[].ipv6CidrBlock",
                    "ingress[].protocol",
                    "ingress[].fromPort",
                    "ingress[].toPort")
            .on(ACL_RULE, "egress", "ruleAction", "cidrBlock", "ipv6CidrBlock", "protocol", "fromPort", "toPort")
            .risk("Network ACLs offer no protection against a wrong security group rule.")
            .remediation(
                    """
                    Allow a specific network:
                    NetworkAclRuleArgs.builder().cidrBlock("10.20.0.0/16").fromPort(22).toPort(22).ruleAction("allow")
                    """)
            .references(cis("5.2"), fsbp("EC2.21"), checkov("CKV_AWS_231"), checkov("CKV_AWS_232"))
            .requires((acl, context) -> !acl.type().equals(ACL_RULE)
                    ? Elements.each("ingress", rule -> closesAdminPorts(rule + ".", "action"))
                            .test(acl, context)
                    : closesAdminPorts("", "ruleAction")
                            .onlyIf((rule, around) ->
                                    !rule.input("egress").asBoolean().orElse(false))
                            .test(acl, context));

    private static final Rule ACL_ATTACHED = Rule.named("nacl-attached")
            .title("Network ACLs are associated with a subnet")
            .severity(Severity.LOW)
            .on(AwsTypes.NETWORK_ACL, "subnetIds")
            .lookingAt(ACL_ASSOCIATION, "networkAclId")
            .risk("The rules have no effect.")
            .remediation(
                    """
                    Associate it with a subnet, or delete it:
                    NetworkAclArgs.builder().subnetIds(network.dataSubnetIds())
                    """)
            .references(fsbp("EC2.16"), checkov("CKV2_AWS_1"))
            .requiresInStack(property("subnetIds")
                    .isFilled()
                    .or(Related.some(ACL_ASSOCIATION, "networkAclId", "the ACL has no NetworkAclAssociation")));

    private static final Rule ECR_ENDPOINTS = Rule.named("vpce-ecr-private")
            .title("Production Fargate tasks pull images through VPC endpoints")
            .severity(Severity.MEDIUM)
            .on(AwsTypes.VPC)
            .lookingAt(AwsTypes.VPC_ENDPOINT, "vpcId", "serviceName", "vpcEndpointType", "privateDnsEnabled")
            .lookingAt(AwsTypes.ECS_TASK_DEFINITION, "requiresCompatibilities")
            .risk("A failed or saturated NAT gateway prevents new tasks from starting.")
            .remediation(
                    """
                    Create endpoints for both ECR services:
                    NetworkArgs.builder().interfaceEndpoints("ecr.api", "ecr.dkr")
                    """)
            .references(fsbp("EC2.55"), fsbp("EC2.56"))
            .requiresInStack(hasEndpoint("ecr.api")
                    .and(hasEndpoint("ecr.dkr"))
                    .onlyIf((vpc, context) -> runsFargate(context))
                    .inProduction());

    private static final Rule ENDPOINT_SCOPED = Rule.named("vpce-scoped")
            .title("VPC endpoints are restricted to named principals and a security group")
            .severity(Severity.LOW)
            .on(AwsTypes.VPC_ENDPOINT, "policy", "vpcEndpointType", "securityGroupIds")
            .lookingAt("aws:ec2/vpcEndpointPolicy:VpcEndpointPolicy", "vpcEndpointId")
            .risk("Any program in the VPC can copy data to other accounts through the endpoint.")
            .remediation(
                    """
                    Restrict the endpoint to your account:
                    "Condition": {"StringEquals": {"aws:PrincipalAccount": "123456789012"}}
                    """)
            .requiresInStack(VpcRules::isScoped);

    private static final Rule ENDPOINT_DNS = Rule.named("vpce-private-dns")
            .title("Interface endpoints of AWS services have private DNS enabled")
            .severity(Severity.MEDIUM)
            .on(AwsTypes.VPC_ENDPOINT, "privateDnsEnabled", "serviceName", "vpcEndpointType")
            .risk("SDKs keep calling the service over the internet.")
            .remediation(
                    """
                    Enable private DNS:
                    VpcEndpointArgs.builder().vpcEndpointType("Interface").privateDnsEnabled(true)
                    """)
            .requires(property("privateDnsEnabled")
                    .isTrue()
                    .onlyIf((endpoint, context) -> isInterface(endpoint)
                            && endpoint.input("serviceName").asText().orElse("").startsWith("com.amazonaws.")
                            && !endpoint.input("serviceName")
                                    .asText()
                                    .orElse("")
                                    .contains(".vpce.")));

    private static final Rule SERVICE_ACCEPTANCE = Rule.named("vpce-service-acceptance")
            .title("Endpoint services require acceptance of connections")
            .severity(Severity.MEDIUM)
            .on(ENDPOINT_SERVICE, "acceptanceRequired")
            .risk("Every allowed account connects without review.")
            .remediation(
                    """
                    Require acceptance:
                    VpcEndpointServiceArgs.builder().acceptanceRequired(true)
                    """)
            .references(checkov("CKV_AWS_123"))
            .requires(property("acceptanceRequired").isTrue());

    private static final Rule DNS = Rule.named("vpc-dns")
            .title("VPCs with interface endpoints have DNS support and DNS hostnames enabled")
            .severity(Severity.MEDIUM)
            .on(AwsTypes.VPC, "enableDnsSupport", "enableDnsHostnames")
            .lookingAt(AwsTypes.VPC_ENDPOINT, "vpcId", "privateDnsEnabled")
            .risk("AWS rejects endpoints with private DNS in the VPC, and the update fails partway.")
            .remediation(
                    """
                    Enable both:
                    VpcArgs.builder().enableDnsSupport(true).enableDnsHostnames(true)
                    """)
            .requiresInStack(property("enableDnsSupport")
                    .isNotFalse()
                    .and(property("enableDnsHostnames").isTrue())
                    .onlyIf((vpc, context) -> context.referrers(vpc, "vpcId", AwsTypes.VPC_ENDPOINT).stream()
                            .anyMatch(endpoint -> endpoint.input("privateDnsEnabled")
                                    .asBoolean()
                                    .orElse(false))));

    private static final Rule NO_AUTOMATIC_ATTACHMENT = Rule.named("transit-gateway-no-auto-accept")
            .title("Transit gateways do not accept attachments automatically")
            .severity(Severity.HIGH)
            .on(TRANSIT_GATEWAY, "autoAcceptSharedAttachments")
            .risk("Every account that the gateway is shared with joins the network without review.")
            .remediation(
                    """
                    Disable automatic acceptance:
                    TransitGatewayArgs.builder().autoAcceptSharedAttachments("disable")
                    """)
            .references(fsbp("EC2.23"), checkov("CKV_AWS_331"))
            .requires(property("autoAcceptSharedAttachments").isNoneOf("enable"));

    private static final Rule BLOCK_PUBLIC_ACCESS = Rule.named("vpc-block-public-access")
            .title("VPC Block Public Access is enabled in stacks that configure it")
            .severity(Severity.MEDIUM)
            .on("aws:ec2/vpcBlockPublicAccessOptions:VpcBlockPublicAccessOptions", "internetGatewayBlockMode")
            .risk("An internet gateway added later exposes a VPC that is meant to be private.")
            .remediation(
                    """
                    Block inbound traffic, and exclude the VPCs that serve the public:
                    VpcBlockPublicAccessOptionsArgs.builder().internetGatewayBlockMode("block-ingress")
                    """)
            .references(fsbp("EC2.172"))
            .requires(property("internetGatewayBlockMode").isOneOf("block-bidirectional", "block-ingress"));

    public static final List<Rule> ALL = List.of(
            FLOW_LOGS,
            NO_AUTOMATIC_ADDRESS,
            NO_DEFAULT_VPC,
            CIDR_PLAN,
            SPAN_ZONES,
            NAT_PER_ZONE,
            NO_NAT_INSTANCE,
            PEER_ROUTES,
            ACL_NO_ADMIN,
            ACL_ATTACHED,
            ECR_ENDPOINTS,
            ENDPOINT_SCOPED,
            ENDPOINT_DNS,
            SERVICE_ACCEPTANCE,
            DNS,
            NO_AUTOMATIC_ATTACHMENT,
            BLOCK_PUBLIC_ACCESS);

    private static final Derivation<Boolean> RUNS_FARGATE = graph -> graph.ofType(AwsTypes.ECS_TASK_DEFINITION).stream()
            .flatMap(task -> task.input("requiresCompatibilities").elements().stream())
            .anyMatch(compatibility -> compatibility.asText().orElse("").equals("FARGATE"));

    private VpcRules() {}

    private static Verdict isPlanned(GraphResource resource, RuleContext context) {
        boolean without = !resource.input("ipv4IpamPoolId").isAbsent()
                || resource.input("ipv6Native").asBoolean().orElse(false);
        PropertyValue value = resource.input("cidrBlock");
        if (value.isUnknown()) {
            return Verdict.unknown("cidrBlock");
        }
        if (value.isAbsent() && without) {
            return Verdict.NOT_APPLICABLE;
        }
        Optional<IPAddress> block = Cidr.of(value).filter(address -> isWellFormed(address, value));
        if (block.isEmpty()) {
            return Verdict.fail("cidrBlock is " + value.describe() + " but must be an IPv4 block from /" + WIDEST
                    + " to /" + NARROWEST + " without host bits, such as 10.0.0.0/16");
        }
        return resource.type().equals(AwsTypes.VPC)
                ? overlapsNoPeer(resource, block.get(), context)
                : fitsIn(resource, block.get(), context);
    }

    /** The library alone would accept wildcards, leading zeros and spaces. */
    private static boolean isWellFormed(IPAddress block, PropertyValue value) {
        return block.isIPv4()
                && block.isPrefixed()
                && block.getNetworkPrefixLength() >= WIDEST
                && block.getNetworkPrefixLength() <= NARROWEST
                && block.toPrefixBlock()
                        .toCanonicalString()
                        .equals(value.asText().orElse(""));
    }

    private static Verdict overlapsNoPeer(GraphResource vpc, IPAddress block, RuleContext context) {
        Stream<GraphResource> asked = context.referrers(vpc, "vpcId", PEERING).stream()
                .flatMap(peering -> context.references(peering, "peerVpcId", AwsTypes.VPC).stream());
        Stream<GraphResource> asking = context.referrers(vpc, "peerVpcId", PEERING).stream()
                .flatMap(peering -> context.references(peering, "vpcId", AwsTypes.VPC).stream());
        return overlapsNone(
                block,
                Stream.concat(asked, asking)
                        .filter(peer -> !peer.urn().equals(vpc.urn()))
                        .distinct()
                        .toList());
    }

    private static Verdict fitsIn(GraphResource subnet, IPAddress block, RuleContext context) {
        List<GraphResource> vpcs = context.references(subnet, "vpcId", AwsTypes.VPC);
        if (vpcs.isEmpty()) {
            return subnet.input("vpcId").isUnknown() ? Verdict.unknown("vpcId") : Verdict.PASS;
        }
        GraphResource vpc = vpcs.get(0);
        List<GraphResource> siblings = context.referrers(vpc, "vpcId", AwsTypes.SUBNET).stream()
                .filter(other -> !other.urn().equals(subnet.urn()))
                .toList();
        return Verdict.all(List.of(isInside(subnet, block, vpc, context), overlapsNone(block, siblings)));
    }

    private static Verdict isInside(GraphResource subnet, IPAddress block, GraphResource vpc, RuleContext context) {
        List<PropertyValue> blocks = Stream.concat(
                        Stream.of(vpc), context.referrers(vpc, "vpcId", CIDR_ASSOCIATION).stream())
                .map(resource -> resource.input("cidrBlock"))
                .toList();
        if (blocks.stream().flatMap(one -> Cidr.of(one).stream()).anyMatch(one -> one.contains(block))) {
            return Verdict.PASS;
        }
        boolean told = blocks.stream().noneMatch(one -> one.isUnknown() || one.isAbsent());
        return told
                ? Verdict.fail("cidrBlock is " + subnet.input("cidrBlock").describe()
                        + " but must be inside the VPC's block, which is "
                        + vpc.input("cidrBlock").describe())
                : Verdict.unknown("cidrBlock of " + vpc.name());
    }

    private static Verdict overlapsNone(IPAddress block, List<GraphResource> others) {
        List<Verdict> verdicts = new ArrayList<>(List.of(Verdict.PASS));
        for (GraphResource other : others) {
            boolean overlaps = Cidr.of(other.input("cidrBlock"))
                    .filter(address -> address.isIPv4() && (address.contains(block) || block.contains(address)))
                    .isPresent();
            if (overlaps) {
                verdicts.add(Verdict.fail("cidrBlock overlaps the one of " + other.name()));
            }
        }
        return Verdict.all(verdicts);
    }

    private static Verdict spansZones(GraphResource vpc, RuleContext context) {
        int least = context.isProduction() ? PRODUCTION_ZONES : ZONES;
        Map<Subnets.Exit, List<GraphResource>> tiers = new EnumMap<>(Subnets.Exit.class);
        for (GraphResource subnet : context.referrers(vpc, "vpcId", AwsTypes.SUBNET)) {
            tiers.computeIfAbsent(Subnets.exitOf(subnet, context), key -> new ArrayList<>())
                    .add(subnet);
        }
        List<Verdict> verdicts = new ArrayList<>();
        tiers.forEach((exit, subnets) -> {
            Set<String> zones = Subnets.zonesOf(subnets);
            boolean known = subnets.size() < least
                    || subnets.stream()
                            .allMatch(subnet -> Subnets.zoneOf(subnet).isPresent());
            String names =
                    String.join(", ", subnets.stream().map(GraphResource::name).toList());
            verdicts.add(
                    zones.size() >= least
                            ? Verdict.PASS
                            : known
                                    ? Verdict.fail("the subnets " + names + " are in " + zones + " but must be in "
                                            + least + " or more Availability Zones")
                                    : Verdict.unknown("availabilityZone"));
        });
        return Verdict.all(verdicts);
    }

    private static Verdict leavesInItsZone(GraphResource subnet, RuleContext context) {
        List<GraphResource> places = Subnets.natGateways(subnet, context).stream()
                .flatMap(nat -> context.references(nat, "subnetId", AwsTypes.SUBNET).stream())
                .toList();
        if (places.isEmpty()) {
            return Verdict.NOT_APPLICABLE;
        }
        Optional<String> zone = Subnets.zoneOf(subnet);
        Set<String> zones = Subnets.zonesOf(places);
        if (zone.isEmpty() || zones.isEmpty()) {
            return Verdict.unknown("availabilityZone");
        }
        return Verdict.passIf(
                zones.contains(zone.get()),
                "the subnet is in " + zone.get() + ", its NAT gateway is in " + String.join(", ", zones));
    }

    private static Condition avoidsInstance(String ipv4, String ipv6, String prefix) {
        String property = prefix + "networkInterfaceId";
        return (route, context) -> {
            boolean everywhere = Cidr.isWorld(route.input(ipv4)) || Cidr.isWorld(route.input(ipv6));
            PropertyValue target = route.input(property);
            if (target.isAbsent() || target.asText().filter(String::isBlank).isPresent()) {
                return Verdict.PASS;
            }
            if (route.input(ipv4).isUnknown()) {
                return Verdict.unknown(ipv4);
            }
            // The property alone tells: only a route through an interface sets it.
            return Verdict.passIf(!everywhere, property + " is set, a default route must name a gateway");
        };
    }

    private static Condition closesAdminPorts(String prefix, String actionProperty) {
        return (acl, context) -> {
            PropertyValue action = acl.input(prefix + actionProperty);
            List<String> sources = List.of(prefix + "cidrBlock", prefix + "ipv6CidrBlock");
            if (action.isUnknown()) {
                return Verdict.unknown(prefix + actionProperty);
            }
            if (action.asText().orElse("allow").equalsIgnoreCase("deny") || !opensAdminPort(acl, prefix)) {
                return Verdict.PASS;
            }
            for (String source : sources) {
                PropertyValue block = acl.input(source);
                if (block.isUnknown()) {
                    return Verdict.unknown(source);
                }
                boolean malformed = !block.isAbsent() && Cidr.of(block).isEmpty();
                if (malformed || Cidr.isWorld(block)) {
                    return Verdict.fail(source + " is " + block.describe()
                            + " but must not be the internet: port 22 or 3389 is open");
                }
            }
            return Verdict.PASS;
        };
    }

    /** An invalid or unknown port could be any port. */
    private static boolean opensAdminPort(GraphResource acl, String prefix) {
        PropertyValue named = acl.input(prefix + "protocol");
        String protocol = named.asText()
                .orElseGet(() -> named.asNumber().isPresent() ? named.describe() : "-1")
                .toLowerCase(Locale.ROOT);
        if (!Set.of("-1", "all", "6", "tcp").contains(protocol)) {
            return false;
        }
        boolean all = Set.of("-1", "all").contains(protocol);
        double from = acl.input(prefix + "fromPort").asNumber().orElse(0);
        double to = acl.input(prefix + "toPort").asNumber().orElse(65_535);
        return all || ADMIN_PORTS.stream().anyMatch(port -> from <= port && port <= to);
    }

    private static boolean isInterface(GraphResource endpoint) {
        return endpoint.input("vpcEndpointType").asText().orElse("Gateway").equals("Interface");
    }

    private static Condition hasEndpoint(String service) {
        return Related.some(
                AwsTypes.VPC_ENDPOINT,
                "vpcId",
                (endpoint, context) -> {
                    PropertyValue name = endpoint.input("serviceName");
                    if (name.isUnknown()) {
                        return Verdict.unknown("serviceName");
                    }
                    return name.asText().orElse("").endsWith("." + service) && isInterface(endpoint)
                            ? property("privateDnsEnabled").isTrue().test(endpoint, context)
                            : Verdict.NOT_APPLICABLE;
                },
                "the VPC has no interface endpoint for " + service);
    }

    private static boolean runsFargate(RuleContext context) {
        return context.graph().once(RUNS_FARGATE);
    }

    private static Verdict isScoped(GraphResource endpoint, RuleContext context) {
        boolean policyBeside = !context.referrers(
                        endpoint, "vpcEndpointId", "aws:ec2/vpcEndpointPolicy:VpcEndpointPolicy")
                .isEmpty();
        Verdict policy = policyBeside ? Verdict.PASS : narrows(endpoint);
        Verdict group = isInterface(endpoint)
                ? property("securityGroupIds").isFilled().test(endpoint, context)
                : Verdict.NOT_APPLICABLE;
        return Verdict.all(List.of(policy, group));
    }

    private static Verdict narrows(GraphResource endpoint) {
        if (endpoint.input("policy").isAbsent()) {
            return Verdict.fail("policy is not set, which allows every principal everything");
        }
        return JsonText.judge(endpoint, "policy", document -> {
            List<Statement> statements = Statement.of(document);
            boolean open = statements.stream()
                    .anyMatch(statement -> statement.isPublic()
                            && statement.actions().contains("*")
                            && statement.resources().contains("*"));
            return Verdict.passIf(
                    !statements.isEmpty() && !open, "policy allows every principal everything, or nothing");
        });
    }
}
