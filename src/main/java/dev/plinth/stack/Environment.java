package dev.plinth.stack;

import com.pulumi.Context;
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
import dev.plinth.components.container.ContainerCluster;
import dev.plinth.components.container.ContainerClusterArgs;
import dev.plinth.components.container.ContainerImage;
import dev.plinth.components.container.ContainerImageArgs;
import dev.plinth.components.container.FargateService;
import dev.plinth.components.container.FargateServiceArgs;
import dev.plinth.components.database.PostgresDatabase;
import dev.plinth.components.database.PostgresDatabaseArgs;
import dev.plinth.components.edge.CloudflareZone;
import dev.plinth.components.edge.CloudflareZoneArgs;
import dev.plinth.components.edge.Hostname;
import dev.plinth.components.edge.RateLimit;
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
import dev.plinth.components.storage.BucketPurpose;
import dev.plinth.components.storage.ObjectStorage;
import dev.plinth.components.storage.ObjectStorageArgs;
import dev.plinth.settings.StackSettings;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Assembles the components of an environment from its configuration: a network, data stores in it, services behind a load
 * balancer, Cloudflare in front, backups and alarms beside.
 */
public final class Environment {

    /** How far apart the load balancer's routes are, so that one can be put between two. */
    private static final int PRIORITY_STEP = 10;

    private final Context context;
    private final EnvironmentConfig config;
    private final StackSettings settings;
    private final Provider provider;
    private final Optional<Provider> secondRegion;

    private Environment(Context context, EnvironmentConfig config, StackSettings settings) {
        this.context = context;
        this.config = config;
        this.settings = settings;
        this.provider = provider("aws", config.region());
        this.secondRegion = config.backup().secondRegion().map(region -> provider("aws-second-region", region));
    }

    /**
     * Registers a stack's resources.
     *
     * @param context Pulumi's context
     * @param config the stack's configuration
     * @param settings the stack's tier and tags
     * @throws dev.plinth.components.InvalidArgumentsException when a component can't be built from it
     */
    public static void create(Context context, EnvironmentConfig config, StackSettings settings) {
        new Environment(context, config, settings).assemble();
    }

    private void assemble() {
        AlarmTopic alarmTopic = createAlarmTopic();
        Network network = createNetwork();
        ObjectStorage logs = createLogStorage("logs", stateful());
        Map<String, ObjectStorage> buckets = createStorage(logs);
        PostgresDatabase database = createDatabase(network, alarmTopic);
        RedisCache cache = createCache(network);
        ApplicationLoadBalancer loadBalancer = createLoadBalancer(network, logs, createCertificate());
        List<FargateService> services = createServices(network, loadBalancer, buckets, database, cache);
        createEdge(loadBalancer);
        BackupVault backup = createBackup(database, buckets.values(), alarmTopic);
        Observability observability =
                createObservability(alarmTopic, network, database, cache, services, loadBalancer, backup);

        context.export("vpcId", network.vpcId());
        context.export("loadBalancerDnsName", loadBalancer.dnsName());
        context.export("databaseAddress", database.address());
        context.export("databaseSecretArn", database.masterUserSecretArn());
        context.export("cacheAddress", cache.primaryEndpoint());
        buckets.forEach((name, bucket) -> context.export(name + "Bucket", bucket.bucketName()));
        context.export("backupVaultArn", backup.vaultArn());
        context.export("dashboardName", observability.dashboardName());
        context.export(
                "urls",
                Output.of(config.edge().hostnames().stream()
                        .map(hostname -> "https://" + domain(hostname))
                        .toList()));
    }

    private AlarmTopic createAlarmTopic() {
        return new AlarmTopic(
                "alarms",
                AlarmTopicArgs.builder().emails(config.observability().emails()).build(),
                options().build());
    }

    private Network createNetwork() {
        return new Network(
                "network",
                NetworkArgs.builder()
                        .cidrBlock(config.network().cidr())
                        .availabilityZones(config.network().availabilityZones())
                        .natStrategy(config.network().natStrategy())
                        .interfaceEndpoints(config.network().interfaceEndpoints())
                        .flowLogRetentionDays(config.network().flowLogRetentionDays())
                        .build(),
                options().build());
    }

    private ObjectStorage createLogStorage(String name, ComponentResourceOptions options) {
        return new ObjectStorage(
                name,
                ObjectStorageArgs.builder()
                        .purpose(BucketPurpose.LOGS)
                        .expireAfterDays(config.storage().logRetentionDays())
                        .build(),
                options);
    }

    /** The logs of the copies: S3 logs within a region only. */
    private Optional<ObjectStorage> createReplicaLogStorage() {
        boolean replicated = config.storage().buckets().stream().anyMatch(EnvironmentConfig.Bucket::replicate);
        return secondRegion
                .filter(provider -> replicated)
                .map(provider -> createLogStorage(
                        "replica-logs",
                        ComponentResourceOptions.builder()
                                .provider(provider)
                                .protect(settings.isProduction())
                                .build()));
    }

