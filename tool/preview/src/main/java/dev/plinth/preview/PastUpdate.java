package dev.plinth.preview;

import dev.plinth.model.TimedStep;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Duration of an earlier update or destruction of a stack.
 *
 * @param began the start
 * @param succeeded whether it succeeded
 * @param took the duration of the engine's command
 * @param forecast the expected duration; empty without a forecast
 * @param steps the completed steps
 */
public record PastUpdate(
        Instant began, boolean succeeded, Duration took, Optional<Duration> forecast, List<TimedStep> steps) {

    /** Copies the list. */
    public PastUpdate {
        steps = List.copyOf(steps);
    }
}
