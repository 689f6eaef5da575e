package dev.plinth.mutation;

import com.pulumi.aws.Provider;
import com.pulumi.aws.ProviderArgs;
import com.pulumi.aws.inputs.ProviderDefaultTagsArgs;
import com.pulumi.core.Output;
import com.pulumi.resources.ComponentResourceOptions;
import dev.plinth.components.PolicyDocument.Statement;
import dev.plinth.components.backup.BackupVault;
import dev.plinth.components.backup.BackupVaultArgs;
import dev.plinth.components.cache.RedisCache;
import dev.plinth.components.cache.RedisCacheArgs;
import dev.plinth.components.cdn.ContentDistribution;
import dev.plinth.components.cdn.ContentDistributionArgs;
import dev.plinth.components.cdn.DistributionOrigin;
import dev.plinth.components.container.ContainerCluster;
import dev.plinth.components.container.ContainerClusterArgs;
import dev.plinth.components.container.ContainerImage;
import dev.plinth.components.container.ContainerImageArgs;
import dev.plinth.components.container.FargateService;
import dev.plinth.components.container.FargateServiceArgs;
import dev.plinth.components.container.ScheduledTask;
import dev.plinth.components.container.ScheduledTaskArgs;
import dev.plinth.components.database.PostgresDatabase;
import dev.plinth.components.database.PostgresDatabaseArgs;
import dev.plinth.components.edge.CloudflareZone;
import dev.plinth.components.edge.CloudflareZoneArgs;
import dev.plinth.components.edge.Hostname;
import dev.plinth.components.edge.TlsCertificate;
import dev.plinth.components.edge.TlsCertificateArgs;
import dev.plinth.components.loadbalancer.ApplicationLoadBalancer;
import dev.plinth.components.loadbalancer.ApplicationLoadBalancerArgs;
import dev.plinth.components.loadbalancer.Route;
import dev.plinth.components.network.Network;
import dev.plinth.components.network.NetworkArgs;
import dev.plinth.components.observability.AlarmTopic;
import dev.plinth.components.observability.AlarmTopicArgs;
import dev.plinth.components.observability.Observability;
import dev.plinth.components.observability.ObservabilityArgs;
import dev.plinth.components.queue.Queue;
import dev.plinth.components.queue.QueueArgs;
import dev.plinth.components.security.EncryptionKey;
import dev.plinth.components.security.EncryptionKeyArgs;
import dev.plinth.components.security.Secret;
import dev.plinth.components.security.SecretArgs;
import dev.plinth.components.storage.BucketPurpose;
import dev.plinth.components.storage.ObjectStorage;
import dev.plinth.components.storage.ObjectStorageArgs;
import java.util.List;
import java.util.Map;

/** A production environment of every component, in which a mutant changes one argument. */
final class Assembly {

    private static final String REGION = "eu-central-1";
    private static final String ZONE_ID = "0123456789abcdef0123456789abcdef";

    private final List<Mutant> mutants;

    /** An environment as it should be. */
    Assembly() {
        this.mutants = List.of();
    }

    Assembly(Mutant mutant) {
        this.mutants = List.of(mutant);
    }

    /** Registers everything. */
    void create() {
        Provider provider = provider("aws", REGION);
        Provider second = provider("aws-second-region", "eu-west-1");
        ComponentResourceOptions options =
                ComponentResourceOptions.builder().provider(provider).build();
        ComponentResourceOptions stateful = ComponentResourceOptions.builder()
                .provider(provider)
                .protect(true)
                .build();
        Network network = new Network("network", mutated(NetworkArgs.builder()).build(), options);
        new EncryptionKey(
                "key",
                mutated(EncryptionKeyArgs.builder().description("Of the application"))
                        .build(),
                stateful);
        ObjectStorage logs = new ObjectStorage(
                "logs",
                ObjectStorageArgs.builder()
                        .purpose(BucketPurpose.LOGS)
                        .expireAfterDays(365)
                        .build(),
                stateful);
        ObjectStorage replicaLogs = new ObjectStorage(
                "replica-logs",
                ObjectStorageArgs.builder()
                        .purpose(BucketPurpose.LOGS)
                        .expireAfterDays(365)
                        .build(),
                ComponentResourceOptions.builder()
                        .provider(second)
                        .protect(true)
                        .build());
        ObjectStorage assets = storage(logs, replicaLogs, second, stateful);
        AlarmTopic alarmTopic = alarmTopic(options);
        Output<String> topic = alarmTopic.topicArn();
        PostgresDatabase database = database(network, second, topic, stateful);
        RedisCache cache = cache(network, topic, stateful);
        TlsCertificate certificate = new TlsCertificate(
                "certificate",
                mutated(TlsCertificateArgs.builder().zoneId(ZONE_ID).domainName("api.example.com"))
                        .build(),
                options);
        ApplicationLoadBalancer loadBalancer = loadBalancer(network, certificate, logs, options);
        Secret secret = secret(stateful);
        Queue queue = new Queue("jobs", mutated(QueueArgs.builder()).build(), stateful);
        FargateService service = service(network, loadBalancer, database, cache, secret, options);
        ScheduledTask task = scheduledTask(network, database, queue, options);
        edge(loadBalancer, options);
        distribution(stateful);
        BackupVault backup = backup(database, assets, second, topic, stateful);
        observability(alarmTopic, network, database, cache, service, loadBalancer, backup, queue, task, options);
    }

