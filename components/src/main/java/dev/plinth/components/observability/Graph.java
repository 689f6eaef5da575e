package dev.plinth.components.observability;

import com.pulumi.core.Output;
import java.util.List;

/**
 * A graph of the dashboard without an alarm.
 *
 * @param title the measured value, for people, with the unit
 * @param periodSeconds the length of a data point
 * @param days the days of which the widget shows one number, or 0 for a graph of the dashboard's time range
 * @param metrics the metrics
 * @param hidden whether the metrics only serve the expressions
 * @param expressions the CloudWatch metric math expressions to show
 */
record Graph(
        String title,
        int periodSeconds,
        int days,
        List<Metric> metrics,
        boolean hidden,
        List<Output<Expression>> expressions) {

    Graph {
        metrics = List.copyOf(metrics);
        expressions = List.copyOf(expressions);
    }

    /** A graph of metrics. */
    static Graph of(String title, int periodSeconds, Metric... metrics) {
        return new Graph(title, periodSeconds, 0, List.of(metrics), false, List.of());
    }

    /** A graph of one expression. */
    static Graph of(String title, int periodSeconds, List<Metric> metrics, String expression, String label) {
        return new Graph(title, periodSeconds, 0, metrics, true, List.of(result(expression, label)));
    }

    /** The value of one expression over a number of days until now. */
    static Graph overDays(String title, int days, List<Metric> metrics, String expression, String label) {
        return new Graph(title, 86_400, days, metrics, true, List.of(result(expression, label)));
    }

    private static Output<Expression> result(String expression, String label) {
        return Output.of(new Expression("result", expression, label, false));
    }

    /**
     * A metric math expression.
     *
     * @param id the name within other expressions; lower-case first
     * @param text the expression
     * @param label the label of the series
     * @param hidden whether the expression only serves other ones
     */
    record Expression(String id, String text, String label, boolean hidden) {}
}
