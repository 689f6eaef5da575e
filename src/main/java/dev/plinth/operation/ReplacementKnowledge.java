package dev.plinth.operation;

import dev.plinth.plan.Step;
import dev.plinth.policies.graph.ResourceChange;
import dev.plinth.policies.graph.ResourceChange.Operation;
import dev.plinth.simulator.Simulator;
import dev.plinth.simulator.cloud.Registry;
import java.util.List;

/** Where no provider can be asked, the embedded cloud's table says what replaces; of what it lacks, nobody knows. */
final class ReplacementKnowledge {

    private final Registry registry = Simulator.registry();

    /** The changes, each update marked of which nobody knows whether it is a replacement. */
    List<ResourceChange> ofChanges(List<ResourceChange> changes) {
        return changes.stream()
                .map(change -> change.operation() == Operation.UPDATE
                                && isUnknown(
                                        change.resource().type(),
                                        change.resource().custom(),
                                        change.changedPaths())
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

    private boolean isUnknown(String type, boolean custom, List<String> paths) {
        // The engine's own types and providers are no matter of the table.
        return custom
                && !type.startsWith("pulumi:")
                && paths.stream().anyMatch(path -> !registry.knowsReplacement(type, path));
    }
}
