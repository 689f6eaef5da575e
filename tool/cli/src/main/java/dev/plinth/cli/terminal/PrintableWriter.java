package dev.plinth.cli.terminal;

import java.io.FilterWriter;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Prints texts from outside, such as names and values of resources, so that neither a terminal nor a CI system that reads the log
 * obeys them.
 *
 * <p>Control characters but line feeds and tabs, characters that are invisible or reorder the text around them, and the beginnings
 * of GitHub's, Azure's and TeamCity's log commands are written as the escapes of JSON: visible in a text, and the same value in a
 * JSON document. The colours of this tool pass where colours are shown.
 *
 * @see <a href="https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands">GitHub's commands</a>
 */
final class PrintableWriter extends PrintWriter {

    private static final Pattern UNPRINTABLE =
            Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Cs}\\p{Co}\\p{Zl}\\p{Zp}\\x{fffe}\\x{ffff}&&[^\\n\\t]]");

    /** A colour or style but concealment, or its end. */
    private static final Pattern COLOUR = Pattern.compile("\u001b\\[(?!0*8m)\\d{1,2}m");

    private final Filter filter;

    private PrintableWriter(Filter filter) {
        super(filter, true);
        this.filter = filter;
    }

    /**
     * Wraps a writer, unless it is wrapped already.
     *
     * @param colours whether colours pass
     */
    static PrintableWriter of(PrintWriter to, boolean colours) {
        return of(to, colours, output -> {});
    }

    /**
     * Wraps a writer, unless it is wrapped already.
     *
     * @param colours whether colours pass
     * @param before receives each output before it is written
     */
    static PrintableWriter of(PrintWriter to, boolean colours, Consumer<String> before) {
        return to instanceof PrintableWriter same ? same : new PrintableWriter(new Filter(to, colours, before));
    }

    /** Prints GitHub's log commands, which are meant, with a line feed at their end. */
    void printCommands(String commands) {
        synchronized (lock) {
            filter.commands = true;
            println(commands);
            filter.commands = false;
        }
    }

    /** Returns a text with each unprintable character written as in JSON. */
    static String printable(String text) {
        return UNPRINTABLE.matcher(text).replaceAll(match -> Matcher.quoteReplacement(escaped(match.group())));
    }

    private static String escaped(String character) {
        StringBuilder into = new StringBuilder();
        for (int i = 0; i < character.length(); i++) {
            into.append(String.format(Locale.ROOT, "\\u%04x", (int) character.charAt(i)));
        }
        return into.toString();
    }

    private static final class Filter extends FilterWriter {
        private final boolean colours;
        private final Consumer<String> before;
        private boolean commands;

        /** True if only blanks, and at most one colon, were written since the last line feed. */
        private boolean beginning = true;

        private boolean colon;

        /** Number of number signs at the end of the output; letters may follow two of them. */
        private int signs;

        Filter(Writer to, boolean colours, Consumer<String> before) {
            super(to);
            this.colours = colours;
            this.before = before;
        }

        @Override
        public void write(int character) throws IOException {
            write(String.valueOf((char) character));
        }

        @Override
        public void write(char[] text, int offset, int length) throws IOException {
            write(new String(text, offset, length));
        }

        @Override
        public void write(String text, int offset, int length) throws IOException {
            write(text.substring(offset, offset + length));
        }

        @Override
        public void write(String text) throws IOException {
            before.accept(text);
            if (!colours) {
                out.write(withoutCommands(printable(text)));
                return;
            }
            int end = 0;
            for (Matcher colour = COLOUR.matcher(text); colour.find(); end = colour.end()) {
                out.write(withoutCommands(printable(text.substring(end, colour.start()))));
                out.write(colour.group());
            }
            out.write(withoutCommands(printable(text.substring(end))));
        }

        private String withoutCommands(String text) {
            StringBuilder into = new StringBuilder(text.length());
            for (int i = 0; i < text.length(); i++) {
                char character = text.charAt(i);
                boolean begins = (beginning && colon && character == ':') || (signs > 1 && character == '[');
                into.append(begins && !commands ? escaped(String.valueOf(character)) : character);
                follow(character);
            }
            return into.toString();
        }

        private void follow(char character) {
            beginning = character == '\n'
                    || (beginning && (character == ':' ? !colon : Character.isWhitespace(character) && !colon));
            colon = beginning && character == ':';
            signs = character == '#' ? signs + 1 : signs > 1 && Character.isLetter(character) ? signs : 0;
        }
    }
}
