package dev.plinth.diagram.architecture;

import dev.plinth.model.GraphResource;
import dev.plinth.model.ResourceChange.Operation;
import dev.plinth.model.ResourceGraph;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Folds undrawn resources into the first element of their component, and lists the rest in notes. */
final class UndrawnResources {

    private static final int MAX_LISTED = 20;

    private final DiagramBuilder diagram;
    private final ResourceGraph graph;

    UndrawnResources(DiagramBuilder diagram) {
        this.diagram = diagram;
        this.graph = diagram.graph();
    }

    List<String> fold() {
        Map<String, ElementNode> byComponent = new HashMap<>();
        diagram.all().forEach(element -> byParent(element.own, element, byComponent));
        diagram.all().forEach(element -> byParent(element.folded, element, byComponent));
        Set<String> known = new HashSet<>();
        diagram.all().forEach(element -> Stream.concat(element.own.stream(), element.folded.stream())
                .forEach(resource -> known.add(resource.urn())));
        Map<String, Integer> left = new TreeMap<>();
        Set<String> changed = new TreeSet<>();
        for (GraphResource resource : graph.resources()) {
            if (!resource.custom()
                    || known.contains(resource.urn())
                    || resource.type().startsWith("pulumi:")) {
                continue;
            }
            ElementNode element = ancestor(resource, byComponent);
            if (element != null) {
                element.folded.add(resource);
            } else {
                left.merge(resource.type(), 1, Integer::sum);
                if (diagram.operation(resource) != Operation.SAME) {
                    changed.add(resource.name());
                }
            }
        }
        List<String> notes = new ArrayList<>();
        if (!left.isEmpty()) {
            List<String> types = left.entrySet().stream()
                    .map(entry -> entry.getValue() + " " + entry.getKey())
                    .toList();
            notes.add("Not drawn: " + String.join(", ", Labels.atMost(MAX_LISTED, types)));
        }
        if (!changed.isEmpty()) {
            notes.add("Changed, but not drawn: " + String.join(", ", Labels.atMost(MAX_LISTED, changed)));
        }
        return notes;
    }

    private void byParent(List<GraphResource> resources, ElementNode element, Map<String, ElementNode> byComponent) {
        for (GraphResource resource : resources) {
            String parent = resource.parent();
            if (parent != null && !diagram.isStack(parent)) {
                byComponent.putIfAbsent(parent, element);
            }
        }
    }

    private @Nullable ElementNode ancestor(GraphResource resource, Map<String, ElementNode> byComponent) {
        String parent = resource.parent();
        while (parent != null) {
            ElementNode element = byComponent.get(parent);
            if (element != null) {
                return element;
            }
            parent = graph.resource(parent).map(GraphResource::parent).orElse(null);
        }
        return null;
    }
}
