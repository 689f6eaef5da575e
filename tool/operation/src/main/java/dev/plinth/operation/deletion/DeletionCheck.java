package dev.plinth.operation.deletion;

import com.fasterxml.jackson.databind.JsonNode;
import dev.plinth.engine.monitor.ProtectionLiftingMonitor;
import dev.plinth.model.GraphResource;
import dev.plinth.model.ResourceGraph;
import dev.plinth.operation.StackState;
import dev.plinth.operation.evidence.AwsEvidence;
import dev.plinth.simulator.Simulator;
import dev.plinth.simulator.cloud.Deletion;
import dev.plinth.simulator.value.Values;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Finds every deletion of a stack that the cloud would refuse, before the first of them: the engine itself finds the first refusal
 * after it has deleted whatever depended on that resource.
 */
public final class DeletionCheck {

    private DeletionCheck() {}

    /**
     * Returns the deletions that the simulator rejects; it tries all deletions and reverts them.
     *
     * @param state what {@code pulumi stack export} prints
     * @param deleted the URNs of the resources to be deleted
     */
    public static List<DeletionRefusal> of(JsonNode state, Set<String> deleted, Simulator simulator) {
        List<JsonNode> doomed = deletions(state, deleted);
        Map<String, String> types = new HashMap<>();
        doomed.forEach(resource ->
                types.put(resource.path("urn").asText(), resource.path("type").asText()));
        List<Deletion.Refusal> lifted = simulator.refusals(doomed.stream()
                .map(resource -> deletion(resource, liftings(resource)))
                .toList());
        Set<Deletion.Refusal> remaining = new HashSet<>(lifted);
        return simulator
                .refusals(doomed.stream()
                        .map(resource -> deletion(resource, Map.of()))
                        .toList())
                .stream()
                .map(refusal -> new DeletionRefusal(
                        refusal.urn(),
                        types.getOrDefault(refusal.urn(), ""),
                        refusal.code(),
                        refusal.message(),
                        !remaining.remove(refusal)))
                .sorted(Comparator.comparing(DeletionRefusal::urn))
                .toList();
    }

    /**
     * Returns the deletions that AWS would reject because a resource holds objects outside the stack.
     *
     * @param state what {@code pulumi stack export} prints
     * @param deleted the URNs of the resources to be deleted
     */
    public static List<DeletionRefusal> of(JsonNode state, Set<String> deleted, AwsEvidence aws) {
        ResourceGraph graph = StackState.graph("", "", state);
        List<GraphResource> doomed = new ArrayList<>();
        for (JsonNode resource : deletions(state, deleted)) {
            graph.resource(resource.path("urn").asText()).ifPresent(doomed::add);
        }
        return new AwsDeletions(aws, graph, doomed).refusals();
    }

    /** The resources that the cloud is asked to delete, in the order of the engine: users before what they use. */
    private static List<JsonNode> deletions(JsonNode state, Set<String> wanted) {
        Set<String> urns = new HashSet<>();
        List<JsonNode> doomed = new ArrayList<>();
        for (JsonNode resource : state.path("deployment").path("resources")) {
            urns.add(resource.path("urn").asText());
            boolean deleted = wanted.contains(resource.path("urn").asText())
                    && resource.path("custom").asBoolean()
                    && !resource.path("external").asBoolean()
                    && !resource.path("retainOnDelete").asBoolean()
                    && !urns.contains(resource.path("deletedWith").asText());
            if (deleted) {
                doomed.add(0, resource);
            }
        }
        return doomed;
    }

    private static Deletion deletion(JsonNode resource, Map<String, Object> changed) {
        return new Deletion(resource.path("urn").asText(), resource.path("id").asText(), changed);
    }

    /** Returns the properties that {@code plinth unprotect} changes before a deletion. */
    private static Map<String, Object> liftings(JsonNode resource) {
        // The engine leaves empty inputs out of the state.
        Map<String, Object> inputs = resource.path("inputs").isObject()
                ? Values.mapFromJson(resource.path("inputs").toString())
                : Map.of();
        Map<String, Object> changed = new HashMap<>(Values.fromStruct(
                ProtectionLiftingMonitor.lift(resource.path("type").asText(), Values.toStruct(inputs))));
        changed.entrySet().removeIf(entry -> entry.getValue().equals(inputs.get(entry.getKey())));
        return changed;
    }
}
