package dev.plinth.policies.rules;

import static dev.plinth.policies.rules.RuleFixtures.PRIVATE_POLICY;
import static dev.plinth.policies.rules.RuleFixtures.PUBLIC_POLICY;
import static dev.plinth.testkit.rule.Outcome.FAIL;
import static dev.plinth.testkit.rule.Outcome.NOT_APPLICABLE;
import static dev.plinth.testkit.rule.Outcome.PASS;
import static dev.plinth.testkit.rule.Resources.resource;
import static dev.plinth.testkit.rule.RuleFixture.property;

import dev.plinth.testkit.rule.RuleFixture;
import java.util.List;
import java.util.Map;

/** Fixtures of the rules for Amazon SQS. */
final class SqsFixtures {

    private SqsFixtures() {}

    static List<RuleFixture> all() {
        return List.of(
                property("sqs-encrypted", "aws:sqs/queue:Queue", "sqsManagedSseEnabled", true, false, PASS),
                property(
                        "sqs-encrypted",
                        "aws:sqs/queue:Queue",
                        "kmsMasterKeyId",
                        "alias/aws/sqs",
                        "",
                        FAIL,
                        Map.of("sqsManagedSseEnabled", false)),
                property(
                        "sqs-customer-key",
                        "aws:sqs/queue:Queue",
                        "kmsMasterKeyId",
                        "alias/orders",
                        "alias/aws/sqs",
                        FAIL),
                property("sqs-policy-not-public", "aws:sqs/queue:Queue", "policy", PRIVATE_POLICY, PUBLIC_POLICY, PASS),
                property(
                        "sqs-policy-not-public",
                        "aws:sqs/queuePolicy:QueuePolicy",
                        "policy",
                        PRIVATE_POLICY,
                        PUBLIC_POLICY,
                        PASS),
                property(
                        "sqs-no-all-actions",
                        "aws:sqs/queuePolicy:QueuePolicy",
                        "policy",
                        PRIVATE_POLICY,
                        PRIVATE_POLICY.replace("s3:GetObject", "SQS:*"),
                        PASS),
                property(
                        "sqs-dead-letter",
                        "aws:sqs/queue:Queue",
                        "redrivePolicy",
                        RuleFixtures.REDRIVE_POLICY,
                        "{}",
                        FAIL),
                property(
                        "sqs-receive-count",
                        "aws:sqs/queue:Queue",
                        "redrivePolicy",
                        RuleFixtures.REDRIVE_POLICY,
                        RuleFixtures.REDRIVE_POLICY.replace("5", "1"),
                        NOT_APPLICABLE),
                RuleFixture.of(
                                "sqs-dead-letter-retention",
                                resource(
                                        "aws:sqs/queue:Queue",
                                        "subject",
                                        Map.of("messageRetentionSeconds", 1_209_600),
                                        Map.of("arn", RuleFixtures.DEAD_LETTERS)),
                                "messageRetentionSeconds",
                                345_600,
                                FAIL)
                        .beside(resource(
                                "aws:sqs/queue:Queue", "orders", Map.of("redrivePolicy", RuleFixtures.REDRIVE_POLICY))),
                property("sqs-tls-only", "aws:sqs/queue:Queue", "policy", RuleFixtures.TLS_POLICY, PUBLIC_POLICY, FAIL),
                RuleFixture.of(
                                "sqs-own-accounts",
                                resource(
                                        "aws:sqs/queuePolicy:QueuePolicy", "subject", Map.of("policy", PRIVATE_POLICY)),
                                "policy",
                                PRIVATE_POLICY.replace("123456789012", "210987654321"),
                                PASS)
                        .beside(RuleFixtures.OWN_ACCOUNT));
    }
}
