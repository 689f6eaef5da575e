package dev.plinth.policies.rule;

import dev.plinth.policies.graph.ResourceChange;

/** A statement about what a change does to a resource, such as that its storage does not shrink. */
@FunctionalInterface
public interface ChangeCondition {

    /** Judges what happens to a resource. */
    Verdict test(ResourceChange change, RuleContext context);
}
