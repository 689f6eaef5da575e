package dev.plinth.preview.forecast;

import dev.plinth.model.PropertyValue;
import dev.plinth.model.ResourceChange;
import dev.plinth.model.ResourceChange.Operation;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Downtime of changes of an RDS parameter group: none until a reboot, for static parameters. */
final class ParameterDowntime implements DowntimeRule {

    /** Time at which static parameters are applied. */
    static final String REBOOT = "at the next reboot, which the update does not trigger";

    @Override
    public List<Interruption> of(ResourceChange change, Forecast forecast) {
        if (change.operation() == Operation.REPLACE) {
            // The change of the instance covers it.
            return List.of();
        }
        return waiting(change.before("parameters")).equals(waiting(change.after("parameters")))
                        && !change.after("parameters").containsUnknown()
                ? List.of()
                : List.of(Interruption.now(
                                change.resource(),
                                DowntimeRange.minutes(1, 5),
                                "static parameters, applied at a reboot of the instances with this group",
                                DowntimeSources.RDS_PARAMETERS + "; minutes: " + DowntimeSources.ASSUMPTION)
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
