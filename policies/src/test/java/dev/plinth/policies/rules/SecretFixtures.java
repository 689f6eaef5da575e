package dev.plinth.policies.rules;

import static dev.plinth.policies.rules.RuleFixtures.PRIVATE_POLICY;
import static dev.plinth.policies.rules.RuleFixtures.PUBLIC_POLICY;
import static dev.plinth.policies.rules.RuleFixtures.SECRET;
import static dev.plinth.testkit.rule.Outcome.FAIL;
import static dev.plinth.testkit.rule.Outcome.PASS;
import static dev.plinth.testkit.rule.Resources.resource;
import static dev.plinth.testkit.rule.RuleFixture.property;

import dev.plinth.testkit.rule.RuleFixture;
import java.util.List;
import java.util.Map;

/** Fixtures of the rules for secrets. */
final class SecretFixtures {

    private SecretFixtures() {}

    static List<RuleFixture> all() {
        return List.of(
                secret("aws:secretsmanager/secretVersion:SecretVersion", "secretString"),
                secret("aws:secretsmanager/secretVersion:SecretVersion", "secretBinary"),
                secret("aws:rds/instance:Instance", "password"),
                secret("aws:elasticache/replicationGroup:ReplicationGroup", "authToken"),
                secret("aws:acm/certificate:Certificate", "privateKey"),
                secret("aws:iam/serverCertificate:ServerCertificate", "privateKey"),
                secret("aws:sns/platformApplication:PlatformApplication", "platformCredential"),
                secret("aws:cloudwatch/eventConnection:EventConnection", "authParameters.basic.password"),
                secret(
                        "aws:cloudwatch/eventConnection:EventConnection",
                        "authParameters.oauth.clientParameters.clientSecret"),
                property(
                        "secret-config",
                        "aws:secretsmanager/secret:Secret",
                        "kmsKeyId",
                        "arn:aws:kms:eu-central-1:123456789012:key/1",
                        "alias/aws/secretsmanager",
                        FAIL),
                property(
                        "secret-config",
                        "aws:secretsmanager/secret:Secret",
                        "recoveryWindowInDays",
                        7,
                        0,
                        PASS,
                        Map.of("kmsKeyId", "arn:aws:kms:eu-central-1:123456789012:key/1")),
                RuleFixture.of(
                                "secret-rotation",
                                resource(
                                        "aws:secretsmanager/secret:Secret",
                                        "subject",
                                        Map.of(),
                                        Map.of("arn", "arn:aws:secretsmanager:x:1:secret:login")),
                                "secretId",
                                "arn:other",
                                FAIL)
                        .beside(resource(
                                "aws:secretsmanager/secretRotation:SecretRotation",
                                "login",
                                Map.of("secretId", "arn:aws:secretsmanager:x:1:secret:login")))
                        .ofNeighbour()
                        .whenUnknown(FAIL),
                property(
                        "secret-rotation-period",
                        "aws:secretsmanager/secretRotation:SecretRotation",
                        "rotationRules.automaticallyAfterDays",
                        90,
                        91,
                        FAIL),
                property(
                        "secret-rotation-period",
                        "aws:secretsmanager/secretRotation:SecretRotation",
                        "rotationRules.scheduleExpression",
                        "rate(30 days)",
                        "cron(0 4 1 1 ? *)",
                        FAIL),
                property(
                        "secret-policy-not-public",
                        "aws:secretsmanager/secret:Secret",
                        "policy",
                        PRIVATE_POLICY,
                        PUBLIC_POLICY,
                        PASS),
                property(
                        "secret-policy-not-public",
                        "aws:secretsmanager/secretPolicy:SecretPolicy",
                        "policy",
                        PRIVATE_POLICY,
                        PUBLIC_POLICY,
                        PASS),
                property(
                        "secret-policy-blocks-public",
                        "aws:secretsmanager/secretPolicy:SecretPolicy",
                        "blockPublicPolicy",
                        true,
                        false,
                        FAIL));
    }

    private static RuleFixture secret(String type, String path) {
        return property("secret-input-is-secret", type, path, SECRET, "correct horse battery", PASS)
                .secretComplies();
    }
}
