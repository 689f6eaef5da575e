package dev.plinth.components.cache;

import com.pulumi.core.Output;
import com.pulumi.core.annotations.Import;
import com.pulumi.resources.ResourceArgs;
import dev.plinth.components.network.Network;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The arguments of a {@link RedisCache}. Only the network has no default. */
public final class RedisCacheArgs extends ResourceArgs {

    /** The default of {@link Builder#engine}. */
    public static final CacheEngine DEFAULT_ENGINE = CacheEngine.REDIS;

    /** The default of {@link Builder#nodeType}: 2 vCPU and 6.38 GiB that do not throttle. */
    public static final String DEFAULT_NODE_TYPE = "cache.m7g.large";

    /** The default of {@link Builder#replicas}. */
    public static final int DEFAULT_REPLICAS = 1;

    /** The default of {@link Builder#port}. */
    public static final int DEFAULT_PORT = 6379;

    /** The default of {@link Builder#accessString}: all data, but no administration and nothing that stops the server. */
    public static final String DEFAULT_ACCESS_STRING =
            "on ~* -@all +@read +@write +@connection +@transaction +@scripting +@pubsub -@dangerous +info";

    /** The default of {@link Builder#snapshotRetentionDays}. */
    public static final int DEFAULT_SNAPSHOT_RETENTION_DAYS = 7;

    /** The default of {@link Builder#snapshotWindow}. */
    public static final String DEFAULT_SNAPSHOT_WINDOW = "01:00-02:00";

    /** The default of {@link Builder#maintenanceWindow}. */
    public static final String DEFAULT_MAINTENANCE_WINDOW = "sun:04:30-sun:05:30";

    /** The default of {@link Builder#logRetentionDays}. */
    public static final int DEFAULT_LOG_RETENTION_DAYS = 365;

    private final @Nullable Network network;

    @Import
    private final @Nullable String userName;

    @Import
    private final String accessString;

    @Import
    private final CacheEngine engine;

    @Import
    private final @Nullable String engineVersion;

    @Import
    private final @Nullable Boolean autoMinorVersionUpgrade;

    @Import
    private final String nodeType;

    @Import
    private final int replicas;

    @Import
    private final int port;

    @Import
    private final Map<String, String> parameters;

    @Import
    private final int snapshotRetentionDays;

    @Import
    private final String snapshotWindow;

    @Import
    private final String maintenanceWindow;

    @Import
    private final int logRetentionDays;

    @Import
    private final @Nullable Output<String> notificationTopicArn;

    private final @Nullable String passwordUserName;

    private final @Nullable Output<String> password;

    private RedisCacheArgs(Builder builder) {
        this.network = builder.network;
        this.userName = builder.userName;
        this.accessString = builder.accessString;
        this.passwordUserName = builder.passwordUserName;
        this.password = builder.password;
        this.engine = builder.engine;
        this.engineVersion = builder.engineVersion;
        this.autoMinorVersionUpgrade = builder.autoMinorVersionUpgrade;
        this.nodeType = builder.nodeType;
        this.replicas = builder.replicas;
        this.port = builder.port;
        this.parameters = builder.parameters;
        this.snapshotRetentionDays = builder.snapshotRetentionDays;
        this.snapshotWindow = builder.snapshotWindow;
        this.maintenanceWindow = builder.maintenanceWindow;
        this.logRetentionDays = builder.logRetentionDays;
        this.notificationTopicArn = builder.notificationTopicArn;
    }

    /** Starts the arguments. */
    public static Builder builder() {
        return new Builder();
    }

    /** The network whose data subnets hold the cache, or null when it was not given. */
    public @Nullable Network network() {
        return network;
    }

    /** The user's name, or null for the default. */
    public @Nullable String userName() {
        return userName;
    }

    /** Returns what the user may do, as an access control list of Redis. */
    public String accessString() {
        return accessString;
    }

    /** The engine. */
    public CacheEngine engine() {
        return engine;
    }

