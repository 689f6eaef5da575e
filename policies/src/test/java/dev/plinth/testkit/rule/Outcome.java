package dev.plinth.testkit.rule;

import dev.plinth.policies.rule.Verdict;

/** The kinds of verdict. */
public enum Outcome {
    /** The resource complies. */
    PASS,
    /** The resource violates the rule. */
    FAIL,
    /** Only the update will tell. */
    UNKNOWN,
    /** The rule has nothing to say about the resource. */
    NOT_APPLICABLE;

    /** Returns the kind of a verdict. */
    public static Outcome of(Verdict verdict) {
        if (verdict instanceof Verdict.Fail) {
            return FAIL;
        }
        if (verdict instanceof Verdict.Unknown) {
            return UNKNOWN;
        }
        return verdict.equals(Verdict.PASS) ? PASS : NOT_APPLICABLE;
    }
}
