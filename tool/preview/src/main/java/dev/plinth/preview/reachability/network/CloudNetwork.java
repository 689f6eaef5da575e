package dev.plinth.preview.reachability.network;

import inet.ipaddr.IPAddress;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Networks of a stack, as far as they decide about packets. URNs identify what is in it; defaults of AWS have none.
 *
 * @param subnets the subnets
 * @param peerings the peerings between VPCs
 * @param endpoints the endpoints of connections, with unique names
 * @param proxied the hostnames that Cloudflare proxies
 * @param containers the containers of Docker hosts
 * @param unplaced resources without a known place in the network, each as a text
 */
public record CloudNetwork(
        List<Subnet> subnets,
        List<Peering> peerings,
        List<Endpoint> endpoints,
        List<Proxied> proxied,
        List<Container> containers,
        List<String> unplaced) {

    /**
     * A subnet.
     *
     * @param vpc the VPC's URN, or another text that is unique to the VPC
     * @param blocks its addresses: one block for IPv4, one for IPv6, either may be missing or unknown
     */
    public record Subnet(
            String urn, String name, String vpc, List<AddressBlock> blocks, RouteTable routeTable, NetworkAcl acl) {}

    /**
     * A route table.
     *
     * @param known false where there may be routes outside the stack
     */
    public record RouteTable(String urn, String name, List<Route> routes, boolean known) {}

    /**
     * A route.
     *
     * @param cidr the destination; null when it is known only after the update
     * @param target the gateway's URN or id
     * @param nat the NAT gateway's subnet
     */
    public record Route(
            Hop hop, @Nullable IPAddress cidr, Target kind, String target, Optional<Subnet> nat, Verdict certainty) {}

    /** Kinds of targets of routes. */
    public enum Target {
        LOCAL,
        INTERNET_GATEWAY,
        EGRESS_ONLY_GATEWAY,
        NAT_GATEWAY,
        PEERING,
        /** A transit gateway, a VPN or any other target whose networks are not analysed. */
        OTHER
    }

    /** A peering of two VPCs; a VPC outside the stack is named by its id. */
    public record Peering(String urn, String name, String vpc, String peerVpc) {

        /** Returns whether it connects two VPCs. */
        public boolean connects(String left, String right) {
            return (vpc.equals(left) && peerVpc.equals(right)) || (vpc.equals(right) && peerVpc.equals(left));
        }
    }

    /** A network ACL with its entries in order of evaluation; packets without a matching entry are denied. */
    public record NetworkAcl(String urn, String name, List<AclEntry> ingress, List<AclEntry> egress) {}

    /**
     * An entry of a network ACL.
     *
     * @param cidr the network; null when it is known only after the update
     */
    public record AclEntry(
            Hop hop,
            int number,
            Set<Protocol> protocols,
            PortRange ports,
            @Nullable IPAddress cidr,
            boolean allow,
            Verdict certainty) {}

    /** A security group. */
    public record SecurityGroup(String urn, String name, List<GroupRule> ingress, List<GroupRule> egress) {}

    /** A rule of a security group. */
    public record GroupRule(Hop hop, Set<Protocol> protocols, PortRange ports, Peer peer, Verdict certainty) {}

    /** Source or destination in a rule of a security group. */
    public sealed interface Peer {
        /** Any address of some networks. */
        public record Networks(List<IPAddress> cidrs) implements Peer {}

        /** The members of a security group in the stack. */
        public record Group(String urn) implements Peer {}

        /** The addresses of an AWS service, by the URN of its gateway endpoint. */
        public record Service(String endpoint) implements Peer {}

        /** A security group outside the stack. */
        public record ForeignGroup(String id) implements Peer {}

        /** A prefix list outside the stack, or a value that is known only after the update. */
        public record Unknown(String text) implements Peer {}
    }

    /** Kinds of endpoints. */
    public enum Kind {
        LOAD_BALANCER,
        COMPUTE,
        FUNCTION,
        DATA_STORE,
        /** An interface endpoint of an AWS service. */
        INTERFACE_ENDPOINT,
        /** A gateway endpoint of an AWS service. */
        GATEWAY_ENDPOINT,
        /** A container on a Docker host. */
        CONTAINER,
        /** A Docker host outside the stack. */
        DOCKER_HOST,
        INTERNET,
        CLOUDFLARE,
        /** Networks behind a peering, a transit gateway or a similar target. */
        REMOTE_NETWORK,
        /** Members of a security group outside the stack. */
        FOREIGN_GROUP;

        /** Returns whether the endpoint is in a subnet of the stack, or on a Docker host. */
        public boolean inside() {
            return switch (this) {
                case LOAD_BALANCER, COMPUTE, FUNCTION, DATA_STORE, INTERFACE_ENDPOINT, CONTAINER, DOCKER_HOST -> true;
                case GATEWAY_ENDPOINT, INTERNET, CLOUDFLARE, REMOTE_NETWORK, FOREIGN_GROUP -> false;
            };
        }

        /** Returns whether such an endpoint is a client. */
        public boolean opensConnections() {
            return this != DATA_STORE && this != INTERFACE_ENDPOINT && this != GATEWAY_ENDPOINT;
        }

        /** Returns whether such an endpoint is a server. */
        public boolean acceptsConnections() {
            return this != FUNCTION && this != CLOUDFLARE && this != FOREIGN_GROUP;
        }
    }

    /**
     * Client or server of connections.
     *
     * @param name the name that reports use
     * @param urn the resource; empty outside the stack
     * @param attachments its possible places in the network; none outside
     * @param publicIpv4 whether it has a public IPv4 address
     * @param ipv6 whether it has an IPv6 address
     * @param listeners the ports that it accepts; empty means any
     * @param networks its addresses, outside the stack
     * @param gateway the gateway that a remote network lies behind, or a gateway endpoint's or a foreign group's own id
     * @param routeTables the URNs of the route tables with a route to a gateway endpoint
     */
    public record Endpoint(
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

    /** Network interface of an endpoint in a subnet, with its security groups. */
    public record Attachment(Subnet subnet, List<SecurityGroup> groups) {}

    /**
     * A port on which an endpoint accepts connections.
     *
     * @param targets the targets to which a load balancer forwards requests
     */
    public record Listener(Hop hop, PortRange ports, Protocol protocol, List<Forward> targets) {}

    /**
     * Target of a load balancer.
     *
     * @param endpoint the URN of the endpoint
     */
    public record Forward(Hop hop, String endpoint, int port, Protocol protocol) {}

    /**
     * Hostname of a load balancer that Cloudflare proxies.
     *
     * @param loadBalancer the load balancer's URN
     * @param httpsOnly whether Cloudflare redirects requests without TLS
     */
    public record Proxied(Hop hop, String loadBalancer, boolean httpsOnly, Verdict certainty) {}
}
