package dev.plinth.simulator.aws.compute;

import dev.plinth.model.AwsTypes;
import dev.plinth.simulator.aws.common.Rules;
import dev.plinth.simulator.cloud.Operation;
import dev.plinth.simulator.cloud.Registry;
import dev.plinth.simulator.store.StoredResource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * Applications, deployment groups and deployment configurations of CodeDeploy. The deployments themselves happen while time passes.
 *
 * @see <a href="https://docs.aws.amazon.com/codedeploy/latest/APIReference/API_CreateDeploymentGroup.html">CreateDeploymentGroup</a>
 */
public final class CodeDeploy {

    /** Deployment configurations that exist in every account. */
    private static final String PREDEFINED =
            "(?<deploymentConfigName>CodeDeployDefault\\.(?:ECS(?:AllAtOnce|Canary10Percent(?:5|15)Minutes|Linear10PercentEvery[13]Minutes)"
                    + "|Lambda(?:AllAtOnce|Canary10Percent(?:5|10|15|30)Minutes|Linear10PercentEvery(?:1|2|3|10)Minutes?)"
                    + "|AllAtOnce|HalfAtATime|OneAtATime))";

    /** CodeDeploy's own prefix. */
    private static final String OWN = "CodeDeployDefault.";

    private static final String PAIR = "loadBalancerInfo.targetGroupPairInfo";
    private static final String ECS = "ECS";
    private static final long MAX_WAIT_MINUTES = 2880;

    private CodeDeploy() {}

    /** Registers CodeDeploy's types. */
    public static void register(Registry registry) {
        registry.type(AwsTypes.CODEDEPLOY_APPLICATION, "CodeDeploy Application")
                .named("name", 100)
                .id("{applicationId}:{name}")
                .importedAs("{name}")
                .arn("arn:aws:codedeploy:{region}:{account}:application:{name}")
                .renamable()
                .immutable("computePlatform")
                .validate(Rules.oneOf("computePlatform", ECS, "Lambda", "Server"))
                .unique("name", "ApplicationAlreadyExistsException", "Application {name} already exists.")
                .check(operation ->
                        operation.state().computeIfAbsent("applicationId", key -> operation.render("{uuid}")))
                .defaults("computePlatform", "Server")
                .computed("linkedToGithub", operation -> false);
        registry.type(AwsTypes.CODEDEPLOY_DEPLOYMENT_CONFIG, "CodeDeploy Deployment Config")
                .named("deploymentConfigName", 100)
                .id("{deploymentConfigName}")
                .arn("arn:aws:codedeploy:{region}:{account}:deploymentconfig:{deploymentConfigName}")
                .predefined(PREDEFINED)
                .immutable("computePlatform", "minimumHealthyHosts", "trafficRoutingConfig", "zonalConfig")
                .check(CodeDeploy::checkConfiguration)
                .defaults("computePlatform", "Server")
                .computed("deploymentConfigId", "{uuid}")
                .inUse("DeploymentConfigInUseException", "The deployment configuration is in use by {users}");
        registry.type(AwsTypes.CODEDEPLOY_DEPLOYMENT_GROUP, "CodeDeploy Deployment Group")
                .id("{deploymentGroupId}")
                .importedAs("{appName}:{deploymentGroupName}")
                .arn("arn:aws:codedeploy:{region}:{account}:deploymentgroup:{appName}/{deploymentGroupName}")
                .mentions("appName", AwsTypes.CODEDEPLOY_APPLICATION, "ApplicationDoesNotExistException")
                .mentions("serviceRoleArn", AwsTypes.IAM_ROLE, "InvalidRoleException")
                .uses(
                        "deploymentConfigName",
                        AwsTypes.CODEDEPLOY_DEPLOYMENT_CONFIG,
                        "DeploymentConfigDoesNotExistException")
                .mentions(PAIR + ".targetGroups.name", AwsTypes.LB_TARGET_GROUP, "InvalidTargetGroupPairException")
                .mentions(
                        PAIR + ".prodTrafficRoute.listenerArns",
                        AwsTypes.LB_LISTENER,
                        "InvalidLoadBalancerInfoException")
                .mentions(
                        PAIR + ".testTrafficRoute.listenerArns",
                        AwsTypes.LB_LISTENER,
                        "InvalidLoadBalancerInfoException")
                .immutable("appName")
                .check(operation ->
                        operation.state().computeIfAbsent("deploymentGroupId", key -> operation.render("{uuid}")))
                .check(CodeDeploy::checkName)
                .check(CodeDeploy::checkRollback)
                .check(CodeDeploy::checkPlatform)
                .defaults("deploymentConfigName", "CodeDeployDefault.OneAtATime")
                .computed("computePlatform", operation -> platform(operation));
    }

