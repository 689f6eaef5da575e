package dev.plinth.operation.session;

import dev.plinth.engine.command.Engine;
import dev.plinth.model.ResourceGraph;
import dev.plinth.model.Urns;
import dev.plinth.operation.evidence.RunningRevisions;
import dev.plinth.operation.policy.Approvals;
import dev.plinth.operation.policy.PolicyFindings;
import dev.plinth.policies.PolicyEvaluator;
import dev.plinth.policies.PolicyReport;
import dev.plinth.preview.forecast.Forecast;
import dev.plinth.preview.forecast.ForecastOutcome;
import dev.plinth.simulator.Simulator;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Update that applies the plan of a preview. */
final class UpdateOperation {

    private final StackEngine engine;
    private final StackContext context;

    UpdateOperation(StackEngine engine) {
        this.engine = engine;
        this.context = engine.context();
    }

    /** Applies the plan of a preview; a blocked one is not begun. */
    OperationResult apply(Preview preview) {
        Path plan = preview.savedPlan()
                .orElseThrow(() -> new IllegalArgumentException("only a preview that kept its plan can be applied"));
        if (preview.isBlocking()) {
            return OperationResult.blocked(preview);
        }
        engine.progress().phase("Updating " + context.stack());
        List<PolicyReport.Approved> approved = preview.policy().report().approved();
        List<String> arguments = new ArrayList<>(List.of("--yes", "--skip-preview", "--plan", plan.toString()));
        arguments.addAll(preview.request().targets().arguments());
        String message = message(preview.request(), approved);
        if (!message.isEmpty()) {
            arguments.addAll(List.of("--message", message));
        }
        Instant began = context.wallClock().instant();
        EngineRun run = engine.run(new EngineCommand(
                "up",
                arguments,
                Optional.of(preview.request()),
                preview.plan().changes().size()));
        run.events().warnings().forEach(warning -> engine.progress()
                .warning(Urns.name(warning.urn()) + ": " + warning.message()));
        // All values are known now: what a rule still cannot decide is a violation.
        PolicyFindings after = engine.policies()
                .findings(run, preview.request(), engine.locations(), PolicyEvaluator.Subject::completed)
                .approvedBefore(approved);
        OperationResult result = deployed(stopped(
                engine.result("update", run, after, preview.request().packs()),
                run,
                preview.plan().changes().size()));
        Forecast forecast = preview.forecast();
        engine.remember(run, began, result.succeeded(), Optional.of(forecast.expected()));
        return result.succeeded() && !forecast.isEmpty()
                ? result.withForecast(ForecastOutcome.of(
                        forecast, run.outcome().elapsed(), run.times().steps()))
                : result;
    }

    /** Returns the result with the violations and completed steps where a policy stopped the update and nothing else failed. */
    private OperationResult stopped(OperationResult result, EngineRun run, int total) {
        if (result.succeeded() || result.policy().complete()) {
            return result;
        }
        List<PolicyReport.Violation> violations = run.packs().mandatory();
        boolean onlyPolicies = !violations.isEmpty()
                && run.events().failed().isEmpty()
                && run.outcome().ending() == Engine.Ending.ITS_OWN;
        return onlyPolicies
                ? result.failed(new PolicyStop(
                                context.stack(),
                                context.isSimulated(),
                                violations,
                                run.times().steps(),
                                total)
                        .problem())
                : result.withoutPolicy();
    }

    /** The text for the stack's history. */
    private static String message(PreviewRequest request, List<PolicyReport.Approved> approved) {
        return Stream.of(request.note(), Approvals.message(approved))
                .filter(text -> !text.isEmpty())
                .collect(Collectors.joining("; "));
    }

    /** Returns the result, failed when a service runs another task definition than the update has requested. */
    private OperationResult deployed(OperationResult result) {
        if (!result.succeeded() || !RunningRevisions.areConcerned(result.steps())) {
            return result;
        }
        RunningRevisions.Result found = RunningRevisions.compare(
                result.steps(),
                ResourceGraph.fromState(engine.state()),
                context.simulator().map(UpdateOperation::running).orElseGet(() -> context.aws(Map.of())));
        found.notes().forEach(engine.progress()::warning);
        if (found.problems().isEmpty()) {
            return result;
        }
        return result.failed("the update of " + context.stack() + " failed:\n  "
                + String.join("\n  ", found.problems())
                + "\nnext: find the cause in the service's events and its tasks' log (`aws ecs describe-services`); fix it and"
                + " run the same command again. The previous version keeps running");
    }

    private static RunningRevisions.Source running(Simulator cloud) {
        return service -> cloud.list().stream()
                .filter(found -> found.urn().equals(service.urn()))
                .map(found -> new RunningRevisions.Running(
                        String.valueOf(found.state().get("taskDefinition")), "", ""))
                .findFirst();
    }
}
