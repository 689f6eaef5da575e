package dev.plinth.diagram.model;

/**
 * An arrow of a diagram.
 *
 * @param from the id of the element where it starts
 * @param to the id of the element where it ends
 * @param label the label, such as {@code HTTPS 443}
 * @param type the type
 * @param mark the effect of a change
 */
public record Flow(String from, String to, String label, Type type, ChangeMark mark) {

    /** Returns the text at the arrow: the sign of the mark, if any, and the label. */
    public String text() {
        return (mark.sign() + " " + label).strip();
    }

    /** Types of flows. */
    public enum Type {
        /** Requests, from the internet inwards. */
        REQUEST,
        /** Requests to the internet, drawn in the opposite direction. */
        OUTBOUND,
        /** Copies of data: replication and backups. */
        COPY
    }
}
