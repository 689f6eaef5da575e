package dev.plinth.components.observability;

import java.util.List;

/**
 * The speed at which an error budget is used, measured over a long and a short window; the short one ends the alarm soon after the errors
 * have ended. At a rate of 1, the budget of a month lasts a month.
 *
 * @param part the part of the alarm's name
 * @param factor the rate from which the alarm is raised
 * @param longSeconds the length of the long window
 * @param shortSeconds the length of the short window
 * @see <a href="https://sre.google/workbook/alerting-on-slos/">Alerting on SLOs, the SRE workbook, table 5-8</a>
 */
record BurnRate(String part, double factor, int longSeconds, int shortSeconds) {

    /** 2 % of the budget of 30 days in an hour, and 5 % of it in six hours. */
    static final List<BurnRate> PAGES =
            List.of(new BurnRate("fast-burn", 14.4, 3600, 300), new BurnRate("slow-burn", 6, 21_600, 1800));
}
