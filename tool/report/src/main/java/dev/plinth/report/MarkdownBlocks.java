package dev.plinth.report;

import dev.plinth.policies.report.Markdown;
import dev.plinth.preview.Block;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Writes blocks as Markdown in at most so many bytes. What does not fit is counted, by rows of tables and by paragraphs, and
 * never cut inside.
 */
final class MarkdownBlocks {

    /** How many warnings, or rows of a table, are shown before the rest is folded. */
    private static final int UNFOLDED = 12;

    /** The most of one cell or paragraph, in UTF-16 code units before it is escaped. */
    private static final int LONGEST_TEXT = 600;

    /** What stands for blocks of which none has room; no line that counts what is left out is longer. */
    private static final String NO_ROOM =
            "\n*There is no room here for what it says in detail, so all of it is left out:"
                    + " see the HTML report or the job's artifact.*\n";

    private static final String END = "\n</details>\n";

    private final StringBuilder text = new StringBuilder();
    private final boolean folding;
    private int left;
    private int omitted;

    private MarkdownBlocks(int bytes, boolean folding) {
        this.left = bytes;
        this.folding = folding;
    }

    /** A part of a page: a heading, which is always there, and blocks. */
    static MarkdownPart part(int rank, String heading, List<Block> blocks) {
        return blocks.isEmpty()
                ? MarkdownPart.fixed(heading)
                : new MarkdownPart(
                        rank, heading + NO_ROOM, bytes -> heading + render(blocks, bytes - Markdown.length(heading)));
    }

    /**
     * Writes blocks, each with a blank line before it.
     *
     * @param bytes the most that may be written, at least as many as {@link #NO_ROOM} has
     */
    static String render(List<Block> blocks, int bytes) {
        MarkdownBlocks all = new MarkdownBlocks(bytes - Markdown.length(NO_ROOM), true);
        all.write(blocks);
        return all.omitted == 0 ? all.text.toString() : all.text.isEmpty() ? NO_ROOM : all.text + leftOut(all.omitted);
    }

    private static String leftOut(int count) {
        return "\n*" + count + (count == 1 ? " row or paragraph is" : " rows and paragraphs are")
                + " left out here: see the HTML report or the job's artifact.*\n";
    }

    /** A paragraph of text from outside. */
    static String text(String text) {
        return Markdown.text(Markdown.shorten(text, LONGEST_TEXT));
    }

    /** A cell of a table. */
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

    /** A name without the backticks that mark it as one in a text. */
    private static String unquoted(String name) {
        return name.strip().replaceAll("^`([^`]+)`$", "$1");
    }

    /** Whether a column has names, which are set as code: words without blanks, of which one is more than letters. */
    private static boolean isNames(Block.Table table, int column) {
        List<String> cells = table.rows().stream()
                .map(row -> row.get(column).strip())
                .filter(cell -> !cell.isEmpty())
                .toList();
        return !table.numeric().contains(column)
                && cells.stream().noneMatch(cell -> cell.chars().anyMatch(Character::isWhitespace))
                && cells.stream().anyMatch(cell -> !cell.chars().allMatch(Character::isLetter));
    }

    /** Lines that need a heading, the later of them folded. */
    private void rows(String head, List<String> rows, String what) {
        // A fold for two or three rows would hide more than it saves, and what is folded needs no fold of its own.
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

    /** How many of some rows there is room for. */
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
