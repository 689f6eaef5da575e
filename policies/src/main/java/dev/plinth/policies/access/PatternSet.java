package dev.plinth.policies.access;

import java.util.Collection;
import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Actions, resources or principals of a statement.
 *
 * @param except whether everything but the patterns is meant, as by {@code NotAction}
 * @param patterns the patterns
 */
public record PatternSet(boolean except, SortedSet<AccessPattern> patterns) {

    /** Everything. */
    static final PatternSet ALL = of(AccessPattern.ALL);

    /** Copies the patterns. */
    public PatternSet {
        patterns = Collections.unmodifiableSortedSet(new TreeSet<>(patterns));
    }

    /** Returns a set of one pattern. */
    static PatternSet of(AccessPattern pattern) {
        return new PatternSet(false, new TreeSet<>(java.util.Set.of(pattern)));
    }

    /** Returns everything but some patterns. */
    static PatternSet allBut(Collection<AccessPattern> patterns) {
        return new PatternSet(true, new TreeSet<>(patterns));
    }

    /** Returns whether it has everything that another set has; see {@link Wildcards#covers}. */
    public boolean covers(PatternSet other) {
        if (except) {
            return other.except
                    ? patterns.stream().allMatch(mine -> other.patterns.stream().anyMatch(each -> each.covers(mine)))
                    : patterns.stream()
                            .noneMatch(mine -> other.patterns.stream().anyMatch(mine::overlaps));
        }
        return other.except
                ? patterns.stream().anyMatch(AccessPattern::isAll)
                : other.patterns.stream().allMatch(each -> patterns.stream().anyMatch(mine -> mine.covers(each)));
    }

    /** Returns whether it has everything that a pattern matches. */
    public boolean has(AccessPattern pattern) {
        return covers(of(pattern));
    }

    /** Returns whether it has anything that a pattern matches. */
    public boolean overlaps(AccessPattern pattern) {
        return except
                ? patterns.stream().noneMatch(mine -> mine.covers(pattern))
                : patterns.stream().anyMatch(mine -> mine.overlaps(pattern));
    }

    /** Returns whether it has everything. */
    public boolean isAll() {
        return except ? patterns.isEmpty() : patterns.stream().anyMatch(AccessPattern::isAll);
    }

    /** Returns the set as reports show it, such as {@code all except s3:DeleteObject}. */
    public String text() {
        String texts = patterns.stream().map(AccessPattern::shown).collect(Collectors.joining(", "));
        return except ? "all except " + texts : texts;
    }
}
