package dev.plinth.cli.terminal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.ByteArrayOutputStream;
import java.io.Console;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;

/** Output of a command: data to standard output, everything else to standard error. */
public final class Terminal {

    /** Most columns of prose: longer lines are hard to read. Also the width where there is no terminal. */
    public static final int COLUMNS = 100;

    /** Most columns of a table. */
    private static final int TABLE_COLUMNS = 140;

    private static final int FEWEST_COLUMNS = 40;

    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    private final PrintableWriter out;
    private final PrintableWriter err;
    private final StatusLine status;
    private final @Nullable StandardOutput output;
    private final boolean terminal;
    private final boolean colours;
    private final boolean interactive;
    private final IntSupplier columns;
    private final IntSupplier statusColumns;

    /**
     * Creates a terminal of 100 columns.
     *
     * @param out data
     * @param err progress, messages and questions
     * @param colours whether standard output shows colours
     * @param interactive whether a person sits at standard error, who sees progress and answers questions
     */
    public Terminal(PrintWriter out, PrintWriter err, boolean colours, boolean interactive) {
        this(out, err, colours, interactive, COLUMNS);
    }

    /**
     * Creates a terminal.
     *
     * @param out data
     * @param err progress, messages and questions
     * @param colours whether standard output shows colours
     * @param interactive whether a person sits at standard error, who sees progress and answers questions
     * @param columns number of columns
     */
    public Terminal(PrintWriter out, PrintWriter err, boolean colours, boolean interactive, int columns) {
        this(out, err, null, colours, colours, interactive, () -> columns, () -> columns);
    }

    /**
     * Creates a terminal on streams of bytes.
     *
     * @param out standard output
     * @param err standard error
     * @param outTerminal whether standard output is a terminal
     * @param errTerminal whether standard error is a terminal
     * @param environment the process environment; a {@code NO_COLOR} that is not empty disables colours, and {@code COLUMNS} is
     *     the number of columns
     */
    public Terminal(
            OutputStream out,
            OutputStream err,
            boolean outTerminal,
            boolean errTerminal,
            Map<String, String> environment) {
        this(new StandardOutput(out), err, outTerminal, errTerminal, environment, new TerminalSize(COLUMNS));
    }

    private Terminal(
            StandardOutput out,
            OutputStream err,
            boolean outTerminal,
            boolean errTerminal,
            Map<String, String> environment,
            IntSupplier size) {
        this(
                new PrintWriter(out, true, StandardCharsets.UTF_8),
                new PrintWriter(err, true, StandardCharsets.UTF_8),
                out,
                outTerminal,
                outTerminal && environment.getOrDefault("NO_COLOR", "").isEmpty(),
                errTerminal,
                columns(environment, outTerminal, size),
                columns(environment, errTerminal, size));
    }

    private Terminal(
            PrintWriter out,
            PrintWriter err,
            @Nullable StandardOutput output,
            boolean terminal,
            boolean colours,
            boolean interactive,
            IntSupplier columns,
            IntSupplier statusColumns) {
        this.status = new StatusLine(err);
        this.out = PrintableWriter.of(out, colours, status::before);
        this.err = PrintableWriter.of(err, colours, status::before);
        this.output = output;
        this.terminal = terminal;
        this.colours = colours;
        this.interactive = interactive;
        this.columns = columns;
        this.statusColumns = statusColumns;
    }

    /**
     * Returns the terminal of the process. The launcher sets the properties {@code plinth.terminal.out} and
     * {@code plinth.terminal.err} for streams that are terminals; Java 17 cannot detect this for each of them.
     *
     * @param environment the process environment
     */
    public static Terminal system(Map<String, String> environment) {
        // System.out and System.err hide why a write failed.
        return new Terminal(
                new FileOutputStream(FileDescriptor.out),
                new FileOutputStream(FileDescriptor.err),
                Boolean.getBoolean("plinth.terminal.out"),
                Boolean.getBoolean("plinth.terminal.err"),
                environment);
    }

    /**
     * Returns the terminal of another process, which shows what this one writes.
     *
     * @param out standard output
     * @param err standard error
     * @param shown the streams that are terminals, and their size
     * @param environment the environment of that process
     */
    public static Terminal remote(
            OutputStream out, OutputStream err, TerminalState shown, Map<String, String> environment) {
        return new Terminal(new StandardOutput(out), err, shown.out(), shown.err(), environment, () -> shown.columns());
    }

