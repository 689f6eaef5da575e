package dev.plinth.preview;

import java.util.Comparator;
import java.util.List;
import java.util.Set;

/**
 * What is known of how long updates of a stack take, beside its settings.
 *
 * @param past its earlier updates, the oldest first
 * @param deletedFirst the URNs of what this change deletes before it creates the replacement
 * @param parallel how many steps the engine works on at once, at least 1
 */
public record UpdateTimes(List<PastUpdate> past, Set<String> deletedFirst, int parallel) {

    /** Nothing is known, as where no session is at hand; the engine works on 16 steps at once, as on four processors. */
    public static final UpdateTimes NONE = new UpdateTimes(List.of(), Set.of(), 16);

    /** Sorts what has no order. */
    public UpdateTimes {
        past = past.stream().sorted(Comparator.comparing(PastUpdate::began)).toList();
        deletedFirst = Set.copyOf(deletedFirst);
        if (parallel < 1) {
            throw new IllegalArgumentException("the engine works on at least one step at once, not on " + parallel);
        }
    }
}
