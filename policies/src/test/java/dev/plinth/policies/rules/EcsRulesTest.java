package dev.plinth.policies.rules;

import static dev.plinth.policies.rules.CatalogueAssert.assertThatRule;
import static dev.plinth.policies.rules.EcsFixtures.CLUSTER;
import static dev.plinth.policies.rules.EcsFixtures.DEPLOYMENT_GROUP;
import static dev.plinth.policies.rules.EcsFixtures.REPOSITORY;
import static dev.plinth.policies.rules.EcsFixtures.SCALING_POLICY;
import static dev.plinth.policies.rules.EcsFixtures.SCALING_TARGET;
import static dev.plinth.policies.rules.RuleFixtures.ROLE;
import static dev.plinth.policies.rules.RuleFixtures.SERVICE;
import static dev.plinth.policies.rules.RuleFixtures.TASK;
import static dev.plinth.testkit.rule.Resources.dependingOn;
import static dev.plinth.testkit.rule.Resources.resource;
import static dev.plinth.testkit.rule.Resources.with;

import dev.plinth.model.GraphResource;
import dev.plinth.model.PropertyValue;
import dev.plinth.policies.rule.Tier;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The corner cases of tasks, services, clusters, repositories and deployments. */
class EcsRulesTest {

    private static final PropertyValue UNKNOWN = PropertyValue.Unknown.VALUE;

    private static GraphResource container(String keys) {
        return resource(TASK, "api", Map.of("containerDefinitions", "[{\"name\":\"api\"," + keys + "}]"));
    }

    private static GraphResource size(Object cpu, Object memory) {
        return resource(
                TASK,
                "api",
                Map.of("requiresCompatibilities", List.of("EC2", "FARGATE"), "cpu", cpu, "memory", memory));
    }

    @ParameterizedTest
    @CsvSource({
        "256, 512",
        "256, 1024",
        "256, 2048",
        "512, 1024",
        "512, 4096",
        "1024, 2048",
        "1024, 7168",
        "1024, 8192",
        "2048, 4096",
        "2048, 16384",
        "4096, 8192",
        "4096, 30720",
        "8192, 16384",
        "8192, 20480",
        "8192, 61440",
        "16384, 32768",
        "16384, 40960",
        "16384, 122880",
        "1 vCPU, 2 GB",
        ".5 vCPU, 1GB",
        "0.25vCPU, 512",
    })
    void sizesThatFargateOffers(String cpu, String memory) {
        if (cpu.startsWith(".")) {
            assertThatRule("ecs-valid-fargate-size").passes(size("0" + cpu, memory));
        } else {
            assertThatRule("ecs-valid-fargate-size").passes(size(cpu, memory));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "256, 3072",
        "256, 768",
        "256, 4096",
        "512, 512",
        "512, 5120",
        "512, 1536",
        "1024, 1024",
        "1024, 9216",
        "2048, 17408",
        "4096, 31744",
        "8192, 17408",
        "8192, 65536",
        "16384, 36864",
        "16384, 131072",
        "128, 512",
        "0, 0",
        "3072, 8192",
        "cpu, memory",
    })
    void sizesThatItDoesNot(String cpu, String memory) {
        assertThatRule("ecs-valid-fargate-size").fails(size(cpu, memory));
    }

    @Test
    void otherTasksMayHaveAnySize() {
        GraphResource odd = size(500, 700);
        assertThatRule("ecs-valid-fargate-size")
                .isNotApplicable(with(odd, "requiresCompatibilities", PropertyValue.of(List.of("EC2"))))
                .isNotApplicable(with(odd, "requiresCompatibilities", PropertyValue.Null.VALUE))
                .isUnknown("requiresCompatibilities", with(odd, "requiresCompatibilities", UNKNOWN))
                .passes(with(size(256, 512), "requiresCompatibilities", UNKNOWN));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0", "root", "root:10001", "0:0", "000", " root"})
    void rootHasManyNames(String user) {
        assertThatRule("ecs-nonroot-user").fails(container("\"user\":\"" + user + "\""));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"node\"", "\"10001\"", "10001", "\"node:root\"", "\"100\""})
    void otherUsersAreFine(String user) {
        assertThatRule("ecs-nonroot-user").passes(container("\"user\":" + user));
    }

