package dev.plinth.policies.rules.aws.monitoring;

import static dev.plinth.policies.rule.Property.property;
import static dev.plinth.policies.rule.Reference.cdkNag;
import static dev.plinth.policies.rule.Reference.checkov;
import static dev.plinth.policies.rule.Reference.fsbp;
import static dev.plinth.policies.rule.Reference.securityHub;

import dev.plinth.model.AwsTypes;
import dev.plinth.model.GraphResource;
import dev.plinth.model.PropertyValue;
import dev.plinth.policies.condition.PolicyDocuments;
import dev.plinth.policies.rule.ProviderTypes;
import dev.plinth.policies.rule.Rule;
import dev.plinth.policies.rule.RuleContext;
import dev.plinth.policies.rule.Severity;
import dev.plinth.policies.rule.Verdict;
import java.util.List;
import java.util.Set;

/** Rules for CloudWatch alarms and the SNS topics that carry them. */
public final class AlertRules {

    /** Protocols of SNS whose delivery failures go unnoticed: these want a dead-letter queue. */
    private static final Set<String> MACHINES = Set.of("http", "https", "lambda", "sqs", "firehose");

    private static final Rule ALARM_ACTIONS = Rule.named("alarm-has-actions")
            .title("CloudWatch alarms have an alarm action")
            .severity(Severity.HIGH)
            .on(AwsTypes.CLOUDWATCH_METRIC_ALARM, "actionsEnabled", "alarmActions")
            .on(AwsTypes.CLOUDWATCH_COMPOSITE_ALARM, "actionsEnabled", "alarmActions")
            .lookingAt(AwsTypes.CLOUDWATCH_COMPOSITE_ALARM, "alarmRule")
            .risk("The alarm fires, but nobody is notified.")
            .remediation(
                    """
                    Notify an SNS topic:
                    MetricAlarmArgs.builder().alarmActions(observability.topicArn().applyValue(List::of))
                    """)
            .references(checkov("CKV_AWS_319"))
            .requiresInStack(property("actionsEnabled")
                    .is(value -> value.isAbsent() || value.asBoolean().orElse(false), "true")
                    .and(property("alarmActions").isFilled())
                    .onlyIf((alarm, context) -> !isCombined(alarm, context)));

    private static final Rule TELLS_RECOVERY = Rule.named("alarm-tells-recovery")
            .title("CloudWatch alarms send a notification when they recover")
            .severity(Severity.LOW)
            .on(AwsTypes.CLOUDWATCH_METRIC_ALARM, "okActions", "alarmActions")
            .on(AwsTypes.CLOUDWATCH_COMPOSITE_ALARM, "okActions")
            .lookingAt(AwsTypes.APPAUTOSCALING_POLICY)
            .lookingAt(AwsTypes.CLOUDWATCH_COMPOSITE_ALARM, "alarmRule")
            .risk("On-call staff keep working on an incident that is already over.")
            .remediation(
                    """
                    Send recovery notifications to the same topic:
                    MetricAlarmArgs.builder().okActions(observability.topicArn().applyValue(List::of))
                    """)
            // An alarm that only starts scaling policies calls nobody.
            .requiresInStack(property("okActions")
                    .isFilled()
                    .onlyIf((alarm, context) -> !onlyScales(alarm, context) && !isCombined(alarm, context)));

    private static final Rule MISSING_DATA = Rule.named("alarm-missing-data")
            .title("CloudWatch alarms set how missing data is treated")
            .severity(Severity.LOW)
            .on(AwsTypes.CLOUDWATCH_METRIC_ALARM, "treatMissingData")
            .risk("A service that has stopped sending metrics looks the same as a healthy one.")
            .remediation(
                    """
                    Set the treatment of missing data. Use breaching for a metric that never pauses:
                    MetricAlarmArgs.builder().treatMissingData("breaching")
                    """)
            .requires(property("treatMissingData").isOneOf("breaching", "notBreaching", "ignore", "missing"));

    private static final Rule DATAPOINTS = Rule.named("alarm-datapoints")
            .title("CloudWatch alarms require at most as many breaching datapoints as evaluation periods")
            .severity(Severity.MEDIUM)
            .on(AwsTypes.CLOUDWATCH_METRIC_ALARM, "datapointsToAlarm", "evaluationPeriods")
            .risk("CloudWatch rejects the alarm, and the update fails partway.")
            .remediation(
                    """
                    Set datapointsToAlarm to at most evaluationPeriods:
                    MetricAlarmArgs.builder().evaluationPeriods(3).datapointsToAlarm(2)
                    """)
            .requires((alarm, context) -> {
                PropertyValue periods = alarm.input("evaluationPeriods");
                if (periods.isUnknown()) {
                    return Verdict.unknown("evaluationPeriods");
                }
                double most = periods.asNumber().orElse(0);
                return property("datapointsToAlarm")
                        .is(
                                // Terraform's states have 0 where it is left out.
                                value -> value.isAbsent()
                                        || (value.asNumber().orElse(-1) >= 0
                                                && value.asNumber().orElse(0) <= most),
                                "from 1 to evaluationPeriods, " + periods.describe())
                        .test(alarm, context);
            });

