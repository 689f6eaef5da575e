package dev.plinth.cli;

import dev.plinth.operation.StackSession;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code plinth up}: previews, gates by the policies, asks, and applies that very plan. */
@Command(
        name = "up",
        description = "Preview, judge by the policies, ask, and apply exactly what was previewed.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  plinth up staging --simulate --yes     build staging in the embedded cloud",
            "  plinth up production                   ask before anything is changed"
        })
final class UpCommand implements Callable<Integer> {

    private final Terminal terminal;

    @Mixin
    StackArguments arguments = new StackArguments();

    @Option(
            names = {"-y", "--yes"},
            description = "Don't ask. A violated policy still refuses the update.")
    boolean yes;

    UpCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        try (TerminalProgress progress = new TerminalProgress(terminal);
                StackSession session = arguments.open(progress)) {
            StackSession.Preview preview = session.plan();
            progress.end();
            Report report = new Report(terminal);
            if (!arguments.common.json) {
                report.preview(preview);
            }
            if (preview.policy().isBlocking()) {
                return report.refused(arguments, preview.policy().refusal());
            }
            if (!yes && !terminal.confirm("Type the stack's name to apply this:", arguments.stack)) {
                return report.refused(
                        arguments, "nobody confirmed; nothing was changed. Use --yes where nobody can answer");
            }
            StackSession.Result result = session.up(preview);
            progress.end();
            return report.result("up", arguments, result);
        }
    }
}
