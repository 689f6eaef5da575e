package dev.plinth.components.observability;

import com.pulumi.core.Output;
import java.util.Map;

/**
 * One CloudWatch metric.
 *
 * @param id its name within an expression; lower-case first
 * @param namespace the namespace, such as {@code AWS/RDS}
 * @param name the metric's name
 * @param statistic a statistic such as {@code Average}, or a percentile such as {@code p95}
 * @param dimensions the dimensions
 */
record Metric(String id, String namespace, String name, String statistic, Map<String, Output<String>> dimensions) {

    boolean isPercentile() {
        return statistic.startsWith("p");
    }
}
