package dev.plinth.cli.stack;

import com.fasterxml.jackson.databind.JsonNode;
import dev.plinth.cli.options.ExitCode;
import dev.plinth.cli.options.StackArguments;
import dev.plinth.cli.terminal.Terminal;
import dev.plinth.operation.Progress;
import dev.plinth.operation.session.StackSession;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code plinth outputs}: the addresses and names that a stack gives to its users. */
@Command(
        name = "outputs",
        description = "Print a stack's outputs, such as addresses, names and ids. Secrets are masked.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  plinth outputs staging --simulate",
            "  plinth outputs production --json | jq -r .loadBalancerDnsName"
        })
public final class OutputsCommand implements Callable<Integer> {

    private final Terminal terminal;

    @Mixin
    StackArguments arguments = new StackArguments();

    OutputsCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        try (StackSession session = arguments.open(Progress.NONE)) {
            JsonNode outputs = session.outputs();
            if (arguments.common.json) {
                terminal.json(outputs);
            } else if (outputs.isEmpty()) {
                terminal.say(arguments.stack + " has no outputs; run `" + arguments.command("up") + "` to create them");
            } else {
                new ResultText(terminal).outputs(outputs);
            }
            return ExitCode.OK;
        }
    }
}
