package dev.plinth.simulator.aws.compute;

import dev.plinth.model.AwsTypes;
import dev.plinth.simulator.aws.common.Rules;
import dev.plinth.simulator.aws.delivery.LoadBalancing;
import dev.plinth.simulator.aws.delivery.Targets;
import dev.plinth.simulator.cloud.Operation;
import dev.plinth.simulator.cloud.Registry;
import dev.plinth.simulator.store.StoredResource;
import dev.plinth.simulator.value.Values;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/** Containers on Fargate, and their scaling. */
public final class Ecs {

    /** Memory in MiB by CPU units: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-cpu-memory-error.html. */
    private static final Map<Long, Memory> FARGATE = Map.of(
            256L, new Memory(512, 2048, 1024),
            512L, new Memory(1024, 4096, 1024),
            1024L, new Memory(2048, 8192, 1024),
            2048L, new Memory(4096, 16384, 1024),
            4096L, new Memory(8192, 30720, 1024),
            8192L, new Memory(16384, 61440, 4096),
            16384L, new Memory(32768, 122880, 8192));

    private Ecs() {}

    /** A range of memory sizes. */
    private record Memory(long least, long most, long step) {

        boolean allows(long size) {
            return size >= least && size <= most && (size == least || size % step == 0);
        }

        @Override
        public String toString() {
            return least + " to " + most + " MiB in steps of " + step;
        }
    }

    public static void register(Registry registry) {
        registerCluster(registry);
        registerClusterCapacityProviders(registry);
        registerTaskDefinition(registry);
        registerService(registry);
        registerTarget(registry);
        registerPolicy(registry);
        registerScheduledAction(registry);
    }

    private static void registerCluster(Registry registry) {
        registry.type(AwsTypes.ECS_CLUSTER, "ECS Cluster")
                .named("name", 255)
                .id("arn:aws:ecs:{region}:{account}:cluster/{name}")
                .importedAs("{name}")
                .arn("{id}")
                .mentions(
                        "configuration.executeCommandConfiguration.kmsKeyId",
                        AwsTypes.KMS_KEY,
                        "InvalidParameterException")
                .validate(Rules.matches("name", "[\\w-]{1,255}", "1 to 255 letters, digits, - and _"))
                .inUse(
                        "ClusterContainsServicesException",
                        "The Cluster cannot be deleted while Services are active: {users}");
    }

    private static void registerClusterCapacityProviders(Registry registry) {
        registry.type(AwsTypes.ECS_CLUSTER_CAPACITY_PROVIDERS, "ECS Cluster Capacity Providers")
                .id("{clusterName}")
                .mentions("clusterName", AwsTypes.ECS_CLUSTER, "ClusterNotFoundException")
                .immutable("clusterName")
                .check(operation -> operation
                        .texts("defaultCapacityProviderStrategies.capacityProvider")
                        .forEach(provider -> operation.require(
                                operation.texts("capacityProviders").contains(provider),
                                "InvalidParameterException",
                                "The default strategy names " + provider
                                        + ", which is not among the cluster's capacity providers")));
    }

    private static void registerTaskDefinition(Registry registry) {
        registry.type(AwsTypes.ECS_TASK_DEFINITION, "ECS Task Definition")
                .id("arn:aws:ecs:{region}:{account}:task-definition/{family}:{revision}")
                .arn("{id}")
                .mentions("executionRoleArn", AwsTypes.IAM_ROLE, "ClientException")
                .mentions("taskRoleArn", AwsTypes.IAM_ROLE, "ClientException")
                .immutable(
                        "family",
                        "containerDefinitions",
                        "cpu",
                        "memory",
                        "executionRoleArn",
                        "taskRoleArn",
                        "networkMode",
                        "requiresCompatibilities",
                        "runtimePlatform",
                        "volumes",
                        "ephemeralStorage",
                        "ipcMode",
                        "pidMode",
                        "placementConstraints",
                        "proxyConfiguration",
                        "enableFaultInjection",
                        "inferenceAccelerators")
                .validate(Rules.matches("family", "[\\w-]{1,255}", "1 to 255 letters, digits, - and _"))
                .validate(Ecs::checkFargate)
                .check(Containers::check)
                .check(operation -> operation.state().computeIfAbsent("revision", key -> revision(operation)))
                .defaults("skipDestroy", false)
                .defaults("trackLatest", false)
                .defaults("networkMode", "bridge")
                .computed("arnWithoutRevision", "arn:aws:ecs:{region}:{account}:task-definition/{family}");
    }

