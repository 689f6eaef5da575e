package dev.plinth.policies.access;

import java.util.Locale;

/**
 * Pattern of an action, a resource or a principal in a policy. Patterns are equal when their names are, so that an ARN and the
 * unknown ARN of the same resource in another graph compare equal.
 *
 * @param text the text with its wildcards; actions in lower case
 * @param name the text with the names of the stack's resources in place of their ARNs
 * @param shown the name as reports show it
 */
public record AccessPattern(String text, String name, String shown) implements Comparable<AccessPattern> {

    /** The pattern that matches everything. */
    static final AccessPattern ALL = of("*");

    /** Returns the pattern of an action, whose case does not matter. */
    public static AccessPattern action(String action) {
        String text = action.equals("*:*") ? "*" : action.toLowerCase(Locale.ROOT);
        return new AccessPattern(text, text, action);
    }

    /** Returns a pattern that names no resource of the stack. */
    static AccessPattern of(String text) {
        return new AccessPattern(text, text, text);
    }

    /** Returns a pattern that names a resource of the stack. */
    static AccessPattern named(String text, String name) {
        return new AccessPattern(text, name, name);
    }

    /** Returns whether it matches everything. */
    public boolean isAll() {
        return Wildcards.covers(text, "*");
    }

    /** Returns whether it matches everything that another pattern matches. */
    public boolean covers(AccessPattern other) {
        return Wildcards.covers(text, other.text) || Wildcards.covers(name, other.name);
    }

    /** Returns whether both match some text. */
    public boolean overlaps(AccessPattern other) {
        return Wildcards.overlap(text, other.text) || Wildcards.overlap(name, other.name);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof AccessPattern pattern && pattern.name.equals(name);
    }

    @Override
    public int hashCode() {
        return name.hashCode();
    }

    @Override
    public int compareTo(AccessPattern other) {
        return name.compareTo(other.name);
    }
}
