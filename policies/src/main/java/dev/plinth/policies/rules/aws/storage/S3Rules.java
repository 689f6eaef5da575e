package dev.plinth.policies.rules.aws.storage;

import static dev.plinth.policies.rule.Property.property;
import static dev.plinth.policies.rule.Reference.checkov;
import static dev.plinth.policies.rule.Reference.fsbp;
import static dev.plinth.policies.rule.Reference.securityHub;

import dev.plinth.model.AwsTypes;
import dev.plinth.model.GraphResource;
import dev.plinth.model.PropertyValue;
import dev.plinth.policies.condition.Companions;
import dev.plinth.policies.condition.Elements;
import dev.plinth.policies.condition.InlineSettings;
import dev.plinth.policies.rule.Condition;
import dev.plinth.policies.rule.Rule;
import dev.plinth.policies.rule.RuleContext;
import dev.plinth.policies.rule.Severity;
import dev.plinth.policies.rule.Verdict;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Rules for the data in Amazon S3: versions, lifecycle and replication. */
public final class S3Rules {

    static final String ALGORITHM = ".applyServerSideEncryptionByDefault.sseAlgorithm";

    private static final Rule NO_FORCE_DESTROY = Rule.named("s3-no-force-destroy")
            .guardsDeletion()
            .title("Production S3 buckets can only be deleted when empty")
            .severity(Severity.HIGH)
            .on(AwsTypes.S3_BUCKET_V2, "forceDestroy")
            .risk("Destroying the stack, or a rename, deletes every object of the bucket.")
            .remediation(
                    """
                    Omit forceDestroy in production:
                    BucketV2Args.builder().forceDestroy(false)
                    """)
            .requires(property("forceDestroy").isNotTrue().inProduction());

    private static final Rule VERSIONING = Rule.named("s3-versioning")
            .title("S3 buckets have versioning enabled")
            .severity(Severity.MEDIUM)
            .on(AwsTypes.S3_BUCKET_VERSIONING_V2, "versioningConfiguration.status", "bucket")
            .on(AwsTypes.S3_BUCKET_V2, "versionings[].enabled")
            .risk("Objects that are overwritten or deleted, by mistake or by an intruder, are lost.")
            .remediation(
                    """
                    Enable versioning:
                    BucketVersioningV2VersioningConfigurationArgs.builder().status("Enabled")
                    """)
            .references(securityHub("S3.14"), checkov("CKV_AWS_21"))
            .requiresInStack(Companions.byType(Map.of(
                    AwsTypes.S3_BUCKET_VERSIONING_V2,
                    property("versioningConfiguration.status").isOneOf("Enabled"),
                    AwsTypes.S3_BUCKET_V2,
                    hasOwn(
                            AwsTypes.S3_BUCKET_VERSIONING_V2,
                            "versioning",
                            (bucket, context) -> judge(
                                    bucket,
                                    enabled -> enabled.asBoolean().orElse(false),
                                    "true",
                                    "versioning",
                                    "enabled"),
                            "the bucket has no BucketVersioningV2"))));

