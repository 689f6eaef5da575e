package dev.plinth.stack;

import com.pulumi.Context;
import com.pulumi.core.Output;
import dev.plinth.components.audit.AuditTrail;
import dev.plinth.components.automation.OperatingHours;
import dev.plinth.components.backup.BackupVault;
import dev.plinth.components.backup.BackupVaultArgs;
import dev.plinth.components.container.FargateService;
import dev.plinth.components.container.ScheduledTask;
import dev.plinth.components.loadbalancer.ApplicationLoadBalancer;
import dev.plinth.components.network.ExistingNetworkArgs;
import dev.plinth.components.network.Network;
import dev.plinth.components.network.NetworkArgs;
import dev.plinth.components.observability.AlarmArgs;
import dev.plinth.components.observability.AlarmTopic;
import dev.plinth.components.observability.AlarmTopicArgs;
import dev.plinth.components.observability.Observability;
import dev.plinth.components.observability.ObservabilityArgs;
import dev.plinth.components.storage.ObjectStorage;
import dev.plinth.settings.StackSettings;
import dev.plinth.stack.config.AuditConfig;
import dev.plinth.stack.config.BucketConfig;
import dev.plinth.stack.config.NetworkConfig;
import dev.plinth.stack.config.ObservabilityConfig;
import dev.plinth.stack.config.ObservabilityConfig.ObjectivesConfig;
import dev.plinth.stack.config.OperatingHoursConfig;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Assembles the components of an environment from the sections of its configuration: data stores in a network, services and jobs
 * that use them, a load balancer and Cloudflare in front, backups and alarms for what there is.
 */
public final class Environment {

    private final Context context;
    private final EnvironmentConfig config;
    private final Stack stack;

    private Environment(Context context, EnvironmentConfig config, StackSettings settings) {
        this.context = context;
        this.config = config;
        this.stack = new Stack(context, config, settings);
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
        AlarmTopic alarmTopic = isWatched() ? createAlarmTopic() : null;
        Network network = config.network().map(this::createNetwork).orElse(null);
        DataStores stores = new DataStores(stack, network, alarmTopic);
        config.audit().ifPresent(audit -> createAudit(audit, stores));
        LoadBalancing loadBalancing = new LoadBalancing(stack);
        ApplicationLoadBalancer loadBalancer = LoadBalancing.isNeeded(config)
                ? loadBalancing.create(Objects.requireNonNull(network), stores.logs())
                : null;
        Workloads workloads = config.services().isEmpty() && config.jobs().isEmpty()
                ? null
                : new Workloads(stack, Objects.requireNonNull(network), stores, loadBalancer);
        config.operatingHours().ifPresent(hours -> createOperatingHours(hours, stores, workloads));
        if (loadBalancer != null) {
            loadBalancing.createRecords(loadBalancer);
        }
        config.edge()
                .ifPresent(
                        edge -> loadBalancing.createEdge(edge, loadBalancer == null ? null : loadBalancer.dnsName()));
        BackupVault backup = config.databases().isEmpty() && config.buckets().isEmpty()
                ? null
                : createBackup(stores, Objects.requireNonNull(alarmTopic));
        Observability observability = alarmTopic == null
                ? null
                : createObservability(alarmTopic, network, stores, loadBalancer, workloads, backup);
        export(network, stores, loadBalancer, backup, observability);
    }

    /** Returns whether there is a component that alarms watch. */
    private boolean isWatched() {
        return config.network().isPresent()
                || !config.buckets().isEmpty()
                || !config.queues().isEmpty()
                || !config.observability().alarms().isEmpty();
    }

    private AlarmTopic createAlarmTopic() {
        return new AlarmTopic(
                "alarms",
                AlarmTopicArgs.builder().emails(config.observability().emails()).build(),
                stack.options());
    }

    private Network createNetwork(NetworkConfig network) {
        return network.existing()
                .map(this::existingNetwork)
                .orElseGet(() -> new Network(
                        "network",
                        NetworkArgs.builder()
                                .cidrBlock(network.cidr().orElseThrow())
                                .availabilityZones(network.availabilityZones())
                                .availabilityZoneNames(network.availabilityZoneNames())
                                .natStrategy(network.natStrategy())
                                .s3Endpoint(network.s3Endpoint())
                                .dynamodbEndpoint(network.dynamodbEndpoint())
                                .interfaceEndpoints(network.interfaceEndpoints())
                                .flowLogRetentionDays(network.flowLogRetentionDays())
                                .build(),
                        stack.options()));
    }

    private Network existingNetwork(NetworkConfig.Existing existing) {
        ExistingNetworkArgs.Builder args = ExistingNetworkArgs.builder()
                .vpcId(existing.vpcId())
                .vpcCidrBlock(existing.vpcCidr())
                .natGatewayIds(existing.natGatewayIds());
        given(existing.availabilityZones()).ifPresent(args::availabilityZones);
        given(existing.publicSubnetIds()).ifPresent(args::publicSubnetIds);
        given(existing.privateSubnetIds()).ifPresent(args::privateSubnetIds);
        given(existing.dataSubnetIds()).ifPresent(args::dataSubnetIds);
        existing.s3PrefixListId().ifPresent(args::s3GatewayEndpointPrefixListId);
        existing.endpointSecurityGroupId().ifPresent(args::endpointSecurityGroupId);
        return Network.existing("network", args.build(), stack.options());
    }

    private static Optional<List<String>> given(List<String> values) {
        return values.isEmpty() ? Optional.empty() : Optional.of(values);
    }

