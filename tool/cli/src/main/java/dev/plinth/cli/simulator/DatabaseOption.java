package dev.plinth.cli.simulator;

import dev.plinth.cli.options.CommonOptions;
import dev.plinth.engine.Workspace;
import dev.plinth.settings.file.PrivateDirectory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** {@code --database}: the file of the simulator that a command reads or changes. */
final class DatabaseOption {

    @Option(
            names = "--database",
            paramLabel = "FILE",
            description = "The simulator's database file. Default: the project's own under .plinth/.")
    @Nullable
    private Path database;

    /** Returns whether the command names a file. */
    boolean isGiven() {
        return database != null;
    }

    /**
     * The named file, or the project's own.
     *
     * @throws UncheckedIOException when the directory of the project's own file can't be created
     */
    Path file(CommonOptions common) {
        Path given = database;
        if (given != null) {
            return given;
        }
        Path file = Workspace.simulatorFile(common.projectFolder());
        try {
            PrivateDirectory.createFor(file);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot create the directory of the simulator: " + file.getParent(), e);
        }
        return file;
    }
}
