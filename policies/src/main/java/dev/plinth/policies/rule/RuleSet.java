package dev.plinth.policies.rule;

import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Rules by their ids: those of the catalogue, or all that a stack is judged by, its team's own among them. */
public final class RuleSet {

    private final SortedMap<String, Rule> rules;

    private RuleSet(SortedMap<String, Rule> rules) {
        this.rules = Collections.unmodifiableSortedMap(rules);
    }

    /**
     * Makes a set.
     *
     * @throws IllegalArgumentException when two rules have one id
     */
    public static RuleSet of(Collection<Rule> rules) {
        SortedMap<String, Rule> byId = new TreeMap<>();
        for (Rule rule : rules) {
            if (byId.put(rule.id(), rule) != null) {
                throw new IllegalArgumentException("two rules have the id " + rule.id());
            }
        }
        return new RuleSet(byId);
    }

    /** Returns all rules, sorted by id. */
    public List<Rule> all() {
        return List.copyOf(rules.values());
    }

    /** Returns all ids, sorted. */
    public List<String> ids() {
        return List.copyOf(rules.keySet());
    }

    /** Looks a rule up by its id. */
    public Optional<Rule> find(String id) {
        return Optional.ofNullable(rules.get(id));
    }
}
