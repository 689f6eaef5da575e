package dev.plinth.cli.stack;

import dev.plinth.cli.options.StackArguments;
import dev.plinth.cli.terminal.Terminal;
import dev.plinth.cli.terminal.TerminalProgress;
import dev.plinth.operation.session.OperationResult;
import dev.plinth.operation.session.StackSession;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code plinth refresh}: detects changes that were made in the cloud outside Pulumi. */
@Command(
        name = "refresh",
        description = "Detect drift, and update the state from the cloud.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  plinth refresh production --preview-only   detect drift only; exit 1 when there is any",
            "  plinth refresh staging --simulate --yes    detect drift and update the state"
        })
public final class RefreshCommand implements Callable<Integer> {

    private final Terminal terminal;

    @Mixin
    StackArguments arguments = new StackArguments();

    @Option(
            names = "--preview-only",
            description =
                    "Detect drift without updating the state. Exit 1 when there is drift; changes that AWS makes as"
                            + " configured, such as desiredCount by autoscaling, are shown but are not drift.")
    boolean previewOnly;

    @Option(
            names = {"-y", "--yes"},
            description = "Skip the confirmation.")
    boolean yes;

    RefreshCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        if (!previewOnly) {
            return new RecoveredStack(terminal, arguments, yes).run(this::refresh);
        }
        try (TerminalProgress progress = new TerminalProgress(terminal);
                StackSession session = arguments.open(progress)) {
            return refresh(session, progress);
        }
    }

    private int refresh(StackSession session, TerminalProgress progress) {
        OperationResult compared = session.refresh();
        progress.end();
        ResultText text = new ResultText(terminal);
        boolean updates = !compared.drift().isEmpty()
                || (yes && compared.expected().stream().anyMatch(change -> !change.undone()));
        if (previewOnly || !compared.succeeded() || !updates) {
            return text.drift(arguments, compared);
        }
        text.driftTable(arguments, compared);
        if (!yes && !terminal.confirm("Type the stack's name to update its state:", arguments.stack)) {
            return text.refused(
                    arguments, "not confirmed; the state was not changed. Use --yes in a non-interactive session");
        }
        OperationResult result = session.refresh(compared);
        progress.end();
        return text.result("refresh", arguments, result);
    }
}
