package dev.plinth.preview.guard;

/** Whether the stack can be brought back to what it was. */
public enum Reversibility {
    /** Nothing brings back what is lost, but perhaps a backup. */
    IRREVERSIBLE,
    /** The setting can be set again; something that it held until then is gone. */
    LOSSY,
    /** The former program, applied again, leads to the former stack. */
    REVERSIBLE
}
