package com.example.deploymentguide;

import com.pulumi.Context;
import com.pulumi.aws.Provider;
import com.pulumi.aws.ProviderArgs;
import com.pulumi.aws.inputs.ProviderDefaultTagsArgs;
import com.pulumi.core.Output;
import com.pulumi.resources.ComponentResourceOptions;
import dev.plinth.components.automation.WorkflowEngine;
import dev.plinth.components.automation.WorkflowEngineArgs;
import dev.plinth.components.backup.BackupVault;
import dev.plinth.components.backup.BackupVaultArgs;
import dev.plinth.components.cache.RedisCache;
import dev.plinth.components.cache.RedisCacheArgs;
import dev.plinth.components.cdn.ContentDistribution;
import dev.plinth.components.cdn.ContentDistributionArgs;
import dev.plinth.components.cdn.DistributionOrigin;
import dev.plinth.components.container.deployment.BlueGreen;
import dev.plinth.components.container.BlueGreenDeployment;
import dev.plinth.components.container.ContainerCluster;
import dev.plinth.components.container.ContainerClusterArgs;
import dev.plinth.components.container.ContainerImage;
import dev.plinth.components.container.ContainerImageArgs;
import dev.plinth.components.container.FargateService;
import dev.plinth.components.container.FargateServiceArgs;
import dev.plinth.components.container.MigrationTask;
import dev.plinth.components.container.MigrationTaskArgs;
import dev.plinth.components.container.deployment.TrafficShift;
import dev.plinth.components.database.DatabaseProxy;
import dev.plinth.components.database.DatabaseProxyArgs;
import dev.plinth.components.database.PostgresDatabase;
import dev.plinth.components.database.PostgresDatabaseArgs;
import dev.plinth.components.dns.DnsZone;
import dev.plinth.components.dns.DnsZoneArgs;
import dev.plinth.components.dns.ZoneRecord;
import dev.plinth.components.edge.TlsCertificate;
import dev.plinth.components.edge.TlsCertificateArgs;
import dev.plinth.components.flags.FeatureFlags;
import dev.plinth.components.flags.FeatureFlagsArgs;
import dev.plinth.components.loadbalancer.ApplicationLoadBalancer;
import dev.plinth.components.loadbalancer.ApplicationLoadBalancerArgs;
import dev.plinth.components.loadbalancer.IngressSource;
import dev.plinth.components.loadbalancer.Route;
import dev.plinth.components.loadbalancer.WebhookSource;
import dev.plinth.components.network.Network;
import dev.plinth.components.network.NetworkArgs;
import dev.plinth.components.observability.AlarmTopic;
import dev.plinth.components.observability.AlarmTopicArgs;
import dev.plinth.components.observability.Escalation;
import dev.plinth.components.observability.EscalationArgs;
import dev.plinth.components.observability.EscalationLevel;
import dev.plinth.components.observability.Observability;
import dev.plinth.components.observability.ObservabilityArgs;
import dev.plinth.components.policy.Waiver;
import dev.plinth.components.policy.WaiverArgs;
import dev.plinth.components.security.GeneratedPassword;
import dev.plinth.components.security.Secret;
import dev.plinth.components.security.SecretArgs;
import dev.plinth.components.storage.BucketPurpose;
import dev.plinth.components.storage.CorsRule;
import dev.plinth.components.storage.ObjectStorage;
import dev.plinth.components.storage.ObjectStorageArgs;
import dev.plinth.settings.StackSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The environment: an application with blue-green deployments, its database behind a proxy, a cache, n8n, webhooks of Stripe and STACK
 * Auth, feature flags, a content distribution, backups and alarms with an escalation.
 *
 * <p>Long, because it has many parts: one short method creates each, in the order of the constructor.
 */
final class Environment {

    private static final String SERVICE = "api";
    private static final String EDITOR = "editor";
    private static final String WEBHOOKS = "webhooks";
    private static final String OWNER = PostgresDatabaseArgs.DEFAULT_MASTER_USERNAME;
    private static final List<Integer> ESCALATION_MINUTES = List.of(30, 60, 120);

