package dev.plinth.lifecycle;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * What a command did.
 *
 * @param exitCode its exit code
 * @param out what it printed to standard output
 * @param err what it printed to standard error
 */
public record Run(int exitCode, String out, String err) {

    /** Runs another program to its end. */
    static Run of(List<String> command, Path folder, Map<String, String> environment) {
        try {
            Path out = Files.createTempFile("plinth-test", ".out");
            Path err = Files.createTempFile("plinth-test", ".err");
            ProcessBuilder builder = new ProcessBuilder(command)
                    .directory(folder.toFile())
                    .redirectInput(
                            ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                    .redirectOutput(out.toFile())
                    .redirectError(err.toFile());
            builder.environment().clear();
            builder.environment().putAll(environment);
            int exitCode = builder.start().waitFor();
            Run run = new Run(exitCode, Files.readString(out), Files.readString(err));
            Files.delete(out);
            Files.delete(err);
            return run;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Standard output as the one JSON document that it must be. */
    public JsonNode json() {
        try {
            return new ObjectMapper()
                    .enable(com.fasterxml.jackson.databind.DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .readTree(out);
        } catch (JsonProcessingException e) {
            throw new AssertionError("standard output is not one JSON document: " + this, e);
        }
    }
}
