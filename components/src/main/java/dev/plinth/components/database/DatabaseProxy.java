package dev.plinth.components.database;

import com.pulumi.aws.cloudwatch.LogGroup;
import com.pulumi.aws.cloudwatch.LogGroupArgs;
import com.pulumi.aws.ec2.SecurityGroup;
import com.pulumi.aws.iam.Role;
import com.pulumi.aws.iam.RoleArgs;
import com.pulumi.aws.iam.RolePolicy;
import com.pulumi.aws.iam.RolePolicyArgs;
import com.pulumi.aws.rds.Proxy;
import com.pulumi.aws.rds.ProxyArgs;
import com.pulumi.aws.rds.ProxyDefaultTargetGroup;
import com.pulumi.aws.rds.ProxyDefaultTargetGroupArgs;
import com.pulumi.aws.rds.ProxyTarget;
import com.pulumi.aws.rds.ProxyTargetArgs;
import com.pulumi.aws.rds.inputs.ProxyAuthArgs;
import com.pulumi.aws.rds.inputs.ProxyDefaultTargetGroupConnectionPoolConfigArgs;
import com.pulumi.aws.vpc.SecurityGroupEgressRuleArgs;
import com.pulumi.aws.vpc.SecurityGroupIngressRuleArgs;
import com.pulumi.core.Output;
import com.pulumi.resources.ComponentResourceOptions;
import dev.plinth.components.AwsAccount;
import dev.plinth.components.LogRetention;
import dev.plinth.components.PhysicalName;
import dev.plinth.components.PlinthComponent;
import dev.plinth.components.PolicyDocument;
import dev.plinth.components.PolicyDocument.Statement;
import dev.plinth.components.SecurityGroupRules;
import dev.plinth.components.Validation;
import dev.plinth.components.network.Network;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Connection pool of a {@link PostgresDatabase}: an RDS Proxy that requires TLS and IAM authentication. Clients need no password, so a
 * rotation of it needs no new tasks; after a failover the proxy leads to the new primary without new DNS look-ups.
 *
 * <p>A client gets {@link #connectStatements} in its role, and an authentication token of the user as its password. The proxy leads to the
 * primary; it has no endpoint for the read replicas of an RDS instance.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/rds-proxy.html">Amazon RDS Proxy</a>
 */
public final class DatabaseProxy extends PlinthComponent {

    /** The type token. */
    public static final String TYPE = "plinth:database:DatabaseProxy";

    /** A proxy listens on the engine's port, whatever that of the database is. */
    private static final int PORT = 5432;

    private static final int LONGEST_NAME = 63;
    private static final String RDS = "rds.amazonaws.com";

    private final DatabaseProxyArgs args;
    private final Network network;
    private final PostgresDatabase database;
    private final AwsAccount account;
    private final String physicalName;
    private final SecurityGroup securityGroup;
    private final Proxy proxy;

    /**
     * Creates the proxy.
     *
     * @param name the logical name
     * @param args the arguments
     * @throws dev.plinth.components.InvalidArgumentsException when arguments are invalid; it names all of them
     */
    public DatabaseProxy(String name, DatabaseProxyArgs args) {
        this(name, args, null);
    }

    /**
     * Creates the proxy with Pulumi's options.
     *
     * @param name the logical name
     * @param args the arguments
     * @param options Pulumi's options, or null for none
     * @throws dev.plinth.components.InvalidArgumentsException when arguments are invalid; it names all of them
     */
    public DatabaseProxy(String name, DatabaseProxyArgs args, @Nullable ComponentResourceOptions options) {
        super(TYPE, name, validated(name, args), options);
        this.args = args;
        this.network = Objects.requireNonNull(args.network());
        this.database = Objects.requireNonNull(args.database());
        this.account = AwsAccount.of(this);
        this.physicalName = PhysicalName.of(name);
        this.securityGroup = SecurityGroupRules.ofStore(this, network.vpcId(), "RDS Proxy");
        connectToDatabase();
        this.proxy = createProxy(createLogGroup(), createRole());
        createTarget();
        registerOutputs(Map.of("endpoint", endpoint(), "securityGroupId", securityGroupId()));
    }

    /** The host to connect to. */
    public Output<String> endpoint() {
        return proxy.endpoint();
    }

    /** The port to connect to. */
    public int port() {
        return PORT;
    }

    /** The proxy's name in AWS. */
    public Output<String> proxyName() {
        return proxy.name();
    }

    /** The security group of the proxy. */
    public Output<String> securityGroupId() {
        return securityGroup.id();
    }

    /** The database that the proxy leads to. */
    public PostgresDatabase database() {
        return database;
    }

    /**
     * Statements for the role of a client that connects as a user.
     *
     * @param user the database user, whose password is in the secret of the proxy
     * @see <a href="https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/rds-proxy-connecting.html">Connecting to a proxy with IAM</a>
     */
    public List<Statement> connectStatements(String user) {
        return List.of(Statement.allow(sid("Connect"))
                .actions("rds-db:connect")
                .resource(account.arn(
                        "rds-db",
                        proxy.arn()
                                .applyValue(arn -> "dbuser:" + arn.substring(arn.lastIndexOf(':') + 1) + "/" + user))));
    }

    /**
     * Lets a client in.
     *
     * @param clientName the client's name, unique among the clients of this proxy
     * @param clientSecurityGroupId the security group that the client's connections come from
     */
    public void allowFrom(String clientName, Output<String> clientSecurityGroupId) {
        SecurityGroupRules.allowFrom(
                this,
                clientName,
                SecurityGroupIngressRuleArgs.builder()
                        .securityGroupId(securityGroupId())
                        .description("PostgreSQL from " + clientName),
                clientSecurityGroupId,
                PORT);
    }

    private static DatabaseProxyArgs validated(String name, DatabaseProxyArgs args) {
        Network network = args.network();
        Validation.of("DatabaseProxy", name)
                .check(
                        PhysicalName.isValid(PhysicalName.of(name), LONGEST_NAME),
                        "name",
                        name,
                        "kebab case, with at most " + LONGEST_NAME + " characters in " + PhysicalName.of(name))
                .required("network", network)
                .required("database", args.database())
                .check(
                        within(args.idleClientTimeoutSeconds(), 1, 28_800),
                        "idleClientTimeoutSeconds",
                        args.idleClientTimeoutSeconds(),
                        "1 to 28800 seconds")
                .check(
                        within(args.maxConnectionsPercent(), 1, 100),
                        "maxConnectionsPercent",
                        args.maxConnectionsPercent(),
                        "1 to 100 percent")
                .check(
                        within(args.maxIdleConnectionsPercent(), 0, args.maxConnectionsPercent()),
                        "maxIdleConnectionsPercent",
                        args.maxIdleConnectionsPercent(),
                        "0 to maxConnectionsPercent")
                .check(
                        within(args.borrowTimeoutSeconds(), 1, 3600),
                        "borrowTimeoutSeconds",
                        args.borrowTimeoutSeconds(),
                        "1 to 3600 seconds")
                .check(
                        LogRetention.isOffered(args.logRetentionDays()),
                        "logRetentionDays",
                        args.logRetentionDays(),
                        LogRetention.ALLOWED)
                .throwIfAny();
        return args;
    }

    private static boolean within(int value, int least, int most) {
        return value >= least && value <= most;
    }

    private void connectToDatabase() {
        SecurityGroupRules.allowTo(
                this,
                "database",
                SecurityGroupEgressRuleArgs.builder()
                        .securityGroupId(securityGroupId())
                        .description("PostgreSQL of " + database.name())
                        .ipProtocol("tcp")
                        .fromPort(database.port())
                        .toPort(database.port())
                        .referencedSecurityGroupId(database.securityGroupId()));
        database.allowFrom(name(), securityGroupId());
    }

    /** RDS would create it without a key and keep its events forever. */
    private LogGroup createLogGroup() {
        return new LogGroup(
                childName("logs"),
                LogGroupArgs.builder()
                        .name("/aws/rds/proxy/" + physicalName)
                        .retentionInDays(args.logRetentionDays())
                        .kmsKeyId(database.kmsKeyArn())
                        .build(),
                statefulChildOptions().build());
    }

    private Role createRole() {
        Role role = new Role(
                childName("role"),
                RoleArgs.builder()
                        .description("Reads the password of " + database.name() + " for its proxy")
                        .assumeRolePolicy(
                                PolicyDocument.assumeRole(RDS, account).toJson())
                        .build(),
                childOptions().build());
        new RolePolicy(
                childName("policy"),
                RolePolicyArgs.builder()
                        .role(role.name())
                        .policy(PolicyDocument.of(
                                        Statement.allow("ReadPassword")
                                                .actions("secretsmanager:GetSecretValue")
                                                .resource(database.masterUserSecretArn()),
                                        Statement.allow("DecryptPassword")
                                                .actions("kms:Decrypt")
                                                .resource(database.kmsKeyArn())
                                                .condition(
                                                        "StringEquals",
                                                        "kms:ViaService",
                                                        Output.format(
                                                                "secretsmanager.%s.amazonaws.com", account.region())))
                                .toJson())
                        .build(),
                childOptions().build());
        return role;
    }

    private Proxy createProxy(LogGroup logGroup, Role role) {
        return new Proxy(
                childName("proxy"),
                ProxyArgs.builder()
                        .name(physicalName)
                        .engineFamily("POSTGRESQL")
                        .requireTls(true)
                        .debugLogging(false)
                        .idleClientTimeout(args.idleClientTimeoutSeconds())
                        .roleArn(role.arn())
                        .vpcSubnetIds(network.dataSubnetIds())
                        .vpcSecurityGroupIds(securityGroupId().applyValue(List::of))
                        .auths(ProxyAuthArgs.builder()
                                .authScheme("SECRETS")
                                .iamAuth("REQUIRED")
                                .description("Password of the owner of " + database.name())
                                .secretArn(database.masterUserSecretArn())
                                .build())
                        .tags(Map.of("Name", name()))
                        .build(),
                // Other subnets replace the proxy, whose name its log group has.
                childOptions().dependsOn(logGroup).deleteBeforeReplace(true).build());
    }

    private void createTarget() {
        ProxyDefaultTargetGroup group = new ProxyDefaultTargetGroup(
                childName("pool"),
                ProxyDefaultTargetGroupArgs.builder()
                        .dbProxyName(proxy.name())
                        .connectionPoolConfig(ProxyDefaultTargetGroupConnectionPoolConfigArgs.builder()
                                .maxConnectionsPercent(args.maxConnectionsPercent())
                                .maxIdleConnectionsPercent(args.maxIdleConnectionsPercent())
                                .connectionBorrowTimeout(args.borrowTimeoutSeconds())
                                .build())
                        .build(),
                childOptions().build());
        new ProxyTarget(
                childName("target"),
                ProxyTargetArgs.builder()
                        .dbProxyName(proxy.name())
                        .targetGroupName(group.name())
                        .dbInstanceIdentifier(database.instanceIdentifier())
                        .build(),
                // A proxy has one target.
                childOptions().deleteBeforeReplace(true).build());
    }
}
