package dev.plinth.operation.capsule;

/** A saved plan must not be applied; nothing was changed. */
public final class CapsuleRefusedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /**
     * Creates the exception.
     *
     * @param why why, and what to do
     */
    public CapsuleRefusedException(String why) {
        super(why);
    }
}
