package dev.plinth.simulator.time;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.temporal.TemporalAdjusters;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A weekly maintenance window in UTC, such as {@code sun:03:30-sun:04:30}.
 *
 * @param day the day of its beginning
 * @param time the time of its beginning
 * @param length its length
 */
record WeeklyWindow(DayOfWeek day, LocalTime time, Duration length) {

    private static final Duration WEEK = Duration.ofDays(7);
    private static final List<String> DAYS = List.of("mon", "tue", "wed", "thu", "fri", "sat", "sun");
    private static final Pattern TEXT = Pattern.compile("([a-z]{3}):(\\d\\d:\\d\\d)-([a-z]{3}):(\\d\\d:\\d\\d)");

    /** Reads a window; empty when the text is none. */
    static Optional<WeeklyWindow> parse(String text) {
        Matcher matcher = TEXT.matcher(text.toLowerCase(Locale.ROOT));
        if (!matcher.matches() || !DAYS.contains(matcher.group(1)) || !DAYS.contains(matcher.group(3))) {
            return Optional.empty();
        }
        int first = DAYS.indexOf(matcher.group(1));
        LocalTime begin = LocalTime.parse(matcher.group(2));
        long minutes = (DAYS.indexOf(matcher.group(3)) - first) * 1440L
                + Duration.between(begin, LocalTime.parse(matcher.group(4))).toMinutes();
        return Optional.of(new WeeklyWindow(
                DayOfWeek.of(first + 1), begin, Duration.ofMinutes(Math.floorMod(minutes, WEEK.toMinutes()))));
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