    private final Context context;
    private final EnvironmentConfig config;
    private final StackSettings settings;
    private final Provider provider;
    private final Provider usEast1;
    private final Optional<Provider> secondRegion;

    /**
     * Creates the providers.
     *
     * @param context Pulumi's context
     * @param config the stack's configuration
     * @param settings the stack's tier and tags
     */
    Environment(Context context, EnvironmentConfig config, StackSettings settings) {
        this.context = context;
        this.config = config;
        this.settings = settings;
        this.provider = createProvider("aws", config.region());
        // Route 53's signing keys and CloudFront's certificates are in this Region.
        this.usEast1 = createProvider("aws-us-east-1", "us-east-1");
        this.secondRegion = config.backup().secondRegion().map(region -> createProvider("aws-second-region", region));
    }

    /** Registers the stack's resources. */
    void create() {
        AlarmTopic alarmTopic = createAlarmTopic();
        Network network = createNetwork();
        ObjectStorage logs = createLogs();
        PostgresDatabase database = createDatabase(network, alarmTopic);
        DatabaseProxy proxy = new DatabaseProxy(
                "pool",
                DatabaseProxyArgs.builder()
                        .network(network)
                        .database(database)
                        .logRetentionDays(config.observability().logRetentionDays())
                        .build(),
                options());
        RedisCache cache = createCache(network, alarmTopic);
        DnsZone zone = createZone();
        ApplicationLoadBalancer loadBalancer = createLoadBalancer(network, logs, zone);
        zone.addRecords(List.of(
                ZoneRecord.alias(config.dns().hostname(), loadBalancer), ZoneRecord.alias("n8n", loadBalancer)));
        ContainerCluster cluster = createCluster();
        Output<String> image = createImage();
        FargateService service = createService(cluster, network, loadBalancer, proxy, cache, image, alarmTopic);
        BlueGreenDeployment deployment = service.deployment().orElseThrow();
        MigrationTask migration = createMigration(cluster, network, database, image, alarmTopic);
        PostgresDatabase workflowDatabase = createWorkflowDatabase(network, alarmTopic);
        Output<String> queuePassword = GeneratedPassword.create(
                "workflow-queue-password", context.stackName());
        RedisCache queue = createQueue(network, alarmTopic, queuePassword);
        WorkflowEngine workflows = createWorkflows(cluster, network, workflowDatabase, queue, queuePassword, loadBalancer);
        if (!config.flags().isEmpty()) {
            createFlags(deployment);
        }
        ObjectStorage assets = createAssets(logs, zone);
        List<PostgresDatabase> databases = List.of(database, workflowDatabase);
        BackupVault backup = createBackup(databases, assets, alarmTopic);
        List<FargateService> services = new ArrayList<>(workflows.services());
        services.add(service);
        createAlarms(alarmTopic, network, databases, proxy, List.of(cache, queue), services, loadBalancer, backup);
        createEscalation();

        context.export("vpcId", network.vpcId());
        context.export("databaseAddress", database.address());
        context.export("poolEndpoint", proxy.endpoint());
        context.export("url", Output.of("https://" + config.dns().domainName()));
        context.export("workflowsUrl", Output.of("https://" + config.dns().workflowsDomainName()));
        context.export("migrationStateMachine", migration.stateMachineArn());
        context.export("apiDeployment", deployment.request());
    }

