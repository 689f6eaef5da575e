package dev.plinth.operation.status;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.plinth.model.GraphResource;
import dev.plinth.model.PropertyValue;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;

/**
 * A CloudWatch alarm of a stack's state, and the query of its metric.
 *
 * @param resource the alarm
 */
public record AlarmDefinition(GraphResource resource) {

    /** Metrics that show the condition of databases, caches and load balancers at a glance. */
    private static final Set<String> KEY_METRICS = Set.of(
            "CPUUtilization",
            "CacheHitRate",
            "DatabaseConnections",
            "ReadLatency",
            "ReplicaLag",
            "ReplicationLag",
            "TargetResponseTime");

    private static final Map<String, String> OPERATORS = Map.of(
            "GreaterThanThreshold", ">",
            "GreaterThanOrEqualToThreshold", ">=",
            "LessThanThreshold", "<",
            "LessThanOrEqualToThreshold", "<=");

    private static final int DEFAULT_PERIOD = 300;

    /** Returns the logical name. */
    public String name() {
        return resource.name();
    }

    /** Returns the name in CloudWatch. */
    public String physicalName() {
        return text("name");
    }

    /** Returns the Region of the alarm. */
    String region() {
        String[] arn = text("arn").split(":", -1);
        return arn.length > 3 ? arn[3] : "";
    }

    /** Returns the description. */
    public String description() {
        return text("alarmDescription");
    }

    /** Returns the threshold; empty for an alarm on an anomaly. */
    public OptionalDouble threshold() {
        return resource.output("threshold").asNumber();
    }

    /** Returns the comparison, such as {@code >}. */
    public String operator() {
        return OPERATORS.getOrDefault(text("comparisonOperator"), "");
    }

    /** Returns whether the metric is one of those that show the condition at a glance; metric math is one. */
    public boolean isKeyMetric() {
        return KEY_METRICS.contains(text("metricName")) || isExpression();
    }

    /** Returns whether the alarm is on metric math. */
    boolean isExpression() {
        return !resource.output("metricQueries").elements().isEmpty();
    }

    /** Returns the longest period of a metric in seconds. */
    int period() {
        int longest = number(resource.output("period"), 0);
        for (PropertyValue query : resource.output("metricQueries").elements()) {
            longest = Math.max(longest, number(query.at("metric.period"), 0));
        }
        return longest == 0 ? DEFAULT_PERIOD : longest;
    }

    /**
     * Returns the queries of GetMetricData: one with the id for a metric, those of the alarm for metric math.
     *
     * @see <a href="https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_MetricDataQuery.html">MetricDataQuery</a>
     */
    ArrayNode queries(String id) {
        ArrayNode queries = JsonNodeFactory.instance.arrayNode();
        if (!isExpression()) {
            ObjectNode query = queries.addObject().put("Id", id).put("ReturnData", true);
            metric(
                    query,
                    resource.outputs(),
                    resource.output("statistic").asText().orElseGet(() -> text("extendedStatistic")));
            return queries;
        }
        for (PropertyValue each : resource.output("metricQueries").elements()) {
            ObjectNode query = queries.addObject()
                    .put("Id", each.at("id").asText().orElse(""))
                    .put("ReturnData", each.at("returnData").asBoolean().orElse(false));
            if (each.at("expression").asText().filter(text -> !text.isEmpty()).isPresent()) {
                query.put("Expression", each.at("expression").asText().orElseThrow());
            } else {
                metric(query, each.at("metric"), each.at("metric.stat").asText().orElse("Average"));
            }
        }
        return queries;
    }

    private static void metric(ObjectNode query, PropertyValue metric, String statistic) {
        ObjectNode stat = query.putObject("MetricStat")
                .put("Period", number(metric.at("period"), DEFAULT_PERIOD))
                .put("Stat", statistic);
        ObjectNode described = stat.putObject("Metric")
                .put("Namespace", metric.at("namespace").asText().orElse(""))
                .put("MetricName", metric.at("metricName").asText().orElse(""));
        ArrayNode dimensions = described.putArray("Dimensions");
        if (metric.at("dimensions").revealed() instanceof PropertyValue.ObjectValue named) {
            named.properties().forEach((name, value) -> dimensions
                    .addObject()
                    .put("Name", name)
                    .put("Value", value.asText().orElse("")));
        }
    }

    private static int number(PropertyValue value, int other) {
        return (int) value.asNumber().orElse(other);
    }

    private String text(String property) {
        return resource.output(property).asText().orElse("");
    }
}
