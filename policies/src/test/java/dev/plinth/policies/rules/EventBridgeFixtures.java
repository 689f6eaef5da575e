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

/** Fixtures of the rules for Amazon EventBridge. */
final class EventBridgeFixtures {

    private EventBridgeFixtures() {}

    static List<RuleFixture> all() {
        return List.of(
                property(
                        "production-always-on",
                        "aws:scheduler/schedule:Schedule",
                        "target.arn",
                        "arn:aws:scheduler:::aws-sdk:rds:startDBInstance",
                        "arn:aws:scheduler:::aws-sdk:rds:stopDBInstance",
                        PASS),
                property(
                        "production-always-on",
                        "aws:appautoscaling/scheduledAction:ScheduledAction",
                        "scalableTargetAction.maxCapacity",
                        4,
                        0,
                        PASS),
                property(
                        "event-bus-not-public",
                        "aws:cloudwatch/eventBusPolicy:EventBusPolicy",
                        "policy",
                        PRIVATE_POLICY,
                        PUBLIC_POLICY,
                        PASS),
                property(
                        "event-bus-not-public",
                        "aws:cloudwatch/eventPermission:EventPermission",
                        "principal",
                        "123456789012",
                        "*",
                        FAIL),
                RuleFixture.of(
                                "event-bus-has-policy",
                                resource("aws:cloudwatch/eventBus:EventBus", "subject", Map.of("name", "orders")),
                                "eventBusName",
                                "other",
                                FAIL)
                        .beside(resource(
                                "aws:cloudwatch/eventBusPolicy:EventBusPolicy",
                                "policy",
                                Map.of("eventBusName", "orders")))
                        .ofNeighbour()
                        .whenUnknown(FAIL),
                property(
                        "event-bus-customer-key",
                        "aws:cloudwatch/eventBus:EventBus",
                        "kmsKeyIdentifier",
                        "alias/events",
                        "",
                        FAIL),
                property(
                        "event-target-dead-letter",
                        "aws:cloudwatch/eventTarget:EventTarget",
                        "deadLetterConfig.arn",
                        RuleFixtures.DEAD_LETTERS,
                        "",
                        FAIL),
                property(
                        "event-target-retry",
                        "aws:cloudwatch/eventTarget:EventTarget",
                        "retryPolicy.maximumRetryAttempts",
                        10,
                        0,
                        PASS),
                property("event-rule-on", "aws:cloudwatch/eventRule:EventRule", "state", "ENABLED", "DISABLED", PASS),
                property("event-rule-on", "aws:cloudwatch/eventRule:EventRule", "isEnabled", true, false, PASS),
                RuleFixture.of(
                                "event-rule-has-target",
                                resource("aws:cloudwatch/eventRule:EventRule", "subject", Map.of("name", "nightly")),
                                "rule",
                                "other",
                                FAIL)
                        .beside(resource("aws:cloudwatch/eventTarget:EventTarget", "target", Map.of("rule", "nightly")))
                        .ofNeighbour()
                        .whenUnknown(FAIL),
                property(
                        "event-destination-tls",
                        "aws:cloudwatch/eventApiDestination:EventApiDestination",
                        "invocationEndpoint",
                        "https://api.example.com/",
                        "http://api.example.com/",
                        FAIL),
                property(
                        "schedule-customer-key",
                        "aws:scheduler/schedule:Schedule",
                        "kmsKeyArn",
                        "arn:aws:kms:eu-central-1:123456789012:key/1",
                        "",
                        FAIL),
                property(
                        "schedule-dead-letter",
                        "aws:scheduler/schedule:Schedule",
                        "target.deadLetterConfig.arn",
                        RuleFixtures.DEAD_LETTERS,
                        "",
                        FAIL),
                property("schedule-on", "aws:scheduler/schedule:Schedule", "state", "ENABLED", "DISABLED", PASS),
                property("pipe-logs", "aws:pipes/pipe:Pipe", "logConfiguration.level", "ERROR", "OFF", FAIL));
    }
}
