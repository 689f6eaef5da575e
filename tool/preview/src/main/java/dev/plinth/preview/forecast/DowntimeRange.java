package dev.plinth.preview.forecast;

import java.time.Duration;
import java.util.Optional;

/**
 * Range of a downtime.
 *
 * @param low the shortest downtime; empty when unknown
 * @param high the longest downtime; empty when unknown
 */
record DowntimeRange(Optional<Duration> low, Optional<Duration> high) {

    /** Unknown downtime. */
    static final DowntimeRange UNKNOWN = new DowntimeRange(Optional.empty(), Optional.empty());

    static DowntimeRange between(Duration low, Duration high) {
        return new DowntimeRange(Optional.of(low), Optional.of(high));
    }

    static DowntimeRange seconds(long low, long high) {
        return between(Duration.ofSeconds(low), Duration.ofSeconds(high));
    }

    static DowntimeRange minutes(long low, long high) {
        return between(Duration.ofMinutes(low), Duration.ofMinutes(high));
    }

    static DowntimeRange atLeast(Duration low) {
        return new DowntimeRange(Optional.of(low), Optional.empty());
    }

    /** Returns the sum of two ranges. */
    DowntimeRange plus(DowntimeRange more) {
        return new DowntimeRange(
                low.flatMap(one -> more.low.map(one::plus)), high.flatMap(one -> more.high.map(one::plus)));
    }

    boolean isUnknown() {
        return low.isEmpty();
    }

    /** Returns whether a known downtime may be longer than a limit. */
    boolean exceeds(Duration limit) {
        return !isUnknown() && high.map(longest -> longest.compareTo(limit) > 0).orElse(true);
    }

    /** Returns a text such as {@code 60–120 s}, {@code at least 6 min} or {@code unknown}. */
    String words() {
        if (low.isEmpty()) {
            return "unknown";
        }
        return high.map(longest -> low.get().isZero() && !longest.isZero()
                        ? "up to " + Durations.words(longest)
                        : range(low.get(), longest))
                .orElseGet(() -> "at least " + Durations.words(low.get()));
    }

    /** Returns a range, in seconds up to two minutes. */
    private static String range(Duration low, Duration high) {
        return high.equals(Duration.ofMinutes(2)) && low.compareTo(high) < 0
                ? Durations.seconds(low) + "–" + Durations.seconds(high) + " s"
                : Durations.range(low, high);
    }
}