    private static final Rule LIFECYCLE = Rule.named("s3-lifecycle")
            .title("S3 buckets have lifecycle rules for incomplete uploads and noncurrent versions")
            .severity(Severity.LOW)
            .on(
                    AwsTypes.S3_BUCKET_LIFECYCLE_CONFIGURATION_V2,
                    "rules[].status",
                    "rules[].abortIncompleteMultipartUpload.daysAfterInitiation",
                    "rules[].noncurrentVersionExpiration.noncurrentDays",
                    "bucket")
            .on(
                    AwsTypes.S3_BUCKET_V2,
                    "lifecycleRules[].enabled",
                    "lifecycleRules[].abortIncompleteMultipartUploadDays",
                    "lifecycleRules[].noncurrentVersionExpirations[].days")
            .lookingAt(AwsTypes.S3_BUCKET_VERSIONING_V2, "bucket", "versioningConfiguration.status")
            .risk("Incomplete uploads and noncurrent versions accumulate unseen and cost money.")
            .remediation(
                    """
                    Add a lifecycle rule:
                    BucketLifecycleConfigurationV2RuleArgs.builder().id("all").status("Enabled")
                            .abortIncompleteMultipartUpload(BucketLifecycleConfigurationV2RuleAbortIncompleteMultipartUploadArgs
                                    .builder().daysAfterInitiation(7).build())
                            .noncurrentVersionExpiration(BucketLifecycleConfigurationV2RuleNoncurrentVersionExpirationArgs
                                    .builder().noncurrentDays(90).build())
                    """)
            .references(fsbp("S3.13"), securityHub("S3.10"), checkov("CKV2_AWS_61"), checkov("CKV_AWS_300"))
            .requiresInStack(Companions.byType(Map.of(
                    AwsTypes.S3_BUCKET_LIFECYCLE_CONFIGURATION_V2,
                    enabledRuleSets(
                                    ".abortIncompleteMultipartUpload.daysAfterInitiation",
                                    "no enabled rule aborts incomplete multipart uploads")
                            .and(enabledRuleSets(
                                            ".noncurrentVersionExpiration.noncurrentDays",
                                            "the bucket keeps versions, and no enabled rule expires them")
                                    .onlyIf(S3Rules::keepsVersions)),
                    AwsTypes.S3_BUCKET_V2,
                    hasOwn(
                            AwsTypes.S3_BUCKET_LIFECYCLE_CONFIGURATION_V2,
                            "lifecycleRule",
                            S3Rules::clearsUpInline,
                            "the bucket has no BucketLifecycleConfigurationV2"))));

    private static final Rule REPLICATION = Rule.named("s3-replication-complete")
            .title("Critical production S3 buckets are replicated, including all objects")
            .severity(Severity.MEDIUM)
            .on(
                    AwsTypes.S3_BUCKET_REPLICATION_CONFIG,
                    "bucket",
                    "rules[].status",
                    "rules[].destination.bucket",
                    "rules[].destination.encryptionConfiguration.replicaKmsKeyId",
                    "rules[].sourceSelectionCriteria.sseKmsEncryptedObjects.status")
            .on(
                    AwsTypes.S3_BUCKET_V2,
                    "tags",
                    "replicationConfigurations[].rules[].status",
                    "replicationConfigurations[].rules[].destinations[].bucket")
            .lookingAt(
                    AwsTypes.S3_BUCKET_SERVER_SIDE_ENCRYPTION_CONFIGURATION_V2,
                    "bucket",
                    "rules[].applyServerSideEncryptionByDefault.sseAlgorithm")
            .lookingAt(AwsTypes.S3_BUCKET_VERSIONING_V2, "bucket")
            .lookingAt(AwsTypes.S3_BUCKET_LOGGING_V2, "targetBucket")
            .lookingAt(AwsTypes.CLOUDTRAIL_TRAIL, "s3BucketName")
            .risk("The loss of a Region loses the objects. KMS-encrypted objects are not replicated by default.")
            .remediation(
                    """
                    Also replicate KMS-encrypted objects:
                    BucketReplicationConfigRuleSourceSelectionCriteriaSseKmsEncryptedObjectsArgs.builder().status("Enabled")
                    """)
            .references(securityHub("S3.7"), checkov("CKV_AWS_144"))
            .requiresInStack(Companions.byType(Map.of(
                    AwsTypes.S3_BUCKET_REPLICATION_CONFIG,
                    replicatesEverything(),
                    AwsTypes.S3_BUCKET_V2,
                    hasOwn(
                                    AwsTypes.S3_BUCKET_REPLICATION_CONFIG,
                                    "replicationConfiguration",
                                    (bucket, context) -> replicatesInline(bucket),
                                    "the bucket is critical and has no BucketReplicationConfig")
                            .onlyIf((bucket, context) -> context.isProduction() && isCritical(bucket, context)))));

