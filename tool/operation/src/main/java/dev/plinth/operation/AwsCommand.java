package dev.plinth.operation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/**
 * Runs the {@code aws} command with the credentials that the user has given it.
 *
 * @param folder where it runs
 */
record AwsCommand(Path folder) implements Function<List<String>, Optional<JsonNode>> {

    private static final long SECONDS = 30;

    private static final ObjectMapper JSON = new ObjectMapper();

    /**
     * Runs a command.
     *
     * @param arguments the service, the operation and its parameters
     * @return the answer; empty where there is no such command, it failed, or it did not answer within 30 seconds
     */
    @Override
    public Optional<JsonNode> apply(List<String> arguments) {
        List<String> line = new ArrayList<>(List.of("aws"));
        line.addAll(arguments);
        line.addAll(List.of("--output", "json"));
        try {
            File answer = File.createTempFile("plinth-aws", ".json");
            try {
                Process process = new ProcessBuilder(line)
                        .directory(folder.toFile())
                        .redirectError(ProcessBuilder.Redirect.DISCARD)
                        .redirectOutput(answer)
                        .start();
                process.getOutputStream().close();
                if (!process.waitFor(SECONDS, TimeUnit.SECONDS)) {
                    process.destroyForcibly();
                    return Optional.empty();
                }
                return process.exitValue() == 0 ? Optional.of(JSON.readTree(answer)) : Optional.empty();
            } finally {
                if (!answer.delete()) {
                    answer.deleteOnExit();
                }
            }
        } catch (IOException e) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }
}