    /** Returns the columns: those of the variable, else of the terminal, else a fixed number, so that files do not differ. */
    private static IntSupplier columns(Map<String, String> environment, boolean terminal, IntSupplier size) {
        String variable = environment.getOrDefault("COLUMNS", "").strip();
        if (variable.matches("\\d{1,5}")) {
            int columns = Integer.parseInt(variable);
            return () -> columns;
        }
        return terminal ? size : () -> COLUMNS;
    }

    /** Returns the writer of data, which writes unprintable characters as in JSON, see {@link PrintableWriter}. */
    public PrintWriter out() {
        return out;
    }

    /** Returns the writer of progress, messages and questions, which writes unprintable characters as in JSON. */
    public PrintWriter err() {
        return err;
    }

    /** Returns whether standard output is a terminal. */
    public boolean isTerminal() {
        return terminal;
    }

    /** Returns whether standard output shows colours. */
    public boolean colours() {
        return colours;
    }

    /** Returns whether a person sits at standard error, who sees progress and answers questions. */
    public boolean interactive() {
        return interactive;
    }

    /** Returns the columns of a line of text, between 40 and 100. */
    public int width() {
        return Math.min(COLUMNS, tableWidth());
    }

    /** Returns the columns of a line of a table, between 40 and 140. */
    public int tableWidth() {
        return limited(columns);
    }

    private static int limited(IntSupplier columns) {
        return Math.max(FEWEST_COLUMNS, Math.min(TABLE_COLUMNS, columns.getAsInt()));
    }

    /**
     * Writes bytes to standard output as they are.
     *
     * @throws IllegalStateException if standard output takes characters only
     */
    public void binary(byte[] bytes) {
        StandardOutput to = output;
        if (to == null) {
            throw new IllegalStateException("the standard output takes characters only");
        }
        out.flush();
        to.write(bytes, 0, bytes.length);
        to.flush();
    }

    /** Returns the reason why standard output is incomplete, if it is. Flushes both streams. */
    public Optional<OutputFailure> failure() {
        status.erase();
        out.flush();
        err.flush();
        return Optional.ofNullable(output)
                .flatMap(StandardOutput::failure)
                .map(failure ->
                        new OutputFailure(StandardOutput.isClosedPipe(failure), String.valueOf(failure.getMessage())));
    }

    /**
     * Reason why standard output is incomplete.
     *
     * @param closedPipe whether its reader has ended, such as {@code head}
     * @param message the operating system's message
     */
    public record OutputFailure(boolean closedPipe, String message) {}

    /** Shows a line on standard error that the next output replaces; shortened to the width of the terminal. */
    void status(String text) {
        String shown = PrintableWriter.printable(text.replace('\n', ' '));
        // A character in the last column would move the cursor to the next line on some terminals.
        int room = limited(statusColumns) - 1;
        status.show(shown.length() <= room ? shown : shown.substring(0, room - 1) + "…");
    }

    /** Erases the line that {@link #status} showed. */
    void eraseStatus() {
        status.erase();
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
        out.printCommands(commands);
    }

    /** Prints a message to standard error, broken between words on a terminal. */
    public void say(String message) {
        err.println(message(message));
    }

    private String message(String text) {
        return interactive ? MessageLayout.wrap(text, Math.min(COLUMNS, limited(statusColumns))) : text;
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
        err.print(message(question) + " ");
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
        err.print(message(question + " [" + byDefault + "]:") + " ");
        err.flush();
        return readLine().map(answer -> answer.isEmpty() ? byDefault : answer);
    }

    /**
     * Reads a secret: from a prompt that does not show it, or else all of the standard input without its last line break.
     *
     * @param question the prompt, without a colon
     */
    public String secret(String question) {
        Console console = interactive ? System.console() : null;
        if (console != null) {
            char[] typed = console.readPassword("%s: ", question);
            return typed == null ? "" : new String(typed);
        }
        try {
            return new String(System.in.readAllBytes(), StandardCharsets.UTF_8).replaceFirst("\\R\\z", "");
        } catch (IOException e) {
            throw new UncheckedIOException("the standard input cannot be read", e);
        }
    }

    /** Reads one line and nothing beyond it, so that the next question gets the next line; empty at the end of the input. */
    private Optional<String> readLine() {
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
            status.lineEnded();
        } catch (IOException e) {
            return Optional.empty();
        }
        return Optional.of(line.toString(StandardCharsets.UTF_8).strip());
    }
}
