package dev.plinth.model;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The resources of one stack and what they depend on. It never changes, and its order is that of the URNs. */
public final class ResourceGraph {

    /** The outputs by which other resources name a resource. */
    private static final List<String> IDENTIFIERS =
            List.of("id", "arn", "name", "bucket", "identifier", "keyId", "dnsName");

    private static final Comparator<GraphResource> BY_URN = Comparator.comparing(GraphResource::urn);
    private final String project;
    private final String stack;
    private final Map<String, GraphResource> byUrn = new HashMap<>();
    private final List<GraphResource> resources;
    private final Map<String, List<GraphResource>> byType;
    private final Map<String, Map<String, List<GraphResource>>> byIdentifier = new HashMap<>();
    private final Map<Object, Object> derived = new ConcurrentHashMap<>();

    /**
     * Makes a graph.
     *
     * @throws IllegalArgumentException when two resources share a URN
     */
    public ResourceGraph(String project, String stack, Collection<GraphResource> resources) {
        this.project = project;
        this.stack = stack;
        for (GraphResource resource : resources) {
            if (byUrn.put(resource.urn(), resource) != null) {
                throw new IllegalArgumentException("has two resources of the URN " + resource.urn());
            }
        }
        this.resources = resources.stream().sorted(BY_URN).toList();
        this.byType = this.resources.stream()
                .collect(Collectors.groupingBy(GraphResource::type, Collectors.toUnmodifiableList()));
        this.resources.stream().sorted(ResourceIndex.BY_NAME).forEach(this::index);
    }

    private void index(GraphResource resource) {
        Set<String> identifiers = new LinkedHashSet<>();
        for (String property : IDENTIFIERS) {
            resource.output(property).asText().ifPresent(identifiers::add);
            resource.input(property).asText().ifPresent(identifiers::add);
        }
        for (String identifier : identifiers) {
            byIdentifier
                    .computeIfAbsent(identifier, key -> new HashMap<>())
                    .computeIfAbsent(resource.type(), key -> new ArrayList<>())
                    .add(resource);
        }
    }

    private void addIdentified(String identifier, GraphResource from, Set<String> types, Set<GraphResource> found) {
        byIdentifier.getOrDefault(identifier, Map.of()).forEach((type, candidates) -> {
            if (types.isEmpty() || types.contains(type)) {
                found.addAll(ResourceIndex.meant(candidates, from, this));
            }
        });
    }

    /** Returns the project's name. */
    public String project() {
        return project;
    }

    /** Returns the stack's name, without organization and project. */
    public String stack() {
        return stack;
    }

    /** Returns all resources, sorted by URN. */
    public List<GraphResource> resources() {
        return resources;
    }

    /** Looks a resource up by its URN. */
    public Optional<GraphResource> resource(String urn) {
        return Optional.ofNullable(byUrn.get(urn));
    }

    /** Returns a resource with its dependencies in this graph; unchanged when the graph does not contain it. */
    public GraphResource withDependencies(GraphResource resource) {
        return resource(resource.urn()).map(resource::withDependenciesOf).orElse(resource);
    }

    /** Returns the resources of the given types, sorted by URN. */
    public List<GraphResource> ofType(String... types) {
        return types.length == 1
                ? byType.getOrDefault(types[0], List.of())
                : once(new OfTypes(new TreeSet<>(Arrays.asList(types))));
    }

    private record OfTypes(SortedSet<String> types) implements Derivation<List<GraphResource>> {
        @Override
        public List<GraphResource> of(ResourceGraph graph) {
            return types.stream()
                    .flatMap(type -> graph.ofType(type).stream())
                    .sorted(BY_URN)
                    .toList();
        }
    }

    /**
     * Value computed once for a graph, not once for each resource: a constant or a record, which reads nothing but
     * the graph.
     *
     * @param <T> the type of the result
     */
    @FunctionalInterface
    public interface Derivation<T> {
        /** Computes it. */
        T of(ResourceGraph graph);
    }