    private void createAudit(AuditConfig audit, DataStores stores) {
        List<Output<String>> recorded = stores.buckets().entrySet().stream()
                .filter(bucket -> audit.dataEventBuckets().contains(bucket.getKey()))
                .map(bucket -> bucket.getValue().bucketArn())
                .toList();
        new AuditTrail(
                "audit",
                audit.args()
                        .logBucket(stores.logs())
                        .logRetentionDays(stack.logRetentionDays())
                        .dataEventBucketArns(recorded)
                        .build(),
                stack.stateful());
    }

    private void createOperatingHours(OperatingHoursConfig hours, DataStores stores, @Nullable Workloads workloads) {
        new OperatingHours(
                "operating-hours",
                hours.args()
                        .services(
                                workloads == null
                                        ? List.of()
                                        : List.copyOf(workloads.services().values()))
                        .databases(List.copyOf(stores.databases().values()))
                        .build(),
                stack.options());
    }

    private BackupVault createBackup(DataStores stores, AlarmTopic alarmTopic) {
        BackupVaultArgs.Builder args = config.backup()
                .args()
                .databases(List.copyOf(stores.databases().values()))
                .resourceArns(stores.buckets().values().stream()
                        .map(bucket -> bucket.bucketArn())
                        .toList())
                .continuousResourceArns(continuousBuckets(stores.buckets()))
                .notificationTopicArn(alarmTopic.topicArn());
        stack.secondRegion().ifPresent(args::copyProvider);
        return new BackupVault("backup", args.build(), stack.stateful());
    }

    private List<Output<String>> continuousBuckets(Map<String, ObjectStorage> buckets) {
        return buckets.entrySet().stream()
                .filter(entry -> Optional.ofNullable(config.buckets().get(entry.getKey()))
                        .filter(BucketConfig::continuousBackup)
                        .isPresent())
                .map(entry -> entry.getValue().bucketArn())
                .toList();
    }

    private Observability createObservability(
            AlarmTopic alarmTopic,
            @Nullable Network network,
            DataStores stores,
            @Nullable ApplicationLoadBalancer loadBalancer,
            @Nullable Workloads workloads,
            @Nullable BackupVault backup) {
        ObservabilityConfig settings = config.observability();
        List<FargateService> services =
                workloads == null ? List.of() : List.copyOf(workloads.services().values());
        List<ScheduledTask> jobs =
                workloads == null ? List.of() : List.copyOf(workloads.jobs().values());
        ObservabilityArgs.Builder args = ObservabilityArgs.builder()
                .alarmTopic(alarmTopic)
                .networks(listOf(network))
                .databases(List.copyOf(stores.databases().values()))
                .caches(List.copyOf(stores.caches().values()))
                .queues(List.copyOf(stores.queues().values()))
                .services(services)
                .scheduledTasks(jobs)
                .loadBalancers(listOf(loadBalancer))
                .backupVaults(listOf(backup))
                .databaseConnections(settings.databaseConnections())
                .databaseFreeStorageGibibytes(settings.databaseFreeStorageGibibytes())
                .databaseFreeMemoryMebibytes(settings.databaseFreeMemoryMebibytes())
                .alarms(settings.alarms().stream().map(Environment::alarm).toList());
        args.stopsOutsideHours(config.operatingHours().isPresent());
        settings.queueOldestMessageSeconds().ifPresent(args::queueOldestMessageSeconds);
        settings.objectives().map(ObjectivesConfig::toObjectives).ifPresent(args::objectives);
        return new Observability("observability", args.build(), stack.options());
    }

    private static AlarmArgs alarm(ObservabilityConfig.AlarmConfig alarm) {
        AlarmArgs.Builder args = AlarmArgs.builder()
                .subject(alarm.subject())
                .name(alarm.name())
                .title(alarm.title())
                .namespace(alarm.namespace())
                .metricName(alarm.metricName())
                .statistic(alarm.statistic())
                .comparison(alarm.comparison())
                .threshold(alarm.threshold())
                .periodSeconds(alarm.periodSeconds())
                .periods(alarm.periods())
                .missingData(alarm.missingData());
        alarm.dimensions().forEach(args::dimension);
        return args.build();
    }

    private static <T> List<T> listOf(@Nullable T component) {
        return component == null ? List.of() : List.of(component);
    }

    private void export(
            @Nullable Network network,
            DataStores stores,
            @Nullable ApplicationLoadBalancer loadBalancer,
            @Nullable BackupVault backup,
            @Nullable Observability observability) {
        if (network != null) {
            context.export("vpcId", network.vpcId());
        }
        stores.databases().forEach((name, database) -> {
            context.export(name + "Address", database.address());
            context.export(name + "SecretArn", database.masterUserSecretArn());
        });
        stores.caches().forEach((name, cache) -> context.export(name + "Address", cache.primaryEndpoint()));
        stores.buckets().forEach((name, bucket) -> context.export(name + "Bucket", bucket.bucketName()));
        stores.queues().forEach((name, queue) -> context.export(name + "QueueUrl", queue.queueUrl()));
        stores.secrets().forEach((name, secret) -> context.export(name + "SecretArn", secret.secretArn()));
        if (loadBalancer != null) {
            context.export("loadBalancerDnsName", loadBalancer.dnsName());
            context.export(
                    "urls",
                    Output.of(LoadBalancing.hostnames(config).stream()
                            .map(hostname -> "https://" + stack.domain(hostname))
                            .toList()));
        }
        if (backup != null) {
            context.export("backupVaultArn", backup.vaultArn());
        }
        if (observability != null) {
            context.export("dashboardName", observability.dashboardName());
        }
    }
}
