package dev.plinth.model;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * Resources by texts that name them, such as identifiers. Copies of an environment in one file, as several accounts and Regions
 * have them, share such texts: a lookup then returns the resources of the copy that it comes from, and costs no more than one of
 * a text that names one resource.
 */
public final class ResourceIndex {

    /** The largest number of resources that an ambiguous text may mean. */
    static final int AMBIGUOUS = 8;

    /** The order of the candidates in {@link #meant}. */
    static final Comparator<GraphResource> BY_NAME =
            Comparator.comparing(GraphResource::name).thenComparing(GraphResource::urn);

    private final ResourceGraph graph;
    private final Map<String, List<GraphResource>> byText = new HashMap<>();

    /**
     * Creates an index.
     *
     * @param graph the stack
     * @param resources resources of the stack
     * @param texts the texts that name a resource
     */
    public ResourceIndex(
            ResourceGraph graph,
            Collection<GraphResource> resources,
            Function<GraphResource, ? extends Collection<String>> texts) {
        this.graph = graph;
        resources.stream().sorted(BY_NAME).forEach(resource -> Set.copyOf(texts.apply(resource))
                .forEach(text ->
                        byText.computeIfAbsent(text, key -> new ArrayList<>(1)).add(resource)));
    }

    /**
     * Returns the resources that another one means by a text: those that it depends on; where it depends on none of them, all;
     * of more than 8, those whose names have the longest beginning in common with its own, and at most 8.
     */
    public List<GraphResource> find(String text, GraphResource from) {
        return meant(byText.getOrDefault(text, List.of()), from, graph);
    }

    /**
     * Returns those of some resources that another one means by a text which names them all; see {@link #find}.
     *
     * @param candidates the resources, in the order {@link #BY_NAME}
     */
    static List<GraphResource> meant(List<GraphResource> candidates, GraphResource from, ResourceGraph graph) {
        if (candidates.size() < 2) {
            return candidates;
        }
        List<GraphResource> recorded = from.dependencies().stream()
                .flatMap(urn -> graph.resource(urn).stream())
                .filter(resource -> Collections.binarySearch(candidates, resource, BY_NAME) >= 0)
                .toList();
        if (!recorded.isEmpty() || candidates.size() <= AMBIGUOUS) {
            return recorded.isEmpty() ? candidates : recorded;
        }
        int at = Collections.binarySearch(candidates, from, BY_NAME);
        int first = at < 0 ? -at - 1 : at;
        int end = first;
        int common = Math.max(common(candidates, first - 1, from), common(candidates, first, from));
        while (end - first < AMBIGUOUS && common(candidates, first - 1, from) == common) {
            first--;
        }
        while (end - first < AMBIGUOUS && common(candidates, end, from) == common) {
            end++;
        }
        return candidates.subList(first, end);
    }

    /** The length of the beginning that a name has in common with that of a candidate; -1 where there is no candidate. */
    private static int common(List<GraphResource> candidates, int index, GraphResource from) {
        if (index < 0 || index >= candidates.size()) {
            return -1;
        }
        int mismatch = Arrays.mismatch(
                candidates.get(index).name().toCharArray(), from.name().toCharArray());
        return mismatch < 0 ? from.name().length() : mismatch;
    }
}
