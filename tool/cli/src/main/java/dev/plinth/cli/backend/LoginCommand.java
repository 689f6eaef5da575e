package dev.plinth.cli.backend;

import dev.plinth.cli.terminal.Terminal;
import picocli.CommandLine.Command;

/** {@code plinth login}: the engine's {@code pulumi login}. */
@Command(
        name = "login",
        description = "Log in to the backend that keeps the states of real stacks. "
                + "Runs `pulumi login` of Plinth's engine with the same arguments. The simulator needs no login.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  plinth login                               Pulumi Cloud",
            "  plinth login s3://my-states?region=eu-central-1",
            "  plinth login file://~/states"
        })
public final class LoginCommand extends EngineCommand {

    LoginCommand(Terminal terminal) {
        super(terminal, "login");
    }
}
