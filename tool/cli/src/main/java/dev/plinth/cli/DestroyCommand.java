package dev.plinth.cli;

import dev.plinth.operation.Blockers;
import dev.plinth.operation.StackSession;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code plinth destroy}: deletes everything in a stack, unless something in it is protected. */
@Command(
        name = "destroy",
        description =
                "Delete everything in a stack. Refused, before anything is touched, while something is protected.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  plinth destroy staging --simulate --yes",
            "  plinth unprotect production --simulate && plinth destroy production --simulate"
        })
final class DestroyCommand implements Callable<Integer> {

    private final Terminal terminal;

    @Mixin
    StackArguments arguments = new StackArguments();

    @Option(
            names = {"-y", "--yes"},
            description = "Don't ask. What is protected still refuses.")
    boolean yes;

    DestroyCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        try (TerminalProgress progress = new TerminalProgress(terminal);
                StackSession session = arguments.open(progress)) {
            Report report = new Report(terminal);
            List<Blockers.Blocker> blockers = session.blockers();
            if (!blockers.isEmpty()) {
                return report.refused(
                        arguments,
                        Blockers.refusal(
                                blockers,
                                "`" + arguments.command("unprotect") + "` lifts all of this; then destroy again"));
            }
            List<Blockers.Blocker> filled = session.filled();
            if (!filled.isEmpty()) {
                return report.refused(
                        arguments,
                        Blockers.refusal(
                                filled,
                                "delete the recovery points, or keep the vault in AWS:"
                                        + " CustomResourceOptions.builder().retainOnDelete(true)"));
            }
            progress.end();
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