    /** The engine's version, or null for the default of the engine. */
    public @Nullable String engineVersion() {
        return engineVersion;
    }

    /** Returns whether ElastiCache upgrades the minor version by itself, or null for the default of the version. */
    public @Nullable Boolean autoMinorVersionUpgrade() {
        return autoMinorVersionUpgrade;
    }

    /** The node type. */
    public String nodeType() {
        return nodeType;
    }

    /** Returns how many replicas the primary has. */
    public int replicas() {
        return replicas;
    }

    /** The port. */
    public int port() {
        return port;
    }

    /** Parameters of the engine, by name. */
    public Map<String, String> parameters() {
        return parameters;
    }

    /** Returns how long daily snapshots are kept, in days. */
    public int snapshotRetentionDays() {
        return snapshotRetentionDays;
    }

    /** Returns the window of the daily snapshot, in UTC. */
    public String snapshotWindow() {
        return snapshotWindow;
    }

    /** Returns the window in which AWS may patch and apply changes, in UTC. */
    public String maintenanceWindow() {
        return maintenanceWindow;
    }

    /** Returns how long logs are kept, in days. */
    public int logRetentionDays() {
        return logRetentionDays;
    }

    /** The SNS topic for events, or null for none. */
    public @Nullable Output<String> notificationTopicArn() {
        return notificationTopicArn;
    }

    /** The name of the user with a password, or null. */
    public @Nullable String passwordUserName() {
        return passwordUserName;
    }

    /** The password of that user, or null. */
    @Nullable
    Output<String> password() {
        return password;
    }

    /** Builds {@link RedisCacheArgs}. */
    public static final class Builder {

        private @Nullable Network network;
        private @Nullable String userName;
        private String accessString = DEFAULT_ACCESS_STRING;
        private CacheEngine engine = DEFAULT_ENGINE;
        private @Nullable String engineVersion;
        private @Nullable Boolean autoMinorVersionUpgrade;
        private String nodeType = DEFAULT_NODE_TYPE;
        private int replicas = DEFAULT_REPLICAS;
        private int port = DEFAULT_PORT;
        private Map<String, String> parameters = Map.of();
        private int snapshotRetentionDays = DEFAULT_SNAPSHOT_RETENTION_DAYS;
        private String snapshotWindow = DEFAULT_SNAPSHOT_WINDOW;
        private String maintenanceWindow = DEFAULT_MAINTENANCE_WINDOW;
        private int logRetentionDays = DEFAULT_LOG_RETENTION_DAYS;
        private @Nullable Output<String> notificationTopicArn;

        private @Nullable String passwordUserName;
        private @Nullable Output<String> password;

        private Builder() {}

        /**
         * The network whose data subnets hold the cache. Required. Another network replaces the cache and empties it.
         */
        public Builder network(Network value) {
            this.network = value;
            return this;
        }

        /**
         * The name of the user that services log in as, unique in account and region: lower-case letters, digits and single hyphens,
         * at most 32. Default {@code <project>-<stack>-<component name>}. It is fixed because ElastiCache requires an IAM user's id and name
         * to be equal. A change replaces the user, which cuts its connections.
         */
        public Builder userName(String value) {
            this.userName = value;
            return this;
        }

        /**
         * Sets what the user may do, as an access control list of Redis that begins with {@code on}. Default
         * {@value RedisCacheArgs#DEFAULT_ACCESS_STRING}.
         */
        public Builder accessString(String value) {
            this.accessString = value;
            return this;
        }

        /**
         * The engine. Default {@link CacheEngine#REDIS}. From Redis to Valkey is an upgrade; the way back replaces the cache and empties
         * it.
         */
        public Builder engine(CacheEngine value) {
            this.engine = value;
            return this;
        }

        /**
         * The engine's version, major and minor; Redis from 7.0, Valkey from 7.2, the first that can log users in with IAM. Default
         * 7.1 for Redis, 8.2 for Valkey. ElastiCache raises the patch level by itself; a lower version replaces the cache and empties
         * it.
         */
        public Builder engineVersion(String value) {
            this.engineVersion = value;
            return this;
        }

