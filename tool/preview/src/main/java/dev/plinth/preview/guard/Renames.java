package dev.plinth.preview.guard;

import dev.plinth.model.GraphResource;
import dev.plinth.model.PropertyValue;
import dev.plinth.model.ResourceChange;
import dev.plinth.model.ResourceChange.Operation;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Detects renamed resources: one is deleted, and another with the same inputs is created. */
final class Renames {

    /** Inputs with a name of the resource itself. */
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
     * Renamed resource.
     *
     * @param from the deleted resource
     * @param to the created resource
     * @param urns the URNs of the deleted resource and of all its children
     */
    record Rename(GraphResource from, GraphResource to, Set<String> urns) {

        /** Returns the Java expression of the alias that keeps the resource. */
        String alias() {
            String options = to.custom() ? "CustomResourceOptions" : "ComponentResourceOptions";
            String alias =
                    !Objects.equals(from.parent(), to.parent()) || from.name().equals(to.name())
                            ? "Alias.withUrn(\"" + from.urn() + "\")"
                            : "Alias.builder().name(\"" + from.name() + "\").build()";
            return options + ".builder().aliases(" + alias + ")";
        }
    }

    /** Returns the renames, sorted by the URN of the deleted resource; of a component with its children, only the component. */
    static List<Rename> among(List<ResourceChange> changes) {
        List<GraphResource> deleted = resources(changes, Operation.DELETE);
        List<GraphResource> created = resources(changes, Operation.CREATE);
        List<Rename> renames = new ArrayList<>();
        for (GraphResource from : deleted) {
            List<GraphResource> matches = created.stream()
                    .filter(to -> isSame(from, to, deleted, created))
                    .toList();
            // Several candidates are ambiguous.
            if (matches.size() == 1
                    && deleted.stream()
                                    .filter(other -> isSame(other, matches.get(0), deleted, created))
                                    .count()
                            == 1) {
                renames.add(new Rename(from, matches.get(0), within(from, deleted)));
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

    private static Set<String> within(GraphResource component, List<GraphResource> resources) {
        Set<String> urns = new HashSet<>(Set.of(component.urn()));
        resources.stream()
                .filter(resource -> component.urn().equals(resource.parent()))
                .forEach(child -> urns.addAll(within(child, resources)));
        return urns;
    }

    private static List<GraphResource> resources(List<ResourceChange> changes, Operation operation) {
        return changes.stream()
                .filter(change -> change.operation() == operation)
                .map(ResourceChange::resource)
                .toList();
    }

    private static boolean isSame(
            GraphResource from, GraphResource to, List<GraphResource> deleted, List<GraphResource> created) {
        return from.type().equals(to.type())
                && new Comparison(from.name(), to.name()).matches(named(from), named(to))
                && (from.custom() || parts(from, deleted).equals(parts(to, created)));
    }

    /**
     * Returns the types and names of a component's children, sorted. Their inputs are not compared, because they often contain
     * the component's name.
     */
    private static List<String> parts(GraphResource component, List<GraphResource> resources) {
        return resources.stream()
                .filter(resource -> component.urn().equals(resource.parent()))
                .flatMap(child -> Stream.concat(
                        Stream.of(child.type() + " " + withoutPrefix(child.name(), component.name())),
                        parts(child, resources).stream()))
                .sorted()
                .toList();
    }

    private static String withoutPrefix(String name, String prefix) {
        return name.startsWith(prefix) ? name.substring(prefix.length()) : name;
    }

    private static PropertyValue named(GraphResource resource) {
        Map<String, PropertyValue> kept = new TreeMap<>(resource.inputs().properties());
        kept.keySet().removeAll(NAMES);
        return PropertyValue.ObjectValue.of(kept);
    }

    /** Comparison of the inputs of a deleted and a created resource. */
    private record Comparison(String from, String to) {

        boolean matches(PropertyValue before, PropertyValue after) {
            // Unknown values may be equal; secrets are encrypted in a state and hidden in a step.
            if (before.isUnknown()
                    || after.isUnknown()
                    || before instanceof PropertyValue.Secret
                    || after instanceof PropertyValue.Secret) {
                return true;
            }
            if (before instanceof PropertyValue.Text old && after instanceof PropertyValue.Text now) {
                // Descriptions and tags also contain the logical name.
                return old.equals(now) || old.value().replace(from, to).equals(now.value());
            }
            if (before instanceof PropertyValue.ObjectValue old && after instanceof PropertyValue.ObjectValue now) {
                Set<String> keys = new HashSet<>(old.properties().keySet());
                keys.addAll(now.properties().keySet());
                keys.remove("__defaults");
                return keys.stream().allMatch(key -> matches(old.get(key), now.get(key)));
            }
            if (before instanceof PropertyValue.ListValue old && after instanceof PropertyValue.ListValue now) {
                return old.elements().size() == now.elements().size()
                        && IntStream.range(0, old.elements().size())
                                .allMatch(i -> matches(
                                        old.elements().get(i), now.elements().get(i)));
            }
            return before.equals(after);
        }
    }
}
