package dev.plinth.preview.reachability.flow;

import dev.plinth.preview.reachability.network.AddressBlock;
import dev.plinth.preview.reachability.network.CloudNetwork.Endpoint;
import dev.plinth.preview.reachability.network.CloudNetwork.Kind;
import dev.plinth.preview.reachability.network.CloudNetwork.Peering;
import dev.plinth.preview.reachability.network.CloudNetwork.Route;
import dev.plinth.preview.reachability.network.CloudNetwork.RouteTable;
import dev.plinth.preview.reachability.network.CloudNetwork.Subnet;
import dev.plinth.preview.reachability.network.CloudNetwork.Target;
import dev.plinth.preview.reachability.network.Hop;
import dev.plinth.preview.reachability.network.Verdict;
import inet.ipaddr.IPAddress;
import inet.ipaddr.IPAddress.IPVersion;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Route tables: the path of a packet from one place to another, and of its replies. */
final class Routing {

    private final List<Peering> peerings;

    Routing(List<Peering> peerings) {
        this.peerings = peerings;
    }

    /** Routes packets to an address of the destination. */
    PathVerdict forward(Place from, Place to, AddressBlock address) {
        if (!from.isInside()) {
            return PathVerdict.of(Verdict.YES);
        }
        Endpoint source = from.endpoint();
        RouteTable table = from.subnet().routeTable();
        Endpoint destination = to.endpoint();
        if (destination.kind() == Kind.GATEWAY_ENDPOINT) {
            return destination.routeTables().contains(table.urn())
                    ? PathVerdict.of(
                            Verdict.YES,
                            new Hop(
                                    destination.urn(),
                                    "route table " + table.name() + ": gateway endpoint of " + destination.name()))
                    : PathVerdict.CLOSED;
        }
        if (to.isInside()) {
            return between(from, to, address);
        }
        return routed(table, address, route -> switch (route.kind()) {
            case INTERNET_GATEWAY ->
                destination.kind() == Kind.INTERNET
                        ? from.version() == IPVersion.IPV6 ? Verdict.YES : source.publicIpv4()
                        : Verdict.NO;
            case EGRESS_ONLY_GATEWAY ->
                Verdict.of(destination.kind() == Kind.INTERNET && from.version() == IPVersion.IPV6);
            case NAT_GATEWAY ->
                destination.kind() == Kind.INTERNET && from.version() == IPVersion.IPV4
                        ? throughNat(route, address)
                        : Verdict.NO;
            case PEERING, OTHER ->
                Verdict.of(destination.kind() == Kind.REMOTE_NETWORK
                        && destination.gateway().equals(route.target()));
            case LOCAL -> Verdict.NO;
        });
    }

    /** Follows the routes of a NAT gateway's own subnet to the internet. */
    private static Verdict throughNat(Route route, AddressBlock address) {
        return route.nat()
                .map(subnet -> routed(
                                subnet.routeTable(),
                                address,
                                next -> Verdict.of(next.kind() == Target.INTERNET_GATEWAY))
                        .verdict())
                .orElse(Verdict.MAYBE);
    }

    /** Routes replies from the destination's subnet to an address of the source. */
    PathVerdict back(Place from, Place to, AddressBlock address) {
        if (!to.isInside()) {
            return PathVerdict.of(Verdict.YES);
        }
        if (from.isInside()) {
            return between(to, from, address);
        }
        RouteTable table = to.subnet().routeTable();
        Endpoint source = from.endpoint();
        return switch (source.kind()) {
            case FOREIGN_GROUP -> PathVerdict.of(Verdict.MAYBE);
            case REMOTE_NETWORK ->
                routed(
                        table,
                        address,
                        route -> Verdict.of((route.kind() == Target.PEERING || route.kind() == Target.OTHER)
                                && route.target().equals(source.gateway())));
            default -> {
                Verdict addressed = to.version() == IPVersion.IPV6
                        ? Verdict.YES
                        : to.endpoint().publicIpv4();
                yield routed(table, address, route -> route.kind() == Target.INTERNET_GATEWAY ? addressed : Verdict.NO);
            }
        };
    }

    /** Routes packets between two places inside the stack. */
    private PathVerdict between(Place from, Place to, AddressBlock address) {
        Subnet near = from.subnet();
        Subnet far = to.subnet();
        if (near.vpc().equals(far.vpc())) {
            // Every VPC has its local route, even before its addresses are known.
            return address.range() == null
                    ? PathVerdict.of(Verdict.YES)
                    : new PathVerdict(
                            routed(near.routeTable(), address, route -> Verdict.of(route.kind() == Target.LOCAL))
                                    .verdict(),
                            List.of());
        }
        return routed(
                near.routeTable(),
                address,
                route -> Verdict.of(route.kind() == Target.PEERING
                        && peerings.stream()
                                .anyMatch(peering -> peering.urn().equals(route.target())
                                        && peering.connects(near.vpc(), far.vpc()))));
    }

    /** Follows the most specific route; a route with an unknown destination may match any packet. */
    private static PathVerdict routed(RouteTable table, AddressBlock address, Function<Route, Verdict> leads) {
        @Nullable Route best = null;
        PathVerdict doubtful = PathVerdict.CLOSED;
        boolean rivals = false;
        for (Route route : table.routes()) {
            IPAddress cidr = route.cidr();
            Verdict match = cidr == null ? Verdict.MAYBE : address.within(cidr);
            if (match == Verdict.MAYBE) {
                Verdict there = leads.apply(route);
                doubtful = doubtful.or(PathVerdict.of(there.and(Verdict.MAYBE), route.hop()));
                rivals |= there == Verdict.NO;
            } else if (match == Verdict.YES && (best == null || length(route) > length(best))) {
                best = route;
            }
        }
        if (best == null) {
            return table.known() ? doubtful : doubtful.or(PathVerdict.of(Verdict.MAYBE));
        }
        Verdict there = leads.apply(best).and(best.certainty() == Verdict.YES ? Verdict.YES : Verdict.MAYBE);
        return PathVerdict.of(rivals ? there.and(Verdict.MAYBE) : there, best.hop())
                .or(doubtful);
    }

    private static int length(Route route) {
        Integer length = Objects.requireNonNull(route.cidr()).getNetworkPrefixLength();
        return length == null ? route.cidr().getBitCount() : length;
    }

    /** Returns the subnet of the first NAT gateway that a place may use for the internet. */
    static Optional<Subnet> natSubnet(Place from, Place to) {
        return to.endpoint().kind() == Kind.INTERNET
                ? from.subnet().routeTable().routes().stream()
                        .filter(route -> route.kind() == Target.NAT_GATEWAY && from.version() == IPVersion.IPV4)
                        .flatMap(route -> route.nat().stream())
                        .findFirst()
                : Optional.empty();
    }

    /** Returns the subnet of the NAT gateway on the route to an address on the internet. */
    static Optional<Subnet> natSubnet(Place from, Place to, AddressBlock address) {
        if (to.endpoint().kind() != Kind.INTERNET || from.version() != IPVersion.IPV4) {
            return Optional.empty();
        }
        return from.subnet().routeTable().routes().stream()
                .filter(route -> route.cidr() != null && address.within(route.cidr()) == Verdict.YES)
                .reduce((left, right) -> length(right) > length(left) ? right : left)
                .filter(route -> route.kind() == Target.NAT_GATEWAY)
                .flatMap(Route::nat);
    }
}
