package dev.plinth.simulator.time;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Schedules, maintenance windows and event patterns as AWS writes them. */
class ScheduleTest {

    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    cron(0 3 * * ? *)          |               | 2026-01-01T03:00:00Z | 31
                    cron(0 3 * * ? *)          | Europe/Berlin | 2026-01-01T02:00:00Z | 31
                    cron(0 5 1 * ? *)          |               | 2026-01-01T05:00:00Z | 1
                    cron(0/30 8-9 ? * MON-FRI *) |             | 2026-01-01T08:00:00Z | 88
                    rate(7 days)               |               | 2026-01-08T00:00:00Z | 4
                    rate(12 hours)             |               | 2026-01-01T12:00:00Z | 62
                    at(2026-01-10T12:00:00)    | Asia/Tokyo    | 2026-01-10T03:00:00Z | 1
                    """)
    void runsInTheirTimeZone(String expression, String zone, Instant first, int count) {
        assertThat(Schedule.runs(expression, zone == null ? "" : zone, START, START, START.plus(Duration.ofDays(31))))
                .hasSize(count)
                .startsWith(first);
    }

    @Test
    void anInvalidScheduleNeverRuns() {
        for (String expression : new String[] {"", "daily", "cron(61 25 * * ? *)", "rate(0 days)", "at(tomorrow)"}) {
            assertThat(Schedule.runs(expression, "", START, START, START.plus(Duration.ofDays(31))))
                    .as(expression)
                    .isEmpty();
        }
    }

    @Test
    void periodsAreCountedFromTheirAnchor() {
        assertThat(Schedule.every(
                        Duration.ofDays(7), START, START.plus(Duration.ofDays(7)), START.plus(Duration.ofDays(14))))
                .containsExactly(START.plus(Duration.ofDays(14)));
    }

    @Test
    void aWindowKnowsItsNextBeginningAndWhetherItIsBusy() {
        WeeklyWindow window = WeeklyWindow.parse("sun:23:30-mon:00:30").orElseThrow();

        assertThat(window.next(START)).isEqualTo("2026-01-04T23:30:00Z");
        assertThat(window.next(Instant.parse("2026-01-04T23:30:00Z"))).isEqualTo("2026-01-04T23:30:00Z");
        assertThat(window.endIfBusy(Instant.parse("2026-01-05T00:10:00Z"), Duration.ZERO))
                .contains(Instant.parse("2026-01-05T00:30:00Z"));
        assertThat(window.endIfBusy(Instant.parse("2026-01-05T00:30:00Z"), Duration.ZERO))
                .isEmpty();
        assertThat(window.endIfBusy(Instant.parse("2026-01-04T22:30:00Z"), Duration.ofHours(1)))
                .isPresent();
        assertThat(window.endIfBusy(Instant.parse("2026-01-04T22:29:59Z"), Duration.ofHours(1)))
                .isEmpty();
        assertThat(WeeklyWindow.parse("sunday 3am")).isEmpty();
        assertThat(WeeklyWindow.parse("xyz:03:00-sun:04:00")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    {"source":["aws.backup"]}                                   | true
                    {"source":["aws.rds","aws.backup"]}                         | true
                    {"source":["aws.rds"]}                                      | false
                    {"source":[{"prefix":"aws."}]}                              | true
                    {"source":[{"suffix":".rds"}]}                              | false
                    {"source":[{"anything-but":"aws.rds"}]}                     | true
                    {"source":[{"anything-but":["aws.backup"]}]}                | false
                    {"source":[{"wildcard":"aws.*up"}]}                         | true
                    {"source":[{"equals-ignore-case":"AWS.Backup"}]}            | true
                    {"detail":{"status":["COMPLETED"]}}                         | true
                    {"detail":{"status":["FAILED"]}}                            | false
                    {"detail":{"message":[{"exists":false}]}}                   | true
                    {"detail":{"status":[{"exists":true}]},"source":["aws.s3"]} | false
                    {"account":["123456789012"]}                                | false
                    """)
    void patternsMatchEvents(String pattern, boolean matches) {
        assertThat(Automation.matches(pattern, Map.of("source", "aws.backup", "detail", Map.of("status", "COMPLETED"))))
                .isEqualTo(matches);
    }
}
