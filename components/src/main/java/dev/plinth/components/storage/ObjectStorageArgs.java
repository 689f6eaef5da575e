package dev.plinth.components.storage;

import com.pulumi.aws.Provider;
import com.pulumi.core.annotations.Import;
import com.pulumi.resources.ResourceArgs;
import dev.plinth.components.PolicyDocument.Statement;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The arguments of an {@link ObjectStorage}. All have defaults. */
public final class ObjectStorageArgs extends ResourceArgs {

    /** The default of {@link Builder#purpose}. */
    public static final BucketPurpose DEFAULT_PURPOSE = BucketPurpose.DATA;

    /** The default of {@link Builder#abortIncompleteUploadDays}. */
    public static final int DEFAULT_ABORT_INCOMPLETE_UPLOAD_DAYS = 7;

    /** The default of {@link Builder#noncurrentVersionDays}. */
    public static final int DEFAULT_NONCURRENT_VERSION_DAYS = 90;

    /** The default of {@link Builder#contentDistributionOrigin}. */
    public static final boolean DEFAULT_CONTENT_DISTRIBUTION_ORIGIN = false;

    /** The default of {@link Builder#contentDistributionLogs}. */
    public static final boolean DEFAULT_CONTENT_DISTRIBUTION_LOGS = false;

    /** The default of {@link Builder#allowAnyPrincipal}. */
    public static final boolean DEFAULT_ALLOW_ANY_PRINCIPAL = false;

    /** The default of {@link Builder#forceDestroy}. */
    public static final boolean DEFAULT_FORCE_DESTROY = false;

    @Import
    private final BucketPurpose purpose;

    private final @Nullable ObjectStorage logBucket;

    @Import
    private final int abortIncompleteUploadDays;

    @Import
    private final int noncurrentVersionDays;

    @Import
    private final @Nullable Integer expireAfterDays;

    private final List<Transition> transitions;

    private final List<CorsRule> corsRules;

    private final @Nullable ObjectLock objectLock;

    private final List<BucketStatement> policyStatements;
    private final List<Statement> keyPolicyStatements;

    private final boolean allowAnyPrincipal;

    private final boolean contentDistributionOrigin;

    private final boolean contentDistributionLogs;

    private final @Nullable Provider replicationProvider;

    private final @Nullable ObjectStorage replicaLogBucket;

    @Import
    private final boolean forceDestroy;

    private ObjectStorageArgs(Builder builder) {
        this.purpose = builder.purpose;
        this.logBucket = builder.logBucket;
        this.abortIncompleteUploadDays = builder.abortIncompleteUploadDays;
        this.noncurrentVersionDays = builder.noncurrentVersionDays;
        this.expireAfterDays = builder.expireAfterDays;
        this.transitions = builder.transitions;
        this.corsRules = builder.corsRules;
        this.objectLock = builder.objectLock;
        this.keyPolicyStatements = List.copyOf(builder.keyPolicyStatements);
        this.policyStatements = builder.policyStatements;
        this.allowAnyPrincipal = builder.allowAnyPrincipal;
        this.contentDistributionOrigin = builder.contentDistributionOrigin;
        this.contentDistributionLogs = builder.contentDistributionLogs;
        this.replicationProvider = builder.replicationProvider;
        this.replicaLogBucket = builder.replicaLogBucket;
        this.forceDestroy = builder.forceDestroy;
    }

    /** Starts the arguments. */
    public static Builder builder() {
        return new Builder();
    }

    /** Returns the bucket's purpose. */
    public BucketPurpose purpose() {
        return purpose;
    }

    /** The bucket that gets this one's access logs, or null for none. */
    public @Nullable ObjectStorage logBucket() {
        return logBucket;
    }

    /** After how many days unfinished uploads are dropped. */
    public int abortIncompleteUploadDays() {
        return abortIncompleteUploadDays;
    }

    /** Returns how long a version stays after it was overwritten or deleted, in days. */
    public int noncurrentVersionDays() {
        return noncurrentVersionDays;
    }

    /** The age at which objects are deleted, in days, or null for never. */
    public @Nullable Integer expireAfterDays() {
        return expireAfterDays;
    }

    /** The moves to cheaper storage classes. */
    public List<Transition> transitions() {
        return transitions;
    }

