package dev.plinth.engine;

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
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.logging.Logger;

/**
 * Runs a program in this JVM against a resource monitor of one's choice. It does what the SDK's
 * {@code PulumiInternal.fromInline} does, which always connects to a monitor by its address, and with a runner that waits
 * instead of spinning.
 *
 * @param organization the organization's name
 * @param project the project's name
 * @param stack the stack's name
 * @param dryRun whether this is a preview
 * @param config the stack's configuration, keys with their namespace
 * @param configSecretKeys the keys whose values are secret
 * @param monitor where resources are registered
 * @param engine where messages go
 * @param sources told which line makes each resource
 */
public record InlineProgram(
        String organization,
        String project,
        String stack,
        boolean dryRun,
        Map<String, String> config,
        Set<String> configSecretKeys,
        Monitor monitor,
        Engine engine,
        SourceRecorder sources) {

    /**
     * The SDK reports errors twice: to the engine, whose events become the command's own words, and to a logger that
     * would print them with class path and stack trace.
     */
    private static final Logger SILENT = silent();

    /** The engine's resource monitor at an address, asked for unknown outputs too. */
    public static Monitor monitorAt(String address) {
        return new PartialValuesMonitor(new GrpcMonitor(address));
    }

    /** The engine at an address, spared the SDK's debug messages. */
    public static Engine engineAt(String address) {
        return new QuietEngine(new GrpcEngine(address));
    }

    /**
     * Runs a program to its end.
     *
     * @param program what {@code Pulumi.run} would be given
     * @return its exit code; completed exceptionally when the program could not be started
     */
    public CompletableFuture<Integer> run(Consumer<Context> program) {
        DeploymentImpl.Config deploymentConfig =
                new DeploymentImpl.Config(ImmutableMap.copyOf(config), ImmutableSet.copyOf(configSecretKeys));
        DeploymentImpl.DeploymentState state = new DeploymentImpl.DeploymentState(
                deploymentConfig,
                SILENT,
                organization,
                project,
                stack,
                "",
                dryRun,
                engine,
                sources.monitor(project, stack, monitor));
        state.runner = new TaskRunner(state.logger);
        DeploymentImpl deployment = sources.deployment(state);
        DeploymentInstanceHolder.setInstance(new DeploymentInstanceInternal(deployment));
        ContextInternal context = new ContextInternal(
                organization,
                project,
                stack,
                new LoggingContextInternal(deployment.getLog()),
                new ConfigContextInternal(project, namespace -> new Config(deploymentConfig, namespace)),
                new OutputContextInternal(new OutputFactory(deployment.getRunner())),
                List.of());
        return new PulumiInternal(deployment.getRunner(), context)
                .runAsync(program)
                .whenComplete((exitCode, failure) -> DeploymentInstanceHolder.internalUnsafeDestroyInstance());
    }

    private static Logger silent() {
        Logger logger = Logger.getAnonymousLogger();
        logger.setUseParentHandlers(false);
        return logger;
    }
}
