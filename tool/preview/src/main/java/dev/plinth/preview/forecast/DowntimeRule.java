package dev.plinth.preview.forecast;

import dev.plinth.model.ResourceChange;
import java.util.List;

/** What an update or a replacement of a resource interrupts. */
@FunctionalInterface
interface DowntimeRule {

    /**
     * Judges a step.
     *
     * @param change an update that changes more than tags, or a replacement
     * @param forecast when the steps begin and end
     * @return none when nothing is interrupted
     */
    List<Interruption> of(ResourceChange change, Forecast forecast);
}
