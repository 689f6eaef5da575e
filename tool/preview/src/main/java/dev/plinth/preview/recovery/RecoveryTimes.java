package dev.plinth.preview.recovery;

import java.time.Duration;

/** Texts and minutes of durations. */
final class RecoveryTimes {

    private RecoveryTimes() {}

    /** Returns a duration rounded up to minutes, such as {@code 2 min} or {@code 25 h}. */
    static String words(Duration duration) {
        long minutes = minutes(duration);
        if (minutes < 120 || minutes % 60 != 0) {
            return minutes < 120 ? minutes + " min" : minutes / 60 + " h " + minutes % 60 + " min";
        }
        return minutes / 60 + " h";
    }

    /** Returns whole minutes, rounded up so that no objective is met by rounding. */
    static long minutes(Duration duration) {
        return (duration.toSeconds() + 59) / 60;
    }
}
