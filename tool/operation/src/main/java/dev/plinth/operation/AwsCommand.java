package dev.plinth.operation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.plinth.settings.file.TemporaryDirectory;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/**
 * Runs the {@code aws} command with the credentials that the user has given it.
 *
 * @param command the program and its first arguments, such as {@code aws}
 * @param folder where it runs
 */
public record AwsCommand(List<String> command, Path folder) implements Function<List<String>, Optional<JsonNode>> {

    private static final long SECONDS = 30;

    private static final ObjectMapper JSON = new ObjectMapper();

    /**
     * Result of a command.
     *
     * @param json the answer; missing where it failed
     * @param problem how it failed, such as {@code ended with exit code 255}; empty where it did not
     */
    public record Result(JsonNode json, String problem) {
        private static Result failed(String problem) {
            return new Result(MissingNode.getInstance(), problem);
        }
    }

    /** Runs {@code aws} as the path finds it. */
    public AwsCommand(Path folder) {
        this(List.of("aws"), folder);
    }

    /**
     * Runs a command, and waits for 30 seconds at most.
     *
     * @param arguments the service, the operation and its parameters
     */
    public Result run(List<String> arguments) {
        return run(arguments, new byte[0]);
    }

    /**
     * Runs a command, and waits for 30 seconds at most.
     *
     * @param arguments the service, the operation and its parameters, one of which may be {@code file:///dev/stdin}
     * @param input the standard input; a secret goes here and not into the arguments, which other users can read
     */
    public Result run(List<String> arguments, byte[] input) {
        List<String> line = new ArrayList<>(command);
        line.addAll(arguments);
        line.addAll(List.of("--output", "json"));
        try (TemporaryDirectory temporary = TemporaryDirectory.create()) {
            Path answer = temporary.file("answer");
            Process process = new ProcessBuilder(line)
                    .directory(folder.toFile())
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .redirectOutput(answer.toFile())
                    .start();
            try (OutputStream in = process.getOutputStream()) {
                in.write(input);
            }
            if (!process.waitFor(SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                return Result.failed("did not answer within " + SECONDS + " seconds");
            }
            return process.exitValue() == 0
                    ? new Result(JSON.readTree(answer.toFile()), "")
                    : Result.failed("ended with exit code " + process.exitValue());
        } catch (IOException | UncheckedIOException e) {
            return Result.failed("cannot be run");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Result.failed("was interrupted");
        }
    }

    @Override
    public Optional<JsonNode> apply(List<String> arguments) {
        Result result = run(arguments);
        return result.problem().isEmpty() ? Optional.of(result.json()) : Optional.empty();
    }
}
