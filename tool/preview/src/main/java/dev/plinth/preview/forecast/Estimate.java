package dev.plinth.preview.forecast;

import java.time.Duration;
import java.util.List;

/**
 * How long something takes.
 *
 * @param expected the most likely time
 * @param low the shortest that is likely, not above {@code expected}
 * @param high the longest that is likely, not below {@code expected}
 * @param basis where it is known from
 * @param source the same in words: how many measurements, or whose figure
 */
record Estimate(Duration expected, Duration low, Duration high, Basis basis, String source) {

    /** Where an estimate is known from, the best first. */
    enum Basis {
        /** This very resource took that long before, in this stack. */
        RESOURCE,
        /** Resources of this type took that long before, in this stack. */
        TYPE,
        /** It is typical of AWS. */
        TYPICAL,
        /** Nobody has a figure for the type; it is taken for a quick call. */
        DEFAULT
    }

    Estimate {
        if (low.isNegative() || low.compareTo(expected) > 0 || expected.compareTo(high) > 0) {
            throw new IllegalArgumentException(low + " to " + high + " is no range of " + expected);
        }
    }

    /**
     * The median of measurements. The range is that of the measurements; of fewer than three, which say little of the spread,
     * it reaches at least from half to twice the median.
     *
     * @param measured at least one
     */
    static Estimate ofMeasurements(List<Duration> measured, Basis basis, String source) {
        List<Duration> sorted = measured.stream().sorted().toList();
        Duration median = median(sorted);
        Duration low = sorted.get(0);
        Duration high = sorted.get(sorted.size() - 1);
        if (sorted.size() < 3) {
            low = min(low, median.dividedBy(2));
            high = max(high, median.multipliedBy(2));
        }
        return new Estimate(median, low, high, basis, source);
    }

    /** The middle one, or the mean of the two in the middle. */
    static Duration median(List<Duration> sorted) {
        int middle = sorted.size() / 2;
        return sorted.size() % 2 == 1
                ? sorted.get(middle)
                : sorted.get(middle - 1).plus(sorted.get(middle)).dividedBy(2);
    }

    /** Where it is known from, in a few words. */
    String basisInWords() {
        return switch (basis) {
            case RESOURCE, TYPE -> source;
            case TYPICAL -> "typical time";
            case DEFAULT -> "taken for a quick call";
        };
    }

    /** The longer of two, at each point. */
    Estimate or(Estimate other) {
        return other.expected.compareTo(expected) > 0
                ? new Estimate(other.expected, max(low, other.low), max(high, other.high), other.basis, other.source)
                : new Estimate(expected, max(low, other.low), max(high, other.high), basis, source);
    }

    private static Duration min(Duration one, Duration other) {
        return one.compareTo(other) <= 0 ? one : other;
    }

    private static Duration max(Duration one, Duration other) {
        return one.compareTo(other) >= 0 ? one : other;
    }
}
