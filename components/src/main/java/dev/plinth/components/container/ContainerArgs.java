package dev.plinth.components.container;

import com.pulumi.core.Output;
import com.pulumi.core.annotations.Import;
import com.pulumi.resources.ResourceArgs;
import dev.plinth.components.container.task.ContainerCondition;
import dev.plinth.components.security.Secret;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The arguments that every container of a task has, the first one and its {@link SidecarArgs sidecars}: with secure defaults.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ContainerDefinition.html">ContainerDefinition</a>
 */
public abstract sealed class ContainerArgs extends ResourceArgs permits FargateTaskArgs, SidecarArgs {

    /** The default of {@link Builder#user}: not root, by number, as images need not have a name for it. */
    public static final String DEFAULT_USER = "1000:1000";

    /** The default of {@link Builder#readonlyRootFilesystem}. */
    public static final boolean DEFAULT_READONLY_ROOT_FILESYSTEM = true;

    /** The default of {@link Builder#temporaryDirectories}. */
    public static final List<String> DEFAULT_TEMPORARY_DIRECTORIES = List.of("/tmp");

    /** The default of {@link Builder#temporaryDirectoryMebibytes}. */
    public static final int DEFAULT_TEMPORARY_DIRECTORY_MEBIBYTES = 64;

    /** The default of {@link Builder#stopTimeoutSeconds}. */
    public static final int DEFAULT_STOP_TIMEOUT_SECONDS = 30;

    /** The default of {@link Builder#openFiles}. */
    public static final int DEFAULT_OPEN_FILES = 65_536;

    /** Default of the time for which a starting container may be unhealthy, in seconds. */
    static final int HEALTH_CHECK_START_SECONDS = 60;

    private final Map<String, String> plainEnvironment;
    private final @Nullable String plainImage;

    @Import
    private final @Nullable Output<String> image;

    @Import
    private final List<String> command;

    @Import
    private final Map<String, Output<String>> environment;

    @Import
    private final Map<String, Output<String>> secrets;

    @Import
    private final List<Output<String>> secretKeyArns;

    @Import
    private final List<String> healthCheckCommand;

    @Import
    private final String user;

    @Import
    private final boolean readonlyRootFilesystem;

    @Import
    private final List<String> temporaryDirectories;

    @Import
    private final int temporaryDirectoryMebibytes;

    @Import
    private final int stopTimeoutSeconds;

    @Import
    private final int openFiles;

    /** Null for none, as are the arguments below that came later: an input that is absent is no change to a state from before. */
    @Import
    private final @Nullable Map<String, String> dependsOn;

    ContainerArgs(Builder<?> builder) {
        this.plainEnvironment = new TreeMap<>(builder.plainEnvironment);
        this.plainImage = builder.plainImage;
        this.image = builder.image;
        this.command = builder.command;
        this.environment = new TreeMap<>(builder.environment);
        this.secrets = new TreeMap<>(builder.secrets);
        this.secretKeyArns = List.copyOf(builder.secretKeyArns);
        this.healthCheckCommand = builder.healthCheckCommand;
        this.user = builder.user;
        this.readonlyRootFilesystem = builder.readonlyRootFilesystem;
        this.temporaryDirectories = builder.temporaryDirectories;
        this.temporaryDirectoryMebibytes = builder.temporaryDirectoryMebibytes;
        this.stopTimeoutSeconds = builder.stopTimeoutSeconds;
        this.openFiles = builder.openFiles;
        this.dependsOn = builder.dependsOn.isEmpty() ? null : names(builder.dependsOn);
    }

    private static Map<String, String> names(Map<String, ContainerCondition> conditions) {
        Map<String, String> names = new TreeMap<>();
        conditions.forEach((container, condition) -> names.put(container, condition.name()));
        return names;
    }

    /** The environment's values that are known before the program runs. */
    Map<String, String> plainEnvironment() {
        return plainEnvironment;
    }

    /** The image where it is known before the program runs, or null. */
    @Nullable
    String plainImage() {
        return plainImage;
    }

    /** Returns whether an image was given. */
    boolean hasImage() {
        return image != null;
    }

    /** The image. */
    public Output<String> image() {
        return Objects.requireNonNull(image, "image");
    }

    /** The port, or null for a container that listens on none. */
    public @Nullable Integer port() {
        return null;
    }

