package dev.plinth.operation.session;

import dev.plinth.engine.EngineException;
import dev.plinth.engine.Workspace;
import dev.plinth.operation.Progress;
import dev.plinth.operation.Project;
import dev.plinth.operation.StackDefinition;
import dev.plinth.operation.history.RecordStore;
import dev.plinth.operation.history.RecordStores;
import dev.plinth.operation.recovery.StateFile;
import dev.plinth.operation.snapshot.Snapshot;
import dev.plinth.settings.ConfigException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;

/**
 * Opens stacks of a project.
 *
 * @param project the project
 * @param progress shows the progress
 * @param clock the current time
 */
public record StackSessions(Project project, Progress progress, Clock clock) {

    private static final String FILES = "file://";

    /**
     * Opens a stack with its own configuration.
     *
     * @param stack the stack's name
     * @param simulate whether the simulator replaces the cloud
     * @throws ConfigException when the stack's file has faults
     * @throws EngineException when no engine is found and none can be built
     */
    public StackSession open(String stack, boolean simulate) {
        return open(stack, simulate, project.stackFile(stack));
    }

    /**
     * Opens a stack with another configuration than its own.
     *
     * @param stack the stack's name
     * @param simulate whether the simulator replaces the cloud
     * @param stackFile the file to read in place of Pulumi.STACK.yaml
     * @throws ConfigException when that file has faults
     * @throws EngineException when no engine is found and none can be built
     */
    public StackSession open(String stack, boolean simulate, Path stackFile) {
        StackDefinition definition = StackDefinition.read(project, stack, stackFile, simulate, progress);
        if (!simulate) {
            definition.refusePlaceholders();
        }
        Path pulumi = pulumi();
        StackContext context = context(definition, stackFile, SessionResources.of(project, stack, stackFile, simulate));
        Optional<StateFile> stateFile = stateFile(context);
        StackEngine engine = new StackEngine(context, pulumi, stateFile);
        try {
            StackLocks locks = new StackLocks(context, stateFile);
            locks.releaseAbandoned();
            if (stateFile.filter(StateFile::exists).isEmpty()) {
                // It is created below, which a lock prevents.
                locks.check();
            }
            if (locks.isEmpty()) {
                stateFile.ifPresent(StateFile::dropDamagedAttributes);
            }
            engine.ensureStack();
            return new StackSession(engine, locks);
        } catch (RuntimeException e) {
            engine.close();
            throw e;
        }
    }

    /**
     * Opens a snapshot of a stack for previews.
     *
     * @param snapshot the stack's state
     * @throws ConfigException when the stack's file has faults
     * @throws EngineException when no engine is found, or it rejects the state
     */
    public SnapshotSession open(Snapshot snapshot) {
        String stack = snapshot.stack();
        Path stackFile = project.stackFile(stack);
        StackDefinition definition = StackDefinition.read(project, stack);
        Path pulumi = pulumi();
        StackContext context = context(definition, stackFile, SessionResources.of(project, stack, stackFile, snapshot));
        StackEngine engine = new StackEngine(context, pulumi, stateFile(context));
        try {
            engine.ensureStack();
            String salt = context.resources().workspace().encryptionSalt(stack);
            engine.importState(snapshot.state(salt).toString(), "snapshot's");
            return new SnapshotSession(engine);
        } catch (RuntimeException e) {
            engine.close();
            throw e;
        }
    }

    private StackContext context(StackDefinition definition, Path stackFile, SessionResources resources) {
        RecordStore records = resources
                .snapshot()
                .map(snapshot -> RecordStores.offline(project, snapshot.stack(), snapshot.simulated(), System.getenv()))
                .orElseGet(() -> RecordStores.of(
                        project, definition.stack(), resources.workspace().simulated(), System.getenv()));
        return new StackContext(definition, stackFile, resources, progress, records, clock);
    }

    private Path pulumi() {
        return Project.engine().obtain(progress.ofCompiling()).path();
    }

    /** The file of the state, where the backend is a directory. */
    private Optional<StateFile> stateFile(StackContext context) {
        Workspace workspace = context.resources().workspace();
        String url = workspace
                .environment()
                .getOrDefault(
                        "PULUMI_BACKEND_URL",
                        project.settings().at("/backend/url").asText());
        if (!url.startsWith(FILES)) {
            return Optional.empty();
        }
        String path = url.substring(FILES.length()).replaceFirst("^~", System.getProperty("user.home"));
        Path backend = workspace.folder().resolve(path.replaceFirst("[?].*", ""));
        return Optional.of(new StateFile(backend, project.name(), context.stack()));
    }
}
