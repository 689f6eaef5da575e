package dev.plinth.host;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.plinth.components.host.HostFiles;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Real programs of the operating system, run in a directory; PostgreSQL runs as another user where this one is root. */
final class RealPrograms implements AutoCloseable {

    private static final List<String> DIRECTORIES = Stream.concat(
                    Stream.of(System.getenv().getOrDefault("PATH", "").split(":")),
                    Stream.of("/usr/sbin", "/usr/lib/postgresql/17/bin", "/usr/lib/postgresql/15/bin"))
            .toList();

    /** The account of Debian's package, which owns no data of this test but what the test makes. */
    private static final List<String> AS_POSTGRES =
            List.of("setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups");

    private final Path directory;
    private final Map<String, String> environment = new LinkedHashMap<>();
    private final List<Process> running = new ArrayList<>();

    RealPrograms(Path directory) {
        this.directory = directory;
        environment.put("PATH", String.join(":", DIRECTORIES));
    }

    /** Result of a program: its exit code and its output with errors. */
    record Result(int exitCode, String output) {}

    /** Skips the test where a program is missing. */
    static void require(String packages, String... programs) {
        for (String program : programs) {
            assumeTrue(
                    DIRECTORIES.stream().anyMatch(each -> Files.isExecutable(Path.of(each, program))),
                    program + " is not installed: apt-get install " + packages);
        }
    }

    static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    void set(String variable, String value) {
        environment.put(variable, value);
    }

    /** Writes the scripts as executable files that every user can read. */
    void writeScripts(Path target, List<String> names) throws IOException {
        Files.createDirectories(target);
        for (String name : names) {
            Path file = Files.writeString(target.resolve(name), HostFiles.read(name));
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
        }
    }

    static boolean isRoot() {
        return System.getProperty("user.name").equals("root");
    }

    private Process start(List<String> command, Path output) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        builder.environment().clear();
        builder.environment().putAll(environment);
        Process process = builder.start();
        process.getOutputStream().close();
        return process;
    }

    /** Runs a program to its end. */
    Result run(String... command) throws IOException, InterruptedException {
        return run(List.of(command));
    }

    /** Runs a program to its end, as the user that PostgreSQL accepts. */
    Result runAsPostgres(String... command) throws IOException, InterruptedException {
        return run(asPostgres(command));
    }

    private static List<String> asPostgres(String... command) {
        return isRoot()
                ? Stream.concat(AS_POSTGRES.stream(), Stream.of(command)).toList()
                : List.of(command);
    }

    private Result run(List<String> command) throws IOException, InterruptedException {
        Path output = Files.createTempFile("plinth-output", ".txt");
        Process process = start(command, output);
        if (!process.waitFor(60, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new AssertionError(command + " did not end: " + Files.readString(output));
        }
        String text = Files.readString(output);
        Files.delete(output);
        return new Result(process.exitValue(), text);
    }

    /** Starts a program that keeps running until the test ends. */
    Process serve(String... command) throws IOException {
        Process process =
                start(List.of(command), directory.resolve(Path.of(command[0]).getFileName() + ".log"));
        running.add(process);
        return process;
    }

    /** Starts a program as the user that PostgreSQL accepts. */
    Process serveAsPostgres(String... command) throws IOException {
        return serve(asPostgres(command).toArray(String[]::new));
    }

    @Override
    public void close() {
        for (Process process : running) {
            process.descendants().forEach(ProcessHandle::destroy);
            process.destroy();
            try {
                if (!process.waitFor(10, TimeUnit.SECONDS)) {
                    process.descendants().forEach(ProcessHandle::destroyForcibly);
                    process.destroyForcibly();
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
