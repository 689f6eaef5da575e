package dev.plinth.policies.rules.aws.messaging;

import static dev.plinth.policies.rule.Property.property;
import static dev.plinth.policies.rule.Reference.cdkNag;
import static dev.plinth.policies.rule.Reference.checkov;
import static dev.plinth.policies.rule.Reference.fsbp;

import dev.plinth.model.AwsTypes;
import dev.plinth.policies.condition.CustomerKeys;
import dev.plinth.policies.condition.PolicyDocuments;
import dev.plinth.policies.rule.Rule;
import dev.plinth.policies.rule.Severity;
import dev.plinth.policies.rule.Verdict;
import java.util.List;

/** Rules for Amazon EventBridge: buses, rules, schedules and pipes. */
public final class EventBridgeRules {

    private static final Rule BUS_NOT_PUBLIC = Rule.named("event-bus-not-public")
            .title("Event buses do not grant public access without a restricting condition")
            .severity(Severity.HIGH)
            .on(AwsTypes.CLOUDWATCH_EVENT_BUS_POLICY, "policy")
            .on(AwsTypes.CLOUDWATCH_EVENT_PERMISSION, "principal", "condition.value")
            .risk("Any AWS account can send events that rules accept as genuine.")
            .remediation(
                    """
                    Name the account or the organization:
                    "Principal": {"AWS": "arn:aws:iam::123456789012:root"}
                    """)
            .references(cdkNag("EVB1"))
            .requires((resource, context) -> resource.type().equals(AwsTypes.CLOUDWATCH_EVENT_BUS_POLICY)
                    ? PolicyDocuments.isNotPublic("policy").test(resource, context)
                    : property("principal")
                            .is(
                                    value -> value.asText()
                                            .filter(principal -> !principal.equals("*"))
                                            .isPresent(),
                                    "an account, or be restricted to an organization by a condition")
                            .or(property("condition.value").isText())
                            .test(resource, context));

    private static final Rule BUS_HAS_POLICY = Rule.named("event-bus-has-policy")
            .title("Custom event buses have a resource policy")
            .severity(Severity.LOW)
            .on(AwsTypes.CLOUDWATCH_EVENT_BUS)
            .lookingAt(AwsTypes.CLOUDWATCH_EVENT_BUS_POLICY, "eventBusName")
            .lookingAt(AwsTypes.CLOUDWATCH_EVENT_PERMISSION, "eventBusName")
            .risk("Senders are not restricted beyond the identity policies of the account.")
            .remediation(
                    """
                    Add a policy:
                    EventBusPolicyArgs.builder().eventBusName(bus.name()).policy(PolicyDocument.of(statements).toJson())
                    """)
            .references(fsbp("EventBridge.3"))
            .requiresInStack((bus, context) -> Verdict.passIf(
                    !context.referrers(
                                    bus,
                                    "eventBusName",
                                    AwsTypes.CLOUDWATCH_EVENT_BUS_POLICY,
                                    AwsTypes.CLOUDWATCH_EVENT_PERMISSION)
                            .isEmpty(),
                    "the bus has no EventBusPolicy"));

    private static final Rule BUS_ENCRYPTED = Rule.named("event-bus-customer-key")
            .title("Event buses use a customer managed key")
            .severity(Severity.LOW)
            .on(AwsTypes.CLOUDWATCH_EVENT_BUS, "kmsKeyIdentifier")
            .risk("Stored events are encrypted with a key whose policy you do not control.")
            .remediation(
                    """
                    Set a customer managed key:
                    EventBusArgs.builder().kmsKeyIdentifier(key.arn())
                    """)
            .requires(CustomerKeys.isCustomerKey("kmsKeyIdentifier"));

    private static final Rule TARGET_DEAD_LETTER = Rule.named("event-target-dead-letter")
            .title("EventBridge targets have a dead-letter queue")
            .severity(Severity.MEDIUM)
            .on(AwsTypes.CLOUDWATCH_EVENT_TARGET, "deadLetterConfig.arn")
            .risk("A target that is down for a day loses events without a record.")
            .remediation(
                    """
                    Set a dead-letter queue:
                    EventTargetDeadLetterConfigArgs.builder().arn(queue.arn())
                    """)
            .requires(property("deadLetterConfig.arn").isText());

    private static final Rule TARGET_RETRY = Rule.named("event-target-retry")
            .title("EventBridge targets have retries enabled")
            .severity(Severity.MEDIUM)
            .on(AwsTypes.CLOUDWATCH_EVENT_TARGET, "retryPolicy.maximumRetryAttempts")
            .risk("A single failure of the target loses the event.")
            .remediation(
                    """
                    Keep the default of 185 attempts, or set a number:
                    EventTargetRetryPolicyArgs.builder().maximumRetryAttempts(10)
                    """)
            .requires(property("retryPolicy.maximumRetryAttempts")
                    .is(value -> value.isAbsent() || value.asNumber().orElse(0) >= 1, "at least 1"));

    private static final Rule RULE_ON = Rule.named("event-rule-on")
            .title("Production EventBridge rules are enabled")
            .severity(Severity.LOW)
            .on(AwsTypes.CLOUDWATCH_EVENT_RULE, "isEnabled", "state")
            .risk("The actions of the rule do not happen, without any error.")
            .remediation(
                    """
                    Keep the rule enabled, which is the default:
                    EventRuleArgs.builder().state("ENABLED")
                    """)
            .requires(property("state")
                    .isNoneOf("DISABLED")
                    .and(property("isEnabled")
                            .is(value -> value.isAbsent() || value.asBoolean().orElse(false), "true"))
                    .inProduction());

