package dev.plinth.operation.rollback;

import dev.plinth.operation.Commit;
import dev.plinth.operation.Project;
import dev.plinth.operation.session.OperationResult;
import dev.plinth.operation.session.Preview;
import dev.plinth.operation.session.StackSession;
import java.time.Clock;
import java.util.Optional;

/**
 * Update whose configuration and earlier state are recorded, so that a rollback can return to it.
 *
 * @param project the project
 * @param stack the stack's name
 * @param simulated whether the simulator replaces the cloud
 * @param verb the command that updates
 * @param clock the current time
 */
public record RecordedUpdate(Project project, String stack, boolean simulated, String verb, Clock clock) {

    /**
     * Applies the plan of a preview.
     *
     * @param session the opened stack
     * @param preview a preview that kept its plan
     */
    public OperationResult apply(StackSession session, Preview preview) {
        UpdateHistory history = new UpdateHistory(project, stack, simulated);
        Optional<UpdateRecord> record = isRecorded(preview, history)
                ? Optional.of(
                        history.begin(session.stackFile(), session.state(), Commit.of(project.folder()), verb, clock))
                : Optional.empty();
        OperationResult result = session.up(preview);
        record.ifPresent(begun -> history.end(begun, result.succeeded()));
        return result;
    }

    /** A rollback never returns to lifted protection, or to an update without changes. */
    private static boolean isRecorded(Preview preview, UpdateHistory history) {
        boolean changes =
                !preview.plan().changes().isEmpty() || history.updates().isEmpty();
        return changes && !preview.request().liftsProtection();
    }
}