    @ParameterizedTest
    @CsvSource({
        "api, false",
        "api:latest, false",
        "registry:5000/api, false",
        "registry:5000/api:latest, false",
        "api:, false",
        "api:1.2, true",
        "registry:5000/api:1.2, true",
        "public.ecr.aws/x/y:stable, true",
        "api@sha256:0123, true",
        "api:latest@sha256:0123, true",
    })
    void imagesAreNamedByTagOrDigest(String image, boolean pinned) {
        GraphResource task = container("\"image\":\"" + image + "\"");
        if (pinned) {
            assertThatRule("ecs-image-pinned").passes(task);
        } else {
            assertThatRule("ecs-image-pinned").fails(task);
        }
    }

    @Test
    void capabilitiesAreToldApart() {
        String add = "\"linuxParameters\":{\"capabilities\":{\"add\":[%s]}}";
        assertThatRule("ecs-no-added-capabilities")
                .passes(container("\"image\":\"x\""))
                .passes(container("\"linuxParameters\":{\"capabilities\":{\"drop\":[\"ALL\"]}}"))
                .fails(container(add.formatted("\"all\"")))
                .failsWith(
                        "containerDefinitions[api].linuxParameters.capabilities.add must not have SYS_PTRACE, CAP_NET_ADMIN",
                        container(add.formatted("\"CHOWN\",\"SYS_PTRACE\",\"CAP_NET_ADMIN\"")));
    }

    @Test
    void eachContainerCounts() {
        assertThatRule("ecs-nonroot-user")
                .failsWith(
                        "containerDefinitions[proxy].user must name a user other than root",
                        resource(
                                TASK,
                                "api",
                                Map.of(
                                        "containerDefinitions",
                                        "[{\"name\":\"api\",\"user\":\"app\"},{\"name\":\"proxy\"}]")));
    }

    @Test
    void tasksShareNothingWithTheirHost() {
        GraphResource task = resource(TASK, "api", Map.of("networkMode", "awsvpc"));
        assertThatRule("ecs-isolated")
                .passes(task)
                .fails(resource(TASK, "api", Map.of()))
                .fails(with(task, "networkMode", PropertyValue.of("bridge")))
                .fails(with(task, "ipcMode", PropertyValue.of("HOST")))
                .isUnknown("pidMode", with(task, "pidMode", UNKNOWN));
    }

    @Test
    void rolesAreComparedByWhatTheyComeFrom() {
        GraphResource start = resource(ROLE, "start", Map.of(), Map.of("arn", "arn:aws:iam::1:role/start"));
        GraphResource run = resource(ROLE, "run", Map.of(), Map.of("arn", "arn:aws:iam::1:role/run"));
        GraphResource task = dependingOn(resource(TASK, "api", Map.of()), "executionRoleArn", start);
        assertThatRule("ecs-distinct-roles")
                .passes(dependingOn(task, "taskRoleArn", run), start, run)
                .failsWith(
                        "executionRoleArn and taskRoleArn are the same role",
                        dependingOn(task, "taskRoleArn", start),
                        start,
                        run)
                .fails(task, start)
                .isUnknown("taskRoleArn", resource(TASK, "api", Map.of("taskRoleArn", UNKNOWN)))
                .isUnknown(
                        "executionRoleArn",
                        resource(TASK, "api", Map.of("taskRoleArn", "arn:a", "executionRoleArn", UNKNOWN)));
    }

    @Test
    void volumesAreToldApart() {
        assertThatRule("ecs-efs-tls")
                .passes(resource(TASK, "api", Map.of()))
                .passes(resource(TASK, "api", Map.of("volumes", List.of(Map.of("name", "scratch")))))
                .fails(resource(
                        TASK,
                        "api",
                        Map.of(
                                "volumes",
                                List.of(Map.of("efsVolumeConfiguration", Map.of("transitEncryption", "ENABLED"))))));
        assertThatRule("ecs-no-host-path")
                .failsWith(
                        "volumes[1].hostPath is / but must be absent",
                        resource(
                                TASK,
                                "api",
                                Map.of("volumes", List.of(Map.of("name", "a"), Map.of("name", "b", "hostPath", "/")))));
    }

