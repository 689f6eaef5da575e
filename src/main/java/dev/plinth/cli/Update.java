package dev.plinth.cli;

import dev.plinth.operation.StackSession;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The way of every update: preview, judge by the policies, ask, and apply that very plan. */
final class Update {

    private Update() {}

    /**
     * Updates a stack.
     *
     * @param terminal where it prints
     * @param arguments the stack
     * @param verb the command that is run
     * @param question what a person is asked, to be answered with the stack's name; null when nobody is to be asked
     * @param prepare what happens to the opened stack first
     * @return the exit code
     */
    static int run(
            Terminal terminal,
            StackArguments arguments,
            String verb,
            @Nullable String question,
            Consumer<StackSession> prepare) {
        try (TerminalProgress progress = new TerminalProgress(terminal);
                StackSession session = arguments.open(progress)) {
            prepare.accept(session);
            StackSession.Preview preview = session.plan();
            progress.end();
            Report report = new Report(terminal);
            if (!arguments.common.json) {
                report.preview(preview);
            }
            if (preview.policy().isBlocking()) {
                return report.refused(arguments, preview.policy().refusal());
            }
            if (question != null && !terminal.confirm(question, arguments.stack)) {
                return report.refused(
                        arguments, "nobody confirmed; nothing was changed. Use --yes where nobody can answer");
            }
            StackSession.Result result = session.up(preview);
            progress.end();
            return report.result(verb, arguments, result);
        }
    }
}
