package dev.plinth.cli;

/** A command was given something that it can't use; it exits with 2 and has changed nothing. */
final class UsageException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    UsageException(String message) {
        super(message);
    }
}
