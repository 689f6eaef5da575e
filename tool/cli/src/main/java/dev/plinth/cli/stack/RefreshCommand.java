package dev.plinth.cli.stack;

import dev.plinth.cli.options.StackArguments;
import dev.plinth.cli.terminal.Terminal;
import dev.plinth.cli.terminal.TerminalProgress;
import dev.plinth.model.Step;
import dev.plinth.operation.session.StackSession;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code plinth refresh}: finds what was changed in the cloud behind Pulumi's back. */
@Command(
        name = "refresh",
        description = "Find what was changed in the cloud behind Pulumi's back, and take it over into the state.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  plinth refresh production --preview-only   exit 1 when there is drift; the state stays as it is",
            "  plinth refresh staging --simulate --yes    take the drift over into the state"
        })
public final class RefreshCommand implements Callable<Integer> {

    private final Terminal terminal;

    @Mixin
    StackArguments arguments = new StackArguments();

    @Option(
            names = "--preview-only",
            description =
                    "Only look: the state stays as it is. Exit 1 when there is drift; what AWS changes as the stack"
                            + " configures it, such as desiredCount by autoscaling, is shown and is no drift.")
    boolean previewOnly;

    @Option(
            names = {"-y", "--yes"},
            description = "Don't ask before the state is changed.")
    boolean yes;

    RefreshCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        try (TerminalProgress progress = new TerminalProgress(terminal);
                StackSession session = arguments.open(progress)) {
            if (!previewOnly) {
                Optional<Integer> refused = RecoverCommand.first(terminal, arguments, session, progress, yes);
                if (refused.isPresent()) {
                    return refused.get();
                }
            }
            StackSession.Result seen = session.refresh();
            progress.end();
            List<Step> drift = seen.drift();
            ResultText report = new ResultText(terminal);
            boolean accepts =
                    !drift.isEmpty() || (yes && seen.expected().stream().anyMatch(change -> !change.undone()));
            if (previewOnly || !seen.succeeded() || !accepts) {
                return report.drift(arguments, seen, drift);
            }
            report.driftTable(arguments, seen, drift);
            if (!yes && !terminal.confirm("Type the stack's name to take this over into the state:", arguments.stack)) {
                return report.refused(
                        arguments, "nobody confirmed; the state stays as it was. Use --yes where nobody can answer");
            }
            StackSession.Result result = session.refresh(seen);
            progress.end();
            return report.result("refresh", arguments, result);
        }
    }
}