    /** The pages that may use the bucket from a browser. */
    public List<CorsRule> corsRules() {
        return corsRules;
    }

    /** The time in which nothing can be deleted, or null for none. */
    public @Nullable ObjectLock objectLock() {
        return objectLock;
    }

    /** The statements that the bucket's policy has beside its own. */
    public List<BucketStatement> policyStatements() {
        return policyStatements;
    }

    /** The statements that the key's policy has beside the account's. */
    public List<Statement> keyPolicyStatements() {
        return keyPolicyStatements;
    }

    /** Returns whether a statement may be for everyone who meets its conditions. */
    public boolean allowAnyPrincipal() {
        return allowAnyPrincipal;
    }

    /** Returns whether a content distribution reads from the bucket. */
    public boolean contentDistributionOrigin() {
        return contentDistributionOrigin;
    }

    /** Returns whether content distributions write their access logs to the bucket. */
    public boolean contentDistributionLogs() {
        return contentDistributionLogs;
    }

    /** The AWS provider of the region that objects are copied to, or null for none. */
    public @Nullable Provider replicationProvider() {
        return replicationProvider;
    }

    /** Bucket in which accesses to the copy are logged, or null for nowhere. */
    public @Nullable ObjectStorage replicaLogBucket() {
        return replicaLogBucket;
    }

    /** Returns whether the bucket may be deleted with all that is in it. */
    public boolean forceDestroy() {
        return forceDestroy;
    }

    /** Builds {@link ObjectStorageArgs}. */
    public static final class Builder {

        private BucketPurpose purpose = DEFAULT_PURPOSE;
        private @Nullable ObjectStorage logBucket;
        private int abortIncompleteUploadDays = DEFAULT_ABORT_INCOMPLETE_UPLOAD_DAYS;
        private int noncurrentVersionDays = DEFAULT_NONCURRENT_VERSION_DAYS;
        private @Nullable Integer expireAfterDays;
        private List<Transition> transitions = List.of();
        private List<CorsRule> corsRules = List.of();
        private @Nullable ObjectLock objectLock;
        private List<BucketStatement> policyStatements = List.of();
        private List<Statement> keyPolicyStatements = List.of();
        private boolean allowAnyPrincipal = DEFAULT_ALLOW_ANY_PRINCIPAL;
        private boolean contentDistributionOrigin = DEFAULT_CONTENT_DISTRIBUTION_ORIGIN;
        private boolean contentDistributionLogs = DEFAULT_CONTENT_DISTRIBUTION_LOGS;
        private @Nullable Provider replicationProvider;
        private @Nullable ObjectStorage replicaLogBucket;
        private boolean forceDestroy = DEFAULT_FORCE_DESTROY;

        private Builder() {}

        /**
         * Sets what the bucket is for. Default {@link BucketPurpose#DATA}. After a change, objects keep the encryption that they have.
         */
        public Builder purpose(BucketPurpose value) {
            this.purpose = value;
            return this;
        }

        /**
         * The bucket that gets this one's access logs; its purpose is {@link BucketPurpose#LOGS}. Default: none. A bucket of logs can't
         * have one.
         */
        public Builder logBucket(ObjectStorage value) {
            this.logBucket = value;
            return this;
        }

        /**
         * After how many days unfinished uploads are dropped, 1 to 365. Default {@value ObjectStorageArgs#DEFAULT_ABORT_INCOMPLETE_UPLOAD_DAYS}.
         */
        public Builder abortIncompleteUploadDays(int value) {
            this.abortIncompleteUploadDays = value;
            return this;
        }

        /**
         * Sets how long a version stays after it was overwritten or deleted, and can be brought back, 1 to 3650 days. Default
         * {@value ObjectStorageArgs#DEFAULT_NONCURRENT_VERSION_DAYS}.
         */
        public Builder noncurrentVersionDays(int value) {
            this.noncurrentVersionDays = value;
            return this;
        }

        /**
         * The age at which objects are deleted, 1 to 3650 days. Default: never. <strong>It deletes what is there already,
         * too.</strong>
         */
        public Builder expireAfterDays(Integer value) {
            this.expireAfterDays = value;
            return this;
        }