    @Test
    void deploymentsNeedRoom() {
        GraphResource service = resource(SERVICE, "api", Map.of());
        GraphResource shrinking = resource(
                SERVICE, "api", Map.of("deploymentMinimumHealthyPercent", 50, "deploymentMaximumPercent", 100));
        GraphResource stuck = resource(
                SERVICE, "api", Map.of("deploymentMinimumHealthyPercent", "100", "deploymentMaximumPercent", 100));
        assertThatRule("ecs-deploy-percentages")
                .passes(service)
                .failsWith("deploymentMinimumHealthyPercent is 50 but must be at least 100", shrinking)
                .failsWith("deploymentMaximumPercent is 100 but must be more than 100", stuck)
                .isNotApplicable(with(shrinking, "schedulingStrategy", PropertyValue.of("DAEMON")))
                .isUnknown("deploymentMaximumPercent", with(service, "deploymentMaximumPercent", UNKNOWN))
                .in(Tier.STAGING)
                .passes(shrinking)
                .fails(stuck);
    }

    @Test
    void sessionsAreForDevelopment() {
        GraphResource open = resource(SERVICE, "api", Map.of("enableExecuteCommand", "true"));
        GraphResource cluster = resource(CLUSTER, "main", Map.of());
        GraphResource unencrypted = resource(
                CLUSTER,
                "main",
                Map.of("configuration", Map.of("executeCommandConfiguration", Map.of("logging", "DEFAULT"))));
        assertThatRule("ecs-exec-audited")
                .fails(open)
                .fails(cluster)
                .fails(unencrypted)
                .in(Tier.DEVELOPMENT)
                .isNotApplicable(open)
                .fails(cluster);
    }

    @Test
    void insightsAreOneOfSeveralSettings() {
        assertThatRule("ecs-insights")
                .passes(resource(
                        CLUSTER,
                        "main",
                        Map.of(
                                "settings",
                                List.of(
                                        Map.of("name", "other", "value", "disabled"),
                                        Map.of("name", "containerInsights", "value", "enhanced")))))
                .failsWith(
                        "settings must have containerInsights with the value enabled or enhanced",
                        resource(
                                CLUSTER,
                                "main",
                                Map.of("settings", List.of(Map.of("name", "other", "value", "enabled")))))
                .isUnknown(
                        "settings[0].value",
                        resource(
                                CLUSTER,
                                "main",
                                Map.of("settings", List.of(Map.of("name", "containerInsights", "value", UNKNOWN)))));
    }

    @Test
    void scalingTargetsHaveAPolicyOrASchedule() {
        GraphResource target = resource(SCALING_TARGET, "api", Map.of("resourceId", UNKNOWN));
        GraphResource policy = dependingOn(resource(SCALING_POLICY, "cpu", Map.of()), "resourceId", target);
        GraphResource schedule = dependingOn(
                resource("aws:appautoscaling/scheduledAction:ScheduledAction", "night", Map.of()),
                "resourceId",
                target);
        GraphResource other = resource(SCALING_POLICY, "cpu", Map.of("resourceId", "service/main/other"));
        assertThatRule("ecs-scaling-has-policy")
                .passes(target, policy)
                .passes(target, schedule)
                .fails(target, other)
                .fails(target);
    }

    @Test
    void deploymentsRollBackOnBothEvents() {
        GraphResource group = resource(DEPLOYMENT_GROUP, "api", EcsFixtures.ROLLING_BACK);
        assertThatRule("ecs-bluegreen-rollback")
                .passes(group)
                .fails(with(group, "autoRollbackConfiguration.events", PropertyValue.of(List.of("DEPLOYMENT_FAILURE"))))
                .fails(with(group, "alarmConfiguration.enabled", PropertyValue.of(false)))
                .fails(resource(DEPLOYMENT_GROUP, "api", Map.of()));
    }

    @Test
    void repositoriesEncryptWithKms() {
        GraphResource repository = resource(REPOSITORY, "api", EcsFixtures.SCANNING);
        assertThatRule("ecr-scan-immutable")
                .passes(repository)
                .passes(with(
                        repository,
                        "encryptionConfigurations",
                        PropertyValue.of(List.of(Map.of("encryptionType", "KMS_DSSE")))))
                .fails(with(repository, "encryptionConfigurations", PropertyValue.Null.VALUE))
                .fails(with(
                        repository,
                        "encryptionConfigurations",
                        PropertyValue.of(List.of(Map.of("encryptionType", "AES256")))));
    }

    @Test
    void onlyProductionKeepsImages() {
        GraphResource repository = resource(REPOSITORY, "api", Map.of("forceDelete", true));
        assertThatRule("ecr-no-force-delete").fails(repository).in(Tier.STAGING).isNotApplicable(repository);
    }
}
