package dev.plinth.policies.access;

/**
 * Entry of a policy in a stack.
 *
 * @param entry the entry
 * @param document the policy that it is in
 */
public record AccessGrant(AccessEntry entry, AccessDocument document) {}
