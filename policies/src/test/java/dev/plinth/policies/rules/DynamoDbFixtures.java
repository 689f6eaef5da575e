package dev.plinth.policies.rules;

import static dev.plinth.policies.rules.RuleFixtures.PRIVATE_POLICY;
import static dev.plinth.policies.rules.RuleFixtures.PUBLIC_POLICY;
import static dev.plinth.testkit.rule.Outcome.FAIL;
import static dev.plinth.testkit.rule.Outcome.PASS;
import static dev.plinth.testkit.rule.RuleFixture.property;

import dev.plinth.testkit.rule.RuleFixture;
import java.util.List;
import java.util.Map;

/** Fixtures of the rules for DynamoDB. */
final class DynamoDbFixtures {

    static final String TABLE = "aws:dynamodb/table:Table";

    private DynamoDbFixtures() {}

    static List<RuleFixture> all() {
        return List.of(
                property("dynamodb-point-in-time-recovery", TABLE, "pointInTimeRecovery.enabled", true, "false", FAIL),
                property(
                        "dynamodb-cmk",
                        TABLE,
                        "serverSideEncryption.kmsKeyArn",
                        "arn:aws:kms:x",
                        "",
                        FAIL,
                        Map.of("serverSideEncryption", Map.of("enabled", true))),
                property("dynamodb-deletion-protection", TABLE, "deletionProtectionEnabled", true, false, FAIL),
                property(
                        "dynamodb-replicas-protected",
                        TABLE,
                        "replicas[0].pointInTimeRecovery",
                        true,
                        false,
                        FAIL,
                        Map.of("replicas", List.of(Map.of("regionName", "eu-west-1", "kmsKeyArn", "arn:aws:kms:x")))),
                property("dax-encrypted", "aws:dax/cluster:Cluster", "serverSideEncryption.enabled", true, false, FAIL),
                property("dax-tls", "aws:dax/cluster:Cluster", "clusterEndpointEncryptionType", "TLS", "NONE", FAIL),
                property(
                        "dynamodb-replicas-protected",
                        TABLE,
                        "replicas[0].kmsKeyArn",
                        "arn:aws:kms:x",
                        "alias/aws/dynamodb",
                        FAIL,
                        Map.of("replicas", List.of(Map.of("regionName", "eu-west-1", "pointInTimeRecovery", true)))),
                property("dynamodb-scales", TABLE, "billingMode", "PAY_PER_REQUEST", "PROVISIONED", FAIL),
                property(
                        "dynamodb-policy-not-public",
                        "aws:dynamodb/resourcePolicy:ResourcePolicy",
                        "policy",
                        PRIVATE_POLICY,
                        PUBLIC_POLICY,
                        PASS));
    }
}
