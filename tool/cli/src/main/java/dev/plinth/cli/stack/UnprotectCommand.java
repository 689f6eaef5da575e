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
        description = {
            "Lift deletion protection from everything in a stack, Pulumi's and the cloud's, so that it can be destroyed.",
            "Nothing is deleted. The next `plinth up` protects all of it again."
        },
        footerHeading = "%nExamples:%n",
        footer = {"  plinth unprotect production --simulate", "  plinth up production        protects everything again"
        })
public final class UnprotectCommand implements Callable<Integer> {

    private final Terminal terminal;

    @Mixin
    StackArguments arguments = new StackArguments();

    @Option(
            names = {"-y", "--yes"},
            description = "Don't ask.")
    boolean yes;

    UnprotectCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        String question = "After this, " + arguments.stack + " can be destroyed. Type its name to go on:";
        return new RecoveredStack(terminal, arguments, yes).run((session, progress) -> {
            Preview preview =
                    session.preview(PreviewRequest.DEFAULT.keepingPlan().liftingProtection());
            return new UpdateDialog(
                            terminal, arguments, "unprotect", yes ? null : question, arguments.command("unprotect"))
                    .apply(session, progress, preview);
        });
    }
}
