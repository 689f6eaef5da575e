package dev.plinth.components.container;

import com.pulumi.aws.cloudwatch.LogGroup;
import com.pulumi.aws.cloudwatch.LogGroupArgs;
import com.pulumi.aws.ecs.Cluster;
import com.pulumi.aws.ecs.ClusterArgs;
import com.pulumi.aws.ecs.ClusterCapacityProviders;
import com.pulumi.aws.ecs.ClusterCapacityProvidersArgs;
import com.pulumi.aws.ecs.inputs.ClusterCapacityProvidersDefaultCapacityProviderStrategyArgs;
import com.pulumi.aws.ecs.inputs.ClusterConfigurationArgs;
import com.pulumi.aws.ecs.inputs.ClusterConfigurationExecuteCommandConfigurationArgs;
import com.pulumi.aws.ecs.inputs.ClusterConfigurationExecuteCommandConfigurationLogConfigurationArgs;
import com.pulumi.aws.ecs.inputs.ClusterSettingArgs;
import com.pulumi.core.Output;
import com.pulumi.resources.ComponentResourceOptions;
import dev.plinth.components.LogRetention;
import dev.plinth.components.PlinthComponent;
import dev.plinth.components.Validation;
import dev.plinth.components.security.EncryptionKey;
import dev.plinth.components.security.EncryptionKeyArgs;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An ECS cluster for Fargate: Container Insights, an audit log of every command run in a container, and both Fargate capacity
 * providers. Its key encrypts those sessions and the logs of the services in it.
 */
public final class ContainerCluster extends PlinthComponent {

    /** The type token. */
    public static final String TYPE = "plinth:container:ContainerCluster";

    static final String FARGATE = "FARGATE";
    static final String FARGATE_SPOT = "FARGATE_SPOT";

    private final EncryptionKey key;
    private final LogGroup executeCommandLogGroup;
    private final Cluster cluster;
    private final int logRetentionDays;
    private @Nullable SecretRedeployment secretRedeployment;

    /**
     * Creates the cluster.
     *
     * @param name the logical name
     * @param args the arguments
     * @throws dev.plinth.components.InvalidArgumentsException when arguments are invalid; it names all of them
     */
    public ContainerCluster(String name, ContainerClusterArgs args) {
        this(name, args, null);
    }

    /**
     * Creates the cluster with Pulumi's options.
     *
     * @param name the logical name
     * @param args the arguments
     * @param options Pulumi's options, or null for none
     * @throws dev.plinth.components.InvalidArgumentsException when arguments are invalid; it names all of them
     */
    public ContainerCluster(String name, ContainerClusterArgs args, @Nullable ComponentResourceOptions options) {
        super(TYPE, name, validated(name, args), options);
        this.logRetentionDays = args.logRetentionDays();
        this.key = createKey();
        this.executeCommandLogGroup = createExecuteCommandLogGroup(args);
        this.cluster = createCluster(args);
        createCapacityProviders(args);
        registerOutputs(Map.of("clusterName", clusterName(), "clusterArn", clusterArn(), "kmsKeyArn", kmsKeyArn()));
    }

    /** The cluster's name. */
    public Output<String> clusterName() {
        return cluster.name();
    }

    /** The cluster's ARN. */
    public Output<String> clusterArn() {
        return cluster.arn();
    }

    /** The key that encrypts command sessions and the logs of the cluster's services. */
    public Output<String> kmsKeyArn() {
        return key.keyArn();
    }

    /** The log group with every command run in a container. */
    public Output<String> executeCommandLogGroupArn() {
        return executeCommandLogGroup.arn();
    }

    /** Returns what starts new tasks when a secret changes; empty while no service of the cluster asks for it. */
    public Optional<SecretRedeployment> secretRedeployment() {
        return Optional.ofNullable(secretRedeployment);
    }

    /** Creates what starts new tasks when a secret changes, once for all services of the cluster. */
    SecretRedeployment redeployOnSecretChange() {
        SecretRedeployment existing = secretRedeployment;
        if (existing != null) {
            return existing;
        }
        SecretRedeployment created = new SecretRedeployment(
                childName("redeployment"),
                clusterName(),
                clusterArn(),
                logRetentionDays,
                childComponentOptions().build());
        secretRedeployment = created;
        return created;
    }

    private static ContainerClusterArgs validated(String name, ContainerClusterArgs args) {
        Validation.of("ContainerCluster", name)
                .inRange("fargateBase", args.fargateBase(), 0, 100_000, "tasks")
                .inRange("fargateWeight", args.fargateWeight(), 0, 1000)
                .inRange("fargateSpotWeight", args.fargateSpotWeight(), 0, 1000)
                .check(
                        args.fargateWeight() + args.fargateSpotWeight() > 0,
                        "fargateWeight",
                        args.fargateWeight(),
                        "at least 1 when fargateSpotWeight is 0")
                .check(
                        LogRetention.isOffered(args.logRetentionDays()),
                        "logRetentionDays",
                        args.logRetentionDays(),
                        LogRetention.ALLOWED)
                .throwIfAny();
        return args;
    }

    private EncryptionKey createKey() {
        return new EncryptionKey(
                childName("key"),
                EncryptionKeyArgs.builder()
                        .description("Container logs and command sessions of " + name())
                        .servicePrincipals(List.of(EncryptionKey.CLOUDWATCH_LOGS))
                        .build(),
                childComponentOptions().build());
    }

    private LogGroup createExecuteCommandLogGroup(ContainerClusterArgs args) {
        return new LogGroup(
                childName("execute-command"),
                LogGroupArgs.builder()
                        .retentionInDays(args.logRetentionDays())
                        .kmsKeyId(key.keyArn())
                        .build(),
                statefulChildOptions().build());
    }

    private Cluster createCluster(ContainerClusterArgs args) {
        var logging = ClusterConfigurationExecuteCommandConfigurationLogConfigurationArgs.builder()
                .cloudWatchEncryptionEnabled(true)
                .cloudWatchLogGroupName(executeCommandLogGroup.name())
                .build();
        return new Cluster(
                childName("cluster"),
                ClusterArgs.builder()
                        .settings(ClusterSettingArgs.builder()
                                .name("containerInsights")
                                .value(args.containerInsights())
                                .build())
                        .configuration(ClusterConfigurationArgs.builder()
                                .executeCommandConfiguration(
                                        ClusterConfigurationExecuteCommandConfigurationArgs.builder()
                                                .kmsKeyId(key.keyArn())
                                                .logging("OVERRIDE")
                                                .logConfiguration(logging)
                                                .build())
                                .build())
                        .build(),
                childOptions().build());
    }

    private void createCapacityProviders(ContainerClusterArgs args) {
        new ClusterCapacityProviders(
                childName("capacity-providers"),
                ClusterCapacityProvidersArgs.builder()
                        .clusterName(cluster.name())
                        .capacityProviders(FARGATE, FARGATE_SPOT)
                        .defaultCapacityProviderStrategies(
                                ClusterCapacityProvidersDefaultCapacityProviderStrategyArgs.builder()
                                        .capacityProvider(FARGATE)
                                        .base(args.fargateBase())
                                        .weight(args.fargateWeight())
                                        .build(),
                                ClusterCapacityProvidersDefaultCapacityProviderStrategyArgs.builder()
                                        .capacityProvider(FARGATE_SPOT)
                                        .weight(args.fargateSpotWeight())
                                        .build())
                        .build(),
                childOptions().build());
    }
}
