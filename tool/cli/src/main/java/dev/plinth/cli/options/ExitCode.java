package dev.plinth.cli.options;

import dev.plinth.cli.terminal.Terminal;
import java.util.Optional;

/** The exit codes of every command. */
public final class ExitCode {

    /** Success, no issues. */
    public static final int OK = 0;

    /** Findings: a policy violation, a blocked change, drift, a failed check. */
    public static final int FINDINGS = 1;

    /** Wrong usage or configuration. */
    public static final int USAGE = 2;

    /** The engine, a provider or the cloud failed, or the output could not be written. */
    public static final int FAILURE = 3;

    /** The reader of the standard output ended: that of a process that the signal SIGPIPE ends, such as git. */
    public static final int CLOSED_PIPE = 141;

    private ExitCode() {}

    /**
     * Returns the exit code of a command whose output may be incomplete, and reports why it is.
     *
     * @param terminal the output
     * @param exitCode the command's result
     */
    public static int of(Terminal terminal, int exitCode) {
        Optional<Terminal.OutputFailure> failure = terminal.failure();
        if (failure.isEmpty()) {
            return exitCode;
        }
        if (failure.get().closedPipe()) {
            return exitCode == OK ? CLOSED_PIPE : exitCode;
        }
        terminal.say(
                "error: cannot write to the standard output: " + failure.get().message());
        return FAILURE;
    }
}
