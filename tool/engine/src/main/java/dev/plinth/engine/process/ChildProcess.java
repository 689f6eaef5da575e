package dev.plinth.engine.process;

import dev.plinth.engine.EngineException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Process that ends, with the processes that it started, when it is closed and when this JVM ends. */
public final class ChildProcess implements AutoCloseable {

    /** The time that a process has to end after TERM. */
    private static final Duration GRACE = Duration.ofSeconds(2);

    private final Process process;
    private final CompletableFuture<Void> output;
    private final ShutdownHook hook;

    private ChildProcess(Process process, Consumer<String> onOutput, Consumer<String> onError) {
        this.process = process;
        this.output = CompletableFuture.allOf(
                pump(process.inputReader(StandardCharsets.UTF_8), onOutput),
                pump(process.errorReader(StandardCharsets.UTF_8), onError));
        this.hook = new ShutdownHook("plinth-stop-program", () -> tree().forEach(ProcessHandle::destroyForcibly));
    }

    /**
     * Starts a process without standard input.
     *
     * @param command the executable and its arguments
     * @param directory where it runs
     * @param environment its whole environment
     * @param onOutput receives each line of standard output
     * @param onError receives each line of standard error
     * @throws EngineException when it can't be started
     */
    public static ChildProcess start(
            List<String> command,
            Path directory,
            Map<String, String> environment,
            Consumer<String> onOutput,
            Consumer<String> onError) {
        ProcessBuilder builder = new ProcessBuilder(command).directory(directory.toFile());
        builder.environment().clear();
        builder.environment().putAll(environment);
        try {
            ChildProcess child = new ChildProcess(builder.start(), onOutput, onError);
            child.closeInput();
            return child;
        } catch (IOException e) {
            throw new EngineException(command.get(0) + " could not be started: " + e.getMessage(), e);
        }
    }

    private void closeInput() {
        try {
            process.getOutputStream().close();
        } catch (IOException e) {
            // The process has ended already.
        }
    }

    private static CompletableFuture<Void> pump(BufferedReader reader, Consumer<String> onLine) {
        CompletableFuture<Void> end = new CompletableFuture<>();
        Thread thread = new Thread(
                () -> {
                    try (reader) {
                        reader.lines().forEach(onLine);
                    } catch (IOException | UncheckedIOException e) {
                        // The process was stopped.
                    } finally {
                        end.complete(null);
                    }
                },
                "plinth-program-output");
        thread.setDaemon(true);
        thread.start();
        return end;
    }

    /** Waits for the process's end and all of its output, and returns its exit code. */
    public int waitFor() throws InterruptedException {
        int exitCode = process.waitFor();
        awaitOutput();
        return exitCode;
    }

    /** Completes with the exit code when the process ends. */
    public CompletableFuture<Integer> onExit() {
        return process.onExit().thenApply(Process::exitValue);
    }

    /** A process that the program left running may hold the pipes open. */
    private void awaitOutput() throws InterruptedException {
        try {
            output.get(GRACE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException e) {
            // What has arrived so far is all there is.
        }
    }

    private Stream<ProcessHandle> tree() {
        return Stream.concat(process.descendants(), Stream.of(process.toHandle()));
    }

    @Override
    public void close() {
        List<ProcessHandle> handles = tree().toList();
        handles.forEach(ProcessHandle::destroy);
        boolean interrupted = Thread.interrupted();
        try {
            process.waitFor(GRACE.toMillis(), TimeUnit.MILLISECONDS);
            handles.forEach(ProcessHandle::destroyForcibly);
            awaitOutput();
        } catch (InterruptedException e) {
            handles.forEach(ProcessHandle::destroyForcibly);
            interrupted = true;
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        hook.close();
    }
}
