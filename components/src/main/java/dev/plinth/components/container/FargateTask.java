package dev.plinth.components.container;

import com.pulumi.aws.cloudwatch.LogGroup;
import com.pulumi.aws.cloudwatch.LogGroupArgs;
import com.pulumi.aws.ec2.SecurityGroup;
import com.pulumi.aws.ec2.SecurityGroupArgs;
import com.pulumi.aws.ecs.TaskDefinition;
import com.pulumi.aws.ecs.TaskDefinitionArgs;
import com.pulumi.aws.ecs.inputs.TaskDefinitionRuntimePlatformArgs;
import com.pulumi.aws.iam.Role;
import com.pulumi.aws.iam.RoleArgs;
import com.pulumi.aws.iam.RolePolicy;
import com.pulumi.aws.iam.RolePolicyArgs;
import com.pulumi.aws.vpc.SecurityGroupEgressRuleArgs;
import com.pulumi.core.Output;
import com.pulumi.resources.ComponentResourceOptions;
import com.pulumi.resources.Resource;
import dev.plinth.components.AwsAccount;
import dev.plinth.components.Json;
import dev.plinth.components.Outputs;
import dev.plinth.components.PlinthComponent;
import dev.plinth.components.PolicyDocument;
import dev.plinth.components.PolicyDocument.Statement;
import dev.plinth.components.SecurityGroupRules;
import dev.plinth.components.cache.RedisCache;
import dev.plinth.components.container.task.HttpsEgress;
import dev.plinth.components.database.DatabaseProxy;
import dev.plinth.components.database.PostgresDatabase;
import dev.plinth.components.loadbalancer.ApplicationLoadBalancer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A Fargate task in private subnets, however it is started: a task definition whose containers aren't root and can't write to their
 * images, a log group, roles that allow what is named and nothing else, and network rules to what is named and nothing else.
 */
public abstract sealed class FargateTask extends PlinthComponent permits FargateService, MigrationTask, ScheduledTask {

    private static final int HTTPS = 443;

    private final FargateTaskArgs args;
    private final AwsAccount account;
    private final LogGroup logGroup;
    private final Role executionRole;
    private final RolePolicy executionPolicy;
    private final Role taskRole;
    private final SecurityGroup securityGroup;
    private final TaskDefinition taskDefinition;

    /**
     * Creates the task definition and what it needs.
     *
     * @param type the type token
     * @param name the logical name, also that of the first container
     * @param args the arguments, already validated
     * @param options Pulumi's options, or null for none
     */
    FargateTask(String type, String name, FargateTaskArgs args, @Nullable ComponentResourceOptions options) {
        super(type, name, args, options);
        this.args = args;
        this.account = AwsAccount.of(this);
        this.logGroup = createLogGroup();
        this.executionRole = createRole("execution-role", "Starts the tasks of " + name);
        this.executionPolicy = createRolePolicy("execution-policy", executionRole, executionPolicyDocument());
        this.taskRole = createRole("task-role", "What the tasks of " + name + " may do");
        createTaskPolicy();
        this.securityGroup = createSecurityGroup();
        createHttpsEgress();
        this.taskDefinition = createTaskDefinition();
    }

    /** The name of the task's cluster. */
    public final Output<String> clusterName() {
        return args.cluster().clusterName();
    }

    /** The security group of the tasks. */
    public final Output<String> securityGroupId() {
        return securityGroup.id();
    }

    /** The name of the role that ECS starts the tasks with. */
    public final Output<String> executionRoleName() {
        return executionRole.name();
    }

    /** The ARN of the role that ECS starts the tasks with: it pulls images, reads secrets and writes logs. */
    public final Output<String> executionRoleArn() {
        return executionRole.arn();
    }

    /** The name of the role that the application has. */
    public final Output<String> taskRoleName() {
        return taskRole.name();
    }

    /** The ARN of the role that the application has. */
    public final Output<String> taskRoleArn() {
        return taskRole.arn();
    }

    /** The task definition with its revision. */
    public final Output<String> taskDefinitionArn() {
        return taskDefinition.arn();
    }

    /** The log group that the containers log to. */
    public final Output<String> logGroupName() {
        return logGroup.name();
    }

    /** Lets the tasks connect to a database: the outbound rule of the tasks and the inbound rule of the target. */
    public final void connectTo(PostgresDatabase database) {
        SecurityGroupRules.allowTo(
                this,
                database.name(),
                egress("PostgreSQL of " + database.name(), database.port())
                        .referencedSecurityGroupId(database.securityGroupId()));
        database.allowFrom(name(), securityGroupId());
    }

