package dev.plinth.policies.access;

/** Comparison of patterns with the wildcards {@code *} and {@code ?}, as in actions and ARNs. */
public final class Wildcards {

    private static final char ANY = '*';
    private static final char ONE = '?';

    private Wildcards() {}

    /**
     * Returns whether a pattern matches everything that another one matches. True is always right; false may be wrong for
     * patterns that have both wildcards side by side.
     */
    public static boolean covers(String pattern, String other) {
        if (pattern.indexOf(ANY) < 0 && pattern.indexOf(ONE) < 0) {
            return pattern.equals(other);
        }
        if (differ(pattern, other)) {
            return false;
        }
        // covered[j]: the rest of the pattern covers the rest of the other one from j.
        boolean[] covered = new boolean[other.length() + 1];
        covered[other.length()] = true;
        for (int i = pattern.length() - 1; i >= 0; i--) {
            boolean[] next = new boolean[other.length() + 1];
            char expected = pattern.charAt(i);
            for (int j = other.length(); j >= 0; j--) {
                boolean more = j < other.length();
                next[j] = expected == ANY
                        ? covered[j] || (more && next[j + 1])
                        : more && coversCharacter(expected, other.charAt(j)) && covered[j + 1];
            }
            covered = next;
        }
        return covered[0];
    }

    /** Returns whether the texts before the first wildcards of two patterns exclude a common match. */
    private static boolean differ(String one, String other) {
        int length = Math.min(one.length(), other.length());
        for (int i = 0; i < length && !isWildcard(one.charAt(i)) && !isWildcard(other.charAt(i)); i++) {
            if (one.charAt(i) != other.charAt(i)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isWildcard(char character) {
        return character == ANY || character == ONE;
    }

    private static boolean coversCharacter(char expected, char other) {
        return expected == other || (expected == ONE && other != ANY);
    }

    /** Returns whether a text exists that both patterns match. */
    public static boolean overlap(String one, String other) {
        if (differ(one, other)) {
            return false;
        }
        boolean[] common = new boolean[other.length() + 1];
        common[other.length()] = true;
        for (int j = other.length() - 1; j >= 0; j--) {
            common[j] = common[j + 1] && other.charAt(j) == ANY;
        }
        for (int i = one.length() - 1; i >= 0; i--) {
            boolean[] next = new boolean[other.length() + 1];
            for (int j = other.length(); j >= 0; j--) {
                next[j] = overlap(one.charAt(i), j, other, common, next);
            }
            common = next;
        }
        return common[0];
    }

    private static boolean overlap(char character, int j, String other, boolean[] common, boolean[] next) {
        boolean more = j < other.length();
        if (character == ANY) {
            return common[j] || (more && next[j + 1]);
        }
        if (!more) {
            return false;
        }
        char facing = other.charAt(j);
        if (facing == ANY) {
            return next[j + 1] || common[j];
        }
        return (character == ONE || facing == ONE || character == facing) && common[j + 1];
    }
}
