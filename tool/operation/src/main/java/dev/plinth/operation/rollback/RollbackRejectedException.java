package dev.plinth.operation.rollback;

/** A stack cannot be rolled back; nothing was changed. */
public final class RollbackRejectedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /**
     * Creates the exception.
     *
     * @param why the reason and the next step
     */
    public RollbackRejectedException(String why) {
        super(why);
    }
}
