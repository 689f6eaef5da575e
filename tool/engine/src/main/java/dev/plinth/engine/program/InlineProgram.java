package dev.plinth.engine.program;

import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import com.pulumi.Config;
import com.pulumi.Context;
import com.pulumi.context.internal.ConfigContextInternal;
import com.pulumi.context.internal.ContextInternal;
import com.pulumi.context.internal.LoggingContextInternal;
import com.pulumi.context.internal.OutputContextInternal;
import com.pulumi.core.internal.OutputFactory;
import com.pulumi.deployment.internal.DeploymentImpl;
import com.pulumi.deployment.internal.DeploymentInstanceHolder;
import com.pulumi.deployment.internal.DeploymentInstanceInternal;
import com.pulumi.deployment.internal.Engine;
import com.pulumi.deployment.internal.GrpcEngine;
import com.pulumi.deployment.internal.GrpcMonitor;
import com.pulumi.deployment.internal.Monitor;
import com.pulumi.internal.PulumiInternal;
import dev.plinth.engine.monitor.PartialValuesMonitor;
import dev.plinth.engine.monitor.SourceRecorder;
import dev.plinth.model.SourceLocations;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * A program in this JVM. It does what the SDK's {@code PulumiInternal.fromInline} does, which always connects to a monitor by
 * its address, and with a runner that waits instead of spinning.
 */
public final class InlineProgram implements Program {

    /**
     * The SDK reports errors twice: to the engine, whose events become the command's own words, and to a logger that
     * would print them with class path and stack trace.
     */
    private static final Logger SILENT = silent();

    static {
        ConcurrentSerializer.define();
        ShortDebugMessages.define();
    }

    private final Consumer<Context> program;
    private final SourceRecorder sources = new SourceRecorder();

    /**
     * Creates a program.
     *
     * @param program what {@code Pulumi.run} would be given
     */
    public InlineProgram(Consumer<Context> program) {
        this.program = program;
    }

    /** Returns the engine's resource monitor at an address. */
    public static Monitor monitorAt(String address) {
        return new GrpcMonitor(address);
    }

    /** Returns the engine at an address; the SDK's debug messages are dropped. */
    public static Engine engineAt(String address) {
        return new QuietEngine(new GrpcEngine(address));
    }

    @Override
    public CompletableFuture<ProgramResult> run(ProgramRun run) {
        DeploymentImpl.Config deploymentConfig = new DeploymentImpl.Config(
                ImmutableMap.copyOf(run.config()), ImmutableSet.copyOf(run.configSecretKeys()));
        DeploymentImpl.DeploymentState state = new DeploymentImpl.DeploymentState(
                deploymentConfig,
                SILENT,
                run.organization(),
                run.project(),
                run.stack(),
                "",
                run.dryRun(),
                run.engine(),
                sources.monitor(run.project(), run.stack(), new PartialValuesMonitor(run.monitor())));
        state.runner = new TaskRunner(state.logger);
        DeploymentImpl deployment = sources.deployment(state);
        DeploymentInstanceHolder.setInstance(new DeploymentInstanceInternal(deployment));
        ContextInternal context = new ContextInternal(
                run.organization(),
                run.project(),
                run.stack(),
                new LoggingContextInternal(deployment.getLog()),
                new ConfigContextInternal(run.project(), namespace -> new Config(deploymentConfig, namespace)),
                new OutputContextInternal(new OutputFactory(deployment.getRunner())),
                List.of());
        AtomicReference<@Nullable RuntimeException> failure = new AtomicReference<>();
        return new PulumiInternal(deployment.getRunner(), context)
                .runAsync(given -> {
                    try {
                        program.accept(given);
                    } catch (RuntimeException e) {
                        failure.set(e);
                        throw e;
                    }
                })
                .whenComplete((exitCode, thrown) -> DeploymentInstanceHolder.internalUnsafeDestroyInstance())
                .thenApply(exitCode -> new ProgramResult(exitCode, Optional.ofNullable(failure.get()), ""));
    }

    @Override
    public SourceLocations locations(Path project) {
        return sources.locations(project);
    }

    private static Logger silent() {
        Logger logger = Logger.getAnonymousLogger();
        logger.setUseParentHandlers(false);
        return logger;
    }
}
