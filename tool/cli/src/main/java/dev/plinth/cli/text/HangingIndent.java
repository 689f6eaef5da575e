package dev.plinth.cli.text;

import dev.plinth.cli.terminal.Terminal;
import java.util.List;

/** Prints texts whose further lines are indented below the first. */
record HangingIndent(Terminal terminal) {

    private static final int INDENT = 4;

    /** The indent of further lines. */
    static final String BLANKS = " ".repeat(INDENT);

    /** Least columns for a value after its label. */
    private static final int MINIMUM = 16;

    /**
     * Prints a text after a coloured label.
     *
     * @param label what is coloured; it is cut where it is too long
     * @param gap what stands between both
     * @param text the text
     */
    void print(int colour, String label, String gap, String text) {
        String begin = TextLayout.fit(label, terminal.width() / 2);
        List<String> lines = TextLayout.wrap(
                text, terminal.width() - TextLayout.width(begin) - TextLayout.width(gap), terminal.width() - INDENT);
        terminal.out().println((terminal.colour(colour, begin) + gap + lines.get(0)).stripTrailing());
        further(lines.subList(1, lines.size()));
    }

    /** Prints a text without a label. */
    void print(String text) {
        List<String> lines = TextLayout.wrap(text, terminal.width(), terminal.width() - INDENT);
        terminal.out().println(lines.get(0));
        further(lines.subList(1, lines.size()));
    }

    /**
     * Prints a value below a text and omits nothing of it.
     *
     * @param label the coloured label
     */
    void value(int colour, String label, String value) {
        int room = terminal.width() - INDENT;
        int left = room - TextLayout.width(label) - 2;
        if (left < MINIMUM) {
            TextLayout.wrapWhole(label, room, room)
                    .forEach(line -> terminal.out().println(" ".repeat(INDENT) + terminal.colour(colour, line)));
            indented(TextLayout.wrapWhole(value, room - INDENT, room - INDENT));
            return;
        }
        List<String> lines = TextLayout.wrapWhole(value, left, room - INDENT);
        terminal.out()
                .println((" ".repeat(INDENT) + terminal.colour(colour, label) + "  " + lines.get(0)).stripTrailing());
        indented(lines.subList(1, lines.size()));
    }

    private void indented(List<String> lines) {
        lines.forEach(line -> terminal.out().println(" ".repeat(2 * INDENT) + line));
    }

    /** Prints a text below another, as its further lines are. */
    void below(String text) {
        further(TextLayout.wrap(text, terminal.width() - INDENT));
    }

    private void further(List<String> lines) {
        lines.forEach(line -> terminal.out().println(" ".repeat(INDENT) + line));
    }
}
