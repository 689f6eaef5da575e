package dev.plinth.policies.rules.aws.storage;

import static dev.plinth.policies.rule.Property.property;
import static dev.plinth.policies.rule.Reference.cdkNag;
import static dev.plinth.policies.rule.Reference.checkov;
import static dev.plinth.policies.rule.Reference.cis;
import static dev.plinth.policies.rule.Reference.fsbp;
import static dev.plinth.policies.rule.Reference.securityHub;

import com.fasterxml.jackson.databind.JsonNode;
import dev.plinth.model.GraphResource;
import dev.plinth.model.PropertyValue;
import dev.plinth.policies.condition.Companions;
import dev.plinth.policies.condition.CustomerKeys;
import dev.plinth.policies.condition.Elements;
import dev.plinth.policies.condition.InlineSettings;
import dev.plinth.policies.condition.JsonText;
import dev.plinth.policies.condition.PolicyDocuments;
import dev.plinth.policies.condition.Statement;
import dev.plinth.policies.rule.AwsTypes;
import dev.plinth.policies.rule.Condition;
import dev.plinth.policies.rule.ProviderTypes;
import dev.plinth.policies.rule.Rule;
import dev.plinth.policies.rule.RuleContext;
import dev.plinth.policies.rule.Severity;
import dev.plinth.policies.rule.Verdict;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Rules for Amazon S3. */
public final class S3Rules {

    private static final String WEBSITE = "aws:s3/bucketWebsiteConfigurationV2:BucketWebsiteConfigurationV2";
    private static final String INLINE_ENCRYPTION = "serverSideEncryptionConfiguration";
    private static final String ALGORITHM = ".applyServerSideEncryptionByDefault.sseAlgorithm";

    /**
     * Actions that no other account should be allowed.
     *
     * @see <a href="https://docs.aws.amazon.com/securityhub/latest/userguide/s3-controls.html#s3-6">S3.6</a>
     */
    private static final List<String> CONTROLS = List.of(
            "s3:DeleteBucketPolicy",
            "s3:PutBucketAcl",
            "s3:PutBucketPolicy",
            "s3:PutEncryptionConfiguration",
            "s3:PutObjectAcl");

    /** Everyone, and everyone with an AWS account; source: "Access control list overview" in the Amazon S3 User Guide. */
    private static final Pattern PUBLIC_GROUP =
            Pattern.compile(".*/groups/global/(AllUsers|AuthenticatedUsers)", Pattern.CASE_INSENSITIVE);

    private static final Rule BLOCK_PUBLIC_ACCESS = Rule.named("s3-block-public-access")
            .title("S3 buckets have all four public access block settings enabled")
            .severity(Severity.CRITICAL)
            .on(
                    AwsTypes.S3_BUCKET_PUBLIC_ACCESS_BLOCK,
                    "blockPublicAcls",
                    "blockPublicPolicy",
                    "ignorePublicAcls",
                    "restrictPublicBuckets",
                    "bucket")
            .on(AwsTypes.S3_BUCKET)
            .neverWaivable()
            .risk("A single wrong policy or object ACL publishes the bucket.")
            .remediation(
                    """
                    Add a public access block to the bucket:
                    BucketPublicAccessBlockArgs.builder().bucket(bucket.id()).blockPublicAcls(true)
                            .blockPublicPolicy(true).ignorePublicAcls(true).restrictPublicBuckets(true)
                    """)
            .references(
                    cis("2.1.4"),
                    fsbp("S3.8"),
                    checkov("CKV_AWS_53"),
                    checkov("CKV_AWS_54"),
                    checkov("CKV_AWS_55"),
                    checkov("CKV_AWS_56"),
                    checkov("CKV2_AWS_6"),
                    cdkNag("S2"))
            .requiresInStack(S3Rules::blocksPublicAccess);

