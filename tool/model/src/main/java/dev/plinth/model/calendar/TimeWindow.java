package dev.plinth.model.calendar;

import com.cronutils.model.time.ExecutionTime;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * A daily or weekly window in UTC, as AWS writes those for backups and maintenance.
 *
 * @param starts when it opens, in minutes from Monday 00:00; seven times for a daily one
 * @param minutes how long it stays open
 */
public record TimeWindow(List<Integer> starts, int minutes) {

    private static final List<String> DAYS = List.of("mon", "tue", "wed", "thu", "fri", "sat", "sun");
    private static final int DAY = 24 * 60;
    private static final int WEEK = 7 * DAY;
    private static final String TIME = "([01][0-9]|2[0-3]):([0-5][0-9])";
    private static final Pattern DAILY = Pattern.compile(TIME + "-" + TIME);
    private static final String DAY_AND_TIME = "(" + String.join("|", DAYS) + "):" + TIME;
    private static final Pattern WEEKLY = Pattern.compile(DAY_AND_TIME + "-" + DAY_AND_TIME);

    private static final Pattern CRON = Pattern.compile("cron\\((\\S+( \\S+){5})\\)");

    /** Fields with any day of the month, any month, any year, and no ordinal of a weekday: every week has the same times. */
    private static final Pattern EVERY_WEEK = Pattern.compile("\\S+ \\S+ [*?] [*] [^\\sLl#]+ [*]");

    /** No clock is read, so that a program that is valid today is valid tomorrow. */
    private static final ZonedDateTime SOME_MONDAY = ZonedDateTime.of(2024, 1, 1, 0, 0, 0, 0, ZoneOffset.UTC);

    /** Enough for a year of days: a monthly schedule meets each day of the week. */
    private static final int RUNS = 400;

    /** Keeps its own copy of the starts. */
    public TimeWindow {
        starts = List.copyOf(starts);
    }

    /** Reads a daily window such as {@code 02:00-03:00}; empty when the text is none. */
    public static Optional<TimeWindow> daily(String text) {
        Matcher matcher = DAILY.matcher(text);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        int start = minuteOfDay(matcher, 1);
        return Optional.of(new TimeWindow(
                IntStream.range(0, DAYS.size())
                        .map(day -> day * DAY + start)
                        .boxed()
                        .toList(),
                Math.floorMod(minuteOfDay(matcher, 3) - start, DAY)));
    }

    /** Reads a weekly window such as {@code sun:03:30-sun:04:30}; empty when the text is none. */
    public static Optional<TimeWindow> weekly(String text) {
        Matcher matcher = WEEKLY.matcher(text.toLowerCase(Locale.ROOT));
        if (!matcher.matches()) {
            return Optional.empty();
        }
        int start = DAYS.indexOf(matcher.group(1)) * DAY + minuteOfDay(matcher, 2);
        int end = DAYS.indexOf(matcher.group(4)) * DAY + minuteOfDay(matcher, 5);
        return Optional.of(new TimeWindow(List.of(start), Math.floorMod(end - start, WEEK)));
    }

    /**
     * Reads the times at which an AWS cron expression starts something, each open for a while; empty when the text is none.
     *
     * @param expression six fields in UTC, such as {@code cron(0 5 * * ? *)}
     * @param minutes how long each stays open
     * @see <a href="https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-cron-expressions.html">Cron expressions</a>
     */
    public static Optional<TimeWindow> cron(String expression, int minutes) {
        Matcher matcher = CRON.matcher(expression);
        return matcher.matches() ? opening(matcher.group(1), minutes) : Optional.empty();
    }

    private static Optional<TimeWindow> opening(String fields, int minutes) {
        ExecutionTime times = CronFields.times(fields).orElse(null);
        if (times == null) {
            return Optional.empty();
        }
        Set<Integer> starts = new TreeSet<>();
        ZonedDateTime end = SOME_MONDAY
                .plusYears(EVERY_WEEK.matcher(fields).matches() ? 0 : 100)
                .plusWeeks(1);
        Optional<ZonedDateTime> next = times.nextExecution(SOME_MONDAY.minusMinutes(1));
        for (int run = 0; run < RUNS && next.filter(end::isAfter).isPresent(); run++) {
            starts.add((int) Math.floorMod(ChronoUnit.MINUTES.between(SOME_MONDAY, next.get()), (long) WEEK));
            next = times.nextExecution(next.get());
        }
        return starts.isEmpty() ? Optional.empty() : Optional.of(new TimeWindow(List.copyOf(starts), minutes));
    }

    /** The same window, opened some minutes earlier. */
    public TimeWindow openedEarlier(int by) {
        return new TimeWindow(
                starts.stream().map(start -> Math.floorMod(start - by, WEEK)).toList(), minutes + by);
    }

    /** Returns whether both are open at some minute of the week. */
    public boolean overlaps(TimeWindow other) {
        return starts.stream().anyMatch(start -> other.starts.stream()
                .anyMatch(otherStart -> Math.floorMod(otherStart - start, WEEK) < minutes
                        || Math.floorMod(start - otherStart, WEEK) < other.minutes));
    }

    private static int minuteOfDay(Matcher matcher, int hourGroup) {
        return Integer.parseInt(matcher.group(hourGroup)) * 60 + Integer.parseInt(matcher.group(hourGroup + 1));
    }
}
