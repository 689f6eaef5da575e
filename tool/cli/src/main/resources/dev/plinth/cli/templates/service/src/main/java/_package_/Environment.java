package {%package%};

import com.pulumi.Context;
import com.pulumi.aws.Provider;
import com.pulumi.aws.ProviderArgs;
import com.pulumi.aws.inputs.ProviderDefaultTagsArgs;
import com.pulumi.core.Output;
import com.pulumi.resources.ComponentResourceOptions;
import dev.plinth.components.backup.BackupVault;
import dev.plinth.components.backup.BackupVaultArgs;
import dev.plinth.components.container.ContainerCluster;
import dev.plinth.components.container.ContainerClusterArgs;
import dev.plinth.components.container.ContainerImage;
import dev.plinth.components.container.ContainerImageArgs;
import dev.plinth.components.container.FargateService;
import dev.plinth.components.container.FargateServiceArgs;
import dev.plinth.components.database.PostgresDatabase;
import dev.plinth.components.database.PostgresDatabaseArgs;
import dev.plinth.components.dns.DnsZone;
import dev.plinth.components.dns.DnsZoneArgs;
import dev.plinth.components.dns.ZoneRecord;
import dev.plinth.components.edge.TlsCertificate;
import dev.plinth.components.edge.TlsCertificateArgs;
import dev.plinth.components.loadbalancer.ApplicationLoadBalancer;
import dev.plinth.components.loadbalancer.ApplicationLoadBalancerArgs;
import dev.plinth.components.loadbalancer.IngressSource;
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
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The environment: a network, a database in it, a service behind a public load balancer, backups and alarms. */
final class Environment {

    private static final String SERVICE = "api";

    private final Context context;
    private final EnvironmentConfig config;
    private final StackSettings settings;
    private final Provider provider;
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
        this.secondRegion = config.backup().secondRegion().map(region -> createProvider("aws-second-region", region));
    }

    /** Registers the stack's resources. */
    void create() {
        AlarmTopic alarmTopic = createAlarmTopic();
        Network network = createNetwork();
        ObjectStorage logs = createLogs();
        PostgresDatabase database = createDatabase(network, alarmTopic);
        DnsZone zone = createZone();
        ApplicationLoadBalancer loadBalancer = createLoadBalancer(network, logs, zone);
        zone.addRecords(List.of(ZoneRecord.alias(config.dns().hostname(), loadBalancer)));
        FargateService service = createService(network, loadBalancer, database);
        BackupVault backup = createBackup(database, alarmTopic);
        createAlarms(alarmTopic, network, database, service, loadBalancer, backup);

        context.export("vpcId", network.vpcId());
        context.export("databaseAddress", database.address());
        context.export("url", Output.of("https://" + config.dns().domainName()));
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
        secondRegion.ifPresent(args::backupReplicationProvider);
        return new PostgresDatabase("database", args.build(), statefulOptions());
    }

    /** The hosted zone: an existing one, or a new one that is signed with a key in us-east-1, as Route 53 demands. */
    private DnsZone createZone() {
        DnsZoneArgs.Builder args = DnsZoneArgs.builder().zoneName(config.dns().zone());
        config.dns()
                .hostedZoneId()
                .ifPresentOrElse(
                        args::hostedZoneId,
                        () -> args.usEast1Provider(createProvider("aws-us-east-1", "us-east-1"))
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
                        .routes(List.of(new Route(
                                SERVICE,
                                service.port(),
                                service.healthCheckPath(),
                                List.of(config.dns().domainName()),
                                List.of(),
                                10)))
                        .firewallRateLimit(service.requestsPerAddress())
                        .firewallLogRetentionDays(config.observability().logRetentionDays())
                        .build(),
                options());
    }

    private FargateService createService(
            Network network, ApplicationLoadBalancer loadBalancer, PostgresDatabase database) {
        EnvironmentConfig.Service service = config.service();
        ContainerCluster cluster = new ContainerCluster(
                "cluster",
                ContainerClusterArgs.builder()
                        .logRetentionDays(config.observability().logRetentionDays())
                        .build(),
                options());
        ContainerImageArgs.Builder image = ContainerImageArgs.builder();
        service.image().ifPresent(image::imageReference);
        service.buildContext()
                .ifPresent(folder -> image.buildContext(folder).tag(service.imageTag()));
        FargateService created = new FargateService(
                SERVICE,
                FargateServiceArgs.builder()
                        .cluster(cluster)
                        .network(network)
                        .loadBalancer(loadBalancer, SERVICE)
                        .image(new ContainerImage(SERVICE + "-image", image.build(), options()).imageUri())
                        .cpu(service.cpu())
                        .memory(service.memory())
                        .port(service.port())
                        .healthCheckPath(service.healthCheckPath())
                        .minTasks(service.minTasks())
                        .maxTasks(service.maxTasks())
                        .logRetentionDays(config.observability().logRetentionDays())
                        .environment(service.environment())
                        .environment("PORT", String.valueOf(service.port()))
                        .environment("DATABASE_HOST", database.address())
                        .environment("DATABASE_NAME", config.database().name())
                        .secrets(Map.of("DATABASE_CREDENTIALS", database.masterUserSecretArn()))
                        .secretKeyArns(List.of(database.kmsKeyArn()))
                        .build(),
                options());
        created.connectTo(database);
        return created;
    }

    private BackupVault createBackup(PostgresDatabase database, AlarmTopic alarmTopic) {
        BackupVaultArgs.Builder args = BackupVaultArgs.builder()
                .databases(List.of(database))
                .retentionDays(config.backup().retentionDays())
                .notificationTopicArn(alarmTopic.topicArn());
        secondRegion.ifPresent(args::copyProvider);
        return new BackupVault("backup", args.build(), statefulOptions());
    }

    private void createAlarms(
            AlarmTopic alarmTopic,
            Network network,
            PostgresDatabase database,
            FargateService service,
            ApplicationLoadBalancer loadBalancer,
            BackupVault backup) {
        new Observability(
                "observability",
                ObservabilityArgs.builder()
                        .alarmTopic(alarmTopic)
                        .networks(List.of(network))
                        .databases(List.of(database))
                        .services(List.of(service))
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
