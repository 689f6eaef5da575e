package dev.plinth.components.observability;

/**
 * The alarms' thresholds. "Objective" means Plinth's service objectives: errors below 5 %, responses within 5 s, queries within 100 ms,
 * cache hits above 80 %. "Recommended" means "Best practice alarm recommendations for AWS services" in the CloudWatch user guide. The
 * others are the house's.
 */
public final class Thresholds {

    /** Database: CPU use in percent. House. */
    public static final double DATABASE_CPU_PERCENT = 80;

    /** Database: the longest average read in seconds. Objective: queries within 100 ms. */
    public static final double DATABASE_READ_LATENCY_SECONDS = 0.1;

    /** Database: how far a replica may lag behind, in seconds. Recommended. */
    public static final double DATABASE_REPLICA_LAG_SECONDS = 60;

    /** Database: active sessions for each virtual CPU; above 1, sessions wait for a CPU, a lock or storage. House. */
    public static final double DATABASE_LOAD = 1;

    /** Database: statements in five minutes that took longer than the database's {@code slowQueryMillis}. House. */
    public static final double DATABASE_SLOW_STATEMENTS = 10;

    /** Database: waits for a lock in five minutes that took longer than {@code deadlock_timeout}. House. */
    public static final double DATABASE_LOCK_WAITS = 5;

    /** Database proxy: connections in use, in percent of those that the pool may open. House. */
    public static final double PROXY_CONNECTIONS_PERCENT = 80;

    /** Database proxy: time that a client waits for a connection of the pool, in microseconds. House. */
    public static final double PROXY_BORROW_LATENCY_MICROSECONDS = 100_000;

    /** Cache: use of the engine's one thread in percent. House, below the recommended 90 so that there is time to act. */
    public static final double CACHE_ENGINE_CPU_PERCENT = 80;

    /** Cache: memory in use in percent; at 100 it evicts or refuses writes. House. */
    public static final double CACHE_MEMORY_PERCENT = 80;

    /** Cache: keys evicted in five minutes. House. */
    public static final double CACHE_EVICTIONS = 100;

    /** Cache: how far a replica may lag behind, in seconds. House. */
    public static final double CACHE_REPLICATION_LAG_SECONDS = 10;

    /** Cache: reads that find their key, in percent. Objective: above 80. */
    public static final double CACHE_HIT_RATE_PERCENT = 80;

    /** Service: CPU use in percent; scaling has reached its end when it stays there. House. */
    public static final double SERVICE_CPU_PERCENT = 85;

    /** Service: memory use in percent. House. */
    public static final double SERVICE_MEMORY_PERCENT = 85;

    /** Load balancer: responses with a status of 5xx in percent of all. Objective: 5. */
    public static final double ERROR_RATE_PERCENT = 5;

    /** Load balancer: the 95th percentile of the targets' response time in seconds. Objective: 5. */
    public static final double RESPONSE_TIME_SECONDS = 5;

    /** Events that should never happen: unhealthy targets, refused connections, NAT ports that ran out, failed backups. House. */
    public static final double NONE = 0;

    private Thresholds() {}
}
