package dev.plinth.operation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * AWS's APIs as moto implements them, with the real {@code aws} command. Needs Python 3 and its package index; a test is skipped
 * with that reason where either is missing.
 */
public final class MotoServer implements AutoCloseable {

    private static final String MOTO = "moto[server]==5.2.5";
    private static final String AWS_CLI = "awscli==1.46.3";

    private final Path folder;
    private final Path bin;
    private final Process process;
    private final int port;

    private MotoServer(Path folder, Path bin, Process process, int port) {
        this.folder = folder;
        this.bin = bin;
        this.process = process;
        this.port = port;
    }

    /**
     * Installs both where they are not, and starts the server.
     *
     * @param folder an empty directory
     */
    public static MotoServer start(Path folder) throws IOException, InterruptedException {
        assumeTrue(run(folder, "python3", "--version") == 0, "needs python3");
        Path environment = Path.of("target", "moto").toAbsolutePath();
        Path bin = environment.resolve("bin");
        assumeTrue(
                run(folder, "python3", "-m", "venv", environment.toString()) == 0
                        && run(folder, bin + "/pip", "install", "--quiet", MOTO, AWS_CLI) == 0,
                "needs Python's venv and package index");
        InetAddress loopback = InetAddress.getLoopbackAddress();
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, loopback)) {
            port = free.getLocalPort();
        }
        Process process = new ProcessBuilder(
                        bin + "/moto_server", "--host", loopback.getHostAddress(), "--port", String.valueOf(port))
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("moto.log").toFile())
                .start();
        for (int attempt = 0; !answers(loopback, port); attempt++) {
            assertThat(process.isAlive() && attempt < 600)
                    .as(Files.readString(folder.resolve("moto.log")))
                    .isTrue();
            TimeUnit.MILLISECONDS.sleep(100);
        }
        return new MotoServer(folder, bin, process, port);
    }

    private static boolean answers(InetAddress host, int port) {
        try (Socket socket = new Socket(host, port)) {
            return socket.isConnected();
        } catch (IOException e) {
            return false;
        }
    }

    /** Returns the URL of the server. */
    public String endpoint() {
        return "http://" + InetAddress.getLoopbackAddress().getHostAddress() + ":" + port;
    }

    /** Returns the {@code aws} command with credentials that the server accepts. */
    public List<String> aws() {
        return List.of("env", "AWS_ACCESS_KEY_ID=test", "AWS_SECRET_ACCESS_KEY=test", bin + "/aws");
    }

    /** Runs a script of Python, which must succeed, and returns the file with its output. */
    public Path python(Path script, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(bin + "/python", script.toString()));
        command.addAll(List.of(arguments));
        int exitCode = run(folder, command.toArray(String[]::new));
        assertThat(exitCode).as(Files.readString(folder.resolve("out"))).isZero();
        return folder.resolve("out");
    }

    /** Runs a command, its output in the file {@code out}, and returns its exit code. */
    private static int run(Path folder, String... command) throws InterruptedException {
        try {
            return new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(folder.resolve("out").toFile())
                    .start()
                    .waitFor();
        } catch (IOException e) {
            return 127;
        }
    }

    @Override
    public void close() {
        process.destroy();
    }
}
