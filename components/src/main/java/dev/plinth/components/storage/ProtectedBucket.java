package dev.plinth.components.storage;

import com.pulumi.aws.s3.BucketLifecycleConfigurationV2;
import com.pulumi.aws.s3.BucketLifecycleConfigurationV2Args;
import com.pulumi.aws.s3.BucketObjectLockConfigurationV2;
import com.pulumi.aws.s3.BucketObjectLockConfigurationV2Args;
import com.pulumi.aws.s3.BucketOwnershipControls;
import com.pulumi.aws.s3.BucketOwnershipControlsArgs;
import com.pulumi.aws.s3.BucketPolicy;
import com.pulumi.aws.s3.BucketPolicyArgs;
import com.pulumi.aws.s3.BucketPublicAccessBlock;
import com.pulumi.aws.s3.BucketPublicAccessBlockArgs;
import com.pulumi.aws.s3.BucketServerSideEncryptionConfigurationV2;
import com.pulumi.aws.s3.BucketServerSideEncryptionConfigurationV2Args;
import com.pulumi.aws.s3.BucketV2;
import com.pulumi.aws.s3.BucketV2Args;
import com.pulumi.aws.s3.BucketVersioningV2;
import com.pulumi.aws.s3.BucketVersioningV2Args;
import com.pulumi.aws.s3.inputs.BucketLifecycleConfigurationV2RuleAbortIncompleteMultipartUploadArgs;
import com.pulumi.aws.s3.inputs.BucketLifecycleConfigurationV2RuleArgs;
import com.pulumi.aws.s3.inputs.BucketLifecycleConfigurationV2RuleExpirationArgs;
import com.pulumi.aws.s3.inputs.BucketLifecycleConfigurationV2RuleFilterArgs;
import com.pulumi.aws.s3.inputs.BucketLifecycleConfigurationV2RuleNoncurrentVersionExpirationArgs;
import com.pulumi.aws.s3.inputs.BucketLifecycleConfigurationV2RuleTransitionArgs;
import com.pulumi.aws.s3.inputs.BucketObjectLockConfigurationV2RuleArgs;
import com.pulumi.aws.s3.inputs.BucketObjectLockConfigurationV2RuleDefaultRetentionArgs;
import com.pulumi.aws.s3.inputs.BucketOwnershipControlsRuleArgs;
import com.pulumi.aws.s3.inputs.BucketServerSideEncryptionConfigurationV2RuleApplyServerSideEncryptionByDefaultArgs;
import com.pulumi.aws.s3.inputs.BucketServerSideEncryptionConfigurationV2RuleArgs;
import com.pulumi.aws.s3.inputs.BucketVersioningV2VersioningConfigurationArgs;
import com.pulumi.core.Output;
import com.pulumi.resources.CustomResourceOptions;
import dev.plinth.components.PolicyDocument;
import dev.plinth.components.PolicyDocument.Statement;
import dev.plinth.components.security.EncryptionKey;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** A bucket with everything that keeps it private, encrypted and recoverable; in the first region or the second. */
final class ProtectedBucket {

    static final String DENY_PLAIN_HTTP = "DenyPlainHttp";
    static final String DENY_OLD_TLS = "DenyOldTls";

    private final ObjectStorageArgs args;
    private final Surroundings surroundings;
    private final BucketV2 bucket;
    private final BucketPublicAccessBlock publicAccessBlock;
    private final BucketVersioningV2 versioning;

    /**
     * Differences between the two buckets of one storage.
     *
     * @param childName makes a part's logical name
     * @param options starts the options of a part
     * @param bucketOptions starts the options of the bucket itself
     * @param key encrypts the objects; null for S3's own key
     */
    record Surroundings(
            UnaryOperator<String> childName,
            Supplier<CustomResourceOptions.Builder> options,
            Supplier<CustomResourceOptions.Builder> bucketOptions,
            @Nullable EncryptionKey key) {}

    /** Creates the bucket with all but its policy, which {@link #writePolicy} adds. */
    ProtectedBucket(ObjectStorageArgs args, Surroundings surroundings) {
        this.args = args;
        this.surroundings = surroundings;
        this.bucket = createBucket();
        this.publicAccessBlock = blockPublicAccess();
        disableAccessControlLists();
        encrypt();
        this.versioning = keepVersions();
        expire();
        lockObjects();
    }

    BucketV2 bucket() {
        return bucket;
    }

    /** Replication can only begin once versions are kept. */
    BucketVersioningV2 versioning() {
        return versioning;
    }

    private String childName(String part) {
        return surroundings.childName().apply(part);
    }

    private CustomResourceOptions.Builder options() {
        return surroundings.options().get();
    }

    private BucketV2 createBucket() {
        return new BucketV2(
                childName("bucket"),
                BucketV2Args.builder()
                        .forceDestroy(args.forceDestroy())
                        .objectLockEnabled(args.objectLock() != null)
                        .build(),
                surroundings.bucketOptions().get().build());
    }

    private BucketPublicAccessBlock blockPublicAccess() {
        return new BucketPublicAccessBlock(
                childName("public-access-block"),
                BucketPublicAccessBlockArgs.builder()
                        .bucket(bucket.bucket())
                        .blockPublicAcls(true)
                        .blockPublicPolicy(true)
                        .ignorePublicAcls(true)
                        .restrictPublicBuckets(true)
                        .build(),
                options().build());
    }

