package dev.plinth.components.container;

import com.pulumi.aws.appautoscaling.Policy;
import com.pulumi.aws.appautoscaling.PolicyArgs;
import com.pulumi.aws.appautoscaling.Target;
import com.pulumi.aws.appautoscaling.TargetArgs;
import com.pulumi.aws.appautoscaling.inputs.PolicyTargetTrackingScalingPolicyConfigurationArgs;
import com.pulumi.aws.appautoscaling.inputs.PolicyTargetTrackingScalingPolicyConfigurationPredefinedMetricSpecificationArgs;
import com.pulumi.aws.cloudwatch.LogGroup;
import com.pulumi.aws.cloudwatch.LogGroupArgs;
import com.pulumi.aws.ec2.SecurityGroup;
import com.pulumi.aws.ec2.SecurityGroupArgs;
import com.pulumi.aws.ecs.Service;
import com.pulumi.aws.ecs.ServiceArgs;
import com.pulumi.aws.ecs.TaskDefinition;
import com.pulumi.aws.ecs.TaskDefinitionArgs;
import com.pulumi.aws.ecs.inputs.ServiceAlarmsArgs;
import com.pulumi.aws.ecs.inputs.ServiceCapacityProviderStrategyArgs;
import com.pulumi.aws.ecs.inputs.ServiceDeploymentCircuitBreakerArgs;
import com.pulumi.aws.ecs.inputs.ServiceLoadBalancerArgs;
import com.pulumi.aws.ecs.inputs.ServiceNetworkConfigurationArgs;
import com.pulumi.aws.ecs.inputs.TaskDefinitionRuntimePlatformArgs;
import com.pulumi.aws.iam.Role;
import com.pulumi.aws.iam.RoleArgs;
import com.pulumi.aws.iam.RolePolicy;
import com.pulumi.aws.iam.RolePolicyArgs;
import com.pulumi.aws.vpc.SecurityGroupEgressRule;
import com.pulumi.aws.vpc.SecurityGroupEgressRuleArgs;
import com.pulumi.aws.vpc.SecurityGroupIngressRule;
import com.pulumi.aws.vpc.SecurityGroupIngressRuleArgs;
import com.pulumi.core.Output;
import com.pulumi.resources.ComponentResourceOptions;
import com.pulumi.resources.Resource;
import dev.plinth.components.AwsAccount;
import dev.plinth.components.Outputs;
import dev.plinth.components.PlinthComponent;
import dev.plinth.components.PolicyDocument;
import dev.plinth.components.PolicyDocument.Statement;
import dev.plinth.components.Validation;
import dev.plinth.components.cache.RedisCache;
import dev.plinth.components.container.FargateServiceArgs.HttpsEgress;
import dev.plinth.components.database.PostgresDatabase;
import dev.plinth.components.loadbalancer.ApplicationLoadBalancer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A service of Fargate tasks in private subnets: one container that isn't root and can't write to its image, roles that allow what
 * is named and nothing else, network rules to what is named and nothing else, deployments that roll back, and auto scaling.
 */
public final class FargateService extends PlinthComponent {

    /** The type token. */
    public static final String TYPE = "plinth:container:FargateService";

    private static final int HTTPS = 443;
    private static final String ECS = "ecs";
    private static final String DESIRED_COUNT = "ecs:service:DesiredCount";

    private final FargateServiceArgs args;
    private final AwsAccount account;
    private final LogGroup logGroup;
    private final Role taskRole;
    private final SecurityGroup securityGroup;
    private final TaskDefinition taskDefinition;
    private final Service service;

    /**
     * Creates the service.
     *
     * @param name the logical name, also that of the container
     * @param args the arguments
     * @throws dev.plinth.components.InvalidArgumentsException when arguments are invalid; it names all of them
     */
    public FargateService(String name, FargateServiceArgs args) {
        this(name, args, null);
    }