    private static final Rule NO_PUBLIC_ACL = Rule.named("s3-no-public-acl")
            .title("S3 bucket ACLs do not grant public access")
            .severity(Severity.CRITICAL)
            .on("aws:s3/bucketAclV2:BucketAclV2", "acl", "accessControlPolicy.grants[].grantee.uri")
            .on(AwsTypes.S3_BUCKET, "acl", "grants[].uri")
            .neverWaivable()
            .risk("Anyone can read or write every object.")
            .remediation(
                    """
                    Disable ACLs, and serve files through Cloudflare:
                    BucketOwnershipControlsRuleArgs.builder().objectOwnership("BucketOwnerEnforced")
                    """)
            .references(fsbp("S3.2"), fsbp("S3.3"), checkov("CKV_AWS_20"), checkov("CKV_AWS_57"))
            .requires(property("acl")
                    .isNoneOf("public-read", "public-read-write", "authenticated-read")
                    .and(Elements.each("grants", grant -> isNotPublic(grant + ".uri")))
                    .and(Elements.each("accessControlPolicy.grants", grant -> isNotPublic(grant + ".grantee.uri"))));

    private static final Rule POLICY_NOT_PUBLIC = Rule.named("s3-policy-not-public")
            .title("S3 bucket policies do not grant public access without a restricting condition")
            .severity(Severity.CRITICAL)
            .on(AwsTypes.S3_BUCKET_POLICY, "policy")
            .on(AwsTypes.S3_BUCKET, "policy")
            .neverWaivable()
            .risk("Anyone who knows the bucket's name has the access that the policy allows.")
            .remediation(
                    """
                    Name the principals, or the source addresses:
                    "Condition": {"IpAddress": {"aws:SourceIp": ["198.51.100.0/24"]}}
                    """)
            .references(fsbp("S3.2"), fsbp("S3.3"), checkov("CKV_AWS_70"))
            .requires(PolicyDocuments.isNotPublic("policy"));

    private static final Rule OWN_CONTROL = Rule.named("s3-policy-own-control")
            .title("S3 bucket policies do not allow other accounts to change access or encryption")
            .severity(Severity.HIGH)
            .on(AwsTypes.S3_BUCKET_POLICY, "policy")
            .on(AwsTypes.S3_BUCKET, "policy")
            .lookingAt(ProviderTypes.AWS_PROVIDER, "allowedAccountIds")
            .risk("The other account, or an intruder in it, can publish the bucket or lock out its owner.")
            .remediation(
                    """
                    Name the actions that the other account needs:
                    "Action": ["s3:GetObject", "s3:PutObject"]
                    """)
            .references(fsbp("S3.6"))
            .requires(PolicyDocuments.hasNoForeign(
                    "policy",
                    statement -> CONTROLS.stream().anyMatch(statement::allows),
                    "allows another account to change access to the bucket"));

    private static final Rule NO_FORCE_DESTROY = Rule.named("s3-no-force-destroy")
            .guardsDeletion()
            .title("Production S3 buckets can only be deleted when empty")
            .severity(Severity.HIGH)
            .on(AwsTypes.S3_BUCKET, "forceDestroy")
            .risk("Destroying the stack, or a rename, deletes every object of the bucket.")
            .remediation(
                    """
                    Omit forceDestroy in production:
                    BucketV2Args.builder().forceDestroy(false)
                    """)
            .requires(property("forceDestroy").isNotTrue().inProduction());

    private static final Rule ACCOUNT_BLOCK = Rule.named("s3-account-bpa")
            .title("The account has all four S3 public access block settings enabled")
            .severity(Severity.HIGH)
            .on(
                    "aws:s3/accountPublicAccessBlock:AccountPublicAccessBlock",
                    "blockPublicAcls",
                    "blockPublicPolicy",
                    "ignorePublicAcls",
                    "restrictPublicBuckets")
            .risk("A bucket created outside this program becomes public as soon as its policy allows it.")
            .remediation(
                    """
                    Enable all four settings:
                    AccountPublicAccessBlockArgs.builder().blockPublicAcls(true).blockPublicPolicy(true)
                            .ignorePublicAcls(true).restrictPublicBuckets(true)
                    """)
            .references(cis("2.1.4"), fsbp("S3.1"))
            .requires(allFourBlocked());

