package dev.plinth.cli.text;

import dev.plinth.cli.terminal.Terminal;
import dev.plinth.preview.Block;
import dev.plinth.preview.Section;
import java.util.ArrayList;
import java.util.List;

/** Prints sections on a terminal. Unless everything is requested, details are omitted, and long lists are counted. */
public final class SectionText {

    private static final int RED = 31;
    private static final int YELLOW = 33;
    private static final int GREY = 90;
    private static final int BOLD = 1;

    /** Limit of the rows of a table, paragraphs in a row and findings that are shown. */
    private static final int SHOWN = 24;

    private final Terminal terminal;
    private final HangingIndent hanging;
    private final Folding folding;
    private final int most;

    /** Treatment of details and of results that stood before the change. */
    private enum Folding {
        OMITTED,
        SUMMARIZED,
        SHOWN
    }

    private SectionText(Terminal terminal, Folding folding, int most) {
        this.terminal = terminal;
        this.hanging = new HangingIndent(terminal);
        this.folding = folding;
        this.most = most;
    }

    /** Shows the effects of the change, without details. */
    public static SectionText brief(Terminal terminal) {
        return new SectionText(terminal, Folding.OMITTED, SHOWN);
    }

    /** Shows everything. */
    public static SectionText full(Terminal terminal) {
        return new SectionText(terminal, Folding.SHOWN, Integer.MAX_VALUE);
    }

    /** Shows everything, and the summaries of details. */
    public static SectionText folded(Terminal terminal) {
        return new SectionText(terminal, Folding.SUMMARIZED, Integer.MAX_VALUE);
    }

    /** Prints a section, with a blank line before it. */
    public void print(Section section) {
        terminal.out().println();
        hanging.print(title(section), section.title(), ": ", section.summary());
        print(section.blocks());
        List<Section.Finding> findings = section.findings();
        int shown = shown(findings.size());
        for (int index = 0; index < shown; index++) {
            Section.Finding finding = findings.get(index);
            hanging.print(RED, "blocked", "  ", finding.message());
            // Many findings in a row have the same remedy.
            if (index + 1 == shown || !findings.get(index + 1).remedy().equals(finding.remedy())) {
                hanging.below("→ " + finding.remedy());
            }
        }
        more(findings.size() - shown, "findings");
    }

    private static int title(Section section) {
        return switch (section.risk()) {
            case CRITICAL -> RED;
            case WARNING -> YELLOW;
            case NONE -> BOLD;
        };
    }

    /** Prints blocks. */
    public void print(List<Block> blocks) {
        print(blocks, 2);
    }

    private void print(List<Block> blocks, int indent) {
        int alike = 0;
        int left = 0;
        List<Block> shown = new ArrayList<>();
        for (Block block : blocks) {
            boolean paragraph = block instanceof Block.Text || block instanceof Block.Warning;
            alike = paragraph ? alike + 1 : 0;
            if (paragraph && alike > most) {
                left++;
            } else {
                shown.add(block);
            }
        }
        shown.forEach(block -> print(block, indent));
        more(left, "lines");
    }

    private void print(Block block, int indent) {
        if (block instanceof Block.Text text) {
            indented(indent, text.text());
        } else if (block instanceof Block.Warning warning) {
            String mark = "! ";
            for (String line : TextLayout.wrap(warning.text(), terminal.width() - indent - 2)) {
                terminal.out().println(" ".repeat(indent) + terminal.colour(YELLOW, mark + line));
                mark = "  ";
            }
        } else if (block instanceof Block.Table table) {
            print(table, indent);
        } else if (block instanceof Block.Details details) {
            folded(details.summary(), details.content(), indent);
        } else if (block instanceof Block.Standing standing) {
            folded("unchanged: " + standing.summary(), standing.content(), indent);
        }
    }

    private void folded(String summary, List<Block> content, int indent) {
        if (folding == Folding.OMITTED) {
            return;
        }
        boolean unfolding = folding == Folding.SHOWN;
        TextLayout.wrap((unfolding ? "▾ " : "▸ ") + summary, terminal.width() - indent)
                .forEach(line -> terminal.out().println(" ".repeat(indent) + terminal.colour(GREY, line)));
        if (unfolding) {
            print(content, indent + 2);
        }
    }

    private void print(Block.Table table, int indent) {
        List<List<String>> rows = TableLayout.lines(table, terminal.tableWidth() - indent);
        rows.get(0).forEach(line -> terminal.out().println(" ".repeat(indent) + terminal.colour(GREY, line)));
        int shown = shown(rows.size() - 1);
        rows.subList(1, 1 + shown)
                .forEach(row -> row.forEach(line -> terminal.out().println(" ".repeat(indent) + line)));
        more(rows.size() - 1 - shown, "rows");
    }

    private int shown(int count) {
        // A line that counts one or two would be as long as these.
        return count <= most || count - most <= 2 ? count : most;
    }

    private void more(int count, String what) {
        if (count > 0) {
            terminal.out()
                    .println(
                            "  " + terminal.colour(GREY, "… " + count + " more " + what + ": use --full to list them"));
        }
    }

    private void indented(int indent, String text) {
        TextLayout.wrap(text, terminal.width() - indent)
                .forEach(line -> terminal.out().println(" ".repeat(indent) + line));
    }
}
