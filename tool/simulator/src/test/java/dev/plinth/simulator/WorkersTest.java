package dev.plinth.simulator;

import static dev.plinth.simulator.TestCloud.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import dev.plinth.simulator.TestCloud.Made;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Queues, schedules, and scaling by steps. */
class WorkersTest {

    private static final String QUEUE = "aws:sqs/queue:Queue";
    private static final String SCHEDULE = "aws:scheduler/schedule:Schedule";
    private static final String GROUP = "aws:scheduler/scheduleGroup:ScheduleGroup";
    private static final String POLICY = "aws:appautoscaling/policy:Policy";
    private static final String ALARM = "aws:cloudwatch/metricAlarm:MetricAlarm";

    private TestCloud cloud;

    @BeforeEach
    void open(@TempDir Path folder) {
        cloud = new TestCloud(folder);
        cloud.create(
                "aws:appautoscaling/target:Target",
                "table",
                Map.of(
                        "minCapacity", 1,
                        "maxCapacity", 20,
                        "resourceId", "table/orders",
                        "scalableDimension", "dynamodb:table:ReadCapacityUnits",
                        "serviceNamespace", "dynamodb"));
    }

    @AfterEach
    void close() {
        cloud.close();
    }

    private String refused(String type, Map<String, Object> inputs) {
        return refusal(() -> cloud.create(type, "refused", inputs));
    }

    private List<String> failures(String type, Map<String, Object> inputs) {
        return cloud.check(type, "refused", inputs).getFailuresList().stream()
                .map(failure -> failure.getProperty() + ": " + failure.getReason())
                .toList();
    }

    private static Map<String, Object> with(Map<String, Object> inputs, String key, Object value) {
        Map<String, Object> changed = new HashMap<>(inputs);
        changed.put(key, value);
        return changed;
    }

    @Test
    void aQueueHasAUrlAndAFifoQueueItsEnding() {
        Made queue = cloud.create(QUEUE, "orders", Map.of());
        Made fifo = cloud.create(QUEUE, "first", Map.of("fifoQueue", true, "contentBasedDeduplication", true));

        assertThat(queue.text("url"))
                .isEqualTo("https://sqs.eu-central-1.amazonaws.com/123456789012/" + queue.text("name"));
        assertThat(queue.id()).isEqualTo(queue.text("url"));
        assertThat(queue.text("arn")).isEqualTo("arn:aws:sqs:eu-central-1:123456789012:" + queue.text("name"));
        assertThat(queue.text("name")).startsWith("orders-").doesNotEndWith(".fifo");
        assertThat(fifo.text("name")).startsWith("first-").endsWith(".fifo");
    }

    @Test
    void rejectsInvalidQueues() {
        assertThat(failures(QUEUE, Map.of("contentBasedDeduplication", true)).get(0))
                .contains("can only be set for FIFO queue");
        assertThat(failures(QUEUE, Map.of("fifoQueue", true, "name", "orders")).get(0))
                .contains(".fifo");
        assertThat(failures(QUEUE, Map.of("visibilityTimeoutSeconds", 43_201)).get(0))
                .contains("(0 - 43200)");
        assertThat(failures(QUEUE, Map.of("messageRetentionSeconds", 59)).get(0))
                .contains("(60 - 1209600)");
    }

    private static Map<String, Object> redrive(String arn, int count) {
        return Map.of("redrivePolicy", "{\"deadLetterTargetArn\":\"" + arn + "\",\"maxReceiveCount\":" + count + "}");
    }

    @Test
    void aDeadLetterQueueMustExistAndBeOfTheSameKind() {
        Made dead = cloud.create(QUEUE, "dead", Map.of());

        cloud.create(QUEUE, "orders", redrive(dead.text("arn"), 5));
        assertThat(refused(QUEUE, redrive(dead.text("arn") + "x", 5))).contains("does not exist");
        assertThat(refused(QUEUE, redrive(dead.text("arn"), 0))).contains("from 1 to 1000");
        assertThat(refused(QUEUE, with(redrive(dead.text("arn"), 5), "fifoQueue", true)))
                .contains("must be same type of queue");
    }

    @Test
    void policiesBelongToQueues() {
        Made queue = cloud.create(QUEUE, "orders", Map.of());
        String allow = "aws:sqs/redriveAllowPolicy:RedriveAllowPolicy";

        cloud.create(
                allow,
                "orders",
                Map.of("queueUrl", queue.id(), "redriveAllowPolicy", "{\"redrivePermission\":\"denyAll\"}"));
        assertThat(refused(
                        allow,
                        Map.of("queueUrl", queue.id(), "redriveAllowPolicy", "{\"redrivePermission\":\"byQueue\"}")))
                .contains("RedriveAllowPolicy is invalid");
        assertThat(refused(
                        "aws:sqs/queuePolicy:QueuePolicy",
                        Map.of("queueUrl", queue.id() + "x", "policy", "{\"Statement\":[]}")))
                .contains("NonExistentQueue");
    }

