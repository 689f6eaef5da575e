package dev.plinth.preview.change;

import dev.plinth.model.PropertyValue;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Changed property, at the deepest path that differs.
 *
 * @param path the path, such as {@code ingress[0].cidrBlocks}
 * @param before the previous value, with secrets masked
 * @param after the new value, with secrets masked
 * @param isUnknown whether the new value is known only after the update
 */
public record Difference(String path, String before, String after, boolean isUnknown) {

    private static final String ABSENT = "–";
    private static final String UNKNOWN = "known after the update";
    private static final String SECRET = "[secret]";

    /** Returns the differences at a path, sorted by path; none for equal values. */
    static List<Difference> between(String path, PropertyValue before, PropertyValue after, ValueLength length) {
        List<Difference> found = new ArrayList<>();
        collect(path, before, after, length, found);
        return found;
    }

    private static void collect(
            String path, PropertyValue before, PropertyValue after, ValueLength length, List<Difference> into) {
        if (before instanceof PropertyValue.Secret || after instanceof PropertyValue.Secret) {
            // Hidden values cannot be compared; the engine reported the change.
            into.add(new Difference(path, mask(before), mask(after), after.isUnknown()));
        } else if (before instanceof PropertyValue.ObjectValue old && after instanceof PropertyValue.ObjectValue now) {
            TreeSet<String> keys = new TreeSet<>(old.properties().keySet());
            keys.addAll(now.properties().keySet());
            keys.remove("__defaults");
            for (String key : keys) {
                if (!old.get(key).equals(now.get(key))) {
                    collect(path.isEmpty() ? key : path + "." + key, old.get(key), now.get(key), length, into);
                }
            }
        } else if (before instanceof PropertyValue.ListValue old && after instanceof PropertyValue.ListValue now) {
            lists(path, old.elements(), now.elements(), length, into);
        } else if (!before.equals(after)) {
            into.add(new Difference(
                    path,
                    text(before, length),
                    after instanceof PropertyValue.Unknown ? UNKNOWN : text(after, length),
                    after.containsUnknown()));
        }
    }

    /** Compares lists element by element when they have the same length, else by added and removed elements. */
    private static void lists(
            String path,
            List<PropertyValue> before,
            List<PropertyValue> after,
            ValueLength length,
            List<Difference> into) {
        if (before.size() == after.size()) {
            for (int i = 0; i < before.size(); i++) {
                if (!before.get(i).equals(after.get(i))) {
                    collect(path + "[" + i + "]", before.get(i), after.get(i), length, into);
                }
            }
            return;
        }
        List<PropertyValue> removed = without(before, after);
        List<PropertyValue> added = without(after, before);
        into.add(new Difference(
                path,
                removed.isEmpty() ? ABSENT : text(new PropertyValue.ListValue(removed), length),
                added.isEmpty() ? ABSENT : text(new PropertyValue.ListValue(added), length),
                added.stream().anyMatch(PropertyValue::containsUnknown)));
    }

    private static List<PropertyValue> without(List<PropertyValue> from, List<PropertyValue> those) {
        List<PropertyValue> rest = new ArrayList<>(from);
        those.forEach(rest::remove);
        return rest;
    }

    private static String mask(PropertyValue value) {
        return value instanceof PropertyValue.Null ? ABSENT : value.isUnknown() ? UNKNOWN : SECRET;
    }

    /** Returns a value on one line, with secrets masked. */
    private static String text(PropertyValue value, ValueLength length) {
        return length.cut(whole(value, length).replaceAll("\\s+", " "));
    }

    private static String whole(PropertyValue value, ValueLength length) {
        if (value instanceof PropertyValue.Null) {
            return ABSENT;
        }
        if (value instanceof PropertyValue.ListValue list) {
            int more = list.elements().size() - length.elements();
            return list.elements().stream()
                            .limit(length.elements())
                            .map(element -> whole(element, length))
                            .collect(Collectors.joining(", ", "[", ""))
                    + (more > 0 ? ", … " + more + " more]" : "]");
        }
        if (value instanceof PropertyValue.ObjectValue object) {
            Map<String, PropertyValue> properties = new LinkedHashMap<>(object.properties());
            properties.remove("__defaults");
            return properties.entrySet().stream()
                    .map(entry -> entry.getKey() + ": " + whole(entry.getValue(), length))
                    .collect(Collectors.joining(", ", "{", "}"));
        }
        return value instanceof PropertyValue.Unknown ? UNKNOWN : value.describe();
    }
}