    /** Returns what a derivation computes of this graph, which it does once. */
    @SuppressWarnings("unchecked") // A derivation has one type of result.
    public <T> T once(Derivation<T> derivation) {
        Object known = derived.get(derivation);
        if (known == null) {
            known = derivation.of(this);
            derived.put(derivation, known);
        }
        return (T) known;
    }

    /** Returns for each resource, by its URN, those that lead to it, in the order of these. */
    public static Map<String, List<GraphResource>> inverse(
            Collection<GraphResource> resources, Function<GraphResource, ? extends Collection<GraphResource>> targets) {
        Map<String, List<GraphResource>> inverse = new HashMap<>();
        for (GraphResource resource : resources) {
            for (GraphResource target : targets.apply(resource)) {
                inverse.computeIfAbsent(target.urn(), key -> new ArrayList<>(1)).add(resource);
            }
        }
        return inverse;
    }

    /**
     * Returns the resources that a property's value comes from. A known value is compared with the identifiers of the
     * stack's resources (id, ARN, name …); an unknown one, or one that matches none, comes from what the property
     * depends on. Where a graph records no dependencies of properties, an unknown comes from any dependency.
     *
     * @param property an input's path; dependencies are known of its first key only
     * @param types the types to look for; none means any
     */
    public List<GraphResource> references(GraphResource resource, String property, String... types) {
        PropertyValue value = resource.input(property);
        Set<GraphResource> found = new LinkedHashSet<>();
        Set<String> wanted = Set.of(types);
        identifiers(value).forEach(identifier -> addIdentified(identifier, resource, wanted, found));
        List<GraphResource> matches = filter(found, wanted);
        if (!matches.isEmpty() && !value.containsUnknown()) {
            return matches;
        }
        boolean unrecorded = resource.propertyDependencies().isEmpty() && value.containsUnknown();
        String key = property.split("[.\\[]", 2)[0];
        List<String> urns = unrecorded
                ? resource.dependencies()
                : resource.propertyDependencies().getOrDefault(key, List.of());
        urns.forEach(urn -> resource(urn).ifPresent(found::add));
        return filter(found, wanted);
    }

    /**
     * Returns the resources of some types whose property comes from a resource; the inverse of {@link #references}.
     */
    public List<GraphResource> referrers(GraphResource target, String property, String... types) {
        return once(new Referrers(property, List.of(types))).getOrDefault(target.urn(), List.of());
    }

    private record Referrers(String property, List<String> types)
            implements Derivation<Map<String, List<GraphResource>>> {
        @Override
        public Map<String, List<GraphResource>> of(ResourceGraph graph) {
            return inverse(
                    graph.ofType(types.toArray(String[]::new)), referrer -> graph.references(referrer, property));
        }
    }

    /**
     * Returns the resources of some types that another one means by an identifier: their id, ARN, name and the like.
     *
     * @param from the resource that has the identifier in a property; see {@link ResourceIndex#find}
     * @param types the types to look for; none means any
     */
    public List<GraphResource> identified(String identifier, GraphResource from, String... types) {
        Set<GraphResource> found = new LinkedHashSet<>();
        addIdentified(identifier, from, Set.of(types), found);
        return List.copyOf(found);
    }

    private static List<GraphResource> filter(Collection<GraphResource> resources, Set<String> types) {
        return resources.stream()
                .filter(resource -> types.isEmpty() || types.contains(resource.type()))
                .sorted(BY_URN)
                .toList();
    }

    private static Set<String> identifiers(PropertyValue value) {
        PropertyValue revealed = value.revealed();
        Set<String> identifiers = new LinkedHashSet<>();
        if (revealed instanceof PropertyValue.Text text && !text.value().isEmpty()) {
            identifiers.add(text.value());
        }
        if (revealed instanceof PropertyValue.ListValue list) {
            list.elements().forEach(element -> identifiers.addAll(identifiers(element)));
        }
        if (revealed instanceof PropertyValue.ObjectValue object) {
            object.properties().values().forEach(property -> identifiers.addAll(identifiers(property)));
        }
        return identifiers;
    }