    private Map<String, ObjectStorage> createStorage(ObjectStorage logs) {
        Map<String, ObjectStorage> buckets = new LinkedHashMap<>();
        Optional<ObjectStorage> replicaLogs = createReplicaLogStorage();
        for (EnvironmentConfig.Bucket bucket : config.storage().buckets()) {
            ObjectStorageArgs.Builder args = ObjectStorageArgs.builder()
                    .logBucket(logs)
                    .noncurrentVersionDays(bucket.noncurrentVersionRetentionDays());
            if (bucket.replicate()) {
                secondRegion.ifPresent(args::replicationProvider);
                replicaLogs.ifPresent(args::replicaLogBucket);
            }
            buckets.put(bucket.name(), new ObjectStorage(bucket.name(), args.build(), stateful()));
        }
        return buckets;
    }

    private PostgresDatabase createDatabase(Network network, AlarmTopic alarmTopic) {
        EnvironmentConfig.Database database = config.database();
        PostgresDatabaseArgs.Builder args = PostgresDatabaseArgs.builder()
                .network(network)
                .identifier(context.projectName() + "-" + context.stackName())
                .databaseName(database.name())
                .engineVersion(database.engineVersion())
                .instanceClass(database.instanceClass())
                .multiAz(database.multiAz())
                .allocatedStorageGib(database.allocatedStorageGib())
                .maxAllocatedStorageGib(database.maxAllocatedStorageGib())
                .backupRetentionDays(database.backupRetentionDays())
                .readReplicas(database.readReplicas())
                .logRetentionDays(config.observability().logRetentionDays())
                .eventTopicArn(alarmTopic.topicArn());
        if (database.readReplicas() > 0) {
            args.masterPassword(GeneratedPassword.create("database-master-password", context.stackName()));
        }
        secondRegion.ifPresent(args::backupReplicationProvider);
        return new PostgresDatabase("database", args.build(), stateful());
    }

    private RedisCache createCache(Network network) {
        return new RedisCache(
                "cache",
                RedisCacheArgs.builder()
                        .network(network)
                        .nodeType(config.cache().nodeType())
                        .replicas(config.cache().replicas())
                        .snapshotRetentionDays(config.cache().snapshotRetentionDays())
                        .logRetentionDays(config.observability().logRetentionDays())
                        .build(),
                stateful());
    }

    private TlsCertificate createCertificate() {
        List<String> domains =
                config.edge().hostnames().stream().map(this::domain).toList();
        return new TlsCertificate(
                "certificate",
                TlsCertificateArgs.builder()
                        .zoneId(config.edge().zoneId())
                        .domainName(domains.get(0))
                        .subjectAlternativeNames(domains.subList(1, domains.size()))
                        .build(),
                options().build());
    }

    private ApplicationLoadBalancer createLoadBalancer(
            Network network, ObjectStorage logs, TlsCertificate certificate) {
        List<Route> routes = new ArrayList<>();
        for (EnvironmentConfig.Service service : config.services()) {
            routes.add(new Route(
                    service.name(),
                    service.port(),
                    service.healthCheckPath(),
                    service.hostnames().stream().map(this::domain).toList(),
                    List.of(),
                    (routes.size() + 1) * PRIORITY_STEP));
        }
        return new ApplicationLoadBalancer(
                "ingress",
                ApplicationLoadBalancerArgs.builder()
                        .network(network)
                        .certificateArn(certificate.certificateArn())
                        .accessLogBucket(logs.bucketName())
                        .routes(routes)
                        .firewallLogRetentionDays(config.observability().logRetentionDays())
                        .build(),
                options().build());
    }

    private List<FargateService> createServices(
            Network network,
            ApplicationLoadBalancer loadBalancer,
            Map<String, ObjectStorage> buckets,
            PostgresDatabase database,
            RedisCache cache) {
        ContainerCluster cluster = new ContainerCluster(
                "cluster",
                ContainerClusterArgs.builder()
                        .logRetentionDays(config.observability().logRetentionDays())
                        .build(),
                options().build());
        List<FargateService> services = new ArrayList<>();
        for (EnvironmentConfig.Service settings : config.services()) {
            FargateServiceArgs.Builder args = FargateServiceArgs.builder()
                    .cluster(cluster)
                    .network(network)
                    .loadBalancer(loadBalancer, settings.name())
                    .image(createImage(settings).imageUri())
                    .cpu(settings.cpu())
                    .memory(settings.memory())
                    .port(settings.port())
                    .healthCheckPath(settings.healthCheckPath())
                    .minTasks(settings.minTasks())
                    .maxTasks(settings.maxTasks())
                    .logRetentionDays(config.observability().logRetentionDays())
                    .environment(settings.environment())
                    .environment("PORT", String.valueOf(settings.port()));
            if (settings.usesDatabase()) {
                args.environment("DATABASE_HOST", database.address())
                        .environment("DATABASE_NAME", config.database().name())
                        .secrets(Map.of("DATABASE_CREDENTIALS", database.masterUserSecretArn()))
                        .secretKeyArns(List.of(database.kmsKeyArn()));
            }
            List<Statement> statements = new ArrayList<>();
            if (settings.usesCache()) {
                args.environment("REDIS_HOST", cache.primaryEndpoint()).environment("REDIS_USER", cache.userName());
                statements.add(Statement.allow("ConnectToCache")
                        .actions("elasticache:Connect")
                        .resource(cache.arn())
                        .resource(cache.userArn()));
            }
            settings.buckets()
                    .forEach(name -> statements.addAll(access(name, Objects.requireNonNull(buckets.get(name)))));
            FargateService service = new FargateService(
                    settings.name(),
                    args.taskPolicies(statements).build(),
                    options().build());
            if (settings.usesDatabase()) {
                service.connectTo(database);
            }
            if (settings.usesCache()) {
                service.connectTo(cache);
            }
            services.add(service);
        }
        return services;
    }

