package dev.plinth.policies.rules;

import static dev.plinth.policies.rule.Property.property;
import static dev.plinth.policies.rule.Reference.cdkNag;
import static dev.plinth.policies.rule.Reference.checkov;
import static dev.plinth.policies.rule.Reference.fsbp;
import static dev.plinth.policies.rule.Reference.securityHub;

import dev.plinth.model.GraphResource;
import dev.plinth.model.PropertyValue;
import dev.plinth.policies.rule.Rule;
import dev.plinth.policies.rule.RuleContext;
import dev.plinth.policies.rule.Severity;
import dev.plinth.policies.rule.Verdict;
import java.util.List;
import java.util.Set;

/** Rules for CloudWatch alarms and the SNS topics that carry them. */
final class AlertRules {

    private static final String ALARM = "aws:cloudwatch/metricAlarm:MetricAlarm";
    private static final String COMPOSITE_ALARM = "aws:cloudwatch/compositeAlarm:CompositeAlarm";
    private static final String SCALING_POLICY = "aws:appautoscaling/policy:Policy";
    private static final String TOPIC = "aws:sns/topic:Topic";
    private static final String TOPIC_POLICY = "aws:sns/topicPolicy:TopicPolicy";
    private static final String SUBSCRIPTION = "aws:sns/topicSubscription:TopicSubscription";

    /** How SNS delivers where nobody reads a failure: these want a dead-letter queue. */
    private static final Set<String> MACHINES = Set.of("http", "https", "lambda", "sqs", "firehose");

    private static final Rule ALARM_ACTIONS = Rule.named("alarm-has-actions")
            .title("CloudWatch alarms tell somebody")
            .severity(Severity.HIGH)
            .on(ALARM, "actionsEnabled", "alarmActions")
            .on(COMPOSITE_ALARM, "actionsEnabled", "alarmActions")
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

    private static final Rule TELLS_RECOVERY = Rule.named("alarm-tells-recovery")
            .title("CloudWatch alarms tell when it is over")
            .severity(Severity.LOW)
            .on(ALARM, "okActions", "alarmActions")
            .on(COMPOSITE_ALARM, "okActions")
            .lookingAt(SCALING_POLICY)
            .risk("Whoever was called in the night works on what has long healed.")
            .remediation(
                    """
                    Send the recovery to the same topic:
                    MetricAlarmArgs.builder().okActions(observability.topicArn().applyValue(List::of))
                    """)
            // An alarm that only starts scaling policies calls nobody.
            .requiresInStack(property("okActions").isFilled().onlyIf((alarm, context) -> !onlyScales(alarm, context)));

    private static final Rule MISSING_DATA = Rule.named("alarm-missing-data")
            .title("CloudWatch alarms say what missing data means")
            .severity(Severity.LOW)
            .on(ALARM, "treatMissingData")
            .risk("A service that sends no metrics because it is dead looks the same as one that is well.")
            .remediation(
                    """
                    Say it; missing data breaches where a metric never stops:
                    MetricAlarmArgs.builder().treatMissingData("breaching")
                    """)
            .requires(property("treatMissingData").isOneOf("breaching", "notBreaching", "ignore", "missing"));

