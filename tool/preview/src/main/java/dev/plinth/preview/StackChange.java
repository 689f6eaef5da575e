package dev.plinth.preview;

import dev.plinth.model.GraphResource;
import dev.plinth.model.ResourceChange;
import dev.plinth.model.ResourceGraph;
import dev.plinth.policies.waiver.Approval;
import dev.plinth.settings.StackSettings;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Change of a stack: the input of all sections of a preview.
 *
 * @param project the project's name
 * @param stack the stack's name
 * @param settings the settings of the tool in the stack file
 * @param changes the changes of all resources, unchanged ones included, sorted by URN
 * @param before the stack before the change
 * @param after the stack after the change
 * @param evidence the evidence of backups and restore tests
 * @param approvals the approvals
 * @param times the history of update durations
 */
public record StackChange(
        String project,
        String stack,
        StackSettings settings,
        List<ResourceChange> changes,
        ResourceGraph before,
        ResourceGraph after,
        RecoveryEvidence evidence,
        List<Approval> approvals,
        UpdateTimes times) {

    private static final String STACK = "pulumi:pulumi:Stack";

    /** Sorts the changes. */
    public StackChange {
        changes = changes.stream()
                .sorted(Comparator.comparing(change -> change.resource().urn()))
                .toList();
        approvals = List.copyOf(approvals);
    }

    /** Returns the same change with evidence and approvals. */
    public StackChange knowing(RecoveryEvidence known, List<Approval> given) {
        return new StackChange(project, stack, settings, changes, before, after, known, given, times);
    }

    /** Returns the same change with a history of update durations. */
    public StackChange knowing(UpdateTimes known) {
        return new StackChange(project, stack, settings, changes, before, after, evidence, approvals, known);
    }

    /**
     * Creates a change from the changes of all resources.
     *
     * @param changes the changes, one per resource, in any order
     */
    public static StackChange of(String project, String stack, StackSettings settings, List<ResourceChange> changes) {
        return new StackChange(
                project,
                stack,
                settings,
                changes,
                graph(project, stack, changes, ResourceChange::before),
                graph(project, stack, changes, ResourceChange::after),
                NoEvidence.NO_SESSION,
                List.of(),
                UpdateTimes.NONE);
    }

    /** Creates a change from two graphs without an engine: resources with different inputs are updated. */
    public static StackChange between(StackSettings settings, ResourceGraph before, ResourceGraph after) {
        return of(after.project(), after.stack(), settings, GraphDifference.of(before, after));
    }

    /** Returns the outermost component of a changed resource; empty for a resource without a component. */
    public Optional<GraphResource> component(ResourceChange change) {
        ResourceGraph graph = change.after().isPresent() ? after : before;
        Optional<GraphResource> outermost = Optional.empty();
        Optional<GraphResource> next = parent(change.resource(), graph);
        while (next.isPresent() && !next.get().type().equals(STACK)) {
            outermost = next;
            next = parent(next.get(), graph);
        }
        return outermost;
    }

    private static Optional<GraphResource> parent(GraphResource resource, ResourceGraph graph) {
        return Optional.ofNullable(resource.parent()).flatMap(graph::resource);
    }

    private static ResourceGraph graph(
            String project,
            String stack,
            List<ResourceChange> changes,
            Function<ResourceChange, Optional<GraphResource>> side) {
        return new ResourceGraph(
                project,
                stack,
                changes.stream().map(side).flatMap(Optional::stream).toList());
    }
}
