package dev.plinth.components.cache;

import com.pulumi.aws.cloudwatch.LogGroup;
import com.pulumi.aws.cloudwatch.LogGroupArgs;
import com.pulumi.aws.ec2.SecurityGroup;
import com.pulumi.aws.ec2.SecurityGroupArgs;
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
import com.pulumi.aws.vpc.SecurityGroupIngressRule;
import com.pulumi.aws.vpc.SecurityGroupIngressRuleArgs;
import com.pulumi.core.Output;
import com.pulumi.resources.ComponentResourceOptions;
import dev.plinth.components.LogRetention;
import dev.plinth.components.PhysicalName;
import dev.plinth.components.PlinthComponent;
import dev.plinth.components.Validation;
import dev.plinth.components.network.Network;
import dev.plinth.components.security.EncryptionKey;
import dev.plinth.components.security.EncryptionKeyArgs;
import dev.plinth.model.ReleaseCalendar;
import dev.plinth.model.TimeWindow;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Redis or Valkey on ElastiCache, in subnets that have no way to the internet: encrypted with a key of its own, TLS only, with a
 * replica in a second zone that takes over by itself.
 *
 * <p>There is no password: services log in as {@link #userName} with a token that IAM signs, and need the permission
 * {@code elasticache:Connect} on {@link #arn} and {@link #userArn}. The engine's own user without a name is switched off. Nobody
 * reaches the cache until {@link #allowFrom} says so.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/auth-iam.html">Authenticating with IAM</a>
 */
public final class RedisCache extends PlinthComponent {

    /** The type token. */
    public static final String TYPE = "plinth:cache:RedisCache";

    private static final Pattern VERSION = Pattern.compile("(\\d)\\.(\\d)");
    private static final Pattern NODE_TYPE = Pattern.compile("cache\\.[a-z0-9]+\\.[a-z0-9]+");
    /** ElastiCache has 40, of which the switched-off user's suffix takes 8. */
    private static final int LONGEST_USER_NAME = 32;

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
        super(TYPE, name, validated(name, args), options);
        this.args = args;
        this.network = Objects.requireNonNull(args.network());
        this.physicalName = userName(name, args);
        this.key = createKey();
        this.securityGroup = createSecurityGroup();
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
        validated(name, args);
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
        new SecurityGroupIngressRule(
                childName("from-" + clientName),
                SecurityGroupIngressRuleArgs.builder()
                        .tags(Map.of("Name", childName("from-" + clientName)))
                        .securityGroupId(securityGroup.id())
                        .description("Redis from " + clientName)
                        .referencedSecurityGroupId(clientSecurityGroupId)
                        .ipProtocol("tcp")
                        .fromPort(args.port())
                        .toPort(args.port())
                        .build(),
                childOptions().build());
    }

    private static String userName(String name, RedisCacheArgs args) {
        String given = args.userName();
        return given == null ? PhysicalName.of(name) : given;
    }

    private static String engineVersion(RedisCacheArgs args) {
        String given = args.engineVersion();
        return given == null ? args.engine().defaultVersion() : given;
    }

    /** Says whether no minor version comes after a version: of Redis OSS, ElastiCache has 7.1 as the last one. */
    private static boolean isLastMinorVersion(RedisCacheArgs args) {
        return args.engine() == CacheEngine.REDIS && engineVersion(args).equals(CacheEngine.REDIS.defaultVersion());
    }

    private static boolean upgradesMinorVersion(RedisCacheArgs args) {
        Boolean given = args.autoMinorVersionUpgrade();
        return given == null ? isLastMinorVersion(args) : given;
    }

    private static RedisCacheArgs validated(String name, RedisCacheArgs args) {
        String userName = userName(name, args);
        String engineVersion = engineVersion(args);
        Optional<TimeWindow> snapshot =
                TimeWindow.daily(args.snapshotWindow()).filter(window -> window.minutes() >= 60);
        Optional<TimeWindow> maintenance =
                TimeWindow.weekly(args.maintenanceWindow()).filter(window -> window.minutes() >= 60);
        Network network = args.network();
        Validation.of("RedisCache", name)
                .required("network", network)
                .check(
                        network == null || network.hasDataSubnets(),
                        "network",
                        network == null ? null : network.name(),
                        "a network with dataSubnetIds")
                .check(
                        PhysicalName.isValid(userName, LONGEST_USER_NAME),
                        "userName",
                        userName,
                        PhysicalName.ALLOWED + ", at most " + LONGEST_USER_NAME + " characters")
                .check(
                        args.accessString().startsWith("on "),
                        "accessString",
                        args.accessString(),
                        "an access control list that begins with on")
                .check(
                        canLogInWithIam(args.engine(), engineVersion),
                        "engineVersion",
                        engineVersion,
                        "from 7.0 for redis, from 7.2 for valkey")
                .check(
                        !isWithdrawn(args.engine(), engineVersion),
                        "engineVersion",
                        engineVersion,
                        "a version that ElastiCache creates")
                .check(
                        isLastMinorVersion(args) || !upgradesMinorVersion(args),
                        "autoMinorVersionUpgrade",
                        args.autoMinorVersionUpgrade(),
                        "false for " + args.engine().value() + " " + engineVersion
                                + ": after an upgrade by ElastiCache the provider would replace the cache")
                .check(
                        NODE_TYPE.matcher(args.nodeType()).matches(),
                        "nodeType",
                        args.nodeType(),
                        "a node type such as cache.m7g.large")
                .check(args.replicas() >= 0 && args.replicas() <= 5, "replicas", args.replicas(), "0 to 5")
                .check(args.port() >= 1150 && args.port() <= 65535, "port", args.port(), "1150 to 65535")
                .check(
                        args.snapshotRetentionDays() >= 1 && args.snapshotRetentionDays() <= 35,
                        "snapshotRetentionDays",
                        args.snapshotRetentionDays(),
                        "1 to 35")
                .check(
                        snapshot.isPresent(),
                        "snapshotWindow",
                        args.snapshotWindow(),
                        "at least 60 minutes of each day, such as 01:00-02:00")
                .check(
                        maintenance.isPresent(),
                        "maintenanceWindow",
                        args.maintenanceWindow(),
                        "at least 60 minutes of a week, such as sun:04:30-sun:05:30")
                .check(
                        snapshot.isEmpty()
                                || maintenance.isEmpty()
                                || !snapshot.get().overlaps(maintenance.get()),
                        "snapshotWindow",
                        args.snapshotWindow(),
                        "outside of maintenanceWindow (" + args.maintenanceWindow() + ")")
                .check(
                        LogRetention.isOffered(args.logRetentionDays()),
                        "logRetentionDays",
                        args.logRetentionDays(),
                        LogRetention.ALLOWED)
                .throwIfAny();
        return args;
    }

    private static boolean isWithdrawn(CacheEngine engine, String version) {
        return ReleaseCalendar.bundled()
                .release(engine.value(), version)
                .filter(release -> release.isWithdrawn(version))
                .isPresent();
    }

    private static boolean canLogInWithIam(CacheEngine engine, String version) {
        Matcher matcher = VERSION.matcher(version);
        if (!matcher.matches()) {
            return false;
        }
        int number = Integer.parseInt(matcher.group(1)) * 10 + Integer.parseInt(matcher.group(2));
        return switch (engine) {
            case REDIS -> number >= 70 && number < 80;
            case VALKEY -> number >= 72;
        };
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

    /** It has no rule for what goes out: a cache answers, it doesn't call. */
    private SecurityGroup createSecurityGroup() {
        return new SecurityGroup(
                childName("security-group"),
                SecurityGroupArgs.builder()
                        .vpcId(network.vpcId())
                        .description("Redis: only clients that are let in by name")
                        .tags(Map.of("Name", name()))
                        .build(),
                childOptions().build());
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

    private UserGroup createUserGroup() {
        return new UserGroup(
                childName("user-group"),
                UserGroupArgs.builder()
                        .userGroupId(physicalName)
                        .engine(args.engine().value())
                        .userIds(Output.all(createDisabledDefaultUser().userId(), user.userId()))
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
