package dev.plinth.operation.snapshot;

/** Something that looks like a secret remains, so no snapshot is taken; the message names paths and no values. */
public final class SnapshotRejectedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public SnapshotRejectedException(String message) {
        super(message);
    }
}
