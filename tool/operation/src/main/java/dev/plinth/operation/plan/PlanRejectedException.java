package dev.plinth.operation.plan;

/** A saved plan must not be applied; nothing was changed. */
public final class PlanRejectedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /**
     * Creates the exception.
     *
     * @param why why, and what to do
     */
    public PlanRejectedException(String why) {
        super(why);
    }
}
