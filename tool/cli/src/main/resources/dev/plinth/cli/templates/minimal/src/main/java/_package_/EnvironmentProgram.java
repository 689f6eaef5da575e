package <%package%>;

import com.pulumi.Context;
import com.pulumi.aws.Provider;
import com.pulumi.aws.ProviderArgs;
import com.pulumi.aws.inputs.ProviderDefaultTagsArgs;
import com.pulumi.resources.ComponentResourceOptions;
import dev.plinth.components.network.Network;
import dev.plinth.components.network.NetworkArgs;
import dev.plinth.components.storage.BucketPurpose;
import dev.plinth.components.storage.ObjectStorage;
import dev.plinth.components.storage.ObjectStorageArgs;
import dev.plinth.settings.Placeholders;
import dev.plinth.settings.StackProgram;
import dev.plinth.settings.StackSettings;
import java.util.Map;
import java.util.TreeMap;

/** The environment: a network and a bucket. */
public final class EnvironmentProgram implements StackProgram<EnvironmentConfig> {

    @Override
    public Class<EnvironmentConfig> configuration() {
        return EnvironmentConfig.class;
    }

    @Override
    public void create(Context context, EnvironmentConfig config, StackSettings settings) {
        Provider provider = createProvider(context, config, settings);
        ComponentResourceOptions options =
                ComponentResourceOptions.builder().provider(provider).build();
        // Pulumi deletes nothing that holds data in production until `plinth unprotect`.
        ComponentResourceOptions stateful = ComponentResourceOptions.builder()
                .provider(provider)
                .protect(settings.isProduction())
                .build();

        Network network = createNetwork(config.network(), options);
        ObjectStorage logs = createLogs(config.bucket(), stateful);
        ObjectStorage files = createFiles(config.bucket(), logs, stateful);

        context.export("vpcId", network.vpcId());
        context.export("filesBucket", files.bucketName());
    }

    private static Network createNetwork(EnvironmentConfig.Network network, ComponentResourceOptions options) {
        return new Network(
                "network",
                NetworkArgs.builder()
                        .cidrBlock(network.cidr())
                        .availabilityZones(network.availabilityZones())
                        .natStrategy(network.natStrategy())
                        .interfaceEndpoints(network.interfaceEndpoints())
                        .flowLogRetentionDays(network.flowLogRetentionDays())
                        .build(),
                options);
    }

    private static ObjectStorage createLogs(EnvironmentConfig.Bucket bucket, ComponentResourceOptions options) {
        return new ObjectStorage(
                "logs",
                ObjectStorageArgs.builder()
                        .purpose(BucketPurpose.LOGS)
                        .expireAfterDays(bucket.logRetentionDays())
                        .build(),
                options);
    }

    private static ObjectStorage createFiles(
            EnvironmentConfig.Bucket bucket, ObjectStorage logs, ComponentResourceOptions options) {
        return new ObjectStorage(
                "files",
                ObjectStorageArgs.builder()
                        .logBucket(logs)
                        .noncurrentVersionDays(bucket.noncurrentVersionRetentionDays())
                        .build(),
                options);
    }

    private static Provider createProvider(Context context, EnvironmentConfig config, StackSettings settings) {
        Map<String, String> tags = new TreeMap<>(settings.tags());
        tags.put("project", context.projectName());
        tags.put("stack", context.stackName());
        tags.put("managedBy", "pulumi");
        return new Provider(
                "aws",
                ProviderArgs.builder()
                        .region(config.region())
                        .allowedAccountIds(config.allowedAccountIds())
                        .defaultTags(
                                ProviderDefaultTagsArgs.builder().tags(tags).build())
                        .build());
    }

    @Override
    public void placeholders(EnvironmentConfig config, Placeholders placeholders) {
        config.allowedAccountIds().forEach(id -> placeholders.account("aws:allowedAccountIds", id));
    }
}
