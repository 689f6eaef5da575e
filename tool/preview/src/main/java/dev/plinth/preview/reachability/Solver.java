package dev.plinth.preview.reachability;

import dev.plinth.preview.reachability.CloudNetwork.AclEntry;
import dev.plinth.preview.reachability.CloudNetwork.Attachment;
import dev.plinth.preview.reachability.CloudNetwork.Endpoint;
import dev.plinth.preview.reachability.CloudNetwork.Forward;
import dev.plinth.preview.reachability.CloudNetwork.GroupRule;
import dev.plinth.preview.reachability.CloudNetwork.Kind;
import dev.plinth.preview.reachability.CloudNetwork.Listener;
import dev.plinth.preview.reachability.CloudNetwork.NetworkAcl;
import dev.plinth.preview.reachability.CloudNetwork.Peer;
import dev.plinth.preview.reachability.CloudNetwork.Proxied;
import dev.plinth.preview.reachability.CloudNetwork.Route;
import dev.plinth.preview.reachability.CloudNetwork.RouteTable;
import dev.plinth.preview.reachability.CloudNetwork.SecurityGroup;
import dev.plinth.preview.reachability.CloudNetwork.Subnet;
import dev.plinth.preview.reachability.CloudNetwork.Target;
import dev.plinth.preview.reachability.Flow.Certainty;
import inet.ipaddr.IPAddress;
import inet.ipaddr.IPAddress.IPVersion;
import inet.ipaddr.IPAddressSeqRange;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Tells who can reach whom. Addresses and ports are cut into classes that no rule tells apart, and one packet of each
 * class is followed there and back, so that the answer holds for every packet.
 */
final class Solver {

    /** The ports of plain HTTP that Cloudflare passes on (Cloudflare, "Network ports"). */
    private static final Set<Integer> CLOUDFLARE_HTTP = Set.of(80, 8080, 8880, 2052, 2082, 2086, 2095);

    /** The ports of HTTPS that Cloudflare passes on (Cloudflare, "Network ports"). */
    private static final Set<Integer> CLOUDFLARE_HTTPS = Set.of(443, 2053, 2083, 2087, 2096, 8443);

    private final CloudNetwork network;
    private final Map<Protocol, List<PortRange>> portClasses = new EnumMap<>(Protocol.class);
    private final Map<Protocol, List<PortRange>> answerClasses = new EnumMap<>(Protocol.class);
    private final Map<String, List<Place>> places = new LinkedHashMap<>();

    private Solver(CloudNetwork network) {
        this.network = network;
        for (Protocol protocol : Protocol.values()) {
            portClasses.put(protocol, portClasses(protocol, PortRange.ALL, true));
            // Security groups remember connections; only network ACLs look at answers.
            answerClasses.put(protocol, portClasses(protocol, PortRange.EPHEMERAL, false));
        }
        Set<IPAddress> borders = borders();
        for (Endpoint endpoint : network.endpoints()) {
            places.put(endpoint.name(), places(endpoint, borders));
        }
    }

    /** The flows of a network, sorted. */
    static List<Flow> flows(CloudNetwork network) {
        Solver solver = new Solver(network);
        List<Flow> direct = new ArrayList<>();
        for (Endpoint source : network.endpoints()) {
            for (Endpoint destination : network.endpoints()) {
                direct.addAll(solver.direct(source, destination));
            }
        }
        List<Flow> flows = new ArrayList<>(direct);
        List<Flow> proxied = solver.throughCloudflare(direct);
        flows.addAll(proxied);
        flows.addAll(solver.throughLoadBalancers(direct, direct));
        flows.addAll(solver.throughLoadBalancers(proxied, direct));
        return flows.stream().sorted(Flow.ORDER).toList();
    }

    // Classes of ports and addresses

