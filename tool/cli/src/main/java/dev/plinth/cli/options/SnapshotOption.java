package dev.plinth.cli.options;

import dev.plinth.operation.Progress;
import dev.plinth.operation.Project;
import dev.plinth.operation.session.PreviewableStack;
import dev.plinth.operation.snapshot.SnapshotFile;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** A snapshot that stands for the stack. */
public final class SnapshotOption {

    @Option(
            names = "--snapshot",
            paramLabel = "FILE",
            description =
                    "Preview against a snapshot from `plinth snapshot STACK --output FILE`, without credentials, login or "
                            + "network. Values that need the cloud are unknown. See docs/previews.md.")
    @Nullable
    public Path file;

    /**
     * Checks the options before anything is run.
     *
     * @throws UsageException when another option can't stand beside it
     */
    public void check(StackArguments arguments, SaveOption save) {
        if (file != null && arguments.simulate) {
            throw new UsageException("--snapshot and --simulate cannot be combined: a snapshot needs no simulator");
        }
        if (file != null && save.isRequested()) {
            throw new UsageException(
                    "--snapshot and --save cannot be combined: a preview against a snapshot cannot be applied");
        }
    }

    /**
     * Opens the stack, or the snapshot that stands for it.
     *
     * @throws dev.plinth.settings.ConfigException when the file is not a snapshot of the stack
     */
    public PreviewableStack open(StackArguments arguments, Progress progress) {
        if (file == null) {
            return arguments.open(progress);
        }
        Project project = arguments.project();
        return arguments.sessions(progress).open(SnapshotFile.read(file, project.name(), arguments.stack));
    }

    /** Returns the option as typed, after a space; empty if it was not used. */
    public String words() {
        return file == null ? "" : " --snapshot " + file;
    }
}
