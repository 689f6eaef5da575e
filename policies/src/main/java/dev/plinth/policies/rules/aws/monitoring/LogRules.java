package dev.plinth.policies.rules.aws.monitoring;

import static dev.plinth.policies.rule.Property.property;
import static dev.plinth.policies.rule.Reference.checkov;

import dev.plinth.model.AwsTypes;
import dev.plinth.model.GraphResource;
import dev.plinth.model.ResourceGraph.Derivation;
import dev.plinth.policies.condition.CustomerKeys;
import dev.plinth.policies.condition.JsonText;
import dev.plinth.policies.condition.PolicyDocuments;
import dev.plinth.policies.rule.PolicyParameters;
import dev.plinth.policies.rule.Rule;
import dev.plinth.policies.rule.RuleContext;
import dev.plinth.policies.rule.Severity;
import dev.plinth.policies.rule.Threshold;
import dev.plinth.policies.rule.Verdict;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Rules for CloudWatch logs and dashboards. */
public final class LogRules {

    private static final Rule RETENTION_KMS = Rule.named("logs-retention-kms")
            .title("Log groups use a customer managed key and have sufficient retention: one year in production")
            .severity(Severity.LOW)
            .on(AwsTypes.CLOUDWATCH_LOG_GROUP, "retentionInDays", "kmsKeyId")
            .risk("Logs accumulate indefinitely, or are missing in an investigation. Any log reader can read "
                    + "sensitive entries.")
            .remediation(
                    """
                    Set retention and key:
                    LogGroupArgs.builder().retentionInDays(365).kmsKeyId(key.arn())
                    """)
            .references(checkov("CKV_AWS_66"), checkov("CKV_AWS_338"), checkov("CKV_AWS_158"))
            .configuredBy(Threshold.LOG_RETENTION_DAYS)
            .requires(property("retentionInDays")
                    .isAtLeast(PolicyParameters::logRetentionDays)
                    .and(CustomerKeys.isCustomerKey("kmsKeyId")));

    private static final Rule POLICY_NOT_PUBLIC = Rule.named("logs-policy-not-public")
            .title("Policies of log groups and log destinations do not grant public access without a "
                    + "restricting condition")
            .severity(Severity.HIGH)
            .on(AwsTypes.CLOUDWATCH_LOG_RESOURCE_POLICY, "policyDocument")
            .on(AwsTypes.CLOUDWATCH_LOG_DESTINATION_POLICY, "accessPolicy")
            .risk("Outsiders can write false log entries.")
            .remediation(
                    """
                    Name the service and the account:
                    "Principal": {"Service": "es.amazonaws.com"}, "Condition": {"StringEquals": {"aws:SourceAccount": "123456789012"}}
                    """)
            .requires(PolicyDocuments.isNotPublic("policyDocument").and(PolicyDocuments.isNotPublic("accessPolicy")));

    private static final Rule FILTER_ALARMED = Rule.named("logs-metric-filter-alarmed")
            .title("Metrics of log metric filters have an alarm")
            .severity(Severity.MEDIUM)
            .on(AwsTypes.CLOUDWATCH_LOG_METRIC_FILTER, "metricTransformation.name", "metricTransformation.namespace")
            .lookingAt(
                    AwsTypes.CLOUDWATCH_METRIC_ALARM,
                    "metricName",
                    "namespace",
                    "metricQueries[].metric.metricName",
                    "metricQueries[].metric.namespace")
            .risk("A security event is logged and counted, but nobody is notified.")
            .remediation(
                    """
                    Add an alarm on the metric:
                    MetricAlarmArgs.builder().namespace("Security").metricName("RootSignIns")
                    """)
            .requiresInStack(LogRules::isWatched);

    private static final Rule DASHBOARD = Rule.named("dashboard-has-widgets")
            .title("CloudWatch dashboards have widgets")
            .severity(Severity.LOW)
            .on(AwsTypes.CLOUDWATCH_DASHBOARD, "dashboardBody")
            .risk("During an incident, the dashboard is empty.")
            .remediation(
                    """
                    Set the body in the CloudWatch format:
                    "widgets": [{"type": "metric", "properties": {"metrics": [["AWS/RDS", "CPUUtilization"]]}}]
                    """)
            .requires((dashboard, context) -> JsonText.judge(
                    dashboard,
                    "dashboardBody",
                    body -> Verdict.passIf(
                            body.path("widgets").isArray()
                                    && !body.path("widgets").isEmpty(),
                            "dashboardBody.widgets must not be empty")));

    public static final List<Rule> ALL = List.of(RETENTION_KMS, POLICY_NOT_PUBLIC, FILTER_ALARMED, DASHBOARD);

    /** The metrics that alarms watch. */
    private static final Derivation<Set<Metric>> WATCHED =
            graph -> graph.ofType(AwsTypes.CLOUDWATCH_METRIC_ALARM).stream()
                    .flatMap(alarm -> Stream.concat(
                            Stream.of(alarm.inputs()),
                            alarm.input("metricQueries").elements().stream().map(query -> query.at("metric"))))
                    .map(metric -> new Metric(
                            metric.at("metricName").asText().orElse(""),
                            metric.at("namespace").asText().orElse("")))
                    .collect(Collectors.toSet());

    private LogRules() {}

    private static Verdict isWatched(GraphResource filter, RuleContext context) {
        for (String path : List.of("metricTransformation.name", "metricTransformation.namespace")) {
            if (filter.input(path).isUnknown()) {
                return Verdict.unknown(path);
            }
        }
        String name = filter.input("metricTransformation.name").asText().orElse("");
        String namespace =
                filter.input("metricTransformation.namespace").asText().orElse("");
        boolean watched = context.graph().once(WATCHED).contains(new Metric(name, namespace));
        return Verdict.passIf(watched && !name.isEmpty(), "the metric of the filter has no alarm");
    }

    private record Metric(String name, String namespace) {}
}
