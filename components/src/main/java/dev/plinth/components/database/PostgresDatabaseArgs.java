package dev.plinth.components.database;

import com.pulumi.aws.Provider;
import com.pulumi.core.Output;
import com.pulumi.core.annotations.Import;
import com.pulumi.resources.ResourceArgs;
import dev.plinth.components.network.Network;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Arguments of a {@link PostgresDatabase}. Only the network has no default.
 *
 * <p>Long, because each argument has a field, an accessor and two documented setters.
 */
public final class PostgresDatabaseArgs extends ResourceArgs {

    /** The default of {@link Builder#databaseName}. */
    public static final String DEFAULT_DATABASE_NAME = "app";

    /** The default of {@link Builder#masterUsername}. */
    public static final String DEFAULT_MASTER_USERNAME = "plinth_owner";

    /** The default of {@link Builder#engineVersion}. */
    public static final String DEFAULT_ENGINE_VERSION = "16";

    /** The default of {@link Builder#instanceClass}: 2 vCPU and 8 GiB that do not throttle. */
    public static final String DEFAULT_INSTANCE_CLASS = "db.m7g.large";

    /** The default of {@link Builder#multiAz}. */
    public static final boolean DEFAULT_MULTI_AZ = true;

    /** The default of {@link Builder#port}. */
    public static final int DEFAULT_PORT = 5432;

    /** The default of {@link Builder#allocatedStorageGib}. */
    public static final int DEFAULT_ALLOCATED_STORAGE_GIB = 100;

    /** The default of {@link Builder#maxAllocatedStorageGib}. */
    public static final int DEFAULT_MAX_ALLOCATED_STORAGE_GIB = 500;

    /** The default of {@link Builder#backupRetentionDays}. */
    public static final int DEFAULT_BACKUP_RETENTION_DAYS = 14;

    /** The default of {@link Builder#backupWindow}. */
    public static final String DEFAULT_BACKUP_WINDOW = "02:00-03:00";

    /** The default of {@link Builder#maintenanceWindow}. */
    public static final String DEFAULT_MAINTENANCE_WINDOW = "sun:03:30-sun:04:30";

    /** The default of {@link Builder#deletionProtection}. */
    public static final boolean DEFAULT_DELETION_PROTECTION = true;

    /** The default of {@link Builder#blueGreenUpdate}. */
    public static final boolean DEFAULT_BLUE_GREEN_UPDATE = false;

    /** The default of {@link Builder#allowMajorVersionUpgrade}. */
    public static final boolean DEFAULT_ALLOW_MAJOR_VERSION_UPGRADE = false;

    /** The default of {@link Builder#autoMinorVersionUpgrade}. */
    public static final boolean DEFAULT_AUTO_MINOR_VERSION_UPGRADE = true;

    /** The default of {@link Builder#slowQueryMillis}. */
    public static final int DEFAULT_SLOW_QUERY_MILLIS = 1000;

    /** The default of {@link Builder#logRetentionDays}. */
    public static final int DEFAULT_LOG_RETENTION_DAYS = 365;

    /** The default of {@link Builder#monitoringIntervalSeconds}. */
    public static final int DEFAULT_MONITORING_INTERVAL_SECONDS = 60;

    /** The default of {@link Builder#performanceInsightsRetentionDays}: what is free of charge. */
    public static final int DEFAULT_PERFORMANCE_INSIGHTS_RETENTION_DAYS = 7;

    /** The default of {@link Builder#readReplicas}. */
    public static final int DEFAULT_READ_REPLICAS = 0;

    private final @Nullable Network network;

    @Import
    private final @Nullable String identifier;

    @Import
    private final String databaseName;

    @Import
    private final String masterUsername;

    @Import
    private final @Nullable Output<String> masterPassword;

    @Import
    private final String engineVersion;

    @Import
    private final String instanceClass;

    @Import
    private final boolean multiAz;

    @Import
    private final int port;

    @Import
    private final int allocatedStorageGib;

