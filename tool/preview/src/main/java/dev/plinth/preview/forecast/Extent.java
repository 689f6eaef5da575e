package dev.plinth.preview.forecast;

import java.time.Duration;
import java.util.Optional;

/**
 * How long something is interrupted.
 *
 * @param low at least so long; empty when even that can't be told
 * @param high at most so long; empty when that can't be told
 */
record Extent(Optional<Duration> low, Optional<Duration> high) {

    /** Nothing can be told: neither whether there is an interruption, nor how long it is. */
    static final Extent UNKNOWN = new Extent(Optional.empty(), Optional.empty());

    static Extent between(Duration low, Duration high) {
        return new Extent(Optional.of(low), Optional.of(high));
    }

    static Extent seconds(long low, long high) {
        return between(Duration.ofSeconds(low), Duration.ofSeconds(high));
    }

    static Extent minutes(long low, long high) {
        return between(Duration.ofMinutes(low), Duration.ofMinutes(high));
    }

    static Extent atLeast(Duration low) {
        return new Extent(Optional.of(low), Optional.empty());
    }

    /** The same, and then some. */
    Extent plus(Extent more) {
        return new Extent(low.flatMap(one -> more.low.map(one::plus)), high.flatMap(one -> more.high.map(one::plus)));
    }

    boolean isUnknown() {
        return low.isEmpty();
    }

    /** Whether it is, or can't be shown not to be, longer than a limit, once it is known that there is an interruption. */
    boolean exceeds(Duration limit) {
        return !isUnknown() && high.map(longest -> longest.compareTo(limit) > 0).orElse(true);
    }

    /** Such as {@code 60–120 s}, {@code at least 6 min} or {@code unknown}. */
    String words() {
        if (low.isEmpty()) {
            return "unknown";
        }
        return high.map(longest -> low.get().isZero() && !longest.isZero()
                        ? "up to " + Times.words(longest)
                        : range(low.get(), longest))
                .orElseGet(() -> "at least " + Times.words(low.get()));
    }

    /** Up to two minutes in seconds, as failovers are told. */
    private static String range(Duration low, Duration high) {
        return high.equals(Duration.ofMinutes(2)) && low.compareTo(high) < 0
                ? Times.seconds(low) + "–" + Times.seconds(high) + " s"
                : Times.range(low, high);
    }
}
