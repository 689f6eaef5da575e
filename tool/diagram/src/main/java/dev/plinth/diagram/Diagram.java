package dev.plinth.diagram;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.plinth.model.GraphResource;
import dev.plinth.model.ResourceChange;
import dev.plinth.model.ResourceChange.Operation;
import dev.plinth.model.ResourceGraph;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * A stack as an architect would draw it: what it consists of, and what flows where. The same graph gives the same diagram.
 *
 * @param title the heading
 * @param elements the outermost elements, in the order of reading
 * @param flows what flows between elements
 * @param notes what a reader must know beside, such as what is not drawn
 * @param change whether a change is drawn, so that marks mean something
 */
public record Diagram(String title, List<Element> elements, List<Flow> flows, List<String> notes, boolean change) {

    /** Copies the lists. */
    public Diagram {
        elements = List.copyOf(elements);
        flows = List.copyOf(flows);
        notes = List.copyOf(notes);
    }

    /** Draws a stack as it is. */
    public static Diagram of(ResourceGraph graph) {
        return Architecture.diagram(graph, Map.of(), graph.project() + " " + graph.stack(), false);
    }

    /**
     * Draws a stack as it will be, with what a change does to it; what the change deletes is still there.
     *
     * @param after the stack as it will be
     * @param changes what happens to each resource
     */
    public static Diagram of(ResourceGraph after, List<ResourceChange> changes) {
        List<GraphResource> resources = new ArrayList<>(after.resources());
        Map<String, Operation> operations = new TreeMap<>();
        for (ResourceChange change : changes) {
            String urn = change.resource().urn();
            operations.put(urn, change.operation());
            if (after.resource(urn).isEmpty()) {
                resources.add(change.resource());
            }
        }
        ResourceGraph all = new ResourceGraph(after.project(), after.stack(), resources);
        String title = after.project() + " " + after.stack() + ": what changes";
        return Architecture.diagram(all, operations, title, true);
    }

    /** Returns every element, in the order of reading. */
    public Stream<Element> all() {
        return elements.stream().flatMap(Element::all);
    }

    /** Returns what a change does to any element or flow, in the order of {@link Mark}; empty where nothing changes. */
    public List<Mark> marks() {
        return Stream.concat(all().map(Element::mark), flows.stream().map(Flow::mark))
                .filter(mark -> mark != Mark.NONE)
                .distinct()
                .sorted()
                .toList();
    }

    /**
     * Returns the picture as an element of an HTML page: no id in it can collide with another, it is as wide as there is room,
     * its colours are CSS custom properties that follow a reader's dark mode, and each box has the resources that it stands
     * for in {@code data-urn}. The same bytes on every machine.
     */
    public String inlineSvg() {
        return SvgCanvas.inline(this);
    }

    /**
     * Writes the model: {@code title}, {@code elements} (each {@code id}, {@code kind}, {@code caption}, {@code label},
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

    private static void mark(Mark mark, ObjectNode node) {
        if (mark != Mark.NONE) {
            node.put("change", mark.word());
        }
    }
}
