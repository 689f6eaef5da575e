package dev.plinth.preview.forecast;

import java.time.Duration;

/** Texts of durations: in seconds below two minutes, in minutes below two hours, else in hours and minutes; rounded. */
final class Durations {

    private static final long LIMIT = 120;
    private static final long MINUTE = 60;

    private Durations() {}

    /** Returns a text such as {@code 41 s}, {@code 14 min} or {@code 2 h 5 min}. */
    static String words(Duration duration) {
        long seconds = seconds(duration);
        if (seconds < LIMIT) {
            return seconds + " s";
        }
        long minutes = minutes(seconds);
        if (minutes < LIMIT) {
            return minutes + " min";
        }
        return minutes / MINUTE + " h" + (minutes % MINUTE == 0 ? "" : " " + minutes % MINUTE + " min");
    }

    /** Returns a range such as {@code 9–25 min} or {@code 40 s – 3 min}; a single text for equal ends. */
    static String range(Duration low, Duration high) {
        String from = words(low);
        String to = words(high);
        if (from.equals(to)) {
            return to;
        }
        String unit = to.substring(to.indexOf(' '));
        boolean same = from.indexOf(' ') == from.lastIndexOf(' ') && from.endsWith(unit);
        return same ? from.substring(0, from.indexOf(' ')) + "–" + to : from + " – " + to;
    }

    /** Returns rounded seconds. */
    static long seconds(Duration duration) {
        return Math.round(duration.toMillis() / 1000.0);
    }

    private static long minutes(long seconds) {
        return Math.round(seconds / (double) MINUTE);
    }
}
