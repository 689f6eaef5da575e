package dev.plinth.preview.change;

import dev.plinth.model.PropertyValue;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * A property that changes, as far down as it can be followed.
 *
 * @param path where, such as {@code ingress[0].cidrBlocks}
 * @param before the former value, a secret masked
 * @param after the new value, a secret masked
 * @param isUnknown whether only the update tells the new value
 */
public record Difference(String path, String before, String after, boolean isUnknown) {

    private static final String ABSENT = "–";
    private static final String UNKNOWN = "known after the update";
    private static final String SECRET = "[secret]";

    /** What differs at a path, sorted by path; nothing where both are equal. */
    static List<Difference> between(String path, PropertyValue before, PropertyValue after, Extent extent) {
        List<Difference> found = new ArrayList<>();
        collect(path, before, after, extent, found);
        return found;
    }

    private static void collect(
            String path, PropertyValue before, PropertyValue after, Extent extent, List<Difference> into) {
        if (before instanceof PropertyValue.Secret || after instanceof PropertyValue.Secret) {
            // Whether a blinded value changes, nobody can see; whoever asks was told so by the engine.
            into.add(new Difference(path, mask(before), mask(after), after.isUnknown()));
        } else if (before instanceof PropertyValue.ObjectValue old && after instanceof PropertyValue.ObjectValue now) {
            TreeSet<String> keys = new TreeSet<>(old.properties().keySet());
            keys.addAll(now.properties().keySet());
            keys.remove("__defaults");
            for (String key : keys) {
                if (!old.get(key).equals(now.get(key))) {
                    collect(path.isEmpty() ? key : path + "." + key, old.get(key), now.get(key), extent, into);
                }
            }
        } else if (before instanceof PropertyValue.ListValue old && after instanceof PropertyValue.ListValue now) {
            lists(path, old.elements(), now.elements(), extent, into);
        } else if (!before.equals(after)) {
            into.add(new Difference(
                    path,
                    text(before, extent),
                    after instanceof PropertyValue.Unknown ? UNKNOWN : text(after, extent),
                    after.containsUnknown()));
        }
    }

    /** Of lists of one length each element is compared; of others only what came and went is told. */
    private static void lists(
            String path, List<PropertyValue> before, List<PropertyValue> after, Extent extent, List<Difference> into) {
        if (before.size() == after.size()) {
            for (int i = 0; i < before.size(); i++) {
                if (!before.get(i).equals(after.get(i))) {
                    collect(path + "[" + i + "]", before.get(i), after.get(i), extent, into);
                }
            }
            return;
        }
        List<PropertyValue> gone = without(before, after);
        List<PropertyValue> come = without(after, before);
        into.add(new Difference(
                path,
                gone.isEmpty() ? ABSENT : text(new PropertyValue.ListValue(gone), extent),
                come.isEmpty() ? ABSENT : text(new PropertyValue.ListValue(come), extent),
                come.stream().anyMatch(PropertyValue::containsUnknown)));
    }

    private static List<PropertyValue> without(List<PropertyValue> from, List<PropertyValue> those) {
        List<PropertyValue> rest = new ArrayList<>(from);
        those.forEach(rest::remove);
        return rest;
    }

    private static String mask(PropertyValue value) {
        return value instanceof PropertyValue.Null ? ABSENT : value.isUnknown() ? UNKNOWN : SECRET;
    }

    /** A value in one line, secrets masked wherever they are. */
    private static String text(PropertyValue value, Extent extent) {
        return extent.cut(whole(value, extent).replaceAll("\\s+", " "));
    }

    private static String whole(PropertyValue value, Extent extent) {
        if (value instanceof PropertyValue.Null) {
            return ABSENT;
        }
        if (value instanceof PropertyValue.ListValue list) {
            int more = list.elements().size() - extent.elements();
            return list.elements().stream()
                            .limit(extent.elements())
                            .map(element -> whole(element, extent))
                            .collect(Collectors.joining(", ", "[", ""))
                    + (more > 0 ? ", … " + more + " more]" : "]");
        }
        if (value instanceof PropertyValue.ObjectValue object) {
            Map<String, PropertyValue> properties = new LinkedHashMap<>(object.properties());
            properties.remove("__defaults");
            return properties.entrySet().stream()
                    .map(entry -> entry.getKey() + ": " + whole(entry.getValue(), extent))
                    .collect(Collectors.joining(", ", "{", "}"));
        }
        return value instanceof PropertyValue.Unknown ? UNKNOWN : value.describe();
    }
}