    private static final Rule DATAPOINTS = Rule.named("alarm-datapoints")
            .title("CloudWatch alarms need no more breaching datapoints than periods they look at")
            .severity(Severity.MEDIUM)
            .on(ALARM, "datapointsToAlarm", "evaluationPeriods")
            .risk("CloudWatch refuses the alarm, and the update stops half-way.")
            .remediation(
                    """
                    Ask for at most as many as there are periods:
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
            .title("SNS topics are encrypted and let nobody in without a restricting condition")
            .severity(Severity.HIGH)
            .on(TOPIC, "kmsMasterKeyId", "policy")
            .on(TOPIC_POLICY, "policy")
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

    private static final Rule ALARM_TOPIC_KEY = Rule.named("sns-alarm-topic-key")
            .title("Topics of alarms have a key by which CloudWatch may publish")
            .severity(Severity.HIGH)
            .on(TOPIC, "kmsMasterKeyId")
            .lookingAt(ALARM, "alarmActions")
            .lookingAt(COMPOSITE_ALARM, "alarmActions")
            .risk(
                    "CloudWatch may not use the key that AWS manages for SNS: the alarm goes off, publishing fails, and nobody hears it.")
            .remediation(
                    """
                    Encrypt it with a key whose policy lets cloudwatch.amazonaws.com in:
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
                                    "a KMS key of your own")
                            .test(topic, context));

    private static final Rule ALARM_TOPIC_SUBSCRIBED = Rule.named("sns-alarm-topic-subscribed")
            .title("Topics of alarms have a subscription")
            .severity(Severity.HIGH)
            .on(TOPIC)
            .lookingAt(ALARM, "alarmActions")
            .lookingAt(COMPOSITE_ALARM, "alarmActions")
            .lookingAt(SUBSCRIPTION, "topic")
            .risk("The alarm goes off, the topic takes the message, and nobody is on the other end.")
            .remediation(
                    """
                    Subscribe somebody:
                    TopicSubscriptionArgs.builder().topic(topic.arn()).protocol("email").endpoint("operations@example.com")
                    """)
            .requiresInStack((topic, context) -> alarmsOf(topic, context).isEmpty()
                    ? Verdict.NOT_APPLICABLE
                    : Verdict.passIf(
                            !context.referrers(topic, "topic", SUBSCRIPTION).isEmpty(),
                            "alarms tell the topic, and no TopicSubscription names it"));

    private static final Rule TOPIC_TLS = Rule.named("sns-tls-only")
            .title("SNS topics take messages over TLS only")
            .severity(Severity.MEDIUM)
            .on(TOPIC, "policy")
            .lookingAt(TOPIC_POLICY, "policy", "arn")
            .risk("Whoever sits on the path reads and changes what is published.")
            .remediation(
                    """
                    Deny what comes without TLS:
                    "Effect": "Deny", "Principal": "*", "Action": "sns:Publish", "Condition": {"Bool": {"aws:SecureTransport": "false"}}
                    """)
            .references(cdkNag("SNS3"))
            .requiresInStack(PolicyDocuments.refusePlainText("policy", TOPIC_POLICY, "arn", "sns:Publish"));

    private static final Rule TOPIC_OWN_ACCOUNTS = Rule.named("sns-own-accounts")
            .title("SNS topics let other accounts in only by a restricting condition")
            .severity(Severity.MEDIUM)
            .on(TOPIC, "policy")
            .on(TOPIC_POLICY, "policy")
            .lookingAt("pulumi:providers:aws", "allowedAccountIds")
            .risk("Somebody outside reads the alerts, or sends false ones.")
            .remediation(
                    """
                    Tie the other account to an organization or a source:
                    "Condition": {"StringEquals": {"aws:PrincipalOrgID": "o-example"}}
                    """)
            .references(checkov("CKV_AWS_385"))
            .requires(PolicyDocuments.namesOwnAccounts("policy"));

    private static final Rule SIGNATURE = Rule.named("sns-signature-sha256")
            .title("SNS signs its messages with SHA-256")
            .severity(Severity.LOW)
            .on(TOPIC, "signatureVersion")
            .risk("A receiver trusts a message by a signature over SHA-1, for which collisions can be made.")
            .remediation(
                    """
                    Sign with version 2:
                    TopicArgs.builder().signatureVersion(2)
                    """)
            .requires(property("signatureVersion").is(value -> value.asNumber().orElse(1) == 2, "2"));

    private static final Rule SUBSCRIPTION_TLS = Rule.named("sns-subscription-tls")
            .title("SNS delivers over TLS")
            .severity(Severity.HIGH)
            .on(SUBSCRIPTION, "protocol")
            .risk("Messages cross the internet in the clear.")
            .remediation(
                    """
                    Deliver to an HTTPS endpoint:
                    TopicSubscriptionArgs.builder().protocol("https")
                    """)
            .requires(property("protocol").isNoneOf("http"));

    private static final Rule SUBSCRIPTION_DEAD_LETTER = Rule.named("sns-subscription-dead-letter")
            .title("SNS subscriptions of machines keep what could not be delivered")
            .severity(Severity.LOW)
            .on(SUBSCRIPTION, "protocol", "redrivePolicy")
            .risk("A receiver that is down for longer than SNS retries loses messages, and nobody knows which.")
            .remediation(
                    """
                    Name a dead-letter queue:
                    "deadLetterTargetArn": "arn:aws:sqs:eu-central-1:123456789012:undelivered"
                    """)
            .requires(property("redrivePolicy")
                    .isSetTo(value -> value.asText().orElse("").contains("deadLetterTargetArn"), "a redrive policy")
                    .onlyIf((subscription, context) -> MACHINES.contains(
                            subscription.input("protocol").asText().orElse("sqs"))));

    static final List<Rule> ALL = List.of(
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
     * Whether every action of an alarm is a scaling policy: by its ARN, or while that is unknown by the resources that the actions
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
                        == context.references(alarm, "alarmActions", SCALING_POLICY)
                                .size();
    }

    private static List<GraphResource> alarmsOf(GraphResource topic, RuleContext context) {
        return context.referrers(topic, "alarmActions", ALARM, COMPOSITE_ALARM);
    }
}
