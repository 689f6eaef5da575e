package dev.plinth.diagram.model;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * Architecture diagram of a stack. The same resources always give the same diagram.
 *
 * @param title the heading
 * @param elements the outermost elements, in the order of reading
 * @param flows the flows between elements
 * @param notes notes below the diagram, such as the resources that are not drawn
 * @param change whether a change is drawn
 */
public record Diagram(String title, List<Element> elements, List<Flow> flows, List<String> notes, boolean change) {

    /** Copies the lists. */
    public Diagram {
        elements = List.copyOf(elements);
        flows = List.copyOf(flows);
        notes = List.copyOf(notes);
    }

    /** Returns every element, in reading order. */
    public Stream<Element> all() {
        return elements.stream().flatMap(Element::all);
    }

    /** Returns the marks of all elements and flows, without duplicates; empty where nothing changes. */
    public List<ChangeMark> marks() {
        return Stream.concat(all().map(Element::mark), flows.stream().map(Flow::mark))
                .filter(mark -> mark != ChangeMark.NONE)
                .distinct()
                .sorted()
                .toList();
    }

    /**
     * Returns the model as JSON: {@code title}, {@code elements} (each {@code id}, {@code kind}, {@code caption}, {@code label},
     * {@code details}, {@code change} where one is drawn, {@code urns}, {@code children}), {@code flows} (each {@code from}, {@code to},
     * {@code label}, {@code type}, {@code change}) and {@code notes}. Kinds, types and changes are in lower case.
     */
    public JsonNode toJson() {
        ObjectNode document = JsonNodeFactory.instance.objectNode();
        document.put("title", title);
        write(elements, document.putArray("elements"));
        ArrayNode arrows = document.putArray("flows");
        for (Flow flow : flows) {
            ObjectNode node = arrows.addObject()
                    .put("from", flow.from())
                    .put("to", flow.to())
                    .put("label", flow.label())
                    .put("type", flow.type().name().toLowerCase(Locale.ROOT));
            mark(flow.mark(), node);
        }
        ArrayNode texts = document.putArray("notes");
        notes.forEach(texts::add);
        return document;
    }

    private static void write(List<Element> elements, ArrayNode array) {
        for (Element element : elements) {
            ObjectNode node = array.addObject()
                    .put("id", element.id())
                    .put("kind", element.kind().name().toLowerCase(Locale.ROOT))
                    .put("caption", element.caption())
                    .put("label", element.label());
            ArrayNode details = node.putArray("details");
            element.details().forEach(details::add);
            mark(element.mark(), node);
            ArrayNode urns = node.putArray("urns");
            element.urns().forEach(urns::add);
            write(element.children(), node.putArray("children"));
        }
    }

    private static void mark(ChangeMark mark, ObjectNode node) {
        if (mark != ChangeMark.NONE) {
            node.put("change", mark.word());
        }
    }
}
