package dev.plinth.components.automation;

import com.pulumi.core.Output;
import com.pulumi.core.annotations.Import;
import com.pulumi.resources.ResourceArgs;
import dev.plinth.components.cache.RedisCache;
import dev.plinth.components.container.ContainerCluster;
import dev.plinth.components.database.PostgresDatabase;
import dev.plinth.components.loadbalancer.ApplicationLoadBalancer;
import dev.plinth.components.network.Network;
import org.jspecify.annotations.Nullable;

/**
 * Arguments of a {@link WorkflowEngine}. Required: {@link Builder#cluster}, {@link Builder#network}, {@link Builder#image},
 * {@link Builder#database}, {@link Builder#queue}, {@link Builder#loadBalancer} and {@link Builder#domainName}.
 */
public final class WorkflowEngineArgs extends ResourceArgs {

    /** The default of {@link Builder#workers}. */
    public static final int DEFAULT_WORKERS = 2;

    /** The default of {@link Builder#maxWorkers}. */
    public static final int DEFAULT_MAX_WORKERS = 10;

    /** The default of {@link Builder#webhookTasks}. */
    public static final int DEFAULT_WEBHOOK_TASKS = 2;

    /** The default of {@link Builder#workerConcurrency}: n8n's own. */
    public static final int DEFAULT_WORKER_CONCURRENCY = 10;

    /** The default of {@link Builder#executionRetentionDays}: n8n's own, two weeks. */
    public static final int DEFAULT_EXECUTION_RETENTION_DAYS = 14;

    /** The default of {@link Builder#logRetentionDays}. */
    public static final int DEFAULT_LOG_RETENTION_DAYS = 365;

    private final @Nullable ContainerCluster cluster;
    private final @Nullable Network network;
    private final @Nullable Output<String> image;
    private final @Nullable PostgresDatabase database;
    private final @Nullable RedisCache queue;
    private final @Nullable Output<String> queuePassword;
    private final @Nullable ApplicationLoadBalancer loadBalancer;
    private final String editorRoute;
    private final String webhookRoute;

    @Import
    private final @Nullable String domainName;

    @Import
    private final int workers;

    @Import
    private final int maxWorkers;

    @Import
    private final int webhookTasks;

    @Import
    private final int workerConcurrency;

    @Import
    private final int executionRetentionDays;

    @Import
    private final int logRetentionDays;

    private WorkflowEngineArgs(Builder builder) {
        this.cluster = builder.cluster;
        this.network = builder.network;
        this.image = builder.image;
        this.database = builder.database;
        this.queue = builder.queue;
        this.queuePassword = builder.queuePassword;
        this.loadBalancer = builder.loadBalancer;
        this.editorRoute = builder.editorRoute;
        this.webhookRoute = builder.webhookRoute;
        this.domainName = builder.domainName;
        this.workers = builder.workers;
        this.maxWorkers = builder.maxWorkers;
        this.webhookTasks = builder.webhookTasks;
        this.workerConcurrency = builder.workerConcurrency;
        this.executionRetentionDays = builder.executionRetentionDays;
        this.logRetentionDays = builder.logRetentionDays;
    }

    /** Starts the arguments. */
    public static Builder builder() {
        return new Builder();
    }

    /** The cluster, or null when it was not given. */
    public @Nullable ContainerCluster cluster() {
        return cluster;
    }

    /** The network, or null when it was not given. */
    public @Nullable Network network() {
        return network;
    }

    /** The image, or null when it was not given. */
    public @Nullable Output<String> image() {
        return image;
    }

    /** The database, or null when it was not given. */
    public @Nullable PostgresDatabase database() {
        return database;
    }

    /** The cache with the queue of executions, or null when it was not given. */
    public @Nullable RedisCache queue() {
        return queue;
    }

    /** The password of the cache's user, or null when it was not given. */
    @Nullable
    Output<String> queuePassword() {
        return queuePassword;
    }

    /** The load balancer, or null when it was not given. */
    public @Nullable ApplicationLoadBalancer loadBalancer() {
        return loadBalancer;
    }

    /** The route of the editor. */
    public String editorRoute() {
        return editorRoute;
    }

    /** The route of the webhooks. */
    public String webhookRoute() {
        return webhookRoute;
    }

    /** The domain name; empty when it was not given. */
    public String domainName() {
        return domainName == null ? "" : domainName;
    }

    /** The fewest workers. */
    public int workers() {
        return workers;
    }

    /** The most workers. */
    public int maxWorkers() {
        return maxWorkers;
    }

    /** The fewest tasks that receive webhooks. */
    public int webhookTasks() {
        return webhookTasks;
    }

    /** The executions that a worker runs at once. */
    public int workerConcurrency() {
        return workerConcurrency;
    }

