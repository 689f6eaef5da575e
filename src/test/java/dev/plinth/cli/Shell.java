package dev.plinth.cli;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.plinth.Repository;
import dev.plinth.cli.terminal.Terminal;
import dev.plinth.stack.EnvironmentProgram;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.stream.Stream;

/** Runs commands in this JVM as the launcher would, with captured streams. */
public final class Shell {

    private Shell() {}

    /**
     * What a command did.
     *
     * @param exitCode its exit code
     * @param out standard output
     * @param err standard error
     */
    public record Ran(int exitCode, String out, String err) {
        /** Standard output, which must be one JSON document and nothing else. */
        public JsonNode json() {
            ObjectMapper mapper = new ObjectMapper()
                    .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION);
            try {
                return mapper.readTree(out);
            } catch (IOException e) {
                throw new UncheckedIOException("standard output is not one JSON document: " + out, e);
            }
        }
    }

    /** Runs a command where nobody sits at a terminal. */
    public static Ran run(String... arguments) {
        return run(false, arguments);
    }

    /** Commands work on the copied stack files where they are told of no other project. */
    private static String[] inProject(String... arguments) {
        List<String> given = List.of(arguments);
        boolean command = !given.isEmpty()
                && !given.get(0).startsWith("-")
                && !given.get(0).contains("completion");
        return !command || given.contains("--project")
                ? arguments
                : Stream.concat(
                                given.stream(),
                                Stream.of("--project", Repository.fixtures().toString()))
                        .toArray(String[]::new);
    }

    public static Ran run(boolean colours, String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int exitCode = PlinthCommand.run(
                new Terminal(new PrintWriter(out, true), new PrintWriter(err, true), colours, false),
                new EnvironmentProgram(),
                inProject(arguments));
        return new Ran(exitCode, out.toString(), err.toString());
    }
}
