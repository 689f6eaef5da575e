package dev.plinth.simulator;

import static dev.plinth.simulator.TestCloud.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import dev.plinth.simulator.TestCloud.Made;
import dev.plinth.simulator.fault.Fault;
import dev.plinth.simulator.value.Values;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Blue-green deployments of an ECS service by CodeDeploy. */
class CodeDeployTest {

    private static final String RULE = "aws:lb/listenerRule:ListenerRule";
    private static final String SERVICE = "aws:ecs/service:Service";
    private static final String TASK = "aws:ecs/taskDefinition:TaskDefinition";
    private static final String GROUP = "aws:codedeploy/deploymentGroup:DeploymentGroup";
    private static final String APPLICATION = "aws:codedeploy/application:Application";
    private static final String CONFIGURATION = "aws:codedeploy/deploymentConfig:DeploymentConfig";

    private TestCloud cloud;
    private Landscape landscape;
    private Made cluster;
    private Made production;
    private Made test;
    private Made blue;
    private Made green;
    private Made rule;
    private Made application;
    private Made alarm;
    private Made role;
    private Made before;
    private Made service;

    @BeforeEach
    void open(@TempDir Path folder) {
        cloud = new TestCloud(folder);
        landscape = new Landscape(cloud);
        cluster = cloud.create("aws:ecs/cluster:Cluster", "cluster", Map.of());
        Made balancer = cloud.create(
                "aws:lb/loadBalancer:LoadBalancer",
                "web",
                Map.of("subnets", landscape.subnetIds(), "securityGroups", List.of(landscape.group.id())));
        production = listener(balancer, "http", 80);
        test = listener(balancer, "test", 8080);
        blue = targetGroup("blue");
        green = targetGroup("green");
        rule = rule("api", production);
        rule("api-test", test);
        application = cloud.create(APPLICATION, "api", Map.of("computePlatform", "ECS"));
        alarm = cloud.create(
                "aws:cloudwatch/metricAlarm:MetricAlarm",
                "errors",
                Map.of(
                        "comparisonOperator", "GreaterThanThreshold",
                        "evaluationPeriods", 2,
                        "threshold", 5,
                        "namespace", "AWS/ApplicationELB",
                        "metricName", "HTTPCode_Target_5XX_Count",
                        "statistic", "Sum",
                        "period", 60));
        role = landscape.role("deploy");
        before = task("before", 256);
        service = cloud.create(SERVICE, "api", service(before, Map.of()));
    }

    @AfterEach
    void close() {
        cloud.close();
    }

    private Made listener(Made balancer, String name, int port) {
        return cloud.create(
                "aws:lb/listener:Listener",
                name,
                Map.of(
                        "loadBalancerArn",
                        balancer.id(),
                        "port",
                        port,
                        "defaultActions",
                        List.of(Map.of(
                                "type",
                                "fixed-response",
                                "fixedResponse",
                                Map.of("statusCode", "404", "contentType", "text/plain")))));
    }

    private Made targetGroup(String name) {
        return cloud.create(
                "aws:lb/targetGroup:TargetGroup",
                name,
                Map.of("vpcId", landscape.vpc.id(), "port", 3000, "protocol", "HTTP", "targetType", "ip"));
    }

    private Made rule(String name, Made listener) {
        return cloud.create(
                RULE,
                name,
                Map.of(
                        "listenerArn",
                        listener.id(),
                        "priority",
                        10,
                        "actions",
                        List.of(Map.of("type", "forward", "targetGroupArn", blue.id())),
                        "conditions",
                        List.of(Map.of("hostHeader", Map.of("values", List.of("api.example.com"))))));
    }

    private Made task(String name, int cpu) {
        return cloud.create(
                TASK,
                name,
                Landscape.task(Map.of(
                        "executionRoleArn",
                        landscape.role(name + "-execution").text("arn"),
                        "cpu",
                        String.valueOf(cpu),
                        "memory",
                        "1024",
                        "skipDestroy",
                        true)));
    }

