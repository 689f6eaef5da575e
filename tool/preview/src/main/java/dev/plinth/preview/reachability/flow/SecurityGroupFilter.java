package dev.plinth.preview.reachability.flow;

import dev.plinth.preview.reachability.network.AddressBlock;
import dev.plinth.preview.reachability.network.CloudNetwork.Endpoint;
import dev.plinth.preview.reachability.network.CloudNetwork.GroupRule;
import dev.plinth.preview.reachability.network.CloudNetwork.Kind;
import dev.plinth.preview.reachability.network.CloudNetwork.Peer;
import dev.plinth.preview.reachability.network.CloudNetwork.SecurityGroup;
import dev.plinth.preview.reachability.network.PortRange;
import dev.plinth.preview.reachability.network.Protocol;
import dev.plinth.preview.reachability.network.Verdict;
import java.util.List;

/** Security groups as filters: any rule of any group allows a packet, and replies are always allowed. */
final class SecurityGroupFilter {

    private SecurityGroupFilter() {}

    /**
     * Filters packets by a place's groups.
     *
     * @param other the other end of the connection
     * @param address the other end's addresses
     */
    static PathVerdict verdict(
            List<SecurityGroup> groups,
            boolean egress,
            Place other,
            AddressBlock address,
            Protocol protocol,
            PortRange ports) {
        PathVerdict best = PathVerdict.CLOSED;
        for (SecurityGroup group : groups) {
            for (GroupRule rule : egress ? group.egress() : group.ingress()) {
                if (rule.protocols().contains(protocol)
                        && (!protocol.hasPorts() || rule.ports().contains(ports))) {
                    best = best.or(
                            PathVerdict.of(rule.certainty().and(matches(rule.peer(), other, address)), rule.hop()));
                }
                if (best.verdict() == Verdict.YES) {
                    return best;
                }
            }
        }
        return best.verdict() == Verdict.NO ? PathVerdict.CLOSED : best;
    }

    private static Verdict matches(Peer peer, Place other, AddressBlock address) {
        Endpoint endpoint = other.endpoint();
        if (peer instanceof Peer.Networks networks) {
            return networks.cidrs().stream().map(address::within).reduce(Verdict.NO, Verdict::or);
        }
        if (peer instanceof Peer.Group group) {
            return Verdict.of(other.groups().stream().anyMatch(own -> own.urn().equals(group.urn())));
        }
        if (peer instanceof Peer.Service service) {
            return Verdict.of(endpoint.kind() == Kind.GATEWAY_ENDPOINT
                    && endpoint.gateway().equals(service.endpoint()));
        }
        if (peer instanceof Peer.ForeignGroup foreign) {
            return endpoint.kind() == Kind.FOREIGN_GROUP && endpoint.gateway().equals(foreign.id())
                    ? Verdict.MAYBE
                    : Verdict.NO;
        }
        return Verdict.MAYBE;
    }
}
