package dev.plinth.components.container;

import com.pulumi.aws.appautoscaling.Policy;
import com.pulumi.aws.appautoscaling.PolicyArgs;
import com.pulumi.aws.appautoscaling.Target;
import com.pulumi.aws.appautoscaling.TargetArgs;
import com.pulumi.aws.appautoscaling.inputs.PolicyTargetTrackingScalingPolicyConfigurationArgs;
import com.pulumi.aws.appautoscaling.inputs.PolicyTargetTrackingScalingPolicyConfigurationPredefinedMetricSpecificationArgs;
import com.pulumi.aws.ecs.Service;
import com.pulumi.aws.ecs.ServiceArgs;
import com.pulumi.aws.ecs.inputs.ServiceAlarmsArgs;
import com.pulumi.aws.ecs.inputs.ServiceCapacityProviderStrategyArgs;
import com.pulumi.aws.ecs.inputs.ServiceDeploymentCircuitBreakerArgs;
import com.pulumi.aws.ecs.inputs.ServiceDeploymentControllerArgs;
import com.pulumi.aws.ecs.inputs.ServiceLoadBalancerArgs;
import com.pulumi.aws.ecs.inputs.ServiceNetworkConfigurationArgs;
import com.pulumi.aws.vpc.SecurityGroupIngressRule;
import com.pulumi.aws.vpc.SecurityGroupIngressRuleArgs;
import com.pulumi.core.Output;
import com.pulumi.resources.ComponentResourceOptions;
import com.pulumi.resources.Resource;
import dev.plinth.components.Validation;
import dev.plinth.components.loadbalancer.ApplicationLoadBalancer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A service of Fargate tasks in private subnets, with deployments that roll back and auto scaling: one that a load balancer calls, or a
 * worker, which nobody calls and which may scale by a queue. See {@link FargateTask} for the tasks.
 */
public final class FargateService extends FargateTask {

    /** The type token. */
    public static final String TYPE = "plinth:container:FargateService";

    /** The wait after scaling, in seconds: out at once, in with care. */
    static final int SCALE_OUT_COOLDOWN_SECONDS = 60;

    static final int SCALE_IN_COOLDOWN_SECONDS = 300;

    private static final String ECS = "ecs";
    private static final String DESIRED_COUNT = "ecs:service:DesiredCount";

    private final FargateServiceArgs args;
    private final Target scalingTarget;
    private final Service service;
    private final @Nullable BlueGreenDeployment deployment;

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
        this.service = createService();
        ApplicationLoadBalancer loadBalancer = args.loadBalancer();
        if (loadBalancer != null) {
            loadBalancer.forward(routeName(), service);
        }
        this.deployment = args.blueGreen() == null ? null : createDeployment();
        this.scalingTarget = createAutoScaling();
        if (args.redeployOnSecretChange() && !args.allSecretSources().isEmpty()) {
            args.cluster().redeployOnSecretChange().watch(name(), service.name(), args.allSecretSources());
        }
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

