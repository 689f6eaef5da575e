package dev.plinth.preview;

import java.util.Comparator;
import java.util.List;
import java.util.Set;

/**
 * Basis of a forecast: the history of update durations, and the order and parallelism of this update.
 *
 * @param past the earlier updates, oldest first
 * @param deletedFirst the URNs of resources that are deleted before their replacement is created
 * @param parallel the number of parallel steps of the engine, at least 1
 */
public record UpdateTimes(List<PastUpdate> past, Set<String> deletedFirst, int parallel) {

    /** No history, and 16 parallel steps as on four processors. */
    public static final UpdateTimes NONE = new UpdateTimes(List.of(), Set.of(), 16);

    /** Sorts the updates. */
    public UpdateTimes {
        past = past.stream().sorted(Comparator.comparing(PastUpdate::began)).toList();
        deletedFirst = Set.copyOf(deletedFirst);
        if (parallel < 1) {
            throw new IllegalArgumentException("parallel is " + parallel + ": expected at least 1");
        }
    }
}