    private void distribution(ComponentResourceOptions options) {
        Provider usEast1 = provider("aws-us-east-1", "us-east-1");
        ObjectStorage site = new ObjectStorage(
                "site",
                ObjectStorageArgs.builder().contentDistributionOrigin(true).build(),
                options);
        ObjectStorage distributionLogs = new ObjectStorage(
                "distribution-logs",
                ObjectStorageArgs.builder()
                        .purpose(BucketPurpose.LOGS)
                        .contentDistributionLogs(true)
                        .expireAfterDays(365)
                        .build(),
                options);
        ContentDistributionArgs.Builder args = ContentDistributionArgs.builder()
                .domainNames(List.of("www.example.com"))
                .origins(List.of(DistributionOrigin.bucket("site", site)));
        unlessLeftOut(
                args,
                "certificateArn",
                () -> args.certificateArn("arn:aws:acm:us-east-1:123456789012:certificate/site"));
        unlessLeftOut(args, "logBucket", () -> args.logBucket(distributionLogs));
        unlessLeftOut(args, "usEast1Provider", () -> args.usEast1Provider(usEast1));
        new ContentDistribution("distribution", mutated(args).build(), options);
    }

    private ObjectStorage storage(
            ObjectStorage logs, ObjectStorage replicaLogs, Provider second, ComponentResourceOptions options) {
        ObjectStorageArgs.Builder args = ObjectStorageArgs.builder();
        unlessLeftOut(args, "logBucket", () -> args.logBucket(logs));
        unlessLeftOut(args, "replicationProvider", () -> args.replicationProvider(second));
        unlessLeftOut(args, "replicaLogBucket", () -> args.replicaLogBucket(replicaLogs));
        return new ObjectStorage("assets", mutated(args).build(), options);
    }

    private PostgresDatabase database(
            Network network, Provider second, Output<String> topic, ComponentResourceOptions options) {
        PostgresDatabaseArgs.Builder args = PostgresDatabaseArgs.builder().network(network);
        unlessLeftOut(args, "eventTopicArn", () -> args.eventTopicArn(topic));
        unlessLeftOut(args, "backupReplicationProvider", () -> args.backupReplicationProvider(second));
        return new PostgresDatabase("database", mutated(args).build(), options);
    }

    private RedisCache cache(Network network, Output<String> topic, ComponentResourceOptions options) {
        RedisCacheArgs.Builder args = RedisCacheArgs.builder().network(network);
        unlessLeftOut(args, "notificationTopicArn", () -> args.notificationTopicArn(topic));
        return new RedisCache("cache", mutated(args).build(), options);
    }

    private ApplicationLoadBalancer loadBalancer(
            Network network, TlsCertificate certificate, ObjectStorage logs, ComponentResourceOptions options) {
        ApplicationLoadBalancerArgs.Builder args = ApplicationLoadBalancerArgs.builder()
                .network(network)
                .routes(List.of(new Route("api", 3000, "/health", List.of("api.example.com"), List.of(), 100)));
        unlessLeftOut(args, "certificateArn", () -> args.certificateArn(certificate.certificateArn()));
        unlessLeftOut(args, "accessLogBucket", () -> args.accessLogBucket(logs.bucketName()));
        return new ApplicationLoadBalancer("ingress", mutated(args).build(), options);
    }

    private FargateService service(
            Network network,
            ApplicationLoadBalancer loadBalancer,
            PostgresDatabase database,
            RedisCache cache,
            Secret secret,
            ComponentResourceOptions options) {
        ContainerCluster cluster = new ContainerCluster(
                "cluster", mutated(ContainerClusterArgs.builder()).build(), options);
        ContainerImageArgs.Builder image = ContainerImageArgs.builder();
        unlessLeftOut(image, "imageReference", () -> image.imageReference("example.com/api@sha256:" + "a".repeat(64)));
        ContainerImage built = new ContainerImage("api-image", mutated(image).build(), options);
        ContainerImageArgs.Builder own =
                ContainerImageArgs.builder().buildContext("services/api").tag("1.0");
        // What is built here needs no reference, and has no mutants of it.
        new ContainerImage("own-image", (isOf("imageReference") ? own : mutated(own)).build(), options);
        FargateServiceArgs.Builder args = FargateServiceArgs.builder()
                .cluster(cluster)
                .network(network)
                .loadBalancer(loadBalancer, "api")
                .image(built.imageUri())
                .cpu(512)
                .memory(1024)
                .port(3000)
                .environment("DATABASE_HOST", database.address())
                .secrets(Map.of("DATABASE_CREDENTIALS", database.masterUserSecretArn()))
                .secretKeyArns(List.of(database.kmsKeyArn()))
                .secret("STRIPE_KEY", secret)
                .taskPolicies(List.of(Statement.allow("ConnectToCache")
                        .actions("elasticache:Connect")
                        .resource(cache.arn())
                        .resource(cache.userArn())));
        unlessLeftOut(args, "healthCheckPath", () -> args.healthCheckPath("/health"));
        FargateService service = new FargateService("api", mutated(args).build(), options);
        service.connectTo(database);
        service.connectTo(cache);
        return service;
    }

