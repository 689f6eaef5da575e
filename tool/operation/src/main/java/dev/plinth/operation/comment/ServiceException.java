package dev.plinth.operation.comment;

import org.jspecify.annotations.Nullable;

/** A service refused a request or failed: the message names the cause and the next step. Commands exit with 3. */
public final class ServiceException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public ServiceException(String message) {
        this(message, null);
    }

    public ServiceException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
