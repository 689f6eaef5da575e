package dev.plinth.components.observability;

import com.pulumi.core.Output;
import dev.plinth.components.database.DatabaseProxy;
import dev.plinth.components.database.PostgresDatabase;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Alarms and graphs of databases and their proxies.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_PerfInsights.Cloudwatch.html">Metrics of Performance
 *     Insights</a>
 * @see <a href="https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/rds-proxy.monitoring.html">Metrics of RDS Proxy</a>
 */
final class DatabaseSubjects {

    private static final double GIBIBYTE = 1024.0 * 1024 * 1024;
    private static final double MEBIBYTE = 1024.0 * 1024;
    private static final int PERIOD_SECONDS = 300;

    private DatabaseSubjects() {}

    static Subject of(PostgresDatabase database, ObservabilityArgs args) {
        Map<String, Output<String>> instance = Map.of("DBInstanceIdentifier", database.instanceIdentifier());
        List<Alarm> alarms = new ArrayList<>(List.of(
                Subjects.above(
                        "cpu",
                        "CPU, %",
                        rds("CPUUtilization", "Average", instance),
                        Thresholds.DATABASE_CPU_PERCENT,
                        3),
                below(
                        "free-storage",
                        "Free storage, bytes",
                        rds("FreeStorageSpace", "Minimum", instance),
                        args.databaseFreeStorageGibibytes() * GIBIBYTE),
                below(
                        "free-memory",
                        "Free memory, bytes",
                        rds("FreeableMemory", "Minimum", instance),
                        args.databaseFreeMemoryMebibytes() * MEBIBYTE),
                Subjects.above(
                        "connections",
                        "Connections",
                        rds("DatabaseConnections", "Maximum", instance),
                        args.databaseConnections(),
                        1),
                Subjects.above(
                        "read-latency",
                        "Read latency, s",
                        rds("ReadLatency", "Average", instance),
                        Thresholds.DATABASE_READ_LATENCY_SECONDS,
                        3),
                // Performance Insights sends no data while there is no load.
                Alarm.on(
                        "load",
                        "Active sessions for each vCPU",
                        rds("DBLoadRelativeToNumVCPUs", "Average", instance),
                        Comparison.ABOVE,
                        Thresholds.DATABASE_LOAD,
                        3,
                        MissingData.NOT_BREACHING),
                counted(
                        database,
                        "slow-statements",
                        "Slow statements",
                        "SlowStatements",
                        Thresholds.DATABASE_SLOW_STATEMENTS),
                counted(database, "lock-waits", "Waits for a lock", "LockWaits", Thresholds.DATABASE_LOCK_WAITS),
                counted(database, "deadlocks", "Deadlocks", "Deadlocks", Thresholds.NONE)));
        int number = 1;
        for (Output<String> replica : database.replicaIdentifiers()) {
            alarms.add(Subjects.above(
                    "replica-" + number + "-lag",
                    "Lag of replica " + number + ", s",
                    rds("ReplicaLag", "Maximum", Map.of("DBInstanceIdentifier", replica)),
                    Thresholds.DATABASE_REPLICA_LAG_SECONDS,
                    3));
            number++;
        }
        return new Subject(database.name(), "PostgreSQL", alarms, graphs(database, instance));
    }

    /** Clients of a pool wait when all its connections are in use. */
    static Subject of(DatabaseProxy proxy) {
        Map<String, Output<String>> dimensions = Map.of("ProxyName", proxy.proxyName());
        Alarm connections = new Alarm(
                "connections",
                "Connections in use, %",
                List.of(
                        metric("used", "DatabaseConnectionsCurrentlyBorrowed", "Sum", dimensions),
                        metric("most", "MaxDatabaseConnectionsAllowed", "Sum", dimensions)),
                "100 * used / most",
                Comparison.ABOVE,
                Thresholds.PROXY_CONNECTIONS_PERCENT,
                60,
                5,
                MissingData.NOT_BREACHING,
                null);
        return new Subject(
                proxy.name(),
                "Database proxy",
                List.of(
                        connections,
                        Alarm.on(
                                "borrow-latency",
                                "Wait for a connection, µs",
                                metric("value", "DatabaseConnectionsBorrowLatency", "Average", dimensions),
                                Comparison.ABOVE,
                                Thresholds.PROXY_BORROW_LATENCY_MICROSECONDS,
                                3,
                                MissingData.NOT_BREACHING),
                        Subjects.event(
                                "failed-connections",
                                "Failed connections to the database",
                                metric("value", "DatabaseConnectionsSetupFailed", "Sum", dimensions),
                                2)),
                List.of(Graph.of(
                        "Connections",
                        60,
                        metric("clients", "ClientConnections", "Sum", dimensions),
                        metric("open", "DatabaseConnections", "Sum", dimensions),
                        metric("pinned", "DatabaseConnectionsCurrentlySessionPinned", "Sum", dimensions))));
    }

    private static List<Graph> graphs(PostgresDatabase database, Map<String, Output<String>> instance) {
        return List.of(
                Graph.of(
                        "Active sessions on a CPU and waiting",
                        PERIOD_SECONDS,
                        metric("cpu", "DBLoadCPU", "Average", instance),
                        metric("waiting", "DBLoadNonCPU", "Average", instance)),
                new Graph(
                        "Blocked sessions and transactions",
                        PERIOD_SECONDS,
                        0,
                        List.of(),
                        false,
                        List.of(
                                counter(
                                        database,
                                        "sessions",
                                        "db.Locks.num_blocked_sessions",
                                        "Blocked sessions",
                                        false),
                                counter(
                                        database,
                                        "transactions",
                                        "db.Transactions.blocked_transactions",
                                        "Blocked transactions",
                                        false))),
                new Graph(
                        "Buffer cache hit rate, %",
                        PERIOD_SECONDS,
                        0,
                        List.of(),
                        true,
                        List.of(
                                counter(database, "hits", "db.Cache.blks_hit", "Hits", true),
                                counter(database, "reads", "db.IO.blks_read", "Reads", true),
                                Output.of(new Graph.Expression(
                                        "rate", "100 * hits / (hits + reads)", "Buffer cache hit rate", false)))));
    }

    /** A counter of Performance Insights, which CloudWatch reads by the id of the instance. */
    private static Output<Graph.Expression> counter(
            PostgresDatabase database, String id, String counter, String label, boolean hidden) {
        return database.resourceId()
                .applyValue(resource -> new Graph.Expression(
                        id, "DB_PERF_INSIGHTS('RDS', '%s', '%s.avg')".formatted(resource, counter), label, hidden));
    }

    private static Alarm counted(
            PostgresDatabase database, String part, String title, String metric, double threshold) {
        return Alarm.on(
                part,
                title,
                new Metric("value", database.logMetricNamespace(), metric, "Sum", Map.of()),
                Comparison.ABOVE,
                threshold,
                1,
                MissingData.NOT_BREACHING);
    }

    private static Alarm below(String part, String title, Metric metric, double threshold) {
        return Alarm.on(part, title, metric, Comparison.BELOW, threshold, 1, MissingData.MISSING);
    }

    private static Metric rds(String name, String statistic, Map<String, Output<String>> dimensions) {
        return metric("value", name, statistic, dimensions);
    }

    private static Metric metric(String id, String name, String statistic, Map<String, Output<String>> dimensions) {
        return new Metric(id, "AWS/RDS", name, statistic, dimensions);
    }
}
