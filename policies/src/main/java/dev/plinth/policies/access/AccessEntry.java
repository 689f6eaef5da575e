package dev.plinth.policies.access;

/**
 * Smallest part of a policy: one principal, one action and one resource. Statements are divided into entries, so that order,
 * grouping and single values in place of lists make no difference.
 *
 * @param layer the kind of policy
 * @param allow whether it allows; else it denies
 * @param principal the principals
 * @param action the actions
 * @param resource the resources
 * @param condition the conditions
 */
public record AccessEntry(
        Layer layer,
        boolean allow,
        PatternSet principal,
        PatternSet action,
        PatternSet resource,
        AccessCondition condition) {

    /** Kinds of policies, which AWS evaluates separately. */
    public enum Layer {
        /** Policy of a role, user or group. */
        IDENTITY,
        /** Managed policy of a role, user or group whose document is outside the stack. */
        MANAGED,
        /** Group of a user whose policies are outside the stack. */
        GROUP,
        /** Trust policy: it allows assuming a role. */
        TRUST,
        /** Permissions boundary of a role or user. */
        BOUNDARY,
        /** Policy of a resource, such as a bucket. */
        RESOURCE
    }

    /** Returns whether it allows, or denies, everything that another entry of the same kind does. */
    public boolean covers(AccessEntry other) {
        return layer == other.layer
                && allow == other.allow
                && principal.covers(other.principal)
                && action.covers(other.action)
                && resource.covers(other.resource)
                && condition.covers(other.condition);
    }

    /** Returns whether another entry differs in its conditions only. */
    boolean differsInConditionOnly(AccessEntry other) {
        return layer == other.layer
                && allow == other.allow
                && principal.equals(other.principal)
                && action.equals(other.action)
                && resource.equals(other.resource)
                && !condition.equals(other.condition);
    }
}
