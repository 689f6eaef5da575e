package dev.plinth.policies.rules;

import static dev.plinth.policies.rules.CatalogueAssert.assertThatRule;
import static dev.plinth.policies.rules.S3Fixtures.BUCKET;
import static dev.plinth.policies.rules.S3Fixtures.BUCKET_POLICY;
import static dev.plinth.policies.rules.S3Fixtures.ENCRYPTION;
import static dev.plinth.policies.rules.S3Fixtures.LIFECYCLE;
import static dev.plinth.policies.rules.S3Fixtures.LOGGING;
import static dev.plinth.policies.rules.S3Fixtures.REPLICATION;
import static dev.plinth.policies.rules.S3Fixtures.TLS_ONLY_POLICY;
import static dev.plinth.policies.rules.S3Fixtures.VERSIONING;
import static dev.plinth.testkit.rule.Resources.dependingOn;
import static dev.plinth.testkit.rule.Resources.protect;
import static dev.plinth.testkit.rule.Resources.resource;
import static dev.plinth.testkit.rule.Resources.with;

import dev.plinth.model.GraphResource;
import dev.plinth.model.PropertyValue;
import dev.plinth.policies.rule.Tier;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What surrounds a bucket, and the corner cases of its policies. */
class S3RulesTest {

    private static final GraphResource UPLOADS = resource(BUCKET, "uploads", Map.of("bucket", "uploads"));
    private static final GraphResource LOGS = resource(BUCKET, "logs", Map.of("bucket", "logs"));

    private static GraphResource of(GraphResource bucket, String type, Map<String, ?> inputs) {
        return dependingOn(resource(type, bucket.name() + "-companion", inputs), "bucket", bucket);
    }

    @ParameterizedTest
    @CsvSource({
        "s3-encryption, aws:s3/bucketServerSideEncryptionConfigurationV2:BucketServerSideEncryptionConfigurationV2,"
                + " serverSideEncryptionConfigurations",
        "s3-versioning, aws:s3/bucketVersioningV2:BucketVersioningV2, versionings",
        "s3-access-logs, aws:s3/bucketLoggingV2:BucketLoggingV2, loggings",
        "s3-lifecycle, aws:s3/bucketLifecycleConfigurationV2:BucketLifecycleConfigurationV2, lifecycleRules",
        "s3-replication-complete, aws:s3/bucketReplicationConfig:BucketReplicationConfig, replicationConfigurations",
    })
    void aBucketHasItsOwnSettings(String rule, String type, String inline) {
        String withoutSuffix = type.replace("V2", "");
        GraphResource version7 = resource("aws:s3/bucket:Bucket", "uploads", Map.of("bucket", "uploads"));
        assertThatRule(rule)
                .fails(UPLOADS)
                .fails(UPLOADS, of(LOGS, type, Map.of()), LOGS)
                .passes(UPLOADS, of(UPLOADS, type, Map.of()))
                .passes(UPLOADS, resource(type, "companion", Map.of("bucket", "uploads")))
                .passes(version7, of(version7, withoutSuffix, Map.of()))
                .fails(with(UPLOADS, inline, PropertyValue.of(List.of(Map.of()))))
                .isUnknown(inline, with(UPLOADS, inline, PropertyValue.Unknown.VALUE))
                .fails(with(UPLOADS, inline, PropertyValue.of(List.of())));
    }

