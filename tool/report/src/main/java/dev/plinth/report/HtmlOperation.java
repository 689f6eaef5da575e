package dev.plinth.report;

import dev.plinth.model.ResourceChange.Operation;

/** What happens to a resource, as a symbol and a word, from the gravest down. */
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
     * The same in this order.
     *
     * @throws IllegalArgumentException when nothing happens
     */
    static HtmlOperation of(Operation operation) {
        return switch (operation) {
            case DELETE -> DELETE;
            case REPLACE -> REPLACE;
            case UPDATE -> UPDATE;
            case CREATE -> CREATE;
            case SAME -> throw new IllegalArgumentException("what stays the same is no step");
        };
    }

    String word() {
        return word;
    }

    String symbol() {
        return symbol;
    }
}
