package dev.plinth.components.observability;

import java.util.List;

/**
 * A service level objective whose error budget is measured.
 *
 * @param subject the logical name of the measured component
 * @param part the part of the alarms' names
 * @param title the objective, for people
 * @param metrics the metrics of the expression
 * @param errorPercent a CloudWatch metric math expression: the percentage of bad events
 * @param budgetPercent the percentage of events that may be bad
 */
record Objective(
        String subject, String part, String title, List<Metric> metrics, String errorPercent, double budgetPercent) {

    Objective {
        metrics = List.copyOf(metrics);
        budgetPercent = Numbers.rounded(budgetPercent);
    }

    /** An alarm of one window of a burn rate; it notifies nobody by itself. */
    Alarm window(BurnRate rate, int seconds) {
        return new Alarm(
                "%s-%s-%dm".formatted(part, rate.part(), seconds / 60),
                "Errors against the objective, %: " + title,
                metrics,
                errorPercent,
                Comparison.ABOVE,
                Numbers.rounded(rate.factor() * budgetPercent),
                seconds,
                1,
                MissingData.NOT_BREACHING,
                null);
    }

    /** The budget that is left of the last 30 days. */
    Graph budgetLeft() {
        return Graph.overDays(
                "Error budget left, %: " + title,
                ServiceObjectives.DAYS,
                metrics,
                "100 - 100 * (%s) / %s".formatted(errorPercent, Numbers.text(budgetPercent)),
                "Error budget left, %");
    }

    /** The burn rate of each hour. */
    Graph burnRate() {
        return Graph.of(
                "Burn rate: " + title,
                3600,
                metrics,
                "(%s) / %s".formatted(errorPercent, Numbers.text(budgetPercent)),
                "Burn rate");
    }
}
