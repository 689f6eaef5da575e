package dev.plinth.preview.reachability.flow;

import dev.plinth.preview.reachability.network.AddressBlock;
import dev.plinth.preview.reachability.network.CloudNetwork.Kind;
import dev.plinth.preview.reachability.network.Hop;
import dev.plinth.preview.reachability.network.PortRange;
import dev.plinth.preview.reachability.network.Protocol;
import dev.plinth.preview.reachability.network.Verdict;
import inet.ipaddr.IPAddress.IPVersion;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * Two places of a possible connection. Filters and routes that look at the source's address are independent of those that look
 * at the destination's, so that each side is checked on its own.
 *
 * @param sources the source's addresses, with the routes of the replies
 * @param destinations the destination's addresses, with the routes to them
 */
record PlacePair(
        Place from, Place to, Map<AddressBlock, PathVerdict> sources, Map<AddressBlock, PathVerdict> destinations) {

    /** Creates a pair with its routes. */
    static PlacePair of(Place from, Place to, Routing routing) {
        Map<AddressBlock, PathVerdict> sources = new LinkedHashMap<>();
        from.blocks().forEach(block -> sources.put(block, routing.back(from, to, block)));
        Map<AddressBlock, PathVerdict> destinations = new LinkedHashMap<>();
        to.blocks().forEach(block -> destinations.put(block, routing.forward(from, to, block)));
        return new PlacePair(from, to, sources, destinations);
    }

    /** Returns whether packets may be routed in both directions, on whichever port. */
    boolean isRouted() {
        return sources.values().stream().anyMatch(check -> check.verdict() != Verdict.NO)
                && destinations.values().stream().anyMatch(check -> check.verdict() != Verdict.NO);
    }

    /**
     * Packets that pass between two places.
     *
     * @param some whether any packet passes
     * @param all whether every packet passes; of an outside end's addresses, any one is enough
     * @param outside the outside end's addresses that pass
     * @param path the hops that allow a packet
     */
    record Passage(Verdict some, Verdict all, List<AddressBlock> outside, List<Hop> path) {
        private static final Passage NONE = new Passage(Verdict.NO, Verdict.NO, List.of(), List.of());
    }

    /** Checks the packets of one class of ports, over all classes of ports for the replies. */
    Passage passage(Protocol protocol, PortRange ports, List<PortRange> replyPorts) {
        boolean outsideSource = !from.isInside();
        Verdict existing = existence(from).and(existence(to));
        if (existing == Verdict.NO || !isRouted()) {
            return Passage.NONE;
        }
        Verdict some = Verdict.NO;
        Verdict all = Verdict.YES;
        Set<AddressBlock> outside = new LinkedHashSet<>();
        List<Hop> path = List.of();
        for (PortRange replies : replyPorts) {
            NetworkAclFilter acls = new NetworkAclFilter(protocol, ports, replies);
            Side left = new Side(sources, true, block -> fromSource(block, acls));
            Side right = new Side(destinations, false, block -> toDestination(block, acls));
            Verdict here = left.some.and(right.some).and(existing);
            if (here.compareTo(some) > 0) {
                some = here;
                outside.clear();
                path = path(left.path, right.path);
            }
            if (here == some && here != Verdict.NO) {
                outside.addAll(outsideSource ? left.passing : to.isInside() ? List.of() : right.passing);
            }
            Verdict every = (outsideSource ? left.some : left.all)
                    .and(to.isInside() ? right.all : right.some)
                    .and(existing);
            all = all.and(every);
        }
        return new Passage(some, all, List.copyOf(outside), path);
    }

    /** Joins the hops: those of the source first. */
    private static List<Hop> path(List<Hop> in, List<Hop> out) {
        List<Hop> path = new ArrayList<>(out);
        path.addAll(in);
        return path.stream().distinct().toList();
    }

    private static Verdict existence(Place place) {
        if (!place.isInside()) {
            Kind kind = place.endpoint().kind();
            return kind == Kind.REMOTE_NETWORK || kind == Kind.FOREIGN_GROUP ? Verdict.MAYBE : Verdict.YES;
        }
        return place.version() == IPVersion.IPV6 ? place.endpoint().ipv6() : Verdict.YES;
    }

    /** Verdicts on one end's addresses. */
    private static final class Side {
        private Verdict some = Verdict.NO;
        private Verdict all = Verdict.YES;
        private List<Hop> path = List.of();
        private final List<AddressBlock> passing = new ArrayList<>();

        Side(Map<AddressBlock, PathVerdict> routed, boolean routeFirst, Function<AddressBlock, PathVerdict> filters) {
            for (Map.Entry<AddressBlock, PathVerdict> entry : routed.entrySet()) {
                AddressBlock block = entry.getKey();
                PathVerdict route = entry.getValue();
                PathVerdict result = route.verdict() == Verdict.NO
                        ? route
                        : PathVerdict.all(
                                routeFirst
                                        ? List.of(route, filters.apply(block))
                                        : List.of(filters.apply(block), route));
                all = all.and(result.verdict());
                if (result.verdict().compareTo(some) > 0) {
                    some = result.verdict();
                    path = result.hops();
                    passing.clear();
                }
                if (result.verdict() == some && some != Verdict.NO) {
                    passing.add(block);
                }
            }
        }
    }

    /** Applies the filters that look at the source's address. */
    private PathVerdict fromSource(AddressBlock address, NetworkAclFilter acls) {
        List<PathVerdict> checks = new ArrayList<>();
        if (to.isInside() && !inSameSubnet()) {
            checks.addAll(acls.inbound(to.subnet().acl(), address));
        }
        if (to.isInside()) {
            checks.add(SecurityGroupFilter.verdict(to.groups(), false, from, address, acls.protocol(), acls.ports()));
        }
        if (from.isInside()) {
            Routing.natSubnet(from, to)
                    .filter(nat -> !nat.equals(from.subnet()))
                    .ifPresent(nat -> checks.addAll(acls.inbound(nat.acl(), address)));
        }
        return PathVerdict.all(checks);
    }

    /** Applies the filters that look at the destination's address. */
    private PathVerdict toDestination(AddressBlock address, NetworkAclFilter acls) {
        List<PathVerdict> checks = new ArrayList<>();
        if (from.isInside()) {
            checks.add(SecurityGroupFilter.verdict(from.groups(), true, to, address, acls.protocol(), acls.ports()));
            if (!inSameSubnet()) {
                checks.addAll(acls.outbound(from.subnet().acl(), address));
            }
            Routing.natSubnet(from, to, address)
                    .filter(nat -> !nat.equals(from.subnet()))
                    .ifPresent(nat -> checks.addAll(acls.outbound(nat.acl(), address)));
        }
        return PathVerdict.all(checks);
    }

    /** Returns whether no network ACL lies between the places. */
    private boolean inSameSubnet() {
        return from.isInside() && to.isInside() && from.subnet().equals(to.subnet());
    }
}
