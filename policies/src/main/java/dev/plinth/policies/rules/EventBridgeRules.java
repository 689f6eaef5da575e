package dev.plinth.policies.rules;

import static dev.plinth.policies.rule.Property.property;
import static dev.plinth.policies.rule.Reference.cdkNag;
import static dev.plinth.policies.rule.Reference.checkov;
import static dev.plinth.policies.rule.Reference.fsbp;

import dev.plinth.policies.rule.Rule;
import dev.plinth.policies.rule.Severity;
import dev.plinth.policies.rule.Verdict;
import java.util.List;

/** Rules for Amazon EventBridge: buses, rules, schedules and pipes. */
final class EventBridgeRules {

    private static final String BUS = "aws:cloudwatch/eventBus:EventBus";
    private static final String BUS_POLICY = "aws:cloudwatch/eventBusPolicy:EventBusPolicy";
    private static final String PERMISSION = "aws:cloudwatch/eventPermission:EventPermission";
    private static final String RULE = "aws:cloudwatch/eventRule:EventRule";
    private static final String TARGET = "aws:cloudwatch/eventTarget:EventTarget";
    private static final String SCHEDULE = "aws:scheduler/schedule:Schedule";
    private static final String PIPE = "aws:pipes/pipe:Pipe";

    private static final Rule BUS_NOT_PUBLIC = Rule.named("event-bus-not-public")
            .title("Event buses let nobody in without a restricting condition")
            .severity(Severity.HIGH)
            .on(BUS_POLICY, "policy")
            .on(PERMISSION, "principal", "condition.value")
            .risk("Any AWS account sends events that our rules take for our own.")
            .remediation(
                    """
                    Name the account, or the organization:
                    "Principal": {"AWS": "arn:aws:iam::123456789012:root"}
                    """)
            .references(cdkNag("EVB1"))
            .requires((resource, context) -> resource.type().equals(BUS_POLICY)
                    ? PolicyDocuments.isNotPublic("policy").test(resource, context)
                    : property("principal")
                            .is(
                                    value -> value.asText()
                                            .filter(principal -> !principal.equals("*"))
                                            .isPresent(),
                                    "an account, or bound to an organization by condition")
                            .or(property("condition.value").isText())
                            .test(resource, context));

    private static final Rule BUS_HAS_POLICY = Rule.named("event-bus-has-policy")
            .title("Event buses of your own have a policy")
            .severity(Severity.LOW)
            .on(BUS)
            .lookingAt(BUS_POLICY, "eventBusName")
            .lookingAt(PERMISSION, "eventBusName")
            .risk("Nothing says who may send events, so every identity policy of the account does.")
            .remediation(
                    """
                    Say it:
                    EventBusPolicyArgs.builder().eventBusName(bus.name()).policy(PolicyDocument.of(statements).toJson())
                    """)
            .references(fsbp("EventBridge.3"))
            .requiresInStack((bus, context) -> Verdict.passIf(
                    !context.referrers(bus, "eventBusName", BUS_POLICY, PERMISSION)
                            .isEmpty(),
                    "no EventBusPolicy names the bus"));

    private static final Rule BUS_ENCRYPTED = Rule.named("event-bus-customer-key")
            .title("Event buses have a key of their own")
            .severity(Severity.LOW)
            .on(BUS, "kmsKeyIdentifier")
            .risk("Events that wait lie under a key that no policy of yours guards.")
            .remediation(
                    """
                    Give it a key:
                    EventBusArgs.builder().kmsKeyIdentifier(key.arn())
                    """)
            .requires(CustomerKeys.isCustomerKey("kmsKeyIdentifier"));

    private static final Rule TARGET_DEAD_LETTER = Rule.named("event-target-dead-letter")
            .title("EventBridge keeps what a target did not take")
            .severity(Severity.MEDIUM)
            .on(TARGET, "deadLetterConfig.arn")
            .risk("A target that is down for a day loses its events, and nobody knows which.")
            .remediation(
                    """
                    Name a dead-letter queue:
                    EventTargetDeadLetterConfigArgs.builder().arn(queue.arn())
                    """)
            .requires(property("deadLetterConfig.arn").isText());

