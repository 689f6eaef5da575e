package dev.plinth.components.database;

import com.pulumi.core.annotations.Import;
import com.pulumi.resources.ResourceArgs;
import dev.plinth.components.network.Network;
import org.jspecify.annotations.Nullable;

/** Arguments of a {@link DatabaseProxy}. Required: {@link Builder#network} and {@link Builder#database}. */
public final class DatabaseProxyArgs extends ResourceArgs {

    /** The default of {@link Builder#idleClientTimeoutSeconds}: half an hour, AWS's own. */
    public static final int DEFAULT_IDLE_CLIENT_TIMEOUT_SECONDS = 1800;

    /** The default of {@link Builder#maxConnectionsPercent}: a tenth stays for people and migrations. */
    public static final int DEFAULT_MAX_CONNECTIONS_PERCENT = 90;

    /** The default of {@link Builder#maxIdleConnectionsPercent}. */
    public static final int DEFAULT_MAX_IDLE_CONNECTIONS_PERCENT = 45;

    /** The default of {@link Builder#borrowTimeoutSeconds}. */
    public static final int DEFAULT_BORROW_TIMEOUT_SECONDS = 30;

    /** The default of {@link Builder#logRetentionDays}. */
    public static final int DEFAULT_LOG_RETENTION_DAYS = 365;

    private final @Nullable Network network;
    private final @Nullable PostgresDatabase database;

    @Import
    private final int idleClientTimeoutSeconds;

    @Import
    private final int maxConnectionsPercent;

    @Import
    private final int maxIdleConnectionsPercent;

    @Import
    private final int borrowTimeoutSeconds;

    @Import
    private final int logRetentionDays;

    private DatabaseProxyArgs(Builder builder) {
        this.network = builder.network;
        this.database = builder.database;
        this.idleClientTimeoutSeconds = builder.idleClientTimeoutSeconds;
        this.maxConnectionsPercent = builder.maxConnectionsPercent;
        this.maxIdleConnectionsPercent = builder.maxIdleConnectionsPercent;
        this.borrowTimeoutSeconds = builder.borrowTimeoutSeconds;
        this.logRetentionDays = builder.logRetentionDays;
    }

    /** Starts the arguments. */
    public static Builder builder() {
        return new Builder();
    }

    /** The network, or null when it was not given. */
    public @Nullable Network network() {
        return network;
    }

    /** The database, or null when it was not given. */
    public @Nullable PostgresDatabase database() {
        return database;
    }

    /** The time after which the proxy closes a client's idle connection, in seconds. */
    public int idleClientTimeoutSeconds() {
        return idleClientTimeoutSeconds;
    }

    /** The share of the database's connections that the proxy may open, in percent. */
    public int maxConnectionsPercent() {
        return maxConnectionsPercent;
    }

    /** The share of the database's connections that the proxy keeps idle, in percent. */
    public int maxIdleConnectionsPercent() {
        return maxIdleConnectionsPercent;
    }

    /** The time for which a client waits for a connection, in seconds. */
    public int borrowTimeoutSeconds() {
        return borrowTimeoutSeconds;
    }

    /** The time for which logs are kept, in days. */
    public int logRetentionDays() {
        return logRetentionDays;
    }

    /** Builds {@link DatabaseProxyArgs}. */
    public static final class Builder {

        private @Nullable Network network;
        private @Nullable PostgresDatabase database;
        private int idleClientTimeoutSeconds = DEFAULT_IDLE_CLIENT_TIMEOUT_SECONDS;
        private int maxConnectionsPercent = DEFAULT_MAX_CONNECTIONS_PERCENT;
        private int maxIdleConnectionsPercent = DEFAULT_MAX_IDLE_CONNECTIONS_PERCENT;
        private int borrowTimeoutSeconds = DEFAULT_BORROW_TIMEOUT_SECONDS;
        private int logRetentionDays = DEFAULT_LOG_RETENTION_DAYS;

        private Builder() {}

        /** The network of the database, with data subnets in two zones. Required. Another one replaces the proxy. */
        public Builder network(Network value) {
            this.network = value;
            return this;
        }

        /** The database. Required. */
        public Builder database(PostgresDatabase value) {
            this.database = value;
            return this;
        }

        /**
         * The time after which the proxy closes a client's idle connection, 1 to 28800 seconds. Default
         * {@value DatabaseProxyArgs#DEFAULT_IDLE_CLIENT_TIMEOUT_SECONDS}.
         */
        public Builder idleClientTimeoutSeconds(int value) {
            this.idleClientTimeoutSeconds = value;
            return this;
        }

        /**
         * The share of the database's {@code max_connections} that the proxy may open, 1 to 100 percent. Default
         * {@value DatabaseProxyArgs#DEFAULT_MAX_CONNECTIONS_PERCENT}.
         */
        public Builder maxConnectionsPercent(int value) {
            this.maxConnectionsPercent = value;
            return this;
        }

        /**
         * The share of the database's {@code max_connections} that the proxy keeps idle, 0 to {@link #maxConnectionsPercent}. Default
         * {@value DatabaseProxyArgs#DEFAULT_MAX_IDLE_CONNECTIONS_PERCENT}.
         */
        public Builder maxIdleConnectionsPercent(int value) {
            this.maxIdleConnectionsPercent = value;
            return this;
        }

        /**
         * The time for which a client waits for a connection, 1 to 3600 seconds. Default
         * {@value DatabaseProxyArgs#DEFAULT_BORROW_TIMEOUT_SECONDS}.
         */
        public Builder borrowTimeoutSeconds(int value) {
            this.borrowTimeoutSeconds = value;
            return this;
        }

        /**
         * The time for which logs are kept, in days, one of CloudWatch's. Default {@value
         * DatabaseProxyArgs#DEFAULT_LOG_RETENTION_DAYS}.
         */
        public Builder logRetentionDays(int value) {
            this.logRetentionDays = value;
            return this;
        }

        /** The arguments; they are validated by the component that gets them. */
        public DatabaseProxyArgs build() {
            return new DatabaseProxyArgs(this);
        }
    }
}
