package dev.plinth.preview.recovery;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * Method to recover a store after a loss.
 *
 * @param rpo the largest loss of data
 * @param rto the recovery time
 * @param words a description
 * @param figures the figures of both times
 * @param restore whether a new store is restored from a backup, so that restore tests apply
 */
record RecoveryMethod(Duration rpo, Duration rto, String words, List<RecoveryFigure> figures, boolean restore) {

    /** Order by loss of data, then by recovery time. */
    static final Comparator<RecoveryMethod> BEST =
            Comparator.comparing(RecoveryMethod::rpo).thenComparing(RecoveryMethod::rto);

    /** Returns a method without loss and without recovery time. */
    static RecoveryMethod none(String words) {
        return new RecoveryMethod(Duration.ZERO, Duration.ZERO, words, List.of(), false);
    }

    /** Returns a method without a restore. */
    static RecoveryMethod of(String words, Duration rpo, RecoveryFigure... steps) {
        return new RecoveryMethod(rpo, sum(steps), words, List.of(steps), false);
    }

    /** Returns a restore into a new store. */
    static RecoveryMethod restore(String words, Duration rpo, RecoveryFigure restoring, RecoveryFigure... losing) {
        List<RecoveryFigure> figures = new ArrayList<>(List.of(losing));
        figures.addAll(List.of(RecoveryFigure.DECISION, restoring));
        return new RecoveryMethod(rpo, sum(RecoveryFigure.DECISION, restoring), words, List.copyOf(figures), true);
    }

    /** Returns the same method with the figure of its loss. */
    RecoveryMethod losing(RecoveryFigure figure) {
        List<RecoveryFigure> all = new ArrayList<>(List.of(figure));
        all.addAll(figures);
        return new RecoveryMethod(rpo, rto, words, List.copyOf(all), restore);
    }

    private static Duration sum(RecoveryFigure... figures) {
        return Arrays.stream(figures).map(RecoveryFigure::time).reduce(Duration.ZERO, Duration::plus);
    }
}