    /** The command, or empty for the image's own. */
    public List<String> command() {
        return command;
    }

    /** The environment, by variable. */
    public Map<String, Output<String>> environment() {
        return environment;
    }

    /** The sources of secret values, by variable. */
    public Map<String, Output<String>> secrets() {
        return secrets;
    }

    /** The keys that the secrets are encrypted with. */
    public List<Output<String>> secretKeyArns() {
        return secretKeyArns;
    }

    /** The container's own health check, or empty. */
    public List<String> healthCheckCommand() {
        return healthCheckCommand;
    }

    /** The health check that the container definition gets, or empty. */
    List<String> effectiveHealthCheck() {
        return healthCheckCommand;
    }

    /** Returns how long a starting container may be unhealthy, in seconds. */
    int healthCheckStartSeconds() {
        return HEALTH_CHECK_START_SECONDS;
    }

    /** Returns whether the agent of execute-command runs in the container. */
    boolean runsExecuteCommandAgent() {
        return false;
    }

    /** The user that the container runs as. */
    public String user() {
        return user;
    }

    /** Returns whether the container's root file system is read-only. */
    public boolean readonlyRootFilesystem() {
        return readonlyRootFilesystem;
    }

    /** The writable directories. */
    public List<String> temporaryDirectories() {
        return temporaryDirectories;
    }

    /** The size of each writable directory, in MiB. */
    public int temporaryDirectoryMebibytes() {
        return temporaryDirectoryMebibytes;
    }

    /** Returns how long a container has to stop, in seconds. */
    public int stopTimeoutSeconds() {
        return stopTimeoutSeconds;
    }

    /** Returns how many files a process may hold open. */
    public int openFiles() {
        return openFiles;
    }

    /** The state that other containers must have reached before this one starts, by container. */
    public Map<String, ContainerCondition> dependsOn() {
        Map<String, ContainerCondition> conditions = new TreeMap<>();
        if (dependsOn != null) {
            dependsOn.forEach((container, name) -> conditions.put(container, ContainerCondition.valueOf(name)));
        }
        return conditions;
    }

