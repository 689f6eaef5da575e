package dev.plinth.components.container;

import com.pulumi.aws.appautoscaling.Policy;
import com.pulumi.aws.appautoscaling.PolicyArgs;
import com.pulumi.aws.appautoscaling.Target;
import com.pulumi.aws.appautoscaling.inputs.PolicyStepScalingPolicyConfigurationArgs;
import com.pulumi.aws.appautoscaling.inputs.PolicyStepScalingPolicyConfigurationStepAdjustmentArgs;
import com.pulumi.aws.appautoscaling.inputs.PolicyTargetTrackingScalingPolicyConfigurationArgs;
import com.pulumi.aws.appautoscaling.inputs.PolicyTargetTrackingScalingPolicyConfigurationCustomizedMetricSpecificationArgs;
import com.pulumi.aws.appautoscaling.inputs.PolicyTargetTrackingScalingPolicyConfigurationCustomizedMetricSpecificationMetricArgs;
import com.pulumi.aws.appautoscaling.inputs.PolicyTargetTrackingScalingPolicyConfigurationCustomizedMetricSpecificationMetricMetricStatArgs;
import com.pulumi.aws.appautoscaling.inputs.PolicyTargetTrackingScalingPolicyConfigurationCustomizedMetricSpecificationMetricMetricStatMetricArgs;
import com.pulumi.aws.appautoscaling.inputs.PolicyTargetTrackingScalingPolicyConfigurationCustomizedMetricSpecificationMetricMetricStatMetricDimensionArgs;
import com.pulumi.aws.cloudwatch.MetricAlarm;
import com.pulumi.aws.cloudwatch.MetricAlarmArgs;
import com.pulumi.aws.cloudwatch.inputs.MetricAlarmMetricQueryArgs;
import com.pulumi.aws.cloudwatch.inputs.MetricAlarmMetricQueryMetricArgs;
import com.pulumi.core.Output;
import com.pulumi.resources.CustomResourceOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Scaling of a service by the messages of an SQS queue, in the way that its fewest tasks allow.
 *
 * <p>From one task up, target tracking on the backlog per task, as AWS recommends. From zero there is no task to divide by, and
 * target tracking never adds the first one. There, step scaling sets the count that the backlog asks for, and another policy sets zero
 * when the queue has been empty for some minutes. The backlog then includes the messages in flight, so that no task is stopped whose
 * message is the last one.
 *
 * @see <a href="https://docs.aws.amazon.com/autoscaling/application/userguide/application-auto-scaling-target-tracking-metric-math.html">Target
 *     tracking with metric math</a>
 * @see <a href="https://docs.aws.amazon.com/autoscaling/application/userguide/step-scaling-policy-overview.html">Step scaling policies</a>
 */
final class QueueScaling {

    /**
     * The most step adjustments of a policy.
     *
     * @see <a href="https://docs.aws.amazon.com/autoscaling/application/userguide/application-auto-scaling-limits.html">Quotas</a>
     */
    private static final int MOST_STEPS = 20;

    private static final int PERIOD_SECONDS = 60;

    /** The minutes that a queue must be empty before the last task stops. */
    private static final int EMPTY_MINUTES = 5;

    private static final String SQS = "AWS/SQS";
    private static final String VISIBLE = "ApproximateNumberOfMessagesVisible";
    private static final String IN_FLIGHT = "ApproximateNumberOfMessagesNotVisible";

    /** One step of a policy: the tasks for a backlog from so many messages on. */
    record Step(int fromMessages, int tasks) {}

    private final String name;
    private final FargateServiceArgs args;
    private final Target target;
    private final Output<String> queueName;
    private final int messagesPerTask;
    private final CustomResourceOptions options;

    /**
     * Describes the scaling.
     *
     * @param name the beginning of the resources' names
     * @param args the service's arguments, with scaling by a queue
     * @param target what is scaled
     * @param options the options of the resources
     */
    QueueScaling(String name, FargateServiceArgs args, Target target, CustomResourceOptions options) {
        this.name = name;
        this.args = args;
        this.target = target;
        this.queueName = args.scalingQueueName();
        this.messagesPerTask = args.messagesPerTask();
        this.options = options;
    }

