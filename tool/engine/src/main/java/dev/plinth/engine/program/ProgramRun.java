package dev.plinth.engine.program;

import com.pulumi.deployment.internal.Engine;
import com.pulumi.deployment.internal.Monitor;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One run of a program.
 *
 * @param organization the organization's name
 * @param project the project's name
 * @param stack the stack's name
 * @param dryRun whether this is a preview
 * @param parallel how many resource operations run at once
 * @param config the stack's configuration, keys with their namespace; objects are JSON texts
 * @param configSecretKeys the keys whose values are secret
 * @param monitor registers resources
 * @param engine receives messages
 * @param addresses the engine's own servers, for calls that {@code monitor} and {@code engine} lack; null when no engine runs
 */
public record ProgramRun(
        String organization,
        String project,
        String stack,
        boolean dryRun,
        int parallel,
        Map<String, String> config,
        Set<String> configSecretKeys,
        Monitor monitor,
        Engine engine,
        @Nullable Addresses addresses) {

    /** The number of operations at once without an engine: the engine's own default of 4 for each of 4 processors. */
    public static final int DEFAULT_PARALLEL = 16;

    /** Creates a run that needs nothing of the engine but {@code monitor} and {@code engine}. */
    public ProgramRun(
            String organization,
            String project,
            String stack,
            boolean dryRun,
            Map<String, String> config,
            Set<String> configSecretKeys,
            Monitor monitor,
            Engine engine) {
        this(organization, project, stack, dryRun, DEFAULT_PARALLEL, config, configSecretKeys, monitor, engine, null);
    }

    /**
     * The addresses of the engine's servers, each a host and a port.
     *
     * @param monitor the resource monitor
     * @param engine the engine
     * @param loader the loader of provider schemas; empty when there is none
     * @param mapper the mapper of provider names; empty when there is none
     */
    public record Addresses(String monitor, String engine, String loader, String mapper) {}
}