    private Map<String, Object> service(Made task, Map<String, Object> more) {
        Map<String, Object> inputs = new LinkedHashMap<>(Map.of(
                "cluster",
                cluster.id(),
                "taskDefinition",
                task.text("arn"),
                "launchType",
                "FARGATE",
                "desiredCount",
                2,
                "deploymentController",
                Map.of("type", "CODE_DEPLOY"),
                "networkConfiguration",
                Map.of("subnets", landscape.subnetIds(), "securityGroups", List.of(landscape.group.id())),
                "loadBalancers",
                List.of(Map.of("targetGroupArn", blue.id(), "containerName", "api", "containerPort", 3000))));
        inputs.putAll(more);
        return inputs;
    }

    private Map<String, Object> group(String configuration) {
        return new LinkedHashMap<>(Map.of(
                "appName",
                application.text("name"),
                "deploymentGroupName",
                "api",
                "serviceRoleArn",
                role.text("arn"),
                "deploymentConfigName",
                configuration,
                "deploymentStyle",
                Map.of("deploymentType", "BLUE_GREEN", "deploymentOption", "WITH_TRAFFIC_CONTROL"),
                "ecsService",
                Map.of("clusterName", cluster.text("name"), "serviceName", service.text("name")),
                "autoRollbackConfiguration",
                Map.of("enabled", true, "events", List.of("DEPLOYMENT_FAILURE", "DEPLOYMENT_STOP_ON_ALARM")),
                "alarmConfiguration",
                Map.of("enabled", true, "alarms", List.of(alarm.text("name"))),
                "blueGreenDeploymentConfig",
                Map.of(
                        "deploymentReadyOption",
                        Map.of("actionOnTimeout", "CONTINUE_DEPLOYMENT"),
                        "terminateBlueInstancesOnDeploymentSuccess",
                        Map.of("action", "TERMINATE", "terminationWaitTimeInMinutes", 30)),
                "loadBalancerInfo",
                Map.of(
                        "targetGroupPairInfo",
                        Map.of(
                                "prodTrafficRoute",
                                Map.of("listenerArns", List.of(production.id())),
                                "testTrafficRoute",
                                Map.of("listenerArns", List.of(test.id())),
                                "targetGroups",
                                List.of(Map.of("name", blue.text("name")), Map.of("name", green.text("name")))))));
    }

    private Made canary() {
        return cloud.create(GROUP, "api", group("CodeDeployDefault.ECSCanary10Percent5Minutes"));
    }

    private List<String> advance(int minutes) {
        return cloud.simulator.advance(Duration.ofMinutes(minutes)).stream()
                .filter(event -> event.name().equals("api"))
                .map(event -> event.kind() + ": " + event.message())
                .toList();
    }

    private Map<String, Object> state(Made made) {
        return Values.fromStruct(cloud.read(made).getProperties());
    }

    private String traffic() {
        return String.valueOf(state(rule).get("actions"));
    }

    private void inject(Fault.Kind kind) {
        cloud.simulator.inject(Fault.of(kind, SERVICE, "api", 1));
    }

    @Test
    void shiftsTheRequestsInStepsAndStopsTheTasksBefore() {
        canary();
        Made after = task("after", 512);

        assertThat(advance(3)).hasSize(2).last().asString().contains("test-traffic-shifted", "api:2");
        assertThat(traffic()).contains(blue.id()).doesNotContain(green.id());

        assertThat(advance(1)).containsExactly("traffic-shifted: sends 10 % of the requests to api:2");
        assertThat(traffic()).contains(blue.id(), green.id(), "weight=90", "weight=10");
        assertThat(state(service)).containsEntry("taskDefinition", before.text("arn"));

        assertThat(advance(5)).containsExactly("traffic-shifted: sends 100 % of the requests to api:2");
        assertThat(traffic()).contains(green.id()).doesNotContain(blue.id());
        assertThat(state(service)).containsEntry("taskDefinition", after.text("arn"));
        assertThat(String.valueOf(state(service).get("loadBalancers"))).contains(green.id());

        assertThat(advance(30)).singleElement().asString().startsWith("deployment-succeeded");
        assertThat(advance(120)).isEmpty();
    }

