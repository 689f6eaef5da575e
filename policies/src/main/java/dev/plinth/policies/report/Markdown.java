package dev.plinth.policies.report;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Writes texts from outside as GitHub's Markdown, so that none is taken for markup, none becomes a link, and none notifies
 * anybody.
 *
 * <p>GitHub looks for mentions, references and emoji in the page that it has made of the Markdown, where a character reference is
 * its character again; only code is left alone. So a word with one in it is set as code.
 */
public final class Markdown {

    /**
     * The most of a text that GitHub takes, in bytes: a pull request's description holds 65,536 characters, a comment 262,144
     * bytes, a job's summary 1 MiB. Bytes are never fewer than characters.
     */
    public static final int LIMIT = 65_536;

    /** Text that GitHub turns into a link, a mention or an image, in addition to Markdown's autolinks. */
    private static final Pattern REFERENCE = Pattern.compile(
            "@\\S|#\\d|GH-\\d|(?:https?|ftp|xmpp|mailto):\\S|www\\.|:[a-z+-][\\w+-]*:"
                    + "|\\b(?=[0-9a-f]*\\d)(?=\\d*[a-f])[0-9a-f]{7,40}\\b",
            Pattern.CASE_INSENSITIVE);

    /** A word, less the punctuation around it. */
    private static final Pattern WORD = Pattern.compile("[^\\s(\\[\"'<][^\\s]*[^\\s)\\]\"'>,.;:!?]|[^\\s]");

    /** Keeps two spans of code apart. */
    private static final String BETWEEN = "&#8203;";

    private static final Pattern LIST = Pattern.compile("(\\d{1,9})([.)])(\\s.*|$)", Pattern.DOTALL);

    private Markdown() {}

    /** Returns a text as one line of a paragraph, a heading or a list item; text between backticks is code. */
    public static String text(String text) {
        return unlisted(text(text, Markdown::code));
    }

    /** The same in a cell of a table. */
    public static String cell(String text) {
        return text(text, Markdown::codeCell);
    }

    private static String text(String text, UnaryOperator<String> code) {
        return write(Texts.oneLine(text).strip(), Markdown::escape, code);
    }

    private static String write(String line, UnaryOperator<String> plain, UnaryOperator<String> code) {
        List<String> parts = List.of(line.split("`", -1));
        // Of an odd number of backticks, which begin and which end something can't be told.
        if (parts.size() % 2 == 0) {
            return words(line, plain, code);
        }
        StringBuilder written = new StringBuilder();
        for (int index = 0; index < parts.size(); index++) {
            String part = parts.get(index);
            boolean isCode = index % 2 == 1;
            append(
                    written,
                    isCode && part.isBlank()
                            ? plain.apply("`" + part + "`")
                            : isCode ? code.apply(part) : words(part, plain, code));
        }
        return written.toString();
    }

    /** Sets the words as code of which GitHub would make something. */
    private static String words(String text, UnaryOperator<String> plain, UnaryOperator<String> code) {
        StringBuilder written = new StringBuilder();
        int end = 0;
        for (Matcher word = WORD.matcher(text); word.find(); ) {
            if (REFERENCE.matcher(word.group()).find()) {
                append(written, plain.apply(text.substring(end, word.start())));
                append(written, code.apply(word.group()));
                end = word.end();
            }
        }
        append(written, plain.apply(text.substring(end)));
        return written.toString();
    }

    private static void append(StringBuilder written, String part) {
        boolean touching = !written.isEmpty() && written.charAt(written.length() - 1) == '`' && part.startsWith("`");
        written.append(touching ? BETWEEN : "").append(part);
    }

    /** Escapes what begins a heading, a list or a quotation, where a line begins. */
    private static String unlisted(String text) {
        Matcher number = LIST.matcher(text);
        if (number.matches()) {
            return number.group(1) + "\\" + text.substring(number.end(1));
        }
        return (!text.isEmpty() && "#+-=>".indexOf(text.charAt(0)) >= 0 ? "\\" : "") + text;
    }

    private static String escape(String text) {
        StringBuilder into = new StringBuilder();
        for (int index = 0; index < text.length(); index++) {
            char character = text.charAt(index);
            switch (character) {
                case '&' -> into.append("&amp;");
                case '<' -> into.append("&lt;");
                case '|', '$' -> into.append("&#").append((int) character).append(';');
                case '\\', '`', '*', '_', '[', ']', '~' -> into.append('\\').append(character);
                default -> into.append(character);
            }
        }
        return into.toString();
    }

    /** A text in one line within a tag of HTML, such as {@code summary}, where Markdown is not read. */
    public static String html(String text) {
        return write(Texts.oneLine(text).strip(), Markdown::entities, word -> "<code>" + entities(word) + "</code>");
    }

    private static String entities(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("$", "&#36;");
    }

    /** A code span in one line, the text as it is; nothing of nothing. */
    public static String code(String text) {
        String line = Texts.oneLine(text).strip();
        if (line.isEmpty()) {
            return "";
        }
        String fence = "`";
        while (line.contains(fence)) {
            fence += "`";
        }
        String space = line.startsWith("`") || line.endsWith("`") ? " " : "";
        return fence + space + line + space + fence;
    }

    /** A code span in a cell of a table, which a bar would end. */
    public static String codeCell(String text) {
        return code(text).replace("|", "\\|");
    }

    /**
     * Returns a code block that no line of the code can end.
     *
     * @param language what it is written in, such as {@code java}
     */
    public static String fenced(String language, String code) {
        String fence = "```";
        while (code.contains(fence)) {
            fence += "`";
        }
        return fence + language + "\n" + Texts.clean(code) + "\n" + fence + "\n";
    }

    /**
     * The beginning of a text that is too long.
     *
     * @param most how many UTF-16 code units it may have
     */
    public static String shorten(String text, int most) {
        if (text.length() <= most) {
            return text;
        }
        int end = Character.isHighSurrogate(text.charAt(most - 1)) ? most - 1 : most;
        return text.substring(0, end) + "…";
    }

    /** Size of a text in bytes. */
    public static int length(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }
}