    /**
     * Creates the service with Pulumi's options.
     *
     * @param name the logical name, also that of the container
     * @param args the arguments
     * @param options Pulumi's options, or null for none
     * @throws dev.plinth.components.InvalidArgumentsException when arguments are invalid; it names all of them
     */
    public FargateService(String name, FargateServiceArgs args, @Nullable ComponentResourceOptions options) {
        super(TYPE, name, validated(name, args), options);
        this.args = args;
        this.account = AwsAccount.of(this);
        this.logGroup = createLogGroup();
        Role executionRole = createRole("execution-role", "Starts the tasks of " + name);
        RolePolicy executionPolicy = createRolePolicy("execution-policy", executionRole, executionPolicy());
        this.taskRole = createRole("task-role", "What the tasks of " + name + " may do");
        createTaskPolicy();
        this.securityGroup = createSecurityGroup();
        createIngressFromLoadBalancer();
        createHttpsEgress();
        this.taskDefinition = createTaskDefinition(executionRole);
        this.service = createService(executionPolicy);
        createAutoScaling();
        registerOutputs(Map.of(
                "serviceName", serviceName(),
                "taskDefinitionArn", taskDefinitionArn(),
                "taskRoleArn", taskRoleArn(),
                "securityGroupId", securityGroupId(),
                "logGroupName", logGroupName()));
    }

    /** The service's name. */
    public Output<String> serviceName() {
        return service.name();
    }

    /** The name of the service's cluster. */
    public Output<String> clusterName() {
        return args.cluster().clusterName();
    }

    /** The security group of the tasks. */
    public Output<String> securityGroupId() {
        return securityGroup.id();
    }

    /** The name of the role that the application has. */
    public Output<String> taskRoleName() {
        return taskRole.name();
    }

    /** The ARN of the role that the application has. */
    public Output<String> taskRoleArn() {
        return taskRole.arn();
    }

    /** The task definition with its revision. */
    public Output<String> taskDefinitionArn() {
        return taskDefinition.arn();
    }

    /** Where the container logs to. */
    public Output<String> logGroupName() {
        return logGroup.name();
    }

    /** The fewest tasks that auto scaling keeps. */
    public int minTasks() {
        return args.minTasks();
    }

    /** CloudWatch's dimensions of the target group with the tasks; empty for a service without a load balancer. */
    public Optional<Map<String, Output<String>>> targetGroupDimensions() {
        return Optional.ofNullable(args.loadBalancer())
                .map(loadBalancer -> Map.of(
                        "LoadBalancer", loadBalancer.arnSuffix(),
                        "TargetGroup", loadBalancer.targetGroupArnSuffix(routeName())));
    }

    /** Lets the tasks connect to a database: the rule out of here and the rule into it. */
    public void connectTo(PostgresDatabase database) {
        createEgress(
                database.name(),
                egress("PostgreSQL of " + database.name(), database.port())
                        .referencedSecurityGroupId(database.securityGroupId()));
        database.allowFrom(name(), securityGroupId());
    }

    /** Lets the tasks connect to a cache: the rule out of here and the rule into it. */
    public void connectTo(RedisCache cache) {
        createEgress(
                cache.name(),
                egress("Redis of " + cache.name(), cache.port()).referencedSecurityGroupId(cache.securityGroupId()));
        cache.allowFrom(name(), securityGroupId());
    }

