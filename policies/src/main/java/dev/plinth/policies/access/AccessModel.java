package dev.plinth.policies.access;

import dev.plinth.model.GraphResource;
import dev.plinth.model.ResourceGraph;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Policies of a stack.
 *
 * @param grants the entries of all known policies
 * @param unknown the policies that are unknown before the update, or not JSON
 * @param boundaries the permissions boundaries, by the URN of the role or user
 */
public record AccessModel(List<AccessGrant> grants, List<AccessDocument> unknown, Map<String, Boundary> boundaries) {

    /**
     * Permissions boundary of a role or user.
     *
     * @param name the name or ARN of the policy
     * @param policy the policy, if it is in the stack
     */
    public record Boundary(String name, Optional<GraphResource> policy) {}

    /** Copies the lists. */
    public AccessModel {
        grants = List.copyOf(grants);
        unknown = List.copyOf(unknown);
        boundaries = Map.copyOf(boundaries);
    }

    /** Reads the policies of a stack. */
    public static AccessModel of(ResourceGraph graph) {
        return of(graph, ResourceNames.of(graph));
    }

    /**
     * Reads the policies of a stack.
     *
     * @param names the names of resources, such as those before and after a change
     */
    public static AccessModel of(ResourceGraph graph, ResourceNames names) {
        return new AccessReader(graph, names).read();
    }
}