    private static final Rule AUDIT_LOCK = Rule.named("s3-audit-object-lock")
            .title("S3 buckets for audit logs and backups have Object Lock enabled")
            .severity(Severity.MEDIUM)
            .on(AwsTypes.S3_BUCKET_V2, "objectLockEnabled", "objectLockConfiguration.objectLockEnabled", "tags")
            .lookingAt(AwsTypes.CLOUDTRAIL_TRAIL, "s3BucketName")
            .risk("An intruder can delete the audit log or the backup.")
            .remediation(
                    """
                    Enable Object Lock on a new bucket:
                    BucketV2Args.builder().objectLockEnabled(true)
                    """)
            .references(checkov("CKV_AWS_143"))
            .requiresInStack(property("objectLockEnabled")
                    .isTrue()
                    .or(property("objectLockConfiguration.objectLockEnabled").isOneOf("Enabled"))
                    .onlyIf(S3Rules::holdsEvidence));

    public static final List<Rule> ALL = List.of(NO_FORCE_DESTROY, VERSIONING, LIFECYCLE, REPLICATION, AUDIT_LOCK);

    private S3Rules() {}

    /**
     * Returns a condition on a bucket's setting, which is a separate resource with its own check, or an inline setting of the bucket.
     *
     * @param inline the bucket's setting, in the singular; an empty one is absent
     * @param condition checks the bucket's setting
     */
    static Condition hasOwn(String type, String inline, Condition condition, String otherwise) {
        return Companions.isNamedBy(type, "bucket", otherwise)
                .onlyIf((bucket, context) -> !InlineSettings.has(bucket, inline))
                .or(condition.onlyIf((bucket, context) -> InlineSettings.has(bucket, inline)
                        && context.referrers(bucket, "bucket", type).isEmpty()))
                .or((bucket, context) -> InlineSettings.has(bucket, inline)
                                && !context.referrers(bucket, "bucket", type).isEmpty()
                        ? Verdict.PASS
                        : Verdict.NOT_APPLICABLE);
    }

    /** Checks a setting of a bucket's; see {@link InlineSettings}. */
    static Verdict judge(GraphResource bucket, Predicate<PropertyValue> predicate, String allowed, String... path) {
        PropertyValue value = InlineSettings.at(bucket, path);
        String name = InlineSettings.name(bucket, path[0]);
        return value.isUnknown()
                ? Verdict.unknown(name)
                : Verdict.passIf(
                        predicate.test(value),
                        path[path.length - 1] + " of " + name + " is " + value.describe() + " but must be " + allowed);
    }

    static boolean isOneOf(PropertyValue value, String... texts) {
        return List.of(texts).contains(value.asText().orElse(""));
    }

    /** Returns whether a bucket has access logging, inline or in a separate resource. */
    public static boolean isLogged(GraphResource bucket, RuleContext context) {
        return !context.referrers(bucket, "bucket", AwsTypes.S3_BUCKET_LOGGING_V2)
                        .isEmpty()
                || InlineSettings.has(bucket, "logging");
    }

    private static Verdict clearsUpInline(GraphResource bucket, RuleContext context) {
        PropertyValue rules = bucket.input("lifecycleRules");
        if (rules.isUnknown()) {
            return Verdict.unknown("lifecycleRules");
        }
        List<PropertyValue> enabled = rules.elements().stream()
                .filter(rule -> rule.at("enabled").asBoolean().orElse(false))
                .toList();
        boolean aborts = enabled.stream()
                .anyMatch(rule ->
                        rule.at("abortIncompleteMultipartUploadDays").asNumber().orElse(0) >= 1);
        boolean expires = enabled.stream()
                .flatMap(rule -> Stream.concat(
                        Stream.of(rule.at("noncurrentVersionExpiration")),
                        rule.at("noncurrentVersionExpirations").elements().stream()))
                .anyMatch(expiration -> expiration.at("days").asNumber().orElse(0) >= 1);
        return Verdict.all(List.of(
                Verdict.passIf(aborts, "no enabled rule of lifecycleRules aborts incomplete multipart uploads"),
                Verdict.passIf(
                        expires || !isVersioned(bucket, context),
                        "the bucket keeps versions, and no enabled rule of lifecycleRules expires them")));
    }

    private static Verdict replicatesInline(GraphResource bucket) {
        return Verdict.all(List.of(
                judge(
                        bucket,
                        status -> isOneOf(status, "Enabled"),
                        "Enabled",
                        "replicationConfiguration",
                        "rule",
                        "status"),
                judge(
                        bucket,
                        destination -> destination.asText().isPresent(),
                        "set",
                        "replicationConfiguration",
                        "rule",
                        "destination",
                        "bucket")));
    }