    @Test
    void theNextVersionTakesTheOtherTargetGroup() {
        canary();
        task("after", 512);
        advance(60);
        Made third = task("third", 256);

        advance(60);

        assertThat(traffic()).contains(blue.id()).doesNotContain(green.id());
        assertThat(state(service)).containsEntry("taskDefinition", third.text("arn"));
    }

    @Test
    void aVersionThatFailsItsHealthChecksNeverReceivesARequest() {
        canary();
        inject(Fault.Kind.FAILED_DEPLOYMENT);
        task("after", 512);

        for (int minute = 0; minute < 59; minute++) {
            advance(1);
            assertThat(traffic()).contains(blue.id()).doesNotContain(green.id());
        }
        assertThat(advance(60))
                .singleElement()
                .asString()
                .startsWith("deployment-failed")
                .contains("received no requests");
        assertThat(state(service)).containsEntry("taskDefinition", before.text("arn"));
        assertThat(advance(600)).isEmpty();
    }

    @Test
    void theAlarmRollsAVersionWithErrorsBack() {
        canary();
        inject(Fault.Kind.FAULTY_VERSION);
        task("after", 512);

        assertThat(advance(4)).last().asString().startsWith("traffic-shifted");
        assertThat(advance(30))
                .singleElement()
                .asString()
                .startsWith("deployment-rolled-back")
                .contains(alarm.text("name"));
        assertThat(traffic()).contains(blue.id()).doesNotContain(green.id());
        assertThat(state(service)).containsEntry("taskDefinition", before.text("arn"));
    }

    @Test
    void theAlarmRollsBackAfterAShiftInOneStep() {
        cloud.create(GROUP, "api", group("CodeDeployDefault.ECSAllAtOnce"));
        inject(Fault.Kind.FAULTY_VERSION);
        task("after", 512);

        assertThat(advance(5)).last().asString().contains("100 %");
        assertThat(advance(1)).singleElement().asString().startsWith("deployment-rolled-back");
        assertThat(traffic()).contains(blue.id()).doesNotContain(green.id());
        assertThat(state(service)).containsEntry("taskDefinition", before.text("arn"));
        assertThat(String.valueOf(state(service).get("loadBalancers"))).contains(blue.id());
    }

    @Test
    void errorsAreServedWithoutAnAlarm() {
        Map<String, Object> group = group("CodeDeployDefault.ECSAllAtOnce");
        group.remove("alarmConfiguration");
        group.put("autoRollbackConfiguration", Map.of("enabled", true, "events", List.of("DEPLOYMENT_FAILURE")));
        cloud.create(GROUP, "api", group);
        inject(Fault.Kind.FAULTY_VERSION);
        Made after = task("after", 512);

        assertThat(advance(60)).anyMatch(event -> event.startsWith("errors-served"));
        assertThat(state(service)).containsEntry("taskDefinition", after.text("arn"));
    }

    @Test
    void aLinearConfigurationShiftsEqualShares() {
        Made configuration = cloud.create(
                CONFIGURATION,
                "linear",
                Map.of(
                        "computePlatform",
                        "ECS",
                        "trafficRoutingConfig",
                        Map.of(
                                "type",
                                "TimeBasedLinear",
                                "timeBasedLinear",
                                Map.of("percentage", 40, "interval", 10))));
        cloud.create(GROUP, "api", group(configuration.text("deploymentConfigName")));
        task("after", 512);

        assertThat(advance(30).stream().filter(event -> event.startsWith("traffic-shifted")))
                .extracting(event -> event.replaceAll(".*sends (\\d+) %.*", "$1"))
                .containsExactly("40", "80", "100");
    }

