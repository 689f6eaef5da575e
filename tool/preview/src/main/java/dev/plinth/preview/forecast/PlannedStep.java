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
 * A step that an update will take. A replacement is two of them, a creation and a deletion.
 *
 * @param resource the resource, as it will be, or as it was when it is deleted
 * @param operation CREATE, UPDATE or DELETE
 * @param changed the first keys of the properties that an update changes; empty for the others
 */
record PlannedStep(GraphResource resource, Operation operation, Set<String> changed) {

    /** What a step is known by: two steps of a replacement share their resource. */
    record Id(String urn, Operation operation) implements Comparable<Id> {
        @Override
        public int compareTo(Id other) {
            int byUrn = urn.compareTo(other.urn);
            return byUrn != 0 ? byUrn : operation.compareTo(other.operation);
        }
    }

    /** Whether a cloud works on what changes. */
    static boolean isTimed(ResourceChange change) {
        return change.operation() != Operation.SAME
                && change.resource().custom()
                && StepTimes.isTimed(change.resource().type());
    }

    /** The changes that take steps, in the order of the URNs. */
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

    /** The first keys of the properties that change. */
    static Set<String> changed(ResourceChange change) {
        return change.changedPaths().stream()
                .map(path -> path.split("[.\\[]", 2)[0])
                .collect(Collectors.toCollection(TreeSet::new));
    }

    Id id() {
        return new Id(resource.urn(), operation);
    }

    /** Such as {@code create database-instance}. */
    String words() {
        return operation.name().toLowerCase(Locale.ROOT) + " " + resource.name();
    }
}
