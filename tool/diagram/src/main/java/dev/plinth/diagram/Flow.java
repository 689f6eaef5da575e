package dev.plinth.diagram;

/**
 * An arrow of a diagram.
 *
 * @param from the id of the element where it starts
 * @param to the id of the element where it ends
 * @param label what flows, such as {@code HTTPS 443}
 * @param type how it is drawn
 * @param mark what a change does to it
 */
public record Flow(String from, String to, String label, Type type, Mark mark) {

    /** Returns what is written at the arrow: the mark's sign and the label, whichever there are. */
    public String text() {
        return (mark.sign() + " " + label).strip();
    }

    /** Kinds of flows. */
    public enum Type {
        /** Requests, from the internet inwards. */
        REQUEST,
        /** Requests from inside to the internet, drawn against the others. */
        OUTBOUND,
        /** Copies of data: replication and backups. */
        COPY
    }
}
