package dev.plinth.engine.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.pulumi.deployment.internal.Monitor;
import dev.plinth.engine.EngineException;
import dev.plinth.engine.Workspace;
import dev.plinth.engine.grpc.LocalServer;
import dev.plinth.engine.process.ShutdownHook;
import dev.plinth.engine.program.Program;
import dev.plinth.engine.program.ProgramResult;
import dev.plinth.model.SourceLocations;
import io.grpc.BindableService;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Runs the Pulumi engine's commands on one stack, with the program, the policies and the simulator served from this JVM.
 *
 * <p>One instance serves any number of commands; its server lives until {@link #close}.
 */
public final class Engine implements AutoCloseable {

    /**
     * The system property for the longest time for which a command may say nothing while it works on no resource, as ISO
     * 8601 says it: {@code PT5M}. By default 5 minutes.
     */
    public static final String SILENCE_PROPERTY = "plinth.engine.silence";

    private static final String DEFAULT_SILENCE = "PT5M";

    private static final Duration POLL = Duration.ofMillis(100);

    /** The time that a stopped engine has to end after TERM. */
    private static final Duration GRACE = Duration.ofSeconds(2);

    private final Path pulumi;
    private final Workspace workspace;
    private final String stack;
    private final Program program;
    private final LanguageRuntimeService host;
    private final EventsService events = new EventsService();
    private final LocalServer server;

    /** Reason for the end of an engine command. */
    public enum Ending {
        /** It was done, or failed. */
        ITS_OWN,
        /** It was stopped because nothing happened for too long. */
        SILENCE,
        /** A signal stopped it. */
        INTERRUPTION
    }

    /**
     * Outcome of one command of the engine.
     *
     * @param exitCode the process's exit code
     * @param output what it printed, both streams, without colours
     * @param program the result of the program's run; null when the command did not run it
     * @param elapsed how long the command took
     * @param ending why it ended
     */
    public record Outcome(
            int exitCode, String output, @Nullable ProgramResult program, Duration elapsed, Ending ending) {
        /** Returns whether the engine did all that it was asked for; one that was interrupted may end with exit code 0 as well. */
        public boolean succeeded() {
            return exitCode == 0 && ending == Ending.ITS_OWN;
        }

        /** Returns what the program threw; null when it threw nothing, or was not run. */
        public @Nullable RuntimeException programFailure() {
            return program == null ? null : program.failure().orElse(null);
        }
    }

    /**
     * Starts the servers for an engine.
     *
     * @param pulumi the executable
     * @param workspace where it runs
     * @param stack the stack's name
     * @param program the program that describes the stack
     * @param monitor what stands between the program and the engine's resource monitor
     * @param services what else the engine talks to in this JVM, such as the policy pack
     * @param more adds services that configure the server itself, such as the simulator
     */
    public Engine(
            Path pulumi,
            Workspace workspace,
            String stack,
            Program program,
            UnaryOperator<Monitor> monitor,
            List<? extends BindableService> services,
            Consumer<NettyServerBuilder> more) {
        this.pulumi = pulumi;
        this.stack = stack;
        this.program = program;
        this.host = new LanguageRuntimeService(program, monitor);
        List<BindableService> all = new ArrayList<>(services);
        all.add(host);
        all.add(events);
        this.server = LocalServer.start(all, more);
        this.workspace = workspace;
    }

    /** The server that the engine talks to. */
    public LocalServer server() {
        return server;
    }

    /**
     * Returns the source locations of the resources that the program has registered so far.
     *
     * @param project the project's folder, in which the sources are looked for
     */
    public SourceLocations locations(Path project) {
        return program.locations(project);
    }

    /**
     * Runs {@code preview}, {@code up}, {@code refresh} or {@code destroy}.
     *
     * @param command the command's name
     * @param arguments its further arguments
     * @param variables added to the environment, such as the addresses of providers
     * @param onEvent told of each engine event, on a server thread
     * @param watcher told of silence and interruption
     * @throws EngineException when the process can't be started
     */
    public Outcome run(
            String command,
            List<String> arguments,
            Map<String, String> variables,
            Consumer<JsonNode> onEvent,
            Watcher watcher) {
        List<String> line = new ArrayList<>(List.of(command, "--non-interactive", "--color", "never"));
        line.addAll(List.of("--stack", stack, "--client", server.address()));
        line.addAll(List.of("--event-log", "tcp://" + server.address()));
        line.addAll(arguments);
        SilenceWatch watch = new SilenceWatch(silence());
        events.listen(onEvent.andThen(watch));
        Outcome outcome = execute(line, variables, process -> {
            try (Interruption interruption =
                    new Interruption(process, watch::isStopping, watch::working, watcher::interrupted)) {
                while (!process.waitFor(POLL.toMillis(), TimeUnit.MILLISECONDS)) {
                    if (watch.isOver() && !interruption.came()) {
                        stop(process);
                        return Ending.SILENCE;
                    }
                    watch.tell(watcher::silent);
                }
                return interruption.came() ? Ending.INTERRUPTION : Ending.ITS_OWN;
            }
        });
        try {
            events.awaitEnd();
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
        return outcome;
    }

    /**
     * Runs another command of the CLI on the stack, such as {@code stack output --json}.
     *
     * @param arguments the command and its arguments, without the stack
     */
    public Outcome cli(List<String> arguments) {
        List<String> line = new ArrayList<>(arguments);
        line.addAll(List.of("--non-interactive", "--color", "never", "--stack", stack));
        return execute(line, Map.of(), Engine::awaitEnd);
    }

    /**
     * Makes sure that the stack exists in a simulated workspace. A real stack is never made silently: the user chooses its
     * backend and secrets provider.
     */
    public void ensureStack(String project) {
        if (!workspace.simulated()) {
            return;
        }
        Path state = workspace
                .folder()
                .resolveSibling("state")
                .resolve(Path.of(".pulumi", "stacks", project, stack + ".json"));
        if (Files.notExists(state)) {
            Outcome made = execute(
                    List.of("stack", "init", stack, "--no-select", "--non-interactive", "--color", "never"),
                    Map.of(),
                    Engine::awaitEnd);
            if (!made.succeeded()) {
                throw new EngineException("the simulated stack " + stack + " could not be created: " + made.output());
            }
        }
    }

    /** The longest time for which a command may say nothing while it works on no resource. */
    public static Duration silence() {
        return Duration.parse(System.getProperty(SILENCE_PROPERTY, DEFAULT_SILENCE));
    }

    /** Listener to messages for the user while a command runs. */
    @FunctionalInterface
    public interface Watcher {
        /** Receives, once per interval, the time since the last event. */
        void silent(Duration time);

        /** Receives a message about the interruption of the process. */
        default void interrupted(String what) {}
    }

    /** Waits for a process. */
    @FunctionalInterface
    private interface Waiting {
        /** Returns why the process ended. */
        Ending await(Process process) throws InterruptedException;
    }

    private static Ending awaitEnd(Process process) throws InterruptedException {
        process.waitFor();
        return Ending.ITS_OWN;
    }

    /**
     * Stops an engine that waits. Told to stop, it does not always notice while it waits for a plugin; once its plugins are
     * gone it does, and gives the stack's lock back.
     */
    private static void stop(Process process) throws InterruptedException {
        List<ProcessHandle> plugins = process.descendants().toList();
        terminate(process);
        process.waitFor(GRACE.toMillis(), TimeUnit.MILLISECONDS);
        plugins.forEach(ProcessHandle::destroyForcibly);
        if (!process.waitFor(GRACE.multipliedBy(2).toMillis(), TimeUnit.MILLISECONDS)) {
            process.destroyForcibly().waitFor();
        }
    }

    /** Sends TERM and keeps the pipes: {@link Process#destroy} closes them, and the engine would die of its next output. */
    static void terminate(Process process) {
        process.toHandle().destroy();
    }

    private Outcome execute(List<String> arguments, Map<String, String> variables, Waiting waiting) {
        List<String> command = new ArrayList<>();
        command.add(pulumi.toString());
        command.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(workspace.folder().toFile())
                .redirectErrorStream(true);
        Map<String, String> environment = new TreeMap<>(workspace.environment());
        environment.putAll(variables);
        // Without it the CLI has no --event-log.
        environment.put("PULUMI_DEBUG_COMMANDS", "true");
        builder.environment().clear();
        builder.environment().putAll(environment);
        long start = System.nanoTime();
        host.forget();
        Process process = start(builder);
        // Neither a command that was cut short nor this JVM's end leaves an engine behind that goes on changing the
        // cloud.
        ShutdownHook hook = new ShutdownHook("plinth-stop-engine", process::destroy);
        try {
            CompletableFuture<String> output = CompletableFuture.supplyAsync(() -> read(process.getInputStream()));
            Ending ending = waiting.await(process);
            return new Outcome(
                    process.exitValue(),
                    output.join().strip(),
                    host.result(),
                    Duration.ofNanos(System.nanoTime() - start),
                    ending);
        } catch (InterruptedException e) {
            throw interrupted(e);
        } finally {
            if (process.isAlive()) {
                endAbandoned(process);
            }
            hook.close();
        }
    }

    private Process start(ProcessBuilder builder) {
        try {
            Process process = builder.start();
            process.getOutputStream().close();
            return process;
        } catch (IOException e) {
            throw new EngineException(pulumi + " could not be started: " + e.getMessage(), e);
        }
    }

    /** Stops an engine that nobody waits for any more; this thread may be interrupted already. */
    private static void endAbandoned(Process process) {
        boolean interrupted = Thread.interrupted();
        try {
            stop(process);
        } catch (InterruptedException e) {
            process.destroyForcibly();
            interrupted = true;
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private EngineException interrupted(InterruptedException cause) {
        Thread.currentThread().interrupt();
        return new EngineException("interrupted; run `plinth refresh " + stack + "` to see what was done", cause);
    }

    private static String read(InputStream stream) {
        try {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            return "";
        }
    }

    @Override
    public void close() {
        server.close();
    }
}