    private static final Rule TOPIC_PRIVATE = Rule.named("sns-private-encrypted")
            .title("SNS topics are encrypted and do not grant public access without a restricting condition")
            .severity(Severity.HIGH)
            .on(AwsTypes.SNS_TOPIC, "kmsMasterKeyId", "policy")
            .on(AwsTypes.SNS_TOPIC_POLICY, "policy")
            .risk("Outsiders can read alerts or publish false ones.")
            .remediation(
                    """
                    Encrypt the topic, and name the principals that may publish:
                    TopicArgs.builder().kmsMasterKeyId(key.arn())
                    """)
            .references(
                    fsbp("SNS.4"), securityHub("SNS.1"), checkov("CKV_AWS_26"), checkov("CKV_AWS_169"), cdkNag("SNS2"))
            .requires(PolicyDocuments.isNotPublic("policy")
                    .and(property("kmsMasterKeyId").isText().onlyIf((resource, context) -> resource.type()
                            .equals(AwsTypes.SNS_TOPIC))));

    private static final Rule ALARM_TOPIC_KEY = Rule.named("sns-alarm-topic-key")
            .title("SNS topics of alarms use a KMS key that allows CloudWatch to publish")
            .severity(Severity.HIGH)
            .on(AwsTypes.SNS_TOPIC, "kmsMasterKeyId")
            .lookingAt(AwsTypes.CLOUDWATCH_METRIC_ALARM, "alarmActions")
            .lookingAt(AwsTypes.CLOUDWATCH_COMPOSITE_ALARM, "alarmActions")
            .risk("CloudWatch cannot use the AWS managed key for SNS. The alarm fires, but publishing fails.")
            .remediation(
                    """
                    Encrypt the topic with a key whose policy allows cloudwatch.amazonaws.com:
                    TopicArgs.builder().kmsMasterKeyId(key.arn())
                    """)
            .requiresInStack((topic, context) -> alarmsOf(topic, context).isEmpty()
                    ? Verdict.NOT_APPLICABLE
                    : property("kmsMasterKeyId")
                            .isSetTo(
                                    value -> value.isAbsent()
                                            || value.asText()
                                                    .filter(key -> !key.contains("alias/aws/"))
                                                    .isPresent(),
                                    "a customer managed KMS key")
                            .test(topic, context));

    private static final Rule ALARM_TOPIC_SUBSCRIBED = Rule.named("sns-alarm-topic-subscribed")
            .title("SNS topics of alarms have a subscription")
            .severity(Severity.HIGH)
            .on(AwsTypes.SNS_TOPIC)
            .lookingAt(AwsTypes.CLOUDWATCH_METRIC_ALARM, "alarmActions")
            .lookingAt(AwsTypes.CLOUDWATCH_COMPOSITE_ALARM, "alarmActions")
            .lookingAt(AwsTypes.SNS_TOPIC_SUBSCRIPTION, "topic")
            .risk("The alarm fires and the topic receives the message, but nobody is notified.")
            .remediation(
                    """
                    Add a subscription:
                    TopicSubscriptionArgs.builder().topic(topic.arn()).protocol("email").endpoint("operations@example.com")
                    """)
            .requiresInStack((topic, context) -> alarmsOf(topic, context).isEmpty()
                    ? Verdict.NOT_APPLICABLE
                    : Verdict.passIf(
                            !context.referrers(topic, "topic", AwsTypes.SNS_TOPIC_SUBSCRIPTION)
                                    .isEmpty(),
                            "alarms notify the topic, but it has no TopicSubscription"));

    private static final Rule TOPIC_TLS = Rule.named("sns-tls-only")
            .title("SNS topics accept messages over TLS only")
            .severity(Severity.MEDIUM)
            .on(AwsTypes.SNS_TOPIC, "policy")
            .lookingAt(AwsTypes.SNS_TOPIC_POLICY, "policy", "arn")
            .risk("Anyone on the network path can read and modify published messages.")
            .remediation(
                    """
                    Deny requests without TLS:
                    "Effect": "Deny", "Principal": "*", "Action": "sns:Publish", "Condition": {"Bool": {"aws:SecureTransport": "false"}}
                    """)
            .references(cdkNag("SNS3"))
            .requiresInStack(
                    PolicyDocuments.refusePlainText("policy", AwsTypes.SNS_TOPIC_POLICY, "arn", "sns:Publish"));

