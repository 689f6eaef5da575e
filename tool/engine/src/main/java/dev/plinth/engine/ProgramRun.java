package dev.plinth.engine;

import com.pulumi.deployment.internal.Engine;
import com.pulumi.deployment.internal.Monitor;
import java.util.Map;
import java.util.Set;

/**
 * What a program is run with.
 *
 * @param organization the organization's name
 * @param project the project's name
 * @param stack the stack's name
 * @param dryRun whether this is a preview
 * @param config the stack's configuration, keys with their namespace; objects are JSON texts
 * @param configSecretKeys the keys whose values are secret
 * @param monitor where resources are registered
 * @param engine where messages go
 */
public record ProgramRun(
        String organization,
        String project,
        String stack,
        boolean dryRun,
        Map<String, String> config,
        Set<String> configSecretKeys,
        Monitor monitor,
        Engine engine) {}
