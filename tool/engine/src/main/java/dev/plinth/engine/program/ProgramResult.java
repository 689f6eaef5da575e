package dev.plinth.engine.program;

import java.util.Optional;

/**
 * The result of a program's run.
 *
 * @param exitCode 0 when all resources were registered
 * @param failure the exception that the program threw; empty when it threw none, or runs in another process
 * @param output the last lines that another process printed, for the message of a failure; empty for a program in this JVM
 */
public record ProgramResult(int exitCode, Optional<RuntimeException> failure, String output) {

    /** Returns whether the program ended without an error. */
    public boolean succeeded() {
        return exitCode == 0;
    }
}
