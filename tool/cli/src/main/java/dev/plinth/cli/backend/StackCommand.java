package dev.plinth.cli.backend;

import dev.plinth.cli.terminal.Terminal;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code plinth stack}: the stacks of the backend. */
@Command(
        name = "stack",
        description =
                "Create, list, select and remove stacks of the backend. "
                        + "Each runs the command of Plinth's engine with the same arguments. The simulator creates its stacks itself.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {StackCommand.Init.class, StackCommand.Ls.class, StackCommand.Select.class, StackCommand.Rm.class
        },
        footerHeading = "%nExamples:%n",
        footer = {"  plinth stack init production", "  plinth stack ls"})
public final class StackCommand {

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help.")
    boolean help;

    /** {@code plinth stack init}: the engine's {@code pulumi stack init}. */
    @Command(
            name = "init",
            description = "Create a stack in the backend, for real accounts.",
            footerHeading = "%nExamples:%n",
            footer = {
                "  plinth stack init production",
                "  plinth stack init production --secrets-provider awskms://alias/pulumi"
            })
    static final class Init extends EngineCommand {
        Init(Terminal terminal) {
            super(terminal, "stack", "init");
        }
    }

    /** {@code plinth stack ls}: the engine's {@code pulumi stack ls}. */
    @Command(
            name = "ls",
            description = "List the stacks of the project in the backend.",
            footerHeading = "%nExamples:%n",
            footer = {"  plinth stack ls", "  plinth stack ls --json"})
    static final class Ls extends EngineCommand {
        Ls(Terminal terminal) {
            super(terminal, "stack", "ls");
        }
    }

    /** {@code plinth stack select}: the engine's {@code pulumi stack select}. */
    @Command(
            name = "select",
            description = "Select the stack that plain `pulumi` commands use.",
            footerHeading = "%nExamples:%n",
            footer = {"  plinth stack select production"})
    static final class Select extends EngineCommand {
        Select(Terminal terminal) {
            super(terminal, "stack", "select");
        }
    }

    /** {@code plinth stack rm}: the engine's {@code pulumi stack rm}. */
    @Command(
            name = "rm",
            description = "Remove a stack without resources from the backend.",
            footerHeading = "%nExamples:%n",
            footer = {"  plinth stack rm staging", "  plinth stack rm staging --yes --preserve-config"})
    static final class Rm extends EngineCommand {
        Rm(Terminal terminal) {
            super(terminal, "stack", "rm");
        }
    }
}
