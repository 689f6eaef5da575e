package dev.plinth.preview.forecast;

import dev.plinth.model.PropertyValue;
import dev.plinth.model.ResourceChange;
import java.util.Optional;

/** Maintenance window of a database or cache. */
final class MaintenanceWindow {

    private MaintenanceWindow() {}

    /** Returns the maintenance window of a deferred change; empty for a change during the update. */
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
                .orElse("in the maintenance window chosen by AWS"));
    }
}