    /** A bucket of provider versions before 6, with its settings inline and without separate resources. */
    private static GraphResource legacyBucket(boolean compliant) {
        return resource(
                "aws:s3/bucket:Bucket",
                "uploads",
                Map.of(
                        "bucket",
                        "uploads",
                        "versioning",
                        Map.of("enabled", compliant),
                        "serverSideEncryptionConfiguration",
                        Map.of(
                                "rule",
                                Map.of(
                                        "applyServerSideEncryptionByDefault",
                                        compliant
                                                ? Map.of(
                                                        "sseAlgorithm",
                                                        "aws:kms",
                                                        "kmsMasterKeyId",
                                                        "arn:aws:kms:eu-central-1:123456789012:key/1234abcd")
                                                : Map.of("sseAlgorithm", "none"))),
                        "lifecycleRules",
                        List.of(Map.of(
                                "enabled",
                                compliant,
                                "abortIncompleteMultipartUploadDays",
                                7,
                                "noncurrentVersionExpiration",
                                Map.of("days", 90))),
                        "loggings",
                        List.of(compliant ? Map.of("targetBucket", "logs") : Map.of("targetPrefix", "s3/"))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"s3-versioning", "s3-encryption", "s3-kms-encryption", "s3-lifecycle", "s3-access-logs"})
    void checksInlineSettingsOfALegacyBucket(String rule) {
        assertThatRule(rule).passes(legacyBucket(true)).fails(legacyBucket(false));
    }

    @Test
    void plainHttpIsDeniedForTheBucketAndItsObjects() {
        assertThatRule("s3-tls-only")
                .failsWith("the bucket has no BucketPolicy", UPLOADS)
                .passes(UPLOADS, of(UPLOADS, BUCKET_POLICY, Map.of()))
                .passes(policy(TLS_ONLY_POLICY.replaceFirst("\\[\"arn.*?]", "\"*\"")))
                .fails(policy(TLS_ONLY_POLICY.replace(",\"arn:aws:s3:::uploads/*\"", "")))
                .fails(policy(TLS_ONLY_POLICY.replace("\"arn:aws:s3:::uploads\",", "")))
                .fails(policy(TLS_ONLY_POLICY.replace("\"false\"", "\"true\"")))
                .fails(policy(TLS_ONLY_POLICY.replace("s3:*", "s3:PutObject")))
                .fails(policy(
                        TLS_ONLY_POLICY.replace("\"*\",\"Action\"", "{\"AWS\":\"arn:aws:iam::1:root\"},\"Action\"")))
                .fails(policy("{"))
                .passes(policy(
                        TLS_ONLY_POLICY.replace("aws:SecureTransport\":\"false\"", "AWS:securetransport\":false")));
    }

    @Test
    void aConditionalDenialLocksNoOneOut() {
        String denial =
                "{\"Statement\":{\"Effect\":\"Deny\",\"Principal\":{\"AWS\":[\"*\"]},\"Action\":\"%s\",\"Resource\":\"*\"}}";
        assertThatRule("s3-policy-no-lockout")
                .passes(policy(TLS_ONLY_POLICY))
                .fails(policy(denial.formatted("s3:*")))
                .fails(policy(denial.formatted("*")))
                .passes(policy(denial.formatted("s3:DeleteBucket")))
                .passes(policy(denial.formatted("s3:*").replace("Deny", "Allow")))
                .passes(policy(denial.formatted("s3:*").replace("\"Principal\"", "\"NotPrincipal\"")));
    }

    private static GraphResource policy(String document) {
        return resource(BUCKET_POLICY, "policy", Map.of("policy", document));
    }

    @Test
    void logBucketsNeedNoLogsAndNoKey() {
        GraphResource logging =
                dependingOn(resource(LOGGING, "logging", Map.of("bucket", "uploads")), "targetBucket", LOGS);
        GraphResource balancer =
                resource("aws:alb/loadBalancer:LoadBalancer", "web", Map.of("accessLogs", Map.of("bucket", "logs")));
        GraphResource plain = resource(ENCRYPTION, "logs", S3Fixtures.encryption("AES256"));
        GraphResource ofLogs = with(plain, "bucket", PropertyValue.of("logs"));
        assertThatRule("s3-access-logs")
                .isNotApplicable(LOGS, logging, UPLOADS)
                .isNotApplicable(LOGS, balancer)
                .passes(UPLOADS, logging, LOGS)
                .fails(LOGS)
                .failsWith(
                        "targetBucket is the bucket itself but must be another bucket",
                        resource(LOGGING, "logging", Map.of("bucket", "logs", "targetBucket", "logs")),
                        LOGS);
        assertThatRule("s3-kms-encryption")
                .isNotApplicable(ofLogs, LOGS, logging, UPLOADS)
                .isNotApplicable(ofLogs, LOGS, balancer)
                .fails(ofLogs, LOGS)
                .fails(plain, UPLOADS, LOGS, logging)
                .fails(resource(ENCRYPTION, "none", Map.of()));
    }

    @Test
    void onlyWhatKeepsVersionsMustExpireThem() {
        GraphResource versioning =
                of(UPLOADS, VERSIONING, Map.of("versioningConfiguration", Map.of("status", "Enabled")));
        GraphResource suspended =
                of(UPLOADS, VERSIONING, Map.of("versioningConfiguration", Map.of("status", "Suspended")));
        GraphResource both = resource(LIFECYCLE, "l", S3Fixtures.lifecycle("7", 90, "Enabled"));
        GraphResource aborts = resource(LIFECYCLE, "l", S3Fixtures.lifecycle(7, 0, "Enabled"));
        assertThatRule("s3-lifecycle")
                .passes(both, UPLOADS, versioning)
                .passes(aborts, UPLOADS)
                .passes(aborts, UPLOADS, suspended)
                .failsWith("the bucket keeps versions, and no enabled rule expires them", aborts, UPLOADS, versioning)
                .failsWith(
                        "no enabled rule aborts incomplete multipart uploads",
                        resource(LIFECYCLE, "l", S3Fixtures.lifecycle(7, 90, "Disabled")));
    }

    @Test
    void replicationTakesAlongWhatKmsEncrypts() {
        GraphResource replication = resource(
                REPLICATION,
                "r",
                Map.of(
                        "bucket",
                        "uploads",
                        "rules",
                        List.of(Map.of("status", "Enabled", "destination", Map.of("bucket", "arn:replica")))));
        GraphResource encryption = resource(ENCRYPTION, "e", S3Fixtures.encryption("aws:kms"));
        GraphResource criteria = with(
                replication,
                "rules[0].sourceSelectionCriteria.sseKmsEncryptedObjects.status",
                PropertyValue.of("Enabled"));
        GraphResource complete = with(
                criteria, "rules[0].destination.encryptionConfiguration.replicaKmsKeyId", PropertyValue.Unknown.VALUE);
        assertThatRule("s3-replication-complete")
                .passes(replication, UPLOADS, resource(ENCRYPTION, "e", S3Fixtures.encryption("AES256")))
                .fails(replication, UPLOADS, encryption)
                .fails(criteria, UPLOADS, encryption)
                .isUnknown(
                        "rules[0].destination.encryptionConfiguration.replicaKmsKeyId", complete, UPLOADS, encryption)
                .fails(with(replication, "rules[0].status", PropertyValue.of("Disabled")), UPLOADS);
    }

    @Test
    void aBucketOfATrailIsNotCritical() {
        GraphResource trail = dependingOn(
                resource("aws:cloudtrail/trail:Trail", "audit", Map.of("s3BucketName", "uploads")),
                "s3BucketName",
                UPLOADS);
        assertThatRule("s3-replication-complete").fails(UPLOADS).isNotApplicable(UPLOADS, trail);
        assertThatRule("backup-covers-data").fails(UPLOADS).isNotApplicable(UPLOADS, trail);
    }

    @Test
    void onlyCriticalBucketsMustBeReplicatedAndOnlyInProduction() {
        GraphResource plain = protect(UPLOADS, false);
        GraphResource replica = resource(BUCKET, "replica", Map.of("bucket", "replica"));
        GraphResource replication =
                dependingOn(resource(REPLICATION, "r", Map.of("bucket", "uploads")), "rules", replica);
        assertThatRule("s3-replication-complete")
                .isNotApplicable(plain)
                .fails(with(plain, "tags", PropertyValue.of(Map.of("criticality", "High"))))
                .isNotApplicable(with(plain, "tags", PropertyValue.of(Map.of("criticality", "low"))))
                .isNotApplicable(replica, replication, UPLOADS)
                .in(Tier.STAGING)
                .isNotApplicable(UPLOADS);
    }

    @Test
    void evidenceIsLocked() {
        String trail = "aws:cloudtrail/trail:Trail";
        assertThatRule("s3-audit-object-lock")
                .isNotApplicable(UPLOADS)
                .fails(LOGS, resource(trail, "audit", Map.of("s3BucketName", "logs")))
                .fails(with(UPLOADS, "tags", PropertyValue.of(Map.of("purpose", "backup"))));
    }

    @Test
    void browsersOfAnyOriginMayReadAndNotWrite() {
        assertThatRule("s3-cors-named-origins")
                .isUnknown("corsRules[0].allowedMethods", cors(PropertyValue.Unknown.VALUE, List.of("*")))
                .fails(cors(List.of("GET", "DELETE"), List.of("https://*")))
                .fails(cors(List.of("POST"), List.of("https://www.example.com", "*")))
                .passes(cors(List.of("GET", "HEAD"), List.of("*")))
                .passes(cors(List.of("PUT"), List.of("https://*.example.com")));
    }

    private static GraphResource cors(Object methods, Object origins) {
        return resource(
                "aws:s3/bucketCorsConfigurationV2:BucketCorsConfigurationV2",
                "cors",
                Map.of("corsRules", List.of(Map.of("allowedMethods", methods, "allowedOrigins", origins))));
    }

    @Test
    void websitesOnlyRedirect() {
        String type = "aws:s3/bucketWebsiteConfigurationV2:BucketWebsiteConfigurationV2";
        assertThatRule("s3-no-website")
                .fails(resource(type, "site", Map.of("indexDocument", Map.of("suffix", "index.html"))))
                .fails(resource(type, "site", Map.of("redirectAllRequestsTo", Map.of("protocol", "https"))));
    }
}
