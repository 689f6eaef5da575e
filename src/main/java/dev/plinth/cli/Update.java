package dev.plinth.cli;

import dev.plinth.operation.Approvals;
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
     * @param approvals what of the change was said yes to
     * @param prepare what happens to the opened stack first
     * @return the exit code
     */
    static int run(
            Terminal terminal,
            StackArguments arguments,
            String verb,
            @Nullable String question,
            Approvals approvals,
            Consumer<StackSession> prepare) {
        try (TerminalProgress progress = new TerminalProgress(terminal);
                StackSession session = arguments.open(progress)) {
            prepare.accept(session);
            StackSession.Preview preview = session.plan(approvals);
            progress.end();
            Report report = new Report(terminal);
            if (!arguments.common.json) {
                report.preview(preview);
            }
            if (preview.isBlocking()) {
                String next = preview.policy()
                        .approval(arguments.command(verb))
                        .map(command -> "\nnext: change the program, or approve with\n  " + command)
                        .orElse("");
                return report.refused(arguments, preview.policy(), preview.refusal() + next);
            }
            if (question != null && !terminal.confirm(question, arguments.stack)) {
                return report.refused(
                        arguments,
                        preview.policy(),
                        "nobody confirmed; nothing was changed. Use --yes where nobody can answer");
            }
            StackSession.Result result = session.up(preview);
            progress.end();
            return report.result(verb, arguments, result);
        }
    }
}
