package dev.plinth.operation.rollback;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.plinth.operation.Commit;
import dev.plinth.operation.Progress;
import dev.plinth.operation.Project;
import dev.plinth.operation.history.Author;
import dev.plinth.operation.history.UpdateHistory;
import dev.plinth.operation.history.UpdateRecord;
import dev.plinth.operation.session.DestroyPlan;
import dev.plinth.operation.session.OperationResult;
import dev.plinth.operation.session.Preview;
import dev.plinth.operation.session.StackSession;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.util.TreeMap;
import java.util.function.Supplier;

/**
 * Update that is recorded in the stack's history, with its configuration and the state before it. It does not begin when its
 * start cannot be recorded.
 *
 * @param project the project
 * @param stack the stack's name
 * @param simulated whether the simulator replaces the cloud
 * @param verb the command that updates
 * @param progress shows a warning when the end cannot be recorded
 * @param clock the current time
 */
public record RecordedUpdate(
        Project project, String stack, boolean simulated, String verb, Progress progress, Clock clock) {

    /**
     * Applies the plan of a preview.
     *
     * @param session the opened stack
     * @param preview a preview that kept its plan
     */
    public OperationResult apply(StackSession session, Preview preview) {
        UpdateHistory history = history(session);
        // A rollback never returns to an update without changes.
        if (preview.plan().changes().isEmpty() && !history.updates().isEmpty()) {
            return session.up(preview);
        }
        return recorded(
                session,
                history,
                ChangeRecord.of(preview.report(), preview.request().note()),
                () -> session.up(preview));
    }

    /**
     * Deletes the resources of a plan.
     *
     * @param session the opened stack
     * @param plan the plan, which is not blocked
     */
    public OperationResult destroy(StackSession session, DestroyPlan plan) {
        return recorded(session, history(session), ChangeRecord.of(plan.report(), ""), () -> session.destroy(plan));
    }

    private UpdateHistory history(StackSession session) {
        return new UpdateHistory(project, stack, simulated, session.records());
    }

    private OperationResult recorded(
            StackSession session, UpdateHistory history, ObjectNode change, Supplier<OperationResult> update) {
        UpdateHistory.Start start = new UpdateHistory.Start(
                verb,
                Author.of(project.folder(), System.getenv()),
                Commit.of(project.folder()),
                session.stackFile(),
                session.state(),
                change);
        UpdateRecord begun = history.begin(start, clock);
        OperationResult result;
        try {
            result = update.get();
        } catch (RuntimeException e) {
            end(history, begun, false, JsonNodeFactory.instance.objectNode());
            throw e;
        }
        end(history, begun, result.succeeded(), details(result));
        return result;
    }

    private static ObjectNode details(OperationResult result) {
        ObjectNode details = JsonNodeFactory.instance.objectNode();
        ObjectNode summary = details.putObject("summary");
        new TreeMap<>(result.summary()).forEach(summary::put);
        if (result.policy().complete()) {
            details.set("policyAfter", ChangeRecord.counts(result.policy().report()));
        }
        return details;
    }

    private void end(UpdateHistory history, UpdateRecord begun, boolean succeeded, ObjectNode details) {
        try {
            history.end(begun, succeeded, details, clock);
        } catch (UncheckedIOException e) {
            progress.warning("Update " + begun.number() + " has ended, but the history shows it as not ended: "
                    + e.getMessage());
        }
    }
}
