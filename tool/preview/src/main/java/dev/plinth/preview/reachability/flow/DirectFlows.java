package dev.plinth.preview.reachability.flow;

import dev.plinth.preview.reachability.flow.Flow.Certainty;
import dev.plinth.preview.reachability.flow.PlacePair.Passage;
import dev.plinth.preview.reachability.network.AddressBlock;
import dev.plinth.preview.reachability.network.CloudNetwork;
import dev.plinth.preview.reachability.network.CloudNetwork.Endpoint;
import dev.plinth.preview.reachability.network.CloudNetwork.Forward;
import dev.plinth.preview.reachability.network.CloudNetwork.Kind;
import dev.plinth.preview.reachability.network.CloudNetwork.Listener;
import dev.plinth.preview.reachability.network.PortRange;
import dev.plinth.preview.reachability.network.Protocol;
import dev.plinth.preview.reachability.network.Verdict;
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
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Flows between two endpoints that no third one forwards. */
final class DirectFlows {

    private static final String ANY_IPV4 = "any IPv4";
    private static final String ANY_IPV6 = "any IPv6";

    private final PacketClasses classes;
    private final Routing routing;
    private final Map<String, List<Place>> places = new LinkedHashMap<>();

    DirectFlows(CloudNetwork network) {
        this.classes = new PacketClasses(network);
        this.routing = new Routing(network.peerings());
        Set<IPAddress> borders = classes.borders();
        for (Endpoint endpoint : network.endpoints()) {
            places.put(endpoint.name(), Place.of(endpoint, borders));
        }
    }

    /** Returns the flows from one endpoint to another. */
    List<Flow> between(Endpoint source, Endpoint destination) {
        Kind from = source.kind();
        Kind to = destination.kind();
        if (!from.opensConnections() || !to.acceptsConnections() || (!from.inside() && !to.inside())) {
            return List.of();
        }
        List<PlacePair> pairs = pairs(source, destination);
        if (pairs.stream().noneMatch(PlacePair::isRouted)) {
            return List.of();
        }
        List<Flow> flows = new ArrayList<>();
        if (from == Kind.LOAD_BALANCER) {
            // A load balancer opens connections to its targets only.
            Set<Forward> forwards = new LinkedHashSet<>();
            source.listeners().forEach(listener -> listener.targets().stream()
                    .filter(forward -> forward.endpoint().equals(destination.urn()))
                    .forEach(forwards::add));
            for (Forward forward : forwards) {
                flows.addAll(
                        flows(source, destination, pairs, forward.protocol(), List.of(PortRange.of(forward.port()))));
            }
            return merged(flows);
        }
        for (Protocol protocol : Protocol.values()) {
            List<PortRange> ports = destination.listeners().isEmpty()
                    ? classes.ports(protocol)
                    : destination.listeners().stream()
                            .filter(listener -> listener.protocol() == protocol)
                            .map(Listener::ports)
                            .toList();
            flows.addAll(merged(flows(source, destination, pairs, protocol, ports)));
        }
        return flows;
    }

    private List<Flow> flows(
            Endpoint source, Endpoint destination, List<PlacePair> pairs, Protocol protocol, List<PortRange> ports) {
        return ports.stream()
                .flatMap(range -> flow(source, destination, pairs, protocol, range).stream())
                .toList();
    }

    /** Joins neighbouring ranges of ports with the same verdict and limits. */
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

    private List<PlacePair> pairs(Endpoint source, Endpoint destination) {
        List<PlacePair> pairs = new ArrayList<>();
        for (Place from : places.getOrDefault(source.name(), List.of())) {
            for (Place to : places.getOrDefault(destination.name(), List.of())) {
                if (from.version() == to.version()) {
                    pairs.add(PlacePair.of(from, to, routing));
                }
            }
        }
        return pairs;
    }

    private Optional<Flow> flow(
            Endpoint source, Endpoint destination, List<PlacePair> pairs, Protocol protocol, PortRange ports) {
        Map<IPVersion, List<Passage>> passages = new EnumMap<>(IPVersion.class);
        for (PlacePair pair : pairs) {
            passages.computeIfAbsent(pair.from().version(), version -> new ArrayList<>())
                    .add(pair.passage(protocol, ports, classes.replyPorts(protocol)));
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

    /** Returns the outside networks that a flow is limited to; empty when all of the outside end's are open. */
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
                // One version may be open to all and the other closed.
                limits.add(version == IPVersion.IPV4 ? ANY_IPV4 : ANY_IPV6);
            }
        }
        return limits.stream().allMatch(limit -> limit.equals(ANY_IPV4) || limit.equals(ANY_IPV6)) ? List.of() : limits;
    }

    private static List<String> cidrs(Set<AddressBlock> blocks) {
        IPAddressSeqRange[] ranges = blocks.stream().map(AddressBlock::range).toArray(IPAddressSeqRange[]::new);
        return Arrays.stream(IPAddressSeqRange.join(ranges))
                .flatMap(range -> Arrays.stream(range.spanWithPrefixBlocks()))
                .map(IPAddress::toCanonicalString)
                .toList();
    }
}
