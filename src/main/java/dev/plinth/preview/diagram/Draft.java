package dev.plinth.preview.diagram;

import dev.plinth.policies.graph.GraphResource;
import dev.plinth.policies.graph.ResourceChange.Operation;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** An element that is being made: what it shows and what is folded into it. */
final class Draft {

    final String id;
    final Kind kind;
    final String caption;
    String label;
    final List<String> details = new ArrayList<>();
    final List<GraphResource> own = new ArrayList<>();
    final List<GraphResource> folded = new ArrayList<>();
    private final Map<String, Draft> children = new LinkedHashMap<>();

    Draft(String id, Kind kind, String caption, String label) {
        this.id = id;
        this.kind = kind;
        this.caption = caption;
        this.label = label;
    }

    void add(Draft child) {
        children.put(child.id, child);
    }

    Collection<Draft> children() {
        return children.values();
    }

    /** Adds a detail that says something. */
    void detail(String text) {
        if (!text.isBlank()) {
            details.add(text);
        }
    }

    Element element(Map<String, Operation> operations) {
        List<Element> inner =
                children().stream().map(child -> child.element(operations)).toList();
        return new Element(
                id, kind, caption, label, details, Mark.of(of(own, operations), of(folded, operations)), inner);
    }

    private static List<Operation> of(List<GraphResource> resources, Map<String, Operation> operations) {
        return resources.stream()
                .map(resource -> operations.getOrDefault(resource.urn(), Operation.SAME))
                .toList();
    }
}
