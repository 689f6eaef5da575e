package dev.plinth.policies.rules;

import static dev.plinth.policies.rules.RuleFixtures.PRIVATE_POLICY;
import static dev.plinth.policies.rules.RuleFixtures.PUBLIC_POLICY;
import static dev.plinth.testkit.rule.Outcome.FAIL;
import static dev.plinth.testkit.rule.Outcome.PASS;
import static dev.plinth.testkit.rule.Resources.resource;
import static dev.plinth.testkit.rule.RuleFixture.property;

import dev.plinth.testkit.rule.RuleFixture;
import java.util.List;
import java.util.Map;

/** Fixtures of the rules for logs and dashboards. */
final class LogFixtures {

    private LogFixtures() {}

    static List<RuleFixture> all() {
        return List.of(
                property(
                        "logs-retention-kms",
                        "aws:cloudwatch/logGroup:LogGroup",
                        "retentionInDays",
                        365,
                        180,
                        FAIL,
                        Map.of("kmsKeyId", "arn:aws:kms:eu-central-1:123456789012:key/1")),
                property(
                        "logs-retention-kms",
                        "aws:cloudwatch/logGroup:LogGroup",
                        "kmsKeyId",
                        "arn:aws:kms:eu-central-1:123456789012:key/1",
                        "",
                        FAIL,
                        Map.of("retentionInDays", 400)),
                property(
                        "logs-policy-not-public",
                        "aws:cloudwatch/logResourcePolicy:LogResourcePolicy",
                        "policyDocument",
                        PRIVATE_POLICY,
                        PUBLIC_POLICY,
                        PASS),
                property(
                        "logs-policy-not-public",
                        "aws:cloudwatch/logDestinationPolicy:LogDestinationPolicy",
                        "accessPolicy",
                        PRIVATE_POLICY,
                        PUBLIC_POLICY,
                        PASS),
                RuleFixture.of(
                                "logs-metric-filter-alarmed",
                                resource(
                                        "aws:cloudwatch/logMetricFilter:LogMetricFilter",
                                        "subject",
                                        Map.of(
                                                "metricTransformation",
                                                Map.of("name", "RootSignIns", "namespace", "Security"))),
                                "metricTransformation.name",
                                "Others",
                                FAIL)
                        .beside(resource(
                                "aws:cloudwatch/metricAlarm:MetricAlarm",
                                "alarm",
                                Map.of("metricName", "RootSignIns", "namespace", "Security"))),
                property(
                        "dashboard-has-widgets",
                        "aws:cloudwatch/dashboard:Dashboard",
                        "dashboardBody",
                        "{\"widgets\":[{\"type\":\"text\"}]}",
                        "{\"widgets\":[]}",
                        FAIL));
    }
}