    /**
     * Lets the tasks connect to the proxy of a database: the outbound rule of the tasks and the inbound rule of the target. Their role also
     * needs {@link DatabaseProxy#connectStatements}.
     */
    public final void connectTo(DatabaseProxy proxy) {
        SecurityGroupRules.allowTo(
                this,
                proxy.name(),
                egress("PostgreSQL through " + proxy.name(), Output.of(proxy.port()))
                        .referencedSecurityGroupId(proxy.securityGroupId()));
        proxy.allowFrom(name(), securityGroupId());
    }

    /** Lets the tasks connect to a cache: the outbound rule of the tasks and the inbound rule of the target. */
    public final void connectTo(RedisCache cache) {
        SecurityGroupRules.allowTo(
                this,
                cache.name(),
                egress("Redis of " + cache.name(), cache.port()).referencedSecurityGroupId(cache.securityGroupId()));
        cache.allowFrom(name(), securityGroupId());
    }

    /**
     * Lets the tasks call an internal load balancer: the rule out of here and the rule into it.
     *
     * @throws IllegalArgumentException when the load balancer faces the internet: its addresses are public ones then, which tasks
     *     reach through the NAT gateway, if at all
     */
    public final void connectTo(ApplicationLoadBalancer loadBalancer) {
        if (!loadBalancer.isInternal()) {
            throw new IllegalArgumentException("ApplicationLoadBalancer '" + loadBalancer.name()
                    + "' faces the internet; connectTo needs one with internal(true). Tasks with HttpsEgress.INTERNET call it by its"
                    + " domain name.");
        }
        SecurityGroupRules.allowTo(
                this,
                loadBalancer.name(),
                egress("Requests to " + loadBalancer.name(), Output.of(loadBalancer.listenerPort()))
                        .referencedSecurityGroupId(loadBalancer.securityGroupId()));
        loadBalancer.allowFrom(name(), securityGroupId());
    }

    /** The account, region and partition of the task. */
    final AwsAccount account() {
        return account;
    }

    /** The task definition. */
    final TaskDefinition taskDefinition() {
        return taskDefinition;
    }

    /** Returns what must be complete before the first task starts: without it ECS can't pull the image. */
    final Resource executionPermissions() {
        return executionPolicy;
    }

    private LogGroup createLogGroup() {
        return new LogGroup(
                childName("logs"),
                LogGroupArgs.builder()
                        .retentionInDays(args.logRetentionDays())
                        .kmsKeyId(args.cluster().kmsKeyArn())
                        .build(),
                statefulChildOptions().build());
    }

    private Role createRole(String part, String description) {
        return new Role(
                childName(part),
                RoleArgs.builder()
                        .description(description)
                        .assumeRolePolicy(PolicyDocument.assumeRole("ecs-tasks.amazonaws.com", account)
                                .toJson())
                        .build(),
                childOptions().build());
    }

    /** Creates a role's inline policy. */
    final RolePolicy createRolePolicy(String part, Role role, Output<String> policy) {
        return new RolePolicy(
                childName(part),
                RolePolicyArgs.builder().role(role.name()).policy(policy).build(),
                childOptions().build());
    }

    /**
     * Policy of the execution role. Its statements depend on the images and the secrets, so the document is built once all
     * are known. It also waits for the resources that the statements name: a dependency inside the function only is missing
     * from a preview, and the engine rejects a plan whose dependencies grow.
     */
    private Output<String> executionPolicyDocument() {
        List<Output<String>> images =
                args.containers().stream().map(ContainerArgs::image).toList();
        List<Output<String>> keys = args.allSecretKeyArns();
        List<Output<String>> named = new ArrayList<>(keys);
        named.addAll(List.of(logGroup.arn(), account.region()));
        return Output.tuple(Output.all(images), Output.all(args.allSecretSources()), Output.all(named))
                .apply(known -> ExecutionPolicy.of(known.t1, known.t2, keys, logGroup.arn(), account.region())
                        .toJson());
    }

    private void createTaskPolicy() {
        List<Statement> statements = new ArrayList<>(args.taskPolicies());
        if (args.runsExecuteCommandAgent()) {
            statements.addAll(executeCommandStatements());
        }
        if (!statements.isEmpty()) {
            createRolePolicy(
                    "task-policy", taskRole, PolicyDocument.of(statements).toJson());
        }
    }

