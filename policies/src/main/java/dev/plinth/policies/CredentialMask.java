package dev.plinth.policies;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.plinth.model.GraphResource;
import dev.plinth.model.PropertyValue;
import dev.plinth.model.ResourceChange;
import dev.plinth.model.ResourceGraph;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Marks credentials as secrets where a file does not: by the names of properties and by the form of values, as in policy
 * results. Rules must get the unmasked resources, because they check whether a credential is marked.
 */
public final class CredentialMask {

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private CredentialMask() {}

    /** Returns a graph whose credentials are secrets. */
    public static ResourceGraph of(ResourceGraph graph) {
        return new ResourceGraph(
                graph.project(),
                graph.stack(),
                graph.resources().stream().map(CredentialMask::of).toList());
    }

    /** Returns a change whose credentials are secrets. */
    public static ResourceChange of(ResourceChange change) {
        return change.withBefore(change.before().map(CredentialMask::of))
                .withAfter(change.after().map(CredentialMask::of));
    }

    /** Returns a resource whose credentials are secrets. */
    public static GraphResource of(GraphResource resource) {
        boolean text = Redaction.isText(resource);
        return resource.withInputs(properties(resource.inputs(), text))
                .withOutputs(properties(resource.outputs(), text));
    }

    private static PropertyValue.ObjectValue properties(PropertyValue.ObjectValue object, boolean text) {
        SortedMap<String, PropertyValue> masked = new TreeMap<>();
        object.properties()
                .forEach((key, value) -> masked.put(key, masked(key, value, text && Redaction.TEXTS.contains(key))));
        return new PropertyValue.ObjectValue(masked);
    }

    private static PropertyValue masked(String name, PropertyValue value, boolean credential) {
        boolean hidden = credential || Redaction.isCredential(name);
        if (value instanceof PropertyValue.ObjectValue object) {
            boolean pair = Redaction.isNamedPair(object);
            SortedMap<String, PropertyValue> masked = new TreeMap<>();
            object.properties()
                    .forEach((key, property) -> masked.put(
                            key,
                            masked(
                                    key,
                                    property,
                                    (hidden && !Redaction.NAMES.contains(key)) || (pair && key.equals("value")))));
            return new PropertyValue.ObjectValue(masked);
        }
        if (value instanceof PropertyValue.ListValue list) {
            return new PropertyValue.ListValue(list.elements().stream()
                    .map(element -> masked(name, element, hidden))
                    .toList());
        }
        if (value instanceof PropertyValue.Num && hidden) {
            return new PropertyValue.Secret(value);
        }
        return value instanceof PropertyValue.Text text ? masked(text, hidden) : value;
    }

    private static PropertyValue masked(PropertyValue.Text text, boolean hidden) {
        if (hidden && !text.value().isBlank() && !Redaction.isPlain(text.value())) {
            return new PropertyValue.Secret(text);
        }
        String start = text.value().stripLeading();
        String clean = Redaction.redact(
                start.startsWith("{") || start.startsWith("[") ? document(text.value()) : text.value(), List.of());
        return clean.equals(text.value()) ? text : new PropertyValue.Text(clean);
    }

    /** Returns a JSON text without its credentials; unchanged where it has none or is not JSON. */
    private static String document(String text) {
        try {
            JsonNode document = MAPPER.readTree(text);
            JsonNode masked = masked("", document, false);
            return masked.equals(document) ? text : masked.toString();
        } catch (JsonProcessingException e) {
            return text;
        }
    }

    private static JsonNode masked(String name, JsonNode node, boolean credential) {
        boolean hidden = credential || Redaction.isCredential(name);
        if (node.isObject()) {
            boolean pair = Redaction.isCredential(node.path("name").asText())
                    || Redaction.isCredential(node.path("key").asText());
            ObjectNode masked = MAPPER.createObjectNode();
            for (Map.Entry<String, JsonNode> property : node.properties()) {
                boolean value = pair && property.getKey().equals("value");
                boolean inside = hidden && !Redaction.NAMES.contains(property.getKey());
                masked.set(property.getKey(), masked(property.getKey(), property.getValue(), value || inside));
            }
            return masked;
        }
        if (node.isArray()) {
            ArrayNode masked = MAPPER.createArrayNode();
            node.forEach(element -> masked.add(masked(name, element, hidden)));
            return masked;
        }
        boolean secret = hidden
                && (node.isNumber()
                        || (node.isTextual() && !node.textValue().isBlank() && !Redaction.isPlain(node.textValue())));
        return secret ? TextNode.valueOf(Redaction.REDACTED) : node;
    }
}
