package dev.plinth.policies.access;

/**
 * Change of the permissions boundary of a role or user that exists before and after the change.
 *
 * @param urn the role or user
 * @param principal its name
 * @param before the former boundary; empty for none
 * @param after the boundary; empty for none
 */
public record BoundaryChange(String urn, String principal, String before, String after) {

    /** Returns whether it may give access: the boundary is removed or replaced by another one. */
    public boolean isWidening() {
        return !before.isEmpty();
    }

    /** Returns the change as one line. */
    public String text() {
        return before.isEmpty()
                ? principal + " gains the permissions boundary " + after
                : after.isEmpty()
                        ? principal + " loses the permissions boundary " + before
                        : principal + " changes the permissions boundary from " + before + " to " + after;
    }
}