    @Import
    private final int maxAllocatedStorageGib;

    @Import
    private final int backupRetentionDays;

    @Import
    private final String backupWindow;

    @Import
    private final String maintenanceWindow;

    @Import
    private final boolean deletionProtection;

    @Import
    private final boolean allowMajorVersionUpgrade;

    @Import
    private final boolean autoMinorVersionUpgrade;

    @Import
    private final boolean blueGreenUpdate;

    @Import
    private final List<String> snapshots;

    @Import
    private final int slowQueryMillis;

    @Import
    private final Map<String, String> parameters;

    @Import
    private final int logRetentionDays;

    @Import
    private final int monitoringIntervalSeconds;

    @Import
    private final int performanceInsightsRetentionDays;

    @Import
    private final int readReplicas;

    @Import
    private final @Nullable Output<String> eventTopicArn;

    private final @Nullable Provider backupReplicationProvider;
    private final @Nullable Provider secretReplicaProvider;
    private final @Nullable PostgresDatabase source;
    private final boolean promoted;

    private PostgresDatabaseArgs(Builder builder) {
        this.network = builder.network;
        this.identifier = builder.identifier;
        this.databaseName = builder.databaseName;
        this.masterUsername = builder.masterUsername;
        this.masterPassword = builder.masterPassword;
        this.engineVersion = builder.engineVersion;
        this.instanceClass = builder.instanceClass;
        this.multiAz = builder.multiAz;
        this.port = builder.port;
        this.allocatedStorageGib = builder.allocatedStorageGib;
        this.maxAllocatedStorageGib = builder.maxAllocatedStorageGib;
        this.backupRetentionDays = builder.backupRetentionDays;
        this.backupWindow = builder.backupWindow;
        this.maintenanceWindow = builder.maintenanceWindow;
        this.deletionProtection = builder.deletionProtection;
        this.allowMajorVersionUpgrade = builder.allowMajorVersionUpgrade;
        this.autoMinorVersionUpgrade = builder.autoMinorVersionUpgrade;
        this.blueGreenUpdate = builder.blueGreenUpdate;
        this.snapshots = builder.snapshots;
        this.slowQueryMillis = builder.slowQueryMillis;
        this.parameters = builder.parameters;
        this.logRetentionDays = builder.logRetentionDays;
        this.monitoringIntervalSeconds = builder.monitoringIntervalSeconds;
        this.performanceInsightsRetentionDays = builder.performanceInsightsRetentionDays;
        this.readReplicas = builder.readReplicas;
        this.eventTopicArn = builder.eventTopicArn;
        this.backupReplicationProvider = builder.backupReplicationProvider;
        this.secretReplicaProvider = builder.secretReplicaProvider;
        this.source = builder.source;
        this.promoted = builder.promoted;
    }

    /** Starts the arguments. */
    public static Builder builder() {
        return new Builder();
    }

    /** The network whose data subnets hold the database, or null when it was not given. */
    public @Nullable Network network() {
        return network;
    }

    /** The instance's name in AWS, or null for the default. */
    public @Nullable String identifier() {
        return identifier;
    }

    /** The database that is created with the instance. */
    public String databaseName() {
        return databaseName;
    }

    /** The owner's name. */
    public String masterUsername() {
        return masterUsername;
    }

    /** The owner's password, or null when RDS manages it. */
    public @Nullable Output<String> masterPassword() {
        return masterPassword;
    }

    /** The version of PostgreSQL. */
    public String engineVersion() {
        return engineVersion;
    }

    /** The instance class. */
    public String instanceClass() {
        return instanceClass;
    }

    /** Returns whether a standby waits in a second zone. */
    public boolean multiAz() {
        return multiAz;
    }

    /** The port. */
    public int port() {
        return port;
    }

    /** The storage at the start, in GiB. */
    public int allocatedStorageGib() {
        return allocatedStorageGib;
    }

    /** The storage to which RDS may grow by itself, in GiB. */
    public int maxAllocatedStorageGib() {
        return maxAllocatedStorageGib;
    }

