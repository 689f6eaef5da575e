package dev.plinth.simulator.aws.monitoring;

import dev.plinth.model.AwsTypes;
import dev.plinth.simulator.aws.common.Rules;
import dev.plinth.simulator.cloud.Operation;
import dev.plinth.simulator.cloud.Registry;
import dev.plinth.simulator.value.Values;
import java.util.List;

/** Logs, alarms, dashboards and events. */
public final class CloudWatch {

    private CloudWatch() {}

    public static void register(Registry registry) {
        registerLogGroup(registry);
        registerLogStream(registry);
        registerLogMetricFilter(registry);
        registerLogResourcePolicy(registry);
        registerMetricAlarm(registry);
        registerCompositeAlarm(registry);
        registerDashboard(registry);
        registerEventRule(registry);
        registerEventTarget(registry);
    }

    private static void registerLogGroup(Registry registry) {
        registry.type(AwsTypes.CLOUDWATCH_LOG_GROUP, "CloudWatch Logs Log Group")
                .named("name", 512)
                .id("{name}")
                .arn("arn:aws:logs:{region}:{account}:log-group:{name}")
                .mentions("kmsKeyId", AwsTypes.KMS_KEY, "InvalidParameterException")
                .immutable("namePrefix", "logGroupClass")
                .validate(Rules.matches("name", "[\\w./#-]{1,512}", "1 to 512 letters, digits and _-./#"))
                .validate(Rules.oneOf(
                        "retentionInDays",
                        0,
                        1,
                        3,
                        5,
                        7,
                        14,
                        30,
                        60,
                        90,
                        120,
                        150,
                        180,
                        365,
                        400,
                        545,
                        731,
                        1096,
                        1827,
                        2192,
                        2557,
                        2922,
                        3288,
                        3653))
                .unique("name", "ResourceAlreadyExistsException", "The specified log group already exists: {name}")
                .defaults("retentionInDays", 0L)
                .defaults("skipDestroy", false)
                .computed("logGroupClass", "STANDARD");
    }

    private static void registerLogStream(Registry registry) {
        registry.type(AwsTypes.CLOUDWATCH_LOG_STREAM, "CloudWatch Logs Log Stream")
                .named("name", 512)
                .id("{name}")
                .importedAs("{logGroupName}:{name}")
                .arn("arn:aws:logs:{region}:{account}:log-group:{logGroupName}:log-stream:{name}")
                .mentions("logGroupName", AwsTypes.CLOUDWATCH_LOG_GROUP, "ResourceNotFoundException")
                .immutable("logGroupName");
    }

    private static void registerLogMetricFilter(Registry registry) {
        registry.type(AwsTypes.CLOUDWATCH_LOG_METRIC_FILTER, "CloudWatch Logs Metric Filter")
                .named("name", 512)
                .id("{name}")
                .importedAs("{logGroupName}:{name}")
                .mentions("logGroupName", AwsTypes.CLOUDWATCH_LOG_GROUP, "ResourceNotFoundException")
                .immutable("logGroupName");
    }

    private static void registerLogResourcePolicy(Registry registry) {
        registry.type(AwsTypes.CLOUDWATCH_LOG_RESOURCE_POLICY, "CloudWatch Logs Resource Policy")
                .id("{policyName}")
                .immutable("policyName")
                .validate(Rules.json("policyDocument"))
                .quota(
                        10,
                        "",
                        "LimitExceededException",
                        "Resource limit exceeded: 10 resource policies in {region}; see https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/cloudwatch_limits_cwl.html");
    }

    private static void registerMetricAlarm(Registry registry) {
        registry.type(AwsTypes.CLOUDWATCH_METRIC_ALARM, "CloudWatch Metric Alarm")
                .named("name", 255)
                .id("{name}")
                .arn("arn:aws:cloudwatch:{region}:{account}:alarm:{name}")
                .validate(CloudWatch::checkAlarm)
                .validate(Rules.oneOf(
                        "comparisonOperator",
                        "GreaterThanOrEqualToThreshold",
                        "GreaterThanThreshold",
                        "LessThanThreshold",
                        "LessThanOrEqualToThreshold",
                        "LessThanLowerOrGreaterThanUpperThreshold",
                        "LessThanLowerThreshold",
                        "GreaterThanUpperThreshold"))
                .validate(Rules.oneOf("statistic", "SampleCount", "Average", "Sum", "Minimum", "Maximum"))
                .validate(Rules.oneOf("treatMissingData", "breaching", "notBreaching", "ignore", "missing"))
                .check(CloudWatch::checkActions)
                .defaults("actionsEnabled", true)
                .defaults("treatMissingData", "missing")
                .computed("evaluateLowSampleCountPercentiles", "");
    }

