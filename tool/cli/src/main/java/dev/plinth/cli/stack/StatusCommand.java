package dev.plinth.cli.stack;

import dev.plinth.cli.options.DurationConverter;
import dev.plinth.cli.options.ExitCode;
import dev.plinth.cli.options.StackArguments;
import dev.plinth.cli.options.UsageException;
import dev.plinth.cli.terminal.Terminal;
import dev.plinth.cli.text.StatusText;
import dev.plinth.engine.Workspace;
import dev.plinth.model.ResourceGraph;
import dev.plinth.operation.AwsCommand;
import dev.plinth.operation.Progress;
import dev.plinth.operation.Project;
import dev.plinth.operation.StackState;
import dev.plinth.operation.session.StackSession;
import dev.plinth.operation.status.AwsStatusReader;
import dev.plinth.operation.status.SimulatorStatusReader;
import dev.plinth.operation.status.StackStatus;
import dev.plinth.operation.status.StatusReader;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code plinth status}: alarms, metrics, services and databases of a stack. */
@Command(
        name = "status",
        description =
                "Show the state of a stack: alarms with the latest values of their metrics, running tasks and deployments, databases "
                        + "and caches. Reads AWS with the aws command. See docs/status.md.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            " 0:No alarm is firing.",
            " 1:An alarm is firing.",
            " 2:Wrong usage or configuration.",
            " 3:The state, or a part of it, cannot be read."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  plinth status production",
            "  plinth status production --watch --interval 30s",
            "  plinth status staging --simulate --json | jq '.alarms[] | select(.state == \"ALARM\")'"
        })
public final class StatusCommand implements Callable<Integer> {

    private final Terminal terminal;

    @Mixin
    StackArguments arguments = new StackArguments();

    @Option(names = "--all", description = "List all alarms. Default: those not OK, and key metrics.")
    boolean all;

    @Option(names = "--watch", description = "Repeat until interrupted.")
    boolean watch;

    @Option(
            names = "--interval",
            paramLabel = "TIME",
            converter = DurationConverter.class,
            description = "Time between two readings of --watch, such as 30s, the default.")
    @Nullable
    Duration interval;

    @Option(names = "--count", paramLabel = "NUMBER", description = "End --watch after NUMBER readings.")
    @Nullable
    Integer count;

    StatusCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        if (!watch && (interval != null || count != null)) {
            throw new UsageException((interval != null ? "--interval" : "--count") + " requires --watch");
        }
        if (count != null && count < 1) {
            throw new UsageException("--count is " + count + "; expected 1 or more");
        }
        StatusReader reader = reader();
        StackStatus status = show(reader);
        try {
            for (int done = 1; watch && (count == null || done < count); done++) {
                Thread.sleep((interval == null ? Duration.ofSeconds(30) : interval).toMillis());
                status = show(reader);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (status.isFiring()) {
            return ExitCode.FINDINGS;
        }
        return status.gaps().isEmpty() ? ExitCode.OK : ExitCode.FAILURE;
    }

    private StatusReader reader() {
        Project project = arguments.project();
        ResourceGraph state;
        try (StackSession session = arguments.open(Progress.NONE)) {
            state = StackState.graph(project.name(), arguments.stack, session.state());
        }
        if (state.resources().isEmpty()) {
            throw new UsageException(
                    arguments.stack + " has no resources; next: run `" + arguments.command("up") + "`");
        }
        return arguments.simulate
                ? new SimulatorStatusReader(Workspace.simulatorFile(project.folder()), state)
                : new AwsStatusReader(state, new AwsCommand(project.folder()), arguments.clock());
    }

    private StackStatus show(StatusReader reader) {
        StackStatus status = reader.read();
        if (arguments.common.json) {
            terminal.json(status.toJson(arguments.stack));
        } else {
            new StatusText(terminal).print(arguments.stack, status, all);
        }
        status.gaps().forEach(gap -> terminal.say("unknown: " + gap));
        return status;
    }
}
