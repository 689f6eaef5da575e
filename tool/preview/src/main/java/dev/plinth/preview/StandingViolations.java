package dev.plinth.preview;

import dev.plinth.model.GraphResource;
import dev.plinth.model.ResourceChange;
import dev.plinth.model.ResourceChange.Operation;
import dev.plinth.policies.PolicyEvaluator;
import dev.plinth.policies.PolicyReport;
import dev.plinth.policies.PolicyReport.Violation;
import dev.plinth.policies.RuleWatch;
import dev.plinth.policies.rule.Rule;
import dev.plinth.policies.rule.RuleContext;
import dev.plinth.policies.rule.Verdict;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Violations that stood before a change: the same resource violated the same rule then. */
final class StandingViolations {

    private final PolicyReport policies;
    private final StackChange change;
    private final Map<String, ResourceChange> changes;
    private final RuleContext before;

    StandingViolations(PolicyReport policies, StackChange change) {
        this.policies = policies;
        this.change = change;
        this.changes = change.changes().stream()
                .collect(Collectors.toMap(each -> each.resource().urn(), Function.identity(), (one, other) -> one));
        this.before = new RuleContext(
                change.before(),
                change.settings().policy(),
                List.of(),
                change.evidence().now().atZone(ZoneOffset.UTC).toLocalDate());
    }

    /** Returns whether a violation stood before the change and does not block it. */
    boolean contains(Violation violation) {
        return !PolicyReport.stops(violation.enforcement()) && stood(violation);
    }

    /** Returns whether a violation stood before the change. */
    boolean stood(Violation violation) {
        Optional<GraphResource> resource = change.before().resource(violation.urn());
        if (resource.isEmpty()) {
            return false;
        }
        ResourceChange step = changes.get(violation.urn());
        boolean same = step != null && step.operation() == Operation.SAME;
        Optional<Rule> rule = policies.catalogue().find(violation.rule());
        if (rule.isEmpty()) {
            // The rule belongs to another policy pack.
            return same;
        }
        return switch (rule.get().scope()) {
            case CHANGE -> false;
            case RESOURCE -> same || fails(rule.get(), resource.get(), violation);
            case STACK -> fails(rule.get(), resource.get(), violation);
        };
    }

    private boolean fails(Rule rule, GraphResource resource, Violation violation) {
        Verdict verdict = RuleWatch.watch(
                () -> PolicyEvaluator.judge(rule, resource, before).verdict());
        return verdict instanceof Verdict.Fail failure
                && violation
                        .message()
                        .lines()
                        .findFirst()
                        .equals(failure.message().lines().findFirst());
    }
}
