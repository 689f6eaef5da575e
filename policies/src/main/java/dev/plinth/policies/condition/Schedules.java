package dev.plinth.policies.condition;

import com.cronutils.model.time.ExecutionTime;
import com.google.common.cache.CacheBuilder;
import com.google.common.cache.CacheLoader;
import com.google.common.cache.LoadingCache;
import dev.plinth.model.PropertyValue;
import dev.plinth.model.calendar.CronFields;
import dev.plinth.model.calendar.TimeWindow;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Schedules as AWS writes them: {@code rate(1 day)} and {@code cron(0 3 * * ? *)}, the latter in UTC. */
public final class Schedules {

    private static final Pattern RATE = Pattern.compile("rate\\((\\d+) (minute|hour|day)s?\\)");
    private static final Pattern CRON = Pattern.compile("cron\\((.+)\\)");

    /** Rules read no clock, so a schedule is judged by a year that begins here. */
    private static final ZonedDateTime START = ZonedDateTime.of(2026, 1, 1, 0, 0, 0, 0, ZoneOffset.UTC);

    private static final int RUNS = 60;

    /** Stacks have few schedules, and each is judged many times. */
    private static final LoadingCache<String, Optional<Duration>> GAPS =
            CacheBuilder.newBuilder().maximumSize(1000).build(CacheLoader.from(Schedules::gap));

    private static final LoadingCache<String, List<Integer>> MINUTES =
            CacheBuilder.newBuilder().maximumSize(1000).build(CacheLoader.from(Schedules::minutes));

    private Schedules() {}

    /** Returns whether a schedule always runs again within a period. */
    public static Predicate<PropertyValue> runsEvery(Duration most) {
        return value -> value.asText()
                .flatMap(Schedules::longestGap)
                .filter(gap -> gap.compareTo(most) <= 0)
                .isPresent();
    }

    /** Returns the longest time between two runs; empty for an invalid schedule, or one that ends soon. */
    public static Optional<Duration> longestGap(String expression) {
        return GAPS.getUnchecked(expression);
    }

    private static Optional<Duration> gap(String expression) {
        Matcher rate = RATE.matcher(expression.strip());
        if (rate.matches()) {
            long number = Long.parseLong(rate.group(1));
            return Optional.of(
                    switch (rate.group(2)) {
                        case "minute" -> Duration.ofMinutes(number);
                        case "hour" -> Duration.ofHours(number);
                        default -> Duration.ofDays(number);
                    });
        }
        Matcher cron = CRON.matcher(expression.strip());
        return cron.matches() ? CronFields.times(cron.group(1)).flatMap(Schedules::longestGap) : Optional.empty();
    }

    /** The minutes of the week, from Monday 00:00, at which a cron expression runs at some time; none for any other schedule. */
    public static List<Integer> minutesOfWeek(String expression) {
        return MINUTES.getUnchecked(expression);
    }

    private static List<Integer> minutes(String expression) {
        return TimeWindow.cron(expression.strip(), 0).map(TimeWindow::starts).orElse(List.of());
    }

    private static Optional<Duration> longestGap(ExecutionTime times) {
        Duration longest = Duration.ZERO;
        ZonedDateTime last = START;
        for (int run = 0; run < RUNS; run++) {
            Optional<ZonedDateTime> next = times.nextExecution(last);
            if (next.isEmpty()) {
                return Optional.empty();
            }
            Duration gap = Duration.between(last, next.get());
            longest = gap.compareTo(longest) > 0 ? gap : longest;
            last = next.get();
        }
        return Optional.of(longest);
    }
}
