package dev.plinth.cli.stack;

import dev.plinth.cli.options.StackArguments;
import dev.plinth.cli.terminal.Terminal;
import dev.plinth.cli.terminal.TerminalProgress;
import dev.plinth.cli.text.PreviewText;
import dev.plinth.operation.rollback.RecordedUpdate;
import dev.plinth.operation.session.OperationResult;
import dev.plinth.operation.session.Preview;
import dev.plinth.operation.session.StackSession;
import org.jspecify.annotations.Nullable;

/**
 * Dialog of an update: prints the preview, asks, applies the plan and prints the result.
 *
 * @param terminal the terminal
 * @param arguments the stack
 * @param verb the command
 * @param question the question, such as {@code Apply this to staging?}; null when nobody is asked
 * @param approving the command that takes approvals of a blocked change
 */
record UpdateDialog(
        Terminal terminal, StackArguments arguments, String verb, @Nullable String question, String approving) {

    /**
     * Applies the plan of a preview once it is confirmed.
     *
     * @param session the opened stack
     * @param progress the progress bar
     * @param preview a preview that kept its plan
     * @return the exit code
     */
    int apply(StackSession session, TerminalProgress progress, Preview preview) {
        progress.end();
        ResultText text = new ResultText(terminal);
        if (!arguments.common.json) {
            new PreviewText(terminal, false).print(preview.report());
        }
        if (preview.isBlocking()) {
            String next = preview.approval(approving)
                    .map(command -> "\nnext: change the program, or approve with\n  " + command)
                    .orElse("");
            return text.refused(arguments, preview.policy(), preview.refusal() + next);
        }
        boolean confirmed = question == null
                || new Confirmation(terminal, arguments, byName(session))
                        .isGiven(question, preview.report(), () -> new PreviewText(terminal, true)
                                .print(preview.report()));
        if (!confirmed) {
            return text.refused(arguments, preview.policy(), ResultText.NOT_CONFIRMED);
        }
        OperationResult result = new RecordedUpdate(
                        arguments.project(), arguments.stack, arguments.simulate, verb, progress, arguments.clock())
                .apply(session, preview);
        progress.end();
        return text.result(verb, arguments, result);
    }

    /** Removing the protection of production needs more than one key. */
    private boolean byName(StackSession session) {
        return verb.equals("unprotect") && session.definition().settings().isProduction();
    }
}
