package dev.plinth.policies.rules;

import static dev.plinth.testkit.rule.Outcome.FAIL;
import static dev.plinth.testkit.rule.Outcome.PASS;
import static dev.plinth.testkit.rule.Resources.resource;
import static dev.plinth.testkit.rule.RuleFixture.property;

import dev.plinth.model.GraphResource;
import dev.plinth.testkit.rule.RuleFixture;
import java.util.List;
import java.util.Map;

/** Fixtures of the rules for what audits an account. */
final class AuditFixtures {

    /** Rules that turn on no property: their own tests judge them. */
    static final List<String> WITHOUT_PROPERTY = List.of(
            "account-has-access-analyzer",
            "account-has-config",
            "account-has-guardduty",
            "account-has-password-policy",
            "account-has-security-hub",
            "account-has-trail",
            "account-looks-for-unused-access",
            "config-delivered");

    private AuditFixtures() {}

    static List<RuleFixture> all() {
        return List.of(
                property(
                        "trail-complete",
                        "aws:cloudtrail/trail:Trail",
                        "isMultiRegionTrail",
                        true,
                        false,
                        FAIL,
                        Map.of(
                                "enableLogFileValidation",
                                true,
                                "kmsKeyId",
                                "arn:aws:kms:eu-central-1:123456789012:key/1",
                                "cloudWatchLogsGroupArn",
                                "arn:aws:logs:x:1:log-group:trail:*",
                                "enableLogging",
                                true)),
                property(
                        "trail-complete",
                        "aws:cloudtrail/trail:Trail",
                        "enableLogFileValidation",
                        true,
                        false,
                        FAIL,
                        Map.of(
                                "isMultiRegionTrail",
                                true,
                                "kmsKeyId",
                                "arn:aws:kms:eu-central-1:123456789012:key/1",
                                "cloudWatchLogsGroupArn",
                                "arn:aws:logs:x:1:log-group:trail:*",
                                "enableLogging",
                                true)),
                property(
                        "trail-complete",
                        "aws:cloudtrail/trail:Trail",
                        "kmsKeyId",
                        "arn:aws:kms:eu-central-1:123456789012:key/1",
                        "",
                        FAIL,
                        Map.of(
                                "isMultiRegionTrail",
                                true,
                                "enableLogFileValidation",
                                true,
                                "cloudWatchLogsGroupArn",
                                "arn:aws:logs:x:1:log-group:trail:*",
                                "enableLogging",
                                true)),
                property(
                        "trail-complete",
                        "aws:cloudtrail/trail:Trail",
                        "cloudWatchLogsGroupArn",
                        "arn:aws:logs:x:1:log-group:trail:*",
                        "",
                        FAIL,
                        Map.of(
                                "isMultiRegionTrail",
                                true,
                                "enableLogFileValidation",
                                true,
                                "kmsKeyId",
                                "arn:aws:kms:eu-central-1:123456789012:key/1",
                                "enableLogging",
                                true)),
                property(
                        "trail-complete",
                        "aws:cloudtrail/trail:Trail",
                        "enableLogging",
                        true,
                        false,
                        PASS,
                        Map.of(
                                "isMultiRegionTrail",
                                true,
                                "enableLogFileValidation",
                                true,
                                "kmsKeyId",
                                "arn:aws:kms:eu-central-1:123456789012:key/1",
                                "cloudWatchLogsGroupArn",
                                "arn:aws:logs:x:1:log-group:trail:*")),
                property(
                        "trail-global-events",
                        "aws:cloudtrail/trail:Trail",
                        "includeGlobalServiceEvents",
                        true,
                        false,
                        PASS),
                RuleFixture.of(
                                "trail-bucket-private",
                                resource("aws:cloudtrail/trail:Trail", "subject", Map.of("s3BucketName", "audit")),
                                "blockPublicPolicy",
                                false,
                                FAIL)
                        .beside(
                                resource(
                                        "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock",
                                        "block",
                                        Map.of(
                                                "bucket",
                                                "audit",
                                                "blockPublicAcls",
                                                true,
                                                "blockPublicPolicy",
                                                true,
                                                "ignorePublicAcls",
                                                true,
                                                "restrictPublicBuckets",
                                                true)),
                                resource("aws:s3/bucketV2:BucketV2", "trail", Map.of("bucket", "audit")))
                        .ofNeighbour(),
                RuleFixture.of(
                                "trail-bucket-logged",
                                resource("aws:cloudtrail/trail:Trail", "subject", Map.of("s3BucketName", "audit")),
                                "bucket",
                                "other",
                                FAIL)
                        .beside(
                                resource("aws:s3/bucketLoggingV2:BucketLoggingV2", "log", Map.of("bucket", "audit")),
                                resource("aws:s3/bucketV2:BucketV2", "trail", Map.of("bucket", "audit")))
                        .ofNeighbour()
                        .whenUnknown(FAIL),
                property(
                        "event-data-store-safe",
                        "aws:cloudtrail/eventDataStore:EventDataStore",
                        "kmsKeyId",
                        "arn:aws:kms:eu-central-1:123456789012:key/1",
                        "",
                        FAIL),
                property(
                        "event-data-store-safe",
                        "aws:cloudtrail/eventDataStore:EventDataStore",
                        "terminationProtectionEnabled",
                        true,
                        false,
                        PASS,
                        Map.of("kmsKeyId", "arn:aws:kms:eu-central-1:123456789012:key/1")),
                property(
                        "guardduty-on",
                        "aws:guardduty/detector:Detector",
                        "enable",
                        true,
                        false,
                        PASS,
                        Map.of("findingPublishingFrequency", "ONE_HOUR")),
                property(
                        "guardduty-on",
                        "aws:guardduty/detector:Detector",
                        "findingPublishingFrequency",
                        "FIFTEEN_MINUTES",
                        "SIX_HOURS",
                        FAIL),
                property(
                        "guardduty-on",
                        "aws:guardduty/detectorFeature:DetectorFeature",
                        "status",
                        "ENABLED",
                        "DISABLED",
                        FAIL),
                RuleFixture.of(
                                "guardduty-features",
                                resource(
                                        "aws:guardduty/detector:Detector",
                                        "subject",
                                        Map.of(),
                                        Map.of("id", "detector-1")),
                                "status",
                                "DISABLED",
                                FAIL)
                        .beside(feature("S3_DATA_EVENTS"), feature("RDS_LOGIN_EVENTS"), feature("RUNTIME_MONITORING"))
                        .ofNeighbour()
                        .whenUnknown(FAIL),
                RuleFixture.of(
                                "config-on",
                                resource(
                                        "aws:cfg/recorder:Recorder",
                                        "subject",
                                        Map.of(
                                                "recordingGroup",
                                                Map.of("allSupported", true, "includeGlobalResourceTypes", true))),
                                "recordingGroup.allSupported",
                                false,
                                FAIL)
                        .beside(started()),
                RuleFixture.of(
                                "config-on",
                                resource(
                                        "aws:cfg/recorder:Recorder",
                                        "subject",
                                        Map.of(
                                                "recordingGroup",
                                                Map.of("allSupported", true, "includeGlobalResourceTypes", true))),
                                "isEnabled",
                                false,
                                FAIL)
                        .beside(started())
                        .ofNeighbour(),
                property(
                        "access-analyzer-unused-age",
                        "aws:accessanalyzer/analyzer:Analyzer",
                        "configuration.unusedAccess.unusedAccessAge",
                        90,
                        180,
                        PASS,
                        Map.of("type", "ACCOUNT_UNUSED_ACCESS")),
                property(
                        "security-hub-standards",
                        "aws:securityhub/account:Account",
                        "enableDefaultStandards",
                        true,
                        false,
                        PASS),
                property("macie-on", "aws:macie2/account:Account", "status", "ENABLED", "PAUSED", PASS),
                property(
                        "inspector-scans",
                        "aws:inspector2/enabler:Enabler",
                        "resourceTypes",
                        List.of("EC2", "ECR", "LAMBDA", "LAMBDA_CODE"),
                        List.of("EC2"),
                        FAIL));
    }

    private static GraphResource feature(String name) {
        return resource(
                "aws:guardduty/detectorFeature:DetectorFeature",
                name,
                Map.of("detectorId", "detector-1", "name", name, "status", "ENABLED"));
    }

    private static GraphResource started() {
        return resource("aws:cfg/recorderStatus:RecorderStatus", "status", Map.of("isEnabled", true));
    }
}
