package dev.plinth.preview.recovery;

import java.time.Duration;

/** Durations in words and in minutes. */
final class Times {

    private Times() {}

    /** Such as {@code 2 min} or {@code 25 h}; the seconds are rounded up to a minute. */
    static String words(Duration duration) {
        long minutes = minutes(duration);
        if (minutes < 120 || minutes % 60 != 0) {
            return minutes < 120 ? minutes + " min" : minutes / 60 + " h " + minutes % 60 + " min";
        }
        return minutes / 60 + " h";
    }

    /** Whole minutes, rounded up: an objective is never met by rounding. */
    static long minutes(Duration duration) {
        return (duration.toSeconds() + 59) / 60;
    }
}
