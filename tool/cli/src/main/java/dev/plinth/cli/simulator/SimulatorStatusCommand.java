package dev.plinth.cli.simulator;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.plinth.cli.options.CommonOptions;
import dev.plinth.cli.options.ExitCode;
import dev.plinth.cli.terminal.Terminal;
import dev.plinth.simulator.Simulator;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code plinth simulator status}. */
@Command(
        name = "status",
        description = "Show the simulated time, and how many resources the simulator has.",
        footerHeading = "%nExamples:%n",
        footer = {"  plinth simulator status", "  plinth simulator status --json"})
final class SimulatorStatusCommand implements Callable<Integer> {

    private final Terminal terminal;

    @Mixin
    DatabaseOption database = new DatabaseOption();

    @Mixin
    CommonOptions common = new CommonOptions();

    SimulatorStatusCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        Path file = database.file(common);
        try (Simulator simulator = Simulator.open(file)) {
            Duration advanced = Duration.between(Simulator.START, simulator.now());
            int resources = simulator.list().size();
            if (common.json) {
                terminal.json(new ObjectMapper()
                        .createObjectNode()
                        .put("database", file.toString())
                        .put("time", simulator.now().toString())
                        .put("advancedHours", advanced.toHours())
                        .put("resources", resources));
            } else {
                terminal.out()
                        .printf(
                                "simulated time  %s UTC, advanced by %d days and %d hours%nresources       %d%ndatabase        %s%n",
                                SimulatorAdvanceCommand.shown(simulator.now()),
                                advanced.toDays(),
                                advanced.toHoursPart(),
                                resources,
                                file);
            }
        }
        return ExitCode.OK;
    }
}
