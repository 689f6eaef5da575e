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

/** Difference of two graphs by their inputs. Replacements appear as updates, because only a provider can tell them apart. */
public final class GraphDifference {

    private GraphDifference() {}

    /**
     * Compares two graphs of a stack.
     *
     * @return the change of each resource of either graph, unchanged ones included
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

    /** Returns whether values differ; one that is unknown before the update counts as unchanged. */
    private static boolean differ(PropertyValue before, PropertyValue after) {
        return !after.containsUnknown() && !before.revealed().equals(after.revealed());
    }
}
