package dev.plinth.policies.rules;

import static dev.plinth.policies.rule.Property.property;
import static dev.plinth.policies.rule.Reference.checkov;

import dev.plinth.model.GraphResource;
import dev.plinth.model.ResourceGraph.Derivation;
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
final class LogRules {

    private static final String GROUP = "aws:cloudwatch/logGroup:LogGroup";
    private static final String FILTER = "aws:cloudwatch/logMetricFilter:LogMetricFilter";
    private static final String ALARM = "aws:cloudwatch/metricAlarm:MetricAlarm";

    private static final Rule RETENTION_KMS = Rule.named("logs-retention-kms")
            .title("Log groups have a key of their own and keep their logs long enough: for a year in production")
            .severity(Severity.LOW)
            .on(GROUP, "retentionInDays", "kmsKeyId")
            .risk(
                    "Logs pile up for ever, or are gone when somebody looks for a break-in; whoever may read logs reads these too.")
            .remediation(
                    """
                    Give the group both:
                    LogGroupArgs.builder().retentionInDays(365).kmsKeyId(key.arn())
                    """)
            .references(checkov("CKV_AWS_66"), checkov("CKV_AWS_338"), checkov("CKV_AWS_158"))
            .configuredBy(Threshold.LOG_RETENTION_DAYS)
            .requires(property("retentionInDays")
                    .isAtLeast(PolicyParameters::logRetentionDays)
                    .and(CustomerKeys.isCustomerKey("kmsKeyId")));

    private static final Rule POLICY_NOT_PUBLIC = Rule.named("logs-policy-not-public")
            .title("Policies of log groups and log destinations let nobody in without a restricting condition")
            .severity(Severity.HIGH)
            .on("aws:cloudwatch/logResourcePolicy:LogResourcePolicy", "policyDocument")
            .on("aws:cloudwatch/logDestinationPolicy:LogDestinationPolicy", "accessPolicy")
            .risk("Strangers write false log entries, and hide their own among them.")
            .remediation(
                    """
                    Name the service and the account:
                    "Principal": {"Service": "es.amazonaws.com"}, "Condition": {"StringEquals": {"aws:SourceAccount": "123456789012"}}
                    """)
            .requires(PolicyDocuments.isNotPublic("policyDocument").and(PolicyDocuments.isNotPublic("accessPolicy")));

    private static final Rule FILTER_ALARMED = Rule.named("logs-metric-filter-alarmed")
            .title("Every metric that is filtered out of a log has an alarm")
            .severity(Severity.MEDIUM)
            .on(FILTER, "metricTransformation.name", "metricTransformation.namespace")
            .lookingAt(
                    ALARM,
                    "metricName",
                    "namespace",
                    "metricQueries[].metric.metricName",
                    "metricQueries[].metric.namespace")
            .risk("The log tells of the break-in, the filter counts it, and nobody looks.")
            .remediation(
                    """
                    Make an alarm on it:
                    MetricAlarmArgs.builder().namespace("Security").metricName("RootSignIns")
                    """)
            .requiresInStack(LogRules::isWatched);

    private static final Rule DASHBOARD = Rule.named("dashboard-has-widgets")
            .title("CloudWatch dashboards hold widgets")
            .severity(Severity.LOW)
            .on("aws:cloudwatch/dashboard:Dashboard", "dashboardBody")
            .risk("Whoever is called in the night looks at an empty page.")
            .remediation(
                    """
                    Write the body as CloudWatch reads it:
                    "widgets": [{"type": "metric", "properties": {"metrics": [["AWS/RDS", "CPUUtilization"]]}}]
                    """)
            .requires((dashboard, context) -> JsonText.judge(
                    dashboard,
                    "dashboardBody",
                    body -> Verdict.passIf(
                            body.path("widgets").isArray()
                                    && !body.path("widgets").isEmpty(),
                            "dashboardBody.widgets must be a list with something in it")));

    static final List<Rule> ALL = List.of(RETENTION_KMS, POLICY_NOT_PUBLIC, FILTER_ALARMED, DASHBOARD);

    /** The metrics that alarms watch. */
    private static final Derivation<Set<Metric>> WATCHED = graph -> graph.ofType(ALARM).stream()
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
        return Verdict.passIf(watched && !name.isEmpty(), "no alarm watches the metric that the filter makes");
    }

    private record Metric(String name, String namespace) {}
}
