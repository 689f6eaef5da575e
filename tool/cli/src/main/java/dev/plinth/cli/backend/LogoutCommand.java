package dev.plinth.cli.backend;

import dev.plinth.cli.terminal.Terminal;
import picocli.CommandLine.Command;

/** {@code plinth logout}: the engine's {@code pulumi logout}. */
@Command(
        name = "logout",
        description = "Log out of the backend. Runs `pulumi logout` of Plinth's engine with the same arguments.",
        footerHeading = "%nExamples:%n",
        footer = {"  plinth logout", "  plinth logout --all"})
public final class LogoutCommand extends EngineCommand {

    LogoutCommand(Terminal terminal) {
        super(terminal, "logout");
    }
}
