package dev.plinth.policies.rules;

import static dev.plinth.policies.rules.RuleFixtures.PRIVATE_POLICY;
import static dev.plinth.policies.rules.RuleFixtures.PUBLIC_POLICY;
import static dev.plinth.testkit.rule.Outcome.FAIL;
import static dev.plinth.testkit.rule.Outcome.PASS;
import static dev.plinth.testkit.rule.Resources.resource;
import static dev.plinth.testkit.rule.RuleFixture.property;

import dev.plinth.model.GraphResource;
import dev.plinth.model.PropertyValue;
import dev.plinth.testkit.rule.Resources;
import dev.plinth.testkit.rule.RuleFixture;
import java.util.List;
import java.util.Map;

/** Fixtures of the rules for S3. */
final class S3Fixtures {

    static final String BUCKET = "aws:s3/bucketV2:BucketV2";
    static final String BUCKET_POLICY = "aws:s3/bucketPolicy:BucketPolicy";
    static final String VERSIONING = "aws:s3/bucketVersioningV2:BucketVersioningV2";
    static final String LOGGING = "aws:s3/bucketLoggingV2:BucketLoggingV2";
    static final String LIFECYCLE = "aws:s3/bucketLifecycleConfigurationV2:BucketLifecycleConfigurationV2";
    static final String REPLICATION = "aws:s3/bucketReplicationConfig:BucketReplicationConfig";
    static final String ENCRYPTION =
            "aws:s3/bucketServerSideEncryptionConfigurationV2:BucketServerSideEncryptionConfigurationV2";

    static final String TLS_ONLY_POLICY =
            "{\"Statement\":[{\"Effect\":\"Deny\",\"Principal\":\"*\",\"Action\":\"s3:*\","
                    + "\"Resource\":[\"arn:aws:s3:::uploads\",\"arn:aws:s3:::uploads/*\"],"
                    + "\"Condition\":{\"Bool\":{\"aws:SecureTransport\":\"false\"}}}]}";

    private static final Map<String, ?> FOUR =
            Map.of("blockPublicAcls", true, "blockPublicPolicy", true, "ignorePublicAcls", true);

    private static final String LOG_DELIVERY = "http://acs.amazonaws.com/groups/s3/LogDelivery";

    private static final String FOREIGN_CONTROL =
            PRIVATE_POLICY.replace("123456789012", "210987654321").replace("s3:GetObject", "s3:PutBucket*");

    private S3Fixtures() {}

    /** A setting of a bucket's own, as a list of one block. */
    private static RuleFixture inline(String rule, String setting, Map<String, ?> good, Map<String, ?> bad) {
        return property(rule, BUCKET, setting, List.of(good), List.of(bad), FAIL);
    }

    private static Map<String, ?> inlineKey(String key) {
        return Map.of(
                "rules",
                List.of(Map.of(
                        "applyServerSideEncryptionByDefaults",
                        List.of(Map.of("sseAlgorithm", "aws:kms", "kmsMasterKeyId", key)))));
    }

    private static Map<String, ?> replication(String status) {
        return Map.of(
                "rules",
                List.of(Map.of("status", status, "destinations", List.of(Map.of("bucket", "arn:aws:s3:::replica")))));
    }

    static Map<String, ?> encryption(String algorithm) {
        return Map.of(
                "bucket",
                "uploads",
                "rules",
                List.of(Map.of(
                        "applyServerSideEncryptionByDefault",
                        Map.of("sseAlgorithm", algorithm, "kmsMasterKeyId", "arn:aws:kms:x"))));
    }

    static Map<String, ?> lifecycle(Object abortDays, Object noncurrentDays, String status) {
        return Map.of(
                "bucket",
                "uploads",
                "rules",
                List.of(Map.of(
                        "status",
                        status,
                        "abortIncompleteMultipartUpload",
                        Map.of("daysAfterInitiation", abortDays),
                        "noncurrentVersionExpiration",
                        Map.of("noncurrentDays", noncurrentDays))));
    }

