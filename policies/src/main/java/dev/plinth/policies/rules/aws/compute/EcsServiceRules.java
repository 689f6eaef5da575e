package dev.plinth.policies.rules.aws.compute;

import static dev.plinth.policies.rule.Property.property;
import static dev.plinth.policies.rule.Reference.cdkNag;
import static dev.plinth.policies.rule.Reference.checkov;
import static dev.plinth.policies.rule.Reference.fsbp;

import dev.plinth.model.AwsTypes;
import dev.plinth.model.GraphResource;
import dev.plinth.model.PropertyValue;
import dev.plinth.model.ResourceGraph;
import dev.plinth.model.ResourceGraph.Derivation;
import dev.plinth.policies.condition.Companions;
import dev.plinth.policies.condition.CustomerKeys;
import dev.plinth.policies.condition.Elements;
import dev.plinth.policies.rule.Condition;
import dev.plinth.policies.rule.Rule;
import dev.plinth.policies.rule.RuleContext;
import dev.plinth.policies.rule.Severity;
import dev.plinth.policies.rule.Verdict;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Rules for Amazon ECS services and clusters. */
public final class EcsServiceRules {

    private static final Rule NO_PUBLIC_IP = Rule.named("ecs-no-public-ip")
            .title("ECS tasks have no public IP address")
            .severity(Severity.HIGH)
            .on(AwsTypes.ECS_SERVICE, "networkConfiguration.assignPublicIp")
            .on(AwsTypes.ECS_TASK_SET, "networkConfiguration.assignPublicIp")
            .risk("Tasks can be reached directly, bypassing the load balancer, its certificate and its firewall.")
            .remediation(
                    """
                    Run the tasks in private subnets:
                    ServiceNetworkConfigurationArgs.builder().assignPublicIp(false).subnets(network.privateSubnetIds())
                    """)
            .references(fsbp("ECS.2"), fsbp("ECS.16"), checkov("CKV_AWS_333"))
            .requires(property("networkConfiguration.assignPublicIp").isNotTrue());

    private static final Rule CIRCUIT_BREAKER = Rule.named("ecs-circuit-breaker")
            .title("ECS services roll back failed deployments automatically")
            .severity(Severity.HIGH)
            .on(
                    AwsTypes.ECS_SERVICE,
                    "deploymentCircuitBreaker.enable",
                    "deploymentCircuitBreaker.rollback",
                    "deploymentController.type")
            .risk("A broken image is started repeatedly without a notification.")
            .remediation(
                    """
                    Enable the deployment circuit breaker with rollback:
                    ServiceDeploymentCircuitBreakerArgs.builder().enable(true).rollback(true)
                    """)
            .requires(property("deploymentCircuitBreaker.enable")
                    .isTrue()
                    .and(property("deploymentCircuitBreaker.rollback").isTrue())
                    .onlyIf((service, context) -> service.input("deploymentController.type")
                            .asText()
                            .orElse("ECS")
                            .equals("ECS")));

    private static final Rule TWO_TASKS = Rule.named("ecs-two-tasks")
            .title("Production ECS services run at least two tasks and can scale")
            .severity(Severity.HIGH)
            .on(AwsTypes.ECS_SERVICE, "desiredCount", "schedulingStrategy", "loadBalancers", "serviceRegistries")
            .lookingAt(AwsTypes.APPAUTOSCALING_TARGET, "resourceId", "minCapacity", "maxCapacity")
            .risk("The loss of one task or one Availability Zone causes an outage.")
            .remediation(
                    """
                    Set a minimum of two tasks, or zero for a worker without incoming requests:
                    TargetArgs.builder().minCapacity(2).maxCapacity(20)
                    """)
            .requiresInStack((service, context) ->
                    context.isProduction() ? enoughTasks(service, context) : Verdict.NOT_APPLICABLE);

    private static final Rule DEPLOY_PERCENTAGES = Rule.named("ecs-deploy-percentages")
            .title("ECS deployments can make progress and, in production, keep the desired number of tasks running")
            .severity(Severity.HIGH)
            .on(
                    AwsTypes.ECS_SERVICE,
                    "deploymentMinimumHealthyPercent",
                    "deploymentMaximumPercent",
                    "schedulingStrategy")
            .risk("Deployments reduce capacity under load, or wait indefinitely for capacity that they may not use.")
            .remediation(
                    """
                    Start new tasks before stopping old ones:
                    ServiceArgs.builder().deploymentMinimumHealthyPercent(100).deploymentMaximumPercent(200)
                    """)
            .requires(((Condition) EcsServiceRules::canDeploy)
                    .where("schedulingStrategy", strategy -> !isText(strategy, "DAEMON")));