    /** Returns how far back in time the database can be restored, in days. */
    public int backupRetentionDays() {
        return backupRetentionDays;
    }

    /** Returns the window of the daily snapshot, in UTC. */
    public String backupWindow() {
        return backupWindow;
    }

    /** Returns the window in which AWS may patch and apply changes, in UTC. */
    public String maintenanceWindow() {
        return maintenanceWindow;
    }

    /** Returns whether AWS refuses to delete the database. */
    public boolean deletionProtection() {
        return deletionProtection;
    }

    /** Returns whether a new major version may be applied. */
    public boolean allowMajorVersionUpgrade() {
        return allowMajorVersionUpgrade;
    }

    /** Returns whether RDS upgrades the minor version by itself. */
    public boolean autoMinorVersionUpgrade() {
        return autoMinorVersionUpgrade;
    }

    /** Returns whether updates are made on a copy that replaces the database. */
    public boolean blueGreenUpdate() {
        return blueGreenUpdate;
    }

    /** The names of the snapshots that are kept. */
    public List<String> snapshots() {
        return snapshots;
    }

    /** Minimum duration of logged statements, in milliseconds. */
    public int slowQueryMillis() {
        return slowQueryMillis;
    }

    /** Further parameters of PostgreSQL, by name. */
    public Map<String, String> parameters() {
        return parameters;
    }

    /** Returns how long logs are kept, in days. */
    public int logRetentionDays() {
        return logRetentionDays;
    }

    /** Returns how often the operating system is measured, in seconds. */
    public int monitoringIntervalSeconds() {
        return monitoringIntervalSeconds;
    }

    /** Returns how long Performance Insights keeps its data, in days. */
    public int performanceInsightsRetentionDays() {
        return performanceInsightsRetentionDays;
    }

    /** Returns how many read replicas there are. */
    public int readReplicas() {
        return readReplicas;
    }

    /** The SNS topic for events, or null for none. */
    public @Nullable Output<String> eventTopicArn() {
        return eventTopicArn;
    }

    /** The AWS provider of the region that backups are copied to, or null for none. */
    public @Nullable Provider backupReplicationProvider() {
        return backupReplicationProvider;
    }

    /** The AWS provider of the Region with a replica of the owner's secret, or null for none. */
    public @Nullable Provider secretReplicaProvider() {
        return secretReplicaProvider;
    }

    /** The database in another Region that this one is a replica of, or null for an independent database. */
    public @Nullable PostgresDatabase source() {
        return source;
    }

    /** Returns whether the replica of {@link #source} is a database that can be written to. */
    public boolean promoted() {
        return promoted;
    }

    /** Builds {@link PostgresDatabaseArgs}. */
    public static final class Builder {

        private @Nullable Network network;
        private @Nullable String identifier;
        private String databaseName = DEFAULT_DATABASE_NAME;
        private String masterUsername = DEFAULT_MASTER_USERNAME;
        private @Nullable Output<String> masterPassword;
        private String engineVersion = DEFAULT_ENGINE_VERSION;
        private String instanceClass = DEFAULT_INSTANCE_CLASS;
        private boolean multiAz = DEFAULT_MULTI_AZ;
        private int port = DEFAULT_PORT;
        private int allocatedStorageGib = DEFAULT_ALLOCATED_STORAGE_GIB;
        private int maxAllocatedStorageGib = DEFAULT_MAX_ALLOCATED_STORAGE_GIB;
        private int backupRetentionDays = DEFAULT_BACKUP_RETENTION_DAYS;
        private String backupWindow = DEFAULT_BACKUP_WINDOW;
        private String maintenanceWindow = DEFAULT_MAINTENANCE_WINDOW;
        private boolean deletionProtection = DEFAULT_DELETION_PROTECTION;
        private boolean allowMajorVersionUpgrade = DEFAULT_ALLOW_MAJOR_VERSION_UPGRADE;
        private boolean autoMinorVersionUpgrade = DEFAULT_AUTO_MINOR_VERSION_UPGRADE;
        private boolean blueGreenUpdate = DEFAULT_BLUE_GREEN_UPDATE;
        private List<String> snapshots = List.of();
        private int slowQueryMillis = DEFAULT_SLOW_QUERY_MILLIS;
        private Map<String, String> parameters = Map.of();
        private int logRetentionDays = DEFAULT_LOG_RETENTION_DAYS;
        private int monitoringIntervalSeconds = DEFAULT_MONITORING_INTERVAL_SECONDS;
        private int performanceInsightsRetentionDays = DEFAULT_PERFORMANCE_INSIGHTS_RETENTION_DAYS;
        private int readReplicas = DEFAULT_READ_REPLICAS;
        private @Nullable Output<String> eventTopicArn;
        private @Nullable Provider backupReplicationProvider;
        private @Nullable Provider secretReplicaProvider;
        private @Nullable PostgresDatabase source;
        private boolean promoted;

