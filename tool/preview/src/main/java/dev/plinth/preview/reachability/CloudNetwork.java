package dev.plinth.preview.reachability;

import inet.ipaddr.IPAddress;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A stack's networks as a packet sees them. Things are named by their URN; what AWS makes by itself has none.
 *
 * @param subnets the subnets
 * @param peerings the peerings between VPCs
 * @param endpoints who sends and accepts connections, each name once
 * @param proxied how Cloudflare passes requests on
 * @param unplaced resources whose place in the network can't be told, each as a text
 */
record CloudNetwork(
        List<Subnet> subnets,
        List<Peering> peerings,
        List<Endpoint> endpoints,
        List<Proxied> proxied,
        List<String> unplaced) {

    /**
     * A subnet.
     *
     * @param vpc the VPC's URN, or whatever else tells VPCs apart
     * @param blocks its addresses: one block for IPv4, one for IPv6, either may be missing or unknown
     */
    record Subnet(
            String urn, String name, String vpc, List<AddressBlock> blocks, RouteTable routeTable, NetworkAcl acl) {}

    /**
     * A route table.
     *
     * @param known false where routes may exist that the stack doesn't know
     */
    record RouteTable(String urn, String name, List<Route> routes, boolean known) {}

    /**
     * A route.
     *
     * @param cidr where to; null when only the update will tell
     * @param target the gateway's URN or id
     * @param nat the NAT gateway's subnet
     */
    record Route(
            Hop hop, @Nullable IPAddress cidr, Target kind, String target, Optional<Subnet> nat, Verdict certainty) {}

    /** Where a route leads. */
    enum Target {
        LOCAL,
        INTERNET_GATEWAY,
        EGRESS_ONLY_GATEWAY,
        NAT_GATEWAY,
        PEERING,
        /** A transit gateway, a VPN or anything else beyond which nothing is known. */
        OTHER
    }

    /** A peering of two VPCs; one that the stack doesn't hold is known by its id. */
    record Peering(String urn, String name, String vpc, String peerVpc) {

        boolean connects(String left, String right) {
            return (vpc.equals(left) && peerVpc.equals(right)) || (vpc.equals(right) && peerVpc.equals(left));
        }
    }

    /** A network ACL; its entries stand in the order in which they are tried, and what none matches is denied. */
    record NetworkAcl(String urn, String name, List<AclEntry> ingress, List<AclEntry> egress) {}

    /**
     * An entry of a network ACL.
     *
     * @param cidr whom it concerns; null when only the update will tell
     */
    record AclEntry(
            Hop hop,
            int number,
            Set<Protocol> protocols,
            PortRange ports,
            @Nullable IPAddress cidr,
            boolean allow,
            Verdict certainty) {}

    /** A security group. */
    record SecurityGroup(String urn, String name, List<GroupRule> ingress, List<GroupRule> egress) {}

    /** A rule of a security group. */
    record GroupRule(Hop hop, Set<Protocol> protocols, PortRange ports, Peer peer, Verdict certainty) {}

    /** Whom a rule of a security group lets in or out. */
    sealed interface Peer {
        /** Any address of some networks. */
        record Networks(List<IPAddress> cidrs) implements Peer {}

        /** Whatever is in a security group of the stack. */
        record Group(String urn) implements Peer {}

        /** The addresses of an AWS service, by its gateway endpoint's URN. */
        record Service(String endpoint) implements Peer {}

        /** A security group that the stack doesn't hold. */
        record ForeignGroup(String id) implements Peer {}

        /** A prefix list that the stack doesn't hold, or what only the update will tell. */
        record Undecided(String text) implements Peer {}
    }

    /** What an endpoint is. */
    enum Kind {
        LOAD_BALANCER,
        COMPUTE,
        FUNCTION,
        DATA_STORE,
        /** An interface endpoint of an AWS service. */
        INTERFACE_ENDPOINT,
        /** A gateway endpoint of an AWS service. */
        GATEWAY_ENDPOINT,
        INTERNET,
        CLOUDFLARE,
        /** What lies behind a peering, a transit gateway or the like. */
        REMOTE_NETWORK,
        /** A security group that the stack doesn't hold, and whoever is in it. */
        FOREIGN_GROUP;

        boolean inside() {
            return switch (this) {
                case LOAD_BALANCER, COMPUTE, FUNCTION, DATA_STORE, INTERFACE_ENDPOINT -> true;
                case GATEWAY_ENDPOINT, INTERNET, CLOUDFLARE, REMOTE_NETWORK, FOREIGN_GROUP -> false;
            };
        }

        boolean opensConnections() {
            return this != DATA_STORE && this != INTERFACE_ENDPOINT && this != GATEWAY_ENDPOINT;
        }

        boolean acceptsConnections() {
            return this != FUNCTION && this != CLOUDFLARE && this != FOREIGN_GROUP;
        }
    }

    /**
     * Who opens or accepts connections.
     *
     * @param name the name that a person uses
     * @param urn the resource; empty outside the stack
     * @param attachments its places in the network, each of which may be the one that it is at; none outside
     * @param publicIpv4 whether it has a public IPv4 address
     * @param ipv6 whether it has an IPv6 address
     * @param listeners the ports that it accepts; empty means any
     * @param networks its addresses, outside the stack
     * @param gateway the gateway that a remote network lies behind, or a gateway endpoint's or a foreign group's own id
     * @param routeTables the URNs of the route tables that lead to a gateway endpoint
     */
    record Endpoint(
            String name,
            String urn,
            Kind kind,
            List<Attachment> attachments,
            Verdict publicIpv4,
            Verdict ipv6,
            List<Listener> listeners,
            List<IPAddress> networks,
            String gateway,
            Set<String> routeTables) {}

    /** An interface of an endpoint in a subnet, with its groups. */
    record Attachment(Subnet subnet, List<SecurityGroup> groups) {}

    /**
     * A port that an endpoint accepts.
     *
     * @param targets where a load balancer passes it on to
     */
    record Listener(Hop hop, PortRange ports, Protocol protocol, List<Forward> targets) {}

    /**
     * Where a load balancer passes requests on to.
     *
     * @param endpoint the URN of the endpoint
     */
    record Forward(Hop hop, String endpoint, int port, Protocol protocol) {}

    /**
     * A load balancer's name that Cloudflare serves.
     *
     * @param loadBalancer the load balancer's URN
     * @param httpsOnly whether Cloudflare itself answers what comes without TLS
     */
    record Proxied(Hop hop, String loadBalancer, boolean httpsOnly, Verdict certainty) {}
}