    private static final Rule PLATFORM_LATEST = Rule.named("ecs-platform-latest")
            .title("Fargate services use the latest platform version")
            .severity(Severity.MEDIUM)
            .on(AwsTypes.ECS_SERVICE, "platformVersion")
            .on(AwsTypes.ECS_TASK_SET, "platformVersion")
            .risk("A pinned platform version receives no fixes of its kernel and container runtime.")
            .remediation(
                    """
                    Omit the version, or set it to LATEST:
                    ServiceArgs.builder().platformVersion("LATEST")
                    """)
            .references(fsbp("ECS.10"), checkov("CKV_AWS_332"))
            .requires(property("platformVersion")
                    .is(value -> value.isAbsent() || isText(value, "LATEST"), "LATEST or absent"));

    private static final Rule EXEC_AUDITED = Rule.named("ecs-exec-audited")
            .title("ECS Exec is disabled in production services, and clusters encrypt and log its sessions")
            .severity(Severity.MEDIUM)
            .on(AwsTypes.ECS_SERVICE, "enableExecuteCommand")
            .on(
                    AwsTypes.ECS_CLUSTER,
                    "configuration.executeCommandConfiguration.logging",
                    "configuration.executeCommandConfiguration.kmsKeyId")
            .risk("Commands in a production shell leave no record.")
            .remediation(
                    """
                    Enable it only while it is needed, with logging and a key:
                    ClusterConfigurationExecuteCommandConfigurationArgs.builder().logging("OVERRIDE").kmsKeyId(key.arn())
                    """)
            .references(checkov("CKV_AWS_223"), checkov("CKV_AWS_224"))
            .requires(Companions.byType(Map.of(
                    AwsTypes.ECS_SERVICE,
                    property("enableExecuteCommand").isNotTrue().inProduction(),
                    AwsTypes.ECS_CLUSTER,
                    property("configuration.executeCommandConfiguration.logging")
                            .isOneOf("OVERRIDE", "DEFAULT")
                            .and(CustomerKeys.isCustomerKey("configuration.executeCommandConfiguration.kmsKeyId")))));

    private static final Rule INSIGHTS = Rule.named("ecs-insights")
            .title("ECS clusters have Container Insights enabled")
            .severity(Severity.LOW)
            .on(AwsTypes.ECS_CLUSTER, "settings[].name", "settings[].value")
            .risk("Memory exhaustion and restarts of tasks go unnoticed.")
            .remediation(
                    """
                    Enable Container Insights:
                    ClusterSettingArgs.builder().name("containerInsights").value("enhanced")
                    """)
            .references(fsbp("ECS.12"), checkov("CKV_AWS_65"), cdkNag("ECS4"))
            .requires(Elements.any(
                    "settings",
                    "settings must have containerInsights with the value enabled or enhanced",
                    setting -> property(setting + ".name")
                            .isOneOf("containerInsights")
                            .and(property(setting + ".value").isOneOf("enabled", "enhanced"))));

    private static final Rule SCALES = Rule.named("ecs-scaling-has-policy")
            .title("Scalable targets have a scaling policy")
            .severity(Severity.MEDIUM)
            .on(AwsTypes.APPAUTOSCALING_TARGET, "resourceId", "minCapacity", "maxCapacity")
            .lookingAt(AwsTypes.APPAUTOSCALING_POLICY, "resourceId")
            .lookingAt(AwsTypes.APPAUTOSCALING_SCHEDULED_ACTION, "resourceId")
            .risk("Capacity does not follow the load, although scaling is configured.")
            .remediation(
                    """
                    Add a target tracking policy:
                    PolicyArgs.builder().policyType("TargetTrackingScaling").resourceId(target.resourceId())
                    """)
            .requiresInStack((target, context) -> Verdict.passIf(
                    isScaled(target, context), "the target has no scaling policy and no scheduled action"));