    private Map<String, Object> schedule(String service) {
        Made role = cloud.create(
                "aws:iam/role:Role",
                "schedule-" + service,
                Map.of(
                        "assumeRolePolicy",
                        "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Action\":\"sts:AssumeRole\","
                                + "\"Principal\":{\"Service\":\"" + service + "\"}}]}"));
        return Map.of(
                "scheduleExpression",
                "rate(1 hour)",
                "flexibleTimeWindow",
                Map.of("mode", "OFF"),
                "target",
                Map.of(
                        "arn",
                        "arn:aws:ecs:eu-central-1:123456789012:cluster/cluster",
                        "roleArn",
                        role.text("arn"),
                        "ecsParameters",
                        Map.of("taskDefinitionArn", "arn:aws:ecs:eu-central-1:123456789012:task-definition/api:1")));
    }

    @Test
    void aScheduleIsInAGroup() {
        Map<String, Object> inputs = schedule("scheduler.amazonaws.com");
        Made group = cloud.create(GROUP, "nightly", Map.of());
        Made schedule = cloud.create(SCHEDULE, "report", with(inputs, "groupName", group.text("name")));

        assertThat(schedule.text("arn"))
                .isEqualTo("arn:aws:scheduler:eu-central-1:123456789012:schedule/" + group.text("name") + "/"
                        + schedule.text("name"));
        assertThat(schedule.text("state")).isEqualTo("ENABLED");
        assertThat(cloud.create(SCHEDULE, "other", inputs).text("arn")).contains(":schedule/default/other-");
        assertThat(refused(SCHEDULE, with(inputs, "groupName", "missing"))).contains("does not exist");
    }

    @Test
    void rejectsInvalidSchedules() {
        Map<String, Object> inputs = schedule("scheduler.amazonaws.com");

        assertThat(failures(SCHEDULE, with(inputs, "scheduleExpression", "cron(0 3 * * ?)"))
                        .get(0))
                .contains("six fields");
        assertThat(failures(SCHEDULE, with(inputs, "name", "a".repeat(65))).get(0))
                .contains("1 to 64");
        assertThat(failures(SCHEDULE, with(inputs, "flexibleTimeWindow", Map.of("mode", "FLEXIBLE")))
                        .get(0))
                .contains("maximumWindowInMinutes is required");
        assertThat(refused(SCHEDULE, schedule("ecs-tasks.amazonaws.com")))
                .contains("must allow AWS EventBridge Scheduler");
    }

    private static Map<String, Object> steps(List<Map<String, Object>> steps) {
        return Map.of(
                "policyType",
                "StepScaling",
                "resourceId",
                "table/orders",
                "scalableDimension",
                "dynamodb:table:ReadCapacityUnits",
                "serviceNamespace",
                "dynamodb",
                "stepScalingPolicyConfiguration",
                Map.of("adjustmentType", "ExactCapacity", "stepAdjustments", steps));
    }

    private static Map<String, Object> step(String from, String to, int tasks) {
        Map<String, Object> step = new HashMap<>(Map.of("scalingAdjustment", tasks));
        if (!from.isEmpty()) {
            step.put("metricIntervalLowerBound", from);
        }
        if (!to.isEmpty()) {
            step.put("metricIntervalUpperBound", to);
        }
        return step;
    }

    @Test
    void stepsHaveNoGaps() {
        cloud.create(POLICY, "steps", steps(List.of(step("0", "10", 1), step("10", "", 2))));
        assertThat(refused(POLICY, steps(List.of(step("0", "10", 1), step("11", "", 2)))))
                .contains("gaps or overlaps");
        assertThat(refused(POLICY, steps(List.of(step("0", "10", 1), step("9", "", 2)))))
                .contains("gaps or overlaps");
        assertThat(failures(POLICY, steps(List.of())).get(0)).contains("stepAdjustments is required");
        assertThat(failures(POLICY, with(steps(List.of(step("0", "", 1))), "policyType", "TargetTrackingScaling"))
                        .get(0))
                .contains("targetTrackingScalingPolicyConfiguration is required");
    }

    @Test
    void anAlarmMayStartAScalingPolicy() {
        Made policy = cloud.create(POLICY, "steps", steps(List.of(step("0", "", 1))));
        Map<String, Object> alarm = Map.of(
                "comparisonOperator",
                "GreaterThanThreshold",
                "evaluationPeriods",
                1,
                "threshold",
                0,
                "namespace",
                "AWS/SQS",
                "metricName",
                "ApproximateNumberOfMessagesVisible",
                "statistic",
                "Average",
                "period",
                60,
                "alarmActions",
                List.of(policy.text("arn")));

        cloud.create(ALARM, "steps", alarm);
        assertThat(refused(ALARM, with(alarm, "alarmActions", List.of(policy.text("arn") + "x"))))
                .contains("does not exist");
        assertThat(refused(ALARM, with(alarm, "okActions", List.of("arn:aws:sns:eu-central-1:123456789012:missing"))))
                .contains("does not exist");
    }
}