        private Builder() {}

        /**
         * The network whose data subnets hold the database. Required. Another network replaces the database.
         */
        public Builder network(Network value) {
            this.network = value;
            return this;
        }

        /**
         * The instance's name in AWS, unique in account and region: lower-case letters, digits and single hyphens, at most 53. Default
         * {@code <project>-<stack>-<component name>}. It is fixed because RDS names its log groups after it. A change renames the
         * instance, which restarts it and changes its address.
         */
        public Builder identifier(String value) {
            this.identifier = value;
            return this;
        }

        /**
         * The database that is created with the instance: a letter, then letters, digits and underscores. Default {@value PostgresDatabaseArgs#DEFAULT_DATABASE_NAME}.
         * <strong>A change replaces the instance and loses its data.</strong>
         */
        public Builder databaseName(String value) {
            this.databaseName = value;
            return this;
        }

        /**
         * The owner's name; not one that attackers try first ({@code postgres}, {@code admin}, {@code root}). Default
         * {@value PostgresDatabaseArgs#DEFAULT_MASTER_USERNAME}. <strong>A change replaces the instance and loses its data.</strong>
         */
        public Builder masterUsername(String value) {
            this.masterUsername = value;
            return this;
        }

        /**
         * The owner's password. Default: RDS makes it, keeps it in Secrets Manager and rotates it each week, so that no program and no
         * state ever holds it. RDS can't do that for an instance with read replicas
         * (<a href="https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/rds-secrets-manager.html">limitations</a>), so
         * {@link #readReplicas} needs this one; it is then kept in a secret of its own.
         */
        public Builder masterPassword(Output<String> value) {
            this.masterPassword = value.asSecret();
            return this;
        }

        /**
         * The major version of PostgreSQL, 14 or later. Default {@value PostgresDatabaseArgs#DEFAULT_ENGINE_VERSION}. RDS creates its newest minor version and
         * upgrades it in maintenance windows. A minor version in full, such as 16.9, needs {@link #autoMinorVersionUpgrade} to be
         * false: after the first automatic upgrade the next update would ask for a downgrade, which RDS refuses. A new major
         * needs {@link #allowMajorVersionUpgrade} and a pause.
         *
         * @see <a href="https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_UpgradeDBInstance.PostgreSQL.Minor.html">Automatic minor version upgrades</a>
         */
        public Builder engineVersion(String value) {
            this.engineVersion = value;
            return this;
        }

        /**
         * The instance class. Default {@value PostgresDatabaseArgs#DEFAULT_INSTANCE_CLASS}. A change fails over, or pauses a database with one zone, in the next
         * maintenance window.
         */
        public Builder instanceClass(String value) {
            this.instanceClass = value;
            return this;
        }

        /**
         * Sets whether a standby waits in a second zone, with a synchronous copy. Default {@value PostgresDatabaseArgs#DEFAULT_MULTI_AZ}. Without it, the loss of a zone takes
         * the database down; with it, everything costs twice.
         */
        public Builder multiAz(boolean value) {
            this.multiAz = value;
            return this;
        }

