package dev.plinth.diagram.model;

import java.util.List;
import java.util.stream.Stream;

/**
 * A box of a diagram.
 *
 * @param id unique within the diagram, and the same in every diagram of the stack
 * @param kind the kind
 * @param caption the type, such as {@code S3 bucket}; empty where the label contains it
 * @param label the name, or a count such as {@code 7 interface endpoints}
 * @param details properties and folded resources, one per line
 * @param mark the effect of a change
 * @param urns the resources that it represents, folded ones included, sorted
 * @param children the elements inside it, in reading order
 */
public record Element(
        String id,
        ElementKind kind,
        String caption,
        String label,
        List<String> details,
        ChangeMark mark,
        List<String> urns,
        List<Element> children) {

    /** Copies the lists. */
    public Element {
        details = List.copyOf(details);
        urns = List.copyOf(urns);
        children = List.copyOf(children);
    }

    /** Returns this element and all elements inside it, in reading order. */
    public Stream<Element> all() {
        return Stream.concat(Stream.of(this), children.stream().flatMap(Element::all));
    }

    /** Returns caption, label, mark and details on one line. */
    public String description() {
        return String.join(
                ", ",
                Stream.concat(Stream.of(caption, label, mark.word()), details.stream())
                        // A detail that continues on the next line ends with a comma.
                        .map(text -> text.replaceFirst(",$", ""))
                        .filter(text -> !text.isEmpty())
                        .toList());
    }
}
