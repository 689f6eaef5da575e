package dev.plinth.engine.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.plinth.engine.EngineException;
import dev.plinth.engine.Workspace;
import dev.plinth.engine.process.ShutdownHook;
import dev.plinth.engine.program.ProgramResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

@Isolated("counts this JVM's hooks")
class EngineTest {

    private final Path directory;

    EngineTest(@TempDir Path directory) {
        this.directory = directory;
    }

    private Engine engine(String script) throws IOException {
        Path executable = directory.resolve("pulumi");
        Files.writeString(executable, "#!/bin/sh\n" + script + "\n");
        Files.setPosixFilePermissions(executable, PosixFilePermissions.fromString("rwx------"));
        return new Engine(
                executable,
                new Workspace(directory, Map.of("PATH", System.getenv("PATH")), true, directory.resolve("cloud.db")),
                "dev",
                run -> CompletableFuture.completedFuture(new ProgramResult(0, Optional.empty(), "")),
                UnaryOperator.identity(),
                List.of(),
                builder -> {});
    }

    private ProcessHandle startedProcess() throws Exception {
        Path file = directory.resolve("pid");
        for (int i = 0; i < 200 && Files.notExists(file); i++) {
            TimeUnit.MILLISECONDS.sleep(50);
        }
        return ProcessHandle.of(Long.parseLong(Files.readString(file).strip())).orElseThrow();
    }

    @Test
    void aFinishedCommandLeavesNoHook() throws Exception {
        int before = ShutdownHook.registered();
        try (Engine engine = engine("echo done; exit 3")) {
            Engine.Outcome outcome = engine.cli(List.of("stack", "output"));

            assertThat(outcome.exitCode()).isEqualTo(3);
            assertThat(outcome.output()).isEqualTo("done");
        }
        assertThat(ShutdownHook.registered()).isEqualTo(before);
    }

    @Test
    void aMissingExecutableLeavesNoHook() throws Exception {
        int before = ShutdownHook.registered();
        try (Engine engine = engine("true")) {
            Files.delete(directory.resolve("pulumi"));

            assertThatThrownBy(() -> engine.cli(List.of("version")))
                    .isInstanceOf(EngineException.class)
                    .hasMessageContaining("could not be started");
        }
        assertThat(ShutdownHook.registered()).isEqualTo(before);
    }

    @Test
    void anInterruptedCommandLeavesNeitherProcessNorHook() throws Exception {
        int before = ShutdownHook.registered();
        try (Engine engine = engine("echo $$ > pid.new; mv pid.new pid; exec sleep 600")) {
            CompletableFuture<Throwable> failure = new CompletableFuture<>();
            Thread command = new Thread(() -> {
                try {
                    engine.cli(List.of("stack", "output"));
                    failure.complete(new AssertionError("the command ended"));
                } catch (EngineException e) {
                    failure.complete(Thread.currentThread().isInterrupted() ? e : new AssertionError("flag lost", e));
                }
            });
            command.start();
            ProcessHandle process = startedProcess();

            command.interrupt();

            assertThat(failure.get(20, TimeUnit.SECONDS))
                    .isInstanceOf(EngineException.class)
                    .hasMessageStartingWith("interrupted");
            assertThat(process.isAlive()).isFalse();
        }
        assertThat(ShutdownHook.registered()).isEqualTo(before);
    }
}
