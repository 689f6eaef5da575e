package dev.plinth.components.database;

import com.pulumi.aws.cloudwatch.LogGroup;
import com.pulumi.aws.cloudwatch.LogMetricFilter;
import com.pulumi.aws.cloudwatch.LogMetricFilterArgs;
import com.pulumi.aws.cloudwatch.inputs.LogMetricFilterMetricTransformationArgs;
import com.pulumi.resources.CustomResourceOptions;
import dev.plinth.components.PlinthComponent;
import java.util.List;

/**
 * Metrics that count lines of the PostgreSQL log. A filter for plain text cannot add dimensions, so that each database has its own
 * namespace.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/FilterAndPatternSyntax.html">Filter patterns</a>
 * @see <a href="https://www.postgresql.org/docs/current/runtime-config-logging.html">Logging of PostgreSQL</a>
 */
final class PostgresLogMetrics {

    /** Statements that took at least {@code log_min_duration_statement}. */
    static final LogMetric SLOW_STATEMENTS = new LogMetric("slow-statements", "SlowStatements", "\"LOG:  duration:\"");

    /** All metrics of a primary; a replica has no writers that wait for each other. */
    static final List<LogMetric> EVERY = List.of(
            SLOW_STATEMENTS,
            new LogMetric("lock-waits", "LockWaits", "\"still waiting for\""),
            new LogMetric("deadlocks", "Deadlocks", "\"deadlock detected\""));

    private final PlinthComponent database;
    private final String namespace;

    PostgresLogMetrics(PlinthComponent database, String identifier) {
        this.database = database;
        this.namespace = "Plinth/PostgreSQL/" + identifier;
    }

    String namespace() {
        return namespace;
    }

    void count(String partPrefix, LogGroup logGroup, List<LogMetric> metrics) {
        metrics.forEach(metric -> new LogMetricFilter(
                database.name() + "-" + partPrefix + metric.part(),
                LogMetricFilterArgs.builder()
                        .logGroupName(logGroup.name())
                        .pattern(metric.pattern())
                        .metricTransformation(LogMetricFilterMetricTransformationArgs.builder()
                                .namespace(namespace)
                                .name(metric.name())
                                .value("1")
                                .defaultValue("0")
                                .unit("Count")
                                .build())
                        .build(),
                CustomResourceOptions.builder().parent(database).build()));
    }

    /**
     * A metric and the log lines that it counts.
     *
     * @param part the part of the filter's logical name
     * @param name the metric's name
     * @param pattern the filter pattern
     */
    record LogMetric(String part, String name, String pattern) {}
}