    /**
     * The steps from an empty backlog to the most tasks: one for each task, or for each few where there would be more steps than a
     * policy has.
     */
    static List<Step> steps(int maxTasks, int messagesPerTask) {
        int stride = (maxTasks + MOST_STEPS - 1) / MOST_STEPS;
        List<Step> steps = new ArrayList<>();
        for (int tasks = 0; tasks < maxTasks; tasks += stride) {
            steps.add(new Step(tasks * messagesPerTask, Math.min(tasks + stride, maxTasks)));
        }
        return steps;
    }

    /** Creates the policies, and the alarms that start them. */
    void create() {
        if (args.minTasks() > 0) {
            createTargetTracking();
            return;
        }
        Policy backlog = createStepScaling("backlog", PERIOD_SECONDS, backlogSteps());
        createAlarm("backlog", "has messages", "GreaterThanThreshold", 1, backlog);
        Policy empty = createStepScaling(
                "empty-queue",
                PERIOD_SECONDS * EMPTY_MINUTES,
                List.of(PolicyStepScalingPolicyConfigurationStepAdjustmentArgs.builder()
                        .metricIntervalUpperBound("0")
                        .scalingAdjustment(0)
                        .build()));
        createAlarm("empty-queue", "is empty", "LessThanOrEqualToThreshold", EMPTY_MINUTES, empty);
    }

    private void createTargetTracking() {
        PolicyTargetTrackingScalingPolicyConfigurationCustomizedMetricSpecificationArgs metrics =
                PolicyTargetTrackingScalingPolicyConfigurationCustomizedMetricSpecificationArgs.builder()
                        .metrics(
                                trackedMetric("visible", SQS, VISIBLE, Map.of("QueueName", queueName)),
                                trackedMetric(
                                        "running",
                                        "ECS/ContainerInsights",
                                        "RunningTaskCount",
                                        Map.of(
                                                "ClusterName",
                                                args.cluster().clusterName(),
                                                "ServiceName",
                                                // service/<cluster>/<service>
                                                target.resourceId()
                                                        .applyValue(id -> id.substring(id.lastIndexOf('/') + 1)))),
                                PolicyTargetTrackingScalingPolicyConfigurationCustomizedMetricSpecificationMetricArgs
                                        .builder()
                                        .id("backlog")
                                        .label("Messages per task")
                                        // No task runs for a moment where one is replaced.
                                        .expression("visible / IF(running > 0, running, 1)")
                                        .returnData(true)
                                        .build())
                        .build();
        new Policy(
                name + "-scale-by-backlog",
                policy("TargetTrackingScaling")
                        .targetTrackingScalingPolicyConfiguration(
                                PolicyTargetTrackingScalingPolicyConfigurationArgs.builder()
                                        .targetValue((double) messagesPerTask)
                                        .customizedMetricSpecification(metrics)
                                        .scaleOutCooldown(FargateService.SCALE_OUT_COOLDOWN_SECONDS)
                                        .scaleInCooldown(FargateService.SCALE_IN_COOLDOWN_SECONDS)
                                        .build())
                        .build(),
                options);
    }

