package dev.plinth.cli.stack;

import dev.plinth.cli.options.StackArguments;
import dev.plinth.cli.terminal.Terminal;
import dev.plinth.operation.session.Preview;
import dev.plinth.operation.session.PreviewRequest;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code plinth unprotect}: lifts deletion protection, so that a stack can be destroyed. */
@Command(
        name = "unprotect",
        description =
                "Remove deletion protection in Pulumi and in the cloud from all resources of a stack, to allow a destroy. "
                        + "Nothing is deleted. The next `plinth up` restores it.",
        footerHeading = "%nExamples:%n",
        footer = {"  plinth unprotect production --simulate", "  plinth up production        protects everything again"
        })
public final class UnprotectCommand implements Callable<Integer> {

    private final Terminal terminal;

    @Mixin
    StackArguments arguments = new StackArguments();

    @Option(
            names = {"-y", "--yes"},
            description = "Skip the confirmation.")
    boolean yes;

    UnprotectCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        String question = "This allows the destruction of " + arguments.stack + ". Continue?";
        return new RecoveredStack(terminal, arguments, yes).run((session, progress) -> {
            Preview preview =
                    session.preview(PreviewRequest.DEFAULT.keepingPlan().liftingProtection());
            return new UpdateDialog(
                            terminal, arguments, "unprotect", yes ? null : question, arguments.command("unprotect"))
                    .apply(session, progress, preview);
        });
    }
}