    /** The cluster that the service runs in. */
    public ContainerCluster cluster() {
        return args.cluster();
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

    /** CloudWatch's dimensions of the second target group; empty for a service with a rolling deployment. */
    public Optional<Map<String, Output<String>>> alternateTargetGroupDimensions() {
        return Optional.ofNullable(args.loadBalancer())
                .filter(loadBalancer -> deployment != null)
                .map(loadBalancer -> Map.of(
                        "LoadBalancer",
                        loadBalancer.arnSuffix(),
                        "TargetGroup",
                        loadBalancer.blueGreenRoute(routeName()).alternateTargetGroupArnSuffix()));
    }

    /** The blue-green deployment; empty for a service with a rolling one. */
    public Optional<BlueGreenDeployment> deployment() {
        return Optional.ofNullable(deployment);
    }

    private BlueGreenDeployment createDeployment() {
        return new BlueGreenDeployment(
                childName("deployment"),
                this,
                args,
                service,
                childComponentOptions().build());
    }

    private static FargateServiceArgs validated(String name, FargateServiceArgs args) {
        Validation validation = Validation.of("FargateService", name);
        FargateServiceValidation.check(validation, name, args);
        validation.throwIfAny();
        return args;
    }

    /** Another port is another rule: the tasks before need theirs until the last of them has stopped. */
    private SecurityGroupIngressRule createIngress(ApplicationLoadBalancer loadBalancer, int port) {
        return new SecurityGroupIngressRule(
                childName("from-" + loadBalancer.name()),
                SecurityGroupIngressRuleArgs.builder()
                        .tags(Map.of("Name", childName("from-" + loadBalancer.name())))
                        .securityGroupId(securityGroupId())
                        .referencedSecurityGroupId(loadBalancer.securityGroupId())
                        .description("Requests of " + loadBalancer.name())
                        .ipProtocol("tcp")
                        .fromPort(port)
                        .toPort(port)
                        .build(),
                childOptions().replaceOnChanges("fromPort", "toPort").build());
    }

    private Service createService() {
        ServiceArgs.Builder builder = ServiceArgs.builder()
                .tags(Map.of("Name", name()))
                .cluster(args.cluster().clusterArn())
                .taskDefinition(taskDefinitionArn())
                .desiredCount(args.minTasks())
                .platformVersion("LATEST")
                .enableExecuteCommand(args.enableExecuteCommand())
                .enableEcsManagedTags(true)
                .propagateTags("SERVICE")
                .waitForSteadyState(args.waitForSteadyState())
                .networkConfiguration(ServiceNetworkConfigurationArgs.builder()
                        .subnets(args.network().privateSubnetIds())
                        .securityGroups(securityGroupId().applyValue(List::of))
                        .assignPublicIp(false)
                        .build());
        addCapacity(builder);
        addController(builder);
        // The role must be complete before the first task pulls its image.
        List<Resource> prerequisites = new ArrayList<>(List.of(executionPermissions()));
        ApplicationLoadBalancer loadBalancer = args.loadBalancer();
        if (loadBalancer != null) {
            int port = Objects.requireNonNull(args.port());
            builder.healthCheckGracePeriodSeconds(args.healthCheckGracePeriodSeconds())
                    .loadBalancers(ServiceLoadBalancerArgs.builder()
                            .targetGroupArn(loadBalancer.targetGroupArn(routeName()))
                            .containerName(name())
                            .containerPort(port)
                            .build());
            prerequisites.addAll(loadBalancer.prerequisites(routeName()));
            prerequisites.add(createIngress(loadBalancer, port));
        }
        return new Service(
                childName("service"),
                builder.build(),
                childOptions()
                        .dependsOn(prerequisites)
                        .ignoreChanges(changedElsewhere())
                        .build());
    }

    /** Auto scaling changes the count; CodeDeploy the version, its network and its target group, which UpdateService rejects. */
    private List<String> changedElsewhere() {
        return args.blueGreen() == null
                ? List.of("desiredCount")
                : List.of("desiredCount", "taskDefinition", "loadBalancers", "networkConfiguration", "platformVersion");
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

    private void addController(ServiceArgs.Builder builder) {
        if (args.blueGreen() != null) {
            builder.deploymentController(ServiceDeploymentControllerArgs.builder()
                    .type("CODE_DEPLOY")
                    .build());
            return;
        }
        builder.deploymentMinimumHealthyPercent(100)
                .deploymentMaximumPercent(200)
                .deploymentCircuitBreaker(ServiceDeploymentCircuitBreakerArgs.builder()
                        .enable(true)
                        .rollback(true)
                        .build())
                .availabilityZoneRebalancing("ENABLED");
        addRollbackAlarms(builder);
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

    /** The id of the service in Application Auto Scaling, known once its capacity can be scaled. */
    public Output<String> scalableResourceId() {
        return scalingTarget.resourceId();
    }

    /** Returns the most tasks that scaling may start. */
    public int maxTasks() {
        return args.maxTasks();
    }

    private Target createAutoScaling() {
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
        if (args.scalesByQueue()) {
            new QueueScaling(name(), args, target, childOptions().build()).create();
        }
        if (args.minTasks() == 0) {
            // Step scaling sets the count; target tracking beside it would pull it elsewhere.
            return target;
        }
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
        return target;
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
                                        .scaleOutCooldown(SCALE_OUT_COOLDOWN_SECONDS)
                                        .scaleInCooldown(SCALE_IN_COOLDOWN_SECONDS)
                                        .build())
                        .build(),
                childOptions().build());
    }
}
