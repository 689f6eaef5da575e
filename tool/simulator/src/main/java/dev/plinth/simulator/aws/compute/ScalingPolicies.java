package dev.plinth.simulator.aws.compute;

import dev.plinth.simulator.cloud.Operation;
import dev.plinth.simulator.value.Values;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The rules of scaling policies.
 *
 * <p>Steps: https://docs.aws.amazon.com/autoscaling/application/userguide/step-scaling-policy-overview.html.
 */
final class ScalingPolicies {

    private static final String INVALID = "ValidationException";
    private static final int MOST_STEPS = 20;

    private record Step(double from, double to) {}

    private ScalingPolicies() {}

    /** A policy has the configuration of its type, and steps without gaps or overlaps. */
    static void check(Operation operation) {
        String type = operation.text("policyType");
        boolean steps = type.isEmpty() || type.equals("StepScaling");
        operation.require(
                operation.has("stepScalingPolicyConfiguration") == steps,
                INVALID,
                "A step scaling policy configuration belongs to a policy of the type StepScaling.");
        operation.require(
                operation.has("targetTrackingScalingPolicyConfiguration") == type.equals("TargetTrackingScaling"),
                INVALID,
                "A target tracking configuration belongs to a policy of the type TargetTrackingScaling.");
        if (steps) {
            checkSteps(operation);
        }
    }

    private static void checkSteps(Operation operation) {
        Map<String, Object> configuration = Values.asMap(operation.get("stepScalingPolicyConfiguration"));
        List<Step> steps = Values.asList(configuration.get("stepAdjustments")).stream()
                .map(Values::asMap)
                .map(step -> new Step(
                        bound(step.get("metricIntervalLowerBound"), Double.NEGATIVE_INFINITY),
                        bound(step.get("metricIntervalUpperBound"), Double.POSITIVE_INFINITY)))
                .sorted(Comparator.comparingDouble(Step::from))
                .toList();
        operation.require(
                !steps.isEmpty() && steps.size() <= MOST_STEPS,
                INVALID,
                "Expected 1 to " + MOST_STEPS + " step adjustments, got " + steps.size() + ".");
        for (int i = 0; i < steps.size(); i++) {
            operation.require(
                    steps.get(i).from() < steps.get(i).to()
                            && (i == 0 || steps.get(i - 1).to() == steps.get(i).from()),
                    INVALID,
                    "There must not be gaps or overlaps between step adjustment intervals.");
        }
    }

    private static double bound(@Nullable Object value, double absent) {
        return value == null || value.toString().isEmpty() ? absent : Double.parseDouble(value.toString());
    }
}
