package dev.plinth.policies.rules;

import static dev.plinth.policies.rules.RuleFixtures.PRIVATE_POLICY;
import static dev.plinth.policies.rules.RuleFixtures.PUBLIC_POLICY;
import static dev.plinth.policies.rules.RuleFixtures.SERVICE;
import static dev.plinth.policies.rules.RuleFixtures.TASK;
import static dev.plinth.testkit.rule.Outcome.FAIL;
import static dev.plinth.testkit.rule.Outcome.NOT_APPLICABLE;
import static dev.plinth.testkit.rule.Outcome.PASS;
import static dev.plinth.testkit.rule.Resources.resource;
import static dev.plinth.testkit.rule.RuleFixture.property;

import dev.plinth.model.GraphResource;
import dev.plinth.testkit.rule.RuleFixture;
import java.util.List;
import java.util.Map;

/** Fixtures of the rules for ECS, ECR, scaling and CodeDeploy. */
final class EcsFixtures {

    static final String CLUSTER = "aws:ecs/cluster:Cluster";
    static final String REPOSITORY = "aws:ecr/repository:Repository";
    static final String SCALING_TARGET = "aws:appautoscaling/target:Target";
    static final String SCALING_POLICY = "aws:appautoscaling/policy:Policy";
    static final String DEPLOYMENT_GROUP = "aws:codedeploy/deploymentGroup:DeploymentGroup";

    private static final String FINE_CONTAINER =
            "[{\"name\":\"api\",\"image\":\"example/api:1.4.2\",\"user\":\"10001:10001\",\"privileged\":false,"
                    + "\"readonlyRootFilesystem\":true,\"linuxParameters\":{\"capabilities\":{\"add\":[\"NET_BIND_SERVICE\"]}},"
                    + "\"environment\":[{\"name\":\"PORT\",\"value\":\"3000\"},{\"name\":\"DB_SECRET_ARN\",\"value\":\"arn:x\"}],"
                    + "\"logConfiguration\":{\"logDriver\":\"awslogs\"}}]";

    static final Map<String, ?> ROLLING_BACK = Map.of(
            "autoRollbackConfiguration",
            Map.of("enabled", true, "events", List.of("DEPLOYMENT_FAILURE", "DEPLOYMENT_STOP_ON_ALARM")),
            "alarmConfiguration",
            Map.of("enabled", true, "alarms", List.of("errors")));

    static final Map<String, ?> SCANNING = Map.of(
            "imageScanningConfiguration",
            Map.of("scanOnPush", true),
            "imageTagMutability",
            "IMMUTABLE",
            "encryptionConfigurations",
            List.of(Map.of("encryptionType", "KMS")));

    private EcsFixtures() {}

    private static RuleFixture container(String rule, String good, String bad) {
        String broken = FINE_CONTAINER.replace(good, bad);
        if (broken.equals(FINE_CONTAINER)) {
            throw new IllegalArgumentException(good);
        }
        return property(rule, TASK, "containerDefinitions", FINE_CONTAINER, broken, FAIL);
    }

