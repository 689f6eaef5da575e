package dev.plinth.components.container;

import com.pulumi.core.Output;
import com.pulumi.core.annotations.Import;
import dev.plinth.components.PolicyDocument.Statement;
import dev.plinth.components.container.task.CpuArchitecture;
import dev.plinth.components.container.task.HttpsEgress;
import dev.plinth.components.network.Network;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The arguments of a {@link FargateTask}, which services and scheduled tasks share. Those of {@link ContainerArgs} are the first
 * container's.
 */
public abstract sealed class FargateTaskArgs extends ContainerArgs
        permits FargateServiceArgs, MigrationTaskArgs, ScheduledTaskArgs {

    /** The default of {@link Builder#logRetentionDays}: a year, as Security Hub's CloudWatch.16 asks. */
    public static final int DEFAULT_LOG_RETENTION_DAYS = 365;

    /** The default of {@link Builder#cpuArchitecture}. */
    public static final CpuArchitecture DEFAULT_CPU_ARCHITECTURE = CpuArchitecture.X86_64;

    /** The default of {@link Builder#httpsEgress}. */
    public static final HttpsEgress DEFAULT_HTTPS_EGRESS = HttpsEgress.INTERNET;

    private final @Nullable ContainerCluster cluster;
    private final @Nullable Network network;
    private final List<Statement> taskPolicies;

    @Import
    private final @Nullable Integer cpu;

    @Import
    private final @Nullable Integer memory;

    @Import
    private final int logRetentionDays;

    @Import
    private final String cpuArchitecture;

    @Import
    private final String httpsEgress;

    @Import
    private final @Nullable List<SidecarArgs> sidecars;

    @Import
    private final @Nullable Map<String, String> logRouting;

    @Import
    private final @Nullable Map<String, Output<String>> logRoutingSecrets;

    FargateTaskArgs(Builder<?> builder) {
        super(builder);
        this.cluster = builder.cluster;
        this.network = builder.network;
        this.taskPolicies = builder.taskPolicies;
        this.cpu = builder.cpu;
        this.memory = builder.memory;
        this.logRetentionDays = builder.logRetentionDays;
        this.cpuArchitecture = builder.cpuArchitecture.name();
        this.httpsEgress = builder.httpsEgress.name();
        this.sidecars = builder.sidecars.isEmpty() ? null : List.copyOf(builder.sidecars);
        this.logRouting = builder.logRouting == null ? null : new TreeMap<>(builder.logRouting);
        this.logRoutingSecrets = builder.logRoutingSecrets.isEmpty() ? null : new TreeMap<>(builder.logRoutingSecrets);
    }

    /** Returns whether revisions of the task definition stay registered after the next one is. */
    boolean keepsTaskDefinitions() {
        return false;
    }

    /** The required arguments by name; null stands for one that was not given. */
    Map<String, @Nullable Object> required() {
        Map<String, @Nullable Object> required = new LinkedHashMap<>();
        required.put("cluster", cluster);
        required.put("network", network);
        required.put("image", hasImage() ? "given" : null);
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

    /** Returns what the application may do in AWS. */
    public List<Statement> taskPolicies() {
        return taskPolicies;
    }

    /** CPU units, or 0 when they were not given. */
    public int cpu() {
        return cpu == null ? 0 : cpu;
    }

    /** MiB, or 0 when they were not given. */
    public int memory() {
        return memory == null ? 0 : memory;
    }

    /** Returns how long logs are kept, in days. */
    public int logRetentionDays() {
        return logRetentionDays;
    }

    /** The processor. */
    public CpuArchitecture cpuArchitecture() {
        return CpuArchitecture.valueOf(cpuArchitecture);
    }

    /** The destinations that tasks may reach by HTTPS. */
    public HttpsEgress httpsEgress() {
        return HttpsEgress.valueOf(httpsEgress);
    }

    /** The containers beside the first one. */
    public List<SidecarArgs> sidecars() {
        return sidecars == null ? List.of() : sidecars;
    }

    /** The options by which the log router takes the first container's logs, or null when CloudWatch Logs does. */
    public @Nullable Map<String, String> logRouting() {
        return logRouting;
    }

    /** The sources of the log router's secret options, by option. */
    public Map<String, Output<String>> logRoutingSecrets() {
        return logRoutingSecrets == null ? Map.of() : logRoutingSecrets;
    }

    /** All containers, the first one first. */
    List<ContainerArgs> containers() {
        List<ContainerArgs> containers = new ArrayList<>(List.of(this));
        containers.addAll(sidecars());
        return containers;
    }

    /** The sources of all secret values of all containers. */
    List<Output<String>> allSecretSources() {
        return Stream.concat(
                        containers().stream().flatMap(container -> container.secrets().values().stream()),
                        logRoutingSecrets().values().stream())
                .toList();
    }

    /** The keys that the secrets of all containers are encrypted with. */
    List<Output<String>> allSecretKeyArns() {
        return containers().stream()
                .flatMap(container -> container.secretKeyArns().stream())
                .distinct()
                .toList();
    }

    /**
     * Builds the arguments of a task.
     *
     * @param <B> the builder itself
     */
    public abstract static sealed class Builder<B extends Builder<B>> extends ContainerArgs.Builder<B>
            permits FargateServiceArgs.Builder, MigrationTaskArgs.Builder, ScheduledTaskArgs.Builder {

        private @Nullable ContainerCluster cluster;
        private @Nullable Network network;
        private List<Statement> taskPolicies = List.of();
        private @Nullable Integer cpu;
        private @Nullable Integer memory;
        private int logRetentionDays = DEFAULT_LOG_RETENTION_DAYS;
        private CpuArchitecture cpuArchitecture = DEFAULT_CPU_ARCHITECTURE;
        private HttpsEgress httpsEgress = DEFAULT_HTTPS_EGRESS;
        private List<SidecarArgs> sidecars = List.of();
        private @Nullable Map<String, String> logRouting;
        private Map<String, Output<String>> logRoutingSecrets = Map.of();

        Builder() {}

        /** The cluster, whose key also encrypts the logs. Required. Another cluster replaces a service. */
        public B cluster(ContainerCluster value) {
            this.cluster = value;
            return self();
        }

        /** The network; tasks run in its private subnets, without public addresses. Required. Another one replaces the security group. */
        public B network(Network value) {
            this.network = value;
            return self();
        }

        /**
         * Sets what the application may do in AWS, as statements of its task role. Default: nothing (and what commands in containers
         * need, where a service allows them).
         */
        public B taskPolicies(List<Statement> value) {
            this.taskPolicies = List.copyOf(value);
            return self();
        }

        /** CPU units of a task; 1024 are one vCPU. With {@link #memory} one of {@link FargateSize#all}. Required. */
        public B cpu(int value) {
            this.cpu = value;
            return self();
        }

        /** Memory of a task in MiB. With {@link #cpu} one of {@link FargateSize#all}. Required. */
        public B memory(int value) {
            this.memory = value;
            return self();
        }

        /** Sets how long logs are kept, in days: one of CloudWatch's retention periods. Default {@value FargateTaskArgs#DEFAULT_LOG_RETENTION_DAYS}. */
        public B logRetentionDays(int value) {
            this.logRetentionDays = value;
            return self();
        }

        /** The processor that the images are built for. Default {@link FargateTaskArgs#DEFAULT_CPU_ARCHITECTURE}. */
        public B cpuArchitecture(CpuArchitecture value) {
            this.cpuArchitecture = value;
            return self();
        }

        /** The destinations that tasks may reach by HTTPS. Default {@link FargateTaskArgs#DEFAULT_HTTPS_EGRESS}. */
        public B httpsEgress(HttpsEgress value) {
            this.httpsEgress = value;
            return self();
        }

        /** The containers beside the first one, at most 9: ECS takes ten in a task. Default: none. */
        public B sidecars(List<SidecarArgs> value) {
            this.sidecars = List.copyOf(value);
            return self();
        }

        /**
         * Sends the first container's logs to the sidecar that is the {@link SidecarArgs.Builder#logRouter}, instead of to the
         * log group. The router's permissions are part of {@link #taskPolicies}. Default: the log group.
         *
         * @param options the router's output options, such as {@code Name} and {@code Host}; no credentials
         * @see <a href="https://docs.aws.amazon.com/AmazonECS/latest/developerguide/firelens-taskdef.html">FireLens</a>
         */
        public B logRouting(Map<String, String> options) {
            this.logRouting = Map.copyOf(options);
            return self();
        }

        /** Output options of {@link #logRouting} whose values are secrets, by option; sources as in {@link #secrets}. Default: none. */
        public B logRoutingSecrets(Map<String, Output<String>> value) {
            this.logRoutingSecrets = Map.copyOf(value);
            return self();
        }
    }
}
