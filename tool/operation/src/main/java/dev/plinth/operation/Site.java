package dev.plinth.operation;

import dev.plinth.engine.FunctionAnswers;
import dev.plinth.engine.Workspace;
import dev.plinth.operation.snapshot.Snapshot;
import dev.plinth.simulator.Simulator;
import dev.plinth.simulator.invoke.Invokes;
import dev.plinth.simulator.value.Values;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Where a session works: on the real cloud, in the embedded one, or on a snapshot.
 *
 * @param workspace where the engine runs
 * @param simulator the embedded cloud; null where the real one answers
 * @param functions what is told of the functions that the program calls
 * @param snapshot the snapshot that stands for the stack, if one does
 */
record Site(
        Workspace workspace, @Nullable Simulator simulator, FunctionAnswers functions, Optional<Snapshot> snapshot) {

    /** A real stack, or one in the embedded cloud. */
    static Site of(Project project, String stack, Path stackFile, boolean simulate) {
        if (!simulate) {
            Workspace workspace = Workspace.real(project.folder(), System.getenv(), plugin());
            return new Site(workspace, null, FunctionAnswers.remembering(), Optional.empty());
        }
        Workspace workspace = Workspace.simulated(project.folder(), stackFile, stack, System.getenv(), plugin());
        return new Site(
                workspace, Simulator.open(workspace.simulatorFile()), FunctionAnswers.remembering(), Optional.empty());
    }

    /** A snapshot, in a temporary folder that {@link #delete} deletes. */
    static Site of(Project project, String stack, Path stackFile, Snapshot snapshot) {
        Path root;
        try {
            root = Files.createTempDirectory("plinth-snapshot");
        } catch (IOException e) {
            throw new UncheckedIOException("no temporary folder can be made", e);
        }
        Workspace workspace =
                Workspace.isolated(root, project.folder(), stackFile, stack, System.getenv(), plugin(), Values.REMOVED);
        return new Site(
                workspace,
                Simulator.standingIn(workspace.simulatorFile(), snapshot::external),
                FunctionAnswers.giving(snapshot.functions(), Invokes::isConstant),
                Optional.of(snapshot));
    }

    private static Path plugin() {
        return Project.policyPack().resolve("plugin");
    }

    /** Deletes the temporary folder that a snapshot's workspace lies in. */
    static void delete(Workspace workspace) {
        Path root = workspace.simulatorFile().toAbsolutePath().getParent();
        if (root == null) {
            return;
        }
        try (Stream<Path> files = Files.walk(root)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the temporary folder " + root + " can't be deleted", e);
        }
    }
}
