package dev.plinth.preview.reachability.flow;

import dev.plinth.preview.reachability.network.CloudNetwork;
import dev.plinth.preview.reachability.network.CloudNetwork.AclEntry;
import dev.plinth.preview.reachability.network.CloudNetwork.Endpoint;
import dev.plinth.preview.reachability.network.CloudNetwork.GroupRule;
import dev.plinth.preview.reachability.network.CloudNetwork.NetworkAcl;
import dev.plinth.preview.reachability.network.CloudNetwork.Peer;
import dev.plinth.preview.reachability.network.CloudNetwork.Route;
import dev.plinth.preview.reachability.network.CloudNetwork.SecurityGroup;
import dev.plinth.preview.reachability.network.CloudNetwork.Subnet;
import dev.plinth.preview.reachability.network.PortRange;
import dev.plinth.preview.reachability.network.Protocol;
import inet.ipaddr.IPAddress;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Classes of packets that every rule of a network treats alike: ranges of ports, and networks at whose borders blocks of
 * addresses are cut. Following one packet of each class is enough for all.
 */
final class PacketClasses {

    private final CloudNetwork network;
    private final Map<Protocol, List<PortRange>> ports = new EnumMap<>(Protocol.class);
    private final Map<Protocol, List<PortRange>> replyPorts = new EnumMap<>(Protocol.class);

    PacketClasses(CloudNetwork network) {
        this.network = network;
        for (Protocol protocol : Protocol.values()) {
            ports.put(protocol, ranges(protocol, PortRange.ALL, true));
            // Security groups are stateful; only network ACLs filter replies.
            replyPorts.put(protocol, ranges(protocol, PortRange.EPHEMERAL, false));
        }
    }

    /** Returns the classes of destination ports. */
    List<PortRange> ports(Protocol protocol) {
        return ports.getOrDefault(protocol, List.of());
    }

    /** Returns the classes of ports that replies are sent to. */
    List<PortRange> replyPorts(Protocol protocol) {
        return replyPorts.getOrDefault(protocol, List.of());
    }

    private List<PortRange> ranges(Protocol protocol, PortRange within, boolean withGroups) {
        if (!protocol.hasPorts()) {
            return List.of(PortRange.ALL);
        }
        Set<Integer> starts = new TreeSet<>(Set.of(within.from()));
        for (NetworkAcl acl :
                network.subnets().stream().map(Subnet::acl).distinct().toList()) {
            acl.ingress().forEach(entry -> cut(starts, entry.ports(), within));
            acl.egress().forEach(entry -> cut(starts, entry.ports(), within));
        }
        if (withGroups) {
            rules().forEach(rule -> cut(starts, rule.ports(), within));
        }
        List<Integer> sorted = List.copyOf(starts);
        return IntStream.range(0, sorted.size())
                .mapToObj(
                        i -> new PortRange(sorted.get(i), i + 1 < sorted.size() ? sorted.get(i + 1) - 1 : within.to()))
                .toList();
    }

    private static void cut(Set<Integer> starts, PortRange ports, PortRange within) {
        for (int start : List.of(ports.from(), ports.to() + 1)) {
            if (within.from() < start && start <= within.to()) {
                starts.add(start);
            }
        }
    }

    private List<GroupRule> rules() {
        Set<SecurityGroup> groups = new LinkedHashSet<>();
        for (Endpoint endpoint : network.endpoints()) {
            endpoint.attachments().forEach(attachment -> groups.addAll(attachment.groups()));
        }
        List<GroupRule> rules = new ArrayList<>();
        groups.forEach(group -> {
            rules.addAll(group.ingress());
            rules.addAll(group.egress());
        });
        return rules;
    }

    /** Returns the networks that any rule, entry or route names. */
    Set<IPAddress> borders() {
        Set<IPAddress> borders = new LinkedHashSet<>();
        for (GroupRule rule : rules()) {
            if (rule.peer() instanceof Peer.Networks networks) {
                borders.addAll(networks.cidrs());
            }
        }
        for (Subnet subnet : network.subnets()) {
            for (AclEntry entry : subnet.acl().ingress()) {
                add(borders, entry.cidr());
            }
            for (AclEntry entry : subnet.acl().egress()) {
                add(borders, entry.cidr());
            }
            for (Route route : subnet.routeTable().routes()) {
                add(borders, route.cidr());
            }
        }
        return borders;
    }

    private static void add(Set<IPAddress> borders, @Nullable IPAddress cidr) {
        if (cidr != null) {
            borders.add(cidr);
        }
    }
}
