package dev.plinth.policies.rules;

import static dev.plinth.policies.rule.Property.property;
import static dev.plinth.policies.rule.Reference.cdkNag;
import static dev.plinth.policies.rule.Reference.checkov;
import static dev.plinth.policies.rule.Reference.cis;
import static dev.plinth.policies.rule.Reference.fsbp;

import dev.plinth.policies.graph.GraphResource;
import dev.plinth.policies.rule.Rule;
import dev.plinth.policies.rule.RuleContext;
import dev.plinth.policies.rule.Severity;
import dev.plinth.policies.rule.Verdict;
import java.util.List;

/** Rules for Amazon S3. */
final class S3Rules {

    private static final String BUCKET = "aws:s3/bucketV2:BucketV2";
    private static final String PUBLIC_ACCESS_BLOCK = "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock";

    private static final Rule BLOCK_PUBLIC_ACCESS = Rule.named("s3-block-public-access")
            .title("S3 buckets block public access, all four ways")
            .severity(Severity.CRITICAL)
            .on(
                    PUBLIC_ACCESS_BLOCK,
                    "blockPublicAcls",
                    "blockPublicPolicy",
                    "ignorePublicAcls",
                    "restrictPublicBuckets",
                    "bucket")
            .on(BUCKET)
            .risk("One wrong policy or object ACL publishes the bucket.")
            .remediation(
                    """
                    Give the bucket its block:
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
            .title("S3 bucket ACLs grant nothing to the public")
            .severity(Severity.CRITICAL)
            .on("aws:s3/bucketAclV2:BucketAclV2", "acl")
            .on(BUCKET, "acl")
            .risk("Everybody reads, or writes, every object.")
            .remediation(
                    """
                    Leave ACLs alone and serve files through Cloudflare:
                    BucketOwnershipControlsRuleArgs.builder().objectOwnership("BucketOwnerEnforced")
                    """)
            .references(fsbp("S3.2"), fsbp("S3.3"), checkov("CKV_AWS_20"), checkov("CKV_AWS_57"))
            .requires(property("acl").isNoneOf("public-read", "public-read-write", "authenticated-read"));

    private static final Rule POLICY_NOT_PUBLIC = Rule.named("s3-policy-not-public")
            .title("S3 bucket policies let nobody in without a restricting condition")
            .severity(Severity.CRITICAL)
            .on("aws:s3/bucketPolicy:BucketPolicy", "policy")
            .risk("The policy publishes what it allows to everybody who knows the bucket's name.")
            .remediation(
                    """
                    Name who may read, or where from:
                    "Condition": {"IpAddress": {"aws:SourceIp": ["198.51.100.0/24"]}}
                    """)
            .references(fsbp("S3.2"), fsbp("S3.3"), fsbp("S3.6"), checkov("CKV_AWS_70"))
            .requires(PolicyDocuments.isNotPublic("policy"));

    private static final Rule NO_FORCE_DESTROY = Rule.named("s3-no-force-destroy")
            .title("Production S3 buckets are deleted only when they are empty")
            .severity(Severity.HIGH)
            .on(BUCKET, "forceDestroy")
            .risk("Destroying the stack, or a rename, deletes every object with the bucket.")
            .remediation(
                    """
                    Leave it out in production:
                    BucketV2Args.builder().forceDestroy(false)
                    """)
            .requires(property("forceDestroy").isNotTrue().inProduction());

    static final List<Rule> ALL = List.of(BLOCK_PUBLIC_ACCESS, NO_PUBLIC_ACL, POLICY_NOT_PUBLIC, NO_FORCE_DESTROY);

    private S3Rules() {}

    private static Verdict blocksPublicAccess(GraphResource resource, RuleContext context) {
        if (resource.type().equals(PUBLIC_ACCESS_BLOCK)) {
            return property("blockPublicAcls")
                    .isTrue()
                    .and(property("blockPublicPolicy").isTrue())
                    .and(property("ignorePublicAcls").isTrue())
                    .and(property("restrictPublicBuckets").isTrue())
                    .test(resource, context);
        }
        return Verdict.passIf(
                !context.referrers(resource, "bucket", PUBLIC_ACCESS_BLOCK).isEmpty(),
                "the bucket has no BucketPublicAccessBlock");
    }
}
