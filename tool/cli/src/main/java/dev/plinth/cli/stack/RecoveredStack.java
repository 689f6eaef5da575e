package dev.plinth.cli.stack;

import dev.plinth.cli.options.StackArguments;
import dev.plinth.cli.terminal.Terminal;
import dev.plinth.cli.terminal.TerminalProgress;
import dev.plinth.operation.recovery.Recovery;
import dev.plinth.operation.session.StackSession;
import java.util.Optional;
import java.util.function.Function;

/**
 * Opens a stack for a command that changes it, and first repairs the state after an interrupted update.
 *
 * @param terminal the terminal
 * @param arguments the stack
 * @param yes whether nobody is asked
 */
record RecoveredStack(Terminal terminal, StackArguments arguments, boolean yes) {

    /** Work with an opened stack. */
    interface Work {
        /** Does the work, and returns the exit code. */
        int run(StackSession session, TerminalProgress progress);
    }

    /** Opens the stack, recovers it and does the work; returns the exit code. */
    int run(Work work) {
        return run(arguments::open, work);
    }

    /** Opens the stack in another way, recovers it and does the work; returns the exit code. */
    int run(Function<TerminalProgress, StackSession> opening, Work work) {
        try (TerminalProgress progress = new TerminalProgress(terminal);
                StackSession session = opening.apply(progress)) {
            Optional<Integer> stopped = recover(session, progress, session.recovery());
            return stopped.isPresent() ? stopped.get() : work.run(session, progress);
        }
    }

    /** Repairs the state; returns the exit code where the command must stop. */
    Optional<Integer> recover(StackSession session, TerminalProgress progress, Recovery found) {
        if (found.isEmpty()) {
            return Optional.empty();
        }
        progress.end();
        terminal.say("an update of " + arguments.stack + " was interrupted:");
        found.lines().forEach(line -> terminal.say("  " + line));
        ResultText text = new ResultText(terminal);
        if (!found.undecided().isEmpty()) {
            return Optional.of(text.refused(
                    arguments,
                    "some resources may have been created; look each up in the cloud\nnext: `"
                            + arguments.command("recover") + " --id NAME=ID` or `--not-created NAME`"));
        }
        if (!yes && !terminal.confirm("Type the stack's name to repair its state:", arguments.stack)) {
            return Optional.of(text.refused(
                    arguments,
                    "not confirmed; nothing was changed. Run `" + arguments.command("recover")
                            + "`, or use --yes in a non-interactive session"));
        }
        session.recover(found);
        return Optional.empty();
    }
}