    /**
     * Reads what {@code pulumi stack export} prints, or a checkpoint as a backend keeps it, of versions 1 to 4.
     *
     * @throws IllegalArgumentException when the document is no exported stack
     */
    public static ResourceGraph fromState(JsonNode document) {
        JsonNode deployment = ResourceJson.deployment(document);
        boolean empty = !document.has("deployment") && ResourceJson.isCheckpoint(document);
        if (!deployment.has("resources") && !deployment.has("manifest") && !empty) {
            throw new IllegalArgumentException("is not an exported stack: it has no deployment.resources");
        }
        List<GraphResource> resources = new ArrayList<>();
        for (int i = 0; i < deployment.path("resources").size(); i++) {
            JsonNode node = ResourceJson.resourceNode(deployment.get("resources"), i);
            // What waits to be deleted is still in the state beside its successor, and what was deleted before it.
            if (!node.path("delete").asBoolean()
                    && !node.path("pendingReplacement").asBoolean()) {
                resources.add(ResourceJson.resourceFromState(node));
            }
        }
        String[] names = resources.isEmpty()
                ? ResourceJson.checkpointName(document)
                : Urns.stackAndProject(resources.get(0).urn());
        return new ResourceGraph(names[1], names[0], resources);
    }

    /**
     * Reads what {@code plinth graph --json} prints; see {@link #toJson}.
     *
     * @throws IllegalArgumentException when the document is no such graph
     */
    public static ResourceGraph fromGraphJson(JsonNode document) {
        if (!document.path("resources").isArray()) {
            throw new IllegalArgumentException("is not a resource graph: it has no resources");
        }
        List<GraphResource> resources = new ArrayList<>();
        for (int i = 0; i < document.get("resources").size(); i++) {
            JsonNode node = ResourceJson.resourceNode(document.get("resources"), i);
            resources.add(ResourceJson.resource(node, JsonValues.parseProperties(node.path("outputs"))));
        }
        return new ResourceGraph(
                document.path("project").asText(), document.path("stack").asText(), resources);
    }

    /**
     * Writes the graph as {@code plinth graph --json} prints it: {@code project}, {@code stack} and {@code resources}
     * sorted by URN, each with {@code urn}, {@code type}, {@code name}, {@code parent}, {@code provider},
     * {@code dependencies} and {@code inputs}; besides, where there are any, {@code propertyDependencies},
     * {@code protect} and {@code retainOnDelete}. A secret is {@code {"secret":true}}, an unknown {@code {"unknown":true}}.
     */
    public ObjectNode toJson() {
        ObjectNode document = JsonNodeFactory.instance.objectNode();
        document.put("project", project).put("stack", stack);
        var array = document.putArray("resources");
        resources.forEach(resource -> array.add(toJson(resource)));
        return document;
    }

    private static ObjectNode toJson(GraphResource resource) {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        node.put("urn", resource.urn())
                .put("type", resource.type())
                .put("name", resource.name())
                .put("parent", resource.parent())
                .put("provider", resource.provider());
        var dependencies = node.putArray("dependencies");
        resource.dependencies().forEach(dependencies::add);
        node.set("inputs", JsonValues.toJson(resource.inputs()));
        if (!resource.propertyDependencies().isEmpty()) {
            ObjectNode properties = node.putObject("propertyDependencies");
            resource.propertyDependencies().forEach((key, urns) -> {
                var array = properties.putArray(key);
                urns.forEach(array::add);
            });
        }
        if (resource.protect()) {
            node.put("protect", true);
        }
        if (resource.retained()) {
            node.put("retainOnDelete", true);
        }
        return node;
    }
}