    private static final Rule ACCESS_POINT_BLOCK = Rule.named("s3-access-point-private")
            .title("S3 access points have all four public access block settings enabled")
            .severity(Severity.CRITICAL)
            .on(
                    "aws:s3/accessPoint:AccessPoint",
                    "publicAccessBlockConfiguration.blockPublicAcls",
                    "publicAccessBlockConfiguration.blockPublicPolicy",
                    "publicAccessBlockConfiguration.ignorePublicAcls",
                    "publicAccessBlockConfiguration.restrictPublicBuckets",
                    "policy")
            .neverWaivable()
            .risk("An access point has its own policy, and its public access block cannot be changed later.")
            .remediation(
                    """
                    Omit the block, because all four settings are enabled by default, or enable all four:
                    AccessPointPublicAccessBlockConfigurationArgs.builder().blockPublicPolicy(true)
                    """)
            .references(fsbp("S3.19"), checkov("CKV_AWS_392"))
            .requires(PolicyDocuments.isNotPublic("policy")
                    .and(property("publicAccessBlockConfiguration.blockPublicAcls")
                            .isNotFalse())
                    .and(property("publicAccessBlockConfiguration.blockPublicPolicy")
                            .isNotFalse())
                    .and(property("publicAccessBlockConfiguration.ignorePublicAcls")
                            .isNotFalse())
                    .and(property("publicAccessBlockConfiguration.restrictPublicBuckets")
                            .isNotFalse()));

    private static final Rule ACLS_DISABLED = Rule.named("s3-acls-disabled")
            .title("S3 buckets have ACLs disabled (bucket owner enforced)")
            .severity(Severity.MEDIUM)
            .on("aws:s3/bucketOwnershipControls:BucketOwnershipControls", "rule.objectOwnership")
            .risk("Another account that uploads an object owns it and can share it, bypassing the bucket policy.")
            .remediation(
                    """
                    Enforce bucket owner ownership:
                    BucketOwnershipControlsRuleArgs.builder().objectOwnership("BucketOwnerEnforced")
                    """)
            .references(fsbp("S3.12"), checkov("CKV2_AWS_65"))
            .requires(property("rule.objectOwnership").isOneOf("BucketOwnerEnforced"));

    private static final Rule TLS_ONLY = Rule.named("s3-tls-only")
            .title("S3 bucket policies deny requests without TLS")
            .severity(Severity.MEDIUM)
            .on(AwsTypes.S3_BUCKET_POLICY, "policy", "bucket")
            .on(AwsTypes.S3_BUCKET, "policy")
            .risk("Objects and request signatures cross networks unencrypted.")
            .remediation(
                    """
                    Deny requests without TLS for the bucket and its objects:
                    {"Effect": "Deny", "Principal": "*", "Action": "s3:*", "Resource": [bucketArn, bucketArn + "/*"],
                     "Condition": {"Bool": {"aws:SecureTransport": "false"}}}
                    """)
            .references(cis("2.1.1"), fsbp("S3.5"), checkov("CKV_AWS_379"), cdkNag("S10"))
            .requiresInStack(Companions.byType(Map.of(
                    AwsTypes.S3_BUCKET_POLICY,
                    (resource, context) -> JsonText.judge(resource, "policy", S3Rules::refusesPlainHttp),
                    AwsTypes.S3_BUCKET,
                    hasOwn(
                            AwsTypes.S3_BUCKET_POLICY,
                            "policy",
                            (bucket, context) -> JsonText.judge(bucket, "policy", S3Rules::refusesPlainHttp),
                            "the bucket has no BucketPolicy"))));

    private static final Rule NO_LOCKOUT = Rule.named("s3-policy-no-lockout")
            .title("S3 bucket policies do not lock out all principals")
            .severity(Severity.HIGH)
            .on(AwsTypes.S3_BUCKET_POLICY, "policy")
            .on(AwsTypes.S3_BUCKET, "policy")
            .risk("Only the account's root user can remove a policy that denies everything to everyone.")
            .remediation(
                    """
                    Add a condition to the Deny statement:
                    "Condition": {"Bool": {"aws:SecureTransport": "false"}}
                    """)
            .references(checkov("CKV_AWS_93"))
            .requires(PolicyDocuments.hasNo(
                    "policy", S3Rules::locksOut, "denies every action to everyone without a condition"));