    @Test
    void onlyCodeDeployChangesTheVersionOfTheService() {
        Made after = task("after", 512);

        assertThat(refusal(() -> cloud.update(service, service(after, Map.of()))))
                .contains("Unable to update task definition on services with a CODE_DEPLOY deployment controller");
        assertThat(refusal(() -> cloud.update(service, service(before, Map.of("forceNewDeployment", true)))))
                .contains("Cannot force a new deployment");
    }

    @Test
    void anUpdateOfTheServiceKeepsTheVersionThatCodeDeployChose() {
        canary();
        Made after = task("after", 512);
        advance(60);
        cloud.delete(before);

        Made updated = cloud.update(service, service(before, Map.of("healthCheckGracePeriodSeconds", 90)));

        assertThat(updated.text("taskDefinition")).isEqualTo(after.text("arn"));
        assertThat(updated.text("loadBalancers")).contains(green.id());
    }

    @Test
    void rejectsFeaturesOfEcsOwnDeployments() {
        assertThat(cloud.check(
                                SERVICE,
                                "other",
                                service(
                                        before,
                                        Map.of("deploymentCircuitBreaker", Map.of("enable", true, "rollback", true))))
                        .getFailuresList())
                .isNotEmpty();
        assertThat(refusal(() -> cloud.create(SERVICE, "other", service(before, Map.of("waitForSteadyState", true)))))
                .contains("tfSTABLE");
    }

    @Test
    void rejectsADeploymentGroupThatCannotDeploy() {
        Map<String, Object> inPlace = group("CodeDeployDefault.ECSAllAtOnce");
        inPlace.put("deploymentStyle", Map.of("deploymentType", "IN_PLACE"));
        assertThat(refusal(() -> cloud.create(GROUP, "api", inPlace))).contains("BLUE_GREEN");

        Map<String, Object> noService = group("CodeDeployDefault.ECSAllAtOnce");
        noService.put("ecsService", Map.of("clusterName", cluster.text("name"), "serviceName", "missing"));
        assertThat(refusal(() -> cloud.create(GROUP, "api", noService))).contains("InvalidECSServiceException");

        assertThat(refusal(() -> cloud.create(GROUP, "api", group("CodeDeployDefault.LambdaAllAtOnce"))))
                .contains("compute platform ECS");
        assertThat(refusal(() -> cloud.create(GROUP, "api", group("missing"))))
                .contains("DeploymentConfigDoesNotExistException");

        Map<String, Object> noAlarm = group("CodeDeployDefault.ECSAllAtOnce");
        noAlarm.put("alarmConfiguration", Map.of("enabled", true));
        assertThat(refusal(() -> cloud.create(GROUP, "api", noAlarm))).contains("InvalidAlarmConfigException");
    }

    @Test
    void aServiceBelongsToOneDeploymentGroup() {
        canary();
        Map<String, Object> second = group("CodeDeployDefault.ECSAllAtOnce");
        second.put("deploymentGroupName", "second");

        assertThat(refusal(() -> cloud.create(GROUP, "second", second)))
                .contains("ECSServiceMappingLimitExceededException");
    }

    @Test
    void rejectsTheDeletionOfAConfigurationInUse() {
        Made configuration = cloud.create(
                CONFIGURATION,
                "canary",
                Map.of(
                        "computePlatform",
                        "ECS",
                        "trafficRoutingConfig",
                        Map.of(
                                "type",
                                "TimeBasedCanary",
                                "timeBasedCanary",
                                Map.of("percentage", 20, "interval", 10))));
        cloud.create(GROUP, "api", group(configuration.text("deploymentConfigName")));

        assertThat(refusal(() -> cloud.delete(configuration))).contains("DeploymentConfigInUseException");
    }
}
