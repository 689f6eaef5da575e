package dev.plinth.cli.stack;

import dev.plinth.cli.options.StackArguments;
import dev.plinth.cli.terminal.Terminal;
import dev.plinth.cli.terminal.TerminalProgress;
import dev.plinth.cli.text.PreviewText;
import dev.plinth.operation.Commit;
import dev.plinth.operation.Project;
import dev.plinth.operation.policy.Approvals;
import dev.plinth.operation.rollback.UpdateHistory;
import dev.plinth.operation.rollback.UpdateRecord;
import dev.plinth.operation.session.StackSession;
import java.time.Clock;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The way of every update: preview, judge by the policies, ask, and apply that very plan. */
public final class Update {

    private final Terminal terminal;
    private final StackArguments arguments;
    private final String verb;
    private final @Nullable String question;
    private final String approving;

    /**
     * Prepares an update.
     *
     * @param terminal where it prints
     * @param arguments the stack
     * @param verb the command that is run
     * @param question what a person is asked, to be answered with the stack's name; null when nobody is to be asked
     * @param approving the command that takes approvals of what is refused
     */
    public Update(
            Terminal terminal, StackArguments arguments, String verb, @Nullable String question, String approving) {
        this.terminal = terminal;
        this.arguments = arguments;
        this.verb = verb;
        this.question = question;
        this.approving = approving;
    }

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
    public static int run(
            Terminal terminal,
            StackArguments arguments,
            String verb,
            @Nullable String question,
            Approvals approvals,
            Consumer<StackSession> prepare) {
        try (TerminalProgress progress = new TerminalProgress(terminal);
                StackSession session = arguments.open(progress)) {
            prepare.accept(session);
            Optional<Integer> refused = RecoverCommand.first(terminal, arguments, session, progress, question == null);
            if (refused.isPresent()) {
                return refused.get();
            }
            StackSession.Preview preview = session.plan(approvals);
            return new Update(terminal, arguments, verb, question, arguments.command(verb))
                    .apply(session, progress, preview);
        }
    }

    /**
     * Applies a plan, once it has passed the gates and somebody has said yes.
     *
     * @param session the opened stack
     * @param progress what shows how far it is
     * @param preview the preview that kept the plan
     * @return the exit code
     */
    public int apply(StackSession session, TerminalProgress progress, StackSession.Preview preview) {
        progress.end();
        ResultText report = new ResultText(terminal);
        if (!arguments.common.json) {
            new PreviewText(terminal, false).print(preview.report());
        }
        if (preview.isBlocking()) {
            String next = preview.approval(approving)
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
        Project project = arguments.project();
        UpdateHistory history = new UpdateHistory(project, arguments.stack, arguments.simulate);
        Optional<UpdateRecord> record = leadsBack(preview, history)
                ? Optional.of(history.begin(
                        session.stackFile(), session.state(), Commit.of(project.folder()), verb, Clock.systemUTC()))
                : Optional.empty();
        StackSession.Result result = session.up(preview);
        record.ifPresent(begun -> history.end(begun, result.succeeded()));
        progress.end();
        return report.result(verb, arguments, result);
    }

    /** The configuration with its protection lifted is nothing to return to, and what changes nothing needs no way back. */
    private boolean leadsBack(StackSession.Preview preview, UpdateHistory history) {
        boolean changes =
                !preview.plan().changes().isEmpty() || history.updates().isEmpty();
        return changes && !verb.equals("unprotect");
    }
}
