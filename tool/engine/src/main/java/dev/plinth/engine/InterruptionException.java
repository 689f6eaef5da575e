package dev.plinth.engine;

/** A person has interrupted a command of the engine. */
public final class InterruptionException extends EngineException {

    private static final long serialVersionUID = 1L;

    /**
     * Creates the exception.
     *
     * @param message the state of the command, and the next step
     */
    public InterruptionException(String message) {
        super(message);
    }
}
