package dev.plinth.policies.condition;

import dev.plinth.model.GraphResource;
import dev.plinth.model.ResourceGraph;
import dev.plinth.model.ResourceGraph.Derivation;
import dev.plinth.policies.rule.Condition;
import dev.plinth.policies.rule.ResourceTypes;
import dev.plinth.policies.rule.RuleContext;
import dev.plinth.policies.rule.Verdict;
import java.util.ArrayList;
import java.util.List;

/**
 * Conditions on the resources that refer to a resource:
 *
 * <pre>{@code
 * Related.some(AwsTypes.EC2_FLOW_LOG, "vpcId", property("trafficType").isOneOf("ALL"), "the VPC has no FlowLog")
 * }</pre>
 */
public final class Related {

    private Related() {}

    /**
     * Requires that a resource that refers to this one satisfies a condition; those that a condition does not apply to
     * don't count.
     *
     * @param missing what to say when there is none
     */
    public static Condition some(String type, String property, Condition condition, String missing) {
        return (target, context) -> {
            List<Verdict> verdicts = new ArrayList<>();
            for (GraphResource referrer : context.referrers(target, property, type)) {
                verdicts.add(condition.test(referrer, context));
            }
            if (verdicts.stream().allMatch(Verdict.NOT_APPLICABLE::equals)) {
                verdicts.add(undecided(context, type, property) ? Verdict.unknown(property) : Verdict.fail(missing));
            }
            return Verdict.any(verdicts);
        };
    }

    /** Requires that a resource refers to this one. */
    public static Condition some(String type, String property, String missing) {
        return some(type, property, (referrer, context) -> Verdict.PASS, missing);
    }

    /** A reference that is unknown and has no recorded dependency may be to anything. */
    private static boolean undecided(RuleContext context, String type, String property) {
        return context.graph().once(new Undecided(type, property));
    }

    private record Undecided(String type, String property) implements Derivation<Boolean> {
        @Override
        public Boolean of(ResourceGraph graph) {
            return graph.ofType(ResourceTypes.withAliases(type)).stream()
                    .anyMatch(resource -> resource.input(property).containsUnknown()
                            && resource.propertyDependencies().isEmpty()
                            && resource.dependencies().isEmpty());
        }
    }
}
