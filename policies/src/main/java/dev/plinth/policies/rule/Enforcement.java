package dev.plinth.policies.rule;

import java.util.Locale;

/** What a violation does to a change. */
public enum Enforcement {
    /** It stops the change. */
    MANDATORY,
    /** It is shown. */
    ADVISORY,
    /** The rule does not run. */
    DISABLED,
    /** The resource is corrected; what is left of the violation stops the change. For rules with a correction only. */
    REMEDIATE;

    /** Returns the name that a configuration uses. */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }
}
