package dev.plinth.components.audit;

import com.pulumi.core.Output;
import com.pulumi.core.annotations.Import;
import com.pulumi.resources.ResourceArgs;
import dev.plinth.components.storage.ObjectLock;
import dev.plinth.components.storage.ObjectStorage;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The arguments of an {@link AuditTrail}. Required: {@link Builder#logBucket}. */
public final class AuditTrailArgs extends ResourceArgs {

    /** The default of {@link Builder#retentionDays}. */
    public static final int DEFAULT_RETENTION_DAYS = 365;

    /** The default of {@link Builder#lockMode}. */
    public static final ObjectLock.Mode DEFAULT_LOCK_MODE = ObjectLock.Mode.GOVERNANCE;

    /** The default of {@link Builder#cloudWatchLogs}. */
    public static final boolean DEFAULT_CLOUD_WATCH_LOGS = true;

    /** The default of {@link Builder#logRetentionDays}. */
    public static final int DEFAULT_LOG_RETENTION_DAYS = 365;

    /** The default of {@link Builder#insights}. */
    public static final boolean DEFAULT_INSIGHTS = false;

    private final @Nullable ObjectStorage logBucket;

    @Import
    private final int retentionDays;

    @Import
    private final String lockMode;

    @Import
    private final boolean cloudWatchLogs;

    @Import
    private final int logRetentionDays;

    @Import
    private final List<Output<String>> dataEventBucketArns;

    @Import
    private final boolean insights;

    @Import
    private final @Nullable String organizationId;

    private AuditTrailArgs(Builder builder) {
        this.logBucket = builder.logBucket;
        this.retentionDays = builder.retentionDays;
        this.lockMode = builder.lockMode.name();
        this.cloudWatchLogs = builder.cloudWatchLogs;
        this.logRetentionDays = builder.logRetentionDays;
        this.dataEventBucketArns = List.copyOf(builder.dataEventBucketArns);
        this.insights = builder.insights;
        this.organizationId = builder.organizationId;
    }

    /** Starts the arguments. */
    public static Builder builder() {
        return new Builder();
    }

    /** The bucket for the access logs of the trail's bucket. */
    @Nullable
    ObjectStorage logBucket() {
        return logBucket;
    }

    /** Returns the days for which log files are kept and locked. */
    public int retentionDays() {
        return retentionDays;
    }

    /** Returns who may lift the lock. */
    public ObjectLock.Mode lockMode() {
        return ObjectLock.Mode.valueOf(lockMode);
    }

    /** Returns whether events are sent to CloudWatch Logs. */
    public boolean cloudWatchLogs() {
        return cloudWatchLogs;
    }

    /** Returns the retention of the events in CloudWatch Logs in days. */
    public int logRetentionDays() {
        return logRetentionDays;
    }

    /** The buckets whose reads and writes of objects are recorded. */
    public List<Output<String>> dataEventBucketArns() {
        return dataEventBucketArns;
    }

    /** Returns whether unusual rates of calls and errors are recorded. */
    public boolean insights() {
        return insights;
    }

    /** The organization of which all accounts are recorded, or null for this account only. */
    public @Nullable String organizationId() {
        return organizationId;
    }

    /** Builds {@link AuditTrailArgs}. */
    public static final class Builder {

        private @Nullable ObjectStorage logBucket;
        private int retentionDays = DEFAULT_RETENTION_DAYS;
        private ObjectLock.Mode lockMode = DEFAULT_LOCK_MODE;
        private boolean cloudWatchLogs = DEFAULT_CLOUD_WATCH_LOGS;
        private int logRetentionDays = DEFAULT_LOG_RETENTION_DAYS;
        private List<Output<String>> dataEventBucketArns = List.of();
        private boolean insights = DEFAULT_INSIGHTS;
        private @Nullable String organizationId;

        private Builder() {}

        /**
         * The bucket that gets the access logs of the trail's bucket; its purpose is
         * {@link dev.plinth.components.storage.BucketPurpose#LOGS}. Required.
         */
        public Builder logBucket(ObjectStorage value) {
            this.logBucket = value;
            return this;
        }

        /**
         * Sets the days for which log files are locked and after which they expire, 1 to 3650. Default
         * {@value AuditTrailArgs#DEFAULT_RETENTION_DAYS}.
         */
        public Builder retentionDays(int value) {
            this.retentionDays = value;
            return this;
        }

        /**
         * Sets who may lift the lock of log files: with {@code COMPLIANCE} nobody. Default {@link AuditTrailArgs#DEFAULT_LOCK_MODE}.
         */
        public Builder lockMode(ObjectLock.Mode value) {
            this.lockMode = value;
            return this;
        }

        /** Sets whether events are sent to CloudWatch Logs. Default {@value AuditTrailArgs#DEFAULT_CLOUD_WATCH_LOGS}. */
        public Builder cloudWatchLogs(boolean value) {
            this.cloudWatchLogs = value;
            return this;
        }

        /**
         * Sets the retention of the events in CloudWatch Logs, a period that CloudWatch Logs offers. Default
         * {@value AuditTrailArgs#DEFAULT_LOG_RETENTION_DAYS} days.
         */
        public Builder logRetentionDays(int value) {
            this.logRetentionDays = value;
            return this;
        }

        /** The ARNs of the buckets whose reads and writes of objects are recorded, which is billed. Default: none. */
        public Builder dataEventBucketArns(List<Output<String>> value) {
            this.dataEventBucketArns = value;
            return this;
        }

        /**
         * Sets whether CloudTrail Insights records unusual rates of calls and errors, which is billed. Default
         * {@value AuditTrailArgs#DEFAULT_INSIGHTS}.
         */
        public Builder insights(boolean value) {
            this.insights = value;
            return this;
        }

        /**
         * The id of the organization of which all accounts are recorded; the stack's account is its management account. Default: this
         * account only.
         */
        public Builder organizationId(String value) {
            this.organizationId = value;
            return this;
        }

        /** The arguments; they are validated by the component that gets them. */
        public AuditTrailArgs build() {
            return new AuditTrailArgs(this);
        }
    }
}
