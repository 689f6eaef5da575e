package dev.plinth.cli.text;

import dev.plinth.cli.terminal.Terminal;
import dev.plinth.preview.Block;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Prints lists in the width of a terminal. Elsewhere an entry is one line, so that other programs can read it.
 *
 * @param terminal the terminal
 */
public record ListText(Terminal terminal) {

    private static final int GREY = 90;

    /** Prints an entry; on a terminal its further lines are indented. */
    public void entry(String text) {
        entry("", text);
    }

    /**
     * Prints an entry.
     *
     * @param label the start of the line, which may contain colours and is never broken
     * @param text the rest
     */
    public void entry(String label, String text) {
        if (!terminal.isTerminal()) {
            terminal.out().println(label + text);
            return;
        }
        int used = TextLayout.width(label.replaceAll("\u001b\\[\\d+m", ""));
        List<String> lines = TextLayout.wrap(
                text, Math.max(terminal.width() - used, 0), terminal.width() - HangingIndent.BLANKS.length());
        terminal.out().println((label + lines.get(0)).stripTrailing());
        lines.subList(1, lines.size()).forEach(line -> terminal.out().println(HangingIndent.BLANKS + line));
    }

    /** Prints an entry of a tree; on a terminal the type is on a separate line where both are too long for one. */
    public void node(int depth, String name, String type) {
        String indent = "  ".repeat(depth);
        int width = terminal.width();
        if (!terminal.isTerminal() || TextLayout.width(indent + name + "  " + type) <= width) {
            terminal.out().println(indent + name + "  " + terminal.colour(GREY, type));
        } else {
            terminal.out().println(indent + TextLayout.fit(name, width - indent.length()));
            indent += HangingIndent.BLANKS;
            terminal.out().println(indent + terminal.colour(GREY, TextLayout.fit(type, width - indent.length())));
        }
    }

    /** Prints a table, or a list of names and values for each row where the table is too wide. */
    public void table(List<String> headings, List<List<String>> rows) {
        Block.Table table = new Block.Table(
                headings.stream()
                        .map(heading -> heading.toLowerCase(Locale.ROOT))
                        .toList(),
                rows,
                Set.of());
        List<List<String>> lines = TableLayout.lines(table, terminal.tableWidth());
        lines.get(0).forEach(line -> terminal.out().println(terminal.colour(GREY, line)));
        lines.stream().skip(1).flatMap(List::stream).forEach(terminal.out()::println);
    }
}