        /**
         * Sets whether ElastiCache upgrades the minor version by itself. ElastiCache takes no major version alone, so after such an upgrade
         * the version in full would be a downgrade, for which the provider replaces the cache and empties it. Default: true for
         * Redis 7.1, after which no minor version comes, and false for every other version; true is refused there.
         *
         * @see <a href="https://github.com/hashicorp/terraform-provider-aws/blob/main/internal/service/elasticache/engine_version.go">engine_version.go</a>
         */
        public Builder autoMinorVersionUpgrade(boolean value) {
            this.autoMinorVersionUpgrade = value;
            return this;
        }

        /**
         * The node type. Default {@value RedisCacheArgs#DEFAULT_NODE_TYPE}. A change moves the data to new nodes, in the next maintenance window.
         */
        public Builder nodeType(String value) {
            this.nodeType = value;
            return this;
        }

        /**
         * Sets how many replicas the primary has, in other zones, 0 to 5. Default {@value RedisCacheArgs#DEFAULT_REPLICAS}. With 0, there is no failover: a lost node is a
         * lost cache.
         */
        public Builder replicas(int value) {
            this.replicas = value;
            return this;
        }

        /**
         * The port, 1150 to 65535. Default {@value RedisCacheArgs#DEFAULT_PORT}. A change replaces the cache and empties it.
         */
        public Builder port(int value) {
            this.port = value;
            return this;
        }

        /**
         * Parameters of the engine, by name, such as {@code maxmemory-policy}. None by default.
         */
        public Builder parameters(Map<String, String> value) {
            this.parameters = new TreeMap<>(value);
            return this;
        }

        /**
         * Sets how long daily snapshots are kept, 1 to 35 days. Default {@value RedisCacheArgs#DEFAULT_SNAPSHOT_RETENTION_DAYS}.
         */
        public Builder snapshotRetentionDays(int value) {
            this.snapshotRetentionDays = value;
            return this;
        }

        /**
         * Sets when the daily snapshot is taken, in UTC, at least 60 minutes, outside of {@link #maintenanceWindow}. Default
         * {@value RedisCacheArgs#DEFAULT_SNAPSHOT_WINDOW}.
         */
        public Builder snapshotWindow(String value) {
            this.snapshotWindow = value;
            return this;
        }

        /**
         * Sets when AWS may patch and apply changes, in UTC, at least 60 minutes. Default {@value RedisCacheArgs#DEFAULT_MAINTENANCE_WINDOW}.
         */
        public Builder maintenanceWindow(String value) {
            this.maintenanceWindow = value;
            return this;
        }

        /**
         * Sets how long slow commands and the engine's log are kept in CloudWatch, in days; one of CloudWatch's choices. Default
         * {@value RedisCacheArgs#DEFAULT_LOG_RETENTION_DAYS}.
         */
        public Builder logRetentionDays(int value) {
            this.logRetentionDays = value;
            return this;
        }

        /**
         * The SNS topic for notifications of failovers, maintenance and snapshots. ElastiCache does not publish to encrypted topics, and its
         * policy must let in the account by {@code aws:SourceOwner}, so an alarm topic will not do. Default: none.
         */
        public Builder notificationTopicArn(Output<String> value) {
            this.notificationTopicArn = value;
            return this;
        }

        /**
         * A second user, with a password, for clients that cannot use authentication tokens of IAM; it has {@link #accessString}, too.
         * Default: none.
         *
         * @param name the user's name, lower-case letters, digits and hyphens
         * @param value the password, 16 to 128 characters, a secret
         */
        public Builder passwordUser(String name, Output<String> value) {
            this.passwordUserName = name;
            this.password = value;
            return this;
        }

        /** The arguments; they are validated by the component that gets them. */
        public RedisCacheArgs build() {
            return new RedisCacheArgs(this);
        }
    }
}
