package dev.plinth.model;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Change of one resource.
 *
 * @param operation what happens to it
 * @param before the resource as the stack's state has it; empty when it is created
 * @param after the resource as the program declares it; empty when it is deleted
 * @param replaceKeys the properties that force a replacement, sorted
 * @param changedPaths the property paths that change, sorted
 * @param replacementUnknown whether an update may as well be a replacement, because nobody could be asked
 */
public record ResourceChange(
        Operation operation,
        Optional<GraphResource> before,
        Optional<GraphResource> after,
        List<String> replaceKeys,
        List<String> changedPaths,
        boolean replacementUnknown) {

    /** Operation on a resource. */
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

    /** A change of which a provider said whether it replaces. */
    public ResourceChange(
            Operation operation,
            Optional<GraphResource> before,
            Optional<GraphResource> after,
            List<String> replaceKeys,
            List<String> changedPaths) {
        this(operation, before, after, replaceKeys, changedPaths, false);
    }

    /** Returns the same update, marked as possibly a replacement. */
    public ResourceChange withReplacementUnknown() {
        return new ResourceChange(operation, before, after, replaceKeys, changedPaths, true);
    }

    /** The same with another resource after it. */
    public ResourceChange withAfter(Optional<GraphResource> wanted) {
        return new ResourceChange(operation, before, wanted, replaceKeys, changedPaths, replacementUnknown);
    }

    /** The same with a resource before that is known better. */
    public ResourceChange withBefore(Optional<GraphResource> known) {
        return new ResourceChange(operation, known, after, replaceKeys, changedPaths, replacementUnknown);
    }

    /**
     * Reads a step of an update: the metadata of an engine event ({@code old}, {@code new}, {@code keys}, {@code diffs}),
     * or one that {@code pulumi preview --json} prints ({@code oldState}, {@code newState}, {@code replaceReasons},
     * {@code diffReasons}). Secrets stay marked in either, and are blinded.
     *
     * @return empty when the step has no state, before or after
     */
    public static Optional<ResourceChange> ofStep(JsonNode step) {
        Optional<GraphResource> before = state(step, "old");
        Optional<GraphResource> after = state(step, "new");
        if (before.isEmpty() && after.isEmpty()) {
            return Optional.empty();
        }
        List<String> changed = new ArrayList<>();
        step.path("detailedDiff").fieldNames().forEachRemaining(changed::add);
        if (changed.isEmpty()) {
            changed.addAll(texts(step, "diffs", "diffReasons"));
        }
        return Optional.of(new ResourceChange(
                Operation.of(step.path("op").asText()), before, after, texts(step, "keys", "replaceReasons"), changed));
    }

    private static Optional<GraphResource> state(JsonNode step, String when) {
        JsonNode state = step.hasNonNull(when) ? step.get(when) : step.path(when + "State");
        return state.isObject() ? Optional.of(ResourceJson.resourceFromState(state)) : Optional.empty();
    }

    private static List<String> texts(JsonNode step, String... names) {
        List<String> texts = new ArrayList<>();
        for (String name : names) {
            step.path(name).forEach(text -> texts.add(text.asText()));
        }
        return texts;
    }

    /**
     * The same with what the resource as it will be depends on, as another graph knows it: an engine's step says nothing of
     * that, and where an id isn't known yet only the dependency tells what it refers to.
     *
     * @param graph the stack as it will be
     */
    public ResourceChange dependingAsIn(ResourceGraph graph) {
        return withAfter(after.map(graph::withDependencies));
    }

    /**
     * The same with the outputs that a resource has which stays: before a step is done, the engine says nothing of them, and by
     * the identifiers among them other resources are found.
     */
    public ResourceChange keepingOutputs() {
        boolean stays = operation == Operation.SAME || operation == Operation.UPDATE;
        return withAfter(after.map(resource ->
                stays && before.isPresent() ? resource.withOutputs(before.get().outputs()) : resource));
    }

    /**
     * Returns whether the cloud keeps the resource although the stack lets go of it, as Pulumi's {@code retainOnDelete} asks; a replaced
     * one is then left beside its replacement.
     */
    public boolean leavesResource() {
        return endsResource() && before.filter(GraphResource::retained).isPresent();
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

    /** Returns whether the engine sees a difference in an input, or in anything that the same first key leads to. */
    public boolean changes(String path) {
        String key = path.split("[.\\[]", 2)[0];
        return Stream.concat(changedPaths.stream(), replaceKeys.stream())
                .anyMatch(changed -> changed.split("[.\\[]", 2)[0].equals(key));
    }

    /** Returns whether the resource that the state has ends with this change, or may end because it is unknown. */
    public boolean mayEndResource() {
        return endsResource() || replacementUnknown;
    }

    /** Returns whether the resource that the state has ends with this change. */
    public boolean endsResource() {
        return operation == Operation.DELETE || operation == Operation.REPLACE;
    }
}
