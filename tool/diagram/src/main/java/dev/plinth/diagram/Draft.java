package dev.plinth.diagram;

import dev.plinth.model.GraphResource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;

/** An element that is being made: what it shows and what is folded into it. */
final class Draft {

    /** How many lines of details an element has at most. */
    private static final int MOST_DETAILS = 8;

    final String id;
    final Kind kind;
    final String caption;
    final String label;
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

    void remove(Draft child) {
        children.remove(child.id);
    }

    /** Puts others in the place of all children. */
    void setChildren(Collection<Draft> others) {
        children.clear();
        others.forEach(this::add);
    }

    Collection<Draft> children() {
        return children.values();
    }

    /** This and all below it. */
    Stream<Draft> all() {
        return Stream.concat(Stream.of(this), children.values().stream().flatMap(Draft::all));
    }

    /** Adds a detail that says something. */
    void detail(String text) {
        if (!text.isBlank()) {
            details.add(text);
        }
    }

    Element element(Function<Draft, Mark> marks) {
        List<Element> inner =
                children().stream().map(child -> child.element(marks)).toList();
        List<String> urns = Stream.concat(own.stream(), folded.stream())
                .map(GraphResource::urn)
                .distinct()
                .sorted()
                .toList();
        return new Element(
                id, kind, caption, label, Words.atMost(MOST_DETAILS, details), marks.apply(this), urns, inner);
    }
}
