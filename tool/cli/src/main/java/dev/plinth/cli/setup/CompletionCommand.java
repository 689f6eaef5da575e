package dev.plinth.cli.setup;

import dev.plinth.cli.options.CommonOptions;
import dev.plinth.cli.options.ExitCode;
import dev.plinth.cli.terminal.Terminal;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code plinth completion}: scripts that complete command lines. */
@Command(
        name = "completion",
        description = "Print a script that completes commands, options, stacks and rules in a shell. "
                + "Stacks are those of the project in --project or the current directory.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  source <(plinth completion bash)",
            "  source <(plinth completion zsh)",
            "  plinth completion fish > ~/.config/fish/completions/plinth.fish"
        })
public final class CompletionCommand implements Callable<Integer> {

    private final Terminal terminal;

    @Parameters(index = "0", paramLabel = "SHELL", description = "The shell: bash, zsh or fish.")
    Shell shell = Shell.BASH;

    @Mixin
    CommonOptions common = new CommonOptions();

    @Spec
    CommandSpec spec = CommandSpec.create();

    /** Shells with programmable completion. */
    enum Shell {
        BASH,
        ZSH,
        FISH;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    CompletionCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        CommandSpec root = spec.root();
        terminal.out()
                .print(
                        shell == Shell.FISH
                                ? new FishCompletion(root).script()
                                : StackCompletion.withStacks(AutoComplete.bash(root.name(), root.commandLine())));
        terminal.out().flush();
        return ExitCode.OK;
    }
}
