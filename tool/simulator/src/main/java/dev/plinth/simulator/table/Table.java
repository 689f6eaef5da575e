package dev.plinth.simulator.table;

import dev.plinth.simulator.value.Values;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Constraints of one resource type from the vendors' schemas.
 *
 * @param source where its constraints come from, such as {@code AWS::RDS::DBInstance}; empty when no schema of AWS's has the type
 * @param schema the constraints of the inputs; see {@link Constraints}
 * @param definitions the constraints that refer to themselves, by name
 * @param sets the properties, at any depth, whose elements have no order
 * @param createOnly the properties that CloudFormation can't change
 * @param writeOnly the properties that the service doesn't return
 */
public record Table(
        String source,
        Map<String, Object> schema,
        Map<String, Object> definitions,
        Set<String> sets,
        Set<String> createOnly,
        Set<String> writeOnly) {

    /** The table of a type without a schema. */
    public static final Table EMPTY = of(Map.of());

    /** The table as the generator writes it. */
    static Table of(Map<String, Object> json) {
        return new Table(
                String.valueOf(json.getOrDefault("source", "")),
                json,
                Values.asMap(json.get("definitions")),
                names(json, "sets"),
                names(json, "createOnly"),
                names(json, "writeOnly"));
    }

    private static Set<String> names(Map<String, Object> json, String key) {
        return Set.copyOf(Values.strings(json.get(key)));
    }

    /**
     * Values as the provider compares them: JSON texts by their meaning, and the elements of sets in one order.
     *
     * @param values inputs or outputs of the type
     */
    public Map<String, Object> comparable(Map<String, Object> values) {
        Map<String, Object> result = new LinkedHashMap<>();
        values.forEach((name, value) -> result.put(name, comparable(name, value)));
        return result;
    }

    private Object comparable(String name, Object value) {
        if (value instanceof String text) {
            return json(text);
        }
        if (value instanceof Map<?, ?> map) {
            return comparable(Values.asMap(map));
        }
        if (value instanceof List<?> list) {
            List<Object> elements = list.stream()
                    .map(element -> comparable(name, element))
                    .collect(Collectors.toCollection(ArrayList::new));
            if (isSet(name) && !Values.isUnknown(elements)) {
                elements.sort(Comparator.comparing(Values::canonical));
            }
            return elements;
        }
        return value;
    }

    /** An object or a list in a JSON text with its keys in one order; any other text as it is. */
    private static Object json(String text) {
        String trimmed = text.strip();
        if (!trimmed.startsWith("{") && !trimmed.startsWith("[")) {
            return text;
        }
        try {
            Object parsed = Values.fromJson(trimmed);
            return parsed == null ? text : Values.canonical(parsed);
        } catch (IllegalArgumentException e) {
            return text;
        }
    }

    /** The provider's names are singular where Pulumi's are plural. */
    private boolean isSet(String name) {
        return sets.contains(name)
                || (name.endsWith("s") && sets.contains(name.substring(0, name.length() - 1)))
                || (name.endsWith("es") && sets.contains(name.substring(0, name.length() - 2)))
                || (name.endsWith("ies") && sets.contains(name.substring(0, name.length() - 3) + "y"));
    }

    /** The faults of inputs, none when they fit. */
    public List<Violation> check(Map<String, Object> inputs) {
        return new Constraints(definitions).check(schema, inputs);
    }
}
