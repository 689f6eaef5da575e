package dev.plinth.simulator.table;

/**
 * A value that a schema doesn't allow.
 *
 * @param path the property, such as {@code rules[0].transitions[1].days}
 * @param kind what is wrong
 * @param code the service's error code for it, empty for the usual one
 * @param message what is expected; never a secret
 */
public record Violation(String path, Kind kind, String code, String message) {

    /** The reason. */
    public enum Kind {
        /** The value itself. */
        VALUE,
        /** A property that is required is missing. */
        MISSING,
        /** Properties that exclude each other. */
        COMBINATION
    }
}