    private static final Rule BLUE_GREEN_ROLLBACK = Rule.named("ecs-bluegreen-rollback")
            .title("CodeDeploy deployment groups roll back on failure and on alarms")
            .severity(Severity.MEDIUM)
            .on(
                    AwsTypes.CODEDEPLOY_DEPLOYMENT_GROUP,
                    "autoRollbackConfiguration.enabled",
                    "autoRollbackConfiguration.events",
                    "alarmConfiguration.enabled",
                    "alarmConfiguration.alarms")
            .risk("A broken version receives all traffic until somebody notices.")
            .remediation(
                    """
                    Enable rollback for both events:
                    DeploymentGroupAutoRollbackConfigurationArgs.builder().enabled(true)
                            .events("DEPLOYMENT_FAILURE", "DEPLOYMENT_STOP_ON_ALARM")
                    """)
            .requires(property("autoRollbackConfiguration.enabled")
                    .isTrue()
                    .and(property("autoRollbackConfiguration.events")
                            .is(
                                    EcsServiceRules::rollsBackOnAlarm,
                                    "a list with DEPLOYMENT_FAILURE and DEPLOYMENT_STOP_ON_ALARM"))
                    .and(property("alarmConfiguration.enabled").isTrue())
                    .and(property("alarmConfiguration.alarms").isFilled()));

    private static final Rule NOT_ONLY_SPOT = Rule.named("ecs-not-only-spot")
            .title("Production ECS clusters and services do not run on Spot capacity only")
            .severity(Severity.HIGH)
            .on(
                    AwsTypes.ECS_CLUSTER_CAPACITY_PROVIDERS,
                    "defaultCapacityProviderStrategies[].capacityProvider",
                    "defaultCapacityProviderStrategies[].base",
                    "defaultCapacityProviderStrategies[].weight")
            .on(
                    AwsTypes.ECS_SERVICE,
                    "capacityProviderStrategies[].capacityProvider",
                    "capacityProviderStrategies[].base",
                    "capacityProviderStrategies[].weight")
            .risk("When AWS reclaims Spot capacity, all tasks stop within two minutes.")
            .remediation(
                    """
                    Keep a base on Fargate:
                    ServiceCapacityProviderStrategyArgs.builder().capacityProvider("FARGATE").base(2).weight(1)
                    """)
            .requires(Companions.byType(Map.of(
                            AwsTypes.ECS_CLUSTER_CAPACITY_PROVIDERS,
                            staysOn("defaultCapacityProviderStrategies"),
                            AwsTypes.ECS_SERVICE,
                            staysOn("capacityProviderStrategies")))
                    .inProduction());

    public static final List<Rule> ALL = List.of(
            NO_PUBLIC_IP,
            CIRCUIT_BREAKER,
            TWO_TASKS,
            DEPLOY_PERCENTAGES,
            PLATFORM_LATEST,
            EXEC_AUDITED,
            INSIGHTS,
            SCALES,
            BLUE_GREEN_ROLLBACK,
            NOT_ONLY_SPOT);

    private EcsServiceRules() {}

    /** The scaling targets of each service, by its URN. */
    private static final Derivation<Map<String, List<GraphResource>>> SCALING = graph ->
            ResourceGraph.inverse(graph.ofType(AwsTypes.APPAUTOSCALING_TARGET), target -> scaled(target, graph));

    /** Properties by which scaling policies and scheduled actions refer to a target. */
    private static final Derivation<Set<String>> SCALED =
            graph -> graph.ofType(AwsTypes.APPAUTOSCALING_POLICY, AwsTypes.APPAUTOSCALING_SCHEDULED_ACTION).stream()
                    .flatMap(policy -> policy.input("resourceId").asText().stream())
                    .collect(Collectors.toSet());

    /** A strategy that is left out is the cluster's, or the launch type's. */
    private static Condition staysOn(String strategies) {
        return Elements.any(
                        strategies,
                        "no part of " + strategies + " uses a provider other than FARGATE_SPOT with a base or a weight",
                        strategy -> property(strategy + ".capacityProvider")
                                .isNoneOf("FARGATE_SPOT")
                                .and(property(strategy + ".base")
                                        .is(EcsServiceRules::isPositive, "at least 1")
                                        .or(property(strategy + ".weight")
                                                .is(EcsServiceRules::isPositive, "at least 1"))))
                .onlyIf((resource, context) -> !resource.input(strategies).isEmpty());
    }

    private static boolean isPositive(PropertyValue value) {
        return value.asNumber().orElse(0) > 0;
    }

    private static Verdict enoughTasks(GraphResource service, RuleContext context) {
        if (service.input("schedulingStrategy").asText().orElse("").equals("DAEMON")) {
            return Verdict.NOT_APPLICABLE;
        }
        List<GraphResource> targets = context.graph().once(SCALING).getOrDefault(service.urn(), List.of());
        if (targets.isEmpty()) {
            return property("desiredCount").isAtLeast(parameters -> 2).test(service, context);
        }
        return isWorkerOnDemand(service, targets)
                ? Verdict.NOT_APPLICABLE
                : Verdict.all(targets.stream().map(EcsServiceRules::hasRoom).toList());
    }

