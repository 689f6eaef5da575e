package dev.plinth.operation.session;

import com.fasterxml.jackson.databind.JsonNode;
import dev.plinth.model.GraphResource;
import dev.plinth.model.Plan;
import dev.plinth.model.ResourceChange;
import dev.plinth.model.ResourceChange.Operation;
import dev.plinth.model.ResourceGraph;
import dev.plinth.model.Step;
import dev.plinth.model.Urns;
import dev.plinth.operation.StackState;
import dev.plinth.operation.deletion.Blockers;
import dev.plinth.operation.deletion.DeletionCheck;
import dev.plinth.operation.deletion.DeletionRefusal;
import dev.plinth.operation.evidence.AwsEvidence;
import dev.plinth.policies.PolicyReport;
import dev.plinth.preview.PreviewReport;
import dev.plinth.preview.Section;
import dev.plinth.preview.StackChange;
import dev.plinth.preview.cost.CostSection;
import dev.plinth.preview.deletion.DestroySection;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Deletion of all resources of a stack, with the checks before it. */
final class DestroyOperation {

    private final StackEngine engine;
    private final StackContext context;

    DestroyOperation(StackEngine engine) {
        this.engine = engine;
        this.context = engine.context();
    }

    /**
     * Plans the deletion of all resources, or of the given ones.
     *
     * @param unprotect the command that lifts protection
     */
    DestroyPlan plan(Targets targets, String unprotect) {
        JsonNode state = engine.state();
        ResourceGraph graph = StackState.graph(context.project().name(), context.stack(), state);
        Set<String> deleted = targets.deletions(graph);
        boolean production = context.settings().isProduction();
        List<Blockers.Blocker> guarded = Blockers.of(state, deleted);
        List<DeletionRefusal> rejected = refusals(state, deleted);
        boolean lifts = !production && (!guarded.isEmpty() || rejected.stream().anyMatch(DeletionRefusal::lifted));
        List<Blockers.Blocker> blockers = production ? guarded : List.of();
        // A protected resource is listed once.
        Set<String> listed = blockers.stream().map(Blockers.Blocker::urn).collect(Collectors.toSet());
        List<DeletionRefusal> refusals = rejected.stream()
                .filter(refusal -> !refusal.lifted() || (production && !listed.contains(refusal.urn())))
                .toList();
        List<String> obstacles = new ArrayList<>();
        List<Section.Finding> findings = new ArrayList<>();
        if (!blockers.isEmpty()) {
            obstacles.add(Blockers.refusal(blockers, "`" + unprotect + "` lifts all of this; then destroy again"));
            blockers.forEach(blocker -> findings.add(new Section.Finding(
                    blocker.urn(), Urns.name(blocker.urn()) + " " + blocker.reason(), "`" + unprotect + "`")));
        }
        if (!refusals.isEmpty()) {
            obstacles.add(DeletionRefusal.words(refusals, unprotect));
            refusals.forEach(refusal -> findings.add(new Section.Finding(
                    refusal.urn(),
                    Urns.name(refusal.urn()) + ": " + refusal.code() + ": " + refusal.message(),
                    refusal.nextStep(unprotect))));
        }
        return new DestroyPlan(report(graph, deleted, findings), targets, lifts, obstacles);
    }

    private PreviewReport report(ResourceGraph graph, Set<String> deleted, List<Section.Finding> findings) {
        List<ResourceChange> changes = graph.resources().stream()
                .map(resource -> change(resource, deleted.contains(resource.urn())))
                .toList();
        StackChange change = StackChange.of(context.project().name(), context.stack(), context.settings(), changes);
        List<Step> steps = StackState.steps(
                List.of(),
                changes.stream()
                        .filter(each -> each.operation() == Operation.DELETE)
                        .toList());
        return new PreviewReport(
                Plan.counting(context.project().name(), context.stack(), steps),
                change,
                new PolicyReport(List.of(), List.of(), List.of(), List.of(), 0, 0, 0),
                List.of(DestroySection.of(change, findings), new CostSection(remaining(graph, deleted))),
                Optional.empty());
    }

    /** Returns the change of the bill: retained resources remain on it. */
    private StackChange remaining(ResourceGraph graph, Set<String> deleted) {
        return StackChange.of(
                context.project().name(),
                context.stack(),
                context.settings(),
                graph.resources().stream()
                        .map(resource -> change(resource, deleted.contains(resource.urn()) && !resource.retained()))
                        .toList());
    }

    private static ResourceChange change(GraphResource resource, boolean deleted) {
        return new ResourceChange(
                deleted ? Operation.DELETE : Operation.SAME,
                Optional.of(resource),
                deleted ? Optional.empty() : Optional.of(resource),
                List.of(),
                List.of());
    }

    private List<DeletionRefusal> refusals(JsonNode state, Set<String> deleted) {
        return context.simulator()
                .map(simulator -> DeletionCheck.of(state, deleted, simulator))
                .orElseGet(() -> rejectedByAws(state, deleted));
    }

    private List<DeletionRefusal> rejectedByAws(JsonNode state, Set<String> deleted) {
        engine.progress().phase("Checking with AWS which resources of " + context.stack() + " cannot be deleted");
        AwsEvidence aws = context.aws(Map.of());
        List<DeletionRefusal> refusals = DeletionCheck.of(state, deleted, aws);
        aws.gap().ifPresent(gap -> engine.progress()
                .warning("Some resources could not be checked: " + gap + "; AWS may still reject a deletion half-way"));
        return refusals;
    }

    /** Deletes the resources of a plan. */
    OperationResult destroy(DestroyPlan plan) {
        if (plan.liftsProtection()) {
            // The sections judge a change for the stack's future, which a destroy ends.
            Preview lifting = new PreviewOperation(engine)
                    .preview(PreviewRequest.DEFAULT
                            .keepingPlan()
                            .liftingProtection()
                            .withTargets(plan.targets())
                            .withSections(Set.of()));
            OperationResult lifted = new UpdateOperation(engine).apply(lifting);
            if (!lifted.succeeded()) {
                return lifted;
            }
        }
        engine.progress().phase("Destroying " + context.stack());
        Instant began = context.wallClock().instant();
        List<String> arguments = new ArrayList<>(List.of("--yes", "--skip-preview"));
        arguments.addAll(plan.targets().arguments());
        EngineRun run = engine.run(new EngineCommand("destroy", arguments, Optional.empty(), 0));
        OperationResult result = engine.result("destroy", run);
        engine.remember(run, began, result.succeeded(), Optional.empty());
        return result;
    }
}
