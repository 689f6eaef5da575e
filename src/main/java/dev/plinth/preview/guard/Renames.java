package dev.plinth.preview.guard;

import dev.plinth.policies.graph.GraphResource;
import dev.plinth.policies.graph.PropertyValue;
import dev.plinth.policies.graph.ResourceChange;
import dev.plinth.policies.graph.ResourceChange.Operation;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;

/** Finds what is deleted under one name and created under another, with nothing else changed. */
final class Renames {

    /** Inputs that carry a name of the resource itself. */
    private static final Set<String> NAMES = Set.of(
            "name",
            "namePrefix",
            "bucket",
            "bucketPrefix",
            "identifier",
            "__defaults",
            "tagsAll",
            "finalSnapshotIdentifier");

    private Renames() {}

    /**
     * A resource that is deleted, and the one that is created in its place.
     *
     * @param from what is deleted
     * @param to what is created
     */
    record Rename(GraphResource from, GraphResource to) {

        /** The Java that tells the engine that both are one. */
        String alias() {
            String options = to.custom() ? "CustomResourceOptions" : "ComponentResourceOptions";
            String alias =
                    !Objects.equals(from.parent(), to.parent()) || from.name().equals(to.name())
                            ? "Alias.withUrn(\"" + from.urn() + "\")"
                            : "Alias.builder().name(\"" + from.name() + "\").build()";
            return options + ".builder().aliases(" + alias + ")";
        }
    }

    /** The renames, sorted by the URN of what is deleted; of a component that moves with its children, only itself. */
    static List<Rename> among(List<ResourceChange> changes) {
        List<GraphResource> deleted = resources(changes, Operation.DELETE);
        List<GraphResource> created = resources(changes, Operation.CREATE);
        List<Rename> renames = new ArrayList<>();
        for (GraphResource from : deleted) {
            List<GraphResource> matches =
                    created.stream().filter(to -> isSame(from, to)).toList();
            // Where several fit, nobody can say which one it is.
            if (matches.size() == 1
                    && deleted.stream()
                                    .filter(other -> isSame(other, matches.get(0)))
                                    .count()
                            == 1) {
                renames.add(new Rename(from, matches.get(0)));
            }
        }
        Set<String> moved = new HashSet<>();
        renames.forEach(
                rename -> moved.add(rename.from().urn() + " " + rename.to().urn()));
        return renames.stream()
                .filter(rename -> !moved.contains(
                        rename.from().parent() + " " + rename.to().parent()))
                .toList();
    }

    private static List<GraphResource> resources(List<ResourceChange> changes, Operation operation) {
        return changes.stream()
                .filter(change -> change.operation() == operation)
                .map(ResourceChange::resource)
                .toList();
    }

    private static boolean isSame(GraphResource from, GraphResource to) {
        return from.type().equals(to.type()) && matches(named(from), named(to));
    }

    private static PropertyValue named(GraphResource resource) {
        Map<String, PropertyValue> kept = new TreeMap<>(resource.inputs().properties());
        kept.keySet().removeAll(NAMES);
        return withoutName(PropertyValue.ObjectValue.of(kept), resource.name());
    }

    /** The logical name occurs in descriptions and tags, too. */
    private static PropertyValue withoutName(PropertyValue value, String name) {
        PropertyValue revealed = value.revealed();
        if (revealed instanceof PropertyValue.Text text) {
            return new PropertyValue.Text(text.value().replace(name, ""));
        }
        if (revealed instanceof PropertyValue.ListValue list) {
            return new PropertyValue.ListValue(list.elements().stream()
                    .map(each -> withoutName(each, name))
                    .toList());
        }
        if (revealed instanceof PropertyValue.ObjectValue object) {
            Map<String, PropertyValue> properties = new TreeMap<>();
            object.properties().forEach((key, each) -> {
                if (!key.equals("__defaults")) {
                    properties.put(key, withoutName(each, name));
                }
            });
            return PropertyValue.ObjectValue.of(properties);
        }
        return revealed;
    }

    /** What is not known yet may be what it was. */
    private static boolean matches(PropertyValue before, PropertyValue after) {
        if (after instanceof PropertyValue.Unknown) {
            return true;
        }
        if (before instanceof PropertyValue.ObjectValue old && after instanceof PropertyValue.ObjectValue now) {
            Set<String> keys = new HashSet<>(old.properties().keySet());
            keys.addAll(now.properties().keySet());
            return keys.stream().allMatch(key -> matches(old.get(key), now.get(key)));
        }
        if (before instanceof PropertyValue.ListValue old && after instanceof PropertyValue.ListValue now) {
            if (old.elements().size() != now.elements().size()) {
                return false;
            }
            for (int i = 0; i < old.elements().size(); i++) {
                if (!matches(old.elements().get(i), now.elements().get(i))) {
                    return false;
                }
            }
            return true;
        }
        return before.equals(after);
    }
}
