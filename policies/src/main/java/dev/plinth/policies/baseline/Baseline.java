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
        public boolean occursIn(RuleSet rules, Occurrence violation) {
            return Stream.of(violation, violation.byMessage())
                    .flatMap(form -> entries(rules, form))
                    .anyMatch(this::equals);
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
    public static Stream<Entry> entriesFor(RuleSet rules, Occurrence violation) {
        return canAccept(rules, violation.rule()) ? entries(rules, violation) : Stream.empty();
    }

    private static Stream<Entry> entries(RuleSet rules, Occurrence violation) {
        SortedSet<String> properties = violation.properties(rules);
        return properties.isEmpty()
                ? Stream.of(new Entry(violation.rule(), violation.urn(), ""))
                : properties.stream().map(property -> new Entry(violation.rule(), violation.urn(), property));
    }

    /** Returns whether a violation is accepted, also by a file written when the paths were those in its message. */
    public boolean covers(RuleSet rules, Occurrence violation) {
        return hasAll(entriesFor(rules, violation)) || hasAll(entriesFor(rules, violation.byMessage()));
    }

    private boolean hasAll(Stream<Entry> needed) {
        List<Entry> all = needed.toList();
        return !all.isEmpty() && all.stream().allMatch(entry -> Collections.binarySearch(entries, entry, ORDER) >= 0);
    }
}
