package dev.plinth.operation.session;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.plinth.model.Step;
import dev.plinth.operation.drift.Drift;
import dev.plinth.operation.drift.ExpectedChange;
import dev.plinth.operation.policy.PolicyFindings;
import dev.plinth.preview.forecast.ForecastOutcome;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Result of an operation that may change a stack.
 *
 * @param succeeded whether all of it was done
 * @param summary the number of resources by operation
 * @param steps the step of each resource
 * @param outputs the stack's outputs, secrets masked
 * @param problem the reason of a failure and the next step; empty when the operation succeeded
 * @param policy the policy results after an update, when all values are known; those of a blocked update are its preview's. Not
 *     complete after any other operation
 * @param forecast the duration of an update, compared with its forecast; empty without a forecast or after a failure
 * @param expected changes that AWS made as the stack configures it, found by a refresh; they are not among the steps
 */
public record OperationResult(
        boolean succeeded,
        Map<String, Integer> summary,
        List<Step> steps,
        JsonNode outputs,
        String problem,
        PolicyFindings policy,
        Optional<ForecastOutcome> forecast,
        List<ExpectedChange> expected) {

    /** Returns the result of an update that did not begin, because its preview is blocked. */
    static OperationResult blocked(Preview preview) {
        return new OperationResult(
                false,
                Map.of(),
                List.of(),
                JsonNodeFactory.instance.objectNode(),
                preview.refusal(),
                preview.policy(),
                Optional.empty(),
                List.of());
    }

    /** Returns the same result with the outcome of a forecast. */
    OperationResult withForecast(ForecastOutcome outcome) {
        return new OperationResult(succeeded, summary, steps, outputs, problem, policy, Optional.of(outcome), expected);
    }

    /** Returns the same result of a refresh, its drift separated from changes that AWS makes by itself. */
    OperationResult withDrift(Drift drift) {
        return new OperationResult(
                succeeded, summary, drift.steps(), outputs, problem, policy, forecast, drift.expected());
    }

    /** Returns the same result, failed. */
    OperationResult failed(String why) {
        return new OperationResult(
                false, summary, steps, JsonNodeFactory.instance.objectNode(), why, policy, Optional.empty(), List.of());
    }

    /** Returns the same result without policy results. */
    OperationResult withoutPolicy() {
        return new OperationResult(
                succeeded, summary, steps, outputs, problem, PolicyFindings.none(), forecast, expected);
    }

    /** Returns whether a policy stopped the operation before its end, and nothing else failed. */
    public boolean isStoppedByPolicies() {
        return !succeeded && !policy.complete() && policy.isBlocking();
    }

    /** Returns the resources that a refresh found changed or deleted in the cloud, without changes that AWS makes by itself. */
    public List<Step> drift() {
        return steps.stream().filter(Step::isChange).toList();
    }
}
