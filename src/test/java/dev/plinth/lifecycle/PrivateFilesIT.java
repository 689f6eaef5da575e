package dev.plinth.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plinth.Main;
import dev.plinth.simulator.fault.Fault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who may read what commands leave behind, and what they leave in the directory for temporary files: nothing. */
class PrivateFilesIT {

    private static final String STACK = "development";

    /** Shows the modes and contents of the temporary files while the engine runs. */
    private static final String WATCH =
            """
            while sleep 0.05; do
              find "$1" -mindepth 1 -maxdepth 2 -path '*/plinth*' -printf '%y %m %f\\n' 2>/dev/null
            done
            """;

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it.
    Path folder;

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it.
    Path temporary;

    private TestProject project;

    @BeforeEach
    void copyProject() {
        project = TestProject.in(folder);
    }

    private Process start(String... arguments) throws IOException {
        List<String> line = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Djava.io.tmpdir=" + temporary,
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                Main.class.getName()));
        line.addAll(List.of(arguments));
        line.addAll(List.of(STACK, "--simulate", "--project", folder.toString()));
        ProcessBuilder builder = new ProcessBuilder(line).redirectErrorStream(true);
        builder.redirectOutput(folder.resolve("output.txt").toFile());
        builder.environment().put("TMPDIR", temporary.toString());
        return builder.start();
    }

    private int run(String... arguments) throws IOException, InterruptedException {
        Process process = start(arguments);
        assertThat(process.waitFor(5, TimeUnit.MINUTES)).isTrue();
        return process.exitValue();
    }

    private String output() throws IOException {
        return Files.readString(folder.resolve("output.txt"));
    }

    private List<Path> left() throws IOException {
        try (Stream<Path> files = Files.list(temporary)) {
            return files.toList();
        }
    }

    /** The directories and files that others may enter or read, with their modes. */
    private static Map<String, String> open(Path directory) throws IOException {
        Map<String, String> open = new TreeMap<>();
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.toList()) {
                String mode = PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
                if (Files.isDirectory(file) && !mode.endsWith("------")) {
                    open.put(directory.relativize(file).toString(), mode);
                }
            }
        }
        return open;
    }

    @Test
    void directoriesArePrivateAndTemporaryFilesAreDeleted() throws Exception {
        Path seen = folder.resolve("seen.txt");
        Process watch = new ProcessBuilder("sh", "-c", WATCH, "sh", temporary.toString())
                .redirectOutput(seen.toFile())
                .start();
        int preview;
        int up;
        try {
            preview = run("preview");
            up = run("up", "--yes");
        } finally {
            watch.destroy();
        }

        assertThat(preview).as(output()).isZero();
        assertThat(up).as(output()).isZero();
        assertThat(open(folder.resolve(".plinth"))).isEmpty();
        assertThat(Files.readAllLines(seen))
                .anyMatch(line -> line.matches("f 600 plan.*"))
                .allMatch(line -> line.startsWith("d 700 ") || line.startsWith("f 600 "));
        assertThat(left()).isEmpty();
    }

    @Test
    void theSimulatorsOwnCommandsMakePrivateDirectories() throws Exception {
        Files.createDirectories(folder.resolve(".plinth"));
        Files.setPosixFilePermissions(folder.resolve(".plinth"), PosixFilePermissions.fromString("rwxr-xr-x"));
        Process list = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Djava.io.tmpdir=" + temporary,
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        Main.class.getName(),
                        "simulator",
                        "list",
                        "--project",
                        folder.toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("output.txt").toFile())
                .start();

        assertThat(list.waitFor(1, TimeUnit.MINUTES)).isTrue();
        assertThat(list.exitValue()).as(output()).isZero();
        assertThat(open(folder.resolve(".plinth"))).isEmpty();
        assertThat(left()).isEmpty();
    }

    @Test
    void aFailedCommandLeavesNoTemporaryFile() throws Exception {
        project.inCloud(cloud -> cloud.inject(Fault.of(Fault.Kind.PARTIAL_CREATE, "aws:ec2/vpc:Vpc", "*", 1)));

        int exit = run("up", "--yes");

        assertThat(exit).as(output()).isNotZero();
        assertThat(left()).isEmpty();
    }

    private void awaitWithOutput(Process process, String text) throws IOException, InterruptedException {
        for (int i = 0; i < 1_200 && process.isAlive() && !output().contains(text); i++) {
            Thread.sleep(100);
        }
    }

    @Test
    void aCommandThatIsInterruptedTwiceLeavesNoPlan() throws Exception {
        project.inCloud(cloud -> cloud.inject(Fault.delay("aws:ec2/vpc:Vpc", "*", 1, Duration.ofMinutes(1))));
        Process process = start("up", "--yes");
        awaitWithOutput(process, "Updating");
        Thread.sleep(4_000);
        process.destroy();
        awaitWithOutput(process, "Stopping when");
        process.destroy();

        assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
        assertThat(process.exitValue()).as(output()).isNotZero();
        assertThat(output()).contains("Exited immediately");
        assertThat(left().stream().filter(file -> file.getFileName().toString().startsWith("plinth")))
                .isEmpty();
    }
}
