package dev.plinth.preview.forecast;

import dev.plinth.model.PropertyValue;
import dev.plinth.model.ResourceChange;
import java.util.Optional;

/** When a database or a cache makes a change that interrupts it. */
final class Window {

    private Window() {}

    /** In the maintenance window, in words; empty when the change is made while the update runs. */
    static Optional<String> of(ResourceChange change) {
        PropertyValue immediately = change.after("applyImmediately");
        if (immediately.asBoolean().orElse(false) || immediately.isUnknown()) {
            return Optional.empty();
        }
        PropertyValue window = change.after("maintenanceWindow");
        return Optional.of(window.asText()
                .or(() -> change.before()
                        .flatMap(known -> known.output("maintenanceWindow").asText()))
                .map(text -> "in the maintenance window " + text + " (UTC)")
                .orElse("in the maintenance window, which AWS chose"));
    }
}