    static List<RuleFixture> all() {
        GraphResource bucket = resource(BUCKET, "uploads", Map.of("bucket", "uploads"));
        String algorithm = "rules[0].applyServerSideEncryptionByDefault.sseAlgorithm";
        Map<String, ?> uploads =
                Map.of("corsRules", List.of(Map.of("allowedMethods", List.of("PUT"), "allowedOrigins", List.of())));
        GraphResource cors = resource("aws:s3/bucketCorsConfigurationV2:BucketCorsConfigurationV2", "subject", uploads);
        return List.of(
                property(
                        "s3-block-public-access",
                        "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock",
                        "restrictPublicBuckets",
                        true,
                        false,
                        FAIL,
                        FOUR),
                property(
                        "s3-account-bpa",
                        "aws:s3/accountPublicAccessBlock:AccountPublicAccessBlock",
                        "restrictPublicBuckets",
                        true,
                        "false",
                        FAIL,
                        FOUR),
                property(
                        "s3-access-point-private",
                        "aws:s3/accessPoint:AccessPoint",
                        "publicAccessBlockConfiguration.blockPublicPolicy",
                        true,
                        false,
                        PASS),
                property(
                        "s3-access-point-private",
                        "aws:s3/accessPoint:AccessPoint",
                        "policy",
                        PRIVATE_POLICY,
                        PUBLIC_POLICY,
                        PASS),
                property("s3-no-public-acl", "aws:s3/bucketAclV2:BucketAclV2", "acl", "private", "public-read", PASS),
                property("s3-no-public-acl", "aws:s3/bucketAcl:BucketAcl", "acl", "private", "public-read", PASS),
                property(
                        "s3-acls-disabled",
                        "aws:s3/bucketOwnershipControls:BucketOwnershipControls",
                        "rule.objectOwnership",
                        "BucketOwnerEnforced",
                        "ObjectWriter",
                        FAIL),
                property("s3-policy-not-public", BUCKET_POLICY, "policy", PRIVATE_POLICY, PUBLIC_POLICY, PASS),
                property("s3-tls-only", BUCKET_POLICY, "policy", TLS_ONLY_POLICY, PRIVATE_POLICY, FAIL),
                property(
                        "s3-policy-no-lockout",
                        BUCKET_POLICY,
                        "policy",
                        TLS_ONLY_POLICY,
                        TLS_ONLY_POLICY.replaceFirst(",\"Condition.*?}}", ""),
                        PASS),
                property("s3-policy-not-public", BUCKET, "policy", PRIVATE_POLICY, PUBLIC_POLICY, PASS),
                property("s3-tls-only", BUCKET, "policy", TLS_ONLY_POLICY, PRIVATE_POLICY, FAIL),
                property(
                        "s3-policy-no-lockout",
                        BUCKET,
                        "policy",
                        TLS_ONLY_POLICY,
                        TLS_ONLY_POLICY.replaceFirst(",\"Condition.*?}}", ""),
                        PASS),
                property("s3-policy-own-control", BUCKET_POLICY, "policy", PRIVATE_POLICY, FOREIGN_CONTROL, PASS)
                        .beside(RuleFixtures.OWN_ACCOUNT),
                property("s3-policy-own-control", BUCKET, "policy", PRIVATE_POLICY, FOREIGN_CONTROL, PASS)
                        .beside(RuleFixtures.OWN_ACCOUNT),
                inline("s3-versioning", "versionings", Map.of("enabled", true), Map.of("enabled", false)),
                inline("s3-access-logs", "loggings", Map.of("targetBucket", "logs"), Map.of("targetPrefix", "s3/")),
                inline(
                        "s3-lifecycle",
                        "lifecycleRules",
                        Map.of("enabled", true, "abortIncompleteMultipartUploadDays", 7),
                        Map.of("enabled", false, "abortIncompleteMultipartUploadDays", 7)),
                inline(
                        "s3-encryption",
                        "serverSideEncryptionConfigurations",
                        inlineKey("arn:aws:kms:x"),
                        Map.of("rules", List.of())),
                property(
                        "s3-replication-complete",
                        BUCKET,
                        "replicationConfigurations",
                        List.of(replication("Enabled")),
                        List.of(replication("Disabled")),
                        FAIL,
                        Map.of("tags", Map.of("criticality", "high"))),
                RuleFixture.of(
                        "s3-kms-encryption",
                        resource(
                                BUCKET,
                                "subject",
                                Map.of("serverSideEncryptionConfigurations", List.of(inlineKey("arn:aws:kms:x")))),
                        "serverSideEncryptionConfigurations[0].rules[0].applyServerSideEncryptionByDefaults[0].kmsMasterKeyId",
                        "alias/aws/s3",
                        FAIL),
                RuleFixture.of(
                        "s3-no-website",
                        resource(
                                BUCKET,
                                "subject",
                                Map.of(
                                        "websites",
                                        List.of(Map.of(
                                                "routingRules",
                                                "[]",
                                                "redirectAllRequestsTo",
                                                "https://www.example.com")))),
                        "websites[0].redirectAllRequestsTo",
                        "www.example.com",
                        FAIL),
                RuleFixture.of(
                        "s3-no-public-acl",
                        resource(BUCKET, "subject", Map.of("grants", List.of(Map.of("uri", LOG_DELIVERY)))),
                        "grants[0].uri",
                        "http://acs.amazonaws.com/groups/global/AllUsers",
                        PASS),
                RuleFixture.of(
                        "s3-no-public-acl",
                        resource(
                                "aws:s3/bucketAclV2:BucketAclV2",
                                "subject",
                                Map.of(
                                        "accessControlPolicy",
                                        Map.of("grants", List.of(Map.of("grantee", Map.of("uri", LOG_DELIVERY)))))),
                        "accessControlPolicy.grants[0].grantee.uri",
                        "http://acs.amazonaws.com/groups/global/AuthenticatedUsers",
                        PASS),
                property("s3-no-force-destroy", BUCKET, "forceDestroy", false, true, PASS),
                property("s3-encryption", ENCRYPTION, algorithm, "AES256", "none", FAIL, encryption("AES256")),
                property("s3-kms-encryption", ENCRYPTION, algorithm, "aws:kms", "AES256", FAIL, encryption("aws:kms"))
                        .beside(bucket),
                property(
                        "s3-kms-encryption",
                        ENCRYPTION,
                        "rules[0].applyServerSideEncryptionByDefault.kmsMasterKeyId",
                        "arn:aws:kms:x",
                        " ",
                        FAIL,
                        encryption("aws:kms")),
                property("s3-versioning", VERSIONING, "versioningConfiguration.status", "Enabled", "Suspended", FAIL),
                property("s3-access-logs", LOGGING, "targetBucket", "logs", " ", FAIL, Map.of("bucket", "uploads"))
                        .beside(bucket),
                property(
                        "s3-lifecycle",
                        LIFECYCLE,
                        "rules[0].abortIncompleteMultipartUpload.daysAfterInitiation",
                        7,
                        0,
                        FAIL,
                        lifecycle(7, 90, "Enabled")),
                property(
                        "s3-lifecycle", LIFECYCLE, "rules[0].status", "Enabled", "Disabled", FAIL, lifecycle(7, 9, "")),
                property(
                        "s3-replication-complete",
                        REPLICATION,
                        "rules[0].destination.bucket",
                        "arn:aws:s3:::replica",
                        "",
                        FAIL,
                        Map.of("rules", List.of(Map.of("status", "Enabled")))),
                property(
                        "s3-audit-object-lock",
                        BUCKET,
                        "objectLockEnabled",
                        true,
                        false,
                        FAIL,
                        Map.of("tags", Map.of("purpose", "audit"))),
                RuleFixture.of(
                        "s3-cors-named-origins",
                        Resources.with(
                                cors,
                                "corsRules[0].allowedOrigins",
                                PropertyValue.of(List.of("https://www.example.com"))),
                        "corsRules[0].allowedOrigins",
                        List.of("*"),
                        FAIL),
                property(
                        "s3-no-website",
                        "aws:s3/bucketWebsiteConfigurationV2:BucketWebsiteConfigurationV2",
                        "redirectAllRequestsTo.protocol",
                        "https",
                        "http",
                        FAIL,
                        Map.of("redirectAllRequestsTo", Map.of("hostName", "www.example.com"))));
    }
}
