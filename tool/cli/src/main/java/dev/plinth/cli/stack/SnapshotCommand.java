package dev.plinth.cli.stack;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.plinth.cli.options.ExitCode;
import dev.plinth.cli.options.PlinthVersion;
import dev.plinth.cli.options.StackArguments;
import dev.plinth.cli.options.UsageException;
import dev.plinth.cli.terminal.Terminal;
import dev.plinth.cli.terminal.TerminalProgress;
import dev.plinth.operation.Commit;
import dev.plinth.operation.Project;
import dev.plinth.operation.session.StackSession;
import dev.plinth.operation.snapshot.Snapshot;
import dev.plinth.operation.snapshot.SnapshotFile;
import dev.plinth.operation.snapshot.SnapshotRejectedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code plinth snapshot}: a stack's state without secrets, for previews without credentials. */
@Command(
        name = "snapshot",
        description =
                "Write a stack's state without its secrets, for `plinth preview STACK --snapshot FILE` without credentials, such "
                        + "as for a pull request from a fork. Runs a preview to record the results of provider functions. Nothing is "
                        + "changed. Fails if a value that looks like a secret remains.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  plinth snapshot production --output production.json",
            "  plinth preview production --snapshot production.json",
            "  plinth snapshot staging --simulate --output staging.json",
            "  plinth snapshot production --output production.json --remove 'URN#inputs.userData'"
        })
public final class SnapshotCommand implements Callable<Integer> {

    private final Terminal terminal;

    @Mixin
    StackArguments arguments = new StackArguments();

    @Option(names = "--output", paramLabel = "FILE", required = true, description = "The file to write.")
    Path output = Path.of("");

    @Option(
            names = "--remove",
            paramLabel = "PATH",
            description = {
                "Also remove the value at this path, as printed by the error message. Previews treat it as unknown. Repeatable."
            })
    List<String> remove = List.of();

    SnapshotCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        Path folder = output.toAbsolutePath().getParent();
        if (folder == null || !Files.isDirectory(folder) || Files.isDirectory(output)) {
            throw new UsageException("--output " + output + ": expected a path in an existing directory");
        }
        Project project = arguments.project();
        Snapshot snapshot;
        try (TerminalProgress progress = new TerminalProgress(terminal);
                StackSession session = arguments.open(progress)) {
            Snapshot.Origin origin = new Snapshot.Origin(
                    project.name(),
                    arguments.stack,
                    arguments.clock().instant(),
                    Commit.of(project.folder()).toString(),
                    PlinthVersion.current(),
                    arguments.simulate);
            snapshot = Snapshot.of(origin, session.state(), session.functions(), Set.copyOf(remove));
        } catch (SnapshotRejectedException e) {
            terminal.say("blocked: " + e.getMessage()
                    + "\nnext: mark the value as a secret in the program, or remove it with"
                    + " --remove PATH; no file was written");
            return ExitCode.FINDINGS;
        }
        SnapshotFile.write(output, snapshot);
        int resources = snapshot.state().path("deployment").path("resources").size();
        if (arguments.common.json) {
            terminal.json(JsonNodeFactory.instance
                    .objectNode()
                    .put("file", output.toString())
                    .put("created", snapshot.created().toString())
                    .put("commit", snapshot.commit())
                    .put("resources", resources)
                    .put("functions", snapshot.functions().size())
                    .put("removed", snapshot.removed()));
        }
        terminal.say("written: " + output + ", " + resources + " resources and "
                + snapshot.functions().size() + " answers of functions; " + snapshot.removed()
                + " secrets were removed\nnext: `plinth preview " + arguments.stack + " --snapshot " + output
                + "` previews without credentials");
        return ExitCode.OK;
    }
}