    private static final Rule ENCRYPTION = Rule.named("s3-encryption")
            .title("S3 buckets have explicit default encryption")
            .severity(Severity.LOW)
            .on(
                    AwsTypes.S3_BUCKET_SERVER_SIDE_ENCRYPTION_CONFIGURATION,
                    "rules[].applyServerSideEncryptionByDefault.sseAlgorithm",
                    "bucket")
            .on(
                    AwsTypes.S3_BUCKET,
                    "serverSideEncryptionConfigurations[].rules[].applyServerSideEncryptionByDefaults[].sseAlgorithm")
            .risk("The default encryption depends on when and how the bucket was created.")
            .remediation(
                    """
                    Set the default encryption:
                    BucketServerSideEncryptionConfigurationV2RuleApplyServerSideEncryptionByDefaultArgs.builder()
                            .sseAlgorithm("aws:kms").kmsMasterKeyId(key.arn())
                    """)
            .references(checkov("CKV_AWS_19"))
            .requiresInStack(Companions.byType(Map.of(
                    AwsTypes.S3_BUCKET_SERVER_SIDE_ENCRYPTION_CONFIGURATION,
                    property("rules").isFilled().and(Elements.each("rules", rule -> property(rule + ALGORITHM)
                            .isOneOf("AES256", "aws:kms", "aws:kms:dsse"))),
                    AwsTypes.S3_BUCKET,
                    hasOwn(
                            AwsTypes.S3_BUCKET_SERVER_SIDE_ENCRYPTION_CONFIGURATION,
                            INLINE_ENCRYPTION,
                            (bucket, context) -> encryptsBy(bucket, "AES256", "aws:kms", "aws:kms:dsse"),
                            "the bucket has no BucketServerSideEncryptionConfigurationV2"))));

    private static final Rule KMS_ENCRYPTION = Rule.named("s3-kms-encryption")
            .title("S3 buckets use a customer managed KMS key, except buckets for load balancer and S3 access logs")
            .severity(Severity.MEDIUM)
            .on(
                    AwsTypes.S3_BUCKET_SERVER_SIDE_ENCRYPTION_CONFIGURATION,
                    "rules[].applyServerSideEncryptionByDefault.sseAlgorithm",
                    "rules[].applyServerSideEncryptionByDefault.kmsMasterKeyId",
                    "bucket")
            .on(
                    AwsTypes.S3_BUCKET,
                    "serverSideEncryptionConfigurations[].rules[].applyServerSideEncryptionByDefaults[].sseAlgorithm",
                    "serverSideEncryptionConfigurations[].rules[].applyServerSideEncryptionByDefaults[].kmsMasterKeyId")
            .lookingAt(AwsTypes.S3_BUCKET_LOGGING, "targetBucket")
            .lookingAt(AwsTypes.LOAD_BALANCER, "accessLogs.bucket")
            .risk("Access to the bucket implies access to the key: there is no second control and no audit of "
                    + "key usage.")
            .remediation(
                    """
                    Set a customer managed key:
                    BucketServerSideEncryptionConfigurationV2RuleApplyServerSideEncryptionByDefaultArgs.builder()
                            .sseAlgorithm("aws:kms").kmsMasterKeyId(key.arn())
                    """)
            .references(securityHub("S3.17"), checkov("CKV_AWS_145"))
            .requiresInStack(Companions.byType(Map.of(
                    AwsTypes.S3_BUCKET_SERVER_SIDE_ENCRYPTION_CONFIGURATION,
                    Elements.each("rules", rule -> property(rule + ALGORITHM)
                                    .isOneOf("aws:kms", "aws:kms:dsse")
                                    .and(CustomerKeys.isCustomerKey(
                                            rule + ".applyServerSideEncryptionByDefault.kmsMasterKeyId")))
                            .and(property("rules").isFilled())
                            .onlyIf((configuration, context) ->
                                    context.references(configuration, "bucket", AwsTypes.S3_BUCKET).stream()
                                            .noneMatch(bucket -> isLogTarget(bucket, context))),
                    AwsTypes.S3_BUCKET,
                    ((Condition) (bucket, context) -> encryptsBy(bucket, "aws:kms", "aws:kms:dsse"))
                            .and((bucket, context) -> judge(
                                    bucket,
                                    CustomerKeys::isCustomerKey,
                                    "a customer managed KMS key",
                                    INLINE_ENCRYPTION,
                                    "rule",
                                    "applyServerSideEncryptionByDefault",
                                    "kmsMasterKeyId"))
                            .onlyIf((bucket, context) ->
                                    InlineSettings.has(bucket, INLINE_ENCRYPTION) && !isLogTarget(bucket, context)))));

