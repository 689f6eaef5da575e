package dev.plinth.cli.launch;

import dev.plinth.cli.launch.DaemonConnection.Kind;
import dev.plinth.cli.launch.DaemonConnection.Message;
import dev.plinth.cli.options.ExitCode;
import dev.plinth.cli.terminal.Terminal;
import dev.plinth.cli.terminal.TerminalState;
import dev.plinth.engine.process.Signals;
import java.io.File;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * Runs a command in the user's daemon, a process that keeps the classes and the compiled code of earlier commands. Only commands
 * that change nothing run there: an update always has a separate process.
 *
 * <p>The variable {@code PLINTH_DAEMON} is {@code true} or {@code false}; without it, a command uses the daemon if its standard
 * error is a terminal and the variable {@code CI} is not set.
 */
final class DaemonClient {

    /** The option with which a command does not use the daemon. */
    static final String NO_DAEMON = "--no-daemon";

    /** The property that the launcher sets to the class archive, if there is one. */
    private static final String ARCHIVE = "plinth.launcher.archive";

    private static final Set<String> COMMANDS =
            Set.of("preview", "graph", "cost", "diagram", "reachability", "affected", "policy");

    private static final Set<String> POLICY_COMMANDS = Set.of("list", "explain", "check");

    /** Options and values of commands that read the standard input, or run until a person ends them. */
    private static final Set<String> EXCLUDED = Set.of(NO_DAEMON, "--watch", "-", "--file=-");

    /** Most daemons of a user. Each needs up to 512 MB of heap. */
    private static final int MAXIMUM = 3;

    /** Signals that end a command, and the number that a shell adds to 128 for its exit code. */
    private static final Map<String, Integer> SIGNALS = Map.of("HUP", 1, "INT", 2, "TERM", 15);

    private final Path socket;
    private final List<String> arguments;
    private volatile int signal;

    private DaemonClient(Path socket, List<String> arguments) {
        this.socket = socket;
        this.arguments = arguments;
    }

    /**
     * Returns the client for a command.
     *
     * @param arguments the command line
     * @param environment the process environment
     * @return empty if the command must run in a separate process
     */
    static Optional<DaemonClient> of(List<String> arguments, Map<String, String> environment) {
        return isEligible(arguments, environment, Boolean.getBoolean("plinth.terminal.err"))
                ? DaemonAddress.ofThisProcess().map(socket -> new DaemonClient(socket, arguments))
                : Optional.empty();
    }

    /** Returns whether a command may run in the daemon. */
    static boolean isEligible(List<String> arguments, Map<String, String> environment, boolean terminal) {
        boolean wanted =
                switch (environment.getOrDefault("PLINTH_DAEMON", "")) {
                    case "true" -> true;
                    case "false" -> false;
                    default -> terminal && environment.getOrDefault("CI", "").isEmpty();
                };
        return wanted
                && !environment.containsKey("PULUMI_MONITOR")
                && !arguments.isEmpty()
                && COMMANDS.contains(arguments.get(0))
                && (!arguments.get(0).equals("policy")
                        || (arguments.size() > 1 && POLICY_COMMANDS.contains(arguments.get(1))))
                && arguments.stream().noneMatch(EXCLUDED::contains);
    }

    /**
     * Runs the command in the daemon.
     *
     * @return the exit code; empty if no daemon took the command
     */
    OptionalInt run() {
        try (DaemonConnection connection = DaemonConnection.to(socket)) {
            connection.send(
                    Kind.RUN,
                    new DaemonRequest(
                                    arguments,
                                    TerminalState.ofThisProcess(),
                                    System.getenv().getOrDefault("COLUMNS", ""))
                            .bytes());
            Message answer = connection.receive();
            return answer != null && answer.kind() == Kind.ACCEPTED
                    ? OptionalInt.of(relay(connection))
                    : OptionalInt.empty();
        } catch (IOException e) {
            return OptionalInt.empty();
        }
    }

    /** Shows the command's output, and sends it the signals of this process, until it ends. */
    private int relay(DaemonConnection connection) {
        SIGNALS.forEach((name, number) -> Signals.handle(name, () -> {
            signal = number;
            try {
                connection.send(Kind.SIGNAL);
            } catch (IOException e) {
                // The command has ended.
            }
        }));
        Terminal terminal = Terminal.system(System.getenv());
        OutputStream err = new FileOutputStream(FileDescriptor.err);
        try {
            for (Message message = connection.receive(); message != null; message = connection.receive()) {
                switch (message.kind()) {
                    case OUT -> terminal.binary(message.content());
                    case ERR -> err.write(message.content());
                    case EXIT -> {
                        return ExitCode.of(
                                terminal, ByteBuffer.wrap(message.content()).getInt());
                    }
                    default -> throw new IOException("unexpected message " + message.kind());
                }
            }
        } catch (IOException e) {
            // As at the end of the connection.
        }
        if (signal > 0) {
            return 128 + signal;
        }
        terminal.say("error: the daemon ended during the command\nnext: run the command again with " + NO_DAEMON);
        return ExitCode.FAILURE;
    }

    /**
     * Starts a daemon for the next command, in the background, unless one listens or there are enough of them. It runs a policy
     * check of the command's stack, so that the next command is faster.
     */
    void start() {
        try {
            if (listens() || DaemonAddress.all().size() >= MAXIMUM) {
                return;
            }
            List<String> line = new ArrayList<>();
            if (Files.isExecutable(Path.of("/usr/bin/setsid"))) {
                // A Ctrl-C in the terminal is for its own commands.
                line.add("/usr/bin/setsid");
            }
            line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
            if (Runtime.version().feature() >= 24) {
                line.addAll(List.of("--sun-misc-unsafe-memory-access=allow", "--enable-native-access=ALL-UNNAMED"));
            }
            line.addAll(List.of(
                    "-Djava.util.concurrent.ForkJoinPool.common.parallelism=8",
                    "-XX:+UseSerialGC",
                    // C2 costs more than it saves in the life of a daemon, see docs/performance.md.
                    "-XX:TieredStopAtLevel=1",
                    "-Xmx512m",
                    "-XX:-UsePerfData",
                    "-Xshare:auto",
                    "-Xlog:disable"));
            Optional.ofNullable(System.getProperty(ARCHIVE))
                    .filter(archive -> !archive.isEmpty())
                    .ifPresent(archive -> line.add("-XX:SharedArchiveFile=" + archive));
            for (String property : List.of(ProgramJar.PROJECT, ProgramJar.JAR)) {
                line.add("-D" + property + "=" + System.getProperty(property));
            }
            line.addAll(
                    List.of("-cp", System.getProperty("java.class.path"), Daemon.class.getName(), socket.toString()));
            arguments.stream()
                    .skip(arguments.get(0).equals("policy") ? 2 : 1)
                    .findFirst()
                    .filter(stack -> !stack.startsWith("-"))
                    .ifPresent(line::add);
            new ProcessBuilder(line)
                    .redirectInput(new File("/dev/null"))
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
        } catch (IOException e) {
            // The next command runs in a separate process, as this one did.
        }
    }

    private boolean listens() {
        try {
            DaemonConnection.to(socket).close();
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
