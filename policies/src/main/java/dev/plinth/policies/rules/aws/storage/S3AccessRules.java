package dev.plinth.policies.rules.aws.storage;

import static dev.plinth.policies.rule.Property.property;
import static dev.plinth.policies.rule.Reference.cdkNag;
import static dev.plinth.policies.rule.Reference.checkov;
import static dev.plinth.policies.rule.Reference.cis;
import static dev.plinth.policies.rule.Reference.fsbp;

import dev.plinth.model.AwsTypes;
import dev.plinth.model.GraphResource;
import dev.plinth.model.PropertyValue;
import dev.plinth.policies.condition.Companions;
import dev.plinth.policies.condition.Elements;
import dev.plinth.policies.condition.InlineSettings;
import dev.plinth.policies.condition.PolicyDocuments;
import dev.plinth.policies.condition.Statement;
import dev.plinth.policies.rule.Condition;
import dev.plinth.policies.rule.ProviderTypes;
import dev.plinth.policies.rule.Rule;
import dev.plinth.policies.rule.RuleContext;
import dev.plinth.policies.rule.Severity;
import dev.plinth.policies.rule.Verdict;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Rules for access to Amazon S3, and for its access logs. */
public final class S3AccessRules {

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
            .on(AwsTypes.S3_BUCKET_V2)
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
            .requiresInStack(S3AccessRules::blocksPublicAccess);

    private static final Rule NO_PUBLIC_ACL = Rule.named("s3-no-public-acl")
            .title("S3 bucket ACLs do not grant public access")
            .severity(Severity.CRITICAL)
            .on(AwsTypes.S3_BUCKET_ACL_V2, "acl", "accessControlPolicy.grants[].grantee.uri")
            .on(AwsTypes.S3_BUCKET_V2, "acl", "grants[].uri")
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
            .on(AwsTypes.S3_BUCKET_V2, "policy")
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
            .on(AwsTypes.S3_BUCKET_V2, "policy")
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