    /**
     * Builds the arguments of a container.
     *
     * @param <B> the builder itself
     */
    public abstract static sealed class Builder<B extends Builder<B>>
            permits FargateTaskArgs.Builder, SidecarArgs.Builder {

        private final Map<String, String> plainEnvironment = new TreeMap<>();
        private @Nullable String plainImage;
        private @Nullable Output<String> image;
        private List<String> command = List.of();
        private final Map<String, Output<String>> environment = new TreeMap<>();
        private Map<String, Output<String>> secrets = new TreeMap<>();
        private Set<Output<String>> secretKeyArns = new LinkedHashSet<>();
        private List<String> healthCheckCommand = List.of();
        private String user = DEFAULT_USER;
        private boolean readonlyRootFilesystem = DEFAULT_READONLY_ROOT_FILESYSTEM;
        private List<String> temporaryDirectories = DEFAULT_TEMPORARY_DIRECTORIES;
        private int temporaryDirectoryMebibytes = DEFAULT_TEMPORARY_DIRECTORY_MEBIBYTES;
        private int stopTimeoutSeconds = DEFAULT_STOP_TIMEOUT_SECONDS;
        private int openFiles = DEFAULT_OPEN_FILES;
        private Map<String, ContainerCondition> dependsOn = Map.of();

        Builder() {}

        /** The builder itself, by its own type. */
        abstract B self();

        /** The image, with a digest or a tag other than {@code latest}. Required. */
        public B image(String value) {
            this.plainImage = value;
            this.image = Output.of(value);
            return self();
        }

        /** As {@link #image(String)}, for an image known only later, such as {@link ContainerImage#imageUri}. */
        public B image(Output<String> value) {
            this.plainImage = null;
            this.image = value;
            return self();
        }

        /** The command with its arguments, over the image's own. Default: the image's. */
        public B command(List<String> value) {
            this.command = List.copyOf(value);
            return self();
        }

        /**
         * Adds variables to the environment. It is readable by everyone who may describe the task definition, so a name that
         * ends like a credential's ({@code _PASSWORD}, {@code _TOKEN}, {@code _SECRET}, {@code _KEY}, …) and a value that holds
         * one are refused (Security Hub's ECS.8): use {@link #secrets}.
         */
        public B environment(Map<String, String> values) {
            values.forEach(this::environment);
            return self();
        }

        /** Adds a variable to the environment; see {@link #environment(Map)}. */
        public B environment(String variable, String value) {
            this.plainEnvironment.put(variable, value);
            this.environment.put(variable, Output.of(value));
            return self();
        }

        /** Adds a variable whose value is known only later, such as an endpoint; see {@link #environment(Map)}. */
        public B environment(String variable, Output<String> value) {
            this.plainEnvironment.remove(variable);
            this.environment.put(variable, value);
            return self();
        }

        /**
         * Secret values by variable: the ARN of a Secrets Manager secret, also with {@code :key::} after it for one key of its
         * JSON, or of an SSM parameter. The execution role may read these and no others. A rotated value reaches new tasks only.
         * A secret with a customer key also needs {@link #secretKeyArns}; one with the key that AWS manages,
         * {@code aws/secretsmanager}, needs nothing more. Replaces the secrets given before. Default: none.
         */
        public B secrets(Map<String, Output<String>> value) {
            this.secrets = new TreeMap<>(value);
            return self();
        }

        /** Adds a variable with the value of a secret, and the secret's key to {@link #secretKeyArns}. */
        public B secret(String variable, Secret secret) {
            this.secrets.put(variable, secret.secretArn());
            this.secretKeyArns.add(secret.kmsKeyArn());
            return self();
        }

        /** As {@link #secret(String, Secret)}, for one key of a secret whose value is a JSON object. */
        public B secret(String variable, Secret secret, String jsonKey) {
            this.secrets.put(variable, Output.format("%s:%s::", secret.secretArn(), Output.of(jsonKey)));
            this.secretKeyArns.add(secret.kmsKeyArn());
            return self();
        }

        /**
         * The ARNs of the customer keys that {@link #secrets} are encrypted with; the execution role may decrypt with them.
         * Replaces the keys given before. Default: none.
         */
        public B secretKeyArns(List<Output<String>> value) {
            this.secretKeyArns = new LinkedHashSet<>(value);
            return self();
        }

        /**
         * The container's own health check: {@code CMD} with program and arguments, or {@code CMD-SHELL} with one line for the
         * image's shell; exit code 0 is healthy. Default: none.
         */
        public B healthCheckCommand(List<String> value) {
            this.healthCheckCommand = List.copyOf(value);
            return self();
        }

        /** The user, or {@code user:group}, that the container runs as; root is refused. Default {@value ContainerArgs#DEFAULT_USER}. */
        public B user(String value) {
            this.user = value;
            return self();
        }

        /** Sets whether the container's root file system is read-only (Security Hub's ECS.5). Default {@value ContainerArgs#DEFAULT_READONLY_ROOT_FILESYSTEM}. */
        public B readonlyRootFilesystem(boolean value) {
            this.readonlyRootFilesystem = value;
            return self();
        }

        /**
         * Directories that every user may write to, in memory (tmpfs, which Fargate has since January 2026): a bind mount would
         * belong to root. What is in them counts as the task's memory and is gone with the task. Default {@code /tmp}.
         */
        public B temporaryDirectories(List<String> value) {
            this.temporaryDirectories = List.copyOf(value);
            return self();
        }

        /**
         * The most that each of {@link #temporaryDirectories} holds, in MiB; all of them together less than the task's memory.
         * Default {@value ContainerArgs#DEFAULT_TEMPORARY_DIRECTORY_MEBIBYTES}.
         */
        public B temporaryDirectoryMebibytes(int value) {
            this.temporaryDirectoryMebibytes = value;
            return self();
        }

        /** Sets how long a container has between SIGTERM and SIGKILL, 2 to 120 seconds. Default {@value ContainerArgs#DEFAULT_STOP_TIMEOUT_SECONDS}. */
        public B stopTimeoutSeconds(int value) {
            this.stopTimeoutSeconds = value;
            return self();
        }

        /** Sets how many files a process may hold open, 1024 to 1048576. Default {@value ContainerArgs#DEFAULT_OPEN_FILES}. */
        public B openFiles(int value) {
            this.openFiles = value;
            return self();
        }

        /**
         * The state that other containers of the task must have reached before this one starts, by their names. Default: none,
         * and all containers start at once.
         */
        public B dependsOn(Map<String, ContainerCondition> value) {
            this.dependsOn = Map.copyOf(value);
            return self();
        }
    }
}
