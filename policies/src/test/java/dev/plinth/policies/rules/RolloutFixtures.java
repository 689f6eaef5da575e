package dev.plinth.policies.rules;

import static dev.plinth.testkit.rule.Outcome.FAIL;
import static dev.plinth.testkit.rule.RuleFixture.property;

import dev.plinth.testkit.rule.RuleFixture;
import java.util.List;
import java.util.Map;

/** Fixtures of the rules for AppConfig and CodeDeploy. */
final class RolloutFixtures {

    private static final String STRATEGY = "aws:appconfig/deploymentStrategy:DeploymentStrategy";

    private RolloutFixtures() {}

    static List<RuleFixture> all() {
        return List.of(
                property("appconfig-bake-time", STRATEGY, "finalBakeTimeInMinutes", 10, 9, FAIL),
                property(
                        "appconfig-gradual-deployment",
                        STRATEGY,
                        "growthFactor",
                        20,
                        100,
                        FAIL,
                        Map.of("deploymentDurationInMinutes", 30)),
                property(
                        "appconfig-gradual-deployment",
                        STRATEGY,
                        "deploymentDurationInMinutes",
                        30,
                        0,
                        FAIL,
                        Map.of("growthFactor", 20)),
                property(
                        "appconfig-gradual-deployment",
                        "aws:appconfig/deployment:Deployment",
                        "deploymentStrategyId",
                        "AppConfig.Linear20PercentEvery6Minutes",
                        "AppConfig.AllAtOnce",
                        FAIL),
                property(
                        "appconfig-environment-monitor",
                        "aws:appconfig/environment:Environment",
                        "monitors",
                        List.of(Map.of("alarmArn", "arn:aws:cloudwatch:eu-central-1:123456789012:alarm:errors")),
                        List.of(),
                        FAIL),
                property(
                        "appconfig-validators",
                        "aws:appconfig/configurationProfile:ConfigurationProfile",
                        "validators",
                        List.of(Map.of("type", "JSON_SCHEMA", "content", "{}")),
                        List.of(),
                        FAIL),
                property(
                        "appconfig-validators",
                        "aws:appconfig/configurationProfile:ConfigurationProfile",
                        "type",
                        "AWS.AppConfig.FeatureFlags",
                        "AWS.Freeform",
                        FAIL),
                property(
                        "codedeploy-gradual-deployment",
                        "aws:codedeploy/deploymentGroup:DeploymentGroup",
                        "deploymentConfigName",
                        "CodeDeployDefault.ECSLinear10PercentEvery1Minutes",
                        "CodeDeployDefault.ECSAllAtOnce",
                        FAIL,
                        Map.of("ecsService", Map.of("clusterName", "main", "serviceName", "api"))),
                property(
                        "codedeploy-gradual-deployment",
                        "aws:codedeploy/deploymentConfig:DeploymentConfig",
                        "trafficRoutingConfig.type",
                        "TimeBasedCanary",
                        "AllAtOnce",
                        FAIL,
                        Map.of("computePlatform", "ECS")));
    }
}
