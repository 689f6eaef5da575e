package dev.plinth.policies.rules;

import static dev.plinth.policies.rule.Property.property;
import static dev.plinth.policies.rule.Reference.cdkNag;
import static dev.plinth.policies.rule.Reference.checkov;
import static dev.plinth.policies.rule.Reference.fsbp;
import static dev.plinth.policies.rule.Reference.securityHub;

import dev.plinth.policies.rule.Rule;
import dev.plinth.policies.rule.Severity;
import java.util.List;

/** Rules for CloudWatch alarms and the SNS topics that carry them. */
final class AlertRules {

    private static final String TOPIC = "aws:sns/topic:Topic";

    private static final Rule ALARM_ACTIONS = Rule.named("alarm-has-actions")
            .title("CloudWatch alarms tell somebody")
            .severity(Severity.HIGH)
            .on("aws:cloudwatch/metricAlarm:MetricAlarm", "actionsEnabled", "alarmActions")
            .risk("The alarm goes off and nobody hears it.")
            .remediation(
                    """
                    Send it to a topic:
                    MetricAlarmArgs.builder().alarmActions(observability.topicArn().applyValue(List::of))
                    """)
            .references(checkov("CKV_AWS_319"))
            .requires(property("actionsEnabled")
                    .is(value -> value.isAbsent() || value.asBoolean().orElse(false), "true")
                    .and(property("alarmActions").isFilled()));

    private static final Rule TOPIC_PRIVATE = Rule.named("sns-private-encrypted")
            .title("SNS topics are encrypted and let nobody in without a restricting condition")
            .severity(Severity.HIGH)
            .on(TOPIC, "kmsMasterKeyId", "policy")
            .on("aws:sns/topicPolicy:TopicPolicy", "policy")
            .risk("Strangers read the alerts, or send false ones.")
            .remediation(
                    """
                    Encrypt the topic and name who may publish:
                    TopicArgs.builder().kmsMasterKeyId(key.arn())
                    """)
            .references(
                    fsbp("SNS.4"), securityHub("SNS.1"), checkov("CKV_AWS_26"), checkov("CKV_AWS_169"), cdkNag("SNS2"))
            .requires(PolicyDocuments.isNotPublic("policy")
                    .and(property("kmsMasterKeyId").isText().onlyIf((resource, context) -> resource.type()
                            .equals(TOPIC))));

    static final List<Rule> ALL = List.of(ALARM_ACTIONS, TOPIC_PRIVATE);

    private AlertRules() {}
}
