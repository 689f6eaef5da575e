package dev.plinth.preview.reachability.data;

import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Access of a principal to the data of a store.
 *
 * @param principal the role, user, service, account, or {@code everyone}
 * @param principalUrn the URN of the principal; empty for one outside the stack
 * @param component the name of the principal's component; empty for none
 * @param store the store
 * @param operation the operation, such as {@code read}, or an action
 * @param actions the allowed actions of the operation
 * @param conditions the conditions that cannot be evaluated; empty for access in any case
 * @param policies the names of the resources with the policies that allow it
 */
public record DataAccess(
        String principal,
        String principalUrn,
        String component,
        DataStore store,
        String operation,
        SortedSet<String> actions,
        List<String> conditions,
        Set<String> policies) {

    /** Copies the lists. */
    public DataAccess {
        actions = new TreeSet<>(actions);
        conditions = List.copyOf(conditions);
        policies = new TreeSet<>(policies);
    }

    /** Returns whether the access depends on conditions. */
    public boolean isConditional() {
        return !conditions.isEmpty();
    }

    /** Returns the conditions in one line. */
    public String conditionText() {
        return String.join("; ", conditions);
    }

    /** Returns what identifies the access before and after a change. */
    String key() {
        return principal + " " + store.resource().urn() + " " + operation;
    }

    /** Returns the access as a phrase, such as {@code api-task-role: delete uploads-bucket}. */
    public String text() {
        return principal + ": " + operation + " " + store.name()
                + (isConditional() ? " (under conditions: " + conditionText() + ")" : "");
    }
}
