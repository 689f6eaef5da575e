package dev.plinth.cli.launch;

import dev.plinth.cli.launch.CurrentProgram.FileStamp;
import dev.plinth.cli.launch.DaemonConnection.Kind;
import dev.plinth.cli.launch.DaemonConnection.Message;
import dev.plinth.cli.options.ExitCode;
import dev.plinth.cli.terminal.Terminal;
import dev.plinth.cli.terminal.TerminalState;
import dev.plinth.engine.process.Signals;
import dev.plinth.operation.session.Timings;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A process that runs the commands of one user with one project, one after the other, and ends after {@value #IDLE_MINUTES}
 * minutes without one. It also ends when a library or the Java runtime has changed, and when its socket is deleted. A command
 * that comes during another one is declined: its own process runs it.
 */
public final class Daemon {

    /** Minutes without a command after which a daemon ends. */
    static final int IDLE_MINUTES = 15;

    private final Path socket;
    private final ProgramJar jar;
    private final CurrentProgram program;
    private final Map<Path, FileStamp> libraries = libraries();
    private final Instant started = Instant.now();
    private final AtomicBoolean busy = new AtomicBoolean();
    private volatile boolean stopping;
    private volatile long used = System.nanoTime();
    private final AtomicInteger commands = new AtomicInteger();

    private Daemon(Path socket, ProgramJar jar) {
        this.socket = socket;
        this.jar = jar;
        this.program = new CurrentProgram(jar);
    }

    /**
     * Runs a daemon.
     *
     * @param arguments the path of the socket, and the stack that a policy check is run for first, if any
     * @throws IOException when the socket cannot be made
     */
    public static void main(String[] arguments) throws IOException {
        Path socket = Path.of(arguments[0]);
        Daemon daemon = new Daemon(socket, ProgramJar.ofThisProcess().orElseThrow());
        try {
            DaemonConnection.to(socket).close();
            return;
        } catch (IOException e) {
            Files.deleteIfExists(socket);
        }
        try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            server.bind(UnixDomainSocketAddress.of(socket));
            FileStamp own = FileStamp.of(socket);
            Runtime.getRuntime().addShutdownHook(new Thread(() -> daemon.delete(own), "plinth-daemon-end"));
            thread("plinth-daemon-idle", () -> daemon.endWhenIdle(own));
            if (arguments.length > 1) {
                thread("plinth-daemon-first", () -> daemon.warmUp(arguments[1]));
            }
            while (true) {
                DaemonConnection connection = new DaemonConnection(server.accept());
                thread("plinth-daemon-command", () -> daemon.serve(connection));
            }
        }
    }

    private static void thread(String name, Runnable work) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        thread.start();
    }

    /** Returns the files that only a new process can load. */
    private static Map<Path, FileStamp> libraries() {
        return Stream.concat(
                        Stream.of(System.getProperty("java.class.path").split(File.pathSeparator)),
                        Stream.of(System.getProperty("java.home") + "/release"))
                .distinct()
                .map(Path::of)
                .collect(Collectors.toMap(file -> file, FileStamp::of, (first, second) -> first, TreeMap::new));
    }

    private void serve(DaemonConnection connection) {
        try (connection) {
            Message request = connection.receive();
            if (request == null) {
                return;
            }
            switch (request.kind()) {
                case RUN -> accept(connection, DaemonRequest.of(request.content()));
                case STATUS -> connection.send(Kind.ANSWER, status().getBytes(StandardCharsets.UTF_8));
                case STOP -> {
                    stopping = true;
                    connection.send(Kind.ANSWER, status().getBytes(StandardCharsets.UTF_8));
                    if (!busy.get()) {
                        System.exit(ExitCode.OK);
                    }
                }
                default -> throw new IOException("unexpected message " + request.kind());
            }
        } catch (IOException e) {
            // The other process has ended.
        }
    }

    private void accept(DaemonConnection connection, DaemonRequest request) throws IOException {
        if (stopping || !busy.compareAndSet(false, true)) {
            connection.send(Kind.DECLINED);
            return;
        }
        if (!libraries.equals(libraries())) {
            connection.send(Kind.DECLINED);
            System.exit(ExitCode.OK);
        }
        try {
            connection.send(Kind.ACCEPTED);
            AtomicBoolean done = new AtomicBoolean();
            thread("plinth-daemon-signals", () -> awaitSignals(connection, done));
            int code = run(request, connection.stream(Kind.OUT), connection.stream(Kind.ERR));
            done.set(true);
            commands.incrementAndGet();
            connection.send(Kind.EXIT, ByteBuffer.allocate(4).putInt(code).array());
        } finally {
            used = System.nanoTime();
            busy.set(false);
            if (stopping) {
                System.exit(ExitCode.OK);
            }
        }
    }

    /** Passes the signals of the command's process on. Without that process, nobody reads the output, as after a hangup. */
    private static void awaitSignals(DaemonConnection connection, AtomicBoolean done) {
        @Nullable Message message = null;
        do {
            try {
                message = connection.receive();
            } catch (IOException e) {
                message = null;
            }
            if (!done.get()) {
                Signals.raise("TERM");
            }
        } while (message != null);
    }

    /** Runs a command; whatever the program itself prints goes to the command's process too. */
    private int run(DaemonRequest request, OutputStream out, OutputStream err) {
        Timings.startCommand();
        Map<String, String> environment = new TreeMap<>(System.getenv());
        environment.remove("COLUMNS");
        if (!request.columns().isEmpty()) {
            environment.put("COLUMNS", request.columns());
        }
        Terminal terminal = Terminal.remote(out, err, request.terminal(), environment);
        PrintStream formerOut = System.out;
        PrintStream formerErr = System.err;
        System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
        System.setErr(new PrintStream(err, true, StandardCharsets.UTF_8));
        try {
            ProgramHandover.Runner runner = program.runner();
            return runner == null
                    ? ExitCode.OK
                    : runner.run(terminal, request.arguments().toArray(String[]::new));
        } catch (CompilationException | UncheckedIOException e) {
            terminal.say(ProgramLauncher.message(e));
            return ExitCode.FAILURE;
        } catch (Throwable e) {
            // As at the end of a process's main thread. What the program left behind is unknown.
            stopping = true;
            System.err.print("Exception in thread \"main\" ");
            e.printStackTrace();
            return ExitCode.FINDINGS;
        } finally {
            System.out.flush();
            System.err.flush();
            System.setOut(formerOut);
            System.setErr(formerErr);
        }
    }

    /** Loads and compiles what commands need. Nobody sees the result, so a fault of the project is not reported here. */
    private void warmUp(String stack) {
        if (busy.compareAndSet(false, true)) {
            try {
                run(
                        new DaemonRequest(
                                List.of(
                                        "policy",
                                        "check",
                                        stack,
                                        "--project",
                                        jar.project().toString()),
                                new TerminalState(false, false, Terminal.COLUMNS),
                                ""),
                        OutputStream.nullOutputStream(),
                        OutputStream.nullOutputStream());
            } finally {
                busy.set(false);
            }
        }
    }

    private void endWhenIdle(FileStamp own) {
        while (true) {
            try {
                Thread.sleep(Duration.ofSeconds(5).toMillis());
            } catch (InterruptedException e) {
                return;
            }
            boolean idle =
                    !busy.get() && Duration.ofNanos(System.nanoTime() - used).toMinutes() >= IDLE_MINUTES;
            if (idle || (!FileStamp.of(socket).equals(own) && !busy.get())) {
                System.exit(ExitCode.OK);
            }
        }
    }

    private void delete(FileStamp own) {
        try {
            if (FileStamp.of(socket).equals(own)) {
                Files.deleteIfExists(socket);
            }
        } catch (IOException e) {
            // The next daemon deletes it.
        }
    }

    /** Returns the state, a line per value. */
    private String status() {
        long idle = Duration.ofNanos(System.nanoTime() - used).toSeconds();
        return String.join(
                "\n",
                "pid=" + ProcessHandle.current().pid(),
                "project=" + jar.project(),
                "directory=" + System.getProperty("user.dir"),
                "started=" + started.truncatedTo(ChronoUnit.SECONDS),
                "commands=" + commands.get(),
                "state=" + (busy.get() ? "busy" : "idle"),
                "idleSeconds=" + (busy.get() ? 0 : idle));
    }
}