    private static FargateServiceArgs validated(String name, FargateServiceArgs args) {
        Validation validation = Validation.of("FargateService", name);
        args.required().forEach(validation::required);
        FargateServiceValidation.check(validation, args);
        validation.throwIfAny();
        return args;
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

    private RolePolicy createRolePolicy(String part, Role role, Output<String> policy) {
        return new RolePolicy(
                childName(part),
                RolePolicyArgs.builder().role(role.name()).policy(policy).build(),
                childOptions().build());
    }

    /**
     * Which statements there are depends on the image and the secrets, so the document is built once both are known. What
     * the statements then name is waited for beside them: a dependency that only shows inside the function is missing
     * from a preview, and the engine refuses to apply a plan whose dependencies grow.
     */
    private Output<String> executionPolicy() {
        List<Output<String>> secretSources = List.copyOf(args.secrets().values());
        List<Output<String>> named = new ArrayList<>(args.secretKeyArns());
        named.addAll(List.of(logGroup.arn(), account.region()));
        return Output.tuple(args.image(), Output.all(secretSources), Output.all(named))
                .apply(known -> ExecutionPolicy.of(
                                known.t1, known.t2, args.secretKeyArns(), logGroup.arn(), account.region())
                        .toJson());
    }

    private void createTaskPolicy() {
        List<Statement> statements = new ArrayList<>(args.taskPolicies());
        if (args.enableExecuteCommand()) {
            statements.addAll(executeCommandStatements());
        }
        if (!statements.isEmpty()) {
            createRolePolicy(
                    "task-policy", taskRole, PolicyDocument.of(statements).toJson());
        }
    }

    private List<Statement> executeCommandStatements() {
        return List.of(
                // Neither action knows resources.
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

    private void createIngressFromLoadBalancer() {
        ApplicationLoadBalancer loadBalancer = args.loadBalancer();
        if (loadBalancer == null) {
            return;
        }
        int port = Objects.requireNonNull(args.port());
        new SecurityGroupIngressRule(
                childName("from-" + loadBalancer.name()),
                SecurityGroupIngressRuleArgs.builder()
                        .securityGroupId(securityGroup.id())
                        .referencedSecurityGroupId(loadBalancer.securityGroupId())
                        .description("Requests of " + loadBalancer.name())
                        .ipProtocol("tcp")
                        .fromPort(port)
                        .toPort(port)
                        .build(),
                childOptions().build());
    }

    private void createHttpsEgress() {
        Output<Integer> https = Output.of(HTTPS);
        if (args.httpsEgress() == HttpsEgress.INTERNET) {
            createEgress("internet", egress("HTTPS to any address", https).cidrIpv4("0.0.0.0/0"));
            return;
        }
        createEgress(
                "endpoints",
                egress("HTTPS to the VPC's endpoints", https)
                        .referencedSecurityGroupId(args.network().endpointSecurityGroupId()));
        createEgress(
                "s3", egress("HTTPS to S3", https).prefixListId(args.network().s3GatewayEndpointPrefixListId()));
    }

    private SecurityGroupEgressRuleArgs.Builder egress(String description, Output<Integer> port) {
        return SecurityGroupEgressRuleArgs.builder()
                .securityGroupId(securityGroup.id())
                .description(description)
                .ipProtocol("tcp")
                .fromPort(port)
                .toPort(port);
    }

    private void createEgress(String target, SecurityGroupEgressRuleArgs.Builder rule) {
        new SecurityGroupEgressRule(
                childName("to-" + target), rule.build(), childOptions().build());
    }

    private TaskDefinition createTaskDefinition(Role executionRole) {
        return new TaskDefinition(
                childName("task"),
                TaskDefinitionArgs.builder()
                        // Families aren't auto-named; the cluster's name is this stack's alone.
                        .family(Output.format("%s-%s", args.cluster().clusterName(), Output.of(name())))
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
                        .containerDefinitions(containerDefinitions())
                        .build(),
                childOptions().build());
    }

    private Output<String> containerDefinitions() {
        return Output.tuple(
                        args.image(),
                        logGroup.name(),
                        account.region(),
                        Outputs.map(args.environment()),
                        Outputs.map(args.secrets()))
                .applyValue(known -> ContainerDefinition.write(
                        name(),
                        args,
                        new ContainerDefinition.Resolved(known.t1, known.t2, known.t3, known.t4, known.t5)));
    }

    private Service createService(RolePolicy executionPolicy) {
        ServiceArgs.Builder builder = ServiceArgs.builder()
                .cluster(args.cluster().clusterArn())
                .taskDefinition(taskDefinition.arn())
                .desiredCount(args.minTasks())
                .platformVersion("LATEST")
                .deploymentMinimumHealthyPercent(100)
                .deploymentMaximumPercent(200)
                .deploymentCircuitBreaker(ServiceDeploymentCircuitBreakerArgs.builder()
                        .enable(true)
                        .rollback(true)
                        .build())
                .availabilityZoneRebalancing("ENABLED")
                .enableExecuteCommand(args.enableExecuteCommand())
                .enableEcsManagedTags(true)
                .propagateTags("SERVICE")
                .waitForSteadyState(args.waitForSteadyState())
                .networkConfiguration(ServiceNetworkConfigurationArgs.builder()
                        .subnets(args.network().privateSubnetIds())
                        .securityGroups(securityGroup.id().applyValue(List::of))
                        .assignPublicIp(false)
                        .build());
        addCapacity(builder);
        addRollbackAlarms(builder);
        // The role must be complete before the first task pulls its image.
        List<Resource> prerequisites = new ArrayList<>(List.of(executionPolicy));
        ApplicationLoadBalancer loadBalancer = args.loadBalancer();
        if (loadBalancer != null) {
            builder.healthCheckGracePeriodSeconds(args.healthCheckGracePeriodSeconds())
                    .loadBalancers(ServiceLoadBalancerArgs.builder()
                            .targetGroupArn(loadBalancer.targetGroupArn(routeName()))
                            .containerName(name())
                            .containerPort(Objects.requireNonNull(args.port()))
                            .build());
            // ECS refuses a target group that no listener uses yet.
            prerequisites.add(loadBalancer);
        }
        return new Service(
                childName("service"),
                builder.build(),
                childOptions()
                        .dependsOn(prerequisites)
                        // Auto scaling owns the count once the service is there.
                        .ignoreChanges("desiredCount")
                        .build());
    }

    private void addCapacity(ServiceArgs.Builder builder) {
        if (args.fargateSpotWeight() == 0) {
            builder.launchType(ContainerCluster.FARGATE);
            return;
        }
        builder.capacityProviderStrategies(
                ServiceCapacityProviderStrategyArgs.builder()
                        .capacityProvider(ContainerCluster.FARGATE)
                        .base(args.minTasks())
                        .weight(1)
                        .build(),
                ServiceCapacityProviderStrategyArgs.builder()
                        .capacityProvider(ContainerCluster.FARGATE_SPOT)
                        .weight(args.fargateSpotWeight())
                        .build());
    }

    private void addRollbackAlarms(ServiceArgs.Builder builder) {
        if (!args.rollbackAlarmNames().isEmpty()) {
            builder.alarms(ServiceAlarmsArgs.builder()
                    .alarmNames(Output.all(args.rollbackAlarmNames()))
                    .enable(true)
                    .rollback(true)
                    .build());
        }
    }

    private String routeName() {
        return Objects.requireNonNull(args.routeName());
    }

    private void createAutoScaling() {
        Target target = new Target(
                childName("scaling"),
                TargetArgs.builder()
                        .serviceNamespace(ECS)
                        .scalableDimension(DESIRED_COUNT)
                        .resourceId(Output.format("service/%s/%s", clusterName(), service.name()))
                        .minCapacity(args.minTasks())
                        .maxCapacity(args.maxTasks())
                        .build(),
                childOptions().build());
        createScalingPolicy(
                target, "cpu", args.cpuTargetPercent(), predefinedMetric("ECSServiceAverageCPUUtilization"));
        createScalingPolicy(
                target, "memory", args.memoryTargetPercent(), predefinedMetric("ECSServiceAverageMemoryUtilization"));
        Integer requestsPerTask = args.requestsPerTask();
        ApplicationLoadBalancer loadBalancer = args.loadBalancer();
        if (requestsPerTask != null && loadBalancer != null) {
            createScalingPolicy(
                    target,
                    "requests",
                    requestsPerTask,
                    predefinedMetric("ALBRequestCountPerTarget")
                            .resourceLabel(Output.format(
                                    "%s/%s",
                                    loadBalancer.arnSuffix(), loadBalancer.targetGroupArnSuffix(routeName()))));
        }
    }

    private static PolicyTargetTrackingScalingPolicyConfigurationPredefinedMetricSpecificationArgs.Builder
            predefinedMetric(String type) {
        return PolicyTargetTrackingScalingPolicyConfigurationPredefinedMetricSpecificationArgs.builder()
                .predefinedMetricType(type);
    }

    private void createScalingPolicy(
            Target target,
            String part,
            int targetValue,
            PolicyTargetTrackingScalingPolicyConfigurationPredefinedMetricSpecificationArgs.Builder metric) {
        new Policy(
                childName("scale-by-" + part),
                PolicyArgs.builder()
                        .policyType("TargetTrackingScaling")
                        .serviceNamespace(target.serviceNamespace())
                        .scalableDimension(target.scalableDimension())
                        .resourceId(target.resourceId())
                        .targetTrackingScalingPolicyConfiguration(
                                PolicyTargetTrackingScalingPolicyConfigurationArgs.builder()
                                        .targetValue((double) targetValue)
                                        .predefinedMetricSpecification(metric.build())
                                        // Out at once, in with care.
                                        .scaleOutCooldown(60)
                                        .scaleInCooldown(300)
                                        .build())
                        .build(),
                childOptions().build());
    }
}
