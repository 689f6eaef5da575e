package dev.plinth.stack;

import com.pulumi.core.Output;
import dev.plinth.components.PolicyDocument.Statement;
import dev.plinth.components.cache.RedisCache;
import dev.plinth.components.cache.RedisCacheArgs;
import dev.plinth.components.container.ContainerCluster;
import dev.plinth.components.container.ContainerClusterArgs;
import dev.plinth.components.container.ContainerImage;
import dev.plinth.components.container.ContainerImageArgs;
import dev.plinth.components.container.FargateService;
import dev.plinth.components.container.FargateServiceArgs;
import dev.plinth.components.container.FargateTask;
import dev.plinth.components.container.FargateTaskArgs;
import dev.plinth.components.container.ScheduledTask;
import dev.plinth.components.container.ScheduledTaskArgs;
import dev.plinth.components.container.task.CpuArchitecture;
import dev.plinth.components.database.PostgresDatabase;
import dev.plinth.components.database.PostgresDatabaseArgs;
import dev.plinth.components.loadbalancer.ApplicationLoadBalancer;
import dev.plinth.components.network.Network;
import dev.plinth.components.queue.Queue;
import dev.plinth.components.storage.ObjectStorage;
import dev.plinth.stack.config.CacheConfig;
import dev.plinth.stack.config.DatabaseConfig;
import dev.plinth.stack.config.JobConfig;
import dev.plinth.stack.config.ServiceConfig;
import dev.plinth.stack.config.TaskConfig;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The containers: services and jobs in one cluster, with the permissions and variables for what they use. */
final class Workloads {

    private final Stack stack;
    private final EnvironmentConfig config;
    private final Network network;
    private final DataStores stores;
    private final ContainerCluster cluster;
    private final Map<String, FargateService> services = new LinkedHashMap<>();
    private final Map<String, ScheduledTask> jobs = new LinkedHashMap<>();

    /**
     * Creates the cluster, the services and the jobs.
     *
     * @param loadBalancer the load balancer, or null where no service has host names
     */
    Workloads(Stack stack, Network network, DataStores stores, @Nullable ApplicationLoadBalancer loadBalancer) {
        this.stack = stack;
        this.config = stack.config();
        this.network = network;
        this.stores = stores;
        this.cluster = createCluster();
        LoadBalancing.byPriority(config)
                .forEach((name, service) -> services.put(name, createService(name, service, loadBalancer)));
        config.jobs().forEach((name, job) -> jobs.put(name, createJob(name, job)));
    }

    /** The services, in the order of their routes. */
    Map<String, FargateService> services() {
        return services;
    }

    Map<String, ScheduledTask> jobs() {
        return jobs;
    }

    private ContainerCluster createCluster() {
        return new ContainerCluster(
                "cluster",
                ContainerClusterArgs.builder()
                        .containerInsights(config.cluster().containerInsights())
                        .logRetentionDays(stack.logRetentionDays())
                        .build(),
                stack.options());
    }

    private FargateService createService(
            String name, ServiceConfig service, @Nullable ApplicationLoadBalancer loadBalancer) {
        FargateServiceArgs.Builder args = FargateServiceArgs.builder()
                .minTasks(service.minTasks())
                .maxTasks(service.maxTasks())
                .healthCheckGracePeriodSeconds(service.healthCheckGracePeriodSeconds())
                .fargateSpotWeight(service.fargateSpotWeight())
                .enableExecuteCommand(service.enableExecuteCommand())
                .waitForSteadyState(service.waitForSteadyState())
                .redeployOnSecretChange(service.redeployOnSecretChange())
                .rollbackAlarmNames(
                        service.rollbackAlarmNames().stream().map(Output::of).toList());
        configure(args, name, service.task());
        service.port().ifPresent(port -> args.port(port)
                .healthCheckPath(service.healthCheckPath())
                .environment("PORT", String.valueOf(port)));
        if (service.isBalanced()) {
            args.loadBalancer(Objects.requireNonNull(loadBalancer), name);
        }
        service.cpuTargetPercent().ifPresent(args::cpuTargetPercent);
        service.memoryTargetPercent().ifPresent(args::memoryTargetPercent);
        service.requestsPerTask().ifPresent(args::requestsPerTask);
        service.scaleByQueue()
                .ifPresent(queue -> args.scaleByQueue(
                        found(stores.queues(), queue), service.messagesPerTask().orElseThrow()));
        FargateService created = new FargateService(name, args.build(), stack.options());
        connect(created, service.task());
        return created;
    }

    private ScheduledTask createJob(String name, JobConfig job) {
        ScheduledTaskArgs.Builder args = ScheduledTaskArgs.builder()
                .scheduleExpression(job.schedule())
                .timeZone(job.timeZone())
                .retryAttempts(job.retryAttempts())
                .retryMaxAgeSeconds(job.retryMaxAgeSeconds())
                .flexibleTimeWindowMinutes(job.flexibleTimeWindowMinutes())
                .enabled(job.enabled());
        configure(args, name, job.task());
        ScheduledTask created = new ScheduledTask(name, args.build(), stack.options());
        connect(created, job.task());
        return created;
    }

    private void connect(FargateTask created, TaskConfig task) {
        task.databases().forEach(name -> created.connectTo(found(stores.databases(), name)));
        task.caches().forEach(name -> created.connectTo(found(stores.caches(), name)));
    }

