package dev.plinth.cli.options;

/** A command was given something that it can't use; it exits with 2 and has changed nothing. */
public final class UsageException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public UsageException(String message) {
        super(message);
    }
}
