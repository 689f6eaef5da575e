package dev.plinth.cli;

import dev.plinth.preview.Block;
import dev.plinth.preview.Section;
import java.util.ArrayList;
import java.util.List;

/** Sets a section for a terminal, of 100 columns where nothing else is said; of what other reports fold, only the summary. */
final class SectionText {

    private static final int RED = 31;
    private static final int BOLD = 1;

    private static final int WIDTH = 100;

    private final Terminal terminal;
    private final int width;

    SectionText(Terminal terminal) {
        this(terminal, WIDTH);
    }

    /** Sets a section with wider tables. */
    SectionText(Terminal terminal, int width) {
        this.terminal = terminal;
        this.width = width;
    }

    /** Prints a section, with a blank line before it. */
    void print(Section section) {
        terminal.out().println();
        terminal.out().println(terminal.colour(BOLD, section.title()) + ": " + section.summary());
        print(section.blocks());
        section.findings().forEach(finding -> terminal.out()
                .println(terminal.colour(RED, "refused") + "  " + finding.message() + "\n    " + finding.remedy()));
    }

    /** Prints what a section would hold. */
    void print(List<Block> blocks) {
        blocks.forEach(this::print);
    }

    private void print(Block block) {
        if (block instanceof Block.Text text) {
            terminal.out().println("  " + text.text());
        } else if (block instanceof Block.Warning warning) {
            terminal.out().println("  " + terminal.colour(RED, warning.text()));
        } else if (block instanceof Block.Table table) {
            print(table);
        } else if (block instanceof Block.Details details) {
            terminal.out().println("  " + details.summary());
        }
    }

    private void print(Block.Table table) {
        List<List<String>> lines = new ArrayList<>();
        lines.add(table.columns());
        lines.addAll(table.rows());
        int[] widths = new int[table.columns().size()];
        for (List<String> line : lines) {
            for (int column = 0; column < widths.length; column++) {
                widths[column] = Math.max(widths[column], line.get(column).length());
            }
        }
        for (List<String> line : lines) {
            StringBuilder text = new StringBuilder("  ");
            for (int column = 0; column < widths.length; column++) {
                String cell = line.get(column);
                String padding = " ".repeat(widths[column] - cell.length());
                text.append(table.numeric().contains(column) ? padding + cell : cell + padding)
                        .append("  ");
            }
            String whole = text.toString().stripTrailing();
            terminal.out().println(whole.length() > width ? whole.substring(0, width - 1) + "…" : whole);
        }
    }
}
