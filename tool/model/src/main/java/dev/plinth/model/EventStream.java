package dev.plinth.model;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Events of the engine, one JSON object each: {@code pulumi preview --json} prints them with {@code
 * PULUMI_ENABLE_STREAMING_JSON_PREVIEW}, and {@code --event-log} writes them to a file.
 *
 * @see <a href="https://www.pulumi.com/docs/reference/pkg/nodejs/pulumi/automation/interfaces/EngineEvent.html">Engine
 *     events</a>
 */
public final class EventStream {

    private EventStream() {}

    /** Returns whether an object is an event of the engine. */
    public static boolean isEvent(JsonNode root) {
        return root.path("sequence").isNumber() && root.path("timestamp").isNumber();
    }

    /** Returns the objects of a file, with events joined to the preview that {@code pulumi preview --json} would print. */
    public static List<JsonFile.Document> joined(List<JsonFile.Document> documents) {
        if (documents.isEmpty() || !documents.stream().allMatch(document -> isEvent(document.root()))) {
            return documents;
        }
        Map<String, ObjectNode> steps = new LinkedHashMap<>();
        IdentityHashMap<JsonNode, Integer> lines = new IdentityHashMap<>();
        ObjectNode preview = JsonNodeFactory.instance.objectNode();
        for (JsonFile.Document document : documents) {
            JsonNode metadata = document.root().path("resourcePreEvent").path("metadata");
            if (metadata instanceof ObjectNode step && isStep(step)) {
                steps.put(step.path("urn").asText(), step);
                lines.put(step, document.line());
            }
            JsonNode counts = document.root().path("summaryEvent").path("resourceChanges");
            if (counts.isObject()) {
                preview.set("changeSummary", counts);
            }
        }
        if (steps.isEmpty()) {
            return documents;
        }
        ArrayNode array = preview.putArray("steps");
        steps.values().forEach(array::add);
        return List.of(new JsonFile.Document(preview, documents.get(0).line(), lines));
    }

    /** The parts of a replacement follow the replacement itself. */
    private static boolean isStep(ObjectNode step) {
        String op = step.path("op").asText();
        return !op.equals("create-replacement") && !op.equals("delete-replaced");
    }
}