    private static final Rule TOPIC_OWN_ACCOUNTS = Rule.named("sns-own-accounts")
            .title("SNS topics grant access to other accounts only with a restricting condition")
            .severity(Severity.MEDIUM)
            .on(AwsTypes.SNS_TOPIC, "policy")
            .on(AwsTypes.SNS_TOPIC_POLICY, "policy")
            .lookingAt(ProviderTypes.AWS_PROVIDER, "allowedAccountIds")
            .risk("Principals outside the account can read alerts or publish false ones.")
            .remediation(
                    """
                    Restrict the other account to an organization or a source:
                    "Condition": {"StringEquals": {"aws:PrincipalOrgID": "o-example"}}
                    """)
            .references(checkov("CKV_AWS_385"))
            .requires(PolicyDocuments.namesOwnAccounts("policy"));

    private static final Rule SIGNATURE = Rule.named("sns-signature-sha256")
            .title("SNS signs its messages with SHA-256")
            .severity(Severity.LOW)
            .on(AwsTypes.SNS_TOPIC, "signatureVersion")
            .risk("Receivers rely on a SHA-1 signature, for which collisions can be produced.")
            .remediation(
                    """
                    Use signature version 2:
                    TopicArgs.builder().signatureVersion(2)
                    """)
            .requires(property("signatureVersion").is(value -> value.asNumber().orElse(1) == 2, "2"));

    private static final Rule SUBSCRIPTION_TLS = Rule.named("sns-subscription-tls")
            .title("SNS delivers messages over TLS")
            .severity(Severity.HIGH)
            .on(AwsTypes.SNS_TOPIC_SUBSCRIPTION, "protocol")
            .risk("Messages cross the internet unencrypted.")
            .remediation(
                    """
                    Deliver to an HTTPS endpoint:
                    TopicSubscriptionArgs.builder().protocol("https")
                    """)
            .requires(property("protocol").isNoneOf("http"));

    private static final Rule SUBSCRIPTION_DEAD_LETTER = Rule.named("sns-subscription-dead-letter")
            .title("SNS subscriptions of machine endpoints have a dead-letter queue")
            .severity(Severity.LOW)
            .on(AwsTypes.SNS_TOPIC_SUBSCRIPTION, "protocol", "redrivePolicy")
            .risk("Messages are lost without a record when a receiver is down for longer than SNS retries.")
            .remediation(
                    """
                    Set a dead-letter queue:
                    "deadLetterTargetArn": "arn:aws:sqs:eu-central-1:123456789012:undelivered"
                    """)
            .requires(property("redrivePolicy")
                    .isSetTo(value -> value.asText().orElse("").contains("deadLetterTargetArn"), "a redrive policy")
                    .onlyIf((subscription, context) -> MACHINES.contains(
                            subscription.input("protocol").asText().orElse("sqs"))));

    public static final List<Rule> ALL = List.of(
            ALARM_ACTIONS,
            TELLS_RECOVERY,
            MISSING_DATA,
            DATAPOINTS,
            TOPIC_PRIVATE,
            ALARM_TOPIC_KEY,
            ALARM_TOPIC_SUBSCRIBED,
            TOPIC_TLS,
            TOPIC_OWN_ACCOUNTS,
            SIGNATURE,
            SUBSCRIPTION_TLS,
            SUBSCRIPTION_DEAD_LETTER);

    private AlertRules() {}

    /**
     * Returns whether every action of an alarm is a scaling policy: by its ARN, or while that is unknown by the resources that the actions
     * come from.
     *
     * @see <a href="https://docs.aws.amazon.com/service-authorization/latest/reference/list_applicationautoscaling.html">ARNs of
     *     scaling policies</a>
     */
    private static boolean onlyScales(GraphResource alarm, RuleContext context) {
        PropertyValue actions = alarm.input("alarmActions");
        List<PropertyValue> known = actions.elements();
        if (!known.isEmpty() && known.stream().noneMatch(PropertyValue::isUnknown)) {
            return known.stream()
                    .allMatch(
                            action -> action.asText().orElse("").matches("arn:[^:]+:autoscaling:.*:scalingPolicy:.*"));
        }
        List<GraphResource> sources = context.references(alarm, "alarmActions");
        return !sources.isEmpty()
                && sources.size()
                        == context.references(alarm, "alarmActions", AwsTypes.APPAUTOSCALING_POLICY)
                                .size();
    }

    /** Returns whether a composite alarm evaluates the alarm's state, and notifies in its place. */
    private static boolean isCombined(GraphResource alarm, RuleContext context) {
        return !context.referrers(alarm, "alarmRule", AwsTypes.CLOUDWATCH_COMPOSITE_ALARM)
                .isEmpty();
    }

    private static List<GraphResource> alarmsOf(GraphResource topic, RuleContext context) {
        return context.referrers(
                topic, "alarmActions", AwsTypes.CLOUDWATCH_METRIC_ALARM, AwsTypes.CLOUDWATCH_COMPOSITE_ALARM);
    }
}
