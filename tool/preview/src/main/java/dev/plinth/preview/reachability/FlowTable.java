package dev.plinth.preview.reachability;

import dev.plinth.preview.Block;
import dev.plinth.preview.reachability.flow.Flow;
import dev.plinth.preview.reachability.network.CloudNetwork;
import dev.plinth.preview.reachability.network.CloudNetwork.Endpoint;
import dev.plinth.preview.reachability.network.CloudNetworkReader;
import dev.plinth.preview.reachability.network.Hop;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Tables of connections. Those between the containers of a Docker network are collapsed, because each container reaches every
 * other one.
 */
final class FlowTable {

    private static final int NAMES = 6;

    private final Set<String> containers;

    FlowTable(CloudNetwork... networks) {
        Set<String> urns = Stream.of(networks)
                .flatMap(network -> network.containers().stream())
                .map(container -> container.urn())
                .collect(Collectors.toSet());
        this.containers = Stream.of(networks)
                .flatMap(network -> network.endpoints().stream())
                .filter(endpoint -> urns.contains(endpoint.urn()))
                .map(Endpoint::name)
                .collect(Collectors.toSet());
    }

    /** Returns a row of change, sources, destinations and limits for each group, those of the internet first. */
    List<List<String>> rows(String change, List<Flow> flows) {
        Map<List<String>, List<String>> destinations = new LinkedHashMap<>();
        flows.stream()
                .filter(flow -> !isInNetwork(flow))
                .sorted(Comparator.comparing(flow -> !flow.source().equals(CloudNetworkReader.INTERNET)))
                .forEach(flow -> destinations
                        .computeIfAbsent(List.of(flow.source(), flow.limits()), key -> new ArrayList<>())
                        .add(flow.destinationText()));
        Map<List<String>, List<String>> sources = new LinkedHashMap<>();
        destinations.forEach((key, reached) -> {
            String source = key.get(0);
            String group = containers.contains(source) ? "" : source;
            sources.computeIfAbsent(List.of(String.join(", ", reached), key.get(1), group), same -> new ArrayList<>())
                    .add(source);
        });
        List<List<String>> rows = new ArrayList<>();
        sources.forEach((key, names) -> rows.add(List.of(change, joined(names), key.get(0), key.get(1))));
        networkRows(flows).forEach(row -> rows.add(List.of(change, row.get(0), row.get(1), "")));
        return rows;
    }

    /** Returns a table of unchanged connections. */
    Block unchanged(List<Flow> flows) {
        List<List<String>> rows = new ArrayList<>();
        flows.stream()
                .filter(flow -> !isInNetwork(flow))
                .forEach(flow -> rows.add(List.of(flow.text(), flow.limits())));
        networkRows(flows).forEach(row -> rows.add(List.of(row.get(0) + " → " + row.get(1), "")));
        return new Block.Table(List.of("Connection", "Limited to"), rows, Set.of());
    }

    /** Returns a table of the hops of connections. */
    Block paths(String summary, List<Flow> flows) {
        return new Block.Details(
                summary,
                List.of(new Block.Table(
                        List.of("Connection", "Allowed by"),
                        flows.stream()
                                .filter(flow -> !isInNetwork(flow))
                                .map(flow -> List.of(
                                        flow.text(),
                                        flow.path().stream().map(Hop::text).collect(Collectors.joining("; "))))
                                .toList(),
                        Set.of())));
    }

    /** Connections between containers cross nothing but their network. */
    private boolean isInNetwork(Flow flow) {
        return flow.via().isEmpty() && containers.contains(flow.source()) && containers.contains(flow.destination());
    }

    private List<List<String>> networkRows(List<Flow> flows) {
        Map<String, Map<String, Set<String>>> networks = new TreeMap<>();
        for (Flow flow : flows) {
            if (isInNetwork(flow)) {
                flow.path().forEach(hop -> networks.computeIfAbsent(hop.text(), text -> new TreeMap<>())
                        .computeIfAbsent(flow.source(), source -> new TreeSet<>())
                        .add(flow.destination()));
            }
        }
        List<List<String>> rows = new ArrayList<>();
        networks.forEach((network, reached) -> {
            Set<String> members = new TreeSet<>(reached.keySet());
            if (reached.values().stream().allMatch(destinations -> destinations.size() == members.size() - 1)
                    && reached.values().stream().allMatch(members::containsAll)) {
                rows.add(List.of(joined(members), "each other in " + network));
                return;
            }
            Map<Set<String>, List<String>> sources = new LinkedHashMap<>();
            reached.forEach((source, destinations) -> sources.computeIfAbsent(destinations, same -> new ArrayList<>())
                    .add(source));
            sources.forEach(
                    (destinations, names) -> rows.add(List.of(joined(names), joined(destinations) + " in " + network)));
        });
        return rows;
    }

    private static String joined(Iterable<String> names) {
        List<String> all = new ArrayList<>();
        names.forEach(name -> all.add(Objects.requireNonNull(name)));
        return all.size() <= NAMES
                ? String.join(", ", all)
                : String.join(", ", all.subList(0, NAMES - 1)) + " and " + (all.size() - NAMES + 1) + " more";
    }
}
