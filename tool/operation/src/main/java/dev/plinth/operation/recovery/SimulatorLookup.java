package dev.plinth.operation.recovery;

import com.fasterxml.jackson.databind.JsonNode;
import dev.plinth.simulator.Simulator;
import java.util.List;
import java.util.Set;

/**
 * Finds resources in the simulator, which remembers the URN of whatever it made.
 *
 * @param simulator the simulator
 */
public record SimulatorLookup(Simulator simulator) implements CloudLookup {

    @Override
    public Answer find(JsonNode resource, JsonNode provider, Set<String> known) {
        List<String> ids = simulator.ids(resource.path("urn").asText()).stream()
                .filter(id -> !known.contains(id))
                .toList();
        return switch (ids.size()) {
            case 0 -> new Answer(Kind.NOT_MADE, ids, "");
            case 1 -> new Answer(Kind.MADE, ids, "");
            default -> new Answer(Kind.UNDECIDED, ids, "the simulator has several of this URN");
        };
    }
}
