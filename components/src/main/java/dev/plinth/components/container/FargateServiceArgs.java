package dev.plinth.components.container;

import com.pulumi.core.Output;
import com.pulumi.core.annotations.Import;
import com.pulumi.resources.ResourceArgs;
import dev.plinth.components.PolicyDocument.Statement;
import dev.plinth.components.loadbalancer.ApplicationLoadBalancer;
import dev.plinth.components.network.Network;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The arguments of a {@link FargateService}. Required: {@link Builder#cluster}, {@link Builder#network}, {@link Builder#image},
 * {@link Builder#cpu} and {@link Builder#memory}, and one way to see whether a container is healthy:
 * {@link Builder#loadBalancer}, {@link Builder#healthCheckCommand} or {@link Builder#healthCheckPath}.
 */
public final class FargateServiceArgs extends ResourceArgs {

    /** The processors that a task can run on. */
    public enum CpuArchitecture {
        /** Intel and AMD. */
        X86_64,
        /** Graviton; about a fifth cheaper at the same size. */
        ARM64
    }

    /** Where a task may go by HTTPS. */
    public enum HttpsEgress {
        /** Any address: images, secrets and third parties through the NAT gateway. */
        INTERNET,
        /** Only the network's VPC endpoints, S3's gateway endpoint included. */
        ENDPOINTS
    }

    /** The default of {@link Builder#minTasks}: one in each of two zones. */
    public static final int DEFAULT_MIN_TASKS = 2;

    /** The default of {@link Builder#maxTasks}. */
    public static final int DEFAULT_MAX_TASKS = 10;

    /** The default of {@link Builder#cpuTargetPercent}. */
    public static final int DEFAULT_CPU_TARGET_PERCENT = 60;

    /** The default of {@link Builder#memoryTargetPercent}. */
    public static final int DEFAULT_MEMORY_TARGET_PERCENT = 75;

    /** The default of {@link Builder#user}: not root, by number, as images need not know a name for it. */
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

    /** The default of {@link Builder#healthCheckGracePeriodSeconds}. */
    public static final int DEFAULT_HEALTH_CHECK_GRACE_PERIOD_SECONDS = 60;

    /** The default of {@link Builder#logRetentionDays}: a year, as Security Hub's CloudWatch.16 asks. */
    public static final int DEFAULT_LOG_RETENTION_DAYS = 365;

    /** The default of {@link Builder#fargateSpotWeight}. */
    public static final int DEFAULT_FARGATE_SPOT_WEIGHT = 0;

    /** The default of {@link Builder#cpuArchitecture}. */
    public static final CpuArchitecture DEFAULT_CPU_ARCHITECTURE = CpuArchitecture.X86_64;

    /** The default of {@link Builder#httpsEgress}. */
    public static final HttpsEgress DEFAULT_HTTPS_EGRESS = HttpsEgress.INTERNET;

    /** The default of {@link Builder#enableExecuteCommand}. */
    public static final boolean DEFAULT_ENABLE_EXECUTE_COMMAND = false;

    /** The default of {@link Builder#waitForSteadyState}. */
    public static final boolean DEFAULT_WAIT_FOR_STEADY_STATE = true;

    private final @Nullable ContainerCluster cluster;
    private final @Nullable Network network;
    private final @Nullable ApplicationLoadBalancer loadBalancer;
    private final @Nullable String routeName;
    private final List<Statement> taskPolicies;
    private final Map<String, String> plainEnvironment;
    private final @Nullable String plainImage;

    @Import
    private final @Nullable Output<String> image;

    @Import
    private final @Nullable Integer cpu;

    @Import
    private final @Nullable Integer memory;

    @Import
    private final @Nullable Integer port;

    @Import
    private final List<String> command;

    @Import
    private final Map<String, Output<String>> environment;

    @Import
    private final Map<String, Output<String>> secrets;

    @Import
    private final List<Output<String>> secretKeyArns;

    @Import
    private final int minTasks;

    @Import
    private final int maxTasks;

    @Import
    private final int cpuTargetPercent;

    @Import
    private final int memoryTargetPercent;

    @Import
    private final @Nullable Integer requestsPerTask;

    @Import
    private final List<String> healthCheckCommand;

    @Import
    private final @Nullable String healthCheckPath;

    @Import
    private final int healthCheckGracePeriodSeconds;

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

    @Import
    private final int logRetentionDays;

    @Import
    private final int fargateSpotWeight;

    @Import
    private final String cpuArchitecture;

    @Import
    private final String httpsEgress;

    @Import
    private final boolean enableExecuteCommand;

    @Import
    private final boolean waitForSteadyState;

    @Import
    private final List<Output<String>> rollbackAlarmNames;

    private FargateServiceArgs(Builder builder) {
        this.cluster = builder.cluster;
        this.network = builder.network;
        this.loadBalancer = builder.loadBalancer;
        this.routeName = builder.routeName;
        this.taskPolicies = builder.taskPolicies;
        this.plainEnvironment = new TreeMap<>(builder.plainEnvironment);
        this.plainImage = builder.plainImage;
        this.image = builder.image;
        this.cpu = builder.cpu;
        this.memory = builder.memory;
        this.port = builder.port;
        this.command = builder.command;
        this.environment = new TreeMap<>(builder.environment);
        this.secrets = new TreeMap<>(builder.secrets);
        this.secretKeyArns = builder.secretKeyArns;
        this.minTasks = builder.minTasks;
        this.maxTasks = builder.maxTasks;
        this.cpuTargetPercent = builder.cpuTargetPercent;
        this.memoryTargetPercent = builder.memoryTargetPercent;
        this.requestsPerTask = builder.requestsPerTask;
        this.healthCheckCommand = builder.healthCheckCommand;
        this.healthCheckPath = builder.healthCheckPath;
        this.healthCheckGracePeriodSeconds = builder.healthCheckGracePeriodSeconds;
        this.user = builder.user;
        this.readonlyRootFilesystem = builder.readonlyRootFilesystem;
        this.temporaryDirectories = builder.temporaryDirectories;
        this.temporaryDirectoryMebibytes = builder.temporaryDirectoryMebibytes;
        this.stopTimeoutSeconds = builder.stopTimeoutSeconds;
        this.openFiles = builder.openFiles;
        this.logRetentionDays = builder.logRetentionDays;
        this.fargateSpotWeight = builder.fargateSpotWeight;
        this.cpuArchitecture = builder.cpuArchitecture.name();
        this.httpsEgress = builder.httpsEgress.name();
        this.enableExecuteCommand = builder.enableExecuteCommand;
        this.waitForSteadyState = builder.waitForSteadyState;
        this.rollbackAlarmNames = builder.rollbackAlarmNames;
    }

    /** Starts the arguments. */
    public static Builder builder() {
        return new Builder();
    }

    /** The required arguments by name; null stands for one that was not given. */
    Map<String, @Nullable Object> required() {
        Map<String, @Nullable Object> required = new LinkedHashMap<>();
        required.put("cluster", cluster);
        required.put("network", network);
        required.put("image", image);
        required.put("cpu", cpu);
        required.put("memory", memory);
        return required;
    }

    /** The cluster. */
    public ContainerCluster cluster() {
        return Objects.requireNonNull(cluster, "cluster");
    }

    /** The network. */
    public Network network() {
        return Objects.requireNonNull(network, "network");
    }

    /** The load balancer, or null for a service that nobody calls. */
    public @Nullable ApplicationLoadBalancer loadBalancer() {
        return loadBalancer;
    }

    /** The load balancer's route, or null without a load balancer. */
    public @Nullable String routeName() {
        return routeName;
    }

    /** What the application may do in AWS. */
    public List<Statement> taskPolicies() {
        return taskPolicies;
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

    /** The image. */
    public Output<String> image() {
        return Objects.requireNonNull(image, "image");
    }

    /** CPU units, or 0 when they were not given. */
    public int cpu() {
        return cpu == null ? 0 : cpu;
    }

    /** MiB, or 0 when they were not given. */
    public int memory() {
        return memory == null ? 0 : memory;
    }

    /** The port, or null for a service that listens on none. */
    public @Nullable Integer port() {
        return port;
    }

    /** The command, or empty for the image's own. */
    public List<String> command() {
        return command;
    }

    /** The environment, by variable. */
    public Map<String, Output<String>> environment() {
        return environment;
    }

    /** Where secret values come from, by variable. */
    public Map<String, Output<String>> secrets() {
        return secrets;
    }

    /** The keys that the secrets are encrypted with. */
    public List<Output<String>> secretKeyArns() {
        return secretKeyArns;
    }

    /** The fewest tasks. */
    public int minTasks() {
        return minTasks;
    }

    /** The most tasks. */
    public int maxTasks() {
        return maxTasks;
    }

    /** The CPU use to hold, in percent. */
    public int cpuTargetPercent() {
        return cpuTargetPercent;
    }

    /** The memory use to hold, in percent. */
    public int memoryTargetPercent() {
        return memoryTargetPercent;
    }

    /** The requests a minute and task to hold, or null. */
    public @Nullable Integer requestsPerTask() {
        return requestsPerTask;
    }

    /** The container's own health check, or empty. */
    public List<String> healthCheckCommand() {
        return healthCheckCommand;
    }

    /** The path of the container's own health check, or null. */
    public @Nullable String healthCheckPath() {
        return healthCheckPath;
    }

    /** How long a starting task may be unhealthy, in seconds. */
    public int healthCheckGracePeriodSeconds() {
        return healthCheckGracePeriodSeconds;
    }

    /** The user that the container runs as. */
    public String user() {
        return user;
    }

    /** Whether the container's root file system is read-only. */
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

    /** How long a container has to stop, in seconds. */
    public int stopTimeoutSeconds() {
        return stopTimeoutSeconds;
    }

    /** How many files a process may hold open. */
    public int openFiles() {
        return openFiles;
    }

    /** How long logs are kept, in days. */
    public int logRetentionDays() {
        return logRetentionDays;
    }

    /** The share of Fargate Spot. */
    public int fargateSpotWeight() {
        return fargateSpotWeight;
    }

    /** The processor. */
    public CpuArchitecture cpuArchitecture() {
        return CpuArchitecture.valueOf(cpuArchitecture);
    }

    /** Where tasks may go by HTTPS. */
    public HttpsEgress httpsEgress() {
        return HttpsEgress.valueOf(httpsEgress);
    }

    /** Whether commands can be run in containers. */
    public boolean enableExecuteCommand() {
        return enableExecuteCommand;
    }

    /** Whether an update waits for the deployment to end. */
    public boolean waitForSteadyState() {
        return waitForSteadyState;
    }

    /** The alarms that roll a deployment back. */
    public List<Output<String>> rollbackAlarmNames() {
        return rollbackAlarmNames;
    }

    /** Builds {@link FargateServiceArgs}. */
    public static final class Builder {

        private @Nullable ContainerCluster cluster;
        private @Nullable Network network;
        private @Nullable ApplicationLoadBalancer loadBalancer;
        private @Nullable String routeName;
        private List<Statement> taskPolicies = List.of();
        private final Map<String, String> plainEnvironment = new TreeMap<>();
        private @Nullable String plainImage;
        private @Nullable Output<String> image;
        private @Nullable Integer cpu;
        private @Nullable Integer memory;
        private @Nullable Integer port;
        private List<String> command = List.of();
        private final Map<String, Output<String>> environment = new TreeMap<>();
        private Map<String, Output<String>> secrets = Map.of();
        private List<Output<String>> secretKeyArns = List.of();
        private int minTasks = DEFAULT_MIN_TASKS;
        private int maxTasks = DEFAULT_MAX_TASKS;
        private int cpuTargetPercent = DEFAULT_CPU_TARGET_PERCENT;
        private int memoryTargetPercent = DEFAULT_MEMORY_TARGET_PERCENT;
        private @Nullable Integer requestsPerTask;
        private List<String> healthCheckCommand = List.of();
        private @Nullable String healthCheckPath;
        private int healthCheckGracePeriodSeconds = DEFAULT_HEALTH_CHECK_GRACE_PERIOD_SECONDS;
        private String user = DEFAULT_USER;
        private boolean readonlyRootFilesystem = DEFAULT_READONLY_ROOT_FILESYSTEM;
        private List<String> temporaryDirectories = DEFAULT_TEMPORARY_DIRECTORIES;
        private int temporaryDirectoryMebibytes = DEFAULT_TEMPORARY_DIRECTORY_MEBIBYTES;
        private int stopTimeoutSeconds = DEFAULT_STOP_TIMEOUT_SECONDS;
        private int openFiles = DEFAULT_OPEN_FILES;
        private int logRetentionDays = DEFAULT_LOG_RETENTION_DAYS;
        private int fargateSpotWeight = DEFAULT_FARGATE_SPOT_WEIGHT;
        private CpuArchitecture cpuArchitecture = DEFAULT_CPU_ARCHITECTURE;
        private HttpsEgress httpsEgress = DEFAULT_HTTPS_EGRESS;
        private boolean enableExecuteCommand = DEFAULT_ENABLE_EXECUTE_COMMAND;
        private boolean waitForSteadyState = DEFAULT_WAIT_FOR_STEADY_STATE;
        private List<Output<String>> rollbackAlarmNames = List.of();

        private Builder() {}

        /** The cluster, whose key also encrypts the service's logs. Required. Another cluster replaces the service. */
        public Builder cluster(ContainerCluster value) {
            this.cluster = value;
            return this;
        }

        /** The network; tasks run in its private subnets, without public addresses. Required. Another one replaces the security group. */
        public Builder network(Network value) {
            this.network = value;
            return this;
        }

        /**
         * The load balancer that calls the service, and the name of its route, whose health check decides then; it needs
         * {@link #port}. Default: none, and nothing may call the service.
         */
        public Builder loadBalancer(ApplicationLoadBalancer value, String route) {
            this.loadBalancer = value;
            this.routeName = route;
            return this;
        }

        /**
         * What the application may do in AWS, as statements of its task role. Default: nothing (and what
         * {@link #enableExecuteCommand} needs).
         */
        public Builder taskPolicies(List<Statement> value) {
            this.taskPolicies = List.copyOf(value);
            return this;
        }

        /** The image, with a digest or a tag other than {@code latest}. Required. */
        public Builder image(String value) {
            this.plainImage = value;
            this.image = Output.of(value);
            return this;
        }

        /** As {@link #image(String)}, for an image known only later, such as {@link ContainerImage#imageUri}. */
        public Builder image(Output<String> value) {
            this.plainImage = null;
            this.image = value;
            return this;
        }

        /** CPU units of a task; 1024 are one vCPU. With {@link #memory} one of {@link FargateSize#all}. Required. */
        public Builder cpu(int value) {
            this.cpu = value;
            return this;
        }

        /** Memory of a task in MiB. With {@link #cpu} one of {@link FargateSize#all}. Required. */
        public Builder memory(int value) {
            this.memory = value;
            return this;
        }

        /** The port that the container listens on, 1 to 65535. Default: none, which a load balancer doesn't allow. */
        public Builder port(int value) {
            this.port = value;
            return this;
        }

        /** The command with its arguments, over the image's own. Default: the image's. */
        public Builder command(List<String> value) {
            this.command = List.copyOf(value);
            return this;
        }

        /**
         * Adds variables to the environment. It is readable by everyone who may describe the task definition, so a name that
         * ends like a credential's ({@code _PASSWORD}, {@code _TOKEN}, {@code _SECRET}, {@code _KEY}, …) and a value that holds
         * one are refused (Security Hub's ECS.8): use {@link #secrets}.
         */
        public Builder environment(Map<String, String> values) {
            values.forEach(this::environment);
            return this;
        }

        /** Adds a variable to the environment; see {@link #environment(Map)}. */
        public Builder environment(String variable, String value) {
            this.plainEnvironment.put(variable, value);
            this.environment.put(variable, Output.of(value));
            return this;
        }

        /** Adds a variable whose value is known only later, such as an endpoint; see {@link #environment(Map)}. */
        public Builder environment(String variable, Output<String> value) {
            this.plainEnvironment.remove(variable);
            this.environment.put(variable, value);
            return this;
        }

        /**
         * Secret values by variable: the ARN of a Secrets Manager secret, also with {@code :key::} after it for one key of its
         * JSON, or of an SSM parameter. The execution role may read these and no others. A rotated value reaches new tasks only.
         * Default: none.
         */
        public Builder secrets(Map<String, Output<String>> value) {
            this.secrets = value;
            return this;
        }

        /** The ARNs of the customer keys that {@link #secrets} are encrypted with; the execution role may decrypt with them. Default: none. */
        public Builder secretKeyArns(List<Output<String>> value) {
            this.secretKeyArns = List.copyOf(value);
            return this;
        }

        /** The fewest tasks, at least 1; fewer than 2 don't survive the loss of a zone. Default {@value FargateServiceArgs#DEFAULT_MIN_TASKS}. */
        public Builder minTasks(int value) {
            this.minTasks = value;
            return this;
        }

        /** The most tasks, at least {@link #minTasks}. Default {@value FargateServiceArgs#DEFAULT_MAX_TASKS}. */
        public Builder maxTasks(int value) {
            this.maxTasks = value;
            return this;
        }

        /** The average CPU use that scaling holds, 10 to 90 percent. Default {@value FargateServiceArgs#DEFAULT_CPU_TARGET_PERCENT}. */
        public Builder cpuTargetPercent(int value) {
            this.cpuTargetPercent = value;
            return this;
        }

        /** The average memory use that scaling holds, 10 to 90 percent. Default {@value FargateServiceArgs#DEFAULT_MEMORY_TARGET_PERCENT}. */
        public Builder memoryTargetPercent(int value) {
            this.memoryTargetPercent = value;
            return this;
        }

        /** The load balancer's requests a minute and task that scaling holds, at least 1. Default: not scaled by requests. */
        public Builder requestsPerTask(int value) {
            this.requestsPerTask = value;
            return this;
        }

        /**
         * The container's own health check: {@code CMD} with program and arguments, or {@code CMD-SHELL} with one line for the
         * image's shell; exit code 0 is healthy. Default: none.
         */
        public Builder healthCheckCommand(List<String> value) {
            this.healthCheckCommand = List.copyOf(value);
            return this;
        }

        /**
         * The path on {@link #port} that answers 200 when the container is healthy. It is asked with the image's {@code wget},
         * unless a load balancer asks (by its route's path) or {@link #healthCheckCommand} is given. Default: none.
         */
        public Builder healthCheckPath(String value) {
            this.healthCheckPath = value;
            return this;
        }

        /**
         * How long the load balancer's health check of a starting task is ignored, 0 to 3600 seconds. Default
         * {@value FargateServiceArgs#DEFAULT_HEALTH_CHECK_GRACE_PERIOD_SECONDS}.
         */
        public Builder healthCheckGracePeriodSeconds(int value) {
            this.healthCheckGracePeriodSeconds = value;
            return this;
        }

        /** The user, or {@code user:group}, that the container runs as; root is refused. Default {@value FargateServiceArgs#DEFAULT_USER}. */
        public Builder user(String value) {
            this.user = value;
            return this;
        }

        /** Whether the container's root file system is read-only (Security Hub's ECS.5). Default {@value FargateServiceArgs#DEFAULT_READONLY_ROOT_FILESYSTEM}. */
        public Builder readonlyRootFilesystem(boolean value) {
            this.readonlyRootFilesystem = value;
            return this;
        }

        /**
         * Directories that every user may write to, in memory (tmpfs, which Fargate has since January 2026): a bind mount would
         * belong to root. What is in them counts as the task's memory and is gone with the task. Default {@code /tmp}.
         */
        public Builder temporaryDirectories(List<String> value) {
            this.temporaryDirectories = List.copyOf(value);
            return this;
        }

        /**
         * The most that each of {@link #temporaryDirectories} holds, in MiB; all of them together less than {@link #memory}. Default
         * {@value FargateServiceArgs#DEFAULT_TEMPORARY_DIRECTORY_MEBIBYTES}.
         */
        public Builder temporaryDirectoryMebibytes(int value) {
            this.temporaryDirectoryMebibytes = value;
            return this;
        }

        /** How long a container has between SIGTERM and SIGKILL, 2 to 120 seconds. Default {@value FargateServiceArgs#DEFAULT_STOP_TIMEOUT_SECONDS}. */
        public Builder stopTimeoutSeconds(int value) {
            this.stopTimeoutSeconds = value;
            return this;
        }

        /** How many files a process may hold open, 1024 to 1048576. Default {@value FargateServiceArgs#DEFAULT_OPEN_FILES}. */
        public Builder openFiles(int value) {
            this.openFiles = value;
            return this;
        }

        /** How long logs are kept, in days: one of CloudWatch's retention periods. Default {@value FargateServiceArgs#DEFAULT_LOG_RETENTION_DAYS}. */
        public Builder logRetentionDays(int value) {
            this.logRetentionDays = value;
            return this;
        }

        /**
         * The share of Fargate Spot against a share of 1 for Fargate, after {@link #minTasks} on Fargate; 0 to 1000. AWS may stop
         * a Spot task two minutes after a warning. Going from 0 to more, or back, replaces the service. Default
         * {@value FargateServiceArgs#DEFAULT_FARGATE_SPOT_WEIGHT}.
         */
        public Builder fargateSpotWeight(int value) {
            this.fargateSpotWeight = value;
            return this;
        }

        /** The processor that the image is built for. Default {@link FargateServiceArgs#DEFAULT_CPU_ARCHITECTURE}. */
        public Builder cpuArchitecture(CpuArchitecture value) {
            this.cpuArchitecture = value;
            return this;
        }

        /** Where tasks may go by HTTPS. Default {@link FargateServiceArgs#DEFAULT_HTTPS_EGRESS}. */
        public Builder httpsEgress(HttpsEgress value) {
            this.httpsEgress = value;
            return this;
        }

        /**
         * Whether {@code aws ecs execute-command} may run commands in containers; every session is logged by the cluster. Its agent
         * writes to the root file system, so {@link #readonlyRootFilesystem} must be false then. Default
         * {@value FargateServiceArgs#DEFAULT_ENABLE_EXECUTE_COMMAND}.
         */
        public Builder enableExecuteCommand(boolean value) {
            this.enableExecuteCommand = value;
            return this;
        }

        /** Whether an update waits until the deployment has ended. Default {@value FargateServiceArgs#DEFAULT_WAIT_FOR_STEADY_STATE}. */
        public Builder waitForSteadyState(boolean value) {
            this.waitForSteadyState = value;
            return this;
        }

        /** The names of CloudWatch alarms that roll a running deployment back. Default: none; the circuit breaker is always on. */
        public Builder rollbackAlarmNames(List<Output<String>> value) {
            this.rollbackAlarmNames = List.copyOf(value);
            return this;
        }

        /** The arguments; they are validated by the component that gets them. */
        public FargateServiceArgs build() {
            return new FargateServiceArgs(this);
        }
    }
}
