package dev.plinth.operation;

import com.fasterxml.jackson.databind.JsonNode;
import dev.plinth.model.ResourceChange;
import dev.plinth.model.ResourceGraph;
import dev.plinth.model.Step;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Reader of a stack's state, as {@code pulumi stack export} prints it. */
public final class StackState {

    private StackState() {}

    /** The resources; none before the first update. */
    public static ResourceGraph graph(String project, String stack, JsonNode state) {
        return state.path("deployment").path("resources").isArray()
                ? ResourceGraph.fromState(state)
                : new ResourceGraph(project, stack, List.of());
    }

    /** The changes with a deletion of each resource of a state that none of them concerns. */
    public static List<ResourceChange> withDeletions(List<ResourceChange> changes, ResourceGraph state) {
        Set<String> known =
                changes.stream().map(change -> change.resource().urn()).collect(Collectors.toSet());
        Stream<ResourceChange> deletions = state.resources().stream()
                .filter(resource -> !known.contains(resource.urn()))
                .map(resource -> new ResourceChange(
                        ResourceChange.Operation.DELETE,
                        Optional.of(resource),
                        Optional.empty(),
                        List.of(),
                        List.of()));
        return Stream.concat(changes.stream(), deletions).toList();
    }

    /** The steps with those of the deletions that none of them is. */
    public static List<Step> steps(List<Step> steps, List<ResourceChange> changes) {
        Set<String> known = steps.stream().map(Step::urn).collect(Collectors.toSet());
        Stream<Step> deletions = changes.stream()
                .filter(change -> change.operation() == ResourceChange.Operation.DELETE)
                .map(ResourceChange::resource)
                .filter(resource -> !known.contains(resource.urn()))
                .map(resource ->
                        new Step("delete", resource.urn(), resource.type(), resource.name(), List.of(), List.of()));
        return Stream.concat(steps.stream(), deletions).toList();
    }

    /** Returns the creation time of each resource by its URN; a resource with a pending deletion is left out. */
    public static Map<String, Instant> created(JsonNode state) {
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
