package dev.plinth.policies.rule;

import dev.plinth.model.ResourceChange;
import java.util.List;
import java.util.function.BiPredicate;

/** A statement about what a change does to a resource, such as that its storage does not shrink. */
@FunctionalInterface
public interface ChangeCondition {

    /** Judges what happens to a resource. */
    Verdict test(ResourceChange change, RuleContext context);

    /** Holds when both hold. */
    default ChangeCondition and(ChangeCondition other) {
        return (change, context) -> Verdict.all(List.of(test(change, context), other.test(change, context)));
    }

    /** Has something to say about the changes for which a predicate is true, and no others. */
    default ChangeCondition onlyIf(BiPredicate<ResourceChange, RuleContext> applies) {
        return (change, context) -> applies.test(change, context) ? test(change, context) : Verdict.NOT_APPLICABLE;
    }

    /** Has something to say in production only. */
    default ChangeCondition inProduction() {
        return onlyIf((change, context) -> context.isProduction());
    }
}
