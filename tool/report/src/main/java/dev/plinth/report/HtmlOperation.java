package dev.plinth.report;

import dev.plinth.model.ResourceChange.Operation;

/** Operations with symbols and words, most severe first. */
enum HtmlOperation {
    DELETE("delete", "−"),
    REPLACE("replace", "±"),
    UPDATE("update", "~"),
    CREATE("create", "+");

    private final String word;
    private final String symbol;

    HtmlOperation(String word, String symbol) {
        this.word = word;
        this.symbol = symbol;
    }

    /**
     * Returns the constant of an operation.
     *
     * @throws IllegalArgumentException for {@code SAME}
     */
    static HtmlOperation of(Operation operation) {
        return switch (operation) {
            case DELETE -> DELETE;
            case REPLACE -> REPLACE;
            case UPDATE -> UPDATE;
            case CREATE -> CREATE;
            case SAME -> throw new IllegalArgumentException("an unchanged resource has no step");
        };
    }

    String word() {
        return word;
    }

    String symbol() {
        return symbol;
    }
}
