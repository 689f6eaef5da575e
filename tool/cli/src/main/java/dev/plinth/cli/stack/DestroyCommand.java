package dev.plinth.cli.stack;

import dev.plinth.cli.options.StackArguments;
import dev.plinth.cli.terminal.Terminal;
import dev.plinth.operation.session.OperationResult;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code plinth destroy}: deletes everything in a stack, unless something in it is protected. */
@Command(
        name = "destroy",
        description =
                "Delete everything in a stack. Blocked, before anything is changed, by protected resources and by resources"
                        + " that the cloud would not delete.",
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
            description = "Skip the confirmation. Protected resources still stop the command.")
    boolean yes;

    DestroyCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        return new RecoveredStack(terminal, arguments, yes).run((session, progress) -> {
            ResultText text = new ResultText(terminal);
            List<String> obstacles = session.obstaclesToDestroy(arguments.command("unprotect"));
            progress.end();
            if (!obstacles.isEmpty()) {
                return text.refused(arguments, String.join("\n", obstacles));
            }
            session.leftovers().forEach(note -> terminal.say("note: " + note));
            String question =
                    "This deletes every resource of " + arguments.stack + ". Type the stack's name to continue:";
            if (!yes && !terminal.confirm(question, arguments.stack)) {
                return text.refused(arguments, ResultText.NOT_CONFIRMED);
            }
            OperationResult result = session.destroy();
            progress.end();
            return text.result("destroy", arguments, result);
        });
    }
}
