package dev.plinth.preview.change;

/**
 * Changed property, at the deepest path that differs.
 *
 * @param path the path, such as {@code ingress[0].cidrBlocks}, also into JSON documents; elements of a list can be named, such as
 *     {@code policy.Statement[AllowRead].Action}
 * @param before the previous value, with secrets masked; {@value #ABSENT} for an added one
 * @param after the new value, with secrets masked; {@value #ABSENT} for a removed one
 * @param isUnknown whether the new value is known only after the update
 */
public record Difference(String path, String before, String after, boolean isUnknown) {

    /** Value of an absent property. */
    public static final String ABSENT = "–";

    /** Kinds of differences. */
    public enum Sign {
        /** The property is new. */
        ADDED("+"),
        /** The property is removed. */
        REMOVED("-"),
        /** The property has another value. */
        CHANGED("~");

        private final String symbol;

        Sign(String symbol) {
            this.symbol = symbol;
        }

        /** Returns the symbol, such as {@code +}. */
        public String symbol() {
            return symbol;
        }
    }

    static Difference added(String path, String value, boolean unknown) {
        return new Difference(path, ABSENT, value, unknown);
    }

    static Difference removed(String path, String value) {
        return new Difference(path, value, ABSENT, false);
    }

    /** Returns the kind. */
    public Sign sign() {
        return before.equals(ABSENT) ? Sign.ADDED : after.equals(ABSENT) ? Sign.REMOVED : Sign.CHANGED;
    }

    /** Returns the value that was added or removed, or both values of a change with an arrow. */
    public String values() {
        return switch (sign()) {
            case ADDED -> after;
            case REMOVED -> before;
            case CHANGED -> before + " → " + after;
        };
    }

    /** Returns a text on one line. */
    static String oneLine(String text) {
        return text.strip().replaceAll("\\s+", " ");
    }
}
