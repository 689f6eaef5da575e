package dev.plinth.components.container;

import static dev.plinth.testkit.RecordingMocks.value;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.pulumi.core.Output;
import dev.plinth.components.InvalidArgumentsException;
import dev.plinth.components.InvalidArgumentsException.Fault;
import dev.plinth.components.container.deployment.BlueGreen;
import dev.plinth.components.container.deployment.TrafficShift;
import dev.plinth.components.loadbalancer.ApplicationLoadBalancer;
import dev.plinth.components.loadbalancer.ApplicationLoadBalancerArgs;
import dev.plinth.components.loadbalancer.IngressSource;
import dev.plinth.components.loadbalancer.Route;
import dev.plinth.components.network.Network;
import dev.plinth.components.network.NetworkArgs;
import dev.plinth.testkit.RecordingMocks;
import dev.plinth.testkit.RecordingMocks.Recorded;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class BlueGreenTest {

    private static final String SERVICE = "aws:ecs/service:Service";
    private static final String GROUP = "aws:codedeploy/deploymentGroup:DeploymentGroup";
    private static final String CONFIGURATION = "aws:codedeploy/deploymentConfig:DeploymentConfig";
    private static final String RULE = "aws:lb/listenerRule:ListenerRule";
    private static final String INGRESS = "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule";
    private static final Output<String> TOPIC = Output.of("arn:aws:sns:eu-central-1:123456789012:alarms");
    private static final ObjectMapper JSON = new ObjectMapper();

    @RegisterExtension
    final RecordingMocks mocks = new RecordingMocks();

    private FargateService run(BlueGreen blueGreen, UnaryOperator<FargateServiceArgs.Builder> more) {
        return run(List.of("api"), blueGreen, more);
    }

    private FargateService run(
            List<String> blueGreenRoutes, BlueGreen blueGreen, UnaryOperator<FargateServiceArgs.Builder> more) {
        return mocks.run(() -> {
            Network network = new Network("network", NetworkArgs.builder().build());
            ApplicationLoadBalancer loadBalancer = new ApplicationLoadBalancer(
                    "entrance",
                    ApplicationLoadBalancerArgs.builder()
                            .network(network)
                            .certificateArn(Output.of("arn:aws:acm:eu-central-1:123456789012:certificate/1"))
                            .accessLogBucket("logs")
                            .ingress(IngressSource.VPC)
                            .routes(List.of(
                                    new Route("api", 3000, "/api/health", List.of("api.example.com"), List.of(), 10)))
                            .blueGreenRoutes(blueGreenRoutes)
                            .build());
            if (!blueGreenRoutes.isEmpty()) {
                loadBalancer.allowTestFrom("smoke", Output.of("sg-smoke"));
            }
            return new FargateService(
                    "api",
                    more.apply(FargateServiceArgs.builder()
                                    .cluster(new ContainerCluster(
                                            "cluster",
                                            ContainerClusterArgs.builder().build()))
                                    .network(network)
                                    .image("123456789012.dkr.ecr.eu-central-1.amazonaws.com/api:8f3c1d2")
                                    .cpu(512)
                                    .memory(1024)
                                    .loadBalancer(loadBalancer, "api")
                                    .port(3000)
                                    .blueGreen(blueGreen, TOPIC))
                            .build());
        });
    }

    private List<String> faults(BlueGreen blueGreen, UnaryOperator<FargateServiceArgs.Builder> more) {
        return catchThrowableOfType(InvalidArgumentsException.class, () -> run(blueGreen, more)).faults().stream()
                .map(Fault::argument)
                .toList();
    }

    private static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void codeDeployChangesTheVersionAndPulumiLeavesItAsItIs() {
        run(BlueGreen.canary(), args -> args);

        Recorded service = mocks.only(SERVICE);
        assertThat(service.inputs())
                .containsEntry("deploymentController", Map.of("type", "CODE_DEPLOY"))
                .containsEntry("waitForSteadyState", false)
                .doesNotContainKeys("deploymentCircuitBreaker", "alarms", "availabilityZoneRebalancing");
        assertThat(mocks.options(service).getIgnoreChanges())
                .containsExactly(
                        "desiredCount", "taskDefinition", "loadBalancers", "networkConfiguration", "platformVersion");
        assertThat(mocks.only("aws:ecs/taskDefinition:TaskDefinition").inputs()).containsEntry("skipDestroy", true);
        for (String rule : List.of("entrance-api-rule", "entrance-api-attachment", "entrance-api-test-rule")) {
            assertThat(mocks.options(mocks.named(RULE, rule)).getIgnoreChanges())
                    .as(rule)
                    .containsExactly("actions");
        }
    }

    @Test
    void theGroupShiftsBetweenTwoTargetGroupsAndRollsBack() {
        run(BlueGreen.canary(), args -> args.rollbackAlarmNames(List.of(Output.of("latency"))));

        Recorded group = mocks.only(GROUP);
        assertThat(group.inputs())
                .containsEntry("deploymentConfigName", "CodeDeployDefault.ECSCanary10Percent5Minutes")
                .containsEntry(
                        "autoRollbackConfiguration",
                        Map.of("enabled", true, "events", List.of("DEPLOYMENT_FAILURE", "DEPLOYMENT_STOP_ON_ALARM")))
                .containsEntry(
                        "alarmConfiguration",
                        Map.of("enabled", true, "alarms", List.of("api-deployment-errors-1a2b3c4", "latency")))
                .containsEntry(
                        "blueGreenDeploymentConfig",
                        Map.of(
                                "deploymentReadyOption",
                                Map.of("actionOnTimeout", "CONTINUE_DEPLOYMENT"),
                                "terminateBlueInstancesOnDeploymentSuccess",
                                Map.of("action", "TERMINATE", "terminationWaitTimeInMinutes", 30.0)));
        assertThat(String.valueOf(group.object("loadBalancerInfo")))
                .contains("entrance-api-1a2b3c4", "entrance-api-green-1a2b3c4", "prodTrafficRoute", "testTrafficRoute");
        assertThat(mocks.names(CONFIGURATION)).isEmpty();
    }

    @Test
    void anotherShiftHasItsOwnConfigurationAndWaitsForAnApproval() {
        run(new BlueGreen(TrafficShift.linear(20, 7), 60, 5), args -> args);

        assertThat(mocks.only(CONFIGURATION).inputs())
                .containsEntry("computePlatform", "ECS")
                .containsEntry(
                        "trafficRoutingConfig",
                        Map.of(
                                "type",
                                "TimeBasedLinear",
                                "timeBasedLinear",
                                Map.of("percentage", 20.0, "interval", 7.0)));
        assertThat(mocks.only(GROUP).object("blueGreenDeploymentConfig"))
                .containsEntry(
                        "deploymentReadyOption",
                        Map.of("actionOnTimeout", "STOP_DEPLOYMENT", "waitTimeInMinutes", 60.0));
    }

    @Test
    void theAlarmCountsTheErrorsOfBothTargetGroups() {
        run(BlueGreen.canary(), args -> args);

        Recorded alarm = mocks.only("aws:cloudwatch/metricAlarm:MetricAlarm");
        assertThat(alarm.inputs())
                .containsEntry("threshold", 5.0)
                .containsEntry("treatMissingData", "notBreaching")
                .containsEntry("alarmActions", List.of("arn:aws:sns:eu-central-1:123456789012:alarms"));
        assertThat(alarm.objects("metricQueries"))
                .extracting(query -> query.get("id"))
                .containsExactlyInAnyOrder(
                        "blue_requests", "blue_errors", "green_requests", "green_errors", "requests", "errors");
    }

    @Test
    void theRequestDeploysTheCurrentTaskDefinition() {
        FargateService service = run(BlueGreen.canary(), args -> args);

        BlueGreenDeployment deployment = service.deployment().orElseThrow();
        JsonNode request = json(value(deployment.request()));
        assertThat(request.get("applicationName").asText()).isEqualTo(value(deployment.applicationName()));
        assertThat(request.get("deploymentGroupName").asText()).isEqualTo(value(deployment.deploymentGroupName()));
        JsonNode target = json(request.at("/revision/appSpecContent/content").asText())
                .at("/Resources/0/TargetService/Properties");
        assertThat(target.get("TaskDefinition").asText()).isEqualTo(value(service.taskDefinitionArn()));
        assertThat(target.at("/LoadBalancerInfo/ContainerPort").asInt()).isEqualTo(3000);
        assertThat(target.at("/NetworkConfiguration/AwsvpcConfiguration/AssignPublicIp")
                        .asText())
                .isEqualTo("DISABLED");
        assertThat(service.alternateTargetGroupDimensions()).isPresent();
        assertThat(value(deployment.alarmName())).isEqualTo("api-deployment-errors-1a2b3c4");
    }

    @Test
    void theRoleMayOnlyDeployThisClustersServices() {
        run(BlueGreen.canary(), args -> args);

        JsonNode statements = json(mocks.named("aws:iam/rolePolicy:RolePolicy", "api-deployment-policy")
                        .text("policy"))
                .get("Statement");
        assertThat(statements.get(0).at("/Condition/ArnEquals/ecs:cluster").asText())
                .contains(":cluster/");
        assertThat(statements.get(2).get("Resource").toString())
                .contains(":listener")
                .doesNotContain("\"*\"");
        assertThat(statements
                        .get(3)
                        .at("/Condition/StringEquals/iam:PassedToService")
                        .asText())
                .isEqualTo("ecs-tasks.amazonaws.com");
    }

    @Test
    void onlyAllowedClientsReachTheTestListener() {
        run(BlueGreen.canary(), args -> args);

        assertThat(mocks.named(INGRESS, "entrance-from-test-smoke").inputs())
                .containsEntry("fromPort", 8443.0)
                .containsEntry("referencedSecurityGroupId", "sg-smoke");
        assertThat(mocks.named("aws:lb/listener:Listener", "entrance-test").inputs())
                .containsEntry("port", 8443.0)
                .containsEntry("protocol", "HTTPS");
    }

    @Test
    void reportsAllFaultsAtOnce() {
        assertThat(faults(new BlueGreen(TrafficShift.canary(0, 3000), -1, 9999), args -> args.requestsPerTask(100)
                        .fargateSpotWeight(1)
                        .secrets(Map.of(
                                "TOKEN",
                                Output.of("arn:aws:secretsmanager:eu-central-1:123456789012:secret:api-AbCdEf")))))
                .containsExactly(
                        "requestsPerTask",
                        "fargateSpotWeight",
                        "redeployOnSecretChange",
                        "blueGreen",
                        "blueGreen",
                        "blueGreen.approvalMinutes",
                        "blueGreen.terminationWaitMinutes");
    }

    @Test
    void rejectsARouteWithOneTargetGroup() {
        assertThat(catchThrowableOfType(
                                InvalidArgumentsException.class, () -> run(List.of(), BlueGreen.canary(), args -> args))
                        .faults())
                .extracting(Fault::argument)
                .containsExactly("loadBalancer");
    }
}
