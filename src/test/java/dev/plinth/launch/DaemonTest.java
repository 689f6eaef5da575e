package dev.plinth.launch;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.plinth.launch.LaunchedProject.Started;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Commands in a daemon print, return and end as those in a separate process. */
final class DaemonTest {

    /** A program with one bucket. It prints a line, and waits while the project has a file {@code wait}. */
    private static final String MAIN =
            """
            package shop;

            import com.pulumi.Context;
            import com.pulumi.aws.s3.BucketV2;
            import dev.plinth.cli.Plinth;
            import dev.plinth.settings.StackProgram;
            import dev.plinth.settings.StackSettings;
            import java.io.File;

            public final class Main implements StackProgram<Main.Configuration> {
                public record Configuration() {}

                public static void main(String[] arguments) {
                    Plinth.run(arguments, new Main());
                }

                @Override
                public Class<Configuration> configuration() {
                    return Configuration.class;
                }

                @Override
                public void create(Context context, Configuration configuration, StackSettings settings) {
                    System.err.println("printed by " + Text.VALUE);
                    while (new File("wait").exists()) {
                        try {
                            new File("waits").createNewFile();
                            Thread.sleep(50);
                        } catch (Exception e) {
                            throw new IllegalStateException(e);
                        }
                    }
                    new BucketV2(Text.VALUE);
                }
            }
            """;

    private static final String[] GRAPH = {"graph", "test", "--json"};

    private LaunchedProject project;
    private Path sockets;

    @BeforeEach
    void create(@TempDir Path parent) throws IOException {
        project = new LaunchedProject(parent);
        project.write("src/main/java/shop/Main.java", MAIN);
        project.write("Pulumi.yaml", "name: shop\nruntime: {name: java, options: {binary: target/shop.jar}}\n");
        project.write("Pulumi.test.yaml", "config:\n  aws:region: eu-central-1\n");
        Path runtime = Files.createDirectory(parent.resolve("run"));
        sockets = runtime.resolve("plinth");
        project.variable("XDG_RUNTIME_DIR", runtime.toString());
        project.variable("PLINTH_DAEMON", "true");
    }

    @AfterEach
    void stop() throws IOException, InterruptedException {
        Files.deleteIfExists(project.folder().resolve("wait"));
        project.run("daemon", "stop");
    }

    private Started own(String... arguments) throws IOException, InterruptedException {
        project.variable("PLINTH_DAEMON", "false");
        Started started = project.run(arguments);
        project.variable("PLINTH_DAEMON", "true");
        return started;
    }

    private JsonNode daemons() throws IOException, InterruptedException {
        Started status = project.run("daemon", "status", "--json");
        return new ObjectMapper().readTree(status.out()).path("daemons");
    }

    /** Starts a daemon by a first command, and waits until it is ready. */
    private Started started() throws IOException, InterruptedException {
        Started first = project.run(GRAPH);
        assertThat(first.exitCode()).as(first.toString()).isZero();
        awaitCommands(0);
        return first;
    }

    private void awaitCommands(int expected) throws IOException, InterruptedException {
        long end = System.nanoTime() + Duration.ofMinutes(1).toNanos();
        JsonNode daemons = daemons();
        while (daemons.size() != 1
                || !daemons.at("/0/state").asText().equals("idle")
                || daemons.at("/0/commands").asInt() != expected) {
            assertThat(System.nanoTime()).as(daemons.toString()).isLessThan(end);
            TimeUnit.MILLISECONDS.sleep(100);
            daemons = daemons();
        }
    }

    private void await(Path file) throws InterruptedException {
        long end = System.nanoTime() + Duration.ofMinutes(1).toNanos();
        while (!Files.exists(file)) {
            assertThat(System.nanoTime()).as(file.toString()).isLessThan(end);
            TimeUnit.MILLISECONDS.sleep(20);
        }
    }

    @Test
    void runsCommandsAsASeparateProcessDoes() throws IOException, InterruptedException {
        Started first = started();
        assertThat(first.out()).contains("aws:s3/bucketV2:BucketV2");
        assertThat(first.err()).isEqualTo("Building shop.jar (about a minute; downloads libraries) …\nprinted by one");

        List<String[]> lines = List.of(
                GRAPH,
                new String[] {"graph", "nowhere"},
                new String[] {"cost", "test", "--nonsense"},
                new String[] {"policy", "explain", "rds-encrypted"},
                new String[] {"policy", "check", "test", "--format", "sarif"});
        for (String[] line : lines) {
            Started own = own(line);
            assertThat(project.run(line)).as(String.join(" ", line)).isEqualTo(own);
        }
        awaitCommands(lines.size());
        assertThat(project.run("graph", "test", "--no-daemon")).isEqualTo(own("graph", "test"));
        assertThat(daemons().at("/0/commands").asInt()).isEqualTo(lines.size());
    }

