package dev.plinth.policies.access;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Conditions of a statement, all of which must hold. Conditions are equal when operators, keys and sets of values are.
 *
 * @param entries the values by operator and key, both in lower case
 * @param text the conditions as reports show them
 */
public record AccessCondition(SortedMap<Test, SortedSet<String>> entries, String text) {

    /** No condition. */
    static final AccessCondition NONE = new AccessCondition(new TreeMap<>(), "");

    /**
     * Test of a key by an operator.
     *
     * @param operator the operator, such as {@code stringequals}
     * @param key the condition key, such as {@code aws:sourceip}
     */
    public record Test(String operator, String key) implements Comparable<Test> {
        @Override
        public int compareTo(Test other) {
            int byOperator = operator.compareTo(other.operator);
            return byOperator == 0 ? key.compareTo(other.key) : byOperator;
        }

        private boolean isNegative() {
            return operator.contains("not");
        }

        private boolean isLike() {
            return operator.contains("like");
        }

        private boolean isForAll() {
            return operator.startsWith("forallvalues:");
        }
    }

    /** Copies the entries. */
    public AccessCondition {
        entries = Collections.unmodifiableSortedMap(new TreeMap<>(entries));
    }

    /**
     * Reads the element {@code Condition} of a statement.
     *
     * @param names the names of the stack's resources, which stand in place of their ARNs
     */
    static AccessCondition of(JsonNode node, ResourceNames names) {
        SortedMap<Test, SortedSet<String>> entries = new TreeMap<>();
        List<String> texts = new ArrayList<>();
        node.properties().forEach(operator -> operator.getValue().properties().forEach(entry -> {
            SortedSet<String> values = new TreeSet<>();
            JsonNode value = entry.getValue();
            for (JsonNode each : value.isArray() ? value : List.of(value)) {
                values.add(names.named(each.asText()).shown());
            }
            entries.put(
                    new Test(
                            operator.getKey().toLowerCase(Locale.ROOT),
                            entry.getKey().toLowerCase(Locale.ROOT)),
                    values);
            texts.add(operator.getKey() + " " + entry.getKey() + " " + String.join(" | ", values));
        }));
        return new AccessCondition(
                entries, String.join("; ", texts.stream().sorted().toList()));
    }

    /** Returns whether there is none. */
    public boolean isEmpty() {
        return entries.isEmpty();
    }

    /** Returns whether every request that fulfils another condition fulfils this one, as far as a comparison shows. */
    public boolean covers(AccessCondition other) {
        return entries.entrySet().stream().allMatch(entry -> {
            SortedSet<String> values = other.entries.get(entry.getKey());
            return values != null && covers(entry.getKey(), entry.getValue(), values);
        });
    }

    private static boolean covers(Test test, SortedSet<String> mine, SortedSet<String> values) {
        if (test.isForAll()) {
            return mine.equals(values);
        }
        if (test.isNegative()) {
            return values.containsAll(mine);
        }
        return test.isLike()
                ? values.stream().allMatch(value -> mine.stream().anyMatch(each -> Wildcards.covers(each, value)))
                : mine.containsAll(values);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof AccessCondition condition && condition.entries.equals(entries);
    }

    @Override
    public int hashCode() {
        return entries.hashCode();
    }
}
