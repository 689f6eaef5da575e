package dev.plinth.cli.simulator;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.plinth.cli.options.CommonOptions;
import dev.plinth.cli.options.ExitCode;
import dev.plinth.cli.options.UsageException;
import dev.plinth.cli.terminal.Terminal;
import dev.plinth.engine.Workspace;
import dev.plinth.simulator.SimulatedResource;
import dev.plinth.simulator.Simulator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code plinth simulator}: inspects, changes, resets and serves the simulator. */
@Command(
        name = "simulator",
        description = "Inspect, change, reset or serve the simulator.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            SimulatorCommand.ListResources.class,
            SimulatorStatusCommand.class,
            SimulatorCommand.Set.class,
            SimulatorAdvanceCommand.class,
            SimulatorAnswerCommand.class,
            SimulatorBackupCommand.class,
            SimulatorFaultCommand.class,
            SimulatorRestoreTestCommand.class,
            SimulatorCommand.Reset.class,
            SimulatorCommand.Serve.class
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  plinth simulator list --type 'aws:rds/*'",
            "  plinth simulator set database-instance multiAz false",
            "  plinth simulator advance 8d",
            "  plinth simulator serve"
        })
public final class SimulatorCommand {

    @Mixin
    CommonOptions common = new CommonOptions();

    private SimulatorCommand() {}

    /** {@code plinth simulator list}. */
    @Command(
            name = "list",
            description = "List the resources in the simulator.",
            footerHeading = "%nExamples:%n",
            footer = {"  plinth simulator list", "  plinth simulator list --type 'aws:s3/*' --json"})
    static final class ListResources implements Callable<Integer> {

        private final Terminal terminal;

        @Option(names = "--type", paramLabel = "GLOB", description = "Only types that match, such as 'aws:ec2/*'.")
        String type = "*";

        @Mixin
        DatabaseOption database = new DatabaseOption();

        @Mixin
        CommonOptions common = new CommonOptions();

        ListResources(Terminal terminal) {
            this.terminal = terminal;
        }

        @Override
        public Integer call() {
            String regex = type.replace(".", "\\.").replace("*", ".*");
            try (Simulator simulator = Simulator.open(database.file(common))) {
                List<SimulatedResource> resources = simulator.list().stream()
                        .filter(resource -> resource.type().matches(regex))
                        .toList();
                if (common.json) {
                    terminal.json(new ObjectMapper().valueToTree(resources));
                } else {
                    resources.forEach(resource -> terminal.out()
                            .printf(
                                    "%-14s %-52s %-34s %s%n",
                                    resource.region(), resource.type(), resource.name(), resource.id()));
                    terminal.say(resources.size() + " resources");
                }
            }
            return ExitCode.OK;
        }
    }

    /** {@code plinth simulator set}. */
    @Command(
            name = "set",
            description = "Change a property of a simulated resource outside Pulumi, to create drift.",
            footerHeading = "%nExamples:%n",
            footer = {
                "  plinth simulator set database-instance backupRetentionPeriod 1",
                "  plinth simulator set sg-0a1b2c3d4e5f60718 tags.Name changed"
            })
    static final class Set implements Callable<Integer> {

        private final Terminal terminal;

        @Parameters(
                index = "0",
                paramLabel = "RESOURCE",
                description = "Its id, its URN, or its logical name when only one resource has it.")
        String resource = "";

        @Parameters(index = "1", paramLabel = "PATH", description = "The property, such as tags.Name.")
        String path = "";

        @Parameters(index = "2", paramLabel = "VALUE", description = "A JSON value, or a string.")
        String value = "";

        @Mixin
        DatabaseOption database = new DatabaseOption();

        @Mixin
        CommonOptions common = new CommonOptions();

        Set(Terminal terminal) {
            this.terminal = terminal;
        }

        @Override
        public Integer call() {
            try (Simulator simulator = Simulator.open(database.file(common))) {
                List<SimulatedResource> named = simulator.list().stream()
                        .filter(candidate -> candidate.name().equals(resource))
                        .toList();
                if (named.size() > 1) {
                    throw new UsageException("RESOURCE " + resource + " is ambiguous: " + named.size()
                            + " resources have this name; expected an id or URN from `plinth simulator list`");
                }
                String target = named.isEmpty() ? resource : named.get(0).urn();
                simulator.set(target, path, value);
                terminal.say(resource + ": " + path + " is now " + value
                        + "; `plinth refresh STACK --simulate --preview-only` detects it");
            } catch (IllegalArgumentException e) {
                throw new UsageException(String.valueOf(e.getMessage()));
            }
            return ExitCode.OK;
        }
    }

    /** {@code plinth simulator reset}. */
    @Command(
            name = "reset",
            description = "Delete all simulated resources and stacks. Real stacks are not changed. "
                    + "With --database, reset only that file.",
            footerHeading = "%nExamples:%n",
            footer = "  plinth simulator reset --yes")
    static final class Reset implements Callable<Integer> {

        private final Terminal terminal;

        @Option(
                names = {"-y", "--yes"},
                description = "Skip the confirmation.")
        boolean yes;

        @Mixin
        DatabaseOption database = new DatabaseOption();

        @Mixin
        CommonOptions common = new CommonOptions();

        Reset(Terminal terminal) {
            this.terminal = terminal;
        }

        @Override
        public Integer call() {
            if (!yes
                    && !terminal.confirm(
                            "This deletes every simulated resource and stack. Type reset to continue:", "reset")) {
                terminal.say("not confirmed; nothing was changed. Use --yes in a non-interactive session");
                return ExitCode.FINDINGS;
            }
            Simulator.reset(database.file(common));
            if (!database.isGiven()) {
                Workspace.forgetSimulatedStacks(common.projectFolder());
            }
            terminal.say("the simulator is empty");
            return ExitCode.OK;
        }
    }

    /** {@code plinth simulator serve}. */
    @Command(
            name = "serve",
            description = "Serve the simulator to Pulumi programs in any language, until stopped. "
                    + "Prints the value for PULUMI_DEBUG_PROVIDERS as the first line of standard output.",
            footerHeading = "%nExamples:%n",
            footer = {
                "  plinth simulator serve > address &",
                "  export PULUMI_DEBUG_PROVIDERS=$(head -1 address)",
                "  PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION=true pulumi up"
            })
    static final class Serve implements Callable<Integer> {

        private final Terminal terminal;

        @Mixin
        DatabaseOption database = new DatabaseOption();

        @Mixin
        CommonOptions common = new CommonOptions();

        Serve(Terminal terminal) {
            this.terminal = terminal;
        }

        @Override
        public Integer call() throws InterruptedException {
            try (Simulator simulator = Simulator.open(database.file(common))) {
                simulator.start();
                String providers = simulator.debugProviders();
                terminal.out().println(providers);
                terminal.say(
                        "serving the simulator; set PULUMI_DEBUG_PROVIDERS=" + providers + " and press Ctrl-C to stop");
                CountDownLatch stopped = new CountDownLatch(1);
                Runtime.getRuntime().addShutdownHook(new Thread(stopped::countDown, "plinth-stop-simulator"));
                stopped.await();
            }
            return ExitCode.OK;
        }
    }
}
