package dev.plinth.preview;

import dev.plinth.model.GraphResource;
import dev.plinth.model.PropertyValue;
import dev.plinth.model.ResourceChange;
import dev.plinth.model.ResourceChange.Operation;
import dev.plinth.model.ResourceGraph;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** What turns one graph into another, by the inputs alone: which of the updates replace, only a provider knows. */
public final class GraphDifference {

    private GraphDifference() {}

    /**
     * Compares two graphs of a stack.
     *
     * @return what happens to each resource of either, one that stays the same included
     */
    public static List<ResourceChange> of(ResourceGraph before, ResourceGraph after) {
        List<ResourceChange> changes = new ArrayList<>();
        for (GraphResource resource : after.resources()) {
            Optional<GraphResource> old = before.resource(resource.urn());
            List<String> changed =
                    old.map(known -> changedKeys(known, resource)).orElse(List.of());
            Operation operation =
                    old.isEmpty() ? Operation.CREATE : changed.isEmpty() ? Operation.SAME : Operation.UPDATE;
            changes.add(new ResourceChange(operation, old, Optional.of(resource), List.of(), changed));
        }
        for (GraphResource resource : before.resources()) {
            if (after.resource(resource.urn()).isEmpty()) {
                changes.add(new ResourceChange(
                        Operation.DELETE, Optional.of(resource), Optional.empty(), List.of(), List.of()));
            }
        }
        return changes;
    }

    private static List<String> changedKeys(GraphResource before, GraphResource after) {
        Set<String> keys = new TreeSet<>(before.inputs().properties().keySet());
        keys.addAll(after.inputs().properties().keySet());
        return keys.stream()
                .filter(key -> !key.equals("__defaults"))
                .filter(key -> differ(before.input(key), after.input(key)))
                .toList();
    }

    /** What is unknown before the update may well stay as it is; a provider would say so, and nothing else can. */
    private static boolean differ(PropertyValue before, PropertyValue after) {
        return !after.containsUnknown() && !before.revealed().equals(after.revealed());
    }
}
