package dev.plinth.policies.remedy;

import java.util.List;
import java.util.stream.Collectors;

/**
 * Code that is printed on one line where it fits, and else with an item on each line.
 *
 * @param open text before the items, or all text where there are none
 * @param items the items
 * @param separator text after an item
 * @param close text after the items
 * @param broken whether each item has its own line even where all would fit on one
 */
record Layout(String open, List<Layout> items, String separator, String close, boolean broken) {

    private static final int WIDTH = 90;
    private static final String INDENT = "    ";

    static Layout text(String text) {
        return new Layout(text, List.of(), "", "", false);
    }

    static Layout group(String open, List<Layout> items, String close) {
        return new Layout(open, items, ",", close, false);
    }

    Layout after(String prefix) {
        return new Layout(prefix + open, items, separator, close, broken);
    }

    String print() {
        return print("");
    }

    private String print(String indent) {
        if (items.isEmpty()) {
            return open + close;
        }
        String flat = flat();
        if (!isBroken() && indent.length() + flat.length() <= WIDTH) {
            return flat;
        }
        return items.stream()
                .map(item -> "\n" + indent + INDENT + item.print(indent + INDENT) + separator)
                .collect(Collectors.joining("", open.stripTrailing(), "\n" + indent + close.strip()));
    }

    private boolean isBroken() {
        return broken || items.stream().anyMatch(Layout::isBroken);
    }

    private String flat() {
        return items.isEmpty()
                ? open + close
                : items.stream().map(Layout::flat).collect(Collectors.joining(separator + " ", open, close));
    }
}