    /** The time for which executions are kept, in days. */
    public int executionRetentionDays() {
        return executionRetentionDays;
    }

    /** The time for which logs are kept, in days. */
    public int logRetentionDays() {
        return logRetentionDays;
    }

    /** Builds {@link WorkflowEngineArgs}. */
    public static final class Builder {

        private @Nullable ContainerCluster cluster;
        private @Nullable Network network;
        private @Nullable Output<String> image;
        private @Nullable PostgresDatabase database;
        private @Nullable RedisCache queue;
        private @Nullable Output<String> queuePassword;
        private @Nullable ApplicationLoadBalancer loadBalancer;
        private String editorRoute = "editor";
        private String webhookRoute = "webhooks";
        private @Nullable String domainName;
        private int workers = DEFAULT_WORKERS;
        private int maxWorkers = DEFAULT_MAX_WORKERS;
        private int webhookTasks = DEFAULT_WEBHOOK_TASKS;
        private int workerConcurrency = DEFAULT_WORKER_CONCURRENCY;
        private int executionRetentionDays = DEFAULT_EXECUTION_RETENTION_DAYS;
        private int logRetentionDays = DEFAULT_LOG_RETENTION_DAYS;

        private Builder() {}

        /** The cluster. Required. */
        public Builder cluster(ContainerCluster value) {
            this.cluster = value;
            return this;
        }

        /** The network. Required. */
        public Builder network(Network value) {
            this.network = value;
            return this;
        }

        /**
         * The image of n8n, with the certificate authorities of RDS in {@value WorkflowEngine#CERTIFICATES}. Required.
         *
         * @see <a href="https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/UsingWithRDS.SSL.html">Certificate bundles of RDS</a>
         */
        public Builder image(Output<String> value) {
            this.image = value;
            return this;
        }

        /** The database, which nothing else uses. Required. */
        public Builder database(PostgresDatabase value) {
            this.database = value;
            return this;
        }

        /**
         * The cache with the queue of executions, with {@code passwordUser("n8n", password)} and the parameter {@code maxmemory-policy}
         * {@code noeviction}: n8n cannot use authentication tokens of IAM. Required.
         *
         * @param value the cache
         * @param password the password of its user {@code n8n}
         */
        public Builder queue(RedisCache value, Output<String> password) {
            this.queue = value;
            this.queuePassword = password;
            return this;
        }

        /** The load balancer, with the routes {@link #editorRoute} and {@link #webhookRoute} on port 5678. Required. */
        public Builder loadBalancer(ApplicationLoadBalancer value) {
            this.loadBalancer = value;
            return this;
        }

        /** The route of the editor and its API, with the health check {@code /healthz}. Default {@code editor}. */
        public Builder editorRoute(String value) {
            this.editorRoute = value;
            return this;
        }

        /** The route of the paths {@code /webhook/*}, with a higher priority than that of the editor. Default {@code webhooks}. */
        public Builder webhookRoute(String value) {
            this.webhookRoute = value;
            return this;
        }

        /** The domain name of both routes, such as {@code n8n.example.com}. Required. */
        public Builder domainName(String value) {
            this.domainName = value;
            return this;
        }

        /** The fewest workers, at least 1. Default {@value WorkflowEngineArgs#DEFAULT_WORKERS}. */
        public Builder workers(int value) {
            this.workers = value;
            return this;
        }

        /** The most workers, at least {@link #workers}. Default {@value WorkflowEngineArgs#DEFAULT_MAX_WORKERS}. */
        public Builder maxWorkers(int value) {
            this.maxWorkers = value;
            return this;
        }

        /** The fewest tasks that receive webhooks, at least 1. Default {@value WorkflowEngineArgs#DEFAULT_WEBHOOK_TASKS}. */
        public Builder webhookTasks(int value) {
            this.webhookTasks = value;
            return this;
        }

        /** The executions that a worker runs at once, 1 to 100. Default {@value WorkflowEngineArgs#DEFAULT_WORKER_CONCURRENCY}. */
        public Builder workerConcurrency(int value) {
            this.workerConcurrency = value;
            return this;
        }

        /** The time for which executions are kept, 1 to 365 days. Default {@value WorkflowEngineArgs#DEFAULT_EXECUTION_RETENTION_DAYS}. */
        public Builder executionRetentionDays(int value) {
            this.executionRetentionDays = value;
            return this;
        }

        /** The time for which logs are kept, in days. Default {@value WorkflowEngineArgs#DEFAULT_LOG_RETENTION_DAYS}. */
        public Builder logRetentionDays(int value) {
            this.logRetentionDays = value;
            return this;
        }

        /** The arguments; they are validated by the component that gets them. */
        public WorkflowEngineArgs build() {
            return new WorkflowEngineArgs(this);
        }
    }
}
