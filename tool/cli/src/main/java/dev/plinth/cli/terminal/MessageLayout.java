package dev.plinth.cli.terminal;

import java.util.stream.Collectors;

/** Breaks messages for a terminal between words. Commands and code stay in one line, so that they can be copied. */
final class MessageLayout {

    /** Start of a line that is code or a command. */
    private static final String CODE = "  ";

    private static final char QUOTE = '`';

    private MessageLayout() {}

    /** Returns a message in lines of at most so many columns; a longer word, such as a path, has a line for itself. */
    static String wrap(String message, int columns) {
        return message.lines()
                .map(line -> line.startsWith(CODE) ? line : line(line, columns))
                .collect(Collectors.joining("\n"));
    }

    private static String line(String line, int columns) {
        StringBuilder wrapped = new StringBuilder();
        int used = 0;
        int from = 0;
        while (from < line.length()) {
            String word = line.substring(from, end(line, from, columns));
            from += word.length() + 1;
            if (used > 0 && used + 1 + word.length() > columns) {
                wrapped.append('\n');
                used = 0;
            }
            wrapped.append(used == 0 ? "" : " ").append(word);
            used += word.length() + (used == 0 ? 0 : 1);
        }
        return wrapped.toString();
    }

    /** Returns the end of the word that starts at an index; a quoted command that fits in a line is one word. */
    private static int end(String line, int from, int columns) {
        int end = blank(line, from);
        int quote = line.indexOf(QUOTE, from);
        if (quote >= 0 && quote < end) {
            int close = line.indexOf(QUOTE, quote + 1);
            if (close > end && blank(line, close) - from <= columns) {
                return blank(line, close);
            }
        }
        return end;
    }

    private static int blank(String line, int from) {
        int blank = line.indexOf(' ', from);
        return blank < 0 ? line.length() : blank;
    }
}
