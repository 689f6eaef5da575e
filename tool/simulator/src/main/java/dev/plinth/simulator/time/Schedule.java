package dev.plinth.simulator.time;

import dev.plinth.model.calendar.CronFields;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A schedule as AWS writes it.
 *
 * @see <a href="https://docs.aws.amazon.com/scheduler/latest/UserGuide/schedule-types.html">Schedule types</a>
 */
final class Schedule {

    private static final Pattern EXPRESSION = Pattern.compile("(cron|rate|at)\\((.+)\\)");
    private static final Pattern RATE = Pattern.compile("(\\d{1,6}) (minute|hour|day)s?");

    private Schedule() {}

    /**
     * Returns when a schedule runs.
     *
     * @param expression {@code cron(…)}, {@code rate(…)} or {@code at(…)}; any other never runs
     * @param timeZone its time zone; empty for UTC
     * @param anchor when a rate began
     * @param after the time before the first run
     * @param until the time of the last run at the latest
     */
    static List<Instant> runs(String expression, String timeZone, Instant anchor, Instant after, Instant until) {
        Matcher matcher = EXPRESSION.matcher(expression.strip());
        if (!matcher.matches()) {
            return List.of();
        }
        String text = matcher.group(2).strip();
        try {
            ZoneId zone = timeZone.isEmpty() ? ZoneOffset.UTC : ZoneId.of(timeZone);
            return switch (matcher.group(1)) {
                case "rate" -> rate(text, anchor, after, until);
                case "at" -> {
                    Instant once = LocalDateTime.parse(text).atZone(zone).toInstant();
                    yield once.isAfter(after) && !once.isAfter(until) ? List.of(once) : List.of();
                }
                default -> cron(text, zone, after, until);
            };
        } catch (DateTimeException | IllegalArgumentException e) {
            // The service has taken the schedule, so it is one that this class does not understand.
            return List.of();
        }
    }

    private static List<Instant> rate(String text, Instant anchor, Instant after, Instant until) {
        Matcher rate = RATE.matcher(text);
        if (!rate.matches() || Long.parseLong(rate.group(1)) == 0) {
            return List.of();
        }
        long number = Long.parseLong(rate.group(1));
        return every(
                switch (rate.group(2)) {
                    case "minute" -> Duration.ofMinutes(number);
                    case "hour" -> Duration.ofHours(number);
                    default -> Duration.ofDays(number);
                },
                anchor,
                after,
                until);
    }

    /**
     * Returns the ends of equal periods.
     *
     * @param period their length
     * @param anchor when the first one began
     * @param after the time before the first end
     * @param until the time of the last end at the latest
     */
    static List<Instant> every(Duration period, Instant anchor, Instant after, Instant until) {
        List<Instant> runs = new ArrayList<>();
        long passed =
                after.isBefore(anchor) ? 0 : Duration.between(anchor, after).dividedBy(period);
        for (Instant run = anchor.plus(period.multipliedBy(passed + 1)); !run.isAfter(until); run = run.plus(period)) {
            runs.add(run);
        }
        return runs;
    }

    private static List<Instant> cron(String fields, ZoneId zone, Instant after, Instant until) {
        List<Instant> runs = new ArrayList<>();
        CronFields.times(fields).ifPresent(times -> {
            Optional<ZonedDateTime> next = times.nextExecution(after.atZone(zone));
            while (next.isPresent() && !next.get().toInstant().isAfter(until)) {
                runs.add(next.get().toInstant());
                next = times.nextExecution(next.get());
            }
        });
        return runs;
    }
}