    @Test
    void compilesAnEditedProgram() throws IOException, InterruptedException {
        started();
        project.write("src/main/java/shop/Text.java", LaunchedProject.text("two"));
        assertThat(project.run(GRAPH))
                .isEqualTo(own(GRAPH))
                .extracting(Started::err)
                .isEqualTo("printed by two");

        project.write(
                "src/main/java/shop/Text.java", LaunchedProject.text("three").replace("String", "Strin"));
        assertThat(project.run(GRAPH))
                .isEqualTo(own(GRAPH))
                .extracting(Started::exitCode)
                .isEqualTo(3);
        project.write("src/main/java/shop/Text.java", LaunchedProject.text("four"));
        awaitCommands(2);
    }

    @Test
    void endsWhenALibraryHasChanged() throws IOException, InterruptedException {
        started();
        long pid = daemons().at("/0/pid").asLong();
        Path library = project.folder().resolve("target/lib/library.jar");
        Files.copy(library, library.resolveSibling("copy"));
        Files.move(library.resolveSibling("copy"), library, StandardCopyOption.REPLACE_EXISTING);

        assertThat(project.run(GRAPH).exitCode()).isZero();
        awaitCommands(0);
        assertThat(daemons().at("/0/pid").asLong()).as("another process").isNotEqualTo(pid);
    }

    @ParameterizedTest
    @CsvSource({"INT, 130", "TERM, 143", "HUP, 129"})
    void endsACommandAtASignal(String signal, int exitCode) throws IOException, InterruptedException {
        started();
        long pid = daemons().at("/0/pid").asLong();
        project.write("wait", "");
        Process command = project.start(GRAPH);
        await(project.folder().resolve("waits"));
        new ProcessBuilder("kill", "-" + signal, String.valueOf(command.pid()))
                .start()
                .waitFor();

        Started ended = LaunchedProject.finish(command);
        assertThat(ended.exitCode()).as(ended.toString()).isEqualTo(exitCode);
        assertEnds(pid);
        assertThat(ended.err()).isEqualTo("printed by one");
    }

    @Test
    void endsTheCommandOfAKilledProcess() throws IOException, InterruptedException {
        started();
        long pid = daemons().at("/0/pid").asLong();
        project.write("wait", "");
        Process command = project.start(GRAPH);
        await(project.folder().resolve("waits"));
        command.destroyForcibly();

        assertEnds(pid);
    }

    private static void assertEnds(long pid) {
        ProcessHandle.of(pid).ifPresent(process -> assertThat(process.onExit()).succeedsWithin(Duration.ofMinutes(1)));
    }

    @Test
    void leavesASecondCommandToASeparateProcess() throws IOException, InterruptedException {
        started();
        project.write("wait", "");
        Process first = project.start(GRAPH);
        await(project.folder().resolve("waits"));
        assertThat(project.run("policy", "explain", "rds-encrypted").exitCode()).isZero();
        assertThat(daemons().at("/0/state").asText()).isEqualTo("busy");

        Files.delete(project.folder().resolve("wait"));
        assertThat(LaunchedProject.finish(first).exitCode()).isZero();
        awaitCommands(1);
    }

    @Test
    void keepsItsSocketInADirectoryOfItsOwner() throws IOException, InterruptedException {
        started();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(sockets)))
                .isEqualTo("rwx------");
        try (var files = Files.list(sockets)) {
            assertThat(files).hasSize(1);
        }
        assertThat(project.run("daemon", "stop").out())
                .contains("0 commands", project.folder().toString());
        Files.setPosixFilePermissions(sockets, PosixFilePermissions.fromString("rwxr-xr-x"));

        assertThat(project.run(GRAPH).exitCode()).isZero();
        TimeUnit.SECONDS.sleep(1);
        assertThat(daemons())
                .as("none starts in a directory that others can open")
                .isEmpty();
    }
}
