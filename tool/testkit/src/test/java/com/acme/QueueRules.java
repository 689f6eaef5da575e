package com.acme;

import static dev.plinth.policies.rule.PropertyChange.changeOf;

import dev.plinth.model.GraphResource;
import dev.plinth.model.PropertyValue;
import dev.plinth.policies.rule.Parameter;
import dev.plinth.policies.rule.Rule;
import dev.plinth.policies.rule.RuleContext;
import dev.plinth.policies.rule.RuleProvider;
import dev.plinth.policies.rule.Severity;
import dev.plinth.policies.rule.Tier;
import dev.plinth.policies.rule.Verdict;
import java.util.List;

/** Rules of a team for SQS queues. */
public final class QueueRules implements RuleProvider {

    private static final String QUEUE = "aws:sqs/queue:Queue";
    private static final String ALARM = "aws:cloudwatch/metricAlarm:MetricAlarm";

    static final Parameter<Integer> LONGEST_VISIBILITY = Parameter.wholeNumber("queueVisibilitySeconds", 30, 43_200)
            .unit("seconds")
            .description("The longest visibility timeout of a queue.")
            .defaultValue(900)
            .defaultValue(Tier.DEVELOPMENT, 3_600)
            .build();

    private static final Rule VISIBILITY = Rule.named("acme-queue-visibility")
            .title("SQS queues redeliver messages in time")
            .severity(Severity.LOW)
            .on(QUEUE, "visibilityTimeoutSeconds")
            .risk("A message of a consumer that crashed waits for hours.")
            .remediation("QueueArgs.builder().visibilityTimeoutSeconds(300)")
            .configuredBy(LONGEST_VISIBILITY)
            .requires(QueueRules::redelivers);

    private static final Rule ALARMED = Rule.named("acme-queue-alarm")
            .title("SQS queues have a CloudWatch alarm")
            .severity(Severity.MEDIUM)
            .on(QUEUE)
            .lookingAt(ALARM, "dimensions")
            .risk("Messages that nobody consumes remain unnoticed.")
            .remediation("MetricAlarmArgs.builder().dimensions(Map.of(\"QueueName\", queue.name()))")
            .requiresInStack(QueueRules::hasAlarm);

    private static final Rule RETENTION_KEPT = Rule.named("acme-queue-retention-kept")
            .title("The message retention of SQS queues is not reduced")
            .severity(Severity.HIGH)
            .on(QUEUE, "messageRetentionSeconds")
            .risk("Messages that are older than the new retention are deleted.")
            .remediation("QueueArgs.builder().messageRetentionSeconds(1209600)")
            .requiresOfChange(changeOf("messageRetentionSeconds").doesNotDecrease());

    @Override
    public List<Rule> rules() {
        return List.of(VISIBILITY, ALARMED, RETENTION_KEPT);
    }

    private static Verdict redelivers(GraphResource queue, RuleContext context) {
        PropertyValue timeout = queue.input("visibilityTimeoutSeconds");
        if (timeout.isUnknown()) {
            return Verdict.unknown("visibilityTimeoutSeconds");
        }
        // AWS's default is 30 seconds.
        if (timeout.isAbsent()) {
            return Verdict.PASS;
        }
        int longest = LONGEST_VISIBILITY.in(context);
        return Verdict.passIf(
                timeout.asNumber().orElse(Double.MAX_VALUE) <= longest,
                "visibilityTimeoutSeconds is " + timeout.describe() + ", it must be at most " + longest);
    }

    private static Verdict hasAlarm(GraphResource queue, RuleContext context) {
        return Verdict.passIf(
                !context.referrers(queue, "dimensions", ALARM).isEmpty(),
                "no alarm names this queue in its dimensions");
    }
}
