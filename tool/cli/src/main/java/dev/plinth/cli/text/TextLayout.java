package dev.plinth.cli.text;

import dev.plinth.policies.report.Texts;
import java.util.ArrayList;
import java.util.List;

/** Sets texts in lines of so many columns. */
final class TextLayout {

    /** No-break space: a line is not broken at it. */
    static final String FIXED_BLANK = "\u00a0";

    /** Characters after which a long value may be continued on the next line. */
    private static final String SEPARATORS = "/:.,;=&?_-";

    /** Place between two calls of a chain. */
    private static final String CALL = ").";

    private static final String CONTINUATION = "    ";

    private TextLayout() {}

    /** Returns the columns that a text needs: two for ideographs and pictures, none for marks on other letters. */
    static int width(String text) {
        return text.codePoints().map(TextLayout::width).sum();
    }

    private static int width(int point) {
        int type = Character.getType(point);
        if (type == Character.NON_SPACING_MARK || type == Character.ENCLOSING_MARK || type == Character.FORMAT) {
            return 0;
        }
        boolean wide = (point >= 0x1100 && point <= 0x115f)
                || (point >= 0x2e80 && point <= 0xd7a3)
                || (point >= 0xf900 && point <= 0xfaff)
                || (point >= 0xff00 && point <= 0xff60)
                || (point >= 0x1f300 && point <= 0x3fffd);
        return wide ? 2 : 1;
    }

    /** A word that is too long, without its middle: both ends of a URN tell something. */
    static String fit(String word, int columns) {
        if (width(word) <= columns) {
            return word;
        }
        int[] points = word.codePoints().toArray();
        int head = 0;
        int tail = points.length;
        int left = columns - 1;
        // The end of a name tells more than its beginning, so it gets what is odd.
        while (head < tail && left > 0) {
            int next = width(points[tail - 1]);
            if (next > left) {
                break;
            }
            left -= next;
            tail--;
            if (head < tail && width(points[head]) <= left) {
                left -= width(points[head]);
                head++;
            }
        }
        return new String(points, 0, head) + "…" + new String(points, tail, points.length - tail);
    }

    /**
     * Breaks a text between words into lines; a word that is longer than a line loses its middle.
     *
     * @return at least one line; control characters are taken out
     */
    static List<String> wrap(String text, int columns) {
        return wrap(text, columns, columns);
    }

    /**
     * The same where the first line has other columns than the rest.
     *
     * @param first the columns of the first line, which stays empty where the first word has no room in it
     */
    static List<String> wrap(String text, int first, int columns) {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        int room = first;
        for (String word : words(text)) {
            String fitting = fit(word, columns);
            int needed = width(fitting) + (line.isEmpty() ? 0 : 1);
            if (needed > room) {
                lines.add(line.toString());
                line.setLength(0);
                room = columns;
                needed = width(fitting);
            }
            line.append(line.isEmpty() ? "" : " ").append(fitting);
            room -= needed;
        }
        lines.add(line.toString());
        lines.replaceAll(whole -> whole.replace(FIXED_BLANK, " "));
        return lines;
    }

    /**
     * Breaks a text into lines and omits nothing: a word that is longer than a line is continued on the next one, after a
     * separator such as a slash if it has any.
     *
     * @param first the columns of the first line
     */
    static List<String> wrapWhole(String text, int first, int columns) {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        int room = first;
        for (String word : words(text)) {
            boolean fits = width(word) + (line.isEmpty() ? 0 : 1) <= room;
            if (!fits && (!line.isEmpty() || width(word) <= columns)) {
                lines.add(line.toString());
                line.setLength(0);
                room = columns;
            }
            String rest = word;
            while (width(rest) > room) {
                String piece = beginning(rest, room);
                lines.add(piece);
                rest = rest.substring(piece.length());
                room = columns;
            }
            room -= width(rest) + (line.isEmpty() ? 0 : 1);
            line.append(line.isEmpty() ? "" : " ").append(rest);
        }
        lines.add(line.toString());
        lines.replaceAll(whole -> whole.replace(FIXED_BLANK, " "));
        return lines;
    }

    /** Returns the words of a text on one line. */
    static List<String> words(String text) {
        return List.of(Texts.oneLine(text).strip().split(" +", -1));
    }

    /** Returns the beginning of a word, up to its last separator within so many columns; all of them if it has none. */
    private static String beginning(String word, int columns) {
        int used = 0;
        int end = 0;
        int separated = 0;
        for (int point : word.codePoints().toArray()) {
            if (used + width(point) > columns && end > 0) {
                break;
            }
            used += width(point);
            end += Character.charCount(point);
            if (SEPARATORS.indexOf(point) >= 0) {
                separated = end;
            }
        }
        return word.substring(0, separated > 0 ? separated : end);
    }

    /**
     * Breaks a line of code and omits nothing. A chain of calls that is longer than a line is continued before a dot, indented.
     */
    static List<String> wrapCode(String line, int columns) {
        if (width(line.strip()) <= columns || !line.contains(CALL)) {
            return wrapWhole(line, columns, columns);
        }
        List<String> lines = new ArrayList<>();
        String rest = line.strip();
        int room = columns;
        while (width(rest) > room) {
            int end = -1;
            for (int dot = rest.indexOf(CALL);
                    dot >= 0 && width(rest.substring(0, dot + 1)) <= room;
                    dot = rest.indexOf(CALL, dot + 1)) {
                end = dot + 1;
            }
            if (end <= 0) {
                break;
            }
            lines.add((lines.isEmpty() ? "" : CONTINUATION) + rest.substring(0, end));
            rest = rest.substring(end);
            room = columns - CONTINUATION.length();
        }
        for (String last : wrapWhole(rest, room, columns - CONTINUATION.length())) {
            lines.add((lines.isEmpty() ? "" : CONTINUATION) + last);
        }
        return lines;
    }

    /** A text with as many blanks as make it so many columns wide. */
    static String pad(String text, int columns, boolean right) {
        String blanks = " ".repeat(Math.max(0, columns - width(text)));
        return right ? blanks + text : text + blanks;
    }
}
