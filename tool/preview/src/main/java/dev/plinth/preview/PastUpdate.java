package dev.plinth.preview;

import dev.plinth.model.TimedStep;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * How long an earlier update of a stack, or its destruction, took.
 *
 * @param began when it began
 * @param succeeded whether all of it was done
 * @param took from the start of the engine's command to its end
 * @param forecast how long it was expected to take; empty where nothing was expected
 * @param steps the steps that were done
 */
public record PastUpdate(
        Instant began, boolean succeeded, Duration took, Optional<Duration> forecast, List<TimedStep> steps) {

    /** Copies the list. */
    public PastUpdate {
        steps = List.copyOf(steps);
    }
}
