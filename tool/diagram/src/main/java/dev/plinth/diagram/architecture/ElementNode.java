package dev.plinth.diagram.architecture;

import dev.plinth.diagram.model.ChangeMark;
import dev.plinth.diagram.model.Element;
import dev.plinth.diagram.model.ElementKind;
import dev.plinth.model.GraphResource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;

/** Element under construction, with the resources that it represents and those folded into it. */
final class ElementNode {

    private static final int MAX_DETAILS = 8;

    final String id;
    final ElementKind kind;
    final String caption;
    final String label;
    final List<String> details = new ArrayList<>();
    final List<GraphResource> own = new ArrayList<>();
    final List<GraphResource> folded = new ArrayList<>();
    private final Map<String, ElementNode> children = new LinkedHashMap<>();

    ElementNode(String id, ElementKind kind, String caption, String label) {
        this.id = id;
        this.kind = kind;
        this.caption = caption;
        this.label = label;
    }

    void add(ElementNode child) {
        children.put(child.id, child);
    }

    void remove(ElementNode child) {
        children.remove(child.id);
    }

    /** Replaces all children. */
    void setChildren(Collection<ElementNode> others) {
        children.clear();
        others.forEach(this::add);
    }

    Collection<ElementNode> children() {
        return children.values();
    }

    /** Returns this element and all elements inside it. */
    Stream<ElementNode> all() {
        return Stream.concat(Stream.of(this), children.values().stream().flatMap(ElementNode::all));
    }

    /** Adds a detail unless it is blank. */
    void detail(String text) {
        if (!text.isBlank()) {
            details.add(text);
        }
    }

    Element element(Function<ElementNode, ChangeMark> marks) {
        List<Element> inner =
                children().stream().map(child -> child.element(marks)).toList();
        List<String> urns = Stream.concat(own.stream(), folded.stream())
                .map(GraphResource::urn)
                .distinct()
                .sorted()
                .toList();
        return new Element(
                id, kind, caption, label, Labels.atMost(MAX_DETAILS, details), marks.apply(this), urns, inner);
    }
}
