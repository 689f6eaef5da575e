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
 * Workspace, simulator and temporary files of an open stack: in the cloud, in the simulator, or of a snapshot.
 *
 * @param workspace the directory and environment of the engine
 * @param simulator the simulator; null for the real cloud
 * @param functions answers to the provider functions that the program calls
 * @param snapshot the snapshot that replaces the stack, if any
 * @param temporary the directory of the session's temporary files
 */
record SessionResources(
        Workspace workspace,
        @Nullable Simulator simulator,
        FunctionAnswers functions,
        Optional<Snapshot> snapshot,
        TemporaryDirectory temporary) {

    /** Returns the resources of a stack in the cloud or in the simulator. */
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

    /** Returns the resources of a snapshot, in the temporary directory. */
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

    void close() {
        if (simulator != null) {
            simulator.close();
        }
        temporary.close();
    }
}