    private Secret secret(ComponentResourceOptions options) {
        SecretArgs.Builder args = SecretArgs.builder();
        unlessLeftOut(args, "description", () -> args.description("The key of a payment provider"));
        return new Secret("stripe", mutated(args).build(), options);
    }

    private ScheduledTask scheduledTask(
            Network network, PostgresDatabase database, Queue queue, ComponentResourceOptions options) {
        ScheduledTaskArgs.Builder args = ScheduledTaskArgs.builder()
                .cluster(new ContainerCluster(
                        "jobs-cluster", ContainerClusterArgs.builder().build(), options))
                .network(network)
                .image("example.com/report@sha256:" + "a".repeat(64))
                .cpu(256)
                .memory(512)
                .taskPolicies(queue.sendStatements());
        unlessLeftOut(args, "scheduleExpression", () -> args.scheduleExpression("cron(0 3 * * ? *)"));
        ScheduledTask task = new ScheduledTask("report", mutated(args).build(), options);
        task.connectTo(database);
        return task;
    }

    private void edge(ApplicationLoadBalancer loadBalancer, ComponentResourceOptions options) {
        CloudflareZoneArgs.Builder args = CloudflareZoneArgs.builder()
                .zoneId(ZONE_ID)
                .zoneName("example.com")
                .origin(loadBalancer.dnsName())
                .hostnames(List.of(Hostname.api("api"), Hostname.admin("admin", List.of("203.0.113.0/24"))));
        new CloudflareZone("edge", mutated(args).build(), options);
    }

    private BackupVault backup(
            PostgresDatabase database,
            ObjectStorage assets,
            Provider second,
            Output<String> topic,
            ComponentResourceOptions options) {
        BackupVaultArgs.Builder args = BackupVaultArgs.builder();
        unlessLeftOut(args, "resourceArns", () -> args.resourceArns(List.of(assets.bucketArn())));
        unlessLeftOut(args, "databases", () -> args.databases(List.of(database)));
        unlessLeftOut(args, "copyProvider", () -> args.copyProvider(second));
        unlessLeftOut(args, "notificationTopicArn", () -> args.notificationTopicArn(topic));
        return new BackupVault("backup", mutated(args).build(), options);
    }

    private AlarmTopic alarmTopic(ComponentResourceOptions options) {
        AlarmTopicArgs.Builder args = AlarmTopicArgs.builder();
        unlessLeftOut(args, "emails", () -> args.emails(List.of("operations@example.com")));
        return new AlarmTopic("alarms", mutated(args).build(), options);
    }

    private void observability(
            AlarmTopic alarmTopic,
            Network network,
            PostgresDatabase database,
            RedisCache cache,
            FargateService service,
            ApplicationLoadBalancer loadBalancer,
            BackupVault backup,
            Queue queue,
            ScheduledTask task,
            ComponentResourceOptions options) {
        ObservabilityArgs.Builder args = ObservabilityArgs.builder();
        unlessLeftOut(args, "alarmTopic", () -> args.alarmTopic(alarmTopic));
        unlessLeftOut(args, "networks", () -> args.networks(List.of(network)));
        unlessLeftOut(args, "databases", () -> args.databases(List.of(database)));
        unlessLeftOut(args, "caches", () -> args.caches(List.of(cache)));
        unlessLeftOut(args, "services", () -> args.services(List.of(service)));
        unlessLeftOut(args, "loadBalancers", () -> args.loadBalancers(List.of(loadBalancer)));
        unlessLeftOut(args, "backupVaults", () -> args.backupVaults(List.of(backup)));
        args.queues(List.of(queue)).scheduledTasks(List.of(task));
        new Observability("observability", mutated(args).build(), options);
    }

    private static Provider provider(String name, String region) {
        return new Provider(
                name,
                ProviderArgs.builder()
                        .region(region)
                        .allowedAccountIds("123456789012")
                        .defaultTags(ProviderDefaultTagsArgs.builder()
                                .tags(Map.of("owner", "platform", "stack", "production", "project", "shop"))
                                .build())
                        .build());
    }

    private boolean isOf(String argument) {
        return mutants.stream().anyMatch(mutant -> mutant.argument().equals(argument));
    }

    private void unlessLeftOut(Object builder, String argument, Runnable setter) {
        boolean leftOut = mutants.stream()
                .anyMatch(mutant -> mutant.builder() == builder.getClass()
                        && mutant.argument().equals(argument)
                        && mutant.leavesOut());
        if (!leftOut) {
            setter.run();
        }
    }

    private <B> B mutated(B builder) {
        for (Mutant mutant : mutants) {
            if (mutant.builder() == builder.getClass()) {
                mutant.setter().accept(builder);
            }
        }
        return builder;
    }
}
