package dev.plinth.settings;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A program's configuration while it is validated: its valid parts.
 *
 * @param namespace the namespace of the keys: the project's name
 * @param values the components by name; null for one that has a fault
 * @param names the keys of each component that is a map, those of entries with a fault included
 */
public record Sections(String namespace, Map<String, @Nullable Object> values, Map<String, Set<String>> names) {

    /**
     * Returns a component's value; empty where the component has a fault, so that nothing can be said of it. A map has the
     * entries that have none.
     *
     * @param name the component's name
     * @param type its type
     */
    public <T> Optional<T> get(String name, Class<T> type) {
        return Optional.ofNullable(values.get(name)).map(type::cast);
    }

    /** Returns the value of an optional component; empty where it is left out or has a fault. */
    public <T> Optional<T> optional(String name, Class<T> type) {
        return get(name, Optional.class).flatMap(value -> ((Optional<?>) value).map(type::cast));
    }

    /** Returns whether an optional component is left out, and not merely faulty. */
    public boolean isLeftOut(String name) {
        return get(name, Optional.class).filter(value -> value.isEmpty()).isPresent();
    }

    /** Returns the entries of a component that is a map, by their keys; without those that have a fault. */
    public <T> SortedMap<String, T> entries(String name, Class<T> type) {
        SortedMap<String, T> entries = new TreeMap<>();
        get(name, Map.class).ifPresent(map -> ((Map<?, ?>) map)
                .forEach((key, entry) -> entries.put((String) key, type.cast(entry))));
        return entries;
    }

    /** Returns the keys of a component that is a map, those of entries with a fault included; empty for any other. */
    public Set<String> names(String name) {
        return names.getOrDefault(name, Set.of());
    }

    /** Returns the key of a component, or of a path below it, such as {@code plinth:edge.hostnames}. */
    public String key(String path) {
        return namespace + ":" + path;
    }
}