    private void disableAccessControlLists() {
        new BucketOwnershipControls(
                childName("ownership-controls"),
                BucketOwnershipControlsArgs.builder()
                        .bucket(bucket.bucket())
                        .rule(BucketOwnershipControlsRuleArgs.builder()
                                .objectOwnership("BucketOwnerEnforced")
                                .build())
                        .build(),
                options().build());
    }

    private void encrypt() {
        EncryptionKey key = surroundings.key();
        var algorithm = BucketServerSideEncryptionConfigurationV2RuleApplyServerSideEncryptionByDefaultArgs.builder();
        if (key == null) {
            algorithm.sseAlgorithm("AES256");
        } else {
            algorithm.sseAlgorithm("aws:kms").kmsMasterKeyId(key.keyArn());
        }
        new BucketServerSideEncryptionConfigurationV2(
                childName("encryption"),
                BucketServerSideEncryptionConfigurationV2Args.builder()
                        .bucket(bucket.bucket())
                        .rules(BucketServerSideEncryptionConfigurationV2RuleArgs.builder()
                                .applyServerSideEncryptionByDefault(algorithm.build())
                                .bucketKeyEnabled(key != null)
                                .build())
                        .build(),
                options().build());
    }

    private BucketVersioningV2 keepVersions() {
        return new BucketVersioningV2(
                childName("versioning"),
                BucketVersioningV2Args.builder()
                        .bucket(bucket.bucket())
                        .versioningConfiguration(BucketVersioningV2VersioningConfigurationArgs.builder()
                                .status("Enabled")
                                .build())
                        .build(),
                options().build());
    }

    private void expire() {
        new BucketLifecycleConfigurationV2(
                childName("lifecycle"),
                BucketLifecycleConfigurationV2Args.builder()
                        .bucket(bucket.bucket())
                        .rules(BucketLifecycleConfigurationV2RuleArgs.builder()
                                .id("all-objects")
                                .status("Enabled")
                                .filter(BucketLifecycleConfigurationV2RuleFilterArgs.builder()
                                        .prefix("")
                                        .build())
                                .abortIncompleteMultipartUpload(
                                        BucketLifecycleConfigurationV2RuleAbortIncompleteMultipartUploadArgs.builder()
                                                .daysAfterInitiation(args.abortIncompleteUploadDays())
                                                .build())
                                .noncurrentVersionExpiration(
                                        BucketLifecycleConfigurationV2RuleNoncurrentVersionExpirationArgs.builder()
                                                .noncurrentDays(args.noncurrentVersionDays())
                                                .build())
                                .expiration(expiration())
                                .transitions(args.transitions().stream()
                                        .map(ProtectedBucket::transition)
                                        .toList())
                                .build())
                        .build(),
                options().dependsOn(versioning).build());
    }

    /** Without an expiration, only delete markers without any version expire. */
    private BucketLifecycleConfigurationV2RuleExpirationArgs expiration() {
        var builder = BucketLifecycleConfigurationV2RuleExpirationArgs.builder();
        Integer days = args.expireAfterDays();
        return (days == null ? builder.expiredObjectDeleteMarker(true) : builder.days(days)).build();
    }

    private static BucketLifecycleConfigurationV2RuleTransitionArgs transition(Transition transition) {
        return BucketLifecycleConfigurationV2RuleTransitionArgs.builder()
                .days(transition.afterDays())
                .storageClass(transition.storageClass().name())
                .build();
    }

    private void lockObjects() {
        ObjectLock lock = args.objectLock();
        if (lock != null) {
            new BucketObjectLockConfigurationV2(
                    childName("object-lock"),
                    BucketObjectLockConfigurationV2Args.builder()
                            .bucket(bucket.bucket())
                            .rule(BucketObjectLockConfigurationV2RuleArgs.builder()
                                    .defaultRetention(BucketObjectLockConfigurationV2RuleDefaultRetentionArgs.builder()
                                            .mode(lock.mode().name())
                                            .days(lock.days())
                                            .build())
                                    .build())
                            .build(),
                    options().dependsOn(versioning).build());
        }
    }

    /** S3 refuses to change the policy and the block at the same moment, hence the order. */
    BucketPolicy writePolicy(List<BucketStatement> more) {
        List<Statement> statements = new ArrayList<>(List.of(
                denyAll(DENY_PLAIN_HTTP).condition("Bool", "aws:SecureTransport", "false"),
                denyAll(DENY_OLD_TLS).condition("NumericLessThan", "s3:TlsVersion", "1.2")));
        more.forEach(statement -> statements.add(statement.on(bucket.arn())));
        return new BucketPolicy(
                childName("policy"),
                BucketPolicyArgs.builder()
                        .bucket(bucket.bucket())
                        .policy(PolicyDocument.of(statements).toJson())
                        .build(),
                options().dependsOn(publicAccessBlock).build());
    }

    private Statement denyAll(String sid) {
        return Statement.deny(sid)
                .anyPrincipal()
                .actions("s3:*")
                .resource(bucket.arn())
                .resource(Output.format("%s/*", bucket.arn()));
    }
}
