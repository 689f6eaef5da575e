package dev.plinth.cli.stack;

import dev.plinth.cli.options.StackArguments;
import dev.plinth.cli.terminal.Terminal;
import dev.plinth.cli.terminal.TerminalProgress;
import dev.plinth.operation.deletion.Blockers;
import dev.plinth.operation.deletion.DeletionRefusal;
import dev.plinth.operation.session.StackSession;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code plinth destroy}: deletes everything in a stack, unless something in it is protected. */
@Command(
        name = "destroy",
        description =
                "Delete everything in a stack. Refused, before anything is touched, while something is protected or the cloud"
                        + " refuses to delete something.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  plinth destroy staging --simulate --yes",
            "  plinth unprotect production --simulate && plinth destroy production --simulate"
        })
public final class DestroyCommand implements Callable<Integer> {

    private final Terminal terminal;

    @Mixin
    StackArguments arguments = new StackArguments();

    @Option(
            names = {"-y", "--yes"},
            description = "Don't ask. What is protected, or can't be deleted, still stops the command.")
    boolean yes;

    DestroyCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        try (TerminalProgress progress = new TerminalProgress(terminal);
                StackSession session = arguments.open(progress)) {
            ResultText report = new ResultText(terminal);
            Optional<Integer> refused = RecoverCommand.first(terminal, arguments, session, progress, yes);
            if (refused.isPresent()) {
                return refused.get();
            }
            String unprotect = arguments.command("unprotect");
            List<String> reasons = new ArrayList<>();
            List<Blockers.Blocker> blockers = session.blockers();
            if (!blockers.isEmpty()) {
                reasons.add(Blockers.refusal(blockers, "`" + unprotect + "` lifts all of this; then destroy again"));
            }
            // What is protected is named once.
            List<DeletionRefusal> refusals = session.refusals().stream()
                    .filter(refusal -> !refusal.lifted()
                            || blockers.stream()
                                    .noneMatch(blocker -> blocker.urn().equals(refusal.urn())))
                    .toList();
            if (!refusals.isEmpty()) {
                reasons.add(DeletionRefusal.words(refusals, unprotect));
            }
            progress.end();
            if (!reasons.isEmpty()) {
                return report.refused(arguments, String.join("\n", reasons));
            }
            session.leftovers().forEach(note -> terminal.err().println("note: " + note));
            if (!yes
                    && !terminal.confirm(
                            "This deletes every resource of " + arguments.stack + ". Type the stack's name to go on:",
                            arguments.stack)) {
                return report.refused(
                        arguments, "nobody confirmed; nothing was changed. Use --yes where nobody can answer");
            }
            StackSession.Result result = session.destroy();
            progress.end();
            return report.result("destroy", arguments, result);
        }
    }
}
