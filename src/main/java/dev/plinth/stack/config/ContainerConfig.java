package dev.plinth.stack.config;

import dev.plinth.components.container.ContainerCondition;
import dev.plinth.settings.Default;
import dev.plinth.settings.Keys;
import dev.plinth.settings.Matches;
import dev.plinth.settings.Range;
import java.util.List;
import java.util.Map;

/**
 * The keys of every container.
 *
 * @param command command with its arguments; empty for the image's own
 * @param environment plain variables; secrets don't belong here
 * @param secrets variables whose values are secrets, such as {@code {STRIPE_KEY: stripe}}
 * @param healthCheckCommand command that exits with 0 while the container is healthy, after {@code CMD} or {@code CMD-SHELL}
 * @param user user, or user and group, that the container runs as; root is refused
 * @param readonlyRootFilesystem whether the root file system is read-only
 * @param temporaryDirectories directories in memory that every user may write to
 * @param temporaryDirectoryMebibytes size of each of these directories in MiB
 * @param stopTimeoutSeconds time between SIGTERM and SIGKILL in seconds
 * @param openFiles files that a process may hold open
 * @param dependsOn states that other containers of the task must have reached first, by their names
 */
public record ContainerConfig(
        @Default("[]") List<String> command,
        @Default("{}") @Keys(regex = Patterns.VARIABLE, allowed = Patterns.VARIABLE_ALLOWED)
                Map<String, String> environment,
        @Default("{}")
                @Keys(regex = Patterns.VARIABLE, allowed = Patterns.VARIABLE_ALLOWED)
                @Matches(regex = Patterns.SECRET_SOURCE, allowed = Patterns.SECRET_SOURCE_ALLOWED)
                Map<String, String> secrets,
        @Default("[]") List<String> healthCheckCommand,
        @Default("\"1000:1000\"")
                @Matches(regex = "[a-z0-9_][a-z0-9_-]*(:[a-z0-9_][a-z0-9_-]*)?", allowed = "a user or user:group")
                String user,
        @Default("true") boolean readonlyRootFilesystem,
        @Default("[\"/tmp\"]") @Matches(regex = "(/[A-Za-z0-9._-]+)+", allowed = "absolute paths such as /tmp")
                List<String> temporaryDirectories,
        @Default("64") @Range(min = 1, max = 122879) int temporaryDirectoryMebibytes,
        @Default("30") @Range(min = 2, max = 120) int stopTimeoutSeconds,
        @Default("65536") @Range(min = 1024, max = 1048576) int openFiles,
        @Default("{}") Map<String, ContainerCondition> dependsOn) {}
