package dev.plinth.simulator.value;

/** A value that is known only after an update. */
public enum Unknown {
    /** The only one. */
    VALUE;

    @Override
    public String toString() {
        return "(known after apply)";
    }
}
