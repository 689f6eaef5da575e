package dev.plinth.simulator.shape;

import dev.plinth.simulator.shape.TypeShape.Mismatch;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A property of a resource or of an object within one.
 *
 * @param name its name in the protocol
 * @param type its type
 * @param required whether it must have a value (an input), or always has one (an output)
 */
public record PropertyShape(String name, TypeShape type, boolean required) {

    /** Faults of an object: unknown properties, missing ones, and values of a wrong type. */
    public static List<Mismatch> check(Map<String, PropertyShape> shapes, String prefix, Map<?, ?> values) {
        List<Mismatch> result = new ArrayList<>();
        values.forEach((key, value) -> {
            PropertyShape shape = shapes.get(String.valueOf(key));
            if (shape == null) {
                if (!"__defaults".equals(key)) {
                    result.add(new Mismatch(
                            prefix + key, "unknown property" + Suggestion.of(String.valueOf(key), shapes.keySet())));
                }
            } else if (value != null) {
                result.addAll(shape.type().check(prefix + key, value));
            }
        });
        missing(shapes.values(), values)
                .forEach(name -> result.add(new Mismatch(prefix + name, "missing required property")));
        return result;
    }

    /** The properties, with a placeholder for each required one that is missing, at every depth. */
    public static Map<String, Object> complete(Map<String, PropertyShape> shapes, Map<String, Object> values) {
        Map<String, Object> result = new LinkedHashMap<>();
        values.forEach((name, value) -> {
            PropertyShape shape = shapes.get(name);
            result.put(name, shape == null ? value : shape.type().complete(value));
        });
        shapes.values().stream()
                .filter(PropertyShape::required)
                .forEach(shape -> result.putIfAbsent(shape.name(), shape.type().placeholder()));
        return result;
    }

    /** The properties with each document that was given as an object as its JSON text, at every depth. */
    static Map<String, Object> normalize(Map<String, PropertyShape> shapes, Map<String, Object> values) {
        Map<String, Object> result = new LinkedHashMap<>(values);
        result.replaceAll((name, value) -> {
            PropertyShape shape = shapes.get(name);
            return shape == null ? value : shape.type().normalize(value);
        });
        return result;
    }

    private static List<String> missing(Collection<PropertyShape> shapes, Map<?, ?> values) {
        return shapes.stream()
                .filter(PropertyShape::required)
                .map(PropertyShape::name)
                .filter(name -> !values.containsKey(name))
                .sorted()
                .toList();
    }
}
