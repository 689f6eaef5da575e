package dev.plinth.preview.change;

import dev.plinth.model.GraphResource;
import dev.plinth.model.PropertyValue;
import dev.plinth.model.ResourceChange;
import dev.plinth.model.ResourceChange.Operation;
import dev.plinth.policies.Redaction;
import dev.plinth.preview.StackChange;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Step with the changed properties of its resource.
 *
 * @param change the step
 * @param component the outermost component of the resource; empty without one
 * @param properties the changed properties without tags, sorted by path; only for updates and replacements, see {@link #inputs}
 * @param tags the changed tags
 * @param because the reasons of a replacement, one clause per property
 */
public record ChangedResource(
        ResourceChange change,
        Optional<GraphResource> component,
        List<Difference> properties,
        List<Difference> tags,
        List<String> because) {

    /** Copies the lists. */
    public ChangedResource {
        properties = List.copyOf(properties);
        tags = List.copyOf(tags);
        because = List.copyOf(because);
    }

    /** Returns the steps of a change without those of components, sorted by URN. */
    public static List<ChangedResource> of(StackChange change) {
        return change.changes().stream()
                .filter(step -> step.operation() != ResourceChange.Operation.SAME)
                .filter(step -> step.resource().custom())
                .map(step -> of(step, change))
                .toList();
    }

    private static ChangedResource of(ResourceChange change, StackChange all) {
        List<Difference> properties = new ArrayList<>();
        List<Difference> tags = new ArrayList<>();
        if (change.before().isPresent() && change.after().isPresent()) {
            for (String key : changedKeys(change)) {
                PropertyValue before = input(change.before().get(), key);
                PropertyValue after = input(change.after().get(), key);
                if (key.equals("tags") || key.equals("tagsAll")) {
                    // Both have the same tags; default tags are in the second only.
                    tags.addAll(between(change, "tags", before, after));
                } else {
                    properties.addAll(between(change, key, before, after));
                }
            }
        }
        return new ChangedResource(
                change,
                all.component(change),
                properties,
                List.copyOf(new LinkedHashSet<>(tags)),
                change.operation() == Operation.REPLACE ? because(change, all, new HashSet<>()) : List.of());
    }

    /** Returns the changed keys by the engine; of outputs such as {@code tagsAll}, there may be no inputs. */
    private static Set<String> changedKeys(ResourceChange change) {
        Set<String> keys = new TreeSet<>();
        change.changedPaths().forEach(path -> keys.add(first(path)));
        change.replaceKeys().forEach(path -> keys.add(first(path)));
        keys.remove("__defaults");
        return keys;
    }

    private static String first(String path) {
        return path.split("[.\\[]", 2)[0];
    }

    private static PropertyValue input(GraphResource resource, String key) {
        PropertyValue value = resource.inputs().get(key);
        return value instanceof PropertyValue.Null && key.equals("tagsAll")
                ? resource.outputs().get(key)
                : value;
    }

    /** Returns the reasons of a replacement, followed through other replaced resources to the changed input. */
    private static List<String> because(ResourceChange change, StackChange all, Set<String> seen) {
        seen.add(change.resource().urn());
        List<String> reasons = new ArrayList<>();
        for (String path : change.replaceKeys()) {
            String key = first(path);
            List<ResourceChange> origins = origins(change, key, all).stream()
                    .filter(origin -> !seen.contains(origin.resource().urn()))
                    .toList();
            if (origins.isEmpty()) {
                reasons.add(path + " changes" + values(change, key));
            }
            for (ResourceChange origin : origins) {
                String name = origin.resource().name();
                List<String> further = because(origin, all, new HashSet<>(seen));
                reasons.add(path + " comes from " + name + ", which is replaced"
                        + (further.isEmpty() ? "" : " because " + String.join(" and ", further)));
            }
        }
        return reasons.stream().distinct().toList();
    }

    private static List<ResourceChange> origins(ResourceChange change, String key, StackChange all) {
        GraphResource resource = change.resource();
        List<String> urns = new ArrayList<>(resource.propertyDependencies().getOrDefault(key, List.of()));
        change.before().ifPresent(old -> all.before().references(old, key).forEach(origin -> urns.add(origin.urn())));
        if (key.equals("provider")) {
            urns.add(resource.provider());
        }
        return all.changes().stream()
                .filter(other -> other.operation() == Operation.REPLACE)
                .filter(other -> urns.contains(other.resource().urn()))
                .toList();
    }

    private static String values(ResourceChange change, String key) {
        List<Difference> differences =
                change.before().isPresent() && change.after().isPresent()
                        ? between(
                                change,
                                key,
                                input(change.before().get(), key),
                                input(change.after().get(), key))
                        : List.of();
        return differences.size() == 1 ? " (" + differences.get(0).values() + ")" : "";
    }

    private static List<Difference> between(
            ResourceChange change, String path, PropertyValue before, PropertyValue after) {
        return StructuralDifference.between(path, before, after, text -> redacted(change, text));
    }

    private static String redacted(ResourceChange change, String text) {
        return Redaction.redact(
                text,
                Stream.concat(change.before().stream(), change.after().stream()).toList());
    }

    /** Returns the inputs of a created or deleted resource, each on one line. */
    public List<Difference> inputs() {
        List<Difference> inputs = new ArrayList<>();
        change.resource().inputs().properties().forEach((key, value) -> {
            if (!key.equals("__defaults") && !(value instanceof PropertyValue.Null)) {
                String text = StructuralDifference.text(value, ValueLength.WHOLE, each -> redacted(change, each));
                inputs.add(
                        change.after().isPresent()
                                ? Difference.added(key, text, value.containsUnknown())
                                : Difference.removed(key, text));
            }
        });
        return inputs;
    }

    /** Returns the changed properties and tags. */
    public List<Difference> differences() {
        return Stream.concat(properties.stream(), tags.stream()).toList();
    }
}