    private static void checkConfiguration(Operation operation) {
        operation.require(
                !operation.text("deploymentConfigName").startsWith(OWN),
                "InvalidDeploymentConfigNameException",
                "A custom deployment configuration cannot have the prefix " + OWN);
        boolean hosts = "Server".equals(operation.text("computePlatform"));
        operation.require(
                !operation.has("trafficRoutingConfig") || !hosts,
                "InvalidTrafficRoutingConfigurationException",
                "Traffic routing is only supported on the compute platforms ECS and Lambda.");
        for (String kind : List.of("timeBasedCanary", "timeBasedLinear")) {
            String path = "trafficRoutingConfig." + kind;
            if (operation.has(path)) {
                operation.require(
                        operation.text("trafficRoutingConfig.type").equalsIgnoreCase(kind),
                        "InvalidTrafficRoutingConfigurationException",
                        kind + " does not belong to a routing of the type "
                                + operation.text("trafficRoutingConfig.type") + ".");
                within(operation, path + ".percentage", 1, 99);
                within(operation, path + ".interval", 1, MAX_WAIT_MINUTES);
            }
        }
    }

    private static void within(Operation operation, String path, long least, long most) {
        long value = operation.number(path, least - 1);
        operation.require(
                value >= least && value <= most,
                "InvalidTrafficRoutingConfigurationException",
                path + " must be between " + least + " and " + most + ", got " + value + ".");
    }

    private static void checkName(Operation operation) {
        operation.require(
                operation.siblings().stream()
                        .noneMatch(other -> other.text("appName").equals(operation.text("appName"))
                                && other.text("deploymentGroupName").equals(operation.text("deploymentGroupName"))),
                "DeploymentGroupAlreadyExistsException",
                operation.render(
                        "Deployment group {deploymentGroupName} already exists in the application {appName}."));
    }

    private static void checkRollback(Operation operation) {
        operation.require(
                !operation.flag("autoRollbackConfiguration.enabled")
                        || !operation.texts("autoRollbackConfiguration.events").isEmpty(),
                "InvalidAutoRollbackConfigException",
                "Automatic rollback is enabled but no events are given.");
        operation.require(
                !operation.flag("alarmConfiguration.enabled")
                        || !operation.texts("alarmConfiguration.alarms").isEmpty(),
                "InvalidAlarmConfigException",
                "Alarms are enabled but none is given.");
        operation.require(
                operation.texts("alarmConfiguration.alarms").size() <= 10,
                "AlarmsLimitExceededException",
                "A deployment group can have at most 10 alarms.");
        operation.require(
                !operation.texts("autoRollbackConfiguration.events").contains("DEPLOYMENT_STOP_ON_ALARM")
                        || operation.flag("alarmConfiguration.enabled"),
                "InvalidAutoRollbackConfigException",
                "DEPLOYMENT_STOP_ON_ALARM needs enabled alarms.");
    }

    private static void checkPlatform(Operation operation) {
        boolean ecs = ECS.equals(platform(operation));
        operation.require(
                ecs || !operation.has("ecsService"),
                "InvalidECSServiceException",
                "An ECS service belongs to an application of the compute platform ECS.");
        if (ecs) {
            checkEcs(operation);
        }
    }

