package dev.plinth.policies.rule;

import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Rules: those of the catalogue, or all that a stack is judged by, its team's own among them.
 *
 * @param byId each rule by its id
 */
public record RuleSet(SortedMap<String, Rule> byId) {

    public RuleSet {
        byId = Collections.unmodifiableSortedMap(new TreeMap<>(byId));
    }

    /**
     * Makes a set.
     *
     * @throws IllegalStateException when two rules have one id
     */
    public static RuleSet of(Collection<Rule> rules) {
        SortedMap<String, Rule> byId = new TreeMap<>();
        for (Rule rule : rules) {
            if (byId.put(rule.id(), rule) != null) {
                throw new IllegalStateException("duplicate rule id " + rule.id());
            }
        }
        return new RuleSet(byId);
    }

    /** Returns all rules, sorted by id. */
    public List<Rule> all() {
        return List.copyOf(byId.values());
    }

    /** Returns all ids, sorted. */
    public List<String> ids() {
        return List.copyOf(byId.keySet());
    }

    /** Looks a rule up by its id. */
    public Optional<Rule> find(String id) {
        return Optional.ofNullable(byId.get(id));
    }
}