    /** Other buckets or load balancers write their access logs there. */
    static boolean isLogTarget(GraphResource bucket, RuleContext context) {
        return !context.referrers(bucket, "targetBucket", AwsTypes.S3_BUCKET_LOGGING_V2)
                        .isEmpty()
                || Stream.of("loggings", "logging")
                        .flatMap(logging -> context.referrers(bucket, logging, AwsTypes.S3_BUCKET_V2).stream())
                        .anyMatch(other -> !other.urn().equals(bucket.urn()))
                || !context.referrers(bucket, "accessLogs.bucket", AwsTypes.LB_LOAD_BALANCER)
                        .isEmpty();
    }

    private static Condition enabledRuleSets(String days, String otherwise) {
        return Elements.any("rules", otherwise, rule -> property(rule + days)
                .isAtLeast(parameters -> 1)
                .and(property(rule + ".status").isOneOf("Enabled")));
    }

    private static boolean keepsVersions(GraphResource companion, RuleContext context) {
        return context.references(companion, "bucket", AwsTypes.S3_BUCKET_V2).stream()
                .anyMatch(bucket -> isVersioned(bucket, context));
    }

    private static boolean isVersioned(GraphResource bucket, RuleContext context) {
        boolean inline =
                InlineSettings.at(bucket, "versioning", "enabled").asBoolean().orElse(false);
        return inline
                || context.referrers(bucket, "bucket", AwsTypes.S3_BUCKET_VERSIONING_V2).stream()
                        .anyMatch(versioning -> versioning
                                .input("versioningConfiguration.status")
                                .asText()
                                .orElse("")
                                .equals("Enabled"));
    }

    private static Condition replicatesEverything() {
        return property("rules").isFilled().and(Elements.each("rules", rule -> {
            Condition enabled = property(rule + ".status").isOneOf("Enabled");
            Condition placed = property(rule + ".destination.bucket").isText();
            Condition encrypted = property(rule + ".sourceSelectionCriteria.sseKmsEncryptedObjects.status")
                    .isOneOf("Enabled")
                    .and(property(rule + ".destination.encryptionConfiguration.replicaKmsKeyId")
                            .isText());
            return enabled.and(placed).and(encrypted.onlyIf(S3Rules::encryptsWithKms));
        }));
    }

    private static boolean encryptsWithKms(GraphResource companion, RuleContext context) {
        return context.references(companion, "bucket", AwsTypes.S3_BUCKET_V2).stream()
                .flatMap(
                        bucket -> context
                                .referrers(bucket, "bucket", AwsTypes.S3_BUCKET_SERVER_SIDE_ENCRYPTION_CONFIGURATION_V2)
                                .stream())
                .anyMatch(configuration -> configuration
                        .input("rules[0]" + ALGORITHM)
                        .asText()
                        .orElse("")
                        .startsWith("aws:kms"));
    }

    /**
     * Returns whether the loss of a bucket would be one of data: it is tagged {@code criticality} high or critical, or has
     * Pulumi's option protect. What only holds logs or copies is not critical.
     */
    static boolean isCritical(GraphResource bucket, RuleContext context) {
        String criticality =
                Companions.tag(bucket, "criticality", context).orElse("").toLowerCase(Locale.ROOT);
        boolean copy = !context.referrers(bucket, "rules", AwsTypes.S3_BUCKET_REPLICATION_CONFIG)
                .isEmpty();
        return !copy
                && !isLogTarget(bucket, context)
                && !isTrailTarget(bucket, context)
                && (bucket.protect() || criticality.equals("high") || criticality.equals("critical"));
    }

    private static boolean holdsEvidence(GraphResource bucket, RuleContext context) {
        String purpose = Companions.tag(bucket, "purpose", context).orElse("").toLowerCase(Locale.ROOT);
        return purpose.equals("audit") || purpose.equals("backup") || isTrailTarget(bucket, context);
    }

    private static boolean isTrailTarget(GraphResource bucket, RuleContext context) {
        return !context.referrers(bucket, "s3BucketName", AwsTypes.CLOUDTRAIL_TRAIL)
                .isEmpty();
    }
}
