package dev.plinth.operation.session;

import com.fasterxml.jackson.databind.JsonNode;
import dev.plinth.operation.deletion.Blockers;
import dev.plinth.operation.deletion.DeletionCheck;
import dev.plinth.operation.deletion.DeletionRefusal;
import dev.plinth.operation.evidence.AwsEvidence;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Deletion of all resources of a stack, with the checks before it. */
final class DestroyOperation {

    private final StackEngine engine;
    private final StackContext context;
    private @Nullable List<DeletionRefusal> rejected;

    DestroyOperation(StackEngine engine) {
        this.engine = engine;
        this.context = engine.context();
    }

    /**
     * Returns the reasons why the stack cannot be destroyed, as text for a person; empty when it can be.
     *
     * @param unprotect the command that lifts protection
     */
    List<String> obstacles(String unprotect) {
        List<String> reasons = new ArrayList<>();
        List<Blockers.Blocker> blockers = blockers();
        if (!blockers.isEmpty()) {
            reasons.add(Blockers.refusal(blockers, "`" + unprotect + "` lifts all of this; then destroy again"));
        }
        // A protected resource is listed once.
        Set<String> listed = blockers.stream().map(Blockers.Blocker::urn).collect(Collectors.toSet());
        List<DeletionRefusal> others = refusals().stream()
                .filter(refusal -> !refusal.lifted() || !listed.contains(refusal.urn()))
                .toList();
        if (!others.isEmpty()) {
            reasons.add(DeletionRefusal.words(others, unprotect));
        }
        return reasons;
    }

    private List<Blockers.Blocker> blockers() {
        return context.settings().isProduction() ? Blockers.of(engine.state()) : List.of();
    }

    List<DeletionRefusal> refusals() {
        return refusals(engine.state()).stream()
                .filter(refusal -> context.settings().isProduction() || !refusal.lifted())
                .toList();
    }

    /** Read once per session: nothing is deleted in between. */
    private List<DeletionRefusal> refusals(JsonNode state) {
        List<DeletionRefusal> known = rejected;
        if (known == null) {
            known = context.simulator()
                    .map(simulator -> DeletionCheck.of(state, simulator))
                    .orElseGet(() -> rejectedByAws(state));
            rejected = known;
        }
        return known;
    }

    private List<DeletionRefusal> rejectedByAws(JsonNode state) {
        engine.progress().phase("Checking with AWS which resources of " + context.stack() + " cannot be deleted");
        AwsEvidence aws = context.aws(Map.of());
        List<DeletionRefusal> refusals = DeletionCheck.of(state, aws);
        aws.gap().ifPresent(gap -> engine.progress()
                .warning("Some resources could not be checked: " + gap + "; AWS may still reject a deletion half-way"));
        return refusals;
    }

    /** Deletes all resources. Outside production, deletion protection is lifted first. */
    OperationResult destroy() {
        if (!context.settings().isProduction() && isLiftable(engine.state())) {
            // The sections judge a change for the stack's future, which a destroy ends.
            Preview lifting = new PreviewOperation(engine)
                    .preview(PreviewRequest.DEFAULT
                            .keepingPlan()
                            .liftingProtection()
                            .withSections(Set.of()));
            OperationResult lifted = new UpdateOperation(engine).apply(lifting);
            if (!lifted.succeeded()) {
                return lifted;
            }
        }
        engine.progress().phase("Destroying " + context.stack());
        Instant began = context.wallClock().instant();
        EngineRun run = engine.run(EngineCommand.of("destroy", "--yes", "--skip-preview"));
        OperationResult result = engine.result("destroy", run);
        engine.remember(run, began, result.succeeded(), Optional.empty());
        return result;
    }

    private boolean isLiftable(JsonNode state) {
        return !Blockers.of(state).isEmpty() || refusals(state).stream().anyMatch(DeletionRefusal::lifted);
    }
}
