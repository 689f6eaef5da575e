package dev.plinth.components.backup;

import com.pulumi.core.Output;
import com.pulumi.core.annotations.Import;
import com.pulumi.resources.ProviderResource;
import com.pulumi.resources.ResourceArgs;
import dev.plinth.components.database.PostgresDatabase;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Arguments of a {@link BackupVault}. Required: {@link Builder#databases}, {@link Builder#resourceArns} or
 * {@link Builder#selectionTags}.
 *
 * <p>Long, because each argument has a field, an accessor and two documented setters.
 */
public final class BackupVaultArgs extends ResourceArgs {

    /** Principals that can still undo a vault's lock. */
    public enum LockMode {
        /** Principals whose IAM policies allow it. */
        GOVERNANCE,
        /** Nobody, AWS included, once the days of {@link Builder#changeableForDays} are over: what is in the vault stays and costs. */
        COMPLIANCE
    }

    /** The default of {@link Builder#schedule}: each day at 05:00 UTC, clear of the default windows of databases. */
    public static final String DEFAULT_SCHEDULE = "cron(0 5 * * ? *)";

    /** The default of {@link Builder#retentionDays}: five weeks, the longest window of point-in-time recovery. */
    public static final int DEFAULT_RETENTION_DAYS = 35;

    /** The default of {@link Builder#hourly}. */
    public static final boolean DEFAULT_HOURLY = false;

    /** The default of {@link Builder#hourlyRetentionDays}. */
    public static final int DEFAULT_HOURLY_RETENTION_DAYS = 7;

    /** The default of {@link Builder#copyRetentionDays}. */
    public static final int DEFAULT_COPY_RETENTION_DAYS = 35;

    /** The default of {@link Builder#lockMode}. */
    public static final LockMode DEFAULT_LOCK_MODE = LockMode.GOVERNANCE;

    /** The default of {@link Builder#changeableForDays}; it counts with {@link LockMode#COMPLIANCE} alone. */
    public static final int DEFAULT_CHANGEABLE_FOR_DAYS = 7;

    /** The default of {@link Builder#lockMinRetentionDays}. */
    public static final int DEFAULT_LOCK_MIN_RETENTION_DAYS = 7;

    /** The default of {@link Builder#lockMaxRetentionDays}: ten years. */
    public static final int DEFAULT_LOCK_MAX_RETENTION_DAYS = 3653;

    /** The default of {@link Builder#restoreTestSchedule}: the first of each month at 07:00 UTC, after the day's backup. */
    public static final String DEFAULT_RESTORE_TEST_SCHEDULE = "cron(0 7 1 * ? *)";

    /** The default of {@link Builder#restoreTestValidationHours}. */
    public static final int DEFAULT_RESTORE_TEST_VALIDATION_HOURS = 4;

    private final List<PostgresDatabase> databases;

    @Import
    private final List<Output<String>> resourceArns;

    @Import
    private final Map<String, String> selectionTags;

    @Import
    private final List<Output<String>> continuousResourceArns;

    @Import
    private final String schedule;

    @Import
    private final int retentionDays;

    @Import
    private final @Nullable Integer coldStorageAfterDays;

    @Import
    private final boolean hourly;

    @Import
    private final int hourlyRetentionDays;

    @Import
    private final int copyRetentionDays;

    @Import
    private final String lockMode;

    @Import
    private final int changeableForDays;

    @Import
    private final int lockMinRetentionDays;

    @Import
    private final int lockMaxRetentionDays;

    @Import
    private final List<Output<String>> restoreTestDatabaseArns;

    @Import
    private final String restoreTestSchedule;

    @Import
    private final int restoreTestValidationHours;

    @Import
    private final Map<String, Output<String>> restoreTestMetadata;

    @Import
    private final @Nullable Output<String> notificationTopicArn;

    private final @Nullable ProviderResource copyProvider;

    private BackupVaultArgs(Builder builder) {
        this.databases = builder.databases;
        this.resourceArns = builder.resourceArns;
        this.selectionTags = new TreeMap<>(builder.selectionTags);
        this.continuousResourceArns = builder.continuousResourceArns;
        this.schedule = builder.schedule;
        this.retentionDays = builder.retentionDays;
        this.coldStorageAfterDays = builder.coldStorageAfterDays;
        this.hourly = builder.hourly;
        this.hourlyRetentionDays = builder.hourlyRetentionDays;
        this.copyProvider = builder.copyProvider;
        this.copyRetentionDays = builder.copyRetentionDays;
        this.lockMode = builder.lockMode.name();
        this.changeableForDays = builder.changeableForDays;
        this.lockMinRetentionDays = builder.lockMinRetentionDays;
        this.lockMaxRetentionDays = builder.lockMaxRetentionDays;
        this.restoreTestDatabaseArns = builder.restoreTestDatabaseArns;
        this.restoreTestSchedule = builder.restoreTestSchedule;
        this.restoreTestValidationHours = builder.restoreTestValidationHours;
        this.restoreTestMetadata = new TreeMap<>(builder.restoreTestMetadata);
        this.notificationTopicArn = builder.notificationTopicArn;
    }

    /** Starts the arguments. */
    public static Builder builder() {
        return new Builder();
    }

    /** The databases that are backed up daily and whose restores are tested. */
    public List<PostgresDatabase> databases() {
        return databases;
    }

    /** Returns the ARNs of the resources that are backed up. */
    public List<Output<String>> resourceArns() {
        return resourceArns;
    }

    /** Returns the tags of the resources that are backed up. */
    public Map<String, String> selectionTags() {
        return selectionTags;
    }

    /** Returns the ARNs of the resources that are backed up continuously. */
    public List<Output<String>> continuousResourceArns() {
        return continuousResourceArns;
    }

    /** Returns the schedule of the daily backup. */
    public String schedule() {
        return schedule;
    }

    /** Returns how long daily backups are kept, in days. */
    public int retentionDays() {
        return retentionDays;
    }

    /** Returns when daily backups move to cold storage, in days, or null for never. */
    public @Nullable Integer coldStorageAfterDays() {
        return coldStorageAfterDays;
    }

    /** Returns whether there is an hourly backup too. */
    public boolean hourly() {
        return hourly;
    }

    /** Returns how long hourly backups are kept, in days. */
    public int hourlyRetentionDays() {
        return hourlyRetentionDays;
    }

    /** The provider of the region that daily backups are copied to, or null for no copy. */
    public @Nullable ProviderResource copyProvider() {
        return copyProvider;
    }

    /** Returns how long copies are kept, in days. */
    public int copyRetentionDays() {
        return copyRetentionDays;
    }

    /** Returns the mode of the lock. */
    public LockMode lockMode() {
        return LockMode.valueOf(lockMode);
    }

    /** Returns how long a compliance lock can be undone, in days. */
    public int changeableForDays() {
        return changeableForDays;
    }

    /** The shortest retention that the vault accepts, in days. */
    public int lockMinRetentionDays() {
        return lockMinRetentionDays;
    }

    /** The longest retention that the vault accepts, in days. */
    public int lockMaxRetentionDays() {
        return lockMaxRetentionDays;
    }

    /** The databases whose restore is tested, by ARN. */
    public List<Output<String>> restoreTestDatabaseArns() {
        return restoreTestDatabaseArns;
    }

    /** Returns the schedule of the restore tests. */
    public String restoreTestSchedule() {
        return restoreTestSchedule;
    }

    /** Returns how long a restored database is kept for validation, in hours. */
    public int restoreTestValidationHours() {
        return restoreTestValidationHours;
    }

    /** Returns how the restored database differs from its original. */
    public Map<String, Output<String>> restoreTestMetadata() {
        return restoreTestMetadata;
    }

    /** The topic for notifications of jobs, or null. */
    public @Nullable Output<String> notificationTopicArn() {
        return notificationTopicArn;
    }

    /** Builds {@link BackupVaultArgs}. */
    public static final class Builder {

        private List<PostgresDatabase> databases = List.of();
        private List<Output<String>> resourceArns = List.of();
        private Map<String, String> selectionTags = Map.of();
        private List<Output<String>> continuousResourceArns = List.of();
        private String schedule = DEFAULT_SCHEDULE;
        private int retentionDays = DEFAULT_RETENTION_DAYS;
        private @Nullable Integer coldStorageAfterDays;
        private boolean hourly = DEFAULT_HOURLY;
        private int hourlyRetentionDays = DEFAULT_HOURLY_RETENTION_DAYS;
        private @Nullable ProviderResource copyProvider;
        private int copyRetentionDays = DEFAULT_COPY_RETENTION_DAYS;
        private LockMode lockMode = DEFAULT_LOCK_MODE;
        private int changeableForDays = DEFAULT_CHANGEABLE_FOR_DAYS;
        private int lockMinRetentionDays = DEFAULT_LOCK_MIN_RETENTION_DAYS;
        private int lockMaxRetentionDays = DEFAULT_LOCK_MAX_RETENTION_DAYS;
        private List<Output<String>> restoreTestDatabaseArns = List.of();
        private String restoreTestSchedule = DEFAULT_RESTORE_TEST_SCHEDULE;
        private int restoreTestValidationHours = DEFAULT_RESTORE_TEST_VALIDATION_HOURS;
        private Map<String, Output<String>> restoreTestMetadata = Map.of();
        private @Nullable Output<String> notificationTopicArn;

        private Builder() {}

        /**
         * The databases, at most 30, that are backed up each day, and restored on a schedule to prove that they can be: into their own
         * isolated subnets, behind a security group without inbound rules. {@link #hourly} does not concern them, as they can be
         * restored to any second. Daily backups of a database whose automated backups RDS replicates are not copied to the second
         * Region once more. AWS Backup starts none in the hour before or during RDS's windows, so {@link #schedule} must be
         * clear of these. Default: none.
         *
         * @see <a href="https://docs.aws.amazon.com/aws-backup/latest/devguide/plan-options-and-configuration.html">Backup plan options</a>
         */
        public Builder databases(List<PostgresDatabase> value) {
            this.databases = List.copyOf(value);
            return this;
        }

        /** Sets what is backed up, by ARN: buckets, file systems. Default: nothing but {@link #databases} and what {@link #selectionTags} find. */
        public Builder resourceArns(List<Output<String>> value) {
            this.resourceArns = List.copyOf(value);
            return this;
        }

        /** Sets what is backed up, by tag: every resource that has one of these. Default: nothing but {@link #resourceArns}. */
        public Builder selectionTags(Map<String, String> value) {
            this.selectionTags = value;
            return this;
        }

        /**
         * Sets what is also backed up continuously, so that any second of the last 35 days can be restored: buckets. A database keeps its
         * own point-in-time recovery; given here, AWS Backup would take its backup window and retention over and refuse every change
         * of them. Default: nothing.
         */
        public Builder continuousResourceArns(List<Output<String>> value) {
            this.continuousResourceArns = List.copyOf(value);
            return this;
        }

        /** Sets when the daily backup runs, as an AWS cron expression in UTC. Default {@value BackupVaultArgs#DEFAULT_SCHEDULE}. */
        public Builder schedule(String value) {
            this.schedule = value;
            return this;
        }

        /** Sets how long daily backups are kept, in days, within the lock's bounds. Default {@value BackupVaultArgs#DEFAULT_RETENTION_DAYS}. */
        public Builder retentionDays(int value) {
            this.retentionDays = value;
            return this;
        }

        /**
         * After how many days daily backups move to cold storage, for the resource types that have it; {@link #retentionDays} must
         * be at least 90 days more, which is the least that AWS bills. Default: never.
         */
        public Builder coldStorageAfterDays(int value) {
            this.coldStorageAfterDays = value;
            return this;
        }

        /** Sets whether there is an hourly backup too, for an RPO of an hour without point-in-time recovery. Default {@value BackupVaultArgs#DEFAULT_HOURLY}. */
        public Builder hourly(boolean value) {
            this.hourly = value;
            return this;
        }

        /** Sets how long hourly backups are kept, in days, within the lock's bounds. Default {@value BackupVaultArgs#DEFAULT_HOURLY_RETENTION_DAYS}. */
        public Builder hourlyRetentionDays(int value) {
            this.hourlyRetentionDays = value;
            return this;
        }

        /**
         * The AWS provider of another region, in which the component makes a second vault with its own key and lock; daily backups are
         * copied there. Taking it away destroys that vault, which AWS refuses while it holds copies. Default: no copy.
         */
        public Builder copyProvider(ProviderResource value) {
            this.copyProvider = value;
            return this;
        }

        /** Sets how long copies are kept, in days, within the lock's bounds. Default {@value BackupVaultArgs#DEFAULT_COPY_RETENTION_DAYS}. */
        public Builder copyRetentionDays(int value) {
            this.copyRetentionDays = value;
            return this;
        }

        /** Sets who can still undo the lock. A compliance lock can't be undone. Default {@link BackupVaultArgs#DEFAULT_LOCK_MODE}. */
        public Builder lockMode(LockMode value) {
            this.lockMode = value;
            return this;
        }

        /** Sets how long a compliance lock can still be undone, 3 to 36500 days. Default {@value BackupVaultArgs#DEFAULT_CHANGEABLE_FOR_DAYS}. */
        public Builder changeableForDays(int value) {
            this.changeableForDays = value;
            return this;
        }

        /** The shortest retention that the vault accepts, at least 1 day. Default {@value BackupVaultArgs#DEFAULT_LOCK_MIN_RETENTION_DAYS}. */
        public Builder lockMinRetentionDays(int value) {
            this.lockMinRetentionDays = value;
            return this;
        }

        /** The longest retention that the vault accepts, up to 36500 days. Default {@value BackupVaultArgs#DEFAULT_LOCK_MAX_RETENTION_DAYS}. */
        public Builder lockMaxRetentionDays(int value) {
            this.lockMaxRetentionDays = value;
            return this;
        }

        /**
         * Further RDS instances, at most 30, that are restored on a schedule to prove that they can be; {@link #databases} are in any
         * case. Default: none.
         */
        public Builder restoreTestDatabaseArns(List<Output<String>> value) {
            this.restoreTestDatabaseArns = List.copyOf(value);
            return this;
        }

        /** Sets when restores are tested, as an AWS cron expression in UTC. Default {@value BackupVaultArgs#DEFAULT_RESTORE_TEST_SCHEDULE}. */
        public Builder restoreTestSchedule(String value) {
            this.restoreTestSchedule = value;
            return this;
        }

        /**
         * Sets how long a restored database is kept for validation before AWS deletes it, 1 to 168 hours. Default
         * {@value BackupVaultArgs#DEFAULT_RESTORE_TEST_VALIDATION_HOURS}.
         */
        public Builder restoreTestValidationHours(int value) {
            this.restoreTestValidationHours = value;
            return this;
        }

        /**
         * Sets how the restored database differs from its original, by AWS Backup's names, such as {@code dbSubnetGroupName} and
         * {@code vpcSecurityGroupIds} (a JSON list); it concerns {@link #restoreTestDatabaseArns}. Without a subnet group AWS restores
         * into the default VPC. Default: not at all.
         *
         * @see <a href="https://docs.aws.amazon.com/aws-backup/latest/devguide/restore-testing-inferred-metadata.html">Restore testing inferred metadata</a>
         */
        public Builder restoreTestMetadata(Map<String, Output<String>> value) {
            this.restoreTestMetadata = value;
            return this;
        }

        /**
         * The SNS topic for notifications of ended backup and restore jobs and of failed copies. Its policy must allow
         * {@code backup.amazonaws.com} to publish, as must its key's. Default: none.
         */
        public Builder notificationTopicArn(String value) {
            return notificationTopicArn(Output.of(value));
        }

        /** As {@link #notificationTopicArn(String)}, for a topic of this stack. */
        public Builder notificationTopicArn(Output<String> value) {
            this.notificationTopicArn = value;
            return this;
        }

        /** The arguments; they are validated by the component that gets them. */
        public BackupVaultArgs build() {
            return new BackupVaultArgs(this);
        }
    }
}
