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
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code plinth simulator restore-test}. */
@Command(
        name = "restore-test",
        description =
                "Record a restore test, of the simulated time, for each store of a stack that has a recovery point.",
        footerHeading = "%nExamples:%n",
        footer = {"  plinth simulator restore-test staging", "  plinth simulator restore-test staging --failed"})
final class SimulatorRestoreTestCommand implements Callable<Integer> {

    private final Terminal terminal;

    @Parameters(
            index = "0",
            paramLabel = "STACK",
            completionCandidates = StackCandidates.class,
            description = "The stack, such as staging.")
    String stack = "";

    @Option(names = "--failed", description = "Record a failed restore test.")
    boolean failed;

    @Mixin
    DatabaseOption database = new DatabaseOption();

    @Mixin
    CommonOptions common = new CommonOptions();

    SimulatorRestoreTestCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        int count = SimulatedBackups.testRestores(database.file(common), stack, !failed);
        if (count == 0) {
            throw new UsageException("STACK is " + stack
                    + ", which has no recovery point in the simulator; expected a stack that `plinth simulator backup`"
                    + " backed up");
        }
        terminal.say("a restore test of " + count + " stores of " + stack + (failed ? " has failed" : " has passed"));
        return ExitCode.OK;
    }
}
