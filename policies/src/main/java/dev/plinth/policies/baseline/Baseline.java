package dev.plinth.policies.baseline;

import dev.plinth.policies.rule.Rule;
import dev.plinth.policies.rule.RuleSet;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.SortedSet;
import java.util.stream.Stream;

/**
 * The violations that a team accepts because they were there when it began with the rules. A violation is accepted when
 * each of its properties is; so a second open port in a security group is new although the group was baselined.
 *
 * @param entries what is accepted, sorted, each once
 */
public record Baseline(List<Entry> entries) {

    private static final Comparator<Entry> ORDER =
            Comparator.comparing(Entry::rule).thenComparing(Entry::urn).thenComparing(Entry::property);

    /** Accepts nothing. */
    public static final Baseline NONE = new Baseline(List.of());

    /**
     * An accepted violation.
     *
     * @param rule the rule's id
     * @param urn the resource's URN, whole
     * @param property the property's path, with the indices of lists; empty where the rule turns on no property
     */
    public record Entry(String rule, String urn, String property) {

        /** Returns whether a violation is about this property of this resource. */
        public boolean occursIn(RuleSet rules, String rule, String urn, String message) {
            return this.rule.equals(rule)
                    && this.urn.equals(urn)
                    && (property.isEmpty()
                            ? Fingerprint.properties(rules, rule, message).isEmpty()
                            : Fingerprint.properties(rules, rule, message).contains(property));
        }
    }

    public Baseline {
        entries = entries.stream().distinct().sorted(ORDER).toList();
    }

    /**
     * Returns whether a baseline can accept violations of a rule: not of one that can't be waived, nor of one on changes,
     * because a change is no debt, nor what is wrong with a waiver.
     */
    public static boolean canAccept(RuleSet rules, String rule) {
        return rules.find(rule)
                .filter(known -> known.isWaivable() && known.scope() != Rule.Scope.CHANGE)
                .isPresent();
    }

    /** The entries that accept a violation; none when no baseline can. */
    public static Stream<Entry> entriesFor(RuleSet rules, String rule, String urn, String message) {
        if (!canAccept(rules, rule)) {
            return Stream.empty();
        }
        SortedSet<String> properties = Fingerprint.properties(rules, rule, message);
        return properties.isEmpty()
                ? Stream.of(new Entry(rule, urn, ""))
                : properties.stream().map(property -> new Entry(rule, urn, property));
    }

    /** Returns whether a violation is accepted. */
    public boolean covers(RuleSet rules, String rule, String urn, String message) {
        List<Entry> needed = entriesFor(rules, rule, urn, message).toList();
        return !needed.isEmpty()
                && needed.stream().allMatch(entry -> Collections.binarySearch(entries, entry, ORDER) >= 0);
    }
}
