package dev.plinth.engine.graph;

import com.pulumi.Context;
import com.pulumi.deployment.internal.Engine;
import com.pulumi.deployment.internal.Monitor;
import dev.plinth.engine.program.InlineProgram;
import dev.plinth.engine.program.Program;
import dev.plinth.engine.program.ProgramResult;
import dev.plinth.engine.program.ProgramRun;
import dev.plinth.model.ResourceGraph;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import pulumirpc.EngineOuterClass.GetRootResourceRequest;
import pulumirpc.EngineOuterClass.GetRootResourceResponse;
import pulumirpc.EngineOuterClass.LogRequest;
import pulumirpc.EngineOuterClass.LogSeverity;
import pulumirpc.EngineOuterClass.RequirePulumiVersionRequest;
import pulumirpc.EngineOuterClass.RequirePulumiVersionResponse;

/** Runs a program without an engine and records the resources that it registers. */
public final class GraphRecorder {

    private final String project;
    private final String stack;
    private final OfflineProvider provider;
    private Duration limit = Duration.ofDays(1);

    /**
     * Creates a recorder.
     *
     * @param project the project's name
     * @param stack the stack's name
     * @param provider functions and outputs of providers
     */
    public GraphRecorder(String project, String stack, OfflineProvider provider) {
        this.project = project;
        this.stack = stack;
        this.provider = provider;
    }

    /**
     * Runs a program and returns what it registered.
     *
     * @param program what {@code Pulumi.run} would be given
     * @throws RuntimeException what the program threw itself
     * @throws IllegalStateException when a resource could not be registered, with all messages
     */
    public ResourceGraph record(Consumer<Context> program) {
        return record(new InlineProgram(program), Map.of(), Set.of());
    }

    /**
     * Runs a program and returns what it registered.
     *
     * @param program the program
     * @param config the stack's configuration, keys with their namespace; objects are JSON texts
     * @param configSecretKeys the keys whose values are secret
     * @throws RuntimeException what a program in this JVM threw
     * @throws dev.plinth.engine.EngineException when a program in another process could not be started
     * @throws IllegalStateException when a resource could not be registered, with all messages, or when a program in another
     *     process failed, with what it logged or else printed
     */
    public ResourceGraph record(Program program, Map<String, String> config, Set<String> configSecretKeys) {
        Map<String, String> shown = new TreeMap<>(config);
        shown.keySet().removeAll(configSecretKeys);
        RecordingMonitor monitor = new RecordingMonitor(project, stack, provider, shown);
        ErrorRecordingEngine engine = new ErrorRecordingEngine();
        ProgramResult result = run(program, config, configSecretKeys, monitor, engine);
        if (result.failure().isPresent()) {
            throw result.failure().get();
        }
        List<String> errors = monitor.faults().isEmpty() ? engine.errors : monitor.faults();
        if (!errors.isEmpty()) {
            throw new IllegalStateException(String.join("\n", errors));
        }
        if (!result.succeeded()) {
            throw new IllegalStateException(
                    ("the program ended with exit code " + result.exitCode() + "\n" + result.output()).strip());
        }
        return new ResourceGraph(project, stack, monitor.resources());
    }

    private ProgramResult run(
            Program program, Map<String, String> config, Set<String> configSecretKeys, Monitor monitor, Engine engine) {
        CompletableFuture<ProgramResult> running = program.run(
                new ProgramRun("organization", project, stack, true, config, configSecretKeys, monitor, engine));
        try {
            return running.get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : new CompletionException(e.getCause());
        } catch (TimeoutException e) {
            running.cancel(true);
            throw new IllegalStateException("the program did not end within " + limit.toSeconds() + " s", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            running.cancel(true);
            throw new IllegalStateException("interrupted", e);
        }
    }

    /** Sets the longest time for which the program may run; by default a day. */
    public GraphRecorder within(Duration longest) {
        limit = longest;
        return this;
    }

    /** Keeps the errors that a program logs. */
    private static final class ErrorRecordingEngine implements Engine {

        private final List<String> errors = Collections.synchronizedList(new ArrayList<>());

        @Override
        public CompletableFuture<Void> logAsync(LogRequest request) {
            if (request.getSeverity() == LogSeverity.ERROR) {
                errors.add(request.getMessage());
            }
            return CompletableFuture.completedFuture(null);
        }

        @Override
        public CompletableFuture<GetRootResourceResponse> getRootResourceAsync(GetRootResourceRequest request) {
            return CompletableFuture.completedFuture(GetRootResourceResponse.getDefaultInstance());
        }

        @Override
        public CompletableFuture<RequirePulumiVersionResponse> requirePulumiVersionAsync(
                RequirePulumiVersionRequest request) {
            return CompletableFuture.completedFuture(RequirePulumiVersionResponse.getDefaultInstance());
        }
    }
}
