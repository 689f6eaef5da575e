package dev.plinth.policies.rules;

import static dev.plinth.policies.rules.RuleFixtures.PRIVATE_POLICY;
import static dev.plinth.policies.rules.RuleFixtures.PUBLIC_POLICY;
import static dev.plinth.testkit.rule.Outcome.FAIL;
import static dev.plinth.testkit.rule.Outcome.PASS;
import static dev.plinth.testkit.rule.Resources.resource;
import static dev.plinth.testkit.rule.RuleFixture.property;

import dev.plinth.model.GraphResource;
import dev.plinth.model.PropertyValue;
import dev.plinth.testkit.rule.RuleFixture;
import java.util.List;
import java.util.Map;

/** Fixtures of the rules for alarms and topics. */
final class AlertFixtures {

    private AlertFixtures() {}

    static List<RuleFixture> all() {
        return List.of(
                property(
                        "alarm-has-actions",
                        "aws:cloudwatch/metricAlarm:MetricAlarm",
                        "alarmActions",
                        List.of(PropertyValue.Unknown.VALUE),
                        List.of(),
                        FAIL),
                property(
                        "alarm-has-actions",
                        "aws:cloudwatch/metricAlarm:MetricAlarm",
                        "actionsEnabled",
                        true,
                        false,
                        PASS,
                        Map.of("alarmActions", List.of("arn:topic"))),
                property(
                        "alarm-has-actions",
                        "aws:cloudwatch/compositeAlarm:CompositeAlarm",
                        "alarmActions",
                        List.of("arn:topic"),
                        List.of(),
                        FAIL),
                property(
                        "alarm-tells-recovery",
                        "aws:cloudwatch/metricAlarm:MetricAlarm",
                        "okActions",
                        List.of("arn:topic"),
                        List.of(),
                        FAIL),
                property(
                        "alarm-tells-recovery",
                        "aws:cloudwatch/compositeAlarm:CompositeAlarm",
                        "okActions",
                        List.of("arn:topic"),
                        List.of(),
                        FAIL),
                property(
                        "alarm-missing-data",
                        "aws:cloudwatch/metricAlarm:MetricAlarm",
                        "treatMissingData",
                        "notBreaching",
                        "whatever",
                        FAIL),
                property(
                        "alarm-datapoints",
                        "aws:cloudwatch/metricAlarm:MetricAlarm",
                        "datapointsToAlarm",
                        3,
                        4,
                        PASS,
                        Map.of("evaluationPeriods", 3)),
                property(
                        "alarm-datapoints",
                        "aws:cloudwatch/metricAlarm:MetricAlarm",
                        "evaluationPeriods",
                        3,
                        1,
                        FAIL,
                        Map.of("datapointsToAlarm", 2)),
                property("sns-private-encrypted", "aws:sns/topic:Topic", "kmsMasterKeyId", "alias/alerts", " ", FAIL),
                property(
                        "sns-private-encrypted",
                        "aws:sns/topicPolicy:TopicPolicy",
                        "policy",
                        PRIVATE_POLICY,
                        PUBLIC_POLICY,
                        PASS),
                RuleFixture.of(
                                "sns-alarm-topic-key",
                                resource(
                                        "aws:sns/topic:Topic",
                                        "subject",
                                        Map.of("kmsMasterKeyId", "arn:aws:kms:eu-central-1:123456789012:key/1"),
                                        Map.of("arn", "arn:aws:sns:eu-central-1:123456789012:alarms")),
                                "kmsMasterKeyId",
                                "alias/aws/sns",
                                PASS)
                        .beside(alarm()),
                RuleFixture.of(
                                "sns-alarm-topic-subscribed",
                                resource(
                                        "aws:sns/topic:Topic",
                                        "subject",
                                        Map.of(),
                                        Map.of("arn", "arn:aws:sns:eu-central-1:123456789012:alarms")),
                                "topic",
                                "arn:other",
                                FAIL)
                        .beside(
                                resource(
                                        "aws:sns/topicSubscription:TopicSubscription",
                                        "call",
                                        Map.of("topic", "arn:aws:sns:eu-central-1:123456789012:alarms")),
                                alarm())
                        .ofNeighbour()
                        .whenUnknown(FAIL),
                property("sns-tls-only", "aws:sns/topic:Topic", "policy", RuleFixtures.TLS_POLICY, PUBLIC_POLICY, FAIL),
                RuleFixture.of(
                                "sns-own-accounts",
                                resource(
                                        "aws:sns/topicPolicy:TopicPolicy", "subject", Map.of("policy", PRIVATE_POLICY)),
                                "policy",
                                PRIVATE_POLICY.replace("123456789012", "210987654321"),
                                PASS)
                        .beside(RuleFixtures.OWN_ACCOUNT),
                property("sns-signature-sha256", "aws:sns/topic:Topic", "signatureVersion", 2, 1, FAIL),
                property(
                        "sns-subscription-tls",
                        "aws:sns/topicSubscription:TopicSubscription",
                        "protocol",
                        "https",
                        "http",
                        PASS),
                property(
                        "sns-subscription-dead-letter",
                        "aws:sns/topicSubscription:TopicSubscription",
                        "redrivePolicy",
                        RuleFixtures.REDRIVE_POLICY,
                        "{}",
                        FAIL,
                        Map.of("protocol", "lambda")));
    }

    private static GraphResource alarm() {
        return resource(
                "aws:cloudwatch/metricAlarm:MetricAlarm",
                "alarm",
                Map.of("alarmActions", List.of("arn:aws:sns:eu-central-1:123456789012:alarms")));
    }
}
