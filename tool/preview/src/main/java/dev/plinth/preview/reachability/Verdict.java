package dev.plinth.preview.reachability;

/** Whether something lets a packet through; what can't be told is neither open nor closed. */
enum Verdict {
    NO,
    MAYBE,
    YES;

    /** Both must let it through. */
    Verdict and(Verdict other) {
        return compareTo(other) <= 0 ? this : other;
    }

    /** Either lets it through. */
    Verdict or(Verdict other) {
        return compareTo(other) >= 0 ? this : other;
    }

    static Verdict of(boolean sure) {
        return sure ? YES : NO;
    }
}