        /**
         * The moves to cheaper storage classes, in the order of their ages. None by default.
         */
        public Builder transitions(List<Transition> value) {
            this.transitions = List.copyOf(value);
            return this;
        }

        /**
         * The pages that may use the bucket from a browser. None by default.
         */
        public Builder corsRules(List<CorsRule> value) {
            this.corsRules = List.copyOf(value);
            return this;
        }

        /**
         * The time in which no version can be deleted or overwritten. Default: none. Adding it to a bucket replaces the bucket; it can't
         * be taken away.
         */
        public Builder objectLock(ObjectLock value) {
            this.objectLock = value;
            return this;
        }

        /**
         * The statements that the bucket's policy has beside those that refuse plain HTTP and old TLS. None by default. The
         * copy in a second region doesn't get them.
         *
         * <pre>{@code
         * policyStatements(List.of(bucketArn -> Statement.allow("ReadByPartner")
         *         .awsPrincipal(Output.of("arn:aws:iam::210987654321:role/import"))
         *         .actions("s3:GetObject")
         *         .resource(Output.format("%s/*", bucketArn))))
         * }</pre>
         *
         * <p>A role of another account needs permission for the bucket's key as well.
         */
        public Builder policyStatements(List<BucketStatement> value) {
            this.policyStatements = List.copyOf(value);
            return this;
        }

        /**
         * The statements that the policy of the bucket's key has beside the account's: for a service that writes to the bucket. None by
         * default. A bucket with the purpose {@link BucketPurpose#LOGS} has no separate key.
         */
        public Builder keyPolicyStatements(List<Statement> value) {
            this.keyPolicyStatements = value;
            return this;
        }

        /**
         * Sets whether one of {@link #policyStatements} may be for everyone who meets its conditions, such as a whole organization.
         * Default {@value ObjectStorageArgs#DEFAULT_ALLOW_ANY_PRINCIPAL}. A statement for everyone without a condition is
         * refused all the same, as S3 refuses it while public access is blocked.
         *
         * @see <a href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html#access-control-block-public-access-policy-status">
         *     The meaning of "public"</a>
         */
        public Builder allowAnyPrincipal(boolean value) {
            this.allowAnyPrincipal = value;
            return this;
        }

        /**
         * Sets whether a content distribution reads from the bucket. Default
         * {@value ObjectStorageArgs#DEFAULT_CONTENT_DISTRIBUTION_ORIGIN}. Then the bucket's policy waits for
         * {@link ObjectStorage#allowDistribution}, which the distribution calls, and the key lets CloudFront decrypt for the
         * account's distributions.
         */
        public Builder contentDistributionOrigin(boolean value) {
            this.contentDistributionOrigin = value;
            return this;
        }

        /**
         * Sets whether content distributions write their access logs (standard logging, v2) to the bucket, whose purpose is
         * {@link BucketPurpose#LOGS}. Default {@value ObjectStorageArgs#DEFAULT_CONTENT_DISTRIBUTION_LOGS}.
         *
         * @see <a href="https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/AWS-logs-and-resource-policy.html#AWS-logs-infrastructure-V2-S3">
         *     Permissions for logs sent to S3</a>
         */
        public Builder contentDistributionLogs(boolean value) {
            this.contentDistributionLogs = value;
            return this;
        }

        /**
         * The AWS provider of a second region, where a second bucket with its own key then gets a copy of each new object within
         * minutes. Default: none.
         */
        public Builder replicationProvider(Provider value) {
            this.replicationProvider = value;
            return this;
        }

        /**
         * Bucket in which accesses to the copy are logged: a storage whose purpose is {@link BucketPurpose#LOGS} in the second region, for S3
         * logs within a region only. Default: nowhere.
         */
        public Builder replicaLogBucket(ObjectStorage value) {
            this.replicaLogBucket = value;
            return this;
        }

        /**
         * Sets whether the bucket may be deleted with all that is in it; otherwise only an empty one can. Default {@value ObjectStorageArgs#DEFAULT_FORCE_DESTROY}.
         */
        public Builder forceDestroy(boolean value) {
            this.forceDestroy = value;
            return this;
        }

        /** The arguments; they are validated by the component that gets them. */
        public ObjectStorageArgs build() {
            return new ObjectStorageArgs(this);
        }
    }
}
