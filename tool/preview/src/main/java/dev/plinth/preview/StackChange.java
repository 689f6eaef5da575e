package dev.plinth.preview;

import dev.plinth.model.GraphResource;
import dev.plinth.model.ResourceChange;
import dev.plinth.model.ResourceGraph;
import dev.plinth.policies.StandIns;
import dev.plinth.policies.waiver.Approval;
import dev.plinth.settings.StackSettings;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

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
 * @param standIns completes documents that are unknown before the update; asked when a section needs one
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
        UpdateTimes times,
        Supplier<Optional<StandIns>> standIns) {

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
        return new StackChange(project, stack, settings, changes, before, after, known, given, times, standIns);
    }

    /** Returns the same change with a history of update durations. */
    public StackChange knowing(UpdateTimes known) {
        return new StackChange(project, stack, settings, changes, before, after, evidence, approvals, known, standIns);
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
                UpdateTimes.NONE,
                Optional::empty);
    }

    /** Returns the same change with stand-ins for identifiers that are unknown before the update. */
    public StackChange completedBy(Supplier<Optional<StandIns>> identifiers) {
        return new StackChange(
                project, stack, settings, changes, before, after, evidence, approvals, times, identifiers);
    }

    /** Returns the same change with completed documents; new resources have stand-ins as outputs. Unchanged without stand-ins. */
    public StackChange completed() {
        return standIns.get().map(this::completed).orElse(this);
    }

    private StackChange completed(StandIns found) {
        List<ResourceChange> complete = found.complete(changes);
        return new StackChange(
                project,
                stack,
                settings,
                complete,
                before,
                graph(project, stack, complete, ResourceChange::after),
                evidence,
                approvals,
                times,
                standIns);
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
