package dev.plinth.cli.simulator;

import dev.plinth.cli.options.CommonOptions;
import dev.plinth.cli.options.ExitCode;
import dev.plinth.cli.options.UsageException;
import dev.plinth.cli.terminal.Terminal;
import dev.plinth.simulator.Simulator;
import dev.plinth.simulator.fault.Fault;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code plinth simulator fault}. */
@Command(
        name = "fault",
        description = "Inject a fault into the simulator: affects the next matching operations. "
                + "THROTTLE: the service throttles until the provider gives up. DELAY: the operation takes longer. "
                + "PARTIAL_CREATE: a resource fails while it starts. CRASH: the provider crashes before it responds. "
                + "FAILED_DEPLOYMENT: the new tasks of an ECS service fail their health checks. "
                + "FAULTY_VERSION: the new tasks of an ECS service answer requests with errors. "
                + "For a migration: FAILED_DEPLOYMENT fails its task, FAULTY_VERSION its verification.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  plinth simulator fault FAILED_DEPLOYMENT --name api-service",
            "  plinth simulator fault DELAY --type 'aws:rds/*' --delay PT20S",
            "  plinth simulator fault THROTTLE --operation create --times 3"
        })
final class SimulatorFaultCommand implements Callable<Integer> {

    private final Terminal terminal;

    @Parameters(index = "0", paramLabel = "KIND", description = "One of ${COMPLETION-CANDIDATES}.")
    Fault.Kind kind = Fault.Kind.THROTTLE;

    @Option(
            names = "--operation",
            paramLabel = "GLOB",
            description = "Only operations that match: create, read, update, delete. All by default.")
    String operation = "*";

    @Option(names = "--type", paramLabel = "GLOB", description = "Only types that match, such as 'aws:rds/*'.")
    String type = "*";

    @Option(names = "--name", paramLabel = "GLOB", description = "Only logical names that match.")
    String name = "*";

    @Option(
            names = "--times",
            paramLabel = "NUMBER",
            description = "Number of affected operations, at least 1. Default: ${DEFAULT-VALUE}.")
    int times = 1;

    @Option(
            names = "--delay",
            paramLabel = "DURATION",
            description = "Duration of DELAY, such as PT20S. Default: ${DEFAULT-VALUE}.")
    Duration delay = Duration.ofSeconds(10);

    @Mixin
    DatabaseOption database = new DatabaseOption();

    @Mixin
    CommonOptions common = new CommonOptions();

    SimulatorFaultCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        Fault fault;
        try {
            Duration wait = kind == Fault.Kind.DELAY ? delay : Duration.ZERO;
            String verb = kind == Fault.Kind.PARTIAL_CREATE ? "create" : operation;
            fault = new Fault(0, kind, verb, type, name, times, wait);
        } catch (IllegalArgumentException e) {
            throw new UsageException("--" + e.getMessage());
        }
        try (Simulator simulator = Simulator.open(database.file(common))) {
            simulator.inject(fault);
        }
        terminal.say("injected " + kind + "; `plinth simulator reset` removes it with everything else");
        return ExitCode.OK;
    }
}
