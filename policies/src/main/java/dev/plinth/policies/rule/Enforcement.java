package dev.plinth.policies.rule;

/** What a violation does to a change. */
public enum Enforcement {
    /** It stops the change. */
    MANDATORY,
    /** It is shown. */
    ADVISORY,
    /** The rule does not run. */
    DISABLED
}
