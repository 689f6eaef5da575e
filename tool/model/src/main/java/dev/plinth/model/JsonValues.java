package dev.plinth.model;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.POJONode;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** Property values from and to JSON: Pulumi's state and preview, and the form that {@code plinth graph} prints. */
public final class JsonValues {

    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private JsonValues() {}

    /**
     * Reads a value. Objects with Pulumi's signature key are secrets, outputs, resource references and assets;
     * {@code {"secret":true}} and {@code {"unknown":true}} are what {@code plinth graph} prints for them. A node that holds a
     * property value is that value.
     *
     * @throws UncheckedIOException when a plain text secret of the state holds no JSON
     */
    public static PropertyValue parse(JsonNode node) {
        if (node.isObject()) {
            return parseObject(node);
        }
        if (node.isArray()) {
            List<PropertyValue> elements = new ArrayList<>();
            node.forEach(element -> elements.add(parse(element)));
            return new PropertyValue.ListValue(elements);
        }
        if (node.isTextual()) {
            return Signatures.text(node.textValue());
        }
        if (node.isBoolean()) {
            return new PropertyValue.Bool(node.booleanValue());
        }
        if (node instanceof POJONode known && known.getPojo() instanceof PropertyValue value) {
            return value;
        }
        return node.isNumber() ? new PropertyValue.Num(node.doubleValue()) : PropertyValue.Null.VALUE;
    }

    /** Reads the properties of a resource; anything but an object gives none. */
    public static PropertyValue.ObjectValue parseProperties(JsonNode node) {
        return parse(node).revealed() instanceof PropertyValue.ObjectValue object
                ? object
                : PropertyValue.ObjectValue.EMPTY;
    }

    /** Writes a value: a secret is {@code {"secret":true}}, never its value; an unknown is {@code {"unknown":true}}. */
    public static JsonNode toJson(PropertyValue value) {
        if (value instanceof PropertyValue.Bool bool) {
            return NODES.booleanNode(bool.value());
        }
        if (value instanceof PropertyValue.Num number) {
            return number(number.value());
        }
        if (value instanceof PropertyValue.Text text) {
            return NODES.textNode(text.value());
        }
        if (value instanceof PropertyValue.ListValue list) {
            ArrayNode array = NODES.arrayNode();
            list.elements().forEach(element -> array.add(toJson(element)));
            return array;
        }
        if (value instanceof PropertyValue.ObjectValue object) {
            ObjectNode node = NODES.objectNode();
            object.properties().forEach((key, property) -> node.set(key, toJson(property)));
            return node;
        }
        if (value instanceof PropertyValue.Secret) {
            return NODES.objectNode().put("secret", true);
        }
        if (value instanceof PropertyValue.Unknown) {
            return NODES.objectNode().put("unknown", true);
        }
        if (value instanceof PropertyValue.ResourceReference reference) {
            ObjectNode node = NODES.objectNode().put("urn", reference.urn());
            return node.set("id", toJson(reference.id()));
        }
        if (value instanceof PropertyValue.Asset asset) {
            return NODES.objectNode()
                    .put(asset.archive() ? "archive" : "asset", asset.content())
                    .put("hash", asset.hash());
        }
        return NODES.nullNode();
    }

    private static JsonNode number(double value) {
        boolean whole = value == Math.rint(value) && Math.abs(value) < 1e15;
        return whole ? NODES.numberNode((long) value) : NODES.numberNode(value);
    }

    private static PropertyValue parseObject(JsonNode node) {
        if (node.size() == 1
                && node.path("unknown").isBoolean()
                && node.path("unknown").booleanValue()) {
            return PropertyValue.Unknown.VALUE;
        }
        if (node.size() == 1
                && node.path("secret").isBoolean()
                && node.path("secret").booleanValue()) {
            return new PropertyValue.Secret(PropertyValue.Unknown.VALUE);
        }
        return switch (node.path(Signatures.KEY).asText()) {
            case Signatures.SECRET -> new PropertyValue.Secret(secretElement(node));
            case Signatures.OUTPUT -> output(node);
            case Signatures.RESOURCE ->
                new PropertyValue.ResourceReference(
                        node.path("urn").asText(), node.has("id") ? parse(node.get("id")) : PropertyValue.Null.VALUE);
            case Signatures.ASSET -> asset(node, false);
            case Signatures.ARCHIVE -> asset(node, true);
            default -> plainObject(node);
        };
    }

    /** The state holds a secret as cipher text, or, exported with its secrets shown, as JSON in a string. */
    private static PropertyValue secretElement(JsonNode node) {
        if (node.path("plaintext").isTextual()) {
            try {
                return parse(MAPPER.readTree(node.get("plaintext").textValue()));
            } catch (JsonProcessingException e) {
                // The cause would quote the secret.
                throw new UncheckedIOException(new java.io.IOException("a secret's plain text holds no JSON"));
            }
        }
        return node.has("value") ? parse(node.get("value")) : PropertyValue.Unknown.VALUE;
    }

    private static PropertyValue output(JsonNode node) {
        PropertyValue value = node.has("value") ? parse(node.get("value")) : PropertyValue.Unknown.VALUE;
        return node.path("secret").asBoolean() ? new PropertyValue.Secret(value) : value;
    }

    private static PropertyValue asset(JsonNode node, boolean archive) {
        String content = node.path("path").asText(node.path("uri").asText());
        return new PropertyValue.Asset(archive, node.path("hash").asText(), content);
    }

    private static PropertyValue plainObject(JsonNode node) {
        SortedMap<String, PropertyValue> properties = new TreeMap<>();
        node.properties().forEach(entry -> properties.put(entry.getKey(), parse(entry.getValue())));
        return new PropertyValue.ObjectValue(properties);
    }
}
