package dev.plinth.testkit.rule;

import dev.plinth.model.GraphResource;
import dev.plinth.model.ResourceChange;
import java.util.List;
import java.util.Optional;

/** Makes changes for tests. */
public final class Changes {

    private Changes() {}

    /**
     * A resource is updated in place.
     *
     * @param changed the paths that the engine says differ
     */
    public static ResourceChange update(GraphResource before, GraphResource after, String... changed) {
        return change(ResourceChange.Operation.UPDATE, Optional.of(before), Optional.of(after), changed);
    }

    /** A resource stays as it is. */
    public static ResourceChange same(GraphResource resource) {
        return change(ResourceChange.Operation.SAME, Optional.of(resource), Optional.of(resource));
    }

    /** A resource is new. */
    public static ResourceChange create(GraphResource resource) {
        return change(ResourceChange.Operation.CREATE, Optional.empty(), Optional.of(resource));
    }

    /** A resource goes, and nothing takes its place. */
    public static ResourceChange delete(GraphResource resource) {
        return change(ResourceChange.Operation.DELETE, Optional.of(resource), Optional.empty());
    }

    /**
     * A resource is deleted and made anew.
     *
     * @param keys the properties that make it so
     */
    public static ResourceChange replace(GraphResource before, GraphResource after, String... keys) {
        return new ResourceChange(
                ResourceChange.Operation.REPLACE,
                Optional.of(before),
                Optional.of(after),
                List.of(keys),
                List.of(keys));
    }

    private static ResourceChange change(
            ResourceChange.Operation operation,
            Optional<GraphResource> before,
            Optional<GraphResource> after,
            String... changed) {
        return new ResourceChange(operation, before, after, List.of(), List.of(changed));
    }
}
