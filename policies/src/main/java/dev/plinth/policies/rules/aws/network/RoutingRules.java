package dev.plinth.policies.rules.aws.network;

import static dev.plinth.policies.rule.Property.property;
import static dev.plinth.policies.rule.Reference.checkov;
import static dev.plinth.policies.rule.Reference.cis;
import static dev.plinth.policies.rule.Reference.fsbp;

import dev.plinth.model.AwsTypes;
import dev.plinth.model.GraphResource;
import dev.plinth.model.PropertyValue;
import dev.plinth.policies.condition.Cidr;
import dev.plinth.policies.condition.Elements;
import dev.plinth.policies.condition.Related;
import dev.plinth.policies.rule.Condition;
import dev.plinth.policies.rule.Rule;
import dev.plinth.policies.rule.RuleContext;
import dev.plinth.policies.rule.Severity;
import dev.plinth.policies.rule.Verdict;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Rules for routes, gateways and network ACLs. */
public final class RoutingRules {

    /** A route to a peer should lead to no more than a VPC can have. */
    private static final int WIDEST_PEER_ROUTE = VpcRules.WIDEST;

    private static final Set<Integer> ADMIN_PORTS = Set.of(22, 3389);

    private static final Rule NAT_PER_ZONE = Rule.named("nat-per-az")
            .title("Production subnets use a NAT gateway in their own Availability Zone")
            .severity(Severity.MEDIUM)
            .on(AwsTypes.EC2_SUBNET, "availabilityZone", "availabilityZoneId")
            .lookingAt(AwsTypes.EC2_NAT_GATEWAY, "subnetId")
            .lookingAt(AwsTypes.EC2_ROUTE_TABLE_ASSOCIATION, "subnetId", "routeTableId")
            .lookingAt(AwsTypes.EC2_ROUTE_TABLE, "routes[].natGatewayId")
            .lookingAt(AwsTypes.EC2_ROUTE, "routeTableId", "destinationCidrBlock", "natGatewayId")
            .risk("The loss of one zone cuts off tasks in the other zones from the internet.")
            .remediation(
                    """
                    Create a NAT gateway in each zone:
                    NetworkArgs.builder().natStrategy(NatStrategy.ONE_PER_ZONE)
                    """)
            .requiresInStack(((Condition) RoutingRules::leavesInItsZone).inProduction());

    private static final Rule NO_NAT_INSTANCE = Rule.named("no-nat-instance")
            .title("Subnets use NAT gateways, not NAT instances")
            .severity(Severity.MEDIUM)
            .on(AwsTypes.EC2_ROUTE, "destinationCidrBlock", "destinationIpv6CidrBlock", "networkInterfaceId")
            .on(AwsTypes.EC2_ROUTE_TABLE, "routes[].cidrBlock", "routes[].ipv6CidrBlock", "routes[].networkInterfaceId")
            .on(
                    AwsTypes.EC2_DEFAULT_ROUTE_TABLE,
                    "routes[].cidrBlock",
                    "routes[].ipv6CidrBlock",
                    "routes[].networkInterfaceId")
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

    private static final Condition EACH_IS_NARROW =
            Elements.each("routes", route -> isNarrow(route + ".cidrBlock", route + "."));

    private static final Rule PEER_ROUTES = Rule.named("route-peering-least-access")
            .title("Routes to a peered VPC cover only its addresses")
            .severity(Severity.MEDIUM)
            .on(AwsTypes.EC2_ROUTE, "destinationCidrBlock", "vpcPeeringConnectionId")
            .on(AwsTypes.EC2_ROUTE_TABLE, "routes[].cidrBlock", "routes[].vpcPeeringConnectionId")
            .on(AwsTypes.EC2_DEFAULT_ROUTE_TABLE, "routes[].cidrBlock", "routes[].vpcPeeringConnectionId")
            .risk("Traffic for other destinations is sent to the peered VPC.")
            .remediation(
                    """
                    Use the peer's CIDR block, or that of the required subnet:
                    RouteArgs.builder().destinationCidrBlock("10.20.48.0/20").vpcPeeringConnectionId(peering.id())
                    """)
            .references(cis("5.6"), checkov("CKV2_AWS_44"))
            .requires(Elements.onType(AwsTypes.EC2_ROUTE, isNarrow("destinationCidrBlock", ""))
                    .and(Elements.onType(AwsTypes.EC2_ROUTE_TABLE, EACH_IS_NARROW))
                    .and(Elements.onType(AwsTypes.EC2_DEFAULT_ROUTE_TABLE, EACH_IS_NARROW)));

