package dev.plinth.simulator.table;

import java.util.List;

/**
 * A value that a schema doesn't allow.
 *
 * @param path the property, such as {@code rules[0].transitions[1].days}
 * @param kind what is wrong
 * @param code the service's error code for it, empty for the usual one
 * @param message what is expected; never a secret
 * @param allowed the values of an enumeration; empty for other reasons
 */
public record Violation(String path, Kind kind, String code, String message, List<String> allowed) {

    /** Copies the list. */
    public Violation {
        allowed = List.copyOf(allowed);
    }

    /** The reason. */
    public enum Kind {
        /** The value itself: it is in no enumeration, or out of range. */
        VALUE,
        /** The form of the value: its type, pattern, length or number of elements, or a constant with other settings. */
        FORM,
        /** A property that is required is missing. */
        MISSING,
        /** Properties that exclude each other. */
        COMBINATION
    }
}
