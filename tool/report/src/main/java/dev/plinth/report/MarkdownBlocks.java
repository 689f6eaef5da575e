package dev.plinth.report;

import dev.plinth.policies.report.Markdown;
import dev.plinth.preview.Block;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Markdown of blocks with a maximum size in bytes. Rows and paragraphs that do not fit are omitted and counted, never cut.
 */
final class MarkdownBlocks {

    /** Number of warnings, or rows of a table, before the rest is collapsed. */
    private static final int UNFOLDED = 12;

    /** Maximum length of a cell or paragraph in UTF-16 code units, before it is escaped. */
    private static final int LONGEST_TEXT = 600;

    /** Placeholder for blocks that do not fit at all; at least as long as a line that counts omissions. */
    private static final String NO_ROOM =
            "\n*All details of this section are omitted for size:" + " see the HTML report or the job's artifact.*\n";

    private static final String END = "\n</details>\n";

    private final StringBuilder text = new StringBuilder();
    private final boolean folding;
    private int left;
    private int omitted;

    private MarkdownBlocks(int bytes, boolean folding) {
        this.left = bytes;
        this.folding = folding;
    }

    /** Returns a part of a page: a heading, which is always included, and blocks. */
    static MarkdownPart part(int rank, String heading, List<Block> blocks) {
        return blocks.isEmpty()
                ? MarkdownPart.fixed(heading)
                : new MarkdownPart(
                        rank, heading + NO_ROOM, bytes -> heading + render(blocks, bytes - Markdown.length(heading)));
    }

    /**
     * Returns blocks, each with a blank line before it.
     *
     * @param bytes the maximum size, at least that of {@link #NO_ROOM}
     */
    static String render(List<Block> blocks, int bytes) {
        MarkdownBlocks all = new MarkdownBlocks(bytes - Markdown.length(NO_ROOM), true);
        all.write(blocks);
        return all.omitted == 0 ? all.text.toString() : all.text.isEmpty() ? NO_ROOM : all.text + omission(all.omitted);
    }

    private static String omission(int count) {
        return "\n*" + count + (count == 1 ? " row or paragraph" : " rows and paragraphs")
                + " omitted: see the HTML report or the job's artifact.*\n";
    }

    /** Returns a paragraph of untrusted text. */
    static String text(String text) {
        return Markdown.text(Markdown.shorten(text, LONGEST_TEXT));
    }

    /** Returns a cell of a table. */
    static String cell(String text) {
        return Markdown.cell(Markdown.shorten(text, LONGEST_TEXT));
    }

    private void write(List<Block> blocks) {
        List<String> warnings = new ArrayList<>();
        for (Block block : blocks) {
            if (block instanceof Block.Warning warning) {
                warnings.add("- ⚠️ " + text(warning.text()) + "\n");
                continue;
            }
            lines(warnings);
            if (block instanceof Block.Text paragraph) {
                put("\n" + text(paragraph.text()) + "\n", 1);
            } else if (block instanceof Block.Table table) {
                table(table);
            } else if (block instanceof Block.Standing standing) {
                folded(
                        Markdown.html(Markdown.shorten("Unchanged: " + standing.summary(), LONGEST_TEXT)),
                        standing.content());
            } else if (block instanceof Block.Details details) {
                folded(Markdown.html(Markdown.shorten(details.summary(), LONGEST_TEXT)), details.content());
            }
        }
        lines(warnings);
    }

    private void lines(List<String> lines) {
        if (!lines.isEmpty()) {
            rows("\n", lines, "warnings");
            lines.clear();
        }
    }

    private void folded(String summary, List<Block> content) {
        String begin = "\n<details><summary>" + summary + "</summary>\n";
        int around = Markdown.length(begin) + Markdown.length(END);
        MarkdownBlocks inner = new MarkdownBlocks(left - around, false);
        inner.write(content);
        if (inner.text.isEmpty()) {
            omitted += Math.max(1, inner.omitted);
            return;
        }
        text.append(begin).append(inner.text).append(END);
        left = inner.left;
        omitted += inner.omitted;
    }

    private void table(Block.Table table) {
        List<Integer> columns =
                IntStream.range(0, table.columns().size()).boxed().toList();
        List<Boolean> names =
                columns.stream().map(column -> isNames(table, column)).toList();
        String head =
                "\n| " + table.columns().stream().map(MarkdownBlocks::cell).collect(Collectors.joining(" | "))
                        + " |\n|"
                        + columns.stream()
                                .map(column -> table.numeric().contains(column) ? "--:|" : "---|")
                                .collect(Collectors.joining())
                        + "\n";
        List<String> rows = table.rows().stream()
                .map(row -> "| "
                        + columns.stream()
                                .map(column -> names.get(column)
                                        ? Markdown.codeCell(Markdown.shorten(unquoted(row.get(column)), LONGEST_TEXT))
                                        : cell(row.get(column)))
                                .collect(Collectors.joining(" | "))
                        + " |\n")
                .toList();
        rows(head, rows, "rows");
    }

    /** Returns a name without its backticks. */
    private static String unquoted(String name) {
        return name.strip().replaceAll("^`([^`]+)`$", "$1");
    }

    /** Returns whether a column has names, which are shown as code: words without blanks, one of them not only letters. */
    private static boolean isNames(Block.Table table, int column) {
        List<String> cells = table.rows().stream()
                .map(row -> row.get(column).strip())
                .filter(cell -> !cell.isEmpty())
                .toList();
        return !table.numeric().contains(column)
                && cells.stream().noneMatch(cell -> cell.chars().anyMatch(Character::isWhitespace))
                && cells.stream().anyMatch(cell -> !cell.chars().allMatch(Character::isLetter));
    }

    /** Writes rows with a heading, and collapses the last ones. */
    private void rows(String head, List<String> rows, String what) {
        // Collapsing two or three rows would save nothing, and collapsed rows need no further level.
        int shown = !folding || rows.size() <= UNFOLDED + 3 ? rows.size() : UNFOLDED;
        int fitting = fitting(head, rows.subList(0, shown), 0);
        append(head, rows.subList(0, fitting), "");
        omitted += shown - fitting;
        if (shown == rows.size()) {
            return;
        }
        List<String> others = rows.subList(shown, rows.size());
        String begin = "\n<details><summary>" + others.size() + " more " + what + "</summary>\n" + head;
        int folded = fitting(begin, others, Markdown.length(END));
        append(begin, others.subList(0, folded), END);
        omitted += others.size() - folded;
    }

    private void append(String head, List<String> rows, String end) {
        if (!rows.isEmpty()) {
            String all = head + String.join("", rows) + end;
            text.append(all);
            left -= Markdown.length(all);
        }
    }

    /** Returns the number of rows that fit. */
    private int fitting(String head, List<String> rows, int end) {
        int room = left - Markdown.length(head) - end;
        int count = 0;
        while (count < rows.size() && room >= Markdown.length(rows.get(count))) {
            room -= Markdown.length(rows.get(count));
            count++;
        }
        return count;
    }

    private void put(String part, int counting) {
        if (Markdown.length(part) > left) {
            omitted += counting;
            return;
        }
        text.append(part);
        left -= Markdown.length(part);
    }
}
