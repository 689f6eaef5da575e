package dev.plinth.preview.recovery;

import java.time.Duration;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * One way to get a store back after a loss.
 *
 * @param rpo how much data is lost at worst
 * @param rto how long it takes
 * @param words how it works, as a clause
 * @param figures what both times are made of
 * @param restore whether a new store is made from a backup, which only a test proves to work
 */
record Means(Duration rpo, Duration rto, String words, List<Figure> figures, boolean restore) {

    /** The one that loses least comes first, and of these the fastest. */
    static final Comparator<Means> BEST = Comparator.comparing(Means::rpo).thenComparing(Means::rto);

    /** Nothing is lost, and nothing has to be done. */
    static Means none(String words) {
        return new Means(Duration.ZERO, Duration.ZERO, words, List.of(), false);
    }

    /** A way that works by itself, or that a person walks. */
    static Means of(String words, Duration rpo, Figure... steps) {
        return new Means(rpo, sum(steps), words, List.of(steps), false);
    }

    /** A restore into a new store, that a person decides on. */
    static Means restore(String words, Duration rpo, Figure restoring, Figure... losing) {
        List<Figure> figures = new java.util.ArrayList<>(List.of(losing));
        figures.addAll(List.of(Figure.DECISION, restoring));
        return new Means(rpo, sum(Figure.DECISION, restoring), words, List.copyOf(figures), true);
    }

    /** The same, whose lost data is made of a figure that is to be told. */
    Means losing(Figure figure) {
        List<Figure> all = new java.util.ArrayList<>(List.of(figure));
        all.addAll(figures);
        return new Means(rpo, rto, words, List.copyOf(all), restore);
    }

    private static Duration sum(Figure... figures) {
        return Arrays.stream(figures).map(Figure::time).reduce(Duration.ZERO, Duration::plus);
    }
}
