package dev.plinth.diagram.architecture;

import dev.plinth.diagram.model.ChangeMark;
import dev.plinth.diagram.model.Element;
import dev.plinth.diagram.model.ElementKind;
import dev.plinth.model.AwsTypes;
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

/** Elements of a diagram under construction: what each represents, and what contains it. */
final class DiagramBuilder {

    static final String INTERNET = "internet";

    private final ResourceGraph graph;
    private final Map<String, Operation> operations;
    private final Map<String, ElementNode> outermost = new LinkedHashMap<>();
    private final Map<String, ElementNode> byId = new LinkedHashMap<>();
    /** Elements by the URNs of the resources that they represent. */
    private final Map<String, ElementNode> showing = new HashMap<>();
    /** Tiers by the URNs of their subnets. */
    private final Map<String, ElementNode> tiers = new HashMap<>();

    private final @Nullable String homeRegion;

    /**
     * Creates a builder without elements.
     *
     * @param operations the operations on changed resources, by URN
     */
    DiagramBuilder(ResourceGraph graph, Map<String, Operation> operations) {
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

    Collection<ElementNode> all() {
        return byId.values();
    }

    Collection<ElementNode> outermost() {
        return outermost.values();
    }

    void setOutermost(Collection<ElementNode> others) {
        List<ElementNode> copy = List.copyOf(others);
        outermost.clear();
        copy.forEach(element -> outermost.put(element.id, element));
    }

    Optional<ElementNode> find(String id) {
        return Optional.ofNullable(byId.get(id));
    }

    /** Folds a resource into an element. */
    void fold(ElementNode element, GraphResource resource) {
        element.folded.add(resource);
        showing.putIfAbsent(resource.urn(), element);
    }

    /** Returns the element that represents a resource. */
    Optional<ElementNode> showing(GraphResource resource) {
        return Optional.ofNullable(showing.get(resource.urn()));
    }

    ChangeMark mark(ElementNode element) {
        return ChangeMark.of(operations(element.own), operations(element.folded));
    }

    private List<Operation> operations(List<GraphResource> resources) {
        return resources.stream().map(this::operation).toList();
    }

    /**
     * Adds an element.
     *
     * @param holder the element that contains it; null for an outermost one
     * @param resources the resources that it represents
     */
    ElementNode show(@Nullable ElementNode holder, ElementNode element, GraphResource... resources) {
        for (GraphResource resource : resources) {
            element.own.add(resource);
            showing.putIfAbsent(resource.urn(), element);
        }
        byId.put(element.id, element);
        if (holder == null) {
            outermost.put(element.id, element);
        } else {
            holder.add(element);
        }
        return element;
    }

    /** Replaces several elements of the same holder by one. */
    void replace(Collection<ElementNode> several, ElementNode one) {
        several.forEach(element -> byId.remove(element.id));
        byId.put(one.id, one);
    }

    // Places

    /** Returns the region of a resource. */
    ElementNode regionOf(GraphResource resource) {
        String region = graph.resource(resource.provider())
                .flatMap(provider -> provider.input("region").asText())
                .or(() -> Optional.ofNullable(homeRegion))
                .orElse("");
        return outermost.computeIfAbsent(
                "region " + region,
                id -> new ElementNode(id, ElementKind.REGION, "AWS region", region.isEmpty() ? "unknown" : region));
    }

    /** Returns the region of most resources, which is assumed for those whose provider names none. */
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

    void setTier(GraphResource subnet, ElementNode tier) {
        tiers.put(subnet.urn(), tier);
    }

    /** Returns the tier of a subnet. */
    Optional<ElementNode> tier(GraphResource subnet) {
        return Optional.ofNullable(tiers.get(subnet.urn()));
    }

    /** Returns the tier of the given subnets of a resource, or its region. */
    ElementNode place(GraphResource resource, List<GraphResource> subnets) {
        return subnets.stream()
                .flatMap(subnet -> tier(subnet).stream())
                .findFirst()
                .orElseGet(() -> regionOf(resource));
    }

    // Names

    /** Returns the name of a resource's component where it has one, and its own name otherwise. */
    String name(GraphResource resource) {
        String own = resource.name();
        boolean severalInOne =
                Set.of(AwsTypes.BACKUP_VAULT, AwsTypes.RDS_INSTANCE).contains(resource.type());
        return Optional.ofNullable(resource.parent())
                .flatMap(graph::resource)
                .filter(parent -> !isStack(parent.urn()))
                .map(GraphResource::name)
                .filter(parent -> severalInOne
                        ? Set.of(parent + "-instance", parent + "-vault").contains(own)
                        : own.startsWith(parent))
                .orElse(own);
    }

    /** Returns whether a URN is that of the stack itself. */
    boolean isStack(String urn) {
        return graph.resource(urn)
                .filter(resource -> resource.type().equals("pulumi:pulumi:Stack"))
                .isPresent();
    }

    List<Element> elements() {
        return outermost.values().stream()
                .map(element -> element.element(this::mark))
                .toList();
    }
}