    private static void checkEcs(Operation operation) {
        operation.require(
                "BLUE_GREEN".equals(operation.text("deploymentStyle.deploymentType"))
                        && "WITH_TRAFFIC_CONTROL".equals(operation.text("deploymentStyle.deploymentOption")),
                "InvalidDeploymentStyleException",
                "For ECS deployment group, the deployment type must be BLUE_GREEN with traffic control.");
        operation.require(
                operation.has("blueGreenDeploymentConfig"),
                "InvalidBlueGreenDeploymentConfigurationException",
                "For ECS deployment group, blueGreenDeploymentConfig is required.");
        checkWaits(operation);
        operation.require(
                Set.copyOf(operation.texts(PAIR + ".targetGroups.name")).size() == 2,
                "InvalidTargetGroupPairException",
                "A target group pair has two different target groups.");
        operation.require(
                operation.texts(PAIR + ".prodTrafficRoute.listenerArns").size() == 1,
                "InvalidLoadBalancerInfoException",
                "A production traffic route has one listener.");
        operation
                .find(AwsTypes.CODEDEPLOY_DEPLOYMENT_CONFIG, operation.text("deploymentConfigName"))
                .ifPresent(configuration -> operation.require(
                        configuration.text("deploymentConfigName").startsWith(OWN + ECS)
                                || ECS.equals(configuration.text("computePlatform")),
                        "InvalidDeploymentConfigNameException",
                        "The deployment configuration " + configuration.text("deploymentConfigName")
                                + " is not one of the compute platform ECS."));
        checkService(operation);
    }

    private static void checkWaits(Operation operation) {
        String path =
                "blueGreenDeploymentConfig.terminateBlueInstancesOnDeploymentSuccess.terminationWaitTimeInMinutes";
        long wait = operation.number(path, 0);
        operation.require(
                wait >= 0 && wait <= MAX_WAIT_MINUTES,
                "InvalidBlueGreenDeploymentConfigurationException",
                "The termination wait must be between 0 and " + MAX_WAIT_MINUTES + " minutes, got " + wait + ".");
        String ready = "blueGreenDeploymentConfig.deploymentReadyOption";
        operation.require(
                operation.number(ready + ".waitTimeInMinutes", 0) == 0
                        || "STOP_DEPLOYMENT".equals(operation.text(ready + ".actionOnTimeout")),
                "InvalidBlueGreenDeploymentConfigurationException",
                "A wait before the traffic is rerouted needs the action STOP_DEPLOYMENT.");
    }

    private static void checkService(Operation operation) {
        String cluster = operation.text("ecsService.clusterName");
        String name = operation.text("ecsService.serviceName");
        Map<String, Object> service = operation.list(AwsTypes.ECS_SERVICE).stream()
                .filter(found -> found.text("name").equals(name))
                .filter(found -> found.text("simulatedCluster").equals(cluster))
                .findFirst()
                .map(StoredResource::state)
                .orElseThrow(() -> operation.refuse(
                        "InvalidECSServiceException",
                        "The ECS service " + name + " does not exist in the cluster " + cluster + "."));
        operation.require(
                Deployments.isByCodeDeploy(service),
                "InvalidECSServiceException",
                "Deployment group's ECS service must be configured for a CODE_DEPLOY deployment controller.");
        operation.require(
                operation.siblings().stream()
                        .noneMatch(other -> Objects.equals(operation.get("ecsService"), other.get("ecsService"))),
                "ECSServiceMappingLimitExceededException",
                "The ECS service " + name + " belongs to another deployment group.");
    }

    private static String platform(Operation operation) {
        return operation.list(AwsTypes.CODEDEPLOY_APPLICATION).stream()
                .filter(application -> application.text("name").equals(operation.text("appName")))
                .findFirst()
                .map(application -> application.text("computePlatform"))
                .orElse("Server");
    }
}
