package dev.plinth.preview.forecast;

import dev.plinth.model.PropertyValue;
import dev.plinth.model.ResourceChange;
import dev.plinth.model.ResourceChange.Operation;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** What a change of an RDS parameter group interrupts: nothing, until somebody reboots for what is static. */
final class ParameterDowntime implements DowntimeRule {

    /** When static parameters begin to hold. */
    static final String REBOOT = "at the next reboot, which no update makes";

    @Override
    public List<Interruption> of(ResourceChange change, Forecast forecast) {
        if (change.operation() == Operation.REPLACE) {
            // The instance changes its group in this update, and that tells.
            return List.of();
        }
        return waiting(change.before("parameters")).equals(waiting(change.after("parameters")))
                        && !change.after("parameters").containsUnknown()
                ? List.of()
                : List.of(Interruption.now(
                                change.resource(),
                                Extent.minutes(1, 5),
                                "parameters that wait for a reboot of the instances that use the group",
                                Facts.RDS_PARAMETERS + "; the minutes are an " + Facts.ASSUMPTION)
                        .later(REBOOT));
    }

    private static Set<PropertyValue> waiting(PropertyValue parameters) {
        return parameters.elements().stream()
                .filter(parameter ->
                        parameter.at("applyMethod").asText().orElse("").equals("pending-reboot"))
                .map(PropertyValue::revealed)
                .collect(Collectors.toSet());
    }
}
