package dev.plinth.preview.forecast;

import dev.plinth.model.ResourceChange;
import java.util.List;

/** Rule for the downtime of an update or a replacement. */
@FunctionalInterface
interface DowntimeRule {

    /**
     * Returns the interruptions of a step.
     *
     * @param change an update of more than tags, or a replacement
     * @param forecast the forecast with the start and end of each step
     */
    List<Interruption> of(ResourceChange change, Forecast forecast);
}