    private static final Rule ACCOUNT_BLOCK = Rule.named("s3-account-bpa")
            .title("The account has all four S3 public access block settings enabled")
            .severity(Severity.HIGH)
            .on(
                    AwsTypes.S3_ACCOUNT_PUBLIC_ACCESS_BLOCK,
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
                    AwsTypes.S3_ACCESS_POINT,
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
            .on(AwsTypes.S3_BUCKET_OWNERSHIP_CONTROLS, "rule.objectOwnership")
            .risk("Another account that uploads an object owns it and can share it, bypassing the bucket policy.")
            .remediation(
                    """
                    Enforce bucket owner ownership:
                    BucketOwnershipControlsRuleArgs.builder().objectOwnership("BucketOwnerEnforced")
                    """)
            .references(fsbp("S3.12"), checkov("CKV2_AWS_65"))
            .requires(property("rule.objectOwnership").isOneOf("BucketOwnerEnforced"));

    private static final Rule NO_LOCKOUT = Rule.named("s3-policy-no-lockout")
            .title("S3 bucket policies do not lock out all principals")
            .severity(Severity.HIGH)
            .on(AwsTypes.S3_BUCKET_POLICY, "policy")
            .on(AwsTypes.S3_BUCKET_V2, "policy")
            .risk("Only the account's root user can remove a policy that denies everything to everyone.")
            .remediation(
                    """
                    Add a condition to the Deny statement:
                    "Condition": {"Bool": {"aws:SecureTransport": "false"}}
                    """)
            .references(checkov("CKV_AWS_93"))
            .requires(PolicyDocuments.hasNo(
                    "policy", S3AccessRules::locksOut, "denies every action to everyone without a condition"));

    private static final Rule ACCESS_LOGS = Rule.named("s3-access-logs")
            .title("S3 buckets have access logging to another bucket enabled")
            .severity(Severity.MEDIUM)
            .on(AwsTypes.S3_BUCKET_LOGGING_V2, "bucket", "targetBucket")
            .on(AwsTypes.S3_BUCKET_V2, "loggings[].targetBucket")
            .lookingAt(AwsTypes.LB_LOAD_BALANCER, "accessLogs.bucket")
            .risk("After a leak, the affected objects are unknown. A bucket that logs to itself grows indefinitely.")
            .remediation(
                    """
                    Log to a dedicated log bucket:
                    BucketLoggingV2Args.builder().bucket(bucket.id()).targetBucket(logs.id()).targetPrefix("s3/")
                    """)
            .references(fsbp("S3.9"), checkov("CKV_AWS_18"), cdkNag("S1"))
            .requiresInStack(Companions.byType(Map.of(
                    AwsTypes.S3_BUCKET_LOGGING_V2,
                    property("targetBucket").isText().and(S3AccessRules::logsElsewhere),
                    AwsTypes.S3_BUCKET_V2,
                    S3Rules.hasOwn(
                                    AwsTypes.S3_BUCKET_LOGGING_V2,
                                    "logging",
                                    S3AccessRules::logsInline,
                                    "the bucket has no BucketLoggingV2")
                            .onlyIf((bucket, context) -> !S3Rules.isLogTarget(bucket, context)))));

    private static final Rule CORS = Rule.named("s3-cors-named-origins")
            .title("S3 CORS rules that allow writes name their origins")
            .severity(Severity.MEDIUM)
            .on(AwsTypes.S3_BUCKET_CORS_CONFIGURATION_V2, "corsRules[].allowedOrigins", "corsRules[].allowedMethods")
            .on(AwsTypes.S3_BUCKET_V2, "corsRules[].allowedOrigins", "corsRules[].allowedMethods")
            .risk("Any website that a user visits can upload to, or delete from, the bucket as that user.")
            .remediation(
                    """
                    Name the allowed origins:
                    BucketCorsConfigurationV2CorsRuleArgs.builder().allowedOrigins(List.of("https://www.example.com")).allowedMethods(List.of("PUT"))
                    """)
            .requires(Elements.each("corsRules", rule -> property(rule + ".allowedOrigins")
                    .is(S3AccessRules::namesOrigins, "a list of named origins")
                    .where(rule + ".allowedMethods", S3AccessRules::hasWritingMethod)));

    private static final Rule NO_WEBSITE = Rule.named("s3-no-website")
            .title("S3 buckets are not configured as websites")
            .severity(Severity.MEDIUM)
            .on(
                    AwsTypes.S3_BUCKET_WEBSITE_CONFIGURATION_V2,
                    "redirectAllRequestsTo.protocol",
                    "redirectAllRequestsTo.hostName")
            .on(AwsTypes.S3_BUCKET_V2, "websites[].redirectAllRequestsTo")
            .risk("A website endpoint has no TLS and requires public objects.")
            .remediation(
                    """
                    Serve the bucket through a CDN with origin access control, or use the website only to redirect to HTTPS:
                    BucketWebsiteConfigurationV2RedirectAllRequestsToArgs.builder().hostName("www.example.com").protocol("https")
                    """)
            .references(cdkNag("S5"))
            .requires(Companions.byType(Map.of(
                    AwsTypes.S3_BUCKET_WEBSITE_CONFIGURATION_V2,
                    property("redirectAllRequestsTo.hostName")
                            .isText()
                            .and(property("redirectAllRequestsTo.protocol").isOneOf("https")),
                    AwsTypes.S3_BUCKET_V2,
                    ((Condition) (bucket, context) -> S3Rules.judge(
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
            ACCOUNT_BLOCK,
            ACCESS_POINT_BLOCK,
            ACLS_DISABLED,
            NO_LOCKOUT,
            ACCESS_LOGS,
            CORS,
            NO_WEBSITE);

    private S3AccessRules() {}

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

    private static Verdict logsInline(GraphResource bucket, RuleContext context) {
        String own = bucket.input("bucket").asText().orElse("");
        return S3Rules.judge(
                bucket,
                target -> target.asText().isPresent()
                        && !target.asText().orElse("").equals(own),
                "another bucket",
                "logging",
                "targetBucket");
    }

    private static boolean locksOut(Statement statement) {
        return !statement.allow()
                && statement.principals().contains("*")
                && statement.conditions().isEmpty()
                && statement.coversEveryActionOf("s3");
    }

    private static Verdict logsElsewhere(GraphResource logging, RuleContext context) {
        List<GraphResource> targets = context.references(logging, "targetBucket", AwsTypes.S3_BUCKET_V2);
        return Verdict.passIf(
                context.references(logging, "bucket", AwsTypes.S3_BUCKET_V2).stream()
                        .noneMatch(targets::contains),
                "targetBucket is the bucket itself but must be another bucket");
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
