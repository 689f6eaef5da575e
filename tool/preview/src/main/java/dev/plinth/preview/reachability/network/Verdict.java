package dev.plinth.preview.reachability.network;

/** Verdict on whether a packet is allowed; an unknown one is neither open nor closed. */
public enum Verdict {
    NO,
    MAYBE,
    YES;

    /** Returns the verdict where both must allow a packet. */
    public Verdict and(Verdict other) {
        return compareTo(other) <= 0 ? this : other;
    }

    /** Returns the verdict where either may allow a packet. */
    public Verdict or(Verdict other) {
        return compareTo(other) >= 0 ? this : other;
    }

    /** Returns a known verdict. */
    public static Verdict of(boolean sure) {
        return sure ? YES : NO;
    }
}
