package dev.plinth.components.database;

import com.pulumi.aws.Provider;
import com.pulumi.aws.cloudwatch.LogGroup;
import com.pulumi.aws.cloudwatch.LogGroupArgs;
import com.pulumi.aws.ec2.SecurityGroup;
import com.pulumi.aws.iam.Role;
import com.pulumi.aws.iam.RoleArgs;
import com.pulumi.aws.iam.RolePolicyAttachment;
import com.pulumi.aws.iam.RolePolicyAttachmentArgs;
import com.pulumi.aws.rds.EventSubscription;
import com.pulumi.aws.rds.EventSubscriptionArgs;
import com.pulumi.aws.rds.Instance;
import com.pulumi.aws.rds.InstanceArgs;
import com.pulumi.aws.rds.InstanceAutomatedBackupsReplication;
import com.pulumi.aws.rds.InstanceAutomatedBackupsReplicationArgs;
import com.pulumi.aws.rds.ParameterGroup;
import com.pulumi.aws.rds.ParameterGroupArgs;
import com.pulumi.aws.rds.Snapshot;
import com.pulumi.aws.rds.SnapshotArgs;
import com.pulumi.aws.rds.SubnetGroup;
import com.pulumi.aws.rds.SubnetGroupArgs;
import com.pulumi.aws.rds.inputs.InstanceBlueGreenUpdateArgs;
import com.pulumi.aws.rds.inputs.ParameterGroupParameterArgs;
import com.pulumi.aws.secretsmanager.Secret;
import com.pulumi.aws.secretsmanager.SecretArgs;
import com.pulumi.aws.secretsmanager.SecretVersion;
import com.pulumi.aws.secretsmanager.SecretVersionArgs;
import com.pulumi.aws.vpc.SecurityGroupIngressRuleArgs;
import com.pulumi.core.Output;
import com.pulumi.resources.ComponentResourceOptions;
import com.pulumi.resources.Resource;
import dev.plinth.components.AwsAccount;
import dev.plinth.components.Json;
import dev.plinth.components.PhysicalName;
import dev.plinth.components.PlinthComponent;
import dev.plinth.components.PolicyDocument;
import dev.plinth.components.SecurityGroupRules;
import dev.plinth.components.network.Network;
import dev.plinth.components.security.EncryptionKey;
import dev.plinth.components.security.EncryptionKeyArgs;
import dev.plinth.components.security.SecretReplica;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * PostgreSQL on RDS, in subnets without a route to the internet. It is encrypted with its own key, accepts TLS only, has a standby
 * in a second zone, can be restored to any second of the last two weeks, and is protected from deletion. No client reaches it
 * before {@link #allowFrom} is called.
 *
 * <p>RDS manages the owner's password in Secrets Manager, see {@link #masterUserSecretArn}. Services should log in with IAM instead.
 *
 * <p>Long, because it has many parts: one short method creates each, in the order of the constructor.
 */
public final class PostgresDatabase extends PlinthComponent {

    /** The type token. */
    public static final String TYPE = "plinth:database:PostgresDatabase";

    /** The newest authority that RDS has for RSA keys of 2048 bits; it ends in 2061. */
    private static final String CERTIFICATE_AUTHORITY = "rds-ca-rsa2048-g1";

    private static final List<String> LOGS = List.of("postgresql", "upgrade");

    /** The events that need attention, from RDS's list for {@code db-instance}. */
    private static final List<String> EVENTS = List.of(
            "availability",
            "configuration change",
            "deletion",
            "failover",
            "failure",
            "low storage",
            "maintenance",
            "read replica",
            "recovery");

    private final PostgresDatabaseArgs args;
    private final Network network;
    private final String identifier;
    private final EncryptionKey key;
    private final SecurityGroup securityGroup;
    private final SubnetGroup subnetGroup;
    private final ParameterGroup parameterGroup;
    private final Role monitoringRole;
    private final PostgresLogMetrics logMetrics;
    private final Instance instance;
    private final List<Instance> replicas;
    private final @Nullable SecretReplica secretReplica;
    private @Nullable Output<String> promotionSuffix;
    private final Output<String> masterUserSecretArn;

    /**
     * Creates the database.
     *
     * @param name the logical name
     * @param args the arguments
     * @throws dev.plinth.components.InvalidArgumentsException when arguments are invalid; it names all of them
     */
    public PostgresDatabase(String name, PostgresDatabaseArgs args) {
        this(name, args, null);
    }

    /**
     * Creates the database with Pulumi's options.
     *
     * @param name the logical name
     * @param args the arguments
     * @param options Pulumi's options, or null for none
     * @throws dev.plinth.components.InvalidArgumentsException when arguments are invalid; it names all of them
     */
    public PostgresDatabase(String name, PostgresDatabaseArgs args, @Nullable ComponentResourceOptions options) {
        super(TYPE, name, PostgresDatabaseValidation.validated(name, identifier(name, args), args), options);
        this.args = args;
        this.network = Objects.requireNonNull(args.network());
        this.identifier = identifier(name, args);
        this.key = createKey();
        this.securityGroup = SecurityGroupRules.ofStore(this, network.vpcId(), "PostgreSQL");
        this.subnetGroup = createSubnetGroup();
        this.parameterGroup = createParameterGroup();
        this.monitoringRole = createMonitoringRole();
        this.logMetrics = new PostgresLogMetrics(this, identifier);
        PostgresDatabase source = args.source();
        this.instance = source == null ? createPrimary() : createRegionalReplica(source);
        this.secretReplica = createSecretReplica();
        this.masterUserSecretArn = masterUserSecret();
        this.replicas = IntStream.rangeClosed(1, args.readReplicas())
                .mapToObj(this::createReplica)
                .toList();
        args.snapshots().forEach(this::takeSnapshot);
        subscribeToEvents();
        replicateBackups();
        registerOutputs(Map.of(
                "instanceIdentifier", instanceIdentifier(),
                "instanceArn", instanceArn(),
                "address", address(),
                "port", port(),
                "masterUserSecretArn", masterUserSecretArn(),
                "securityGroupId", securityGroupId()));
    }

    /**
     * Checks arguments without creating anything, as a configuration is read before there is a deployment.
     *
     * @param name the logical name
     * @param args the arguments, the identifier among them
     * @throws dev.plinth.components.InvalidArgumentsException when arguments are invalid; it names all of them
     */
    public static void check(String name, PostgresDatabaseArgs args) {
        PostgresDatabaseValidation.validated(name, identifier(name, args), args);
    }

    /** The instance's name in AWS. */
    public Output<String> instanceIdentifier() {
        return instance.identifier();
    }

    /** The instance's ARN. */
    public Output<String> instanceArn() {
        return instance.arn();
    }

    /** The host to connect to; after a failover it leads to the new primary. */
    public Output<String> address() {
        return instance.address();
    }

    /** The port to connect to. */
    public Output<Integer> port() {
        return instance.port();
    }

    /** The database that was created with the instance. */
    public Output<String> databaseName() {
        return Output.of(args.databaseName());
    }

    /** The secret with the owner's {@code username} and {@code password}, as JSON. */
    public Output<String> masterUserSecretArn() {
        return masterUserSecretArn;
    }

    /** The security group of the primary and the replicas. */
    public Output<String> securityGroupId() {
        return securityGroup.id();
    }

    /** The subnet group, of subnets without a way to the internet. */
    public Output<String> subnetGroupName() {
        return subnetGroup.name();
    }

    /** The VPC that the database is in. */
    public Output<String> vpcId() {
        return network.vpcId();
    }

    /** Returns the window of the daily snapshot, in UTC. */
    public String backupWindow() {
        return args.backupWindow();
    }

    /** Returns the window in which AWS may patch and apply changes, in UTC. */
    public String maintenanceWindow() {
        return args.maintenanceWindow();
    }

    /** Returns whether RDS itself replicates the backups to a second Region. */
    public boolean replicatesBackups() {
        return args.backupReplicationProvider() != null;
    }

    /** The key that encrypts the owner's secret: of a replica in another Region, that of the secret's replica. */
    public Output<String> masterUserSecretKmsKeyArn() {
        PostgresDatabase source = args.source();
        return source == null || args.promoted()
                ? key.keyArn()
                : Objects.requireNonNull(source.secretReplica).keyArn();
    }

    /** Returns whether the owner's secret has a replica in a second Region. */
    boolean hasSecretReplica() {
        return secretReplica != null;
    }

    /** The key that encrypts storage, secret, logs and Performance Insights. */
    public Output<String> kmsKeyArn() {
        return key.keyArn();
    }

    /** The id of the instance in Performance Insights. */
    public Output<String> resourceId() {
        return instance.resourceId();
    }

    /**
     * The CloudWatch namespace of the metrics that count lines of the PostgreSQL log: {@code SlowStatements}, {@code LockWaits} and
     * {@code Deadlocks}, without dimensions.
     */
    public String logMetricNamespace() {
        return logMetrics.namespace();
    }

    /** The read replicas' names in AWS. */
    public List<Output<String>> replicaIdentifiers() {
        return replicas.stream().map(Instance::identifier).toList();
    }

    /**
     * Lets a client in.
     *
     * @param clientName the client's name, unique among the clients of this database
     * @param clientSecurityGroupId the security group that the client's connections come from
     */
    public void allowFrom(String clientName, Output<String> clientSecurityGroupId) {
        SecurityGroupRules.allowFrom(
                this,
                clientName,
                SecurityGroupIngressRuleArgs.builder()
                        .securityGroupId(securityGroup.id())
                        .description("PostgreSQL from " + clientName),
                clientSecurityGroupId,
                args.port());
    }

    /** RDS calls its log groups after the instance, so the name has to be known before the instance is made. */
    private static String identifier(String name, PostgresDatabaseArgs args) {
        String given = args.identifier();
        return given == null ? PhysicalName.of(name) : given;
    }

    /** The final snapshot, the retained automated backups and AWS Backup's recovery points are unreadable without the key. */
    private EncryptionKey createKey() {
        return new EncryptionKey(
                childName("key"),
                EncryptionKeyArgs.builder()
                        .description("Encrypts the database " + identifier + ": storage, secret, logs and insights.")
                        .servicePrincipals(List.of(EncryptionKey.CLOUDWATCH_LOGS))
                        .retainOnDelete(true)
                        .build(),
                childComponentOptions().build());
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
        List<ParameterGroupParameterArgs> parameters = new ArrayList<>(List.of(
                parameter("log_lock_waits", "1", "immediate"),
                parameter("log_min_duration_statement", String.valueOf(args.slowQueryMillis()), "immediate"),
                parameter("rds.force_ssl", "1", "immediate")));
        // Static parameters accept nothing but a restart, and dynamic ones accept it too.
        args.parameters().forEach((key, value) -> parameters.add(parameter(key, value, "pending-reboot")));
        return new ParameterGroup(
                childName("parameter-group"),
                ParameterGroupArgs.builder()
                        .family("postgres" + PostgresDatabaseValidation.majorVersion(args.engineVersion()))
                        .description("PostgreSQL with TLS only and slow statements logged")
                        .parameters(parameters)
                        .build(),
                childOptions().build());
    }

    private static ParameterGroupParameterArgs parameter(String name, String value, String applyMethod) {
        return ParameterGroupParameterArgs.builder()
                .name(name)
                .value(value)
                .applyMethod(applyMethod)
                .build();
    }

    private Role createMonitoringRole() {
        AwsAccount account = AwsAccount.of(this);
        Role role = new Role(
                childName("monitoring-role"),
                RoleArgs.builder()
                        .description("Lets RDS send the operating system's metrics to CloudWatch.")
                        .assumeRolePolicy(PolicyDocument.assumeRole("monitoring.rds.amazonaws.com", account)
                                .toJson())
                        .build(),
                childOptions().build());
        new RolePolicyAttachment(
                childName("monitoring-role-policy"),
                RolePolicyAttachmentArgs.builder()
                        .role(role.name())
                        .policyArn(Output.format(
                                "arn:%s:iam::aws:policy/service-role/AmazonRDSEnhancedMonitoringRole",
                                account.partition()))
                        .build(),
                childOptions().build());
        return role;
    }

    private Instance createPrimary() {
        InstanceArgs.Builder builder = instance(identifier)
                .engine("postgres")
                .engineVersion(args.engineVersion())
                .allowMajorVersionUpgrade(args.allowMajorVersionUpgrade())
                .dbName(args.databaseName())
                .username(args.masterUsername())
                .dbSubnetGroupName(subnetGroup.name())
                .multiAz(args.multiAz())
                .allocatedStorage(args.allocatedStorageGib())
                .storageEncrypted(true)
                .kmsKeyId(key.keyArn())
                .skipFinalSnapshot(false)
                .finalSnapshotIdentifier(lifeSuffix(
                                "final-snapshot-suffix",
                                List.of(Output.of(args.databaseName()), Output.of(args.masterUsername()), key.keyArn()))
                        .applyValue(suffix -> identifier + "-final-" + suffix));
        if (args.blueGreenUpdate()) {
            builder.blueGreenUpdate(
                    InstanceBlueGreenUpdateArgs.builder().enabled(true).build());
        }
        Output<String> password = args.masterPassword();
        if (password == null) {
            builder.manageMasterUserPassword(true).masterUserSecretKmsKeyId(key.keyArn());
        } else {
            builder.password(password);
        }
        List<LogGroup> logGroups = createLogGroups("", identifier);
        logMetrics.count("", logGroups.get(0), PostgresLogMetrics.EVERY);
        return new Instance(
                childName("instance"),
                builder.build(),
                statefulChildOptions()
                        .dependsOn(List.<Resource>copyOf(logGroups))
                        .build());
    }

    /**
     * A replica in another Region has a key, subnets and an identifier there. Once promoted, it has a final snapshot and a password
     * that RDS manages, too.
     */
    private Instance createRegionalReplica(PostgresDatabase source) {
        InstanceArgs.Builder builder = instance(identifier)
                .dbSubnetGroupName(subnetGroup.name())
                .multiAz(args.multiAz())
                .storageEncrypted(true)
                .kmsKeyId(key.keyArn())
                .skipFinalSnapshot(!args.promoted());
        if (args.promoted()) {
            Output<String> suffix = lifeSuffix("final-snapshot-suffix", List.of(key.keyArn()));
            promotionSuffix = suffix;
            builder.engine("postgres")
                    .manageMasterUserPassword(true)
                    .masterUserSecretKmsKeyId(key.keyArn())
                    .finalSnapshotIdentifier(suffix.applyValue(known -> identifier + "-final-" + known));
        } else {
            builder.replicateSourceDb(source.instanceArn());
        }
        List<LogGroup> logGroups = createLogGroups("", identifier);
        logMetrics.count("", logGroups.get(0), PostgresLogMetrics.EVERY);
        return new Instance(
                childName("instance"),
                builder.build(),
                statefulChildOptions()
                        .dependsOn(List.<Resource>copyOf(logGroups))
                        .build());
    }

    /** A replica takes engine, owner, database, key and subnets from the primary, and has no separate final snapshot. */
    private Instance createReplica(int number) {
        String part = "replica-" + number;
        String replicaIdentifier = identifier + "-" + part;
        List<LogGroup> logGroups = createLogGroups(part + "-", replicaIdentifier);
        logMetrics.count(part + "-", logGroups.get(0), List.of(PostgresLogMetrics.SLOW_STATEMENTS));
        return new Instance(
                childName(part),
                instance(replicaIdentifier)
                        .replicateSourceDb(instance.identifier())
                        .storageEncrypted(true)
                        .skipFinalSnapshot(true)
                        .build(),
                statefulChildOptions()
                        .dependsOn(List.<Resource>copyOf(logGroups))
                        .build());
    }

    /** Returns the arguments that the primary and the replicas share. */
    private InstanceArgs.Builder instance(String instanceIdentifier) {
        return InstanceArgs.builder()
                .identifier(instanceIdentifier)
                .instanceClass(args.instanceClass())
                .storageType("gp3")
                .maxAllocatedStorage(args.maxAllocatedStorageGib())
                .port(args.port())
                .publiclyAccessible(false)
                .vpcSecurityGroupIds(securityGroup.id().applyValue(List::of))
                .parameterGroupName(parameterGroup.name())
                .caCertIdentifier(CERTIFICATE_AUTHORITY)
                .iamDatabaseAuthenticationEnabled(true)
                .backupRetentionPeriod(args.backupRetentionDays())
                .backupWindow(args.backupWindow())
                .copyTagsToSnapshot(true)
                .deleteAutomatedBackups(false)
                .deletionProtection(args.deletionProtection())
                .maintenanceWindow(args.maintenanceWindow())
                .autoMinorVersionUpgrade(args.autoMinorVersionUpgrade())
                .applyImmediately(args.allowMajorVersionUpgrade())
                .enabledCloudwatchLogsExports(LOGS)
                .monitoringInterval(args.monitoringIntervalSeconds())
                .monitoringRoleArn(monitoringRole.arn())
                .performanceInsightsEnabled(true)
                .performanceInsightsKmsKeyId(key.keyArn())
                .performanceInsightsRetentionPeriod(args.performanceInsightsRetentionDays())
                .tags(Map.of("Name", instanceIdentifier));
    }

    /** Creates the log groups before the instance; RDS would create them unencrypted and without expiration. */
    private List<LogGroup> createLogGroups(String partPrefix, String instanceIdentifier) {
        return LOGS.stream()
                .map(log -> new LogGroup(
                        childName(partPrefix + log + "-log-group"),
                        LogGroupArgs.builder()
                                .name("/aws/rds/instance/" + instanceIdentifier + "/" + log)
                                .retentionInDays(args.logRetentionDays())
                                .kmsKeyId(key.keyArn())
                                .build(),
                        statefulChildOptions().build()))
                .toList();
    }

    private @Nullable SecretReplica createSecretReplica() {
        Provider provider = args.secretReplicaProvider();
        return provider == null
                ? null
                : new SecretReplica(
                        childName("secret-replica-key"),
                        "Replica of the secret of " + identifier,
                        childComponentOptions().provider(provider).build());
    }

    private Output<String> masterUserSecret() {
        PostgresDatabase source = args.source();
        if (source != null) {
            Output<String> replica =
                    Objects.requireNonNull(source.secretReplica).arn(source.masterUserSecretArn());
            Output<String> promotion = promotionSuffix;
            // The provider does not announce the secret that RDS makes at the promotion; the suffix is unknown until
            // then, too.
            return promotion == null
                    ? replica
                    : Output.tuple(promotion, instance.masterUserSecrets())
                            .applyValue(known -> known.t2.get(0).secretArn().orElseThrow());
        }
        Output<String> password = args.masterPassword();
        if (password == null) {
            return instance.masterUserSecrets()
                    .applyValue(secrets -> secrets.get(0).secretArn().orElseThrow());
        }
        SecretArgs.Builder secretArgs = SecretArgs.builder()
                .tags(Map.of("Name", childName("master-user-secret")))
                .description("The owner of the database " + identifier)
                .kmsKeyId(key.keyArn());
        if (secretReplica != null) {
            secretArgs.replicas(secretReplica.args());
        }
        Secret secret = new Secret(
                childName("master-user-secret"),
                secretArgs.build(),
                statefulChildOptions().build());
        SecretVersion value = new SecretVersion(
                childName("master-user-secret-value"),
                SecretVersionArgs.builder()
                        .secretId(secret.id())
                        .secretString(Output.tuple(password, address(), port())
                                .applyValue(known -> secretValue(known.t1, known.t2, known.t3)))
                        .build(),
                // Once the password has rotated, the first one must not come back.
                childOptions().ignoreChanges("secretString").build());
        if (network.hasPrivateSubnets()) {
            PasswordRotation rotation = new PasswordRotation(
                    childName("password-rotation"),
                    identifier + "-rotation",
                    network,
                    new PasswordRotation.Target(securityGroup.id(), port()),
                    secret.arn(),
                    key.keyArn(),
                    value,
                    childComponentOptions().build());
            allowFrom("password-rotation", rotation.securityGroupId());
        }
        return secret.arn();
    }

    /** Returns the value that the rotation function reads. */
    private String secretValue(String password, String host, int port) {
        return Json.write(Map.of(
                "engine",
                "postgres",
                "host",
                host,
                "port",
                port,
                "dbname",
                args.databaseName(),
                "username",
                args.masterUsername(),
                "password",
                password));
    }

    private void takeSnapshot(String snapshot) {
        String part = "snapshot-" + snapshot;
        new Snapshot(
                childName(part),
                SnapshotArgs.builder()
                        .dbInstanceIdentifier(instance.identifier())
                        .dbSnapshotIdentifier(lifeSuffix(part + "-suffix", List.of(instance.resourceId()))
                                .applyValue(suffix -> identifier + "-" + snapshot + "-" + suffix))
                        .build(),
                statefulChildOptions().build());
    }

    private void subscribeToEvents() {
        Output<String> topic = args.eventTopicArn();
        if (topic != null) {
            new EventSubscription(
                    childName("events"),
                    EventSubscriptionArgs.builder()
                            .snsTopic(topic)
                            .sourceType("db-instance")
                            .sourceIds(Output.all(Stream.concat(Stream.of(instance), replicas.stream())
                                    .map(Instance::identifier)
                                    .toList()))
                            .eventCategories(EVENTS)
                            .build(),
                    childOptions().build());
        }
    }

    private void replicateBackups() {
        var provider = args.backupReplicationProvider();
        if (provider != null) {
            EncryptionKey replicaKey = new EncryptionKey(
                    childName("backup-replica-key"),
                    EncryptionKeyArgs.builder()
                            .description("Encrypts the backups of the database " + identifier + " from another region.")
                            .retainOnDelete(true)
                            .build(),
                    childComponentOptions().provider(provider).build());
            new InstanceAutomatedBackupsReplication(
                    childName("backup-replication"),
                    InstanceAutomatedBackupsReplicationArgs.builder()
                            .sourceDbInstanceArn(instance.arn())
                            .kmsKeyId(replicaKey.keyArn())
                            .retentionPeriod(args.backupRetentionDays())
                            .build(),
                    // RDS replicates a database once to a Region: a second start fails or ends with the first one's
                    // stop.
                    statefulChildOptions()
                            .provider(provider)
                            .deleteBeforeReplace(true)
                            .build());
        }
    }
}
