package dev.plinth.preview;

import java.util.List;
import java.util.Set;

/** A piece of a section's text, which each report sets in its own way. Texts are plain: no markup, no colours. */
public sealed interface Block {

    /** A paragraph. */
    record Text(String text) implements Block {}

    /** What a reader must not miss, such as data that would be lost. */
    record Warning(String text) implements Block {}

    /**
     * A table.
     *
     * @param columns the headings
     * @param rows the cells, as many in each row as there are headings
     * @param numeric the indexes of the columns whose cells are numbers, set to the right
     */
    record Table(List<String> columns, List<List<String>> rows, Set<Integer> numeric) implements Block {
        /** Copies the cells. */
        public Table {
            columns = List.copyOf(columns);
            rows = rows.stream().map(List::copyOf).toList();
            numeric = Set.copyOf(numeric);
            int width = columns.size();
            if (rows.stream().anyMatch(row -> row.size() != width)) {
                throw new IllegalArgumentException("a row has more or fewer cells than the " + width + " headings");
            }
        }
    }

    /** What only some readers want: folded where a report can fold. */
    record Details(String summary, List<Block> content) implements Block {
        /** Copies the content. */
        public Details {
            content = List.copyOf(content);
        }
    }
}
