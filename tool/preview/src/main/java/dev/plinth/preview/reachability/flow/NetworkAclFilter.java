package dev.plinth.preview.reachability.flow;

import dev.plinth.preview.reachability.network.AddressBlock;
import dev.plinth.preview.reachability.network.CloudNetwork.AclEntry;
import dev.plinth.preview.reachability.network.CloudNetwork.NetworkAcl;
import dev.plinth.preview.reachability.network.Hop;
import dev.plinth.preview.reachability.network.PortRange;
import dev.plinth.preview.reachability.network.Protocol;
import dev.plinth.preview.reachability.network.Verdict;
import inet.ipaddr.IPAddress;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Network ACLs as filters of what crosses a subnet's border. They are stateless, so that replies are filtered as well.
 *
 * @param protocol the protocol of the connection
 * @param ports its destination ports
 * @param replyPorts the ports that its replies are sent to
 */
record NetworkAclFilter(Protocol protocol, PortRange ports, PortRange replyPorts) {

    /** Filters a connection into a subnet, and its replies out of it. */
    List<PathVerdict> inbound(NetworkAcl acl, AddressBlock source) {
        return List.of(
                verdict(acl, acl.ingress(), source, protocol, ports, "inbound"),
                verdict(acl, acl.egress(), source, protocol, replyPorts, "outbound replies"));
    }

    /** Filters a connection out of a subnet, and its replies into it. */
    List<PathVerdict> outbound(NetworkAcl acl, AddressBlock destination) {
        return List.of(
                verdict(acl, acl.egress(), destination, protocol, ports, "outbound"),
                verdict(acl, acl.ingress(), destination, protocol, replyPorts, "inbound replies"));
    }

    /**
     * Filters packets by the entries of one direction, in their order.
     *
     * @param address the addresses at the other side of the subnet's border
     * @param direction the direction as a reader sees it, such as {@code inbound}
     */
    private static PathVerdict verdict(
            NetworkAcl acl,
            List<AclEntry> entries,
            AddressBlock address,
            Protocol protocol,
            PortRange ports,
            String direction) {
        boolean allowed = false;
        boolean denied = false;
        @Nullable Hop hop = null;
        Verdict match = Verdict.NO;
        for (AclEntry entry : entries) {
            if (!entry.protocols().contains(protocol)
                    || (protocol.hasPorts() && !entry.ports().contains(ports))) {
                continue;
            }
            IPAddress cidr = entry.cidr();
            match = entry.certainty().and(cidr == null ? Verdict.MAYBE : address.within(cidr));
            if (match != Verdict.NO) {
                allowed |= entry.allow();
                denied |= !entry.allow();
                hop = hop == null && entry.allow() ? entry.hop() : hop;
            }
            if (match == Verdict.YES) {
                break;
            }
        }
        // The implicit last entry denies.
        denied |= match != Verdict.YES;
        if (!allowed || hop == null) {
            return PathVerdict.CLOSED;
        }
        // The default network ACL of AWS is left out of the path.
        List<Hop> hops = acl.urn().isEmpty()
                ? List.of()
                : List.of(new Hop(acl.urn(), "network ACL " + acl.name() + " " + direction + ": " + hop.text()));
        return new PathVerdict(denied ? Verdict.MAYBE : Verdict.YES, hops);
    }
}