    private static void registerService(Registry registry) {
        registry.type(AwsTypes.ECS_SERVICE, "ECS Service")
                .named("name", 255)
                .id("arn:aws:ecs:{region}:{account}:service/{simulatedCluster}/{name}")
                .importedAs("{simulatedCluster}/{name}")
                .arn("{id}")
                .uses("cluster", AwsTypes.ECS_CLUSTER, "ClusterNotFoundException")
                .mentions("taskDefinition", AwsTypes.ECS_TASK_DEFINITION, "ClientException")
                .mentions("loadBalancers.targetGroupArn", AwsTypes.LB_TARGET_GROUP, "InvalidParameterException")
                .mentions("alarms.alarmNames", AwsTypes.CLOUDWATCH_METRIC_ALARM, "InvalidParameterException")
                .uses("networkConfiguration.subnets", AwsTypes.EC2_SUBNET, "InvalidParameterException")
                .uses("networkConfiguration.securityGroups", AwsTypes.EC2_SECURITY_GROUP, "InvalidParameterException")
                .immutable("cluster", "launchType", "schedulingStrategy", "deploymentController.type", "iamRole")
                .moving("taskDefinition")
                // It depends on what there was before, and on forceNewDeployment.
                .undecided("capacityProviderStrategies")
                .changedByCloud("desiredCount")
                .changedByCloudWhen(Deployments::isByCodeDeploy, Deployments.REVISION.toArray(String[]::new))
                .check(operation -> operation.state().put("simulatedCluster", clusterName(operation)))
                .check(Ecs::checkService)
                .check(Ecs::checkPlacement)
                .check(Ecs::checkTargets)
                .check(Deployments::checkController)
                .check(Deployments::deploy)
                .check(Targets::ofService)
                .defaults("schedulingStrategy", "REPLICA")
                .defaults("deploymentMaximumPercent", 200L)
                .defaults("deploymentMinimumHealthyPercent", 100L)
                .defaults("enableEcsManagedTags", false)
                .defaults("enableExecuteCommand", false)
                .defaults("waitForSteadyState", false)
                .defaults("desiredCount", 0L)
                .computed("launchType", operation -> operation.has("capacityProviderStrategies") ? "" : "EC2")
                .computed("platformVersion", operation -> "EC2".equals(operation.text("launchType")) ? "" : "LATEST")
                .computed("availabilityZoneRebalancing", "DISABLED");
    }

    private static void registerTarget(Registry registry) {
        registry.type(AwsTypes.APPAUTOSCALING_TARGET, "Application AutoScaling Target")
                .id("{resourceId}")
                .importedAs("{serviceNamespace}/{resourceId}/{scalableDimension}")
                .arn("arn:aws:application-autoscaling:{region}:{account}:scalable-target/{hex26}")
                .immutable("resourceId", "scalableDimension", "serviceNamespace")
                .validate(operation -> operation.require(
                        operation.number("minCapacity", 0) <= operation.number("maxCapacity", Long.MAX_VALUE),
                        "minCapacity",
                        "Maximum capacity cannot be less than minimum capacity"))
                .check(operation -> operation.require(
                        !"ecs".equals(operation.text("serviceNamespace"))
                                || operation.list(AwsTypes.ECS_SERVICE).stream().anyMatch(service -> operation
                                        .text("resourceId")
                                        .equals("service/" + service.text("simulatedCluster") + "/"
                                                + service.text("name"))),
                        "ValidationException",
                        operation.render("ECS service doesn't exist: {resourceId}")))
                .computed(
                        "roleArn",
                        "arn:aws:iam::{account}:role/aws-service-role/ecs.application-autoscaling.amazonaws.com/AWSServiceRoleForApplicationAutoScaling_ECSService")
                .inUse("ConcurrentUpdateException", "the scalable target still has: {users}");
    }

    private static void registerPolicy(Registry registry) {
        registry.type(AwsTypes.APPAUTOSCALING_POLICY, "Application AutoScaling Policy")
                .named("name", 255)
                .id("{name}")
                .importedAs("{serviceNamespace}/{resourceId}/{scalableDimension}/{name}")
                .arn(
                        "arn:aws:autoscaling:{region}:{account}:scalingPolicy:{uuid}:resource/{serviceNamespace}/{resourceId}:policyName/{name}")
                .uses("resourceId", AwsTypes.APPAUTOSCALING_TARGET, "ObjectNotFoundException")
                .immutable("resourceId", "scalableDimension", "serviceNamespace", "policyType")
                .validate(Rules.oneOf("policyType", "StepScaling", "TargetTrackingScaling", "PredictiveScaling"))
                .check(ScalingPolicies::check)
                .defaults("policyType", "StepScaling");
    }

    private static void registerScheduledAction(Registry registry) {
        registry.type(AwsTypes.APPAUTOSCALING_SCHEDULED_ACTION, "Application AutoScaling Scheduled Action")
                .named("name", 255)
                .id("{name}-{serviceNamespace}-{resourceId}")
                .arn(
                        "arn:aws:autoscaling:{region}:{account}:scheduledAction:{uuid}:resource/{serviceNamespace}/{resourceId}:scheduledActionName/{name}")
                .uses("resourceId", AwsTypes.APPAUTOSCALING_TARGET, "ObjectNotFoundException")
                .immutable("resourceId", "scalableDimension", "serviceNamespace")
                .validate(Rules.matches("schedule", "(cron|rate|at)\\(.+\\)", "cron(…), rate(…) or at(…)"));
    }

    private static long revision(Operation operation) {
        String family = operation.region() + "/task-definition/" + operation.text("family");
        operation.store().countGeneration(family);
        return operation.store().generation(family);
    }

