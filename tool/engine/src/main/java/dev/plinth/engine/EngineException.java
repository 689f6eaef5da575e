package dev.plinth.engine;

import org.jspecify.annotations.Nullable;

/** The engine, a provider or the cloud failed: the message names the cause and the next step. Commands exit with 3. */
public class EngineException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /**
     * Creates the exception.
     *
     * @param message resource, cause and next step
     */
    public EngineException(String message) {
        this(message, null);
    }

    /**
     * Creates the exception.
     *
     * @param message resource, cause and next step
     * @param cause what was thrown, shown only with {@code --errors}; or null
     */
    public EngineException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
