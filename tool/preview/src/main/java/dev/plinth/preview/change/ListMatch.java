package dev.plinth.preview.change;

import dev.plinth.model.PropertyValue;
import dev.plinth.model.PropertyValue.Num;
import dev.plinth.model.PropertyValue.ObjectValue;
import dev.plinth.model.PropertyValue.Text;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Elements of a list before and after a change, matched by an identifying property such as {@code name}, else by position and
 * similarity.
 *
 * @param pairs the elements on both sides that differ
 * @param removed the elements without a counterpart after the change
 * @param added the elements without a counterpart before the change
 * @param isReordered whether the lists differ only in their order
 */
record ListMatch(List<Pair> pairs, List<Element> removed, List<Element> added, boolean isReordered) {

    /** Properties that identify the elements of a list, the most specific first. */
    private static final List<String> IDENTITIES = List.of(
            "Sid",
            "sid",
            "name",
            "Name",
            "id",
            "Id",
            "ID",
            "key",
            "Key",
            "ref",
            "identifier",
            "ruleId",
            "containerPort");

    /**
     * Elements that differ.
     *
     * @param label the name, or the index after the change
     */
    record Pair(String label, PropertyValue before, PropertyValue after) {}

    /**
     * Element.
     *
     * @param identity the property that names the element; empty where its index does
     * @param label the name, or the index in its list
     */
    record Element(String identity, String label, PropertyValue value) {

        /** Returns the value without the property that is its label. */
        PropertyValue content() {
            if (!(value instanceof ObjectValue object)
                    || identity.isEmpty()
                    || object.properties().size() == 1) {
                return value;
            }
            Map<String, PropertyValue> rest = new HashMap<>(object.properties());
            rest.remove(identity);
            return ObjectValue.of(rest);
        }
    }

    /** Matches two lists. */
    static ListMatch of(List<PropertyValue> before, List<PropertyValue> after) {
        for (String key : IDENTITIES) {
            Optional<Map<String, PropertyValue>> old = named(before, key);
            Optional<Map<String, PropertyValue>> now = named(after, key);
            // Elements of an empty list have any name.
            if (old.isPresent() && now.isPresent() && !(before.isEmpty() && after.isEmpty())) {
                return byName(key, old.get(), now.get());
            }
        }
        return byValue(before, after);
    }

    /** Returns an element with its name where the elements of its list have one, else with its index. */
    static Element element(List<PropertyValue> list, int index) {
        for (String key : IDENTITIES) {
            if (named(list, key).isPresent()) {
                return new Element(key, name(list.get(index), key).orElseThrow(), list.get(index));
            }
        }
        return new Element("", String.valueOf(index), list.get(index));
    }

    private static Optional<Map<String, PropertyValue>> named(List<PropertyValue> list, String key) {
        Map<String, PropertyValue> named = new HashMap<>();
        for (PropertyValue element : list) {
            Optional<String> name = name(element, key);
            if (name.isEmpty() || named.put(name.get(), element) != null) {
                return Optional.empty();
            }
        }
        return Optional.of(named);
    }

    private static Optional<String> name(PropertyValue element, String key) {
        if (!(element instanceof ObjectValue object)) {
            return Optional.empty();
        }
        PropertyValue value = object.get(key);
        return value instanceof Text || value instanceof Num ? Optional.of(value.describe()) : Optional.empty();
    }

    private static ListMatch byName(String key, Map<String, PropertyValue> before, Map<String, PropertyValue> after) {
        List<Pair> pairs = new ArrayList<>();
        List<Element> removed = new ArrayList<>();
        List<Element> added = new ArrayList<>();
        Set<String> names = new TreeSet<>(before.keySet());
        names.addAll(after.keySet());
        for (String name : names) {
            PropertyValue old = before.get(name);
            PropertyValue now = after.get(name);
            if (old == null && now != null) {
                added.add(new Element(key, name, now));
            } else if (now == null && old != null) {
                removed.add(new Element(key, name, old));
            } else if (old != null && now != null && !old.equals(now)) {
                pairs.add(new Pair(name, old, now));
            }
        }
        return new ListMatch(pairs, removed, added, pairs.isEmpty() && removed.isEmpty() && added.isEmpty());
    }

    private static ListMatch byValue(List<PropertyValue> before, List<PropertyValue> after) {
        List<Integer> removed = unmatched(before, after);
        List<Integer> added = unmatched(after, before);
        boolean reordered = removed.isEmpty() && added.isEmpty();
        List<Pair> pairs = new ArrayList<>();
        boolean single = removed.size() == 1 && added.size() == 1;
        for (int old : List.copyOf(removed)) {
            int now = single
                    ? added.get(0)
                    : before.size() == after.size() && added.contains(old)
                            ? old
                            : similar(before.get(old), after, added);
            if (now >= 0) {
                pairs.add(new Pair(String.valueOf(now), before.get(old), after.get(now)));
                removed.remove(Integer.valueOf(old));
                added.remove(Integer.valueOf(now));
            }
        }
        return new ListMatch(
                pairs,
                removed.stream()
                        .map(index -> new Element("", String.valueOf(index), before.get(index)))
                        .toList(),
                added.stream()
                        .map(index -> new Element("", String.valueOf(index), after.get(index)))
                        .toList(),
                reordered);
    }

    /** Returns the indexes of the elements without an equal one in another list. */
    private static List<Integer> unmatched(List<PropertyValue> list, List<PropertyValue> others) {
        List<PropertyValue> rest = new ArrayList<>(others);
        List<Integer> unmatched = new ArrayList<>();
        for (int index = 0; index < list.size(); index++) {
            if (!rest.remove(list.get(index))) {
                unmatched.add(index);
            }
        }
        return unmatched;
    }

    /** Returns the index of the candidate that shares most properties, at least half of them; negative for none. */
    private static int similar(PropertyValue value, List<PropertyValue> list, List<Integer> candidates) {
        int best = -1;
        double highest = 0.5;
        for (int index : candidates) {
            double shared = similarity(value, list.get(index));
            if (shared > highest || (shared == highest && best < 0)) {
                best = index;
                highest = shared;
            }
        }
        return best;
    }

    private static double similarity(PropertyValue before, PropertyValue after) {
        if (!(before instanceof ObjectValue old) || !(after instanceof ObjectValue now)) {
            return 0;
        }
        Set<String> keys = new HashSet<>(old.properties().keySet());
        keys.addAll(now.properties().keySet());
        long equal =
                keys.stream().filter(key -> old.get(key).equals(now.get(key))).count();
        return keys.isEmpty() ? 0 : (double) equal / keys.size();
    }
}