    private static final Rule RULE_TARGETED = Rule.named("event-rule-has-target")
            .title("EventBridge rules have a target")
            .severity(Severity.MEDIUM)
            .on(AwsTypes.CLOUDWATCH_EVENT_RULE)
            .lookingAt(AwsTypes.CLOUDWATCH_EVENT_TARGET, "rule")
            .risk("Events match the rule without any effect.")
            .remediation(
                    """
                    Add a target:
                    EventTargetArgs.builder().rule(rule.name()).arn(topic.arn())
                    """)
            .requiresInStack((rule, context) -> Verdict.passIf(
                    !context.referrers(rule, "rule", AwsTypes.CLOUDWATCH_EVENT_TARGET)
                            .isEmpty(),
                    "the rule has no EventTarget"));

    private static final Rule DESTINATION_TLS = Rule.named("event-destination-tls")
            .title("EventBridge API destinations use HTTPS")
            .severity(Severity.HIGH)
            .on(AwsTypes.CLOUDWATCH_EVENT_API_DESTINATION, "invocationEndpoint")
            .risk("Events and credentials cross the internet unencrypted.")
            .remediation(
                    """
                    Use an HTTPS endpoint:
                    EventApiDestinationArgs.builder().invocationEndpoint("https://api.example.com/events")
                    """)
            .requires(property("invocationEndpoint")
                    .is(value -> value.asText().orElse("").startsWith("https://"), "an https:// URL"));

    private static final Rule SCHEDULE_ENCRYPTED = Rule.named("schedule-customer-key")
            .title("EventBridge schedules use a customer managed key")
            .severity(Severity.LOW)
            .on(AwsTypes.SCHEDULER_SCHEDULE, "kmsKeyArn")
            .risk("The input of the schedule is encrypted with a key whose policy you do not control.")
            .remediation(
                    """
                    Set a customer managed key:
                    ScheduleArgs.builder().kmsKeyArn(key.arn())
                    """)
            .references(checkov("CKV_AWS_297"))
            .requires(CustomerKeys.isCustomerKey("kmsKeyArn"));

    private static final Rule SCHEDULE_DEAD_LETTER = Rule.named("schedule-dead-letter")
            .title("EventBridge schedules have a dead-letter queue")
            .severity(Severity.MEDIUM)
            .on(AwsTypes.SCHEDULER_SCHEDULE, "target.deadLetterConfig.arn")
            .risk("A scheduled job that fails to start leaves no record.")
            .remediation(
                    """
                    Set a dead-letter queue:
                    ScheduleTargetDeadLetterConfigArgs.builder().arn(queue.arn())
                    """)
            .requires(property("target.deadLetterConfig.arn").isText());

    private static final Rule SCHEDULE_ON = Rule.named("schedule-on")
            .title("Production EventBridge schedules are enabled")
            .severity(Severity.LOW)
            .on(AwsTypes.SCHEDULER_SCHEDULE, "state")
            .risk("The scheduled job does not run, without any error.")
            .remediation(
                    """
                    Keep the schedule enabled, which is the default:
                    ScheduleArgs.builder().state("ENABLED")
                    """)
            .requires(property("state").isNoneOf("DISABLED").inProduction());

    private static final Rule ALWAYS_ON = Rule.named("production-always-on")
            .title("Production has no schedules that stop services or databases")
            .severity(Severity.HIGH)
            .on(AwsTypes.SCHEDULER_SCHEDULE, "target.arn")
            .on(AwsTypes.APPAUTOSCALING_SCHEDULED_ACTION, "scalableTargetAction.maxCapacity")
            .risk("The system is down every night.")
            .remediation(
                    """
                    Remove the schedule, or keep a minimum:
                    ScheduledActionScalableTargetActionArgs.builder().minCapacity(2).maxCapacity(10)
                    """)
            .requires(property("target.arn")
                    .is(
                            value -> value.isAbsent()
                                    || value.asText()
                                            .filter(arn -> !arn.matches(".*:stopDB(Instance|Cluster)"))
                                            .isPresent(),
                            "a target that stops no database")
                    .and(property("scalableTargetAction.maxCapacity")
                            .is(value -> value.isAbsent() || value.asNumber().orElse(0) > 0, "at least 1"))
                    .inProduction());

    private static final Rule PIPE_LOGS = Rule.named("pipe-logs")
            .title("EventBridge pipes have error logging enabled")
            .severity(Severity.LOW)
            .on(AwsTypes.PIPES_PIPE, "logConfiguration.level")
            .risk("Dropped events leave no record.")
            .remediation(
                    """
                    Log errors:
                    PipeLogConfigurationArgs.builder().level("ERROR")
                    """)
            .requires(property("logConfiguration.level").isOneOf("ERROR", "INFO", "TRACE"));

    public static final List<Rule> ALL = List.of(
            BUS_NOT_PUBLIC,
            BUS_HAS_POLICY,
            BUS_ENCRYPTED,
            TARGET_DEAD_LETTER,
            TARGET_RETRY,
            RULE_ON,
            RULE_TARGETED,
            DESTINATION_TLS,
            SCHEDULE_ENCRYPTED,
            SCHEDULE_DEAD_LETTER,
            SCHEDULE_ON,
            ALWAYS_ON,
            PIPE_LOGS);

    private EventBridgeRules() {}
}
