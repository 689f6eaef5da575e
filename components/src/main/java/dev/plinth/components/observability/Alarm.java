package dev.plinth.components.observability;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One alarm, and what the dashboard shows of it.
 *
 * @param part what is watched, in kebab case; unique for its subject
 * @param title what is watched, for people, with the unit
 * @param metrics one metric, or those of the expression
 * @param expression a CloudWatch metric math expression over the metrics' ids, or null for the one metric itself
 * @param comparison when it alarms
 * @param threshold the value that is compared with, in the metric's unit
 * @param periodSeconds how long one data point is
 * @param periods how many data points in a row must compare so
 * @param missingData what no data means
 * @param formerPart the part of the alarm's URN in earlier versions, or null for the same
 */
record Alarm(
        String part,
        String title,
        List<Metric> metrics,
        @Nullable String expression,
        Comparison comparison,
        double threshold,
        int periodSeconds,
        int periods,
        MissingData missingData,
        @Nullable String formerPart) {

    Alarm {
        metrics = List.copyOf(metrics);
        if (expression == null && metrics.size() != 1) {
            throw new IllegalArgumentException(part + " needs one metric, or an expression over several");
        }
    }

    /** An alarm on one metric, over periods of five minutes. */
    static Alarm on(
            String part,
            String title,
            Metric metric,
            Comparison comparison,
            double threshold,
            int periods,
            MissingData missingData) {
        return new Alarm(part, title, List.of(metric), null, comparison, threshold, 300, periods, missingData, null);
    }

    /** The same alarm, which had another part before. */
    Alarm formerly(String former) {
        return new Alarm(
                part,
                title,
                metrics,
                expression,
                comparison,
                threshold,
                periodSeconds,
                periods,
                missingData,
                former.equals(part) ? null : former);
    }

    /** The condition in words. */
    String description() {
        return "%s %s %s for %d min"
                .formatted(title, comparison.word(), number(threshold), periodSeconds * periods / 60);
    }

    private static String number(double value) {
        return value == Math.rint(value) ? String.valueOf((long) value) : String.valueOf(value);
    }
}
