package dev.plinth.cli.launch;

/** The project's program does not compile. */
public final class CompilationException extends RuntimeException {

    private static final long serialVersionUID = 1;

    /**
     * Creates the exception.
     *
     * @param message the compiler's errors, each with file, line and cause
     */
    CompilationException(String message) {
        super(message);
    }
}