        /**
         * The port, 1150 to 65535. Default {@value PostgresDatabaseArgs#DEFAULT_PORT}. A change restarts the instance.
         */
        public Builder port(int value) {
            this.port = value;
            return this;
        }

        /**
         * The storage at the start, 20 to 65536 GiB of gp3. Default {@value PostgresDatabaseArgs#DEFAULT_ALLOCATED_STORAGE_GIB}. It can only grow.
         */
        public Builder allocatedStorageGib(int value) {
            this.allocatedStorageGib = value;
            return this;
        }

        /**
         * The storage to which RDS may grow by itself, in GiB, at least a tenth above {@link #allocatedStorageGib}. Default
         * {@value PostgresDatabaseArgs#DEFAULT_MAX_ALLOCATED_STORAGE_GIB}.
         */
        public Builder maxAllocatedStorageGib(int value) {
            this.maxAllocatedStorageGib = value;
            return this;
        }

        /**
         * Sets how far back in time the database can be restored, to any second but the last five minutes, 1 to 35 days. Default
         * {@value PostgresDatabaseArgs#DEFAULT_BACKUP_RETENTION_DAYS}.
         */
        public Builder backupRetentionDays(int value) {
            this.backupRetentionDays = value;
            return this;
        }

        /**
         * Sets when the daily snapshot is taken, in UTC, at least 30 minutes, outside of {@link #maintenanceWindow}. Default
         * {@value PostgresDatabaseArgs#DEFAULT_BACKUP_WINDOW}.
         */
        public Builder backupWindow(String value) {
            this.backupWindow = value;
            return this;
        }

        /**
         * Sets when AWS may patch and apply changes, in UTC, at least 30 minutes. Default {@value PostgresDatabaseArgs#DEFAULT_MAINTENANCE_WINDOW}.
         */
        public Builder maintenanceWindow(String value) {
            this.maintenanceWindow = value;
            return this;
        }

        /**
         * Sets whether AWS refuses to delete the database, whoever asks. Default {@value PostgresDatabaseArgs#DEFAULT_DELETION_PROTECTION}.
         */
        public Builder deletionProtection(boolean value) {
            this.deletionProtection = value;
            return this;
        }

        /**
         * Sets whether a new major version may be applied; it can't be undone. While it is true, changes are applied at once rather than in the
         * maintenance window: RDS upgrades the read replicas together with the primary, and until then it keeps the parameter group of the
         * old version in use, so that an update that waits for the window fails at its end. Default
         * {@value PostgresDatabaseArgs#DEFAULT_ALLOW_MAJOR_VERSION_UPGRADE}.
         *
         * @see <a href="https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_UpgradeDBInstance.PostgreSQL.MajorVersion.html">Major version upgrades</a>
         */
        public Builder allowMajorVersionUpgrade(boolean value) {
            this.allowMajorVersionUpgrade = value;
            return this;
        }

        /**
         * Sets whether RDS upgrades the minor version by itself, in maintenance windows. Default
         * {@value PostgresDatabaseArgs#DEFAULT_AUTO_MINOR_VERSION_UPGRADE}. With false, {@link #engineVersion} may name a minor
         * version, and security fixes wait until it is changed; the policy {@code rds-minor-upgrades} sees it.
         */
        public Builder autoMinorVersionUpgrade(boolean value) {
            this.autoMinorVersionUpgrade = value;
            return this;
        }

        /**
         * Sets whether a change of version, class or parameters is made on a copy, to which RDS switches within a minute (RDS Blue/Green
         * deployment). The provider does so for databases without read replicas only. Default
         * {@value PostgresDatabaseArgs#DEFAULT_BLUE_GREEN_UPDATE}.
         *
         * @see <a href="https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/db_instance#low-downtime-updates">Low-downtime updates</a>
         */
        public Builder blueGreenUpdate(boolean value) {
            this.blueGreenUpdate = value;
            return this;
        }