    private ContainerImage createImage(EnvironmentConfig.Service settings) {
        ContainerImageArgs.Builder args = ContainerImageArgs.builder();
        settings.image().ifPresent(args::imageReference);
        settings.buildContext().ifPresent(folder -> args.buildContext(folder).tag(settings.imageTag()));
        return new ContainerImage(
                settings.name() + "-image", args.build(), options().build());
    }

    /** Reading and writing a bucket's objects, and nothing of the bucket itself. */
    private static List<Statement> access(String name, ObjectStorage bucket) {
        String id = name.substring(0, 1).toUpperCase(java.util.Locale.ROOT)
                + name.substring(1).replace("-", "");
        return List.of(
                Statement.allow("Use" + id)
                        .actions("s3:GetObject", "s3:PutObject", "s3:DeleteObject")
                        .resource(bucket.bucketArn().applyValue(arn -> arn + "/*")),
                Statement.allow("List" + id).actions("s3:ListBucket").resource(bucket.bucketArn()),
                Statement.allow("Encrypt" + id)
                        .actions("kms:Decrypt", "kms:GenerateDataKey")
                        .resource(bucket.kmsKeyArn()));
    }

    private void createEdge(ApplicationLoadBalancer loadBalancer) {
        EnvironmentConfig.Edge edge = config.edge();
        List<Hostname> hostnames = new ArrayList<>();
        for (String hostname : edge.hostnames()) {
            if (edge.cachedHostname().filter(hostname::equals).isPresent()) {
                hostnames.add(Hostname.cdn(hostname));
            } else if (edge.adminHostname().filter(hostname::equals).isPresent()) {
                hostnames.add(Hostname.admin(hostname, edge.adminAllowedCidrs()));
            } else {
                hostnames.add(Hostname.api(hostname));
            }
        }
        new CloudflareZone(
                "edge",
                CloudflareZoneArgs.builder()
                        .zoneId(edge.zoneId())
                        .zoneName(edge.zone())
                        .origin(loadBalancer.dnsName())
                        .hostnames(hostnames)
                        .rateLimits(List.of(RateLimit.perMinute("All requests", "true", edge.requestsPerMinute())))
                        .build(),
                options().build());
    }

    private BackupVault createBackup(
            PostgresDatabase database, Iterable<ObjectStorage> buckets, AlarmTopic alarmTopic) {
        List<Output<String>> resources = new ArrayList<>(List.of(database.instanceArn()));
        buckets.forEach(bucket -> resources.add(bucket.bucketArn()));
        BackupVaultArgs.Builder args = BackupVaultArgs.builder()
                .resourceArns(resources)
                .retentionDays(config.backup().retentionDays())
                .notificationTopicArn(alarmTopic.topicArn())
                .restoreTestDatabaseArns(List.of(database.instanceArn()));
        secondRegion.ifPresent(args::copyProvider);
        return new BackupVault("backup", args.build(), stateful());
    }

    private Observability createObservability(
            AlarmTopic alarmTopic,
            Network network,
            PostgresDatabase database,
            RedisCache cache,
            List<FargateService> services,
            ApplicationLoadBalancer loadBalancer,
            BackupVault backup) {
        return new Observability(
                "observability",
                ObservabilityArgs.builder()
                        .alarmTopic(alarmTopic)
                        .networks(List.of(network))
                        .databases(List.of(database))
                        .caches(List.of(cache))
                        .services(services)
                        .loadBalancers(List.of(loadBalancer))
                        .backupVaults(List.of(backup))
                        .build(),
                options().build());
    }

    private ComponentResourceOptions.Builder options() {
        return ComponentResourceOptions.builder().provider(provider);
    }

    /** Options of a component that holds data. */
    private ComponentResourceOptions stateful() {
        return options().protect(settings.isProduction()).build();
    }

    private Provider provider(String name, String region) {
        return new Provider(
                name,
                ProviderArgs.builder()
                        .region(region)
                        .allowedAccountIds(config.allowedAccountIds())
                        .defaultTags(
                                ProviderDefaultTagsArgs.builder().tags(tags()).build())
                        .build());
    }

    private Map<String, String> tags() {
        Map<String, String> tags = new TreeMap<>(settings.tags());
        tags.put("project", context.projectName());
        tags.put("stack", context.stackName());
        tags.put("managedBy", "pulumi");
        return tags;
    }

    private String domain(String hostname) {
        return hostname + "." + config.edge().zone();
    }
}