    private static final Rule VERSIONING = Rule.named("s3-versioning")
            .title("S3 buckets have versioning enabled")
            .severity(Severity.MEDIUM)
            .on(AwsTypes.S3_BUCKET_VERSIONING, "versioningConfiguration.status", "bucket")
            .on(AwsTypes.S3_BUCKET, "versionings[].enabled")
            .risk("Objects that are overwritten or deleted, by mistake or by an intruder, are lost.")
            .remediation(
                    """
                    Enable versioning:
                    BucketVersioningV2VersioningConfigurationArgs.builder().status("Enabled")
                    """)
            .references(securityHub("S3.14"), checkov("CKV_AWS_21"))
            .requiresInStack(Companions.byType(Map.of(
                    AwsTypes.S3_BUCKET_VERSIONING,
                    property("versioningConfiguration.status").isOneOf("Enabled"),
                    AwsTypes.S3_BUCKET,
                    hasOwn(
                            AwsTypes.S3_BUCKET_VERSIONING,
                            "versioning",
                            (bucket, context) -> judge(
                                    bucket,
                                    enabled -> enabled.asBoolean().orElse(false),
                                    "true",
                                    "versioning",
                                    "enabled"),
                            "the bucket has no BucketVersioningV2"))));

    private static final Rule ACCESS_LOGS = Rule.named("s3-access-logs")
            .title("S3 buckets have access logging to another bucket enabled")
            .severity(Severity.MEDIUM)
            .on(AwsTypes.S3_BUCKET_LOGGING, "bucket", "targetBucket")
            .on(AwsTypes.S3_BUCKET, "loggings[].targetBucket")
            .lookingAt(AwsTypes.LOAD_BALANCER, "accessLogs.bucket")
            .risk("After a leak, the affected objects are unknown. A bucket that logs to itself grows indefinitely.")
            .remediation(
                    """
                    Log to a dedicated log bucket:
                    BucketLoggingV2Args.builder().bucket(bucket.id()).targetBucket(logs.id()).targetPrefix("s3/")
                    """)
            .references(fsbp("S3.9"), checkov("CKV_AWS_18"), cdkNag("S1"))
            .requiresInStack(Companions.byType(Map.of(
                    AwsTypes.S3_BUCKET_LOGGING,
                    property("targetBucket").isText().and(S3Rules::logsElsewhere),
                    AwsTypes.S3_BUCKET,
                    hasOwn(
                                    AwsTypes.S3_BUCKET_LOGGING,
                                    "logging",
                                    S3Rules::logsInline,
                                    "the bucket has no BucketLoggingV2")
                            .onlyIf((bucket, context) -> !isLogTarget(bucket, context)))));

