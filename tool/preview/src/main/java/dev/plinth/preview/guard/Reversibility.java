package dev.plinth.preview.guard;

/** Levels of reversibility of a step, lowest first. */
public enum Reversibility {
    /** Lost data can at most be restored from a backup. */
    IRREVERSIBLE,
    /** The setting can be restored, but not all data. */
    LOSSY,
    /** Applying the previous program restores the previous stack. */
    REVERSIBLE
}
