package dev.plinth.model;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/**
 * Operation of the engine on one resource, done or planned.
 *
 * @param op the operation as the engine names it: same, create, update, replace, delete, refresh …
 * @param urn the resource's URN
 * @param type the type token
 * @param name the logical name
 * @param replaceKeys the properties that force a replacement, sorted
 * @param changedPaths the property paths that change, sorted
 * @param replacementUnknown whether an update may as well be a replacement, because nobody could be asked
 */
public record Step(
        String op,
        String urn,
        String type,
        String name,
        List<String> replaceKeys,
        List<String> changedPaths,
        boolean replacementUnknown) {

    /** A step of which a provider said whether it replaces. */
    public Step(String op, String urn, String type, String name, List<String> replaceKeys, List<String> changedPaths) {
        this(op, urn, type, name, replaceKeys, changedPaths, false);
    }

    /** Returns the same update, marked as possibly a replacement. */
    public Step withReplacementUnknown() {
        return new Step(op, urn, type, name, replaceKeys, changedPaths, true);
    }

    /**
     * Reads a step from an engine event's metadata.
     *
     * @param metadata the object {@code StepEventMetadata} of an engine event
     */
    public static Step of(JsonNode metadata) {
        String urn = metadata.path("urn").asText();
        TreeSet<String> changed = new TreeSet<>();
        metadata.path("detailedDiff").fieldNames().forEachRemaining(changed::add);
        if (changed.isEmpty()) {
            metadata.path("diffs").forEach(path -> changed.add(path.asText()));
        }
        TreeSet<String> keys = new TreeSet<>();
        metadata.path("keys").forEach(key -> keys.add(key.asText()));
        return new Step(
                metadata.path("op").asText(),
                urn,
                metadata.path("type").asText(),
                urn.substring(urn.lastIndexOf("::") + 2),
                List.copyOf(keys),
                new ArrayList<>(changed));
    }

    /** Returns whether anything happens to the resource in the cloud or in the state. */
    public boolean isChange() {
        return !op.equals("same") && !op.equals("read") && !op.equals("refresh");
    }
}
