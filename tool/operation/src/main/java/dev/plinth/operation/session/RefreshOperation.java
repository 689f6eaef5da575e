package dev.plinth.operation.session;

import dev.plinth.model.Step;
import dev.plinth.operation.StackState;
import dev.plinth.operation.drift.Drift;
import dev.plinth.operation.drift.ExpectedChange;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Comparison of a stack's state with the cloud, and update of the state. */
final class RefreshOperation {

    private final StackEngine engine;
    private final StackContext context;

    RefreshOperation(StackEngine engine) {
        this.engine = engine;
        this.context = engine.context();
    }

    /** Compares the state with the cloud; the state is not changed. */
    OperationResult compare() {
        engine.progress().phase("Comparing " + context.stack() + " with the cloud");
        return result(engine.run(EngineCommand.comparison()));
    }

    /** Updates the state, without changes that AWS made as configured and an update would undo. */
    OperationResult update(OperationResult compared) {
        engine.progress().phase("Updating the state of " + context.stack() + " from the cloud");
        Set<String> drifted = compared.drift().stream().map(Step::urn).collect(Collectors.toSet());
        List<String> excluded = compared.expected().stream()
                .filter(change -> change.undone() && !drifted.contains(change.urn()))
                .map(ExpectedChange::urn)
                .distinct()
                .toList();
        return result(engine.run(EngineCommand.refresh().with("--exclude", excluded)));
    }

    /** Compares some resources with the cloud; the state is not changed. */
    List<Step> drift(List<String> urns) {
        engine.progress()
                .phase("Comparing " + urns.size() + " planned resources of " + context.stack() + " with the cloud");
        EngineRun run = engine.run(EngineCommand.comparison().with("--target", urns));
        OperationResult result = result(run);
        if (!result.succeeded()) {
            throw engine.failure("refresh", run, List.of());
        }
        return result.drift();
    }

    private OperationResult result(EngineRun run) {
        OperationResult result = engine.result("refresh", run);
        // Without a difference, reading the state would only cost a second.
        if (!result.succeeded() || !run.foundDifferences()) {
            return result;
        }
        return result.withDrift(Drift.of(
                result.steps(),
                run.events().refreshed(),
                StackState.graph(context.project().name(), context.stack(), engine.state())));
    }
}
