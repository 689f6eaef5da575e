package dev.plinth.engine.external;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.plinth.engine.EngineException;
import dev.plinth.engine.process.ChildProcess;
import dev.plinth.engine.program.ProgramResult;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChildProcessTest {

    private static final Map<String, String> PATH = Map.of("PATH", System.getenv("PATH"));

    private final Path directory;

    ChildProcessTest(@TempDir Path directory) {
        this.directory = directory;
    }

    @Test
    void bothStreamsAndTheExitCodeArriveWhole() throws InterruptedException {
        List<String> out = Collections.synchronizedList(new ArrayList<>());
        List<String> err = Collections.synchronizedList(new ArrayList<>());
        String script = "for i in 1 2 3; do echo out $i; echo err $i >&2; done; exit 7";
        try (ChildProcess process =
                ChildProcess.start(List.of("sh", "-c", script), directory, PATH, out::add, err::add)) {
            assertThat(process.waitFor()).isEqualTo(7);
        }
        assertThat(out).containsExactly("out 1", "out 2", "out 3");
        assertThat(err).containsExactly("err 1", "err 2", "err 3");
    }

    @Test
    void closingEndsTheProcessAndWhatItStarted() throws Exception {
        CompletableFuture<String> pid = new CompletableFuture<>();
        ChildProcess process = ChildProcess.start(
                List.of("sh", "-c", "sleep 600 & echo $!; wait"), directory, PATH, pid::complete, line -> {});
        ProcessHandle child =
                ProcessHandle.of(Long.parseLong(pid.get(10, TimeUnit.SECONDS))).orElseThrow();
        assertThat(child.isAlive()).isTrue();

        process.close();

        child.onExit().get(10, TimeUnit.SECONDS);
        assertThat(process.onExit().get(10, TimeUnit.SECONDS)).isNotZero();
    }

    @Test
    void aProcessThatIgnoresTheRequestToEndIsKilled() throws Exception {
        CompletableFuture<String> ready = new CompletableFuture<>();
        ChildProcess process = ChildProcess.start(
                List.of("sh", "-c", "trap '' TERM; echo ready; while true; do sleep 1; done"),
                directory,
                PATH,
                ready::complete,
                line -> {});
        ready.get(10, TimeUnit.SECONDS);

        process.close();

        assertThat(process.onExit().get(10, TimeUnit.SECONDS)).isNotZero();
    }

    @Test
    void aCommandThatDoesNotExistIsNamed() {
        assertThatThrownBy(
                        () -> ChildProcess.start(List.of("no-such-command"), directory, PATH, line -> {}, line -> {}))
                .isInstanceOf(EngineException.class)
                .hasMessageContaining("no-such-command could not be started");
    }

    @Test
    void cancellingARunEndsItsProcess() throws Exception {
        CompletableFuture<Long> pid = new CompletableFuture<>();
        ExternalStack.write(directory, "Pulumi.yaml", "name: shop\nruntime: shell\n");
        ProcessProgram program = new ProcessProgram(
                ProjectProgram.read(directory),
                PATH,
                (run, address) -> new ProcessProgram.Command(
                        List.of("sh", "-c", "echo $$ > pid.new; mv pid.new pid; sleep 600"), Map.of()));
        CompletableFuture<ProgramResult> run = program.run(TestMonitor.run(new TestMonitor()));
        Path file = directory.resolve("pid");
        for (int i = 0; i < 200 && !file.toFile().exists(); i++) {
            Thread.sleep(50);
        }
        pid.complete(Long.parseLong(java.nio.file.Files.readString(file).strip()));
        Optional<ProcessHandle> process = ProcessHandle.of(pid.get());
        assertThat(process).isPresent();

        run.cancel(true);

        process.get().onExit().get(10, TimeUnit.SECONDS);
        assertThatThrownBy(run::join).isInstanceOf(CancellationException.class);
    }
}
