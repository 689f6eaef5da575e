package dev.plinth.policies.rule;

/** Effect of a result that is known only after the update. */
public enum UnknownResults {
    /** The result is reported. */
    REPORT,
    /** The result has the effect of a violation of its rule. */
    BLOCK
}
