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
 * What a change does to a stack: what every section of a preview is made from.
 *
 * @param project the project's name
 * @param stack the stack's name
 * @param settings what the stack file says to the tool
 * @param changes what happens to each resource, one that stays the same included, sorted by URN
 * @param before the stack as it is, without what the change creates
 * @param after the stack as it will be, without what the change deletes
 * @param evidence what is known of the stores' backups
 * @param approvals what of the change was said yes to
 * @param times what is known of how long its updates take
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

    /** Sorts what has no order of its own. */
    public StackChange {
        changes = changes.stream()
                .sorted(Comparator.comparing(change -> change.resource().urn()))
                .toList();
        approvals = List.copyOf(approvals);
    }

    /** The same with what a session knows beside it. */
    public StackChange knowing(RecoveryEvidence known, List<Approval> given) {
        return new StackChange(project, stack, settings, changes, before, after, known, given, times);
    }

    /** The same with what a session knows of how long its updates take. */
    public StackChange knowing(UpdateTimes known) {
        return new StackChange(project, stack, settings, changes, before, after, evidence, approvals, known);
    }

    /**
     * Makes a change of what happens to each resource.
     *
     * @param changes one a resource, in any order
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

    /** Makes a change of two graphs, as where no engine is at hand: what is in both and differs is updated. */
    public static StackChange between(StackSettings settings, ResourceGraph before, ResourceGraph after) {
        return of(after.project(), after.stack(), settings, GraphDifference.of(before, after));
    }

    /** The outermost component that a changed resource belongs to; empty for a resource of the stack's own. */
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
