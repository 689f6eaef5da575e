package dev.plinth.preview.forecast;

import java.time.Duration;
import java.util.List;

/**
 * Estimate of a duration.
 *
 * @param expected the most likely duration
 * @param low the shortest likely duration, not above {@code expected}
 * @param high the longest likely duration, not below {@code expected}
 * @param basis the basis
 * @param source a description of the basis: the number of measurements, or the source of a figure
 */
record Estimate(Duration expected, Duration low, Duration high, Basis basis, String source) {

    /** Bases of estimates, the best first. */
    enum Basis {
        /** Earlier updates of the same resource in this stack. */
        RESOURCE,
        /** Earlier updates of resources of the same type in this stack. */
        TYPE,
        /** Typical time of AWS. */
        TYPICAL,
        /** Default for types without a figure. */
        DEFAULT
    }

    Estimate {
        if (low.isNegative() || low.compareTo(expected) > 0 || expected.compareTo(high) > 0) {
            throw new IllegalArgumentException("invalid range of " + expected + ": " + low + " to " + high);
        }
    }

    /**
     * Returns the median and the range of measurements. With fewer than three, the range is at least half to twice the median.
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

    /** Returns the median of sorted durations. */
    static Duration median(List<Duration> sorted) {
        int middle = sorted.size() / 2;
        return sorted.size() % 2 == 1
                ? sorted.get(middle)
                : sorted.get(middle - 1).plus(sorted.get(middle)).dividedBy(2);
    }

    /** Returns a short description of the basis. */
    String basisInWords() {
        return switch (basis) {
            case RESOURCE, TYPE -> source;
            case TYPICAL -> "typical time";
            case DEFAULT -> "default";
        };
    }

    /** Returns the longer of two estimates, at each point. */
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
