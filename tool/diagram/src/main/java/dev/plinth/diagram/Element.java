package dev.plinth.diagram;

import java.util.List;
import java.util.stream.Stream;

/**
 * A box of a diagram.
 *
 * @param id unique within the diagram, and the same in every diagram of the stack
 * @param kind what it is
 * @param caption what it is in words, such as {@code S3 bucket}; empty where the label says it
 * @param label its name, or what it counts, such as {@code 7 interface endpoints}
 * @param details what is folded into it, a line each
 * @param mark what a change does to it
 * @param urns the resources that it stands for, what is folded into it included, sorted
 * @param children what it holds, in the order of reading
 */
public record Element(
        String id,
        Kind kind,
        String caption,
        String label,
        List<String> details,
        Mark mark,
        List<String> urns,
        List<Element> children) {

    /** Copies the lists. */
    public Element {
        details = List.copyOf(details);
        urns = List.copyOf(urns);
        children = List.copyOf(children);
    }

    /** Returns this element and all below it, in the order of reading. */
    public Stream<Element> all() {
        return Stream.concat(Stream.of(this), children.stream().flatMap(Element::all));
    }

    /** Returns all that is said of the element, on one line. */
    public String description() {
        return String.join(
                ", ",
                Stream.concat(Stream.of(caption, label, mark.word()), details.stream())
                        // A detail that goes on in the next line ends with a comma of its own.
                        .map(text -> text.replaceFirst(",$", ""))
                        .filter(text -> !text.isEmpty())
                        .toList());
    }
}
