package dev.plinth.operation.status;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.plinth.model.ResourceGraph;
import dev.plinth.operation.AwsCommand;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class AwsStatusReaderTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Instant NOW = Instant.parse("2026-06-01T12:00:00Z");
    private static final String STATE =
            """
            {"deployment": {"resources": [
              {"urn": "urn:pulumi:test::shop::aws:cloudwatch/metricAlarm:MetricAlarm::database-replica-1-lag",
               "type": "aws:cloudwatch/metricAlarm:MetricAlarm", "custom": true, "id": "lag-1", "inputs": {},
               "outputs": {"name": "lag-1", "arn": "arn:aws:cloudwatch:eu-central-1:123456789012:alarm:lag-1",
                 "alarmDescription": "Lag of replica 1, s above 60 for 15 min", "namespace": "AWS/RDS",
                 "metricName": "ReplicaLag", "statistic": "Maximum", "period": 300, "threshold": 60,
                 "comparisonOperator": "GreaterThanThreshold", "dimensions": {"DBInstanceIdentifier": "replica-1"}}},
              {"urn": "urn:pulumi:test::shop::aws:cloudwatch/metricAlarm:MetricAlarm::cache-hit-rate",
               "type": "aws:cloudwatch/metricAlarm:MetricAlarm", "custom": true, "id": "hits", "inputs": {},
               "outputs": {"name": "hits", "arn": "arn:aws:cloudwatch:eu-central-1:123456789012:alarm:hits",
                 "namespace": "AWS/ElastiCache", "metricName": "CacheHitRate", "extendedStatistic": "p90", "period": 300,
                 "threshold": 80, "comparisonOperator": "LessThanThreshold", "dimensions": {"CacheClusterId": "cache-001"}}},
              {"urn": "urn:pulumi:test::shop::aws:cloudwatch/metricAlarm:MetricAlarm::error-rate",
               "type": "aws:cloudwatch/metricAlarm:MetricAlarm", "custom": true, "id": "errors", "inputs": {},
               "outputs": {"name": "errors", "arn": "arn:aws:cloudwatch:us-east-1:123456789012:alarm:errors",
                 "threshold": 5, "comparisonOperator": "GreaterThanThreshold", "metricQueries": [
                   {"id": "e", "metric": {"namespace": "AWS/ApplicationELB", "metricName": "HTTPCode_Target_5XX_Count",
                     "period": 60, "stat": "Sum", "dimensions": {"LoadBalancer": "app/shop/1"}}},
                   {"id": "rate", "expression": "100 * e", "returnData": true}]}},
              {"urn": "urn:pulumi:test::shop::aws:ecs/service:Service::api", "type": "aws:ecs/service:Service",
               "custom": true, "id": "arn:aws:ecs:eu-central-1:123456789012:service/shop/api", "inputs": {},
               "outputs": {"id": "arn:aws:ecs:eu-central-1:123456789012:service/shop/api", "name": "api", "cluster": "shop"}},
              {"urn": "urn:pulumi:test::shop::aws:ecs/service:Service::web", "type": "aws:ecs/service:Service",
               "custom": true, "id": "arn:aws:ecs:eu-central-1:123456789012:service/shop/web", "inputs": {},
               "outputs": {"id": "arn:aws:ecs:eu-central-1:123456789012:service/shop/web", "name": "web", "cluster": "shop"}},
              {"urn": "urn:pulumi:test::shop::aws:codedeploy/deploymentGroup:DeploymentGroup::web",
               "type": "aws:codedeploy/deploymentGroup:DeploymentGroup", "custom": true, "id": "web", "inputs": {},
               "outputs": {"arn": "arn:aws:codedeploy:eu-central-1:123456789012:deploymentgroup:web/web", "appName": "web",
                 "deploymentGroupName": "web", "ecsService": {"serviceName": "web", "clusterName": "shop"}}},
              {"urn": "urn:pulumi:test::shop::aws:rds/instance:Instance::database", "type": "aws:rds/instance:Instance",
               "custom": true, "id": "db-1", "inputs": {},
               "outputs": {"arn": "arn:aws:rds:eu-central-1:123456789012:db:shop"}},
              {"urn": "urn:pulumi:test::shop::aws:elasticache/replicationGroup:ReplicationGroup::cache",
               "type": "aws:elasticache/replicationGroup:ReplicationGroup", "custom": true, "id": "cache", "inputs": {},
               "outputs": {"arn": "arn:aws:elasticache:eu-central-1:123456789012:replicationgroup:cache",
                 "replicationGroupId": "cache"}}]}}
            """;

    private final AwsCommand aws = mock(AwsCommand.class);
    private final List<String> calls = new ArrayList<>();
    private final List<JsonNode> metricRequests = new ArrayList<>();

    private StackStatus read() throws JsonProcessingException {
        return new AwsStatusReader(ResourceGraph.fromState(JSON.readTree(STATE)), aws, Clock.fixed(NOW, ZoneOffset.UTC))
                .read();
    }

    private void answer() {
        when(aws.run(any(), any())).thenAnswer(call -> {
            List<String> line = call.getArgument(0);
            calls.add(String.join(" ", line));
            return new AwsCommand.Result(JSON.readTree(response(line, call.getArgument(1))), "");
        });
    }

    private String response(List<String> line, byte[] input) throws JsonProcessingException {
        return switch (line.get(1)) {
            case "describe-alarms" ->
                line.contains("errors")
                        ? "{\"MetricAlarms\": [{\"AlarmName\": \"errors\", \"StateValue\": \"OK\"}]}"
                        : """
                          {"MetricAlarms": [
                            {"AlarmName": "lag-1", "StateValue": "ALARM",
                             "StateUpdatedTimestamp": "2026-06-01T11:50:00+00:00"},
                            {"AlarmName": "hits", "StateValue": "INSUFFICIENT_DATA"}]}""";
            case "get-metric-data" -> metrics(new String(input, StandardCharsets.UTF_8));
            case "describe-services" ->
                """
                {"services": [{"runningCount": 2, "desiredCount": 3,
                  "deployments": [{"status": "PRIMARY", "rolloutState": "IN_PROGRESS"}]}]}""";
            case "get-deployment-group" ->
                "{\"deploymentGroupInfo\": {\"lastAttemptedDeployment\": {\"status\": \"InProgress\"}}}";
            case "describe-db-instances" -> "{\"DBInstances\": [{\"DBInstanceStatus\": \"backing-up\"}]}";
            case "describe-replication-groups" -> "{\"ReplicationGroups\": [{\"Status\": \"available\"}]}";
            default -> throw new IllegalArgumentException(line.toString());
        };
    }

    private String metrics(String input) throws JsonProcessingException {
        JsonNode request = JSON.readTree(input);
        metricRequests.add(request);
        String id = request.at("/MetricDataQueries/0/Id").asText();
        return id.equals("e")
                ? "{\"MetricDataResults\": [{\"Id\": \"rate\", \"Values\": [1.5, 9]}]}"
                : "{\"MetricDataResults\": [{\"Id\": \"m0\", \"Values\": []}, {\"Id\": \"m1\", \"Values\": [75, 60]}]}";
    }

    @Test
    void readsAlarmsWithTheLatestValues() throws JsonProcessingException {
        answer();

        StackStatus status = read();

        assertThat(status.isFiring()).isTrue();
        assertThat(status.alarms())
                .extracting(alarm -> alarm.definition().name() + " " + alarm.state() + " "
                        + (alarm.value().isPresent() ? alarm.value().getAsDouble() : "none"))
                .containsExactlyInAnyOrder(
                        "database-replica-1-lag ALARM 75.0",
                        "cache-hit-rate INSUFFICIENT_DATA none",
                        "error-rate OK 1.5");
        assertThat(status.alarms().get(0).since()).contains(Instant.parse("2026-06-01T11:50:00Z"));
        assertThat(calls)
                .contains("cloudwatch describe-alarms --alarm-names errors --region us-east-1")
                .contains("cloudwatch get-metric-data --cli-input-json file:///dev/stdin --region eu-central-1");
    }

    @Test
    void asksForTheMetricsOfTheAlarms() throws JsonProcessingException {
        answer();
        read();

        JsonNode plain = metricRequests.get(0);
        assertThat(plain.path("StartTime").asText()).isEqualTo("2026-06-01T11:45:00Z");
        assertThat(plain.findValuesAsText("Stat")).containsExactlyInAnyOrder("Maximum", "p90");
        assertThat(plain.findValuesAsText("Value")).containsExactlyInAnyOrder("replica-1", "cache-001");
        JsonNode math = metricRequests.get(1);
        assertThat(math.at("/MetricDataQueries/1/Expression").asText()).isEqualTo("100 * e");
        assertThat(math.at("/MetricDataQueries/0/ReturnData").asBoolean()).isFalse();
        assertThat(math.at("/MetricDataQueries/0/MetricStat/Metric/Dimensions/0/Name")
                        .asText())
                .isEqualTo("LoadBalancer");
    }

    @Test
    void readsServicesDeploymentsAndStores() throws JsonProcessingException {
        answer();

        StackStatus status = read();

        assertThat(status.services())
                .containsExactlyInAnyOrder(
                        new ServiceStatus("api", 2, 3, "in progress"), new ServiceStatus("web", 2, 3, "in progress"));
        assertThat(calls)
                .filteredOn(call -> call.contains("get-deployment-group"))
                .hasSize(1);
        assertThat(status.stores())
                .containsExactly(new StoreStatus("database", "backing-up"), new StoreStatus("cache", "available"));
        assertThat(status.gaps()).isEmpty();
        assertThat(status.toJson("test").path("alarms").findValuesAsText("state"))
                .containsExactly("ALARM", "INSUFFICIENT_DATA", "OK");
    }

    @Test
    void statesTheReasonsForUnknownParts() throws JsonProcessingException {
        when(aws.run(any(), any())).thenReturn(new AwsCommand.Result(JSON.missingNode(), "ended with exit code 255"));

        StackStatus status = read();

        assertThat(status.alarms()).extracting(AlarmStatus::state).containsOnly(AlarmStatus.State.UNKNOWN);
        assertThat(status.isFiring()).isFalse();
        assertThat(status.services()).isEmpty();
        assertThat(status.gaps())
                .contains("`aws cloudwatch describe-alarms` ended with exit code 255")
                .contains("`aws ecs describe-services` ended with exit code 255");
    }
}
