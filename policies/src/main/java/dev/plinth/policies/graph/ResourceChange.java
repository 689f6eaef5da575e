package dev.plinth.policies.graph;

import java.util.List;
import java.util.Optional;

/**
 * What a change does to one resource.
 *
 * @param operation what happens to it
 * @param before the resource as the stack's state has it; empty when it is created
 * @param after the resource as the program wants it; empty when it is deleted
 * @param replaceKeys the properties that force a replacement, sorted
 * @param changedPaths the property paths that change, sorted
 */
public record ResourceChange(
        Operation operation,
        Optional<GraphResource> before,
        Optional<GraphResource> after,
        List<String> replaceKeys,
        List<String> changedPaths) {

    /** What happens to a resource. */
    public enum Operation {
        SAME,
        CREATE,
        UPDATE,
        /** A new one is made and the old one is deleted, in either order. */
        REPLACE,
        DELETE;

        /**
         * Reads an operation as the engine names it; steps of a replacement count as the replacement, and what changes
         * neither cloud nor state, such as a read, as {@link #SAME}.
         */
        public static Operation of(String op) {
            return switch (op) {
                case "create", "import" -> CREATE;
                case "update" -> UPDATE;
                case "replace", "create-replacement", "delete-replaced", "import-replacement" -> REPLACE;
                case "delete" -> DELETE;
                default -> SAME;
            };
        }
    }

    /** Sorts what has no order. */
    public ResourceChange {
        if (before.isEmpty() && after.isEmpty()) {
            throw new IllegalArgumentException("a change has a resource before or after it");
        }
        replaceKeys = replaceKeys.stream().distinct().sorted().toList();
        changedPaths = changedPaths.stream().distinct().sorted().toList();
    }

    /** Returns the resource as it will be, or the one that goes. */
    public GraphResource resource() {
        return after.or(() -> before).orElseThrow();
    }

    /** Returns an input before the change; absent when the resource is new. */
    public PropertyValue before(String path) {
        return before.map(resource -> resource.input(path)).orElse(PropertyValue.Null.VALUE);
    }

    /** Returns an input after the change; absent when the resource goes. */
    public PropertyValue after(String path) {
        return after.map(resource -> resource.input(path)).orElse(PropertyValue.Null.VALUE);
    }

    /** Says whether the resource that the state has ends with this change. */
    public boolean endsResource() {
        return operation == Operation.DELETE || operation == Operation.REPLACE;
    }
}
