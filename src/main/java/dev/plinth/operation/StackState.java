package dev.plinth.operation;

import com.fasterxml.jackson.databind.JsonNode;
import dev.plinth.policies.graph.ResourceGraph;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What a stack's state says, as {@code pulumi stack export} prints it. */
final class StackState {

    private StackState() {}

    /** The resources; none before the first update. */
    static ResourceGraph graph(String project, String stack, JsonNode state) {
        return state.path("deployment").path("resources").isArray()
                ? ResourceGraph.fromState(state)
                : new ResourceGraph(project, stack, List.of());
    }

    /** When each resource was made, by its URN; a resource that waits to be deleted has a successor, which counts. */
    static Map<String, Instant> created(JsonNode state) {
        Map<String, Instant> created = new HashMap<>();
        for (JsonNode resource : state.path("deployment").path("resources")) {
            String at = resource.path("created").asText();
            // A component has no such time.
            if (!resource.path("delete").asBoolean() && !at.isEmpty()) {
                created.put(
                        resource.path("urn").asText(), OffsetDateTime.parse(at).toInstant());
            }
        }
        return created;
    }
}