    private static void checkFargate(Operation operation) {
        boolean known = Stream.of("requiresCompatibilities", "networkMode", "cpu", "memory")
                .noneMatch(property -> Values.isUnknown(operation.state().get(property)));
        if (!known || !operation.texts("requiresCompatibilities").contains("FARGATE")) {
            return;
        }
        operation.require(
                "awsvpc".equals(operation.text("networkMode")),
                "ClientException",
                "Fargate only supports network mode 'awsvpc'.");
        long cpu = Containers.cpu(operation.text("cpu"));
        long memory = Containers.memory(operation.text("memory"));
        Memory sizes = FARGATE.get(cpu);
        operation.require(
                sizes != null && sizes.allows(memory),
                sizes == null ? "cpu" : "memory",
                "No Fargate configuration exists for given values: " + operation.text("cpu") + " CPU, "
                        + operation.text("memory") + " memory. Expected "
                        + (sizes == null
                                ? "cpu to be one of 256, 512, 1024, 2048, 4096, 8192, 16384"
                                : "memory to be " + sizes));
    }

    private static String clusterName(Operation operation) {
        String cluster = operation.text("cluster");
        return cluster.isEmpty() ? "default" : cluster.substring(cluster.lastIndexOf('/') + 1);
    }

    private static void checkService(Operation operation) {
        operation.require(
                operation.siblings().stream()
                        .noneMatch(other -> other.text("name").equals(operation.text("name"))
                                && other.text("simulatedCluster").equals(operation.text("simulatedCluster"))),
                "InvalidParameterException",
                "Creation of service was not idempotent.");
        operation.require(
                !(operation.has("launchType")
                        && operation.has("capacityProviderStrategies")
                        && operation.old() == null),
                "InvalidParameterException",
                "Specifying both a launch type and capacity provider strategy is not supported.");
        long most = operation.number("deploymentMaximumPercent", 200);
        long least = operation.number("deploymentMinimumHealthyPercent", 100);
        operation.require(
                !(most == least && most == 100) && most >= least,
                "InvalidParameterException",
                "maximumPercent " + most + " and minimumHealthyPercent " + least + " would block deployments.");
        operation.require(
                !"ENABLED".equals(operation.text("availabilityZoneRebalancing")) || most > 100,
                "InvalidParameterException",
                "Availability Zone rebalancing needs a maximumPercent greater than 100.");
        taskDefinition(operation)
                .filter(task -> "awsvpc".equals(task.text("networkMode")))
                .ifPresent(task -> operation.require(
                        operation.has("networkConfiguration"),
                        "InvalidParameterException",
                        "Network Configuration must be provided when networkMode 'awsvpc' is specified."));
    }

    private static Optional<StoredResource> taskDefinition(Operation operation) {
        return operation.find(AwsTypes.ECS_TASK_DEFINITION, operation.text("taskDefinition"));
    }

    private static void checkPlacement(Operation operation) {
        List<String> subnets = operation.texts("networkConfiguration.subnets");
        String vpc = subnets.stream()
                .map(subnet -> Rules.vpcOf(operation, subnet))
                .findFirst()
                .orElse("");
        Rules.sameVpc(
                operation, vpc, operation.texts("networkConfiguration.securityGroups"), "InvalidParameterException");
    }

    private static void checkTargets(Operation operation) {
        for (Object element : Values.asList(operation.state().get("loadBalancers"))) {
            Map<String, Object> balancer = Values.asMap(element);
            String group = String.valueOf(balancer.get("targetGroupArn"));
            operation.require(
                    LoadBalancing.isListening(operation, group),
                    "InvalidParameterException",
                    "The target group with targetGroupArn " + group + " does not have an associated load balancer.");
            operation
                    .find(AwsTypes.LB_TARGET_GROUP, group)
                    .ifPresent(
                            found -> operation.require(
                                    "ip".equals(found.text("targetType")) || !operation.has("networkConfiguration"),
                                    "InvalidParameterException",
                                    "The provided target group " + group + " has target type "
                                            + found.text("targetType")
                                            + ", which is incompatible with the awsvpc network mode specified in the task definition."));
            taskDefinition(operation).ifPresent(task -> checkContainer(operation, task, balancer));
        }
    }

    private static void checkContainer(Operation operation, StoredResource task, Map<String, Object> balancer) {
        Optional<Map<String, Object>> container = Containers.of(task.text("containerDefinitions")).stream()
                .filter(candidate -> Objects.equals(candidate.get("name"), balancer.get("containerName")))
                .findFirst();
        operation.require(
                container.isPresent(),
                "InvalidParameterException",
                "The container " + balancer.get("containerName") + " does not exist in the task definition.");
        boolean mapped = Values.asList(
                        container.map(found -> found.get("portMappings")).orElse(null))
                .stream()
                .anyMatch(mapping -> Objects.equals(
                        balancer.get("containerPort"), Values.asMap(mapping).get("containerPort")));
        operation.require(
                mapped,
                "InvalidParameterException",
                "The container " + balancer.get("containerName") + " did not have a container port "
                        + balancer.get("containerPort") + " defined.");
    }
}
