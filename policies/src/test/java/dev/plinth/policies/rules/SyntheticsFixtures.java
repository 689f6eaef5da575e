package dev.plinth.policies.rules;

import static dev.plinth.testkit.rule.Outcome.FAIL;
import static dev.plinth.testkit.rule.Outcome.PASS;
import static dev.plinth.testkit.rule.Resources.resource;
import static dev.plinth.testkit.rule.RuleFixture.property;

import dev.plinth.testkit.rule.RuleFixture;
import java.util.List;
import java.util.Map;

/** Fixtures of the rules for canaries. */
final class SyntheticsFixtures {

    private SyntheticsFixtures() {}

    static List<RuleFixture> all() {
        return List.of(
                property(
                        "canary-artifacts-encrypted",
                        "aws:synthetics/canary:Canary",
                        "artifactConfig.s3Encryption.encryptionMode",
                        "SSE_KMS",
                        "SSE_S3",
                        FAIL,
                        Map.of(
                                "artifactConfig",
                                Map.of(
                                        "s3Encryption",
                                        Map.of("kmsKeyArn", "arn:aws:kms:eu-central-1:123456789012:key/1")))),
                property(
                        "canary-artifacts-encrypted",
                        "aws:synthetics/canary:Canary",
                        "artifactConfig.s3Encryption.kmsKeyArn",
                        "arn:aws:kms:eu-central-1:123456789012:key/1",
                        "",
                        FAIL,
                        Map.of("artifactConfig", Map.of("s3Encryption", Map.of("encryptionMode", "SSE_KMS")))),
                property("canary-retention", "aws:synthetics/canary:Canary", "failureRetentionPeriod", 31, 30, PASS),
                property(
                        "canary-in-vpc",
                        "aws:synthetics/canary:Canary",
                        "vpcConfig.subnetIds",
                        List.of("subnet-1"),
                        List.of(),
                        FAIL,
                        Map.of("vpcConfig", Map.of("securityGroupIds", List.of("sg-1")))),
                property("canary-started", "aws:synthetics/canary:Canary", "startCanary", true, false, FAIL),
                RuleFixture.of(
                                "canary-alarmed",
                                resource("aws:synthetics/canary:Canary", "subject", Map.of("name", "checkout")),
                                "dimensions",
                                Map.of("CanaryName", "other"),
                                FAIL)
                        .beside(resource(
                                "aws:cloudwatch/metricAlarm:MetricAlarm",
                                "alarm",
                                Map.of(
                                        "namespace",
                                        "CloudWatchSynthetics",
                                        "dimensions",
                                        Map.of("CanaryName", "checkout"))))
                        .ofNeighbour()
                        .whenUnknown(FAIL),
                property(
                        "canary-no-secret-env",
                        "aws:synthetics/canary:Canary",
                        "runConfig.environmentVariables",
                        Map.of("STAGE", "live"),
                        Map.of("LOGIN_PASSWORD", "hunter22"),
                        PASS));
    }
}
