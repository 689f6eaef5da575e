package dev.plinth.preview.change;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.plinth.model.JsonValues;
import dev.plinth.model.PropertyValue;
import dev.plinth.model.PropertyValue.ListValue;
import dev.plinth.model.PropertyValue.Null;
import dev.plinth.model.PropertyValue.ObjectValue;
import dev.plinth.model.PropertyValue.Secret;
import dev.plinth.model.PropertyValue.Text;
import dev.plinth.model.PropertyValue.Unknown;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * Difference of two values at the deepest paths that differ. JSON in a text is compared as a document, elements of lists by their
 * name or similarity, and long texts line by line and word by word, so that a shortened value always shows its change. Secrets
 * are masked at any depth.
 */
final class StructuralDifference {

    private static final String UNKNOWN = "known after the update";
    private static final String SECRET = "[secret]";

    /** Length up to which an added or removed value, such as a statement of a policy, stays on one line. */
    private static final int ONE_LINE = 240;

    private static final ObjectMapper JSON = new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private final UnaryOperator<String> redaction;
    private final List<Difference> found = new ArrayList<>();

    private StructuralDifference(UnaryOperator<String> redaction) {
        this.redaction = redaction;
    }

    /**
     * Returns the differences at a path; none for equal values.
     *
     * @param redaction removes credentials from a text
     */
    static List<Difference> between(
            String path, PropertyValue before, PropertyValue after, UnaryOperator<String> redaction) {
        StructuralDifference difference = new StructuralDifference(redaction);
        difference.compare(path, before, after);
        // The names of a list's elements are values, too.
        return difference.found.stream()
                .map(each ->
                        new Difference(redaction.apply(each.path()), each.before(), each.after(), each.isUnknown()))
                .toList();
    }

    /** Returns a value on one line, with secrets masked. */
    static String text(PropertyValue value, ValueLength length, UnaryOperator<String> redaction) {
        return length.cut(new StructuralDifference(redaction).text(value));
    }

    private void compare(String path, PropertyValue before, PropertyValue after) {
        if (before instanceof Secret || after instanceof Secret) {
            // Hidden values cannot be compared; the engine reported the change.
            found.add(new Difference(path, mask(before), mask(after), after.isUnknown()));
            return;
        }
        if (before.equals(after)) {
            return;
        }
        int already = found.size();
        PropertyValue old = document(before);
        PropertyValue now = document(after);
        if (old instanceof ObjectValue oldObject && now instanceof ObjectValue newObject) {
            objects(path, oldObject, newObject);
        } else if (old instanceof ListValue oldList && now instanceof ListValue newList) {
            lists(path, oldList.elements(), newList.elements());
        } else if (isOneOf(old, now) || isOneOf(now, old)) {
            // In policy documents, a single value stands for a list of one.
            lists(path, elements(old), elements(now));
        } else if (before instanceof Text oldText && after instanceof Text newText) {
            texts(path, oldText.value(), newText.value());
        } else if (old instanceof Null) {
            whole(path, now, true);
        } else if (now instanceof Null) {
            whole(path, old, false);
        } else {
            found.add(new Difference(path, ValueLength.SHORT.cut(text(old)), text(now), now.containsUnknown()));
        }
        if (found.size() == already) {
            found.add(new Difference(path, "JSON", "the same JSON in another format", false));
        }
    }

    private void objects(String path, ObjectValue before, ObjectValue after) {
        TreeSet<String> keys = new TreeSet<>(before.properties().keySet());
        keys.addAll(after.properties().keySet());
        keys.remove("__defaults");
        for (String key : keys) {
            if (!before.get(key).equals(after.get(key))) {
                compare(child(path, key), before.get(key), after.get(key));
            }
        }
    }

    private static String child(String path, String key) {
        return path.isEmpty() ? key : path + "." + key;
    }