    private static void registerCompositeAlarm(Registry registry) {
        registry.type(AwsTypes.CLOUDWATCH_COMPOSITE_ALARM, "CloudWatch Composite Alarm")
                .id("{alarmName}")
                .arn("arn:aws:cloudwatch:{region}:{account}:alarm:{alarmName}")
                .immutable("alarmName")
                .undecided("actionsEnabled")
                .defaults("actionsEnabled", true);
    }

    private static void registerDashboard(Registry registry) {
        registry.type(AwsTypes.CLOUDWATCH_DASHBOARD, "CloudWatch Dashboard")
                .id("{dashboardName}")
                .immutable("dashboardName")
                .validate(Rules.matches("dashboardName", "[\\w-]{1,255}", "1 to 255 letters, digits and _-"))
                .validate(Rules.json("dashboardBody"))
                .check(operation -> operation.require(
                        Values.mapFromJson(operation.text("dashboardBody")).containsKey("widgets"),
                        "InvalidParameterInput",
                        "The dashboard body is invalid: it should have a property 'widgets'"))
                .computed("dashboardArn", "arn:aws:cloudwatch::{account}:dashboard/{dashboardName}");
    }

    private static void registerEventRule(Registry registry) {
        registry.type(AwsTypes.CLOUDWATCH_EVENT_RULE, "EventBridge Rule")
                .named("name", 64)
                // A rule of another bus than the default one has the bus in its id and its ARN.
                .check(operation -> operation
                        .state()
                        .put(
                                "simulatedBus",
                                operation.text("eventBusName").matches("|default")
                                        ? ""
                                        : operation.text("eventBusName").replaceFirst("^.*/", "") + "/"))
                .id("{simulatedBus}{name}")
                .arn("arn:aws:events:{region}:{account}:rule/{simulatedBus}{name}")
                .immutable("namePrefix", "eventBusName")
                .validate(Rules.json("eventPattern"))
                .validate(Rules.matches("scheduleExpression", "(cron|rate)\\(.+\\)", "cron(…) or rate(…)"))
                .defaults("eventBusName", "default")
                .defaults("state", "ENABLED")
                .inUse("ValidationException", "Rule cannot be deleted since it has targets: {users}");
    }

    private static void registerEventTarget(Registry registry) {
        registry.type(AwsTypes.CLOUDWATCH_EVENT_TARGET, "EventBridge Target")
                .named("targetId", 64)
                .id("{rule}-{targetId}")
                .importedAs("{rule}/{targetId}")
                .importedAs("{eventBusName}/{rule}/{targetId}")
                .uses("rule", AwsTypes.CLOUDWATCH_EVENT_RULE, "ResourceNotFoundException")
                .immutable("rule", "eventBusName")
                .defaults("eventBusName", "default");
    }

    /** Topics and scaling policies must be there; other actions are AWS's own. */
    private static void checkActions(Operation operation) {
        for (String property : List.of("alarmActions", "okActions", "insufficientDataActions")) {
            for (String action : operation.texts(property)) {
                String service = action.split(":", 6).length == 6 ? action.split(":", 6)[2] : "";
                boolean exists =
                        switch (service) {
                            case "sns" ->
                                operation
                                        .store()
                                        .byArn(AwsTypes.SNS_TOPIC, action)
                                        .isPresent();
                            case "autoscaling" ->
                                operation
                                        .store()
                                        .byArn(AwsTypes.APPAUTOSCALING_POLICY, action)
                                        .isPresent();
                            default -> !service.isEmpty();
                        };
                operation.require(
                        exists, "ValidationError", "'" + action + "' named by '" + property + "' does not exist");
            }
        }
    }

    private static void checkAlarm(Operation operation) {
        boolean metric = operation.state().containsKey("metricName");
        boolean queries = operation.state().containsKey("metricQueries");
        operation.require(metric != queries, "metricName", "expected exactly one of metricName and metricQueries");
        operation.require(
                !metric || operation.state().containsKey("namespace"), "namespace", "a metric needs its namespace");
        operation.require(
                !metric
                        || operation.state().containsKey("statistic")
                                != operation.state().containsKey("extendedStatistic"),
                "statistic",
                "expected exactly one of statistic and extendedStatistic");
        operation.require(
                operation.state().containsKey("threshold") != operation.state().containsKey("thresholdMetricId"),
                "threshold",
                "expected exactly one of threshold and thresholdMetricId");
        long period = operation.number("period", 60);
        operation.require(
                period == 10 || period == 20 || period == 30 || (period > 0 && period % 60 == 0),
                "period",
                "expected 10, 20, 30 or a multiple of 60 seconds, got " + period);
        long evaluations = operation.number("evaluationPeriods", 1);
        operation.require(
                operation.number("datapointsToAlarm", 1) <= evaluations,
                "datapointsToAlarm",
                "expected at most evaluationPeriods (" + evaluations + ")");
    }
}
