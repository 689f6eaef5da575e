package dev.plinth.policies.access;

import java.util.List;
import java.util.Set;

/**
 * Entry that a change adds to the policies of a stack, or removes from them.
 *
 * @param added whether it is added; else it is removed
 * @param entry the entry
 * @param counterparts the entries on the other side of the change that it covers, or that differ in conditions only
 * @param documents the policies with the entry
 * @param causes the URNs of the changed resources that add or remove it
 * @param first whether its principal or resource is created or deleted by the same change
 */
public record AccessChange(
        boolean added,
        AccessEntry entry,
        List<AccessEntry> counterparts,
        List<AccessDocument> documents,
        Set<String> causes,
        boolean first) {

    /** Copies the lists. */
    public AccessChange {
        counterparts = List.copyOf(counterparts);
        documents = List.copyOf(documents);
        causes = Set.copyOf(causes);
    }

    /** Returns whether it gives access: an added permission or a removed denial. */
    public boolean isWidening() {
        return added == entry.allow();
    }

    /** Returns whether the entry is in a secret, which must not be shown. */
    public boolean isSecret() {
        return documents.stream().anyMatch(AccessDocument::secret);
    }

    /** Returns whether the change drops conditions of the same permission. */
    public boolean dropsCondition() {
        return isWidening() && counterparts.stream().anyMatch(entry::differsInConditionOnly);
    }
}
