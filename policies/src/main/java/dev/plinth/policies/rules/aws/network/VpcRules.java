package dev.plinth.policies.rules.aws.network;

import static dev.plinth.policies.rule.Property.property;
import static dev.plinth.policies.rule.Reference.cdkNag;
import static dev.plinth.policies.rule.Reference.checkov;
import static dev.plinth.policies.rule.Reference.cis;
import static dev.plinth.policies.rule.Reference.fsbp;

import dev.plinth.model.AwsTypes;
import dev.plinth.model.GraphResource;
import dev.plinth.model.PropertyValue;
import dev.plinth.policies.condition.Cidr;
import dev.plinth.policies.condition.Related;
import dev.plinth.policies.rule.Rule;
import dev.plinth.policies.rule.RuleContext;
import dev.plinth.policies.rule.Severity;
import dev.plinth.policies.rule.Verdict;
import inet.ipaddr.IPAddress;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Rules for VPCs and subnets. */
public final class VpcRules {

    /** The sizes that AWS allows for a VPC's and a subnet's block; source: "VPC CIDR blocks" in the VPC User Guide. */
    static final int WIDEST = 16;

    private static final int NARROWEST = 28;

    private static final int PRODUCTION_ZONES = 3;
    private static final int ZONES = 2;

    private static final Rule FLOW_LOGS = Rule.named("vpc-flow-logs")
            .title("VPCs have flow logs that include rejected traffic")
            .severity(Severity.MEDIUM)
            .on(AwsTypes.EC2_VPC)
            .lookingAt(AwsTypes.EC2_FLOW_LOG, "vpcId", "trafficType")
            .risk("Connections and rejected attempts leave no record.")
            .remediation(
                    """
                    Log all traffic:
                    FlowLogArgs.builder().vpcId(vpc.id()).trafficType("ALL").logDestination(logGroup.arn())
                    """)
            .references(cis("3.7"), fsbp("EC2.6"), checkov("CKV2_AWS_11"), cdkNag("VPC7"))
            .requiresInStack(Related.some(
                    AwsTypes.EC2_FLOW_LOG,
                    "vpcId",
                    property("trafficType").isOneOf("ALL", "REJECT"),
                    "the VPC has no FlowLog"));

