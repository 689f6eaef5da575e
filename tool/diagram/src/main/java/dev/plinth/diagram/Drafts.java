package dev.plinth.diagram;

import dev.plinth.model.GraphResource;
import dev.plinth.model.ResourceChange.Operation;
import dev.plinth.model.ResourceGraph;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The elements that are being made of a graph: which there are, what each shows, and where it belongs. */
final class Drafts {

    static final String INTERNET = "internet";

    private final ResourceGraph graph;
    private final Map<String, Operation> operations;
    private final Map<String, Draft> outermost = new LinkedHashMap<>();
    private final Map<String, Draft> byId = new LinkedHashMap<>();
    /** The elements that show a resource, by its URN. */
    private final Map<String, Draft> showing = new HashMap<>();
    /** The tiers that subnets lie in, by their URNs. */
    private final Map<String, Draft> tiers = new HashMap<>();

    private final @Nullable String homeRegion;

    /**
     * Begins.
     *
     * @param operations what a change does to resources, by their URNs; one that is absent stays the same
     */
    Drafts(ResourceGraph graph, Map<String, Operation> operations) {
        this.graph = graph;
        this.operations = operations;
        this.homeRegion = homeRegion();
    }

    ResourceGraph graph() {
        return graph;
    }

    Operation operation(GraphResource resource) {
        return operations.getOrDefault(resource.urn(), Operation.SAME);
    }

    Collection<Draft> all() {
        return byId.values();
    }

    Collection<Draft> outermost() {
        return outermost.values();
    }

    void setOutermost(Collection<Draft> others) {
        List<Draft> copy = List.copyOf(others);
        outermost.clear();
        copy.forEach(draft -> outermost.put(draft.id, draft));
    }

    Optional<Draft> find(String id) {
        return Optional.ofNullable(byId.get(id));
    }

    /** Folds a resource into an element that is there already. */
    void fold(Draft draft, GraphResource resource) {
        draft.folded.add(resource);
        showing.putIfAbsent(resource.urn(), draft);
    }

    /** The element that shows a resource. */
    Optional<Draft> showing(GraphResource resource) {
        return Optional.ofNullable(showing.get(resource.urn()));
    }

    Mark mark(Draft draft) {
        return Mark.of(operations(draft.own), operations(draft.folded));
    }

    private List<Operation> operations(List<GraphResource> resources) {
        return resources.stream().map(this::operation).toList();
    }

    /**
     * Adds an element.
     *
     * @param holder what it lies in; null where nothing holds it
     * @param resources what it shows
     */
    Draft show(@Nullable Draft holder, Draft draft, GraphResource... resources) {
        for (GraphResource resource : resources) {
            draft.own.add(resource);
            showing.putIfAbsent(resource.urn(), draft);
        }
        byId.put(draft.id, draft);
        if (holder == null) {
            outermost.put(draft.id, draft);
        } else {
            holder.add(draft);
        }
        return draft;
    }

    /** Puts one element in the place of several of the same holder. */
    void replace(Collection<Draft> several, Draft one) {
        several.forEach(draft -> byId.remove(draft.id));
        byId.put(one.id, one);
    }

    // Places

    /** The region that a resource lies in. */
    Draft regionOf(GraphResource resource) {
        String region = graph.resource(resource.provider())
                .flatMap(provider -> provider.input("region").asText())
                .or(() -> Optional.ofNullable(homeRegion))
                .orElse("");
        return outermost.computeIfAbsent(
                "region " + region,
                id -> new Draft(id, Kind.REGION, "AWS region", region.isEmpty() ? "not named" : region));
    }

    /** The region that most resources are in: that of those whose provider names none. */
    private @Nullable String homeRegion() {
        Map<String, Long> counts = graph.resources().stream()
                .map(resource -> graph.resource(resource.provider()))
                .flatMap(Optional::stream)
                .flatMap(provider -> provider.input("region").asText().stream())
                .collect(Collectors.groupingBy(region -> region, TreeMap::new, Collectors.counting()));
        return counts.entrySet().stream()
                .max(Map.Entry.<String, Long>comparingByValue()
                        .thenComparing(Map.Entry.comparingByKey(Comparator.reverseOrder())))
                .map(Map.Entry::getKey)
                .orElse(null);
    }

    void setTier(GraphResource subnet, Draft tier) {
        tiers.put(subnet.urn(), tier);
    }

    /** The tier that a subnet lies in. */
    Optional<Draft> tier(GraphResource subnet) {
        return Optional.ofNullable(tiers.get(subnet.urn()));
    }

    /** The tier of the subnets that a resource names, or else its region. */
    Draft place(GraphResource resource, List<GraphResource> subnets) {
        return subnets.stream()
                .flatMap(subnet -> tier(subnet).stream())
                .findFirst()
                .orElseGet(() -> regionOf(resource));
    }

    // Names

    /** A resource goes by its component's name, where it has one. */
    String name(GraphResource resource) {
        String own = resource.name();
        boolean severalInOne = Set.of(Types.VAULT, Types.DATABASE).contains(resource.type());
        return Optional.ofNullable(resource.parent())
                .flatMap(graph::resource)
                .filter(parent -> !isStack(parent.urn()))
                .map(GraphResource::name)
                .filter(parent -> severalInOne
                        ? Set.of(parent + "-instance", parent + "-vault").contains(own)
                        : own.startsWith(parent))
                .orElse(own);
    }

    /** What stands directly below the stack is no part of one another. */
    boolean isStack(String urn) {
        return graph.resource(urn)
                .filter(resource -> resource.type().equals("pulumi:pulumi:Stack"))
                .isPresent();
    }

    List<Element> elements() {
        return outermost.values().stream()
                .map(draft -> draft.element(this::mark))
                .toList();
    }
}