        /**
         * The names of snapshots that are taken when they are added and deleted when they are taken away, such as {@code before-17}:
         * the snapshot to restore after a failed major upgrade, taken by an update before it. Default: none.
         */
        public Builder snapshots(List<String> value) {
            this.snapshots = List.copyOf(value);
            return this;
        }

        /**
         * From which duration on statements are logged, 0 (all) to 3600000 milliseconds. Default {@value PostgresDatabaseArgs#DEFAULT_SLOW_QUERY_MILLIS}. Logged statements
         * can contain personal data.
         */
        public Builder slowQueryMillis(int value) {
            this.slowQueryMillis = value;
            return this;
        }

        /**
         * Further parameters of PostgreSQL, by name, such as {@code max_connections}. They take effect at the next restart. None by
         * default; {@code rds.force_ssl} and {@code log_min_duration_statement} belong to the component.
         */
        public Builder parameters(Map<String, String> value) {
            this.parameters = new TreeMap<>(value);
            return this;
        }

        /**
         * Sets how long logs are kept in CloudWatch, in days; one of CloudWatch's choices. Default {@value PostgresDatabaseArgs#DEFAULT_LOG_RETENTION_DAYS}.
         */
        public Builder logRetentionDays(int value) {
            this.logRetentionDays = value;
            return this;
        }

        /**
         * Sets how often the operating system is measured: 1, 5, 10, 15, 30 or 60 seconds. Default {@value PostgresDatabaseArgs#DEFAULT_MONITORING_INTERVAL_SECONDS}.
         */
        public Builder monitoringIntervalSeconds(int value) {
            this.monitoringIntervalSeconds = value;
            return this;
        }

        /**
         * Sets how long Performance Insights keeps its data: 7, a multiple of 31 up to 713, or 731 days. Default
         * {@value PostgresDatabaseArgs#DEFAULT_PERFORMANCE_INSIGHTS_RETENTION_DAYS}.
         */
        public Builder performanceInsightsRetentionDays(int value) {
            this.performanceInsightsRetentionDays = value;
            return this;
        }

        /**
         * Sets how many read replicas there are, 0 to 5, with the same class and storage; they lag behind a little. Default
         * {@value PostgresDatabaseArgs#DEFAULT_READ_REPLICAS}. Needs {@link #masterPassword}.
         */
        public Builder readReplicas(int value) {
            this.readReplicas = value;
            return this;
        }

        /**
         * The SNS topic for notifications of failovers, failures, low storage, maintenance and deletion. Default: none.
         */
        public Builder eventTopicArn(Output<String> value) {
            this.eventTopicArn = value;
            return this;
        }

        /**
         * The AWS provider of a second region, which then gets a copy of all backups, under its own key there, so that
         * the database can be restored at any time even when its region is lost. Default: none.
         */
        public Builder backupReplicationProvider(Provider value) {
            this.backupReplicationProvider = value;
            return this;
        }

        /**
         * The AWS provider of a second Region, which gets a replica of the owner's secret, under its own key there. Needs {@link
         * #masterPassword}: the secret of a password that RDS manages has no replicas. Default: none.
         */
        public Builder secretReplicaProvider(Provider value) {
            this.secretReplicaProvider = value;
            return this;
        }

        /**
         * The database in another Region that this one replicates: clients can read from it, and it can be promoted when the Region
         * of the source is lost. Owner, database, version and storage are those of the source, which needs {@link
         * #secretReplicaProvider}. Default: none.
         */
        public Builder replicaOf(PostgresDatabase value) {
            this.source = value;
            return this;
        }

        /**
         * Sets whether the replica of {@link #replicaOf} is promoted: it accepts writes, no longer follows its source, and has a new
         * password, which RDS manages. Irreversible:
         * a database becomes a replica again only by replacement. Default false.
         */
        public Builder promoted(boolean value) {
            this.promoted = value;
            return this;
        }

        /** The arguments; they are validated by the component that gets them. */
        public PostgresDatabaseArgs build() {
            return new PostgresDatabaseArgs(this);
        }
    }
}