    private static final Rule NO_AUTOMATIC_ADDRESS = Rule.named("subnet-no-auto-public-ip")
            .title("Subnets do not assign public IP addresses automatically")
            .severity(Severity.MEDIUM)
            .on(AwsTypes.EC2_SUBNET, "mapPublicIpOnLaunch")
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
            .on(AwsTypes.EC2_DEFAULT_VPC)
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
            .on(AwsTypes.EC2_VPC, "cidrBlock", "ipv4IpamPoolId")
            .on(AwsTypes.EC2_SUBNET, "cidrBlock", "vpcId", "ipv6Native")
            .lookingAt(AwsTypes.EC2_VPC_IPV4_CIDR_BLOCK_ASSOCIATION, "cidrBlock", "vpcId")
            .lookingAt(AwsTypes.EC2_VPC_PEERING_CONNECTION, "vpcId", "peerVpcId")
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
            .on(AwsTypes.EC2_VPC)
            .lookingAt(AwsTypes.EC2_SUBNET, "vpcId", "availabilityZone", "availabilityZoneId")
            .lookingAt(AwsTypes.EC2_ROUTE_TABLE_ASSOCIATION, "subnetId", "routeTableId")
            .lookingAt(AwsTypes.EC2_ROUTE_TABLE, "routes[].cidrBlock", "routes[].ipv6CidrBlock", "routes[].gatewayId")
            .lookingAt(
                    AwsTypes.EC2_ROUTE,
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

    private static final Rule DNS = Rule.named("vpc-dns")
            .title("VPCs with interface endpoints have DNS support and DNS hostnames enabled")
            .severity(Severity.MEDIUM)
            .on(AwsTypes.EC2_VPC, "enableDnsSupport", "enableDnsHostnames")
            .lookingAt(AwsTypes.EC2_VPC_ENDPOINT, "vpcId", "privateDnsEnabled")
            .risk("AWS rejects endpoints with private DNS in the VPC, and the update fails partway.")
            .remediation(
                    """
                    Enable both:
                    VpcArgs.builder().enableDnsSupport(true).enableDnsHostnames(true)
                    """)
            .requiresInStack(property("enableDnsSupport")
                    .isNotFalse()
                    .and(property("enableDnsHostnames").isTrue())
                    .onlyIf((vpc, context) -> context.referrers(vpc, "vpcId", AwsTypes.EC2_VPC_ENDPOINT).stream()
                            .anyMatch(endpoint -> endpoint.input("privateDnsEnabled")
                                    .asBoolean()
                                    .orElse(false))));

    private static final Rule BLOCK_PUBLIC_ACCESS = Rule.named("vpc-block-public-access")
            .title("VPC Block Public Access is enabled in stacks that configure it")
            .severity(Severity.MEDIUM)
            .on(AwsTypes.EC2_VPC_BLOCK_PUBLIC_ACCESS_OPTIONS, "internetGatewayBlockMode")
            .risk("An internet gateway added later exposes a VPC that is meant to be private.")
            .remediation(
                    """
                    Block inbound traffic, and exclude the VPCs that serve the public:
                    VpcBlockPublicAccessOptionsArgs.builder().internetGatewayBlockMode("block-ingress")
                    """)
            .references(fsbp("EC2.172"))
            .requires(property("internetGatewayBlockMode").isOneOf("block-bidirectional", "block-ingress"));

    public static final List<Rule> ALL =
            List.of(FLOW_LOGS, NO_AUTOMATIC_ADDRESS, NO_DEFAULT_VPC, CIDR_PLAN, SPAN_ZONES, DNS, BLOCK_PUBLIC_ACCESS);

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
        return resource.type().equals(AwsTypes.EC2_VPC)
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
        Stream<GraphResource> asked = context.referrers(vpc, "vpcId", AwsTypes.EC2_VPC_PEERING_CONNECTION).stream()
                .flatMap(peering -> context.references(peering, "peerVpcId", AwsTypes.EC2_VPC).stream());
        Stream<GraphResource> asking = context.referrers(vpc, "peerVpcId", AwsTypes.EC2_VPC_PEERING_CONNECTION).stream()
                .flatMap(peering -> context.references(peering, "vpcId", AwsTypes.EC2_VPC).stream());
        return overlapsNone(
                block,
                Stream.concat(asked, asking)
                        .filter(peer -> !peer.urn().equals(vpc.urn()))
                        .distinct()
                        .toList());
    }

    private static Verdict fitsIn(GraphResource subnet, IPAddress block, RuleContext context) {
        List<GraphResource> vpcs = context.references(subnet, "vpcId", AwsTypes.EC2_VPC);
        if (vpcs.isEmpty()) {
            return subnet.input("vpcId").isUnknown() ? Verdict.unknown("vpcId") : Verdict.PASS;
        }
        GraphResource vpc = vpcs.get(0);
        List<GraphResource> siblings = context.referrers(vpc, "vpcId", AwsTypes.EC2_SUBNET).stream()
                .filter(other -> !other.urn().equals(subnet.urn()))
                .toList();
        return Verdict.all(List.of(isInside(subnet, block, vpc, context), overlapsNone(block, siblings)));
    }

    private static Verdict isInside(GraphResource subnet, IPAddress block, GraphResource vpc, RuleContext context) {
        List<PropertyValue> blocks = Stream.concat(
                        Stream.of(vpc),
                        context.referrers(vpc, "vpcId", AwsTypes.EC2_VPC_IPV4_CIDR_BLOCK_ASSOCIATION).stream())
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
        for (GraphResource subnet : context.referrers(vpc, "vpcId", AwsTypes.EC2_SUBNET)) {
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
}
