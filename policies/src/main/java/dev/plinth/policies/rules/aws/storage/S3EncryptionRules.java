package dev.plinth.policies.rules.aws.storage;

import static dev.plinth.policies.rule.Property.property;
import static dev.plinth.policies.rule.Reference.cdkNag;
import static dev.plinth.policies.rule.Reference.checkov;
import static dev.plinth.policies.rule.Reference.cis;
import static dev.plinth.policies.rule.Reference.fsbp;
import static dev.plinth.policies.rule.Reference.securityHub;

import com.fasterxml.jackson.databind.JsonNode;
import dev.plinth.model.AwsTypes;
import dev.plinth.model.GraphResource;
import dev.plinth.policies.condition.Companions;
import dev.plinth.policies.condition.CustomerKeys;
import dev.plinth.policies.condition.Elements;
import dev.plinth.policies.condition.InlineSettings;
import dev.plinth.policies.condition.JsonText;
import dev.plinth.policies.condition.Statement;
import dev.plinth.policies.rule.Condition;
import dev.plinth.policies.rule.Rule;
import dev.plinth.policies.rule.Severity;
import dev.plinth.policies.rule.Verdict;
import java.util.List;
import java.util.Map;

/** Rules for encryption in Amazon S3, at rest and in transit. */
public final class S3EncryptionRules {

    private static final String INLINE_ENCRYPTION = "serverSideEncryptionConfiguration";

    private static final Rule TLS_ONLY = Rule.named("s3-tls-only")
            .title("S3 bucket policies deny requests without TLS")
            .severity(Severity.MEDIUM)
            .on(AwsTypes.S3_BUCKET_POLICY, "policy", "bucket")
            .on(AwsTypes.S3_BUCKET_V2, "policy")
            .risk("Objects and request signatures cross networks unencrypted.")
            .remediation(
                    """
                    Deny requests without TLS for the bucket and its objects:
                    {"Effect": "Deny", "Principal": "*", "Action": "s3:*", "Resource": ["arn:aws:s3:::uploads", "arn:aws:s3:::uploads/*"],
                     "Condition": {"Bool": {"aws:SecureTransport": "false"}}}
                    """)
            .references(cis("2.1.1"), fsbp("S3.5"), checkov("CKV_AWS_379"), cdkNag("S10"))
            .requiresInStack(Companions.byType(Map.of(
                    AwsTypes.S3_BUCKET_POLICY,
                    (resource, context) -> JsonText.judge(resource, "policy", S3EncryptionRules::refusesPlainHttp),
                    AwsTypes.S3_BUCKET_V2,
                    S3Rules.hasOwn(
                            AwsTypes.S3_BUCKET_POLICY,
                            "policy",
                            (bucket, context) -> JsonText.judge(bucket, "policy", S3EncryptionRules::refusesPlainHttp),
                            "the bucket has no BucketPolicy"))));

    private static final Rule ENCRYPTION = Rule.named("s3-encryption")
            .title("S3 buckets have explicit default encryption")
            .severity(Severity.LOW)
            .on(
                    AwsTypes.S3_BUCKET_SERVER_SIDE_ENCRYPTION_CONFIGURATION_V2,
                    "rules[].applyServerSideEncryptionByDefault.sseAlgorithm",
                    "bucket")
            .on(
                    AwsTypes.S3_BUCKET_V2,
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
                    AwsTypes.S3_BUCKET_SERVER_SIDE_ENCRYPTION_CONFIGURATION_V2,
                    property("rules").isFilled().and(Elements.each("rules", rule -> property(rule + S3Rules.ALGORITHM)
                            .isOneOf("AES256", "aws:kms", "aws:kms:dsse"))),
                    AwsTypes.S3_BUCKET_V2,
                    S3Rules.hasOwn(
                            AwsTypes.S3_BUCKET_SERVER_SIDE_ENCRYPTION_CONFIGURATION_V2,
                            INLINE_ENCRYPTION,
                            (bucket, context) -> encryptsBy(bucket, "AES256", "aws:kms", "aws:kms:dsse"),
                            "the bucket has no BucketServerSideEncryptionConfigurationV2"))));

    private static final Rule KMS_ENCRYPTION = Rule.named("s3-kms-encryption")
            .title("S3 buckets use a customer managed KMS key, except buckets for load balancer and S3 access logs")
            .severity(Severity.MEDIUM)
            .on(
                    AwsTypes.S3_BUCKET_SERVER_SIDE_ENCRYPTION_CONFIGURATION_V2,
                    "rules[].applyServerSideEncryptionByDefault.sseAlgorithm",
                    "rules[].applyServerSideEncryptionByDefault.kmsMasterKeyId",
                    "bucket")
            .on(
                    AwsTypes.S3_BUCKET_V2,
                    "serverSideEncryptionConfigurations[].rules[].applyServerSideEncryptionByDefaults[].sseAlgorithm",
                    "serverSideEncryptionConfigurations[].rules[].applyServerSideEncryptionByDefaults[].kmsMasterKeyId")
            .lookingAt(AwsTypes.S3_BUCKET_LOGGING_V2, "targetBucket")
            .lookingAt(AwsTypes.LB_LOAD_BALANCER, "accessLogs.bucket")
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
                    AwsTypes.S3_BUCKET_SERVER_SIDE_ENCRYPTION_CONFIGURATION_V2,
                    Elements.each("rules", rule -> property(rule + S3Rules.ALGORITHM)
                                    .isOneOf("aws:kms", "aws:kms:dsse")
                                    .and(CustomerKeys.isCustomerKey(
                                            rule + ".applyServerSideEncryptionByDefault.kmsMasterKeyId")))
                            .and(property("rules").isFilled())
                            .onlyIf((configuration, context) ->
                                    context.references(configuration, "bucket", AwsTypes.S3_BUCKET_V2).stream()
                                            .noneMatch(bucket -> S3Rules.isLogTarget(bucket, context))),
                    AwsTypes.S3_BUCKET_V2,
                    ((Condition) (bucket, context) -> encryptsBy(bucket, "aws:kms", "aws:kms:dsse"))
                            .and((bucket, context) -> S3Rules.judge(
                                    bucket,
                                    CustomerKeys::isCustomerKey,
                                    "a customer managed KMS key",
                                    INLINE_ENCRYPTION,
                                    "rule",
                                    "applyServerSideEncryptionByDefault",
                                    "kmsMasterKeyId"))
                            .onlyIf((bucket, context) -> InlineSettings.has(bucket, INLINE_ENCRYPTION)
                                    && !S3Rules.isLogTarget(bucket, context)))));

    public static final List<Rule> ALL = List.of(TLS_ONLY, ENCRYPTION, KMS_ENCRYPTION);

    private S3EncryptionRules() {}

    private static Verdict encryptsBy(GraphResource bucket, String... algorithms) {
        return S3Rules.judge(
                bucket,
                algorithm -> S3Rules.isOneOf(algorithm, algorithms),
                "one of " + String.join(", ", algorithms),
                INLINE_ENCRYPTION,
                "rule",
                "applyServerSideEncryptionByDefault",
                "sseAlgorithm");
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
}