    private static final Rule TARGET_RETRY = Rule.named("event-target-retry")
            .title("EventBridge tries a target again")
            .severity(Severity.MEDIUM)
            .on(TARGET, "retryPolicy.maximumRetryAttempts")
            .risk("One hiccup of the target loses the event.")
            .remediation(
                    """
                    Leave the default of 185 tries, or ask for some:
                    EventTargetRetryPolicyArgs.builder().maximumRetryAttempts(10)
                    """)
            .requires(property("retryPolicy.maximumRetryAttempts")
                    .is(value -> value.isAbsent() || value.asNumber().orElse(0) >= 1, "at least 1"));

    private static final Rule RULE_ON = Rule.named("event-rule-on")
            .title("Production EventBridge rules are on")
            .severity(Severity.LOW)
            .on(RULE, "isEnabled", "state")
            .risk("What the rule was to start does not happen, and nothing tells.")
            .remediation(
                    """
                    Leave it on, which is the default:
                    EventRuleArgs.builder().state("ENABLED")
                    """)
            .requires(property("state")
                    .isNoneOf("DISABLED")
                    .and(property("isEnabled")
                            .is(value -> value.isAbsent() || value.asBoolean().orElse(false), "true"))
                    .inProduction());

    private static final Rule RULE_TARGETED = Rule.named("event-rule-has-target")
            .title("Every EventBridge rule has a target")
            .severity(Severity.MEDIUM)
            .on(RULE)
            .lookingAt(TARGET, "rule")
            .risk("The rule matches, and nothing happens.")
            .remediation(
                    """
                    Give it one:
                    EventTargetArgs.builder().rule(rule.name()).arn(topic.arn())
                    """)
            .requiresInStack((rule, context) -> Verdict.passIf(
                    !context.referrers(rule, "rule", TARGET).isEmpty(), "no EventTarget names the rule"));

    private static final Rule DESTINATION_TLS = Rule.named("event-destination-tls")
            .title("EventBridge calls APIs over TLS")
            .severity(Severity.HIGH)
            .on("aws:cloudwatch/eventApiDestination:EventApiDestination", "invocationEndpoint")
            .risk("Events and the credentials that go with them cross the internet in the clear.")
            .remediation(
                    """
                    Call an HTTPS endpoint:
                    EventApiDestinationArgs.builder().invocationEndpoint("https://api.example.com/events")
                    """)
            .requires(property("invocationEndpoint")
                    .is(value -> value.asText().orElse("").startsWith("https://"), "an https:// URL"));

    private static final Rule SCHEDULE_ENCRYPTED = Rule.named("schedule-customer-key")
            .title("Schedules have a key of their own")
            .severity(Severity.LOW)
            .on(SCHEDULE, "kmsKeyArn")
            .risk("What a schedule sends lies under a key that no policy of yours guards.")
            .remediation(
                    """
                    Give it a key:
                    ScheduleArgs.builder().kmsKeyArn(key.arn())
                    """)
            .references(checkov("CKV_AWS_297"))
            .requires(CustomerKeys.isCustomerKey("kmsKeyArn"));

    private static final Rule SCHEDULE_DEAD_LETTER = Rule.named("schedule-dead-letter")
            .title("Schedules keep what their target did not take")
            .severity(Severity.MEDIUM)
            .on(SCHEDULE, "target.deadLetterConfig.arn")
            .risk("The nightly job did not run, and nothing tells.")
            .remediation(
                    """
                    Name a dead-letter queue:
                    ScheduleTargetDeadLetterConfigArgs.builder().arn(queue.arn())
                    """)
            .requires(property("target.deadLetterConfig.arn").isText());

    private static final Rule SCHEDULE_ON = Rule.named("schedule-on")
            .title("Production schedules are on")
            .severity(Severity.LOW)
            .on(SCHEDULE, "state")
            .risk("The nightly job does not run, and nothing tells.")
            .remediation(
                    """
                    Leave it on, which is the default:
                    ScheduleArgs.builder().state("ENABLED")
                    """)
            .requires(property("state").isNoneOf("DISABLED").inProduction());

    private static final Rule PIPE_LOGS = Rule.named("pipe-logs")
            .title("EventBridge pipes log their errors")
            .severity(Severity.LOW)
            .on(PIPE, "logConfiguration.level")
            .risk("What the pipe dropped is nowhere to be seen.")
            .remediation(
                    """
                    Log errors:
                    PipeLogConfigurationArgs.builder().level("ERROR")
                    """)
            .requires(property("logConfiguration.level").isOneOf("ERROR", "INFO", "TRACE"));

    static final List<Rule> ALL = List.of(
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
            PIPE_LOGS);

    private EventBridgeRules() {}
}