    private static final Rule LIFECYCLE = Rule.named("s3-lifecycle")
            .title("S3 buckets have lifecycle rules for incomplete uploads and noncurrent versions")
            .severity(Severity.LOW)
            .on(
                    AwsTypes.S3_BUCKET_LIFECYCLE_CONFIGURATION,
                    "rules[].status",
                    "rules[].abortIncompleteMultipartUpload.daysAfterInitiation",
                    "rules[].noncurrentVersionExpiration.noncurrentDays",
                    "bucket")
            .on(
                    AwsTypes.S3_BUCKET,
                    "lifecycleRules[].enabled",
                    "lifecycleRules[].abortIncompleteMultipartUploadDays",
                    "lifecycleRules[].noncurrentVersionExpirations[].days")
            .lookingAt(AwsTypes.S3_BUCKET_VERSIONING, "bucket", "versioningConfiguration.status")
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
                    AwsTypes.S3_BUCKET_LIFECYCLE_CONFIGURATION,
                    enabledRuleSets(
                                    ".abortIncompleteMultipartUpload.daysAfterInitiation",
                                    "no enabled rule aborts incomplete multipart uploads")
                            .and(enabledRuleSets(
                                            ".noncurrentVersionExpiration.noncurrentDays",
                                            "the bucket keeps versions, and no enabled rule expires them")
                                    .onlyIf(S3Rules::keepsVersions)),
                    AwsTypes.S3_BUCKET,
                    hasOwn(
                            AwsTypes.S3_BUCKET_LIFECYCLE_CONFIGURATION,
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
                    AwsTypes.S3_BUCKET,
                    "tags",
                    "replicationConfigurations[].rules[].status",
                    "replicationConfigurations[].rules[].destinations[].bucket")
            .lookingAt(
                    AwsTypes.S3_BUCKET_SERVER_SIDE_ENCRYPTION_CONFIGURATION,
                    "bucket",
                    "rules[].applyServerSideEncryptionByDefault.sseAlgorithm")
            .lookingAt(AwsTypes.S3_BUCKET_VERSIONING, "bucket")
            .lookingAt(AwsTypes.S3_BUCKET_LOGGING, "targetBucket")
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
                    AwsTypes.S3_BUCKET,
                    hasOwn(
                                    AwsTypes.S3_BUCKET_REPLICATION_CONFIG,
                                    "replicationConfiguration",
                                    (bucket, context) -> replicatesInline(bucket),
                                    "the bucket is critical and has no BucketReplicationConfig")
                            .onlyIf((bucket, context) -> context.isProduction() && isCritical(bucket, context)))));

    private static final Rule AUDIT_LOCK = Rule.named("s3-audit-object-lock")
            .title("S3 buckets for audit logs and backups have Object Lock enabled")
            .severity(Severity.MEDIUM)
            .on(AwsTypes.S3_BUCKET, "objectLockEnabled", "objectLockConfiguration.objectLockEnabled", "tags")
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

    private static final Rule CORS = Rule.named("s3-cors-named-origins")
            .title("S3 CORS rules that allow writes name their origins")
            .severity(Severity.MEDIUM)
            .on(
                    "aws:s3/bucketCorsConfigurationV2:BucketCorsConfigurationV2",
                    "corsRules[].allowedOrigins",
                    "corsRules[].allowedMethods")
            .on(AwsTypes.S3_BUCKET, "corsRules[].allowedOrigins", "corsRules[].allowedMethods")
            .risk("Any website that a user visits can upload to, or delete from, the bucket as that user.")
            .remediation(
                    """
                    Name the allowed origins:
                    BucketCorsConfigurationV2CorsRuleArgs.builder().allowedOrigins("https://www.example.com").allowedMethods("PUT")
                    """)
            .requires(Elements.each("corsRules", rule -> property(rule + ".allowedOrigins")
                    .is(S3Rules::namesOrigins, "a list of named origins")
                    .where(rule + ".allowedMethods", S3Rules::hasWritingMethod)));

    private static final Rule NO_WEBSITE = Rule.named("s3-no-website")
            .title("S3 buckets are not configured as websites")
            .severity(Severity.MEDIUM)
            .on(WEBSITE, "redirectAllRequestsTo.protocol", "redirectAllRequestsTo.hostName")
            .on(AwsTypes.S3_BUCKET, "websites[].redirectAllRequestsTo")
            .risk("A website endpoint has no TLS and requires public objects.")
            .remediation(
                    """
                    Serve the bucket through a CDN with origin access control, or use the website only to redirect to HTTPS:
                    BucketWebsiteConfigurationV2RedirectAllRequestsToArgs.builder().hostName("www.example.com").protocol("https")
                    """)
            .references(cdkNag("S5"))
            .requires(Companions.byType(Map.of(
                    WEBSITE,
                    property("redirectAllRequestsTo.hostName")
                            .isText()
                            .and(property("redirectAllRequestsTo.protocol").isOneOf("https")),
                    AwsTypes.S3_BUCKET,
                    ((Condition) (bucket, context) -> judge(
                                    bucket,
                                    target -> target.asText().orElse("").startsWith("https://"),
                                    "an https:// URL",
                                    "website",
                                    "redirectAllRequestsTo"))
                            .onlyIf((bucket, context) -> InlineSettings.has(bucket, "website")))));

    public static final List<Rule> ALL = List.of(
            BLOCK_PUBLIC_ACCESS,
            NO_PUBLIC_ACL,
            POLICY_NOT_PUBLIC,
            OWN_CONTROL,
            NO_FORCE_DESTROY,
            ACCOUNT_BLOCK,
            ACCESS_POINT_BLOCK,
            ACLS_DISABLED,
            TLS_ONLY,
            NO_LOCKOUT,
            ENCRYPTION,
            KMS_ENCRYPTION,
            VERSIONING,
            ACCESS_LOGS,
            LIFECYCLE,
            REPLICATION,
            AUDIT_LOCK,
            CORS,
            NO_WEBSITE);

    private S3Rules() {}

    private static Verdict blocksPublicAccess(GraphResource resource, RuleContext context) {
        if (resource.type().equals(AwsTypes.S3_BUCKET_PUBLIC_ACCESS_BLOCK)) {
            return allFourBlocked().test(resource, context);
        }
        return Verdict.passIf(
                !context.referrers(resource, "bucket", AwsTypes.S3_BUCKET_PUBLIC_ACCESS_BLOCK)
                        .isEmpty(),
                "the bucket has no BucketPublicAccessBlock");
    }

    private static Condition allFourBlocked() {
        return property("blockPublicAcls")
                .isTrue()
                .and(property("blockPublicPolicy").isTrue())
                .and(property("ignorePublicAcls").isTrue())
                .and(property("restrictPublicBuckets").isTrue());
    }

    /**
     * A bucket's setting may be a resource of its own, which is judged there, or, the old way, one of the bucket.
     *
     * @param inline the bucket's setting, in the singular; one with nothing in it is none
     * @param condition judges the bucket's setting
     */
    private static Condition hasOwn(String type, String inline, Condition condition, String otherwise) {
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
    private static Verdict judge(
            GraphResource bucket, Predicate<PropertyValue> predicate, String allowed, String... path) {
        PropertyValue value = InlineSettings.at(bucket, path);
        String name = InlineSettings.name(bucket, path[0]);
        return value.isUnknown()
                ? Verdict.unknown(name)
                : Verdict.passIf(
                        predicate.test(value),
                        path[path.length - 1] + " of " + name + " is " + value.describe() + " but must be " + allowed);
    }

    private static boolean isOneOf(PropertyValue value, String... texts) {
        return List.of(texts).contains(value.asText().orElse(""));
    }

    private static Condition isNotPublic(String uri) {
        return property(uri)
                .is(
                        value -> value.isAbsent()
                                || value.asText()
                                        .filter(text ->
                                                !PUBLIC_GROUP.matcher(text).matches())
                                        .isPresent(),
                        "a group other than AllUsers and AuthenticatedUsers");
    }

    private static Verdict encryptsBy(GraphResource bucket, String... algorithms) {
        return judge(
                bucket,
                algorithm -> isOneOf(algorithm, algorithms),
                "one of " + String.join(", ", algorithms),
                INLINE_ENCRYPTION,
                "rule",
                "applyServerSideEncryptionByDefault",
                "sseAlgorithm");
    }

    /** Returns whether a bucket has access logging, inline or in a separate resource. */
    public static boolean isLogged(GraphResource bucket, RuleContext context) {
        return !context.referrers(bucket, "bucket", AwsTypes.S3_BUCKET_LOGGING).isEmpty()
                || InlineSettings.has(bucket, "logging");
    }

    private static Verdict logsInline(GraphResource bucket, RuleContext context) {
        String own = bucket.input("bucket").asText().orElse("");
        return judge(
                bucket,
                target -> target.asText().isPresent()
                        && !target.asText().orElse("").equals(own),
                "another bucket",
                "logging",
                "targetBucket");
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

    private static Verdict refusesPlainHttp(JsonNode policy) {
        List<Statement> denials = Statement.of(policy).stream()
                .filter(statement -> statement.refusesPlainText() && statement.coversEveryActionOf("s3"))
                .toList();
        List<String> resources = denials.stream()
                .flatMap(statement -> statement.resources().stream())
                .toList();
        boolean bucket = resources.stream().anyMatch(resource -> !resource.endsWith("/*"));
        boolean objects = resources.stream().anyMatch(resource -> resource.endsWith("*"));
        return Verdict.passIf(
                bucket && objects,
                denials.isEmpty()
                        ? "policy has no statement that denies requests without aws:SecureTransport"
                        : "policy denies requests without aws:SecureTransport, but not for both the bucket and its objects");
    }

    private static boolean locksOut(Statement statement) {
        return !statement.allow()
                && statement.principals().contains("*")
                && statement.conditions().isEmpty()
                && statement.coversEveryActionOf("s3");
    }

    /** Other buckets or load balancers write their access logs there. */
    private static boolean isLogTarget(GraphResource bucket, RuleContext context) {
        return !context.referrers(bucket, "targetBucket", AwsTypes.S3_BUCKET_LOGGING)
                        .isEmpty()
                || Stream.of("loggings", "logging")
                        .flatMap(logging -> context.referrers(bucket, logging, AwsTypes.S3_BUCKET).stream())
                        .anyMatch(other -> !other.urn().equals(bucket.urn()))
                || !context.referrers(bucket, "accessLogs.bucket", AwsTypes.LOAD_BALANCER)
                        .isEmpty();
    }

    private static Verdict logsElsewhere(GraphResource logging, RuleContext context) {
        List<GraphResource> targets = context.references(logging, "targetBucket", AwsTypes.S3_BUCKET);
        return Verdict.passIf(
                context.references(logging, "bucket", AwsTypes.S3_BUCKET).stream()
                        .noneMatch(targets::contains),
                "targetBucket is the bucket itself but must be another bucket");
    }

    private static Condition enabledRuleSets(String days, String otherwise) {
        return Elements.any("rules", otherwise, rule -> property(rule + days)
                .isAtLeast(parameters -> 1)
                .and(property(rule + ".status").isOneOf("Enabled")));
    }

    private static boolean keepsVersions(GraphResource companion, RuleContext context) {
        return context.references(companion, "bucket", AwsTypes.S3_BUCKET).stream()
                .anyMatch(bucket -> isVersioned(bucket, context));
    }

    private static boolean isVersioned(GraphResource bucket, RuleContext context) {
        boolean inline =
                InlineSettings.at(bucket, "versioning", "enabled").asBoolean().orElse(false);
        return inline
                || context.referrers(bucket, "bucket", AwsTypes.S3_BUCKET_VERSIONING).stream()
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
        return context.references(companion, "bucket", AwsTypes.S3_BUCKET).stream()
                .flatMap(bucket ->
                        context
                                .referrers(bucket, "bucket", AwsTypes.S3_BUCKET_SERVER_SIDE_ENCRYPTION_CONFIGURATION)
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
                && (bucket.protect() || criticality.equals("high") || criticality.equals("critical"));
    }

    private static boolean holdsEvidence(GraphResource bucket, RuleContext context) {
        String purpose = Companions.tag(bucket, "purpose", context).orElse("").toLowerCase(Locale.ROOT);
        return purpose.equals("audit")
                || purpose.equals("backup")
                || !context.referrers(bucket, "s3BucketName", AwsTypes.CLOUDTRAIL_TRAIL)
                        .isEmpty();
    }

    private static boolean namesOrigins(PropertyValue origins) {
        return !origins.elements().isEmpty()
                && origins.elements().stream().noneMatch(origin -> origin.asText()
                        .filter(text -> text.equals("*") || text.matches("https?://\\*"))
                        .isPresent());
    }

    private static boolean hasWritingMethod(PropertyValue methods) {
        return methods.elements().stream()
                .anyMatch(method -> method.containsUnknown()
                        || List.of("PUT", "POST", "DELETE")
                                .contains(method.asText().orElse("")));
    }
}
