package dev.plinth.engine.program;

import dev.plinth.model.SourceLocations;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** Registers a stack's resources with a resource monitor: a class in this JVM, or a process in any language. */
public interface Program {

    /**
     * Runs the program to its end.
     *
     * @param run the stack, its configuration, and the monitor and engine to talk to
     * @return its result; completed exceptionally when the program could not be started. Cancelling it ends the program's
     *     processes
     */
    CompletableFuture<ProgramResult> run(ProgramRun run);

    /**
     * Returns the source locations of the resources registered so far; by default none.
     *
     * @param project the project's directory, in which sources are looked for
     */
    default SourceLocations locations(Path project) {
        return SourceLocations.of(Map.of());
    }
}
