package dev.plinth.preview;

import java.util.List;
import java.util.Set;

/** Block of a section's text. Texts are plain, without markup or colours. */
public sealed interface Block {

    /** A paragraph. */
    record Text(String text) implements Block {}

    /** A warning, such as data that would be lost. */
    record Warning(String text) implements Block {}

    /**
     * A table.
     *
     * @param columns the headings
     * @param rows the cells, one per heading in each row
     * @param numeric the indexes of numeric columns, which are aligned to the right
     */
    record Table(List<String> columns, List<List<String>> rows, Set<Integer> numeric) implements Block {
        /** Copies the cells. */
        public Table {
            columns = List.copyOf(columns);
            rows = rows.stream().map(List::copyOf).toList();
            numeric = Set.copyOf(numeric);
            int width = columns.size();
            if (rows.stream().anyMatch(row -> row.size() != width)) {
                throw new IllegalArgumentException("each row must have " + width + " cells");
            }
        }
    }

    /**
     * Results that stood before the change. Reports of a change count them and collapse or omit the content.
     *
     * @param summary the number and kind, such as {@code 7 recovery warnings}
     */
    record Standing(String summary, List<Block> content) implements Block {
        /** Copies the content. */
        public Standing {
            content = List.copyOf(content);
        }

        /**
         * Creates the block for a number of results.
         *
         * @param kind the kind of one result, such as {@code recovery warning}
         */
        public static Standing of(int count, String kind, List<Block> content) {
            return new Standing(count + " " + kind + (count == 1 ? "" : "s"), content);
        }
    }

    /** Details, collapsed where a report supports that. */
    record Details(String summary, List<Block> content) implements Block {
        /** Copies the content. */
        public Details {
            content = List.copyOf(content);
        }
    }
}
