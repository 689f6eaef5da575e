package dev.plinth.model;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Resources of the engine's states and checkpoints, and of {@code plinth graph --json}, read from JSON. */
final class ResourceJson {

    private ResourceJson() {}

    /** Returns the part of a document that holds resources: an exported stack and a checkpoint have it inside. */
    static JsonNode deployment(JsonNode document) {
        if (document.has("deployment")) {
            return document.get("deployment");
        }
        return isCheckpoint(document) ? checkpoint(document).path("latest") : document;
    }

    static boolean isCheckpoint(JsonNode document) {
        return document.path("checkpoint").isObject() || document.path("latest").isObject();
    }

    /** Returns the checkpoint of a state; in version 1 it has no enclosing object. */
    static JsonNode checkpoint(JsonNode document) {
        return document.path("checkpoint").isObject() ? document.get("checkpoint") : document;
    }

    /** The name of a stack that has no resources: {@code organization/project/stack}, formerly the stack alone. */
    static String[] checkpointName(JsonNode document) {
        List<String> parts =
                List.of(checkpoint(document).path("stack").asText("").split("/"));
        return new String[] {parts.get(parts.size() - 1), parts.size() > 1 ? parts.get(parts.size() - 2) : ""};
    }

    static JsonNode resourceNode(JsonNode list, int index) {
        JsonNode node = list.get(index);
        if (!node.path("urn").isTextual() || !node.path("type").isTextual()) {
            throw new IllegalArgumentException(
                    "has a resource without " + (node.path("urn").isTextual() ? "type" : "urn") + ": resources[" + index
                            + "]; expected an object with urn and type");
        }
        return node;
    }

    /** Reads one resource as the engine's state has it; its id is the output {@code id}. */
    static GraphResource resourceFromState(JsonNode node) {
        return resource(node, withId(node));
    }

    private static PropertyValue.ObjectValue withId(JsonNode node) {
        SortedMap<String, PropertyValue> outputs =
                new TreeMap<>(JsonValues.parseProperties(node.path("outputs")).properties());
        if (!node.path("id").asText("").isEmpty()) {
            outputs.putIfAbsent("id", JsonValues.parse(node.get("id")));
        }
        return new PropertyValue.ObjectValue(outputs);
    }

    static GraphResource resource(JsonNode node, PropertyValue.ObjectValue outputs) {
        String urn = node.path("urn").asText();
        String provider = node.path("provider").asText("");
        // The state appends the provider's id to its URN.
        int id = provider.lastIndexOf("::");
        boolean withId = provider.split("::", -1).length > 4;
        return new GraphResource(
                urn,
                node.path("type").asText(),
                node.path("name").asText(Urns.name(urn)),
                parent(node),
                withId ? provider.substring(0, id) : provider,
                strings(node.path("dependencies")),
                propertyDependencies(node.path("propertyDependencies")),
                JsonValues.parseProperties(node.path("inputs")),
                outputs,
                node.path("protect").asBoolean(),
                node.path("custom").asBoolean(!provider.isEmpty()),
                node.path("retainOnDelete").asBoolean());
    }

    private static @Nullable String parent(JsonNode node) {
        String parent = node.path("parent").asText("");
        return parent.isEmpty() ? null : parent;
    }

    private static List<String> strings(JsonNode node) {
        List<String> strings = new ArrayList<>();
        node.forEach(element -> strings.add(element.asText()));
        return strings;
    }

    private static SortedMap<String, List<String>> propertyDependencies(JsonNode node) {
        SortedMap<String, List<String>> dependencies = new TreeMap<>();
        node.properties().forEach(entry -> dependencies.put(entry.getKey(), strings(entry.getValue())));
        return dependencies;
    }
}
