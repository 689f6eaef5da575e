package dev.plinth.model;

import dev.plinth.model.ResourceChange.Operation;
import java.time.Duration;
import java.util.List;

/**
 * Duration of one step of an update. A replacement is two steps, a creation and a deletion.
 *
 * @param urn the resource's URN
 * @param type the type token
 * @param operation CREATE, UPDATE or DELETE
 * @param changed the first keys of the properties that an update changed, sorted; empty for the others
 * @param start when it began, from the start of the engine's command
 * @param took how long it took
 */
public record TimedStep(
        String urn, String type, Operation operation, List<String> changed, Duration start, Duration took) {

    /** Sorts what has no order. */
    public TimedStep {
        changed = changed.stream().distinct().sorted().toList();
    }
}
