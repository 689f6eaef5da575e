package dev.plinth.policies.access;

import dev.plinth.model.GraphResource;
import dev.plinth.model.ResourceChange;
import dev.plinth.model.ResourceChange.Operation;
import dev.plinth.model.ResourceGraph;
import dev.plinth.policies.access.AccessEntry.Layer;
import dev.plinth.policies.access.AccessModel.Boundary;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Permissions and denials that a change adds and removes. A policy that is rewritten without effect has no difference.
 *
 * @param changes the added and removed entries, sorted
 * @param boundaries the changed permissions boundaries, sorted
 * @param unknown the changed policies that are unknown before the update
 */
public record AccessDifference(
        List<AccessChange> changes, List<BoundaryChange> boundaries, List<AccessDocument> unknown) {

    private static final Comparator<AccessChange> ORDER = Comparator.comparing(
                    (AccessChange change) -> !change.isWidening())
            .thenComparing(change -> change.entry().layer())
            .thenComparing(change -> change.entry().principal().text())
            .thenComparing(change -> change.entry().resource().text())
            .thenComparing(change -> change.entry().condition().text())
            .thenComparing(change -> change.entry().action().text());

    /** Copies the lists. */
    public AccessDifference {
        changes = List.copyOf(changes);
        boundaries = List.copyOf(boundaries);
        unknown = List.copyOf(unknown);
    }

    /** Compares the policies before and after the changes of a stack's resources. */
    public static AccessDifference of(Collection<ResourceChange> changes) {
        ResourceGraph before = graph(changes, ResourceChange::before);
        ResourceGraph after = graph(changes, ResourceChange::after);
        ResourceNames names = ResourceNames.of(before, after);
        Set<String> changed = changes.stream()
                .filter(change -> change.operation() != Operation.SAME)
                .map(change -> change.resource().urn())
                .collect(Collectors.toCollection(HashSet::new));
        return new Comparison(changed, before, after, AccessModel.of(before, names), AccessModel.of(after, names))
                .compare();
    }

    /** Returns one side of changes. A file may have several steps of one resource: the last one counts. */
    private static ResourceGraph graph(
            Collection<ResourceChange> changes, Function<ResourceChange, Optional<GraphResource>> side) {
        Map<String, GraphResource> resources = new LinkedHashMap<>();
        changes.stream()
                .map(side)
                .flatMap(Optional::stream)
                .forEach(resource -> resources.put(resource.urn(), resource));
        return new ResourceGraph("", "", resources.values());
    }

    /** Returns whether there is no difference. */
    public boolean isEmpty() {
        return changes.isEmpty() && boundaries.isEmpty() && unknown.isEmpty();
    }

    /** Returns the widening entries of principals and resources that exist before and after the change. */
    public List<AccessChange> widened() {
        return changes.stream()
                .filter(change -> change.isWidening() && !change.first())
                .toList();
    }

    /** Comparison of two models. */
    private record Comparison(
            Set<String> changed, ResourceGraph before, ResourceGraph after, AccessModel old, AccessModel current) {

        AccessDifference compare() {
            Set<String> undecided = Stream.concat(old.unknown().stream(), current.unknown().stream())
                    .map(Comparison::key)
                    .collect(Collectors.toSet());
            List<BoundaryChange> boundaries = boundaries();
            Set<String> bounded = boundaries.stream().map(BoundaryChange::urn).collect(Collectors.toSet());
            Map<AccessEntry, List<AccessDocument>> earlier = entries(old, undecided, bounded);
            Map<AccessEntry, List<AccessDocument>> later = entries(current, undecided, bounded);
            List<AccessChange> changes = new ArrayList<>();
            changes.addAll(uncovered(later, earlier, true));
            changes.addAll(uncovered(earlier, later, false));
            changes.sort(ORDER);
            return new AccessDifference(changes, boundaries, unknown());
        }

        /** Returns what identifies a policy before and after the change. */
        private static String key(AccessDocument document) {
            return document.layer() == Layer.GROUP
                    ? document.urn()
                    : document.urn() + "#" + document.property() + "#" + document.origin();
        }

        /** Returns the comparable entries: a changed boundary is reported as a whole. */
        private static Map<AccessEntry, List<AccessDocument>> entries(
                AccessModel model, Set<String> undecided, Set<String> bounded) {
            Map<AccessEntry, List<AccessDocument>> entries = new LinkedHashMap<>();
            model.grants().stream()
                    .filter(grant -> !undecided.contains(key(grant.document()))
                            && !undecided.contains(grant.document().membership()))
                    .filter(grant -> grant.entry().layer() != Layer.BOUNDARY
                            || !bounded.contains(grant.document().holder()))
                    .forEach(grant -> entries.computeIfAbsent(grant.entry(), entry -> new ArrayList<>(1))
                            .add(grant.document()));
            return entries;
        }

        private List<AccessChange> uncovered(
                Map<AccessEntry, List<AccessDocument>> entries,
                Map<AccessEntry, List<AccessDocument>> others,
                boolean added) {
            EntryIndex index = new EntryIndex(others.keySet());
            List<AccessEntry> different = entries.keySet().stream()
                    .filter(entry -> !others.containsKey(entry) && !index.covers(entry))
                    .toList();
            EntryIndex own = new EntryIndex(different);
            return different.stream()
                    .filter(entry -> !own.hasWider(entry))
                    .map(entry -> change(entry, entries.getOrDefault(entry, List.of()), index, added))
                    .toList();
        }

        private AccessChange change(
                AccessEntry entry, List<AccessDocument> documents, EntryIndex others, boolean added) {
            return new AccessChange(
                    added,
                    entry,
                    others.counterparts(entry),
                    documents,
                    documents.stream().map(document -> document.cause(changed)).collect(Collectors.toSet()),
                    documents.stream().allMatch(document -> isFirst(document, added)));
        }

        /** Returns whether the holder of a policy, or a policy without a known holder, is on one side of the change only. */
        private boolean isFirst(AccessDocument document, boolean added) {
            ResourceGraph own = added ? after : before;
            ResourceGraph other = added ? before : after;
            String urn = document.holder().isEmpty() ? document.urn() : document.holder();
            return own.resource(urn).isPresent() && other.resource(urn).isEmpty();
        }

        private List<BoundaryChange> boundaries() {
            Set<String> urns = new TreeSet<>(old.boundaries().keySet());
            urns.addAll(current.boundaries().keySet());
            List<BoundaryChange> changes = new ArrayList<>();
            for (String urn : urns) {
                Optional<GraphResource> principal = after.resource(urn);
                String former = boundary(old, urn);
                String next = boundary(current, urn);
                if (principal.isPresent() && before.resource(urn).isPresent() && !former.equals(next)) {
                    changes.add(new BoundaryChange(urn, principal.get().name(), former, next));
                }
            }
            return changes;
        }

        private static String boundary(AccessModel model, String urn) {
            return Optional.ofNullable(model.boundaries().get(urn))
                    .map(Boundary::name)
                    .orElse("");
        }

        /** Returns the unknown policies of changed resources; one that does not change stays the same. */
        private List<AccessDocument> unknown() {
            return current.unknown().stream()
                    .filter(document -> document.isAmong(changed))
                    .sorted(Comparator.comparing(AccessDocument::urn).thenComparing(AccessDocument::holder))
                    .toList();
        }
    }
}