    static List<RuleFixture> all() {
        GraphResource scaling = resource(SCALING_POLICY, "cpu", Map.of("resourceId", "service/main/api"));
        Map<String, ?> fargate = Map.of("requiresCompatibilities", List.of("FARGATE"), "cpu", "512", "memory", "1024");
        Map<String, ?> efs = Map.of(
                "volumes",
                List.of(Map.of(
                        "efsVolumeConfiguration",
                        Map.of("fileSystemId", "fs-1", "authorizationConfig", Map.of("iam", "ENABLED")))));
        Map<String, ?> exec =
                Map.of("configuration", Map.of("executeCommandConfiguration", Map.of("kmsKeyId", "arn:aws:kms:x")));
        return List.of(
                property(
                        "ecs-not-only-spot",
                        SERVICE,
                        "capacityProviderStrategies",
                        List.of(
                                Map.of("capacityProvider", "FARGATE", "base", 2),
                                Map.of("capacityProvider", "FARGATE_SPOT", "weight", 4)),
                        List.of(
                                Map.of("capacityProvider", "FARGATE", "weight", 0),
                                Map.of("capacityProvider", "FARGATE_SPOT", "weight", 4)),
                        NOT_APPLICABLE),
                property("ecs-no-public-ip", SERVICE, "networkConfiguration.assignPublicIp", false, true, PASS),
                property(
                        "ecs-circuit-breaker",
                        SERVICE,
                        "deploymentCircuitBreaker.rollback",
                        true,
                        false,
                        FAIL,
                        Map.of("deploymentCircuitBreaker", Map.of("enable", true))),
                property("ecs-two-tasks", SERVICE, "desiredCount", 2, 1, FAIL),
                container("ecs-not-privileged", "\"privileged\":false", "\"privileged\":\"true\""),
                container("ecs-readonly-root", "\"readonlyRootFilesystem\":true,", ""),
                container("ecs-no-secret-env", "DB_SECRET_ARN", "DB_PASSWORD"),
                container("ecs-logging", "awslogs", ""),
                container("ecs-nonroot-user", "10001:10001", "0:10001"),
                container("ecs-image-pinned", "api:1.4.2", "api:latest"),
                container("ecs-no-added-capabilities", "NET_BIND_SERVICE", "CAP_SYS_ADMIN"),
                property("ecs-isolated", TASK, "networkMode", "awsvpc", "host", FAIL),
                property("ecs-isolated", TASK, "pidMode", "task", "host", PASS, Map.of("networkMode", "awsvpc")),
                property(
                        "ecs-distinct-roles",
                        TASK,
                        "taskRoleArn",
                        "arn:aws:iam::1:role/run",
                        "arn:aws:iam::1:role/start",
                        FAIL,
                        Map.of("executionRoleArn", "arn:aws:iam::1:role/start")),
                property("ecs-valid-fargate-size", TASK, "memory", "1024", "512", FAIL, fargate),
                property("ecs-valid-fargate-size", TASK, "cpu", 512, "500", FAIL, fargate),
                property(
                        "ecs-efs-tls",
                        TASK,
                        "volumes[0].efsVolumeConfiguration.transitEncryption",
                        "ENABLED",
                        "DISABLED",
                        FAIL,
                        efs),
                RuleFixture.of(
                        "ecs-no-host-path",
                        resource(TASK, "subject", Map.of("volumes", List.of(Map.of("name", "x", "hostPath", "")))),
                        "volumes[0].hostPath",
                        "/var/run/docker.sock",
                        PASS),
                property("ecs-deploy-percentages", SERVICE, "deploymentMaximumPercent", 200, "100", PASS),
                property("ecs-deploy-percentages", SERVICE, "deploymentMinimumHealthyPercent", "100", 50, PASS),
                property("ecs-platform-latest", SERVICE, "platformVersion", "LATEST", "1.4.0", PASS),
                property("ecs-exec-audited", SERVICE, "enableExecuteCommand", false, true, PASS),
                property(
                        "ecs-exec-audited",
                        CLUSTER,
                        "configuration.executeCommandConfiguration.logging",
                        "OVERRIDE",
                        "NONE",
                        FAIL,
                        exec),
                property(
                        "ecs-insights",
                        CLUSTER,
                        "settings",
                        List.of(Map.of("name", "containerInsights", "value", "enabled")),
                        List.of(Map.of("name", "containerInsights", "value", "disabled")),
                        FAIL),
                property(
                                "ecs-scaling-has-policy",
                                SCALING_TARGET,
                                "resourceId",
                                "service/main/api",
                                "service/main/other",
                                FAIL)
                        .beside(scaling)
                        .whenUnknown(FAIL),
                property(
                        "ecs-bluegreen-rollback",
                        DEPLOYMENT_GROUP,
                        "alarmConfiguration.alarms",
                        List.of("errors"),
                        List.of(),
                        FAIL,
                        ROLLING_BACK),
                property(
                        "ecs-bluegreen-rollback",
                        DEPLOYMENT_GROUP,
                        "autoRollbackConfiguration.enabled",
                        true,
                        false,
                        FAIL,
                        ROLLING_BACK),
                property(
                        "ecr-scan-immutable", REPOSITORY, "imageTagMutability", "IMMUTABLE", "MUTABLE", FAIL, SCANNING),
                property(
                        "ecr-scan-immutable",
                        REPOSITORY,
                        "imageScanningConfiguration.scanOnPush",
                        "true",
                        false,
                        FAIL,
                        SCANNING),
                RuleFixture.of(
                                "ecr-lifecycle",
                                resource(REPOSITORY, "subject", Map.of("name", "api")),
                                "repository",
                                "other",
                                FAIL)
                        .beside(resource("aws:ecr/lifecyclePolicy:LifecyclePolicy", "api", Map.of("repository", "api")))
                        .ofNeighbour()
                        .whenUnknown(FAIL),
                property(
                        "ecr-policy-not-public",
                        "aws:ecr/repositoryPolicy:RepositoryPolicy",
                        "policy",
                        PRIVATE_POLICY,
                        PUBLIC_POLICY,
                        PASS),
                property("ecr-no-force-delete", REPOSITORY, "forceDelete", false, "true", PASS));
    }
}
