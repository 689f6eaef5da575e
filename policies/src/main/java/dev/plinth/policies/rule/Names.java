package dev.plinth.policies.rule;

import java.util.Arrays;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;

/** Suggestions for misspelled names. */
public final class Names {

    private Names() {}

    /** Finds the name that was probably meant; empty when none is near. */
    public static Optional<String> closest(String name, Collection<String> candidates) {
        return candidates.stream()
                .map(candidate -> Map.entry(distance(name, candidate), candidate))
                .filter(entry -> entry.getKey() <= Math.min(3, Math.max(1, name.length() / 2)))
                .min(Map.Entry.comparingByKey())
                .map(Map.Entry::getValue);
    }

    /** Returns {@code ; did you mean x?}, or nothing when no name is near. */
    public static String suggestion(String name, Collection<String> candidates) {
        return closest(name, candidates)
                .map(near -> "; did you mean " + near + "?")
                .orElse("");
    }

    /** Levenshtein's distance, letters compared without case. */
    private static int distance(String left, String right) {
        int[] previous = new int[right.length() + 1];
        Arrays.setAll(previous, i -> i);
        for (int i = 1; i <= left.length(); i++) {
            int[] current = new int[right.length() + 1];
            current[0] = i;
            for (int j = 1; j <= right.length(); j++) {
                boolean same = Character.toLowerCase(left.charAt(i - 1)) == Character.toLowerCase(right.charAt(j - 1));
                current[j] = Math.min(previous[j - 1] + (same ? 0 : 1), 1 + Math.min(previous[j], current[j - 1]));
            }
            previous = current;
        }
        return previous[right.length()];
    }
}
