package dev.plinth.operation.session;

import dev.plinth.model.GraphResource;
import dev.plinth.model.ResourceChange;
import dev.plinth.model.ResourceChange.Operation;
import dev.plinth.model.Step;
import dev.plinth.simulator.Simulator;
import dev.plinth.simulator.cloud.Registry;
import java.util.List;

/** Properties that replace a resource, from the simulator's table; used without a provider. Other properties are unknown. */
final class ReplacementKnowledge {

    private final Registry registry = Simulator.registry();

    /** The changes, each update marked of which nobody knows whether it is a replacement. */
    List<ResourceChange> ofChanges(List<ResourceChange> changes) {
        return changes.stream()
                .map(change -> change.operation() == Operation.UPDATE && isUnknown(change)
                        ? change.withReplacementUnknown()
                        : change)
                .toList();
    }

    /** The steps, marked as the changes are. */
    List<Step> ofSteps(List<Step> steps, List<ResourceChange> marked) {
        List<String> unknown = marked.stream()
                .filter(ResourceChange::replacementUnknown)
                .map(change -> change.resource().urn())
                .toList();
        return steps.stream()
                .map(step -> unknown.contains(step.urn()) ? step.withReplacementUnknown() : step)
                .toList();
    }

    private boolean isUnknown(ResourceChange change) {
        GraphResource resource = change.resource();
        // The engine's own types, components and providers are no matter of the table.
        return resource.custom()
                && !resource.type().startsWith("pulumi:")
                && change.changedPaths().stream()
                        .anyMatch(
                                path -> !registry.knowsReplacement(resource.type(), path, input -> change.before(input)
                                        .asText()));
    }
}