    private void lists(String path, List<PropertyValue> before, List<PropertyValue> after) {
        ListMatch match = ListMatch.of(before, after);
        match.pairs().forEach(pair -> compare(path + "[" + pair.label() + "]", pair.before(), pair.after()));
        match.removed().forEach(element -> whole(path(path, element), element.content(), false));
        match.added().forEach(element -> whole(path(path, element), element.content(), true));
        if (match.isReordered() && !before.equals(after)) {
            found.addAll(TextDifference.of(path + " (order)", text(new ListValue(before)), text(new ListValue(after))));
        }
    }

    private static String path(String list, ListMatch.Element element) {
        return element.value() instanceof ObjectValue ? list + "[" + element.label() + "]" : list;
    }

    private void texts(String path, String before, String after) {
        String old = redaction.apply(before);
        String now = redaction.apply(after);
        if (old.equals(now)) {
            found.add(new Difference(path, SECRET, SECRET, false));
        } else {
            found.addAll(TextDifference.of(path, old, now));
        }
    }

    /** Adds a value that was added or removed, a long one line by line. */
    private void whole(String path, PropertyValue value, boolean added) {
        PropertyValue content = document(value);
        String line = text(content);
        if (line.length() > ONE_LINE && content instanceof ObjectValue object) {
            object.properties().forEach((key, property) -> {
                if (!key.equals("__defaults") && !(property instanceof Null)) {
                    whole(child(path, key), property, added);
                }
            });
        } else if (line.length() > ONE_LINE && content instanceof ListValue list) {
            for (int index = 0; index < list.elements().size(); index++) {
                ListMatch.Element element = ListMatch.element(list.elements(), index);
                whole(path + "[" + element.label() + "]", element.content(), added);
            }
        } else if (line.length() > ONE_LINE && value instanceof Text text) {
            List<String> lines = redaction.apply(text.value()).lines().toList();
            for (int index = 0; index < lines.size(); index++) {
                String place = lines.size() == 1 ? path : path + ":" + (index + 1);
                String part = ValueLength.WHOLE.cut(Difference.oneLine(lines.get(index)));
                found.add(added ? Difference.added(place, part, false) : Difference.removed(place, part));
            }
        } else {
            found.add(added ? Difference.added(path, line, content.containsUnknown()) : Difference.removed(path, line));
        }
    }

    private static boolean isOneOf(PropertyValue value, PropertyValue list) {
        return value instanceof Text && list instanceof ListValue;
    }

    private static List<PropertyValue> elements(PropertyValue value) {
        return value instanceof ListValue list ? list.elements() : List.of(value);
    }

    /** Returns the document of a text in JSON; other values as they are. */
    private static PropertyValue document(PropertyValue value) {
        return value instanceof Text text ? parsed(text.value()).orElse(value) : value;
    }

    private static Optional<PropertyValue> parsed(String text) {
        String start = text.stripLeading();
        if (!start.startsWith("{") && !start.startsWith("[")) {
            return Optional.empty();
        }
        try {
            return Optional.of(JsonValues.parse(JSON.readTree(text)));
        } catch (JsonProcessingException | UncheckedIOException e) {
            return Optional.empty();
        }
    }

    private static String mask(PropertyValue value) {
        return value instanceof Null ? Difference.ABSENT : value.isUnknown() ? UNKNOWN : SECRET;
    }

    private String text(PropertyValue value) {
        if (value instanceof Null) {
            return Difference.ABSENT;
        }
        if (value instanceof ListValue list) {
            return list.elements().stream().map(this::text).collect(Collectors.joining(", ", "[", "]"));
        }
        if (value instanceof ObjectValue object) {
            Map<String, PropertyValue> properties = new LinkedHashMap<>(object.properties());
            properties.remove("__defaults");
            return properties.entrySet().stream()
                    .map(entry -> entry.getKey() + ": " + text(entry.getValue()))
                    .collect(Collectors.joining(", ", "{", "}"));
        }
        return value instanceof Unknown ? UNKNOWN : Difference.oneLine(redaction.apply(value.describe()));
    }
}
