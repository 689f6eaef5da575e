package dev.plinth.simulator.time;

import dev.plinth.model.calendar.TimeWindow;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.temporal.TemporalAdjusters;
import java.util.Optional;

/**
 * A weekly maintenance window in UTC, such as {@code sun:03:30-sun:04:30}.
 *
 * @param day the day of its beginning
 * @param time the time of its beginning
 * @param length its length
 */
record WeeklyWindow(DayOfWeek day, LocalTime time, Duration length) {

    private static final int MINUTES_A_DAY = 24 * 60;

    /** Reads a window; empty when the text is none. */
    static Optional<WeeklyWindow> parse(String text) {
        return TimeWindow.weekly(text).map(window -> {
            int start = window.starts().get(0);
            return new WeeklyWindow(
                    DayOfWeek.of(start / MINUTES_A_DAY + 1),
                    LocalTime.MIN.plusMinutes(start % MINUTES_A_DAY),
                    Duration.ofMinutes(window.minutes()));
        });
    }

    /** The first beginning of the window at a time or later. */
    Instant next(Instant from) {
        ZonedDateTime zoned = from.atZone(ZoneOffset.UTC);
        ZonedDateTime begin = zoned.with(TemporalAdjusters.nextOrSame(day))
                .with(time)
                .withSecond(0)
                .withNano(0);
        return (begin.isBefore(zoned) ? begin.plusWeeks(1) : begin).toInstant();
    }

    /** The end of the window in which a time lies, or within a lead before it; empty when it lies in none. */
    Optional<Instant> endIfBusy(Instant time, Duration lead) {
        Instant begin = next(time.minus(length).plusMillis(1));
        Instant end = begin.plus(length);
        return time.isBefore(begin.minus(lead)) || !time.isBefore(end) ? Optional.empty() : Optional.of(end);
    }
}
