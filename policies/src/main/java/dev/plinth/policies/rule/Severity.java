package dev.plinth.policies.rule;

/** Severity of a violation, most severe first. */
public enum Severity {
    /** Data or credentials are exposed, or will be. */
    CRITICAL,
    /** One mistake or failure away from loss of data or service. */
    HIGH,
    /** Weakens a second line of defence. */
    MEDIUM,
    /** Good practice. */
    LOW
}