    private static PolicyTargetTrackingScalingPolicyConfigurationCustomizedMetricSpecificationMetricArgs trackedMetric(
            String id, String namespace, String metricName, Map<String, Output<String>> dimensions) {
        return PolicyTargetTrackingScalingPolicyConfigurationCustomizedMetricSpecificationMetricArgs.builder()
                .id(id)
                .metricStat(
                        PolicyTargetTrackingScalingPolicyConfigurationCustomizedMetricSpecificationMetricMetricStatArgs
                                .builder()
                                .metric(
                                        PolicyTargetTrackingScalingPolicyConfigurationCustomizedMetricSpecificationMetricMetricStatMetricArgs
                                                .builder()
                                                .namespace(namespace)
                                                .metricName(metricName)
                                                .dimensions(new TreeMap<>(dimensions)
                                                        .entrySet().stream()
                                                                .map(dimension ->
                                                                        PolicyTargetTrackingScalingPolicyConfigurationCustomizedMetricSpecificationMetricMetricStatMetricDimensionArgs
                                                                                .builder()
                                                                                .name(dimension.getKey())
                                                                                .value(dimension.getValue())
                                                                                .build())
                                                                .toList())
                                                .build())
                                .stat("Average")
                                .build())
                .returnData(false)
                .build();
    }

    private List<PolicyStepScalingPolicyConfigurationStepAdjustmentArgs> backlogSteps() {
        List<Step> steps = steps(args.maxTasks(), messagesPerTask);
        List<PolicyStepScalingPolicyConfigurationStepAdjustmentArgs> adjustments = new ArrayList<>();
        for (int i = 0; i < steps.size(); i++) {
            PolicyStepScalingPolicyConfigurationStepAdjustmentArgs.Builder adjustment =
                    PolicyStepScalingPolicyConfigurationStepAdjustmentArgs.builder()
                            .metricIntervalLowerBound(
                                    String.valueOf(steps.get(i).fromMessages()))
                            .scalingAdjustment(steps.get(i).tasks());
            if (i + 1 < steps.size()) {
                adjustment.metricIntervalUpperBound(
                        String.valueOf(steps.get(i + 1).fromMessages()));
            }
            adjustments.add(adjustment.build());
        }
        return adjustments;
    }

    private Policy createStepScaling(
            String part, int cooldownSeconds, List<PolicyStepScalingPolicyConfigurationStepAdjustmentArgs> steps) {
        return new Policy(
                name + "-scale-by-" + part,
                policy("StepScaling")
                        .stepScalingPolicyConfiguration(PolicyStepScalingPolicyConfigurationArgs.builder()
                                .adjustmentType("ExactCapacity")
                                .metricAggregationType("Average")
                                .cooldown(cooldownSeconds)
                                .stepAdjustments(steps)
                                .build())
                        .build(),
                options);
    }

    private PolicyArgs.Builder policy(String type) {
        return PolicyArgs.builder()
                .policyType(type)
                .serviceNamespace(target.serviceNamespace())
                .scalableDimension(target.scalableDimension())
                .resourceId(target.resourceId());
    }

    private void createAlarm(String part, String state, String comparison, int minutes, Policy policy) {
        new MetricAlarm(
                name + "-" + part,
                MetricAlarmArgs.builder()
                        .alarmDescription("Scales " + name + ": its queue " + state)
                        .comparisonOperator(comparison)
                        .threshold(0.0)
                        .evaluationPeriods(minutes)
                        .datapointsToAlarm(minutes)
                        // SQS sends no metrics of a queue without activity for six hours.
                        .treatMissingData("notBreaching")
                        .actionsEnabled(true)
                        .alarmActions(policy.arn().applyValue(List::of))
                        .metricQueries(
                                alarmMetric("visible", VISIBLE),
                                alarmMetric("inflight", IN_FLIGHT),
                                MetricAlarmMetricQueryArgs.builder()
                                        .id("backlog")
                                        .label("Messages")
                                        .expression("visible + inflight")
                                        .returnData(true)
                                        .build())
                        .build(),
                options);
    }

    private MetricAlarmMetricQueryArgs alarmMetric(String id, String metricName) {
        return MetricAlarmMetricQueryArgs.builder()
                .id(id)
                .metric(MetricAlarmMetricQueryMetricArgs.builder()
                        .namespace(SQS)
                        .metricName(metricName)
                        .dimensions(queueName.applyValue(queue -> Map.of("QueueName", queue)))
                        .stat("Average")
                        .period(PERIOD_SECONDS)
                        .build())
                .returnData(false)
                .build();
    }
}
