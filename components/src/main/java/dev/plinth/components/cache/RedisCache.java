package dev.plinth.components.cache;

import com.pulumi.aws.cloudwatch.LogGroup;
import com.pulumi.aws.cloudwatch.LogGroupArgs;
import com.pulumi.aws.ec2.SecurityGroup;
import com.pulumi.aws.elasticache.ParameterGroup;
import com.pulumi.aws.elasticache.ParameterGroupArgs;
import com.pulumi.aws.elasticache.ReplicationGroup;
import com.pulumi.aws.elasticache.ReplicationGroupArgs;
import com.pulumi.aws.elasticache.SubnetGroup;
import com.pulumi.aws.elasticache.SubnetGroupArgs;
import com.pulumi.aws.elasticache.User;
import com.pulumi.aws.elasticache.UserArgs;
import com.pulumi.aws.elasticache.UserGroup;
import com.pulumi.aws.elasticache.UserGroupArgs;
import com.pulumi.aws.elasticache.inputs.ParameterGroupParameterArgs;
import com.pulumi.aws.elasticache.inputs.ReplicationGroupLogDeliveryConfigurationArgs;
import com.pulumi.aws.elasticache.inputs.UserAuthenticationModeArgs;
import com.pulumi.aws.vpc.SecurityGroupIngressRuleArgs;
import com.pulumi.core.Output;
import com.pulumi.resources.ComponentResourceOptions;
import dev.plinth.components.PhysicalName;
import dev.plinth.components.PlinthComponent;
import dev.plinth.components.SecurityGroupRules;
import dev.plinth.components.network.Network;
import dev.plinth.components.security.EncryptionKey;
import dev.plinth.components.security.EncryptionKeyArgs;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Redis or Valkey on ElastiCache, in subnets that have no way to the internet: encrypted with its own key, TLS only, with a
 * replica in a second zone to which ElastiCache fails over automatically.
 *
 * <p>There is no password: services log in as {@link #userName} with a token that IAM signs, and need the permission
 * {@code elasticache:Connect} on {@link #arn} and {@link #userArn}. The engine's own user without a name is switched off. Nobody
 * reaches the cache without {@link #allowFrom}.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/auth-iam.html">Authenticating with IAM</a>
 */
public final class RedisCache extends PlinthComponent {

    /** The type token. */
    public static final String TYPE = "plinth:cache:RedisCache";

    private final RedisCacheArgs args;
    private final Network network;
    private final String physicalName;
    private final EncryptionKey key;
    private final SecurityGroup securityGroup;
    private final User user;
    private final ReplicationGroup replicationGroup;

    /**
     * Creates the cache.
     *
     * @param name the logical name
     * @param args the arguments
     * @throws dev.plinth.components.InvalidArgumentsException when arguments are invalid; it names all of them
     */
    public RedisCache(String name, RedisCacheArgs args) {
        this(name, args, null);
    }

    /**
     * Creates the cache with Pulumi's options.
     *
     * @param name the logical name
     * @param args the arguments
     * @param options Pulumi's options, or null for none
     * @throws dev.plinth.components.InvalidArgumentsException when arguments are invalid; it names all of them
     */
    public RedisCache(String name, RedisCacheArgs args, @Nullable ComponentResourceOptions options) {
        super(TYPE, name, RedisCacheValidation.validated(name, args), options);
        this.args = args;
        this.network = Objects.requireNonNull(args.network());
        this.physicalName = userName(name, args);
        this.key = createKey();
        this.securityGroup = SecurityGroupRules.ofStore(this, network.vpcId(), "Redis");
        this.user = createUser();
        this.replicationGroup = createReplicationGroup(createUserGroup());
        registerOutputs(Map.of(
                "replicationGroupId", replicationGroupId(),
                "arn", arn(),
                "primaryEndpoint", primaryEndpoint(),
                "readerEndpoint", readerEndpoint(),
                "port", port(),
                "securityGroupId", securityGroupId(),
                "userName", userName()));
    }

    /**
     * Checks arguments without creating anything, as a configuration is read before there is a deployment.
     *
     * @param name the logical name
     * @param args the arguments, the user name among them
     * @throws dev.plinth.components.InvalidArgumentsException when arguments are invalid; it names all of them
     */
    public static void check(String name, RedisCacheArgs args) {
        RedisCacheValidation.validated(name, args);
    }

    /** The replication group's name in AWS. */
    public Output<String> replicationGroupId() {
        return replicationGroup.replicationGroupId();
    }

    /** The replication group's ARN. */
    public Output<String> arn() {
        return replicationGroup.arn();
    }

    /** The host for writes; after a failover it leads to the new primary. */
    public Output<String> primaryEndpoint() {
        return replicationGroup.primaryEndpointAddress();
    }

    /** The host for reads that may be a little behind, spread over the replicas. */
    public Output<String> readerEndpoint() {
        return replicationGroup.readerEndpointAddress();
    }

    /** The port to connect to. */
    public Output<Integer> port() {
        return replicationGroup.port().applyValue(port -> port.orElse(args.port()));
    }

    /** The nodes' ids, which ElastiCache numbers from 001; CloudWatch measures each node by its id. */
    public List<Output<String>> nodeIds() {
        return IntStream.rangeClosed(1, args.replicas() + 1)
                .mapToObj(number -> replicationGroupId().applyValue(id -> "%s-%03d".formatted(id, number)))
                .toList();
    }

    /** The security group of all nodes. */
    public Output<String> securityGroupId() {
        return securityGroup.id();
    }

    /** The user that services log in as. */
    public Output<String> userName() {
        return user.userName();
    }

    /** The user's ARN, for the permission {@code elasticache:Connect}. */
    public Output<String> userArn() {
        return user.arn();
    }

    /** The key that encrypts data, snapshots and logs. */
    public Output<String> kmsKeyArn() {
        return key.keyArn();
    }

    /**
     * Lets a client in.
     *
     * @param clientName the client's name, unique among the clients of this cache
     * @param clientSecurityGroupId the security group that the client's connections come from
     */
    public void allowFrom(String clientName, Output<String> clientSecurityGroupId) {
        SecurityGroupRules.allowFrom(
                this,
                clientName,
                SecurityGroupIngressRuleArgs.builder()
                        .securityGroupId(securityGroup.id())
                        .description("Redis from " + clientName),
                clientSecurityGroupId,
                args.port());
    }

    static String userName(String name, RedisCacheArgs args) {
        String given = args.userName();
        return given == null ? PhysicalName.of(name) : given;
    }

    static String engineVersion(RedisCacheArgs args) {
        String given = args.engineVersion();
        return given == null ? args.engine().defaultVersion() : given;
    }

    /** Returns whether no minor version comes after a version: of Redis OSS, ElastiCache has 7.1 as the last one. */
    static boolean isLastMinorVersion(RedisCacheArgs args) {
        return args.engine() == CacheEngine.REDIS && engineVersion(args).equals(CacheEngine.REDIS.defaultVersion());
    }

    static boolean upgradesMinorVersion(RedisCacheArgs args) {
        Boolean given = args.autoMinorVersionUpgrade();
        return given == null ? isLastMinorVersion(args) : given;
    }

    /** The final snapshot is unreadable without the key. */
    private EncryptionKey createKey() {
        return new EncryptionKey(
                childName("key"),
                EncryptionKeyArgs.builder()
                        .description("Encrypts the cache " + name() + ": data, snapshots and logs.")
                        .servicePrincipals(List.of(EncryptionKey.CLOUDWATCH_LOGS))
                        .retainOnDelete(true)
                        .build(),
                childComponentOptions().build());
    }

    private User createUser() {
        return new User(
                childName("user"),
                UserArgs.builder()
                        .userId(physicalName)
                        .userName(physicalName)
                        .engine(args.engine().value())
                        .accessString(args.accessString())
                        .authenticationMode(authenticationMode("iam"))
                        .build(),
                childOptions().build());
    }

    /** Every group has a user called {@code default}; this one takes the place of the one that may do everything. */
    private User createDisabledDefaultUser() {
        return new User(
                childName("default-user"),
                UserArgs.builder()
                        .userId(physicalName + "-default")
                        .userName("default")
                        .engine(args.engine().value())
                        .accessString("off -@all")
                        .authenticationMode(authenticationMode("no-password-required"))
                        .build(),
                childOptions().build());
    }

    private static UserAuthenticationModeArgs authenticationMode(String type) {
        return UserAuthenticationModeArgs.builder().type(type).build();
    }

    private Output<List<String>> userIds() {
        List<Output<String>> ids =
                new ArrayList<>(List.of(createDisabledDefaultUser().userId(), user.userId()));
        String name = args.passwordUserName();
        if (name != null) {
            ids.add(createPasswordUser(name, Objects.requireNonNull(args.password()))
                    .userId());
        }
        return Output.all(ids);
    }

    private User createPasswordUser(String name, Output<String> password) {
        return new User(
                childName("password-user"),
                UserArgs.builder()
                        .userId(physicalName + "-" + name)
                        .userName(name)
                        .engine(args.engine().value())
                        .accessString(args.accessString())
                        .authenticationMode(UserAuthenticationModeArgs.builder()
                                .type("password")
                                .passwords(password.applyValue(List::of))
                                .build())
                        .build(),
                childOptions().build());
    }

    private UserGroup createUserGroup() {
        return new UserGroup(
                childName("user-group"),
                UserGroupArgs.builder()
                        .userGroupId(physicalName)
                        .engine(args.engine().value())
                        .userIds(userIds())
                        .build(),
                childOptions().build());
    }

    private ReplicationGroup createReplicationGroup(UserGroup userGroup) {
        boolean hasReplicas = args.replicas() > 0;
        ReplicationGroupArgs.Builder builder = ReplicationGroupArgs.builder()
                .description("Cache " + name())
                .engine(args.engine().value())
                .engineVersion(engineVersion(args))
                .nodeType(args.nodeType())
                .port(args.port())
                .numCacheClusters(1 + args.replicas())
                .automaticFailoverEnabled(hasReplicas)
                .multiAzEnabled(hasReplicas)
                .subnetGroupName(createSubnetGroup().name())
                .parameterGroupName(createParameterGroup().name())
                .securityGroupIds(securityGroup.id().applyValue(List::of))
                .userGroupIds(userGroup.userGroupId().applyValue(List::of))
                .atRestEncryptionEnabled(true)
                .kmsKeyId(key.keyArn())
                .transitEncryptionEnabled(true)
                .transitEncryptionMode("required")
                .snapshotRetentionLimit(args.snapshotRetentionDays())
                .snapshotWindow(args.snapshotWindow())
                .finalSnapshotIdentifier(lifeSuffix(
                                "final-snapshot-suffix",
                                List.of(
                                        Output.of(args.engine().value()),
                                        Output.of(engineVersion(args)),
                                        Output.of(args.port()),
                                        key.keyArn()))
                        .applyValue(suffix -> physicalName + "-final-" + suffix))
                .maintenanceWindow(args.maintenanceWindow())
                .autoMinorVersionUpgrade(upgradesMinorVersion(args))
                .applyImmediately(false)
                .logDeliveryConfigurations(logDelivery("slow-log"), logDelivery("engine-log"))
                .tags(Map.of("Name", name()));
        Output<String> topic = args.notificationTopicArn();
        if (topic != null) {
            builder.notificationTopicArn(topic);
        }
        return new ReplicationGroup(
                childName("replication-group"),
                builder.build(),
                statefulChildOptions().build());
    }

    private SubnetGroup createSubnetGroup() {
        return new SubnetGroup(
                childName("subnet-group"),
                SubnetGroupArgs.builder()
                        .description("Data subnets, without a route to the internet")
                        .subnetIds(network.dataSubnetIds())
                        .build(),
                childOptions().build());
    }

    private ParameterGroup createParameterGroup() {
        String majorVersion = engineVersion(args).substring(0, 1);
        return new ParameterGroup(
                childName("parameter-group"),
                ParameterGroupArgs.builder()
                        .family(args.engine().value() + majorVersion)
                        .description("Parameters of the cache " + name())
                        .parameters(args.parameters().entrySet().stream()
                                .map(parameter -> ParameterGroupParameterArgs.builder()
                                        .name(parameter.getKey())
                                        .value(parameter.getValue())
                                        .build())
                                .toList())
                        .build(),
                childOptions().build());
    }

    private ReplicationGroupLogDeliveryConfigurationArgs logDelivery(String logType) {
        LogGroup logGroup = new LogGroup(
                childName(logType + "-group"),
                LogGroupArgs.builder()
                        // This prefix keeps the account's policy for log delivery from outgrowing its limit.
                        .name("/aws/vendedlogs/elasticache/" + physicalName + "/" + logType)
                        .retentionInDays(args.logRetentionDays())
                        .kmsKeyId(key.keyArn())
                        .build(),
                statefulChildOptions().build());
        return ReplicationGroupLogDeliveryConfigurationArgs.builder()
                .destination(logGroup.name())
                .destinationType("cloudwatch-logs")
                .logFormat("json")
                .logType(logType)
                .build();
    }
}