    private AlarmTopic createAlarmTopic() {
        return new AlarmTopic(
                "alarms",
                AlarmTopicArgs.builder().emails(config.observability().emails()).build(),
                options());
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
                options());
    }

    private ObjectStorage createLogs() {
        return new ObjectStorage(
                "logs",
                ObjectStorageArgs.builder()
                        .purpose(BucketPurpose.LOGS)
                        .contentDistributionLogs(true)
                        .expireAfterDays(config.observability().logRetentionDays())
                        .build(),
                statefulOptions());
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
                .logRetentionDays(config.observability().logRetentionDays())
                .eventTopicArn(alarmTopic.topicArn());
        if (database.readReplicas() > 0) {
            // RDS manages no password of a database with replicas.
            args.readReplicas(database.readReplicas())
                    .masterPassword(GeneratedPassword.create("database-password", context.stackName()));
        }
        secondRegion.ifPresent(args::backupReplicationProvider);
        return new PostgresDatabase("database", args.build(), statefulOptions());
    }

    private PostgresDatabase createWorkflowDatabase(Network network, AlarmTopic alarmTopic) {
        PostgresDatabaseArgs.Builder args = PostgresDatabaseArgs.builder()
                .network(network)
                .identifier(context.projectName() + "-" + context.stackName() + "-n8n")
                .databaseName("n8n")
                .engineVersion(config.database().engineVersion())
                .instanceClass(config.workflows().instanceClass())
                .multiAz(config.database().multiAz())
                .backupRetentionDays(config.database().backupRetentionDays())
                .logRetentionDays(config.observability().logRetentionDays())
                .eventTopicArn(alarmTopic.topicArn());
        secondRegion.ifPresent(args::backupReplicationProvider);
        return new PostgresDatabase("n8n-database", args.build(), statefulOptions());
    }

    /** A user of ElastiCache has at most 32 characters, so that the project's name does not fit into its default. */
    private RedisCacheArgs.Builder redis(Network network, AlarmTopic alarmTopic, String name) {
        return RedisCacheArgs.builder()
                .network(network)
                .userName("guide-" + context.stackName() + "-" + name)
                .nodeType(config.cache().nodeType())
                .replicas(config.cache().replicas())
                .logRetentionDays(config.observability().logRetentionDays())
                .notificationTopicArn(alarmTopic.topicArn());
    }

    private RedisCache createCache(Network network, AlarmTopic alarmTopic) {
        return new RedisCache("cache", redis(network, alarmTopic, "cache").build(), statefulOptions());
    }

    /** The queue of n8n: an evicted key would be a lost execution. */
    private RedisCache createQueue(Network network, AlarmTopic alarmTopic, Output<String> password) {
        return new RedisCache(
                "n8n-queue",
                redis(network, alarmTopic, "queue")
                        .passwordUser(WorkflowEngine.QUEUE_USER, password)
                        .parameters(Map.of("maxmemory-policy", "noeviction"))
                        .build(),
                statefulOptions());
    }

    /** The hosted zone: an existing one, or a new one that is signed with a key in us-east-1, as Route 53 demands. */
    private DnsZone createZone() {
        DnsZoneArgs.Builder args = DnsZoneArgs.builder().zoneName(config.dns().zone());
        config.dns()
                .hostedZoneId()
                .ifPresentOrElse(
                        args::hostedZoneId,
                        () -> args.usEast1Provider(usEast1)
                                .queryLogRetentionDays(config.observability().logRetentionDays()));
        DnsZone zone = new DnsZone("dns", args.build(), options());
        if (config.dns().hostedZoneId().isEmpty()) {
            context.export("nameServers", zone.delegationNameServers());
        }
        return zone;
    }

    /** The public entrance, with a certificate that is validated in the hosted zone and a firewall. */
    private ApplicationLoadBalancer createLoadBalancer(Network network, ObjectStorage logs, DnsZone zone) {
        TlsCertificate certificate = new TlsCertificate(
                "certificate",
                TlsCertificateArgs.builder()
                        .hostedZoneId(zone.hostedZoneId())
                        .domainName(config.dns().domainName())
                        .subjectAlternativeNames(List.of(config.dns().workflowsDomainName()))
                        .build(),
                options());
        EnvironmentConfig.Service service = config.service();
        return new ApplicationLoadBalancer(
                "ingress",
                ApplicationLoadBalancerArgs.builder()
                        .network(network)
                        .ingress(IngressSource.ANYWHERE)
                        .certificateArn(certificate.certificateArn())
                        .accessLogBucket(logs.bucketName())
                        .routes(List.of(
                                new Route(
                                        SERVICE,
                                        service.port(),
                                        service.healthCheckPath(),
                                        List.of(config.dns().domainName()),
                                        List.of(),
                                        10),
                                new Route(
                                        WEBHOOKS,
                                        WorkflowEngine.PORT,
                                        WorkflowEngine.HEALTH_CHECK_PATH,
                                        List.of(config.dns().workflowsDomainName()),
                                        List.of("/webhook/*", "/webhook-waiting/*", "/form/*"),
                                        20),
                                new Route(
                                        EDITOR,
                                        WorkflowEngine.PORT,
                                        WorkflowEngine.HEALTH_CHECK_PATH,
                                        List.of(config.dns().workflowsDomainName()),
                                        List.of(),
                                        30)))
                        .blueGreenRoutes(List.of(SERVICE))
                        .webhookSources(List.of(
                                webhooks(
                                        WebhookSource.stripe("/webhooks/stripe"),
                                        config.webhooks().stripeAddresses()),
                                webhooks(
                                        WebhookSource.stackAuth("/webhooks/stack-auth"),
                                        config.webhooks().stackAuthAddresses())))
                        .firewallRateLimit(service.requestsPerAddress())
                        .firewallLogRetentionDays(config.observability().logRetentionDays())
                        .build(),
                options());
    }

    private static WebhookSource webhooks(WebhookSource known, List<String> addresses) {
        return addresses.isEmpty() ? known : new WebhookSource(known.name(), known.path(), addresses);
    }

    private ContainerCluster createCluster() {
        return new ContainerCluster(
                "cluster",
                ContainerClusterArgs.builder()
                        .logRetentionDays(config.observability().logRetentionDays())
                        .build(),
                options());
    }

    private Output<String> createImage() {
        EnvironmentConfig.Service service = config.service();
        ContainerImageArgs.Builder image = ContainerImageArgs.builder();
        service.image().ifPresent(image::imageReference);
        service.buildContext()
                .ifPresent(folder -> image.buildContext(folder).tag(service.imageTag()));
        return new ContainerImage(SERVICE + "-image", image.build(), options()).imageUri();
    }

    /** The service: it connects to the pool with tokens of IAM, so that a rotation of the password needs no new tasks. */
    private FargateService createService(
            ContainerCluster cluster,
            Network network,
            ApplicationLoadBalancer loadBalancer,
            DatabaseProxy proxy,
            RedisCache cache,
            Output<String> image,
            AlarmTopic alarmTopic) {
        EnvironmentConfig.Service service = config.service();
        Map<String, Secret> secrets = createSecrets();
        FargateServiceArgs.Builder args = FargateServiceArgs.builder()
                .cluster(cluster)
                .network(network)
                .loadBalancer(loadBalancer, SERVICE)
                .blueGreen(
                        BlueGreen.of(TrafficShift.canary(service.canaryPercent(), service.canaryMinutes())),
                        alarmTopic.topicArn())
                .redeployOnSecretChange(false)
                .image(image)
                .cpu(service.cpu())
                .memory(service.memory())
                .port(service.port())
                .healthCheckPath(service.healthCheckPath())
                .minTasks(service.minTasks())
                .maxTasks(service.maxTasks())
                .logRetentionDays(config.observability().logRetentionDays())
                .taskPolicies(proxy.connectStatements(OWNER))
                .environment(service.environment())
                .environment("PORT", String.valueOf(service.port()))
                .environment("DATABASE_HOST", proxy.endpoint())
                .environment("DATABASE_USER", OWNER)
                .environment("DATABASE_NAME", config.database().name())
                .environment("REDIS_HOST", cache.primaryEndpoint())
                .environment("REDIS_USER", cache.userName());
        secrets.forEach(args::secret);
        FargateService created = new FargateService(SERVICE, args.build(), options());
        created.connectTo(proxy);
        created.connectTo(cache);
        return created;
    }

    /** The secrets of the vendors; {@code plinth secrets set} gives them their values. */
    private Map<String, Secret> createSecrets() {
        Map<String, Secret> secrets = new TreeMap<>();
        Map.of(
                        "STRIPE_SECRET_KEY", "API key of Stripe",
                        "STRIPE_WEBHOOK_SECRET", "Signing secret of Stripe's webhooks",
                        "STACK_SECRET_SERVER_KEY", "Server key of STACK Auth",
                        "STACK_WEBHOOK_SECRET", "Signing secret of STACK Auth's webhooks")
                .forEach((variable, description) -> secrets.put(
                        variable,
                        new Secret(
                                variable.toLowerCase(Locale.ROOT).replace('_', '-'),
                                SecretArgs.builder().description(description).build(),
                                statefulOptions())));
        return secrets;
    }

    private MigrationTask createMigration(
            ContainerCluster cluster,
            Network network,
            PostgresDatabase database,
            Output<String> image,
            AlarmTopic alarmTopic) {
        return new MigrationTask(
                "migration",
                MigrationTaskArgs.builder()
                        .cluster(cluster)
                        .network(network)
                        .image(image)
                        .cpu(512)
                        .memory(1024)
                        .database(database)
                        .migrateCommand(List.of("node", "migrate.js"))
                        .verifyCommand(List.of("node", "verify.js"))
                        .alarmTopicArn(alarmTopic.topicArn())
                        .environment("DATABASE_HOST", database.address())
                        .environment("DATABASE_NAME", config.database().name())
                        .secrets(Map.of("DATABASE_CREDENTIALS", database.masterUserSecretArn()))
                        .secretKeyArns(List.of(database.kmsKeyArn()))
                        .logRetentionDays(config.observability().logRetentionDays())
                        .build(),
                options());
    }

    private WorkflowEngine createWorkflows(
            ContainerCluster cluster,
            Network network,
            PostgresDatabase database,
            RedisCache queue,
            Output<String> queuePassword,
            ApplicationLoadBalancer loadBalancer) {
        if (settings.isProduction()) {
            new Waiver(
                    "single-editor",
                    WaiverArgs.builder()
                            .rule("ecs-two-tasks")
                            .urn("*::n8n-editor-service")
                            .reason("Two tasks with n8n's editor and timers need its enterprise licence; webhooks and workers have two"
                                    + " tasks and continue without it")
                            .owner(config.observability().emails().isEmpty()
                                    ? "the owner of the stack"
                                    : config.observability().emails().get(0))
                            .expires(config.workflows().singleEditorUntil())
                            .build());
        }
        ContainerImage image = new ContainerImage(
                "n8n-image",
                ContainerImageArgs.builder()
                        .buildContext("services/n8n")
                        .tag(config.workflows().imageTag())
                        .build(),
                options());
        return new WorkflowEngine(
                "n8n",
                WorkflowEngineArgs.builder()
                        .cluster(cluster)
                        .network(network)
                        .image(image.imageUri())
                        .database(database)
                        .queue(queue, queuePassword)
                        .loadBalancer(loadBalancer)
                        .editorRoute(EDITOR)
                        .webhookRoute(WEBHOOKS)
                        .domainName(config.dns().workflowsDomainName())
                        .workers(config.workflows().workers())
                        .maxWorkers(config.workflows().maxWorkers())
                        .logRetentionDays(config.observability().logRetentionDays())
                        .build(),
                statefulOptions());
    }

    private void createFlags(BlueGreenDeployment deployment) {
        FeatureFlags flags = new FeatureFlags(
                "flags",
                FeatureFlagsArgs.builder()
                        .flags(config.flags())
                        .alarmArns(List.of(deployment.alarmArn()))
                        .build(),
                options());
        context.export("flagsApplication", flags.applicationId());
        context.export("flagsProfile", flags.profileId());
    }

    /** Static assets behind CloudFront, which the application's pages may use from their own origin. */
    private ObjectStorage createAssets(ObjectStorage logs, DnsZone zone) {
        ObjectStorageArgs.Builder args = ObjectStorageArgs.builder()
                .contentDistributionOrigin(true)
                .logBucket(logs)
                .corsRules(List.of(new CorsRule(
                        List.of("https://" + config.dns().domainName()),
                        List.of("GET", "HEAD"),
                        List.of("*"),
                        List.of("ETag"),
                        3600)));
        secondRegion.ifPresent(region -> args.replicationProvider(region)
                .replicaLogBucket(new ObjectStorage(
                        "replica-logs",
                        ObjectStorageArgs.builder()
                                .purpose(BucketPurpose.LOGS)
                                .expireAfterDays(config.observability().logRetentionDays())
                                .build(),
                        ComponentResourceOptions.builder()
                                .provider(region)
                                .protect(settings.isProduction())
                                .build())));
        ObjectStorage assets = new ObjectStorage("assets", args.build(), statefulOptions());
        TlsCertificate certificate = new TlsCertificate(
                "cdn-certificate",
                TlsCertificateArgs.builder()
                        .hostedZoneId(zone.hostedZoneId())
                        .domainName(config.dns().cdnDomainName())
                        .build(),
                ComponentResourceOptions.builder().provider(usEast1).build());
        ContentDistribution distribution = new ContentDistribution(
                "cdn",
                ContentDistributionArgs.builder()
                        .origins(List.of(DistributionOrigin.bucket("assets", assets)))
                        .domainNames(List.of(config.dns().cdnDomainName()))
                        .certificateArn(certificate.certificateArn())
                        .logBucket(logs)
                        .usEast1Provider(usEast1)
                        .firewallRateLimit(config.service().requestsPerAddress())
                        .firewallLogRetentionDays(config.observability().logRetentionDays())
                        .build(),
                options());
        zone.addRecords(ZoneRecord.aliases("cdn", distribution));
        context.export("assetsBucket", assets.bucketName());
        return assets;
    }

    private BackupVault createBackup(
            List<PostgresDatabase> databases, ObjectStorage assets, AlarmTopic alarmTopic) {
        BackupVaultArgs.Builder args = BackupVaultArgs.builder()
                .databases(databases)
                .resourceArns(List.of(assets.bucketArn()))
                .hourly(config.backup().hourly())
                .hourlyRetentionDays(config.backup().retentionDays())
                .retentionDays(config.backup().retentionDays())
                .notificationTopicArn(alarmTopic.topicArn());
        secondRegion.ifPresent(args::copyProvider);
        return new BackupVault("backup", args.build(), statefulOptions());
    }

    /** Levels at 0, 30, 60 and 120 minutes. */
    private void createEscalation() {
        EnvironmentConfig.Observability observability = config.observability();
        if (observability.escalation().isEmpty()) {
            return;
        }
        List<EscalationLevel> levels = new ArrayList<>(
                List.of(new EscalationLevel(0, observability.emails(), observability.slackChannelId())));
        for (int i = 0; i < observability.escalation().size() && i < ESCALATION_MINUTES.size(); i++) {
            levels.add(EscalationLevel.email(
                    ESCALATION_MINUTES.get(i), observability.escalation().get(i)));
        }
        EscalationArgs.Builder args = EscalationArgs.builder()
                .alarmNamePrefixes(List.of("observability-", "api-deployment-", "migration-"))
                .levels(levels)
                .logRetentionDays(observability.logRetentionDays());
        observability.slackTeamId().ifPresent(args::slackTeamId);
        new Escalation("escalation", args.build(), options());
    }

    private void createAlarms(
            AlarmTopic alarmTopic,
            Network network,
            List<PostgresDatabase> databases,
            DatabaseProxy proxy,
            List<RedisCache> caches,
            List<FargateService> services,
            ApplicationLoadBalancer loadBalancer,
            BackupVault backup) {
        new Observability(
                "observability",
                ObservabilityArgs.builder()
                        .alarmTopic(alarmTopic)
                        .networks(List.of(network))
                        .databases(databases)
                        .databaseProxies(List.of(proxy))
                        .caches(caches)
                        .services(services)
                        .loadBalancers(List.of(loadBalancer))
                        .backupVaults(List.of(backup))
                        .build(),
                options());
    }

    private ComponentResourceOptions options() {
        return ComponentResourceOptions.builder().provider(provider).build();
    }

    /** Options of a component that holds data: in production it is not deleted until {@code plinth unprotect}. */
    private ComponentResourceOptions statefulOptions() {
        return ComponentResourceOptions.builder()
                .provider(provider)
                .protect(settings.isProduction())
                .build();
    }

    private Provider createProvider(String name, String region) {
        Map<String, String> tags = new TreeMap<>(settings.tags());
        tags.put("project", context.projectName());
        tags.put("stack", context.stackName());
        tags.put("managedBy", "pulumi");
        return new Provider(
                name,
                ProviderArgs.builder()
                        .region(region)
                        .allowedAccountIds(config.allowedAccountIds())
                        .defaultTags(
                                ProviderDefaultTagsArgs.builder().tags(tags).build())
                        .build());
    }
}
