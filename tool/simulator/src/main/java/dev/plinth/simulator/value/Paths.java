package dev.plinth.simulator.value;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** Property paths such as {@code vpcConfig.subnetIds} and {@code rules[0].priority}. */
public final class Paths {

    private static final Pattern SEPARATOR = Pattern.compile("\\.|(?=\\[)");

    private Paths() {}

    /** The values at a dotted path; a list on the way, or at the end, stands for its elements. Unknown values are left out. */
    public static List<Object> values(Map<String, Object> properties, String path) {
        List<Object> current = List.of(properties);
        for (String name : path.split("\\.", -1)) {
            List<Object> next = new ArrayList<>();
            for (Object value : current) {
                Object member = Values.asMap(value).get(name);
                if (member instanceof List<?> list) {
                    next.addAll(list);
                } else if (member != null) {
                    next.add(member);
                }
            }
            current = next;
        }
        return current.stream().filter(value -> !Values.isUnknown(value)).toList();
    }

    /**
     * Sets a value; objects on the way are made when they are missing.
     *
     * @throws IllegalArgumentException when the path goes through something that is neither an object nor a list with that element
     */
    public static void set(Map<String, Object> properties, String path, Object value) {
        String[] steps = SEPARATOR.split(path, -1);
        Object current = properties;
        for (int i = 0; i < steps.length; i++) {
            current = step(current, steps[i], i == steps.length - 1 ? value : null, path);
        }
    }

    @SuppressWarnings("unchecked") // callers pass changeable copies made by Values.copy
    private static Object step(
            Object container, String step, @org.jspecify.annotations.Nullable Object value, String path) {
        if (step.startsWith("[") && container instanceof List<?> list) {
            int index = index(step, list.size(), path);
            if (value != null) {
                ((List<Object>) list).set(index, value);
            }
            return ((List<Object>) list).get(index);
        }
        if (!step.startsWith("[") && container instanceof Map<?, ?> map) {
            if (value != null) {
                ((Map<String, Object>) map).put(step, value);
            }
            return ((Map<String, Object>) map).computeIfAbsent(step, key -> new LinkedHashMap<String, Object>());
        }
        throw new IllegalArgumentException("no property at '" + path + "': '" + step + "' does not exist");
    }

    private static int index(String step, int size, String path) {
        String digits = step.substring(1, step.length() - 1);
        if (!step.endsWith("]") || !digits.matches("\\d{1,6}") || Integer.parseInt(digits) >= size) {
            throw new IllegalArgumentException(
                    "no property at '" + path + "': the list has " + size + " elements, counted from 0");
        }
        return Integer.parseInt(digits);
    }

    /** The property at the top of a path. */
    public static String top(String path) {
        return SEPARATOR.split(path, -1)[0];
    }

    /** Returns the differences between two sets of properties. */
    public enum Change {
        /** Only in the new value. */
        ADD,
        /** Only in the old value. */
        DELETE,
        /** Both have it, with other values. */
        UPDATE
    }

    /**
     * The differences by path, as deep as objects and lists of the same length go. A value that was unknown before counts
     * as unchanged.
     */
    public static Map<String, Change> differences(Map<String, Object> before, Map<String, Object> after) {
        Map<String, Change> result = new LinkedHashMap<>();
        compareMaps("", before, after, result);
        return result;
    }

    private static void compareMaps(String prefix, Map<?, ?> before, Map<?, ?> after, Map<String, Change> result) {
        Set<String> names = new TreeSet<>();
        before.keySet().forEach(key -> names.add(String.valueOf(key)));
        after.keySet().forEach(key -> names.add(String.valueOf(key)));
        names.remove("__defaults");
        for (String name : names) {
            String path = prefix.isEmpty()
                    ? segment(name)
                    : prefix + (segment(name).startsWith("[") ? "" : ".") + segment(name);
            Object left = before.get(name);
            Object right = after.get(name);
            if (left == null || right == null) {
                if (left != right && !(left instanceof Unknown)) {
                    result.put(path, left == null ? Change.ADD : Change.DELETE);
                }
            } else {
                compare(path, left, right, result);
            }
        }
    }

    private static String segment(String name) {
        return name.matches("[A-Za-z_][A-Za-z0-9_]*") ? name : "[\"" + name.replace("\"", "\\\"") + "\"]";
    }

    private static void compare(String path, Object before, Object after, Map<String, Change> result) {
        if (before instanceof Map<?, ?> left && after instanceof Map<?, ?> right) {
            compareMaps(path, left, right, result);
        } else if (before instanceof List<?> left && after instanceof List<?> right) {
            for (int i = 0; i < Math.max(left.size(), right.size()); i++) {
                String element = path + "[" + i + "]";
                if (i >= left.size()) {
                    result.put(element, Change.ADD);
                } else if (i >= right.size()) {
                    result.put(element, Change.DELETE);
                } else {
                    compare(element, left.get(i), right.get(i), result);
                }
            }
        } else if (!(before instanceof Unknown) && !before.equals(after)) {
            result.put(path, Change.UPDATE);
        }
    }
}