    private List<Statement> executeCommandStatements() {
        return List.of(
                // Neither action supports resource-level permissions.
                Statement.allow("ExecuteCommandChannel")
                        .actions(
                                "ssmmessages:CreateControlChannel",
                                "ssmmessages:CreateDataChannel",
                                "ssmmessages:OpenControlChannel",
                                "ssmmessages:OpenDataChannel",
                                "logs:DescribeLogGroups")
                        .resources("*"),
                Statement.allow("ExecuteCommandLog")
                        .actions("logs:CreateLogStream", "logs:DescribeLogStreams", "logs:PutLogEvents")
                        .resource(Output.format("%s:*", args.cluster().executeCommandLogGroupArn())),
                Statement.allow("ExecuteCommandKey")
                        .actions("kms:Decrypt")
                        .resource(args.cluster().kmsKeyArn()));
    }

    private SecurityGroup createSecurityGroup() {
        return new SecurityGroup(
                childName("security-group"),
                SecurityGroupArgs.builder()
                        .description("Tasks of " + name())
                        .vpcId(args.network().vpcId())
                        .tags(Map.of("Name", name()))
                        .build(),
                childOptions().build());
    }

    private void createHttpsEgress() {
        Output<Integer> https = Output.of(HTTPS);
        if (args.httpsEgress() == HttpsEgress.INTERNET) {
            SecurityGroupRules.allowTo(
                    this, "internet", egress("HTTPS to any address", https).cidrIpv4("0.0.0.0/0"));
            return;
        }
        SecurityGroupRules.allowTo(
                this,
                "endpoints",
                egress("HTTPS to the VPC's endpoints", https)
                        .referencedSecurityGroupId(args.network().endpointSecurityGroupId()));
        SecurityGroupRules.allowTo(
                this,
                "s3",
                egress("HTTPS to S3", https).prefixListId(args.network().s3GatewayEndpointPrefixListId()));
    }

    private SecurityGroupEgressRuleArgs.Builder egress(String description, Output<Integer> port) {
        return SecurityGroupEgressRuleArgs.builder()
                .securityGroupId(securityGroup.id())
                .description(description)
                .ipProtocol("tcp")
                .fromPort(port)
                .toPort(port);
    }

    private TaskDefinition createTaskDefinition() {
        TaskDefinitionArgs.Builder builder = TaskDefinitionArgs.builder()
                .tags(Map.of("Name", childName("task")))
                .family(family())
                .requiresCompatibilities(ContainerCluster.FARGATE)
                .networkMode("awsvpc")
                .runtimePlatform(TaskDefinitionRuntimePlatformArgs.builder()
                        .operatingSystemFamily("LINUX")
                        .cpuArchitecture(args.cpuArchitecture().name())
                        .build())
                .cpu(String.valueOf(args.cpu()))
                .memory(String.valueOf(args.memory()))
                .executionRoleArn(executionRole.arn())
                .taskRoleArn(taskRole.arn())
                .containerDefinitions(containerDefinitions());
        if (args.keepsTaskDefinitions()) {
            builder.skipDestroy(true);
        }
        return new TaskDefinition(
                childName("task"), builder.build(), childOptions().build());
    }

    /** The task definition's family. Families aren't auto-named; the cluster's name is this stack's alone. */
    final Output<String> family() {
        return Output.format("%s-%s", args.cluster().clusterName(), Output.of(name()));
    }

    private Output<String> containerDefinitions() {
        List<Output<Map<String, Object>>> definitions = new ArrayList<>(List.of(firstDefinition()));
        args.sidecars().forEach(sidecar -> definitions.add(sidecarDefinition(sidecar)));
        return Output.all(definitions).applyValue(Json::write);
    }

    private Output<Map<String, Object>> firstDefinition() {
        return Output.tuple(resolve(args), logConfiguration())
                .applyValue(known -> ContainerDefinition.first(name(), args, known.t1, known.t2));
    }

    private Output<Map<String, Object>> sidecarDefinition(SidecarArgs sidecar) {
        return Output.tuple(resolve(sidecar), cloudWatchLogs(sidecar.name()))
                .applyValue(known -> ContainerDefinition.sidecar(sidecar, known.t1, known.t2));
    }

    private static Output<ContainerDefinition.Resolved> resolve(ContainerArgs container) {
        return Output.tuple(container.image(), Outputs.map(container.environment()), Outputs.map(container.secrets()))
                .applyValue(known -> new ContainerDefinition.Resolved(known.t1, known.t2, known.t3));
    }

    private Output<Map<String, Object>> logConfiguration() {
        Map<String, String> routing = args.logRouting();
        return routing == null
                ? cloudWatchLogs(name())
                : Outputs.map(args.logRoutingSecrets())
                        .applyValue(secrets -> ContainerDefinition.routedLogs(routing, secrets));
    }

    private Output<Map<String, Object>> cloudWatchLogs(String container) {
        return Output.tuple(logGroup.name(), account.region())
                .applyValue(known -> ContainerDefinition.cloudWatchLogs(container, known.t1, known.t2));
    }
}
