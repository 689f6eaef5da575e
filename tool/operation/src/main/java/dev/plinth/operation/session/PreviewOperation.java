package dev.plinth.operation.session;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.plinth.engine.EngineException;
import dev.plinth.engine.command.Engine;
import dev.plinth.engine.monitor.FunctionAnswers;
import dev.plinth.model.GraphResource;
import dev.plinth.model.Plan;
import dev.plinth.model.ResourceChange;
import dev.plinth.model.ResourceGraph;
import dev.plinth.model.Step;
import dev.plinth.operation.Project;
import dev.plinth.operation.StackState;
import dev.plinth.operation.evidence.SimulatorEvidence;
import dev.plinth.operation.policy.PolicyFindings;
import dev.plinth.operation.snapshot.Snapshot;
import dev.plinth.policies.StandIns;
import dev.plinth.policies.waiver.Approval;
import dev.plinth.preview.NoEvidence;
import dev.plinth.preview.RecoveryEvidence;
import dev.plinth.preview.Section;
import dev.plinth.preview.StackChange;
import dev.plinth.preview.UpdateTimes;
import dev.plinth.preview.catalog.Sections;
import dev.plinth.preview.snapshot.SnapshotSection;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Preview of an update, with policies and sections. */
final class PreviewOperation {

    private final StackEngine engine;
    private final StackContext context;

    PreviewOperation(StackEngine engine) {
        this.engine = engine;
        this.context = engine.context();
    }

    /** Previews an update. */
    Preview preview(PreviewRequest request) {
        checkTargets(request.targets());
        engine.progress().phase("Previewing " + context.stack());
        Optional<Path> plan = request.keepsPlan() ? Optional.of(engine.temporaryFile("plan")) : Optional.empty();
        List<String> arguments = new ArrayList<>(request.targets().arguments());
        plan.ifPresent(file -> arguments.addAll(List.of("--save-plan", file.toString())));
        EngineRun run = engine.run(new EngineCommand("preview", arguments, Optional.of(request), 0));
        boolean protectedOnly = run.events().onlyMindsProtection();
        List<ResourceChange> events = protectedOnly && engine.policies().graph().isEmpty()
                ? endedAtProtection(run)
                : withGraphDependencies(run);
        ReplacementKnowledge knowledge = new ReplacementKnowledge();
        List<ResourceChange> changes = context.snapshot().isEmpty() ? events : knowledge.ofChanges(events);
        List<Approval> approved = request.approvals().resolve(changes);
        Supplier<Optional<StandIns>> standIns = StandIns.once(engine::standIns);
        // The engine passes no operations to an analyzer, so the rules on changes run here.
        PolicyFindings findings = engine.policies()
                .findings(run, request, engine.locations(), subject -> subject.changing(changes, approved)
                        .completedBy(standIns));
        check(run, request, findings, protectedOnly);
        List<Step> steps = knowledge.ofSteps(run.events().steps(), changes);
        Plan planned = protectedOnly
                ? Plan.counting(context.project().name(), context.stack(), StackState.steps(steps, changes))
                : new Plan(
                        context.project().name(),
                        context.stack(),
                        steps,
                        run.events().summary());
        StackChange change =
                change(request, changes, approved).knowing(times(run)).completedBy(standIns);
        Preview preview = Preview.of(
                planned,
                change,
                findings,
                sections(request, change),
                engine.timings(run),
                context.isSimulated(),
                request);
        if (protectedOnly && !preview.isBlocking()) {
            // Without the section that blocks it, the engine's failure must not pass.
            throw engine.failure("preview", run, request.packs());
        }
        return plan.map(preview::withSavedPlan).orElse(preview);
    }

    /** Throws where a target is neither in the program nor in the state. */
    private void checkTargets(Targets targets) {
        if (targets.isLimited()) {
            targets.check(Stream.of(
                            context.definition().record(),
                            StackState.graph(context.project().name(), context.stack(), engine.state()))
                    .flatMap(graph -> graph.resources().stream())
                    .map(GraphResource::urn)
                    .toList());
        }
    }