    /** True if nobody calls the service and scaling may stop its last task: there is work for a task, or no task. */
    private static boolean isWorkerOnDemand(GraphResource service, List<GraphResource> targets) {
        boolean called = Stream.of("loadBalancers", "serviceRegistries", "serviceConnectConfiguration")
                .anyMatch(property -> !service.input(property).isEmpty());
        return !called
                && targets.stream()
                        .allMatch(target -> target.input("minCapacity")
                                                .asNumber()
                                                .orElse(-1)
                                        == 0
                                && target.input("maxCapacity").asNumber().orElse(0) > 0);
    }

    /** The services of a target, which names one as service/cluster/name: a text of which only the end is the service's name. */
    private static Set<GraphResource> scaled(GraphResource target, ResourceGraph graph) {
        Set<GraphResource> services = new LinkedHashSet<>(graph.references(target, "resourceId", AwsTypes.ECS_SERVICE));
        String resourceId = target.input("resourceId").asText().orElse("");
        if (resourceId.startsWith("service/")) {
            String name = resourceId.substring(resourceId.lastIndexOf('/') + 1);
            graph.identified(name, target, AwsTypes.ECS_SERVICE).stream()
                    .filter(service -> service.output("name")
                            .asText()
                            .or(() -> service.input("name").asText())
                            .filter(name::equals)
                            .isPresent())
                    .forEach(services::add);
        }
        return services;
    }

    private static Verdict hasRoom(GraphResource target) {
        if (target.input("minCapacity").isUnknown()
                || target.input("maxCapacity").isUnknown()) {
            return Verdict.unknown("minCapacity of " + target.name());
        }
        OptionalDouble least = target.input("minCapacity").asNumber();
        OptionalDouble most = target.input("maxCapacity").asNumber();
        return Verdict.passIf(
                least.orElse(0) >= 2 && most.orElse(0) > least.orElse(0),
                "the scaling target " + target.name() + " has minCapacity "
                        + target.input("minCapacity").describe() + " and maxCapacity "
                        + target.input("maxCapacity").describe() + " but must be at least 2 and more than that");
    }

    static boolean isText(PropertyValue value, String text) {
        return value.asText().filter(text::equalsIgnoreCase).isPresent();
    }

    /** The defaults are 100 and 200; source: the ECS developer guide, "Service definition parameters". */
    private static Verdict canDeploy(GraphResource service, RuleContext context) {
        PropertyValue least = service.input("deploymentMinimumHealthyPercent");
        PropertyValue most = service.input("deploymentMaximumPercent");
        Condition numbers = property("deploymentMinimumHealthyPercent")
                .is(value -> value.isAbsent() || value.asNumber().isPresent(), "a number")
                .and(property("deploymentMaximumPercent")
                        .is(value -> value.isAbsent() || value.asNumber().isPresent(), "a number"));
        Verdict known = numbers.test(service, context);
        if (!known.equals(Verdict.PASS)) {
            return known;
        }
        double healthy = least.asNumber().orElse(100);
        double running = most.asNumber().orElse(200);
        return Verdict.all(List.of(
                Verdict.passIf(
                        !context.isProduction() || healthy >= 100,
                        "deploymentMinimumHealthyPercent is " + least.describe() + " but must be at least 100"),
                Verdict.passIf(
                        running > healthy,
                        "deploymentMaximumPercent is " + most.describe() + " but must be more than " + (int) healthy)));
    }

    private static boolean isScaled(GraphResource target, RuleContext context) {
        Optional<String> id = target.input("resourceId").asText();
        return id.filter(context.graph().once(SCALED)::contains).isPresent()
                || !context.referrers(
                                target,
                                "resourceId",
                                AwsTypes.APPAUTOSCALING_POLICY,
                                AwsTypes.APPAUTOSCALING_SCHEDULED_ACTION)
                        .isEmpty();
    }

    private static boolean rollsBackOnAlarm(PropertyValue events) {
        return Stream.of("DEPLOYMENT_FAILURE", "DEPLOYMENT_STOP_ON_ALARM")
                .allMatch(event -> events.elements().stream().anyMatch(element -> isText(element, event)));
    }
}
