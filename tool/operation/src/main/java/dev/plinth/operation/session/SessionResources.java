package dev.plinth.operation.session;

import dev.plinth.engine.Workspace;
import dev.plinth.engine.monitor.FunctionAnswers;
import dev.plinth.operation.Project;
import dev.plinth.operation.snapshot.Snapshot;
import dev.plinth.settings.file.TemporaryDirectory;
import dev.plinth.simulator.Simulator;
import dev.plinth.simulator.invoke.Invokes;
import dev.plinth.simulator.value.Values;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where a session works: on the real cloud, in the embedded one, or on a snapshot.
 *
 * @param workspace where the engine runs
 * @param simulator the embedded cloud; null where the real one answers
 * @param functions what is told of the functions that the program calls
 * @param snapshot the snapshot that stands for the stack, if one does
 * @param temporary the directory of the session's temporary files
 */
record SessionResources(
        Workspace workspace,
        @Nullable Simulator simulator,
        FunctionAnswers functions,
        Optional<Snapshot> snapshot,
        TemporaryDirectory temporary) {

    /** A real stack, or one in the embedded cloud. */
    static SessionResources of(Project project, String stack, Path stackFile, boolean simulate) {
        if (!simulate) {
            Workspace workspace = Workspace.real(project.folder(), System.getenv(), plugin());
            return new SessionResources(
                    workspace, null, FunctionAnswers.remembering(), Optional.empty(), TemporaryDirectory.create());
        }
        Workspace workspace = Workspace.simulated(project.folder(), stackFile, stack, System.getenv(), plugin());
        return new SessionResources(
                workspace,
                Simulator.open(workspace.simulatorFile()),
                FunctionAnswers.remembering(),
                Optional.empty(),
                TemporaryDirectory.create());
    }

    /** A snapshot, in the temporary directory. */
    static SessionResources of(Project project, String stack, Path stackFile, Snapshot snapshot) {
        TemporaryDirectory temporary = TemporaryDirectory.create();
        Workspace workspace = Workspace.isolated(
                temporary.path(), project.folder(), stackFile, stack, System.getenv(), plugin(), Values.REMOVED);
        return new SessionResources(
                workspace,
                Simulator.standingIn(workspace.simulatorFile(), snapshot::external),
                FunctionAnswers.giving(snapshot.functions(), Invokes::isConstant),
                Optional.of(snapshot),
                temporary);
    }

    private static Path plugin() {
        return Project.policyPack().resolve("plugin");
    }
}