    /** Throws where the preview failed, or the policies did not run completely. */
    private void check(EngineRun run, PreviewRequest request, PolicyFindings findings, boolean protectedOnly) {
        boolean succeeded = run.outcome().succeeded();
        if (run.outcome().ending() != Engine.Ending.ITS_OWN
                || (!succeeded && !findings.isBlocking() && !protectedOnly)) {
            throw engine.failure("preview", run, request.packs());
        }
        if (succeeded && !findings.complete()) {
            // A preview never passes without the rules.
            throw new EngineException("the policy pack " + Project.policyPack()
                    + " did not check the stack, so the preview is invalid\nnext: run `plinth doctor`");
        }
        String fault = run.packs().fault(request.packs());
        if (succeeded && !fault.isEmpty()) {
            throw new EngineException(fault + ", so the preview is invalid\nnext: fix the pack, or leave it out");
        }
    }

    private List<Section> sections(PreviewRequest request, StackChange change) {
        List<Section> sections = new ArrayList<>(Sections.of(change, request.sections()));
        context.snapshot().ifPresent(snapshot -> sections.add(0, SnapshotSection.of(source(snapshot), change)));
        return sections;
    }

    private SnapshotSection.Source source(Snapshot snapshot) {
        FunctionAnswers functions = context.resources().functions();
        return new SnapshotSection.Source(
                snapshot.created(),
                snapshot.commit(),
                snapshot.plinth(),
                snapshot.removed(),
                functions.assumed(),
                functions.unknown());
    }

    /**
     * Returns the provider functions that the program calls in a preview, with their answers.
     *
     * @throws EngineException when the preview fails
     */
    List<FunctionAnswers.Answer> functions() {
        engine.progress().phase("Recording the provider functions that " + context.stack() + " calls");
        EngineRun run = engine.run(EngineCommand.of("preview"));
        if (!run.outcome().succeeded()) {
            throw engine.failure("preview", run, List.of());
        }
        return context.resources().functions().heard();
    }

    private List<ResourceChange> withGraphDependencies(EngineRun run) {
        List<ResourceChange> heard = run.events().resourceChanges();
        return engine.policies()
                .graph()
                .map(graph -> heard.stream()
                        .map(change -> change.dependingAsIn(graph))
                        .toList())
                .orElse(heard);
    }

    /**
     * Adds what the engine leaves out where it stops at a protected resource: the other deletions, and the policies. The
     * dependencies come from a run of the program without the engine.
     */
    private List<ResourceChange> endedAtProtection(EngineRun run) {
        ResourceGraph registered = context.definition().record();
        ResourceGraph before = StackState.graph(context.project().name(), context.stack(), engine.state());
        List<ResourceChange> changes = StackState.withDeletions(run.events().resourceChanges(), before).stream()
                .map(change -> change.dependingAsIn(registered).keepingOutputs())
                .toList();
        engine.policies().judge(change(changes).after());
        return changes;
    }

    /** The durations of earlier updates: in this cloud, on this machine. */
    private UpdateTimes times(EngineRun run) {
        return new UpdateTimes(
                context.history().updates(),
                run.times().deletedFirst(),
                context.resources().workspace().parallel());
    }

    private StackChange change(List<ResourceChange> changes) {
        return StackChange.of(context.project().name(), context.stack(), context.settings(), changes);
    }

    /** The change with dependencies of deleted resources from the state, and evidence of backups. */
    private StackChange change(PreviewRequest request, List<ResourceChange> changes, List<Approval> approved) {
        if (request.sections().isEmpty()) {
            return change(changes);
        }
        // Before the first update, reading the state would only cost a second.
        boolean first = changes.stream().noneMatch(each -> each.before().isPresent());
        JsonNode state = first ? JsonNodeFactory.instance.objectNode() : engine.state();
        ResourceGraph before = StackState.graph(context.project().name(), context.stack(), state);
        List<ResourceChange> known = changes.stream()
                .map(each -> each.withBefore(each.before().map(before::withDependencies)))
                .toList();
        return change(known).knowing(evidence(state), approved);
    }

    private RecoveryEvidence evidence(JsonNode state) {
        if (context.snapshot().isPresent()) {
            return new NoEvidence(context.clock().instant(), Optional.of("a snapshot has no backups"));
        }
        return context.simulator()
                .<RecoveryEvidence>map(SimulatorEvidence::new)
                .orElseGet(() -> context.aws(StackState.created(state)));
    }
}