    private List<PortRange> portClasses(Protocol protocol, PortRange within, boolean withGroups) {
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

    private Set<IPAddress> borders() {
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

    /** Where an endpoint may be, in one version of IP; outside the stack there is no attachment. */
    private record Place(
            Endpoint endpoint, @Nullable Attachment attachment, IPVersion version, List<AddressBlock> blocks) {

        Subnet subnet() {
            return Objects.requireNonNull(attachment).subnet();
        }

        boolean inside() {
            return attachment != null;
        }

        List<SecurityGroup> groups() {
            return attachment == null ? List.of() : attachment.groups();
        }
    }

    private static List<Place> places(Endpoint endpoint, Set<IPAddress> borders) {
        List<Place> places = new ArrayList<>();
        for (IPVersion version : IPVersion.values()) {
            if (version == IPVersion.IPV6 && endpoint.kind().inside() && endpoint.ipv6() == Verdict.NO) {
                continue;
            }
            for (Attachment attachment : endpoint.attachments()) {
                List<AddressBlock> blocks = attachment.subnet().blocks().stream()
                        .filter(block -> block.version() == version)
                        .flatMap(block -> block.refined(borders).stream())
                        .toList();
                if (!blocks.isEmpty()) {
                    places.add(new Place(endpoint, attachment, version, blocks));
                }
            }
            if (!endpoint.kind().inside()) {
                IPAddressSeqRange[] ranges = endpoint.networks().stream()
                        .filter(cidr -> cidr.getIPVersion() == version)
                        .map(IPAddress::toSequentialRange)
                        .toArray(IPAddressSeqRange[]::new);
                List<AddressBlock> blocks = Arrays.stream(IPAddressSeqRange.join(ranges))
                        .flatMap(range -> new AddressBlock(version, range).refined(borders).stream())
                        .toList();
                if (!blocks.isEmpty()) {
                    places.add(new Place(endpoint, null, version, blocks));
                } else if (endpoint.networks().isEmpty()) {
                    places.add(new Place(endpoint, null, version, List.of(AddressBlock.unknown(version))));
                }
            }
        }
        return places;
    }

    // Direct connections

    private List<Flow> direct(Endpoint source, Endpoint destination) {
        Kind from = source.kind();
        Kind to = destination.kind();
        if (!from.opensConnections() || !to.acceptsConnections() || (!from.inside() && !to.inside())) {
            return List.of();
        }
        List<Pair> pairs = pairs(source, destination);
        if (pairs.stream().noneMatch(Pair::isRouted)) {
            return List.of();
        }
        List<Flow> flows = new ArrayList<>();
        if (from == Kind.LOAD_BALANCER) {
            // A load balancer opens connections to its targets and to nothing else.
            Set<Forward> forwards = new LinkedHashSet<>();
            source.listeners().forEach(listener -> listener.targets().stream()
                    .filter(forward -> forward.endpoint().equals(destination.urn()))
                    .forEach(forwards::add));
            for (Forward forward : forwards) {
                flows.addAll(
                        direct(source, destination, pairs, forward.protocol(), List.of(PortRange.of(forward.port()))));
            }
            return merged(flows);
        }
        for (Protocol protocol : Protocol.values()) {
            List<PortRange> ports = destination.listeners().isEmpty()
                    ? portClasses.getOrDefault(protocol, List.of())
                    : destination.listeners().stream()
                            .filter(listener -> listener.protocol() == protocol)
                            .map(Listener::ports)
                            .toList();
            flows.addAll(merged(direct(source, destination, pairs, protocol, ports)));
        }
        return flows;
    }

    private List<Flow> direct(
            Endpoint source, Endpoint destination, List<Pair> pairs, Protocol protocol, List<PortRange> ports) {
        return ports.stream()
                .flatMap(range -> flow(source, destination, pairs, protocol, range).stream())
                .toList();
    }

    /** Joins neighbouring ranges that are let through alike. */
    private static List<Flow> merged(List<Flow> flows) {
        List<Flow> merged = new ArrayList<>();
        for (Flow flow : flows.stream().distinct().sorted(Flow.ORDER).toList()) {
            Flow last = merged.isEmpty() ? null : merged.get(merged.size() - 1);
            if (last != null
                    && last.protocol() == flow.protocol()
                    && last.ports().to() + 1 == flow.ports().from()
                    && last.certainty() == flow.certainty()
                    && last.addresses().equals(flow.addresses())) {
                merged.set(
                        merged.size() - 1,
                        last.withPorts(
                                new PortRange(last.ports().from(), flow.ports().to())));
            } else {
                merged.add(flow);
            }
        }
        return merged;
    }

    private List<Pair> pairs(Endpoint source, Endpoint destination) {
        List<Pair> pairs = new ArrayList<>();
        for (Place from : places.getOrDefault(source.name(), List.of())) {
            for (Place to : places.getOrDefault(destination.name(), List.of())) {
                if (from.version() == to.version()) {
                    pairs.add(pair(from, to));
                }
            }
        }
        return pairs;
    }

    private Optional<Flow> flow(
            Endpoint source, Endpoint destination, List<Pair> pairs, Protocol protocol, PortRange ports) {
        Map<IPVersion, List<Passage>> passages = new EnumMap<>(IPVersion.class);
        for (Pair pair : pairs) {
            passages.computeIfAbsent(pair.from().version(), version -> new ArrayList<>())
                    .add(pass(pair, protocol, ports));
        }
        List<Passage> all = passages.values().stream().flatMap(List::stream).toList();
        Verdict some = all.stream().map(Passage::some).reduce(Verdict.NO, Verdict::or);
        if (some == Verdict.NO) {
            return Optional.empty();
        }
        boolean always = passages.values().stream()
                .anyMatch(list -> list.stream().allMatch(passage -> passage.all() == Verdict.YES));
        Passage witness = all.stream()
                .filter(passage -> passage.some() == some)
                .findFirst()
                .orElseThrow();
        Certainty certainty = some == Verdict.MAYBE ? Certainty.UNKNOWN : always ? Certainty.OPEN : Certainty.PARTIAL;
        return Optional.of(new Flow(
                source.name(),
                destination.name(),
                List.of(),
                protocol,
                ports,
                certainty,
                limits(source, destination, all, some),
                witness.path()));
    }

    /** The outside networks that a flow is limited to; empty when it is open to all that the outside end has. */
    private List<String> limits(Endpoint source, Endpoint destination, List<Passage> passages, Verdict some) {
        Endpoint outside = source.kind().inside() ? destination : source;
        if (outside.kind().inside() || outside.networks().isEmpty()) {
            return List.of();
        }
        List<String> limits = new ArrayList<>();
        for (IPVersion version : IPVersion.values()) {
            Set<AddressBlock> open = passages.stream()
                    .filter(passage -> passage.some() == some)
                    .flatMap(passage -> passage.outside().stream())
                    .filter(block -> block.version() == version)
                    .collect(Collectors.toCollection(LinkedHashSet::new));
            Set<AddressBlock> had = places.getOrDefault(outside.name(), List.of()).stream()
                    .filter(place -> place.version() == version)
                    .flatMap(place -> place.blocks().stream())
                    .collect(Collectors.toCollection(LinkedHashSet::new));
            if (!open.isEmpty() && !open.containsAll(had)) {
                limits.addAll(cidrs(open));
            } else if (!open.isEmpty()) {
                // All of one version says nothing of the other.
                limits.add(version == IPVersion.IPV4 ? ANY_IPV4 : ANY_IPV6);
            }
        }
        return limits.stream().allMatch(limit -> limit.equals(ANY_IPV4) || limit.equals(ANY_IPV6)) ? List.of() : limits;
    }

    private static final String ANY_IPV4 = "any IPv4";
    private static final String ANY_IPV6 = "any IPv6";

    private static List<String> cidrs(Set<AddressBlock> blocks) {
        IPAddressSeqRange[] ranges = blocks.stream().map(AddressBlock::range).toArray(IPAddressSeqRange[]::new);
        return Arrays.stream(IPAddressSeqRange.join(ranges))
                .flatMap(range -> Arrays.stream(range.spanWithPrefixBlocks()))
                .map(IPAddress::toCanonicalString)
                .toList();
    }

    // One pair of places

    /**
     * What passes between two places.
     *
     * @param some whether any packet passes
     * @param all whether every packet passes; of the outside end's addresses, any one counts
     * @param outside the outside end's addresses that pass
     * @param path what lets a packet through
     */
    private record Passage(Verdict some, Verdict all, List<AddressBlock> outside, List<Hop> path) {
        private static final Passage NONE = new Passage(Verdict.NO, Verdict.NO, List.of(), List.of());
    }

    /** Whether one thing on the way lets a packet through, and what it is. */
    private record Check(Verdict verdict, List<Hop> hops) {
        private static final Check CLOSED = new Check(Verdict.NO, List.of());

        static Check of(Verdict verdict, Hop... hops) {
            return new Check(verdict, List.of(hops));
        }

        /** The better of two ways. */
        Check or(Check other) {
            return verdict.compareTo(other.verdict) >= 0 ? this : other;
        }
    }

    /**
     * Two places, and which addresses are routed, whatever the port.
     *
     * @param sources the source's addresses with the way of the answers
     * @param destinations the destination's addresses with the way there
     */
    private record Pair(Place from, Place to, Map<AddressBlock, Check> sources, Map<AddressBlock, Check> destinations) {

        boolean isRouted() {
            return sources.values().stream().anyMatch(check -> check.verdict() != Verdict.NO)
                    && destinations.values().stream().anyMatch(check -> check.verdict() != Verdict.NO);
        }
    }

    private Pair pair(Place from, Place to) {
        Map<AddressBlock, Check> sources = new LinkedHashMap<>();
        from.blocks().forEach(block -> sources.put(block, wayBack(from, to, block)));
        Map<AddressBlock, Check> destinations = new LinkedHashMap<>();
        to.blocks().forEach(block -> destinations.put(block, wayThere(from, to, block)));
        return new Pair(from, to, sources, destinations);
    }

    private Passage pass(Pair pair, Protocol protocol, PortRange ports) {
        Place from = pair.from();
        Place to = pair.to();
        boolean outsideSource = !from.inside();
        Verdict existing = existence(from).and(existence(to));
        if (existing == Verdict.NO || !pair.isRouted()) {
            return Passage.NONE;
        }
        Verdict some = Verdict.NO;
        Verdict all = Verdict.YES;
        Set<AddressBlock> outside = new LinkedHashSet<>();
        List<Hop> path = List.of();
        for (PortRange answer : answerClasses.getOrDefault(protocol, List.of())) {
            // What the source's address decides and what the destination's decides are independent of each other.
            Side left = new Side(pair.sources(), true, block -> fromSource(from, to, block, protocol, ports, answer));
            Side right = new Side(
                    pair.destinations(), false, block -> toDestination(from, to, block, protocol, ports, answer));
            Verdict here = left.some.and(right.some).and(existing);
            if (here.compareTo(some) > 0) {
                some = here;
                outside.clear();
                path = path(left.path, right.path);
            }
            if (here == some && here != Verdict.NO) {
                outside.addAll(outsideSource ? left.passing : to.inside() ? List.of() : right.passing);
            }
            Verdict every = (outsideSource ? left.some : left.all)
                    .and(to.inside() ? right.all : right.some)
                    .and(existing);
            all = all.and(every);
        }
        return new Passage(some, all, List.copyOf(outside), path);
    }

    /** The way out comes first, the way in last. */
    private static List<Hop> path(List<Hop> in, List<Hop> out) {
        List<Hop> path = new ArrayList<>(out);
        path.addAll(in);
        return path.stream().distinct().toList();
    }

    private static Verdict existence(Place place) {
        if (!place.inside()) {
            Kind kind = place.endpoint().kind();
            return kind == Kind.REMOTE_NETWORK || kind == Kind.FOREIGN_GROUP ? Verdict.MAYBE : Verdict.YES;
        }
        return place.version() == IPVersion.IPV6 ? place.endpoint().ipv6() : Verdict.YES;
    }

    /** The verdicts of one end's addresses. */
    private static final class Side {
        private Verdict some = Verdict.NO;
        private Verdict all = Verdict.YES;
        private List<Hop> path = List.of();
        private final List<AddressBlock> passing = new ArrayList<>();

        Side(Map<AddressBlock, Check> routed, boolean wayFirst, Function<AddressBlock, Check> filters) {
            for (Map.Entry<AddressBlock, Check> entry : routed.entrySet()) {
                AddressBlock block = entry.getKey();
                Check way = entry.getValue();
                Check result = way.verdict() == Verdict.NO
                        ? way
                        : both(wayFirst ? List.of(way, filters.apply(block)) : List.of(filters.apply(block), way));
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

    /** All that looks at the source's address: the destination's side. */
    private Check fromSource(
            Place from, Place to, AddressBlock address, Protocol protocol, PortRange ports, PortRange answer) {
        List<Check> checks = new ArrayList<>();
        if (to.inside() && !sameSubnet(from, to)) {
            NetworkAcl acl = to.subnet().acl();
            checks.add(acl(acl.ingress(), address, protocol, ports, acl, "lets in"));
            checks.add(acl(acl.egress(), address, protocol, answer, acl, "lets answers out"));
        }
        if (to.inside()) {
            checks.add(groups(to.groups(), false, from, address, protocol, ports));
        }
        if (from.inside()) {
            Optional<Subnet> nat = natSubnet(from, to);
            if (nat.isPresent() && !nat.get().equals(from.subnet())) {
                NetworkAcl acl = nat.get().acl();
                checks.add(acl(acl.ingress(), address, protocol, ports, acl, "lets in"));
                checks.add(acl(acl.egress(), address, protocol, answer, acl, "lets answers out"));
            }
        }
        return both(checks);
    }

    /** All that looks at the destination's address: the source's side. */
    private Check toDestination(
            Place from, Place to, AddressBlock address, Protocol protocol, PortRange ports, PortRange answer) {
        List<Check> checks = new ArrayList<>();
        if (from.inside()) {
            checks.add(groups(from.groups(), true, to, address, protocol, ports));
            // A gateway endpoint's addresses are nobody's entry; the default entry is the one that matters.
            if (!sameSubnet(from, to)) {
                NetworkAcl acl = from.subnet().acl();
                checks.add(acl(acl.egress(), address, protocol, ports, acl, "lets out"));
                checks.add(acl(acl.ingress(), address, protocol, answer, acl, "lets answers in"));
            }
        }
        if (from.inside()) {
            Optional<Subnet> nat = natSubnet(from, to, address);
            if (nat.isPresent() && !nat.get().equals(from.subnet())) {
                NetworkAcl acl = nat.get().acl();
                checks.add(acl(acl.egress(), address, protocol, ports, acl, "lets out"));
                checks.add(acl(acl.ingress(), address, protocol, answer, acl, "lets answers in"));
            }
        }
        return both(checks);
    }

    private static Check both(List<Check> checks) {
        Verdict verdict = checks.stream().map(Check::verdict).reduce(Verdict.YES, Verdict::and);
        return verdict == Verdict.NO
                ? Check.CLOSED
                : new Check(
                        verdict,
                        checks.stream().flatMap(check -> check.hops().stream()).toList());
    }

    /** Network ACLs stand at a subnet's border; inside it there is none. */
    private static boolean sameSubnet(Place from, Place to) {
        return from.inside() && to.inside() && from.subnet().equals(to.subnet());
    }

    // Security groups

    private static Check groups(
            List<SecurityGroup> groups,
            boolean egress,
            Place other,
            AddressBlock address,
            Protocol protocol,
            PortRange ports) {
        Check best = Check.CLOSED;
        for (SecurityGroup group : groups) {
            for (GroupRule rule : egress ? group.egress() : group.ingress()) {
                if (rule.protocols().contains(protocol)
                        && (!protocol.hasPorts() || rule.ports().contains(ports))) {
                    best = best.or(Check.of(rule.certainty().and(matches(rule.peer(), other, address)), rule.hop()));
                }
                if (best.verdict() == Verdict.YES) {
                    return best;
                }
            }
        }
        return best.verdict() == Verdict.NO ? Check.CLOSED : best;
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

    // Network ACLs

    private static Check acl(
            List<AclEntry> entries,
            AddressBlock address,
            Protocol protocol,
            PortRange ports,
            NetworkAcl acl,
            String what) {
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
        // What no entry matches is denied.
        denied |= match != Verdict.YES;
        if (!allowed || hop == null) {
            return Check.CLOSED;
        }
        // What AWS makes by itself and nobody changed isn't worth a line.
        List<Hop> hops = acl.urn().isEmpty()
                ? List.of()
                : List.of(new Hop(acl.urn(), "network ACL " + acl.name() + " " + what + ": " + hop.text()));
        return new Check(denied ? Verdict.MAYBE : Verdict.YES, hops);
    }

    // Routes

    private Check wayThere(Place from, Place to, AddressBlock address) {
        if (!from.inside()) {
            return Check.of(Verdict.YES);
        }
        Endpoint source = from.endpoint();
        RouteTable table = from.subnet().routeTable();
        Endpoint destination = to.endpoint();
        if (destination.kind() == Kind.GATEWAY_ENDPOINT) {
            return destination.routeTables().contains(table.urn())
                    ? Check.of(
                            Verdict.YES,
                            new Hop(
                                    destination.urn(),
                                    "route table " + table.name() + ": gateway endpoint of " + destination.name()))
                    : Check.CLOSED;
        }
        if (to.inside()) {
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

    /** A NAT gateway reaches the internet when its own subnet does. */
    private static Verdict throughNat(Route route, AddressBlock address) {
        return route.nat()
                .map(subnet -> routed(
                                subnet.routeTable(),
                                address,
                                next -> Verdict.of(next.kind() == Target.INTERNET_GATEWAY))
                        .verdict())
                .orElse(Verdict.MAYBE);
    }

    /** The way of the answers, as the destination's subnet sees the source's address. */
    private Check wayBack(Place from, Place to, AddressBlock address) {
        if (!to.inside()) {
            return Check.of(Verdict.YES);
        }
        if (from.inside()) {
            return between(to, from, address);
        }
        RouteTable table = to.subnet().routeTable();
        Endpoint source = from.endpoint();
        return switch (source.kind()) {
            case FOREIGN_GROUP -> Check.of(Verdict.MAYBE);
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

    /** The way from one place inside to the other's address. */
    private Check between(Place from, Place to, AddressBlock address) {
        Subnet near = from.subnet();
        Subnet far = to.subnet();
        if (near.vpc().equals(far.vpc())) {
            // Every VPC has its local route, also where its addresses aren't known yet.
            return address.range() == null
                    ? Check.of(Verdict.YES)
                    : new Check(
                            routed(near.routeTable(), address, route -> Verdict.of(route.kind() == Target.LOCAL))
                                    .verdict(),
                            List.of());
        }
        return routed(
                near.routeTable(),
                address,
                route -> Verdict.of(route.kind() == Target.PEERING
                        && network.peerings().stream()
                                .anyMatch(peering -> peering.urn().equals(route.target())
                                        && peering.connects(near.vpc(), far.vpc()))));
    }

    /** Follows the most specific route; one whose destination isn't known may take any packet. */
    private static Check routed(RouteTable table, AddressBlock address, Function<Route, Verdict> leads) {
        @Nullable Route best = null;
        Check doubtful = Check.CLOSED;
        boolean rivals = false;
        for (Route route : table.routes()) {
            IPAddress cidr = route.cidr();
            Verdict match = cidr == null ? Verdict.MAYBE : address.within(cidr);
            if (match == Verdict.MAYBE) {
                Verdict there = leads.apply(route);
                doubtful = doubtful.or(Check.of(there.and(Verdict.MAYBE), route.hop()));
                rivals |= there == Verdict.NO;
            } else if (match == Verdict.YES && (best == null || length(route) > length(best))) {
                best = route;
            }
        }
        if (best == null) {
            return table.known() ? doubtful : doubtful.or(Check.of(Verdict.MAYBE));
        }
        Verdict there = leads.apply(best).and(best.certainty() == Verdict.YES ? Verdict.YES : Verdict.MAYBE);
        return Check.of(rivals ? there.and(Verdict.MAYBE) : there, best.hop()).or(doubtful);
    }

    private static int length(Route route) {
        Integer length = Objects.requireNonNull(route.cidr()).getNetworkPrefixLength();
        return length == null ? route.cidr().getBitCount() : length;
    }

    private static Optional<Subnet> natSubnet(Place from, Place to) {
        // Which NAT gateway a packet takes is decided by the destination; its ACL sees the source's address.
        return to.endpoint().kind() == Kind.INTERNET
                ? from.subnet().routeTable().routes().stream()
                        .filter(route -> route.kind() == Target.NAT_GATEWAY && from.version() == IPVersion.IPV4)
                        .flatMap(route -> route.nat().stream())
                        .findFirst()
                : Optional.empty();
    }

    private static Optional<Subnet> natSubnet(Place from, Place to, AddressBlock address) {
        if (to.endpoint().kind() != Kind.INTERNET || from.version() != IPVersion.IPV4) {
            return Optional.empty();
        }
        return from.subnet().routeTable().routes().stream()
                .filter(route -> route.cidr() != null && address.within(route.cidr()) == Verdict.YES)
                .reduce((left, right) -> length(right) > length(left) ? right : left)
                .filter(route -> route.kind() == Target.NAT_GATEWAY)
                .flatMap(Route::nat);
    }

    // Connections that somebody passes on

    private List<Flow> throughCloudflare(List<Flow> direct) {
        List<Flow> flows = new ArrayList<>();
        for (Flow flow : direct) {
            if (!flow.source().equals(CloudNetworkReader.CLOUDFLARE)) {
                continue;
            }
            Optional<Endpoint> origin = endpoint(flow.destination());
            List<Proxied> proxied = network.proxied().stream()
                    .filter(each -> origin.isPresent()
                            && origin.get().urn().equals(each.loadBalancer())
                            && flow.protocol() == Protocol.TCP
                            && passes(each, flow.ports()))
                    .toList();
            if (!proxied.isEmpty()) {
                boolean sure = proxied.stream().anyMatch(each -> each.certainty() == Verdict.YES);
                flows.add(new Flow(
                        CloudNetworkReader.INTERNET,
                        flow.destination(),
                        List.of(CloudNetworkReader.CLOUDFLARE),
                        flow.protocol(),
                        flow.ports(),
                        sure ? flow.certainty() : Certainty.UNKNOWN,
                        List.of(),
                        joined(proxied.stream().map(Proxied::hop).toList(), flow.path())));
            }
        }
        return flows;
    }

    private static boolean passes(Proxied proxied, PortRange ports) {
        return CLOUDFLARE_HTTPS.contains(ports.from())
                || (!proxied.httpsOnly() && CLOUDFLARE_HTTP.contains(ports.from()));
    }

    private List<Flow> throughLoadBalancers(List<Flow> arriving, List<Flow> direct) {
        List<Flow> flows = new ArrayList<>();
        for (Flow first : arriving) {
            Optional<Endpoint> balancer =
                    endpoint(first.destination()).filter(endpoint -> endpoint.kind() == Kind.LOAD_BALANCER);
            if (balancer.isEmpty()) {
                continue;
            }
            List<String> via = new ArrayList<>(first.via());
            via.add(first.destination());
            for (Listener listener : balancer.get().listeners()) {
                if (listener.protocol() != first.protocol() || !first.ports().contains(listener.ports())) {
                    continue;
                }
                for (Forward forward : listener.targets()) {
                    direct.stream()
                            .filter(second -> second.source().equals(first.destination())
                                    && second.ports().contains(PortRange.of(forward.port()))
                                    && second.protocol() == forward.protocol()
                                    && endpoint(second.destination())
                                            .map(Endpoint::urn)
                                            .equals(Optional.of(forward.endpoint())))
                            .forEach(second -> flows.add(new Flow(
                                    first.source(),
                                    second.destination(),
                                    via,
                                    second.protocol(),
                                    PortRange.of(forward.port()),
                                    first.certainty().compareTo(second.certainty()) <= 0
                                            ? first.certainty()
                                            : second.certainty(),
                                    first.addresses(),
                                    joined(
                                            joined(first.path(), List.of(listener.hop(), forward.hop())),
                                            second.path()))));
                }
            }
        }
        // Two listeners may lead to the same target; the surest way is the one to tell.
        Map<String, Flow> best = new LinkedHashMap<>();
        flows.forEach(flow -> best.merge(
                flow.text(), flow, (left, right) -> right.certainty().compareTo(left.certainty()) > 0 ? right : left));
        return List.copyOf(best.values());
    }

    private static List<Hop> joined(List<Hop> first, List<Hop> second) {
        List<Hop> path = new ArrayList<>(first);
        path.addAll(second);
        return path.stream().distinct().toList();
    }

    private Optional<Endpoint> endpoint(String name) {
        return network.endpoints().stream()
                .filter(endpoint -> endpoint.name().equals(name))
                .findFirst();
    }
}
