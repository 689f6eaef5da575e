package dev.plinth.policies.rule;

import java.util.Locale;

/** Effect of a violation on a change. */
public enum Enforcement {
    /** The violation blocks the change. */
    MANDATORY,
    /** The violation is reported. */
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
