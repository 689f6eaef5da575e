package dev.plinth.cli.simulator;

import dev.plinth.cli.options.CommonOptions;
import dev.plinth.cli.options.ExitCode;
import dev.plinth.cli.options.StackCandidates;
import dev.plinth.cli.options.UsageException;
import dev.plinth.cli.terminal.Terminal;
import dev.plinth.operation.SimulatedBackups;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code plinth simulator backup}. */
@Command(
        name = "backup",
        description = "Record a recovery point, of the simulated time, for each store of a stack in the simulator.",
        footerHeading = "%nExamples:%n",
        footer = "  plinth simulator backup staging")
final class SimulatorBackupCommand implements Callable<Integer> {

    private final Terminal terminal;

    @Parameters(
            index = "0",
            paramLabel = "STACK",
            completionCandidates = StackCandidates.class,
            description = "The stack, such as staging.")
    String stack = "";

    @Mixin
    DatabaseOption database = new DatabaseOption();

    @Mixin
    CommonOptions common = new CommonOptions();

    SimulatorBackupCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        int count = SimulatedBackups.backUp(database.file(common), stack);
        if (count == 0) {
            throw new UsageException("STACK is " + stack
                    + ", which has no store in the simulator; expected a stack that `plinth up --simulate` made");
        }
        terminal.say(count + " stores of " + stack + " have a new recovery point");
        return ExitCode.OK;
    }
}
