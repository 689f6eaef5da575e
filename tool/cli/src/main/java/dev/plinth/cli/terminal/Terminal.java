package dev.plinth.cli.terminal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;

/**
 * Output of a command: data to standard output, everything else to standard error.
 *
 * @param out data
 * @param err progress, messages and questions
 * @param colours whether standard output shows colours
 * @param interactive whether a person sits at standard error, who sees progress and answers questions
 * @param width how many columns a line of text has
 */
public record Terminal(PrintWriter out, PrintWriter err, boolean colours, boolean interactive, int width) {

    /** The most columns that a text is set in: longer lines are hard to read. */
    public static final int COLUMNS = 100;

    private static final int FEWEST_COLUMNS = 40;

    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    /** Makes both streams write unprintable characters as in JSON, see {@link PrintableWriter}. */
    public Terminal {
        out = PrintableWriter.of(out, colours);
        err = PrintableWriter.of(err, colours);
    }

    /** A terminal of 100 columns. */
    public Terminal(PrintWriter out, PrintWriter err, boolean colours, boolean interactive) {
        this(out, err, colours, interactive, COLUMNS);
    }

    /**
     * The process's own streams. Whether they are terminals is told by the launcher in the properties
     * {@code plinth.terminal.out} and {@code plinth.terminal.err}; Java 17 can't ask for each of them.
     *
     * @param environment the process environment, where {@code NO_COLOR} takes the colours away, and {@code COLUMNS} says how many there are
     */
    public static Terminal system(Map<String, String> environment) {
        boolean noColour = !environment.getOrDefault("NO_COLOR", "").isEmpty();
        return new Terminal(
                new PrintWriter(System.out, true, StandardCharsets.UTF_8),
                new PrintWriter(System.err, true, StandardCharsets.UTF_8),
                Boolean.getBoolean("plinth.terminal.out") && !noColour,
                Boolean.getBoolean("plinth.terminal.err"),
                width(environment.getOrDefault("COLUMNS", "")));
    }

    /** Never more than 100 columns, and as many where the number says nothing. */
    public static int width(String columns) {
        try {
            return Math.max(FEWEST_COLUMNS, Math.min(COLUMNS, Integer.parseInt(columns.strip())));
        } catch (NumberFormatException e) {
            return COLUMNS;
        }
    }

    /** Prints one JSON document to standard output. */
    public void json(JsonNode document) {
        try {
            out.println(JSON.writeValueAsString(document));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree of JSON nodes can always be written", e);
        }
    }

    /** Prints GitHub's log commands to standard output, with a line feed at their end. */
    public void commands(String commands) {
        PrintableWriter.of(out, colours).printCommands(commands);
    }

    /** Prints a line to standard error. */
    public void say(String line) {
        err.println(line);
    }

    /** Wraps a text in an ANSI colour, where colours are shown. */
    public String colour(int code, String text) {
        return colours ? "\u001b[" + code + "m" + text + "\u001b[0m" : text;
    }

    /**
     * Prompts for a confirmation, which is given by typing a word.
     *
     * @return whether exactly that word was typed; false where nobody can answer
     */
    public boolean confirm(String question, String word) {
        if (!interactive) {
            return false;
        }
        err.print(question + " ");
        err.flush();
        return readLine().filter(word::equals).isPresent();
    }

    /**
     * Prompts for a value.
     *
     * @param question what is asked, without a question mark
     * @param byDefault the value of an empty answer
     * @return the answer; empty where nobody can answer
     */
    public Optional<String> ask(String question, String byDefault) {
        if (!interactive) {
            return Optional.empty();
        }
        err.print(question + " [" + byDefault + "]: ");
        err.flush();
        return readLine().map(answer -> answer.isEmpty() ? byDefault : answer);
    }

    /** Reads one line and nothing beyond it, so that the next question gets the next line; empty at the end of the input. */
    private static Optional<String> readLine() {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        try {
            int next = System.in.read();
            if (next < 0) {
                return Optional.empty();
            }
            while (next >= 0 && next != '\n') {
                line.write(next);
                next = System.in.read();
            }
        } catch (IOException e) {
            return Optional.empty();
        }
        return Optional.of(line.toString(StandardCharsets.UTF_8).strip());
    }
}