    private static final Rule ACL_NO_ADMIN = Rule.named("nacl-no-admin-from-world")
            .title("Network ACLs do not allow SSH or RDP from the internet")
            .severity(Severity.MEDIUM)
            .on(
                    AwsTypes.EC2_NETWORK_ACL,
                    "ingress[].action",
                    "ingress[].cidrBlock",
                    "ingress[].ipv6CidrBlock",
                    "ingress[].protocol",
                    "ingress[].fromPort",
                    "ingress[].toPort")
            .on(
                    AwsTypes.EC2_DEFAULT_NETWORK_ACL,
                    "ingress[].action",
                    "ingress[].cidrBlock",
                    "ingress[].ipv6CidrBlock",
                    "ingress[].protocol",
                    "ingress[].fromPort",
                    "ingress[].toPort")
            .on(
                    AwsTypes.EC2_NETWORK_ACL_RULE,
                    "egress",
                    "ruleAction",
                    "cidrBlock",
                    "ipv6CidrBlock",
                    "protocol",
                    "fromPort",
                    "toPort")
            .risk("Network ACLs offer no protection against a wrong security group rule.")
            .remediation(
                    """
                    Allow a specific network:
                    NetworkAclRuleArgs.builder().cidrBlock("10.20.0.0/16").fromPort(22).toPort(22).ruleAction("allow")
                    """)
            .references(cis("5.2"), fsbp("EC2.21"), checkov("CKV_AWS_231"), checkov("CKV_AWS_232"))
            .requires((acl, context) -> !acl.type().equals(AwsTypes.EC2_NETWORK_ACL_RULE)
                    ? Elements.each("ingress", rule -> closesAdminPorts(rule + ".", "action"))
                            .test(acl, context)
                    : closesAdminPorts("", "ruleAction")
                            .onlyIf((rule, around) ->
                                    !rule.input("egress").asBoolean().orElse(false))
                            .test(acl, context));

    private static final Rule ACL_ATTACHED = Rule.named("nacl-attached")
            .title("Network ACLs are associated with a subnet")
            .severity(Severity.LOW)
            .on(AwsTypes.EC2_NETWORK_ACL, "subnetIds")
            .lookingAt(AwsTypes.EC2_NETWORK_ACL_ASSOCIATION, "networkAclId")
            .risk("The rules have no effect.")
            .remediation(
                    """
                    Associate it with a subnet, or delete it:
                    NetworkAclArgs.builder().subnetIds(network.dataSubnetIds())
                    """)
            .references(fsbp("EC2.16"), checkov("CKV2_AWS_1"))
            .requiresInStack(property("subnetIds")
                    .isFilled()
                    .or(Related.some(
                            AwsTypes.EC2_NETWORK_ACL_ASSOCIATION,
                            "networkAclId",
                            "the ACL has no NetworkAclAssociation")));

    private static final Rule NO_AUTOMATIC_ATTACHMENT = Rule.named("transit-gateway-no-auto-accept")
            .title("Transit gateways do not accept attachments automatically")
            .severity(Severity.HIGH)
            .on(AwsTypes.EC2TRANSITGATEWAY_TRANSIT_GATEWAY, "autoAcceptSharedAttachments")
            .risk("Every account that the gateway is shared with joins the network without review.")
            .remediation(
                    """
                    Disable automatic acceptance:
                    TransitGatewayArgs.builder().autoAcceptSharedAttachments("disable")
                    """)
            .references(fsbp("EC2.23"), checkov("CKV_AWS_331"))
            .requires(property("autoAcceptSharedAttachments").isNoneOf("enable"));

    public static final List<Rule> ALL =
            List.of(NAT_PER_ZONE, NO_NAT_INSTANCE, PEER_ROUTES, ACL_NO_ADMIN, ACL_ATTACHED, NO_AUTOMATIC_ATTACHMENT);

    private RoutingRules() {}

    /** A route to a peer has a narrow destination. */
    private static Condition isNarrow(String destination, String prefix) {
        return property(destination)
                .is(
                        value -> value.isAbsent()
                                || Cidr.of(value)
                                        .filter(block -> block.isPrefixed()
                                                && block.getNetworkPrefixLength() >= WIDEST_PEER_ROUTE)
                                        .isPresent(),
                        "a block of /" + WIDEST_PEER_ROUTE + " or narrower")
                .onlyIf((route, context) ->
                        !route.input(prefix + "vpcPeeringConnectionId").isEmpty());
    }

    private static Verdict leavesInItsZone(GraphResource subnet, RuleContext context) {
        List<GraphResource> places = Subnets.natGateways(subnet, context).stream()
                .flatMap(nat -> context.references(nat, "subnetId", AwsTypes.EC2_SUBNET).stream())
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
}
