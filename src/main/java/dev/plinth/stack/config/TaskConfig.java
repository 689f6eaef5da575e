package dev.plinth.stack.config;

import dev.plinth.components.container.task.CpuArchitecture;
import dev.plinth.components.container.task.FargateSize;
import dev.plinth.components.container.task.HttpsEgress;
import dev.plinth.settings.Default;
import dev.plinth.settings.Keys;
import dev.plinth.settings.Matches;
import dev.plinth.settings.Patterns;
import dev.plinth.settings.Range;
import dev.plinth.settings.Replaced;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The keys that services and jobs share.
 *
 * @param image reference of an image that exists; either this or {@code buildContext}
 * @param buildContext folder of a Dockerfile, relative to the project: the image is built and pushed to a repository of its own
 * @param imageTag tag of a built image; a tag is never overwritten, so each release has its own
 * @param dockerfile Dockerfile, relative to the project; the one in the build context where it is left out
 * @param buildTarget stage of the Dockerfile; the last one where it is left out
 * @param buildArguments the Dockerfile's {@code ARG} values; they stay readable in the image, so no secrets
 * @param keepTaggedImages number of built images that are kept
 * @param expireUntaggedImagesDays age at which untagged images are deleted, in days
 * @param forceDeleteImages whether destroying the stack deletes the repository with its images
 * @param cpuArchitecture processor that runs the task, and that the image is built for
 * @param cpu CPU units of a task, 1024 to a core
 * @param memory memory of a task in MiB
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
 * @param httpsEgress destinations that tasks may reach by HTTPS
 * @param databases databases that it may reach; with one, the variables are {@code DATABASE_HOST} and so on, with several
 *     {@code <NAME>_DATABASE_HOST}
 * @param caches caches that it may reach; variables as those of databases, {@code REDIS_HOST} and so on
 * @param buckets buckets that it may read and write
 * @param consumes queues that it receives from; the variable is {@code <NAME>_QUEUE_URL}
 * @param sends queues that it sends to; the variable is {@code <NAME>_QUEUE_URL}
 * @param permissions further AWS actions that it may take
 */
@Replaced(key = "name", by = "the name is the entry's key, as in services: {api: {…}}")
@Replaced(key = "usesDatabase", by = "databases: [database], a list of names from the section databases")
@Replaced(key = "usesCache", by = "caches: [cache], a list of names from the section caches")
public record TaskConfig(
        Optional<String> image,
        Optional<String> buildContext,
        @Default("\"1.0.0\"")
                @Matches(regex = "[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}", allowed = "an image tag such as 1.4.2")
                String imageTag,
        Optional<String> dockerfile,
        Optional<String> buildTarget,
        @Default("{}") Map<String, String> buildArguments,
        @Default("30") @Range(min = 2, max = 1000) int keepTaggedImages,
        @Default("7") @Range(min = 1, max = 365) int expireUntaggedImagesDays,
        @Default("false") boolean forceDeleteImages,
        @Default("\"X86_64\"") CpuArchitecture cpuArchitecture,
        @Default("512") @Range(min = 256, max = 16384) int cpu,
        @Default("1024") @Range(min = 512, max = 122880) int memory,
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
        @Default("\"INTERNET\"") HttpsEgress httpsEgress,
        @Default("[]") List<String> databases,
        @Default("[]") List<String> caches,
        @Default("[]") List<String> buckets,
        @Default("[]") List<String> consumes,
        @Default("[]") List<String> sends,
        @Default("[]") List<Permission> permissions) {

    /** Checks that there is exactly one of {@code image} and {@code buildContext}, and a size that Fargate offers. */
    public TaskConfig {
        if (image.isPresent() == buildContext.isPresent()) {
            throw new IllegalArgumentException("has " + (image.isPresent() ? "both" : "neither")
                    + " image and buildContext; expected exactly one of them");
        }
        if (!FargateSize.isOffered(cpu, memory)
                || (long) temporaryDirectoryMebibytes * temporaryDirectories.size() >= memory) {
            throw new IllegalArgumentException("has cpu " + cpu + " and memory " + memory
                    + ", which Fargate does not offer, or not more memory than its temporaryDirectories");
        }
    }

    /**
     * AWS actions that a task may take.
     *
     * @param actions actions such as {@code ses:SendEmail}
     * @param resources ARNs that they are allowed on
     */
    public record Permission(
            @Matches(regex = "[a-z0-9-]+:[A-Za-z0-9*]+", allowed = "actions such as ses:SendEmail")
                    List<String> actions,
            @Matches(regex = "arn:\\S+|\\*", allowed = "ARNs, or * for actions without resource-level permissions")
                    List<String> resources) {}
}
