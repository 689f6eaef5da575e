package dev.plinth.operation.session;

import com.fasterxml.jackson.databind.JsonNode;
import dev.plinth.engine.EngineException;
import dev.plinth.engine.monitor.FunctionAnswers;
import dev.plinth.model.Step;
import dev.plinth.operation.Progress;
import dev.plinth.operation.Project;
import dev.plinth.operation.StackDefinition;
import dev.plinth.operation.history.RecordStore;
import dev.plinth.operation.recovery.Recovery;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;

/**
 * One open stack: its configuration is valid, the engine is found, and the servers run. A {@link StackSessions} opens it.
 *
 * <p>Each operation is a class of its own; this one gives access to them.
 */
public final class StackSession implements PreviewableStack {

    private final StackEngine engine;
    private final StackLocks locks;
    private final DestroyOperation destruction;

    StackSession(StackEngine engine, StackLocks locks) {
        this.engine = engine;
        this.locks = locks;
        this.destruction = new DestroyOperation(engine);
    }

    /**
     * Opens a stack with its own configuration and the system's clock.
     *
     * @param project the project
     * @param stack the stack's name
     * @param simulate whether the simulator replaces the cloud
     * @param progress shows the progress
     * @throws dev.plinth.settings.ConfigException when the stack's file has faults
     * @throws EngineException when no engine is found and none can be built
     */
    public static StackSession open(Project project, String stack, boolean simulate, Progress progress) {
        return new StackSessions(project, progress, Clock.systemUTC()).open(stack, simulate);
    }

    /** Returns the stack as its file describes it. */
    public StackDefinition definition() {
        return engine.context().definition();
    }

    /** Returns the file that the stack's configuration was read from. */
    public Path stackFile() {
        return engine.context().stackFile();
    }

    /** Returns the store of the stack's update records. */
    public RecordStore records() {
        return engine.context().records();
    }

    @Override
    public Preview preview(PreviewRequest request) {
        return new PreviewOperation(engine).preview(request);
    }

    /**
     * Returns the provider functions that the program calls in a preview, with their answers.
     *
     * @throws EngineException when the preview fails
     */
    public List<FunctionAnswers.Answer> functions() {
        return new PreviewOperation(engine).functions();
    }

    /**
     * Applies exactly the plan of a preview; a blocked one is not begun.
     *
     * @param preview a preview that kept its plan
     * @return the result, also when part of the update failed or the preview is blocked
     * @throws IllegalArgumentException when the preview kept no plan
     */
    public OperationResult up(Preview preview) {
        return new UpdateOperation(engine).apply(preview);
    }

    /** Compares the stack's state with the cloud; the state is not changed. */
    public OperationResult refresh() {
        return new RefreshOperation(engine).compare();
    }

    /**
     * Updates the state from the cloud.
     *
     * @param compared the result of {@link #refresh()}; changes that AWS made as configured, and that an update would undo, stay
     *     out of the state
     */
    public OperationResult refresh(OperationResult compared) {
        return new RefreshOperation(engine).update(compared);
    }

    /**
     * Compares some resources' state with the cloud; the state is not changed.
     *
     * @param urns the resources, at least one
     * @return the resources that were changed or deleted in the cloud
     * @throws EngineException when the cloud cannot be read
     */
    public List<Step> drift(List<String> urns) {
        return new RefreshOperation(engine).drift(urns);
    }

    /**
     * Plans the deletion of everything in the stack, or of some resources. Outside production, deletion protection is no
     * obstacle, as {@link #destroy(DestroyPlan)} lifts it.
     *
     * @param targets the resources
     * @param unprotect the command that lifts protection, for the text of an obstacle
     * @throws dev.plinth.settings.ConfigException when a target is unknown, or others depend on it that are not included
     */
    public DestroyPlan planDestroy(Targets targets, String unprotect) {
        return destruction.plan(targets, unprotect);
    }

    /**
     * Deletes everything in the stack. Outside production, deletion protection is lifted first.
     *
     * @return the result, also when part of it failed
     */
    public OperationResult destroy() {
        return destroy(planDestroy(Targets.NONE, ""));
    }

    /**
     * Deletes the resources of a plan.
     *
     * @return the result, also when part of it failed
     */
    public OperationResult destroy(DestroyPlan plan) {
        return destruction.destroy(plan);
    }

    /**
     * Finds what an interrupted update left behind. To be called before anything is changed.
     *
     * @return the repairs that the state needs
     * @throws EngineException when another run holds the stack, or the state is damaged and no earlier one is whole
     */
    public Recovery recovery() {
        locks.check();
        return engine.recovery();
    }

    /**
     * Repairs the state after an interrupted update; the cloud is not changed.
     *
     * @param found the result of {@link #recovery}, with nothing undecided
     * @throws EngineException when the engine rejects the state, or the cloud cannot be read
     */
    public void recover(Recovery found) {
        engine.recover(found);
    }

    /** Returns the stack's state as {@code pulumi stack export} prints it; secrets stay encrypted. */
    public JsonNode state() {
        return engine.state();
    }

    /** Returns the stack's outputs, secrets masked as {@code pulumi stack output} masks them. */
    public JsonNode outputs() {
        return engine.outputs();
    }

    /**
     * Creates a file that only its owner may read, and that is deleted when the session is closed.
     *
     * @param name the beginning of its name
     * @throws java.io.UncheckedIOException when it cannot be created
     */
    public Path temporaryFile(String name) {
        return engine.temporaryFile(name);
    }

    @Override
    public void close() {
        engine.close();
    }
}
