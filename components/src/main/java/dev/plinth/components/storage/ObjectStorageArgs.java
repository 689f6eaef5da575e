package dev.plinth.components.storage;

import com.pulumi.aws.Provider;
import com.pulumi.core.annotations.Import;
import com.pulumi.resources.ResourceArgs;
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
        this.replicationProvider = builder.replicationProvider;
        this.replicaLogBucket = builder.replicaLogBucket;
        this.forceDestroy = builder.forceDestroy;
    }

    /** Starts the arguments. */
    public static Builder builder() {
        return new Builder();
    }

    /** What the bucket is for. */
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

    /** How long a version stays after it was overwritten or deleted, in days. */
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

    /** The AWS provider of the region that objects are copied to, or null for none. */
    public @Nullable Provider replicationProvider() {
        return replicationProvider;
    }

    /** Where accesses to the copy are logged, or null for nowhere. */
    public @Nullable ObjectStorage replicaLogBucket() {
        return replicaLogBucket;
    }

    /** Whether the bucket may be deleted with all that is in it. */
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
        private @Nullable Provider replicationProvider;
        private @Nullable ObjectStorage replicaLogBucket;
        private boolean forceDestroy = DEFAULT_FORCE_DESTROY;

        private Builder() {}

        /**
         * What the bucket is for. Default {@link BucketPurpose#DATA}. After a change, objects keep the encryption that they have.
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
         * How long a version stays after it was overwritten or deleted, and can be brought back, 1 to 3650 days. Default
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
         * The AWS provider of a second region, where a second bucket then gets a copy of each new object within minutes, with a key of its
         * own. Default: none.
         */
        public Builder replicationProvider(Provider value) {
            this.replicationProvider = value;
            return this;
        }

        /**
         * Where accesses to the copy are logged: a storage whose purpose is {@link BucketPurpose#LOGS} in the second region, for S3
         * logs within a region only. Default: nowhere.
         */
        public Builder replicaLogBucket(ObjectStorage value) {
            this.replicaLogBucket = value;
            return this;
        }

        /**
         * Whether the bucket may be deleted with all that is in it; otherwise only an empty one can. Default {@value ObjectStorageArgs#DEFAULT_FORCE_DESTROY}.
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