    private <B extends FargateTaskArgs.Builder<B>> void configure(B args, String name, TaskConfig task) {
        args.cluster(cluster)
                .network(network)
                .image(createImage(name, task).imageUri())
                .cpu(task.cpu())
                .memory(task.memory())
                .cpuArchitecture(task.cpuArchitecture())
                .httpsEgress(task.httpsEgress())
                .logRetentionDays(stack.logRetentionDays());
        SecretSources secrets = new SecretSources(config, stores);
        Map<String, Output<String>> sources = new LinkedHashMap<>();
        List<Statement> statements = new ArrayList<>();
        useDatabases(args, task, sources, secrets);
        useCaches(args, task, statements);
        task.buckets().forEach(bucket -> statements.addAll(access(bucket, found(stores.buckets(), bucket))));
        useQueues(args, task, statements);
        for (TaskConfig.Permission permission : new LinkedHashSet<>(task.permissions())) {
            statements.add(Statement.allow("Permission"
                            + Integer.toHexString(Objects.hash(permission.actions(), permission.resources())))
                    .actions(permission.actions().toArray(String[]::new))
                    .resources(permission.resources().toArray(String[]::new)));
        }
        sources.putAll(secrets.of(task.secrets()));
        args.command(task.command())
                .environment(task.environment())
                .secrets(sources)
                .secretKeyArns(secrets.keyArns())
                .healthCheckCommand(task.healthCheckCommand())
                .user(task.user())
                .readonlyRootFilesystem(task.readonlyRootFilesystem())
                .temporaryDirectories(task.temporaryDirectories())
                .temporaryDirectoryMebibytes(task.temporaryDirectoryMebibytes())
                .stopTimeoutSeconds(task.stopTimeoutSeconds())
                .openFiles(task.openFiles())
                .taskPolicies(statements);
    }

    private ContainerImage createImage(String name, TaskConfig task) {
        ContainerImageArgs.Builder args = ContainerImageArgs.builder()
                .platform(task.cpuArchitecture() == CpuArchitecture.ARM64 ? "linux/arm64" : "linux/amd64")
                .buildArguments(task.buildArguments())
                .keepTagged(task.keepTaggedImages())
                .expireUntaggedAfterDays(task.expireUntaggedImagesDays())
                .forceDelete(task.forceDeleteImages());
        task.image().ifPresent(args::imageReference);
        task.buildContext().ifPresent(folder -> args.buildContext(folder).tag(task.imageTag()));
        task.dockerfile().ifPresent(args::dockerfile);
        task.buildTarget().ifPresent(args::target);
        return new ContainerImage(name + "-image", args.build(), stack.options());
    }

    private <B extends FargateTaskArgs.Builder<B>> void useDatabases(
            B args, TaskConfig task, Map<String, Output<String>> sources, SecretSources secrets) {
        for (String name : task.databases()) {
            PostgresDatabase database = found(stores.databases(), name);
            DatabaseConfig settings = found(config.databases(), name);
            String prefix = prefix(task.databases(), name) + "DATABASE_";
            args.environment(prefix + "HOST", database.address()).environment(prefix + "NAME", settings.name());
            if (settings.port() != PostgresDatabaseArgs.DEFAULT_PORT) {
                args.environment(prefix + "PORT", String.valueOf(settings.port()));
            }
            sources.put(prefix + "CREDENTIALS", database.masterUserSecretArn());
            secrets.addKey(name, database.kmsKeyArn());
        }
    }

    private <B extends FargateTaskArgs.Builder<B>> void useCaches(B args, TaskConfig task, List<Statement> statements) {
        for (String name : task.caches()) {
            RedisCache cache = found(stores.caches(), name);
            CacheConfig settings = found(config.caches(), name);
            String prefix = prefix(task.caches(), name) + "REDIS_";
            args.environment(prefix + "HOST", cache.primaryEndpoint()).environment(prefix + "USER", cache.userName());
            if (settings.port() != RedisCacheArgs.DEFAULT_PORT) {
                args.environment(prefix + "PORT", String.valueOf(settings.port()));
            }
            statements.add(Statement.allow("ConnectTo" + identifier(name))
                    .actions("elasticache:Connect")
                    .resource(cache.arn())
                    .resource(cache.userArn()));
        }
    }

    private <B extends FargateTaskArgs.Builder<B>> void useQueues(B args, TaskConfig task, List<Statement> statements) {
        Set<String> used = new LinkedHashSet<>(task.consumes());
        used.addAll(task.sends());
        for (String name : used) {
            Queue queue = found(stores.queues(), name);
            args.environment(variable(name) + "_QUEUE_URL", queue.queueUrl());
            if (task.consumes().contains(name)) {
                statements.addAll(queue.consumeStatements());
            }
            if (task.sends().contains(name)) {
                statements.addAll(queue.sendStatements());
            }
        }
    }

    /** Reading and writing a bucket's objects, and nothing of the bucket itself. */
    private static List<Statement> access(String name, ObjectStorage bucket) {
        String id = identifier(name);
        return List.of(
                Statement.allow("Use" + id)
                        .actions("s3:GetObject", "s3:PutObject", "s3:DeleteObject")
                        .resource(bucket.bucketArn().applyValue(arn -> arn + "/*")),
                Statement.allow("List" + id).actions("s3:ListBucket").resource(bucket.bucketArn()),
                Statement.allow("Encrypt" + id)
                        .actions("kms:Decrypt", "kms:GenerateDataKey")
                        .resource(bucket.kmsKeyArn()));
    }

    /** One store needs no name in its variables; several do. */
    private static String prefix(List<String> names, String name) {
        return names.size() == 1 ? "" : variable(name) + "_";
    }

    private static String variable(String name) {
        return name.toUpperCase(Locale.ROOT).replace('-', '_');
    }

    private static String identifier(String name) {
        return name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1).replace("-", "");
    }

    /** Returns what an entry of another section became; the configuration's check has found every name. */
    private static <T> T found(Map<String, T> entries, String name) {
        return Optional.ofNullable(entries.get(name)).orElseThrow(() -> new IllegalArgumentException("no " + name));
    }
}
