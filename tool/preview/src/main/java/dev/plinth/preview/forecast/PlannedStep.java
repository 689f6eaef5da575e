package dev.plinth.preview.forecast;

import dev.plinth.model.GraphResource;
import dev.plinth.model.ResourceChange;
import dev.plinth.model.ResourceChange.Operation;
import dev.plinth.model.StepTimes;
import dev.plinth.preview.StackChange;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Step of an update. A replacement has two, a creation and a deletion.
 *
 * @param resource the resource after the step, or before a deletion
 * @param operation CREATE, UPDATE or DELETE
 * @param changed the top-level keys that an update changes; empty for other operations
 */
record PlannedStep(GraphResource resource, Operation operation, Set<String> changed) {

    /** Identity of a step; the two steps of a replacement share their resource. */
    record Id(String urn, Operation operation) implements Comparable<Id> {
        @Override
        public int compareTo(Id other) {
            int byUrn = urn.compareTo(other.urn);
            return byUrn != 0 ? byUrn : operation.compareTo(other.operation);
        }
    }

    /** Returns whether a change takes time in a cloud. */
    static boolean isTimed(ResourceChange change) {
        return change.operation() != Operation.SAME
                && change.resource().custom()
                && StepTimes.isTimed(change.resource().type());
    }

    /** Returns the changes that take time, sorted by URN. */
    static Stream<ResourceChange> timed(StackChange change) {
        return change.changes().stream().filter(PlannedStep::isTimed);
    }

    static PlannedStep creation(ResourceChange change) {
        return new PlannedStep(change.resource(), Operation.CREATE, Set.of());
    }

    static PlannedStep deletion(ResourceChange change) {
        return new PlannedStep(change.before().orElseGet(change::resource), Operation.DELETE, Set.of());
    }

    static PlannedStep update(ResourceChange change) {
        return new PlannedStep(change.resource(), Operation.UPDATE, changed(change));
    }

    /** Returns the top-level keys of the changed properties. */
    static Set<String> changed(ResourceChange change) {
        return change.changedPaths().stream()
                .map(path -> path.split("[.\\[]", 2)[0])
                .collect(Collectors.toCollection(TreeSet::new));
    }

    Id id() {
        return new Id(resource.urn(), operation);
    }

    /** Returns a text such as {@code create database-instance}. */
    String words() {
        return operation.name().toLowerCase(Locale.ROOT) + " " + resource.name();
    }
}
