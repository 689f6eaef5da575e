package {%package%};

import com.pulumi.Context;
import com.pulumi.aws.Provider;
import com.pulumi.aws.ProviderArgs;
import com.pulumi.aws.inputs.ProviderDefaultTagsArgs;
import com.pulumi.resources.ComponentResourceOptions;
import dev.plinth.components.backup.BackupVault;
import dev.plinth.components.backup.BackupVaultArgs;
import dev.plinth.components.network.Network;
import dev.plinth.components.network.NetworkArgs;
import dev.plinth.components.observability.AlarmTopic;
import dev.plinth.components.observability.AlarmTopicArgs;
import dev.plinth.components.storage.BucketPurpose;
import dev.plinth.components.storage.ObjectStorage;
import dev.plinth.components.storage.ObjectStorageArgs;
import dev.plinth.settings.StackSettings;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The environment: a network, and a bucket with its logs and backups. */
final class Environment {

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
        Network network = createNetwork();
        ObjectStorage files = createFiles(createLogs("logs", provider));
        createBackup(files, createAlarmTopic());

        context.export("vpcId", network.vpcId());
        context.export("filesBucket", files.bucketName());
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

    private ObjectStorage createLogs(String name, Provider provider) {
        return new ObjectStorage(
                name,
                ObjectStorageArgs.builder()
                        .purpose(BucketPurpose.LOGS)
                        .expireAfterDays(config.bucket().logRetentionDays())
                        .build(),
                statefulOptions(provider));
    }

    /** The bucket, and its copy in the second Region; S3 writes access logs within a Region only. */
    private ObjectStorage createFiles(ObjectStorage logs) {
        ObjectStorageArgs.Builder args = ObjectStorageArgs.builder()
                .logBucket(logs)
                .noncurrentVersionDays(config.bucket().noncurrentVersionRetentionDays());
        secondRegion.ifPresent(
                region -> args.replicationProvider(region).replicaLogBucket(createLogs("replica-logs", region)));
        return new ObjectStorage("files", args.build(), statefulOptions(provider));
    }

    private void createBackup(ObjectStorage files, AlarmTopic alarmTopic) {
        BackupVaultArgs.Builder args = BackupVaultArgs.builder()
                .resourceArns(List.of(files.bucketArn()))
                .retentionDays(config.backup().retentionDays())
                .notificationTopicArn(alarmTopic.topicArn());
        secondRegion.ifPresent(args::copyProvider);
        new BackupVault("backup", args.build(), statefulOptions(provider));
    }

    private ComponentResourceOptions options() {
        return ComponentResourceOptions.builder().provider(provider).build();
    }

    /** Options of a component that holds data: in production it is not deleted until {@code plinth unprotect}. */
    private ComponentResourceOptions statefulOptions(Provider provider) {
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
