package dev.plinth.settings.reference;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A key of stack files, found in their JSON Schema.
 *
 * @param name the full key, such as {@code plinth:databases.*.engineVersion}; {@code *} stands for an entry of a map or list
 * @param schema the schema of its values
 * @param isRequired whether a stack file must have it
 */
public record ConfigurationKey(String name, JsonNode schema, boolean isRequired) {

    private static final Pattern UNIT = Pattern.compile(
            "((?:Gigabytes|Megabytes|Mebibytes|Gibibytes|Requests|Messages)?PerMonth|Milliseconds|Seconds|Minutes|Hours|Days|Months"
                    + "|Percent|Gigabytes|Megabytes|MiB|GiB)$");

    private static final String PROPERTIES = "properties";

    /**
     * Finds a key.
     *
     * @param schema the JSON Schema of a stack file
     * @param project the project's name: the first namespace of a key without one
     * @param key the key, such as {@code network.cidr} or {@code plinth:network.cidr}; an entry of a map by its name or {@code *}
     * @throws UnknownKeyException when there is no such key
     */
    public static ConfigurationKey find(JsonNode schema, String project, String key) {
        JsonNode config = schema.path(PROPERTIES).path("config");
        String top = key.split("[.\\[]", 2)[0];
        List<String> names =
                top.contains(":") ? List.of(top) : List.of(project + ":" + top, "plinth:" + top, "aws:" + top);
        List<String> known = names(config);
        String name = names.stream()
                .filter(known::contains)
                .findFirst()
                .orElseThrow(() -> new UnknownKeyException(key, top, known));
        ConfigurationKey found =
                new ConfigurationKey(name, config.path(PROPERTIES).path(name), isRequired(config, name));
        for (String segment : key.substring(top.length()).split("[.\\[\\]]+", -1)) {
            if (!segment.isEmpty()) {
                found = found.below(segment, key);
            }
        }
        return found;
    }

    private ConfigurationKey below(String segment, String key) {
        JsonNode property = schema.path(PROPERTIES).path(segment);
        if (!property.isMissingNode()) {
            return new ConfigurationKey(name + "." + segment, property, isRequired(schema, segment));
        }
        JsonNode entry = entry(schema);
        if (entry.isMissingNode()) {
            throw new UnknownKeyException(key, segment, names(schema));
        }
        return new ConfigurationKey(name + ".*", entry, false);
    }

    /** Returns the schema of the entries of a map or a list. */
    private static JsonNode entry(JsonNode schema) {
        for (JsonNode candidate : List.of(schema.path("items"), schema.path("additionalProperties"))) {
            if (candidate.isObject()) {
                return candidate;
            }
        }
        return schema.path("type").asText().equals("object")
                        && schema.path("patternProperties").size() > 0
                ? schema.path("patternProperties").iterator().next()
                : MissingNode.getInstance();
    }

    private static List<String> names(JsonNode schema) {
        List<String> names = new ArrayList<>();
        schema.path(PROPERTIES).fieldNames().forEachRemaining(names::add);
        return names;
    }

    private static boolean isRequired(JsonNode schema, String name) {
        for (JsonNode required : schema.path("required")) {
            if (required.asText().equals(name)) {
                return true;
            }
        }
        return false;
    }

    /** Returns the keys below this one, such as {@code cidr}; those of an entry where this is a map of objects. */
    public List<ConfigurationKey> children() {
        JsonNode entry = entry(schema);
        ConfigurationKey parent = schema.has(PROPERTIES) || entry.isMissingNode()
                ? this
                : new ConfigurationKey(name + ".*", entry, false);
        return names(parent.schema).stream()
                .map(child -> parent.below(child, parent.name))
                .toList();
    }

    /** Returns the last part of the name. */
    public String simpleName() {
        return name.substring(name.lastIndexOf('.') + 1);
    }

    /** Returns the type of its values in words. */
    public String type() {
        if (schema.has("enum")) {
            return "one of a list";
        }
        JsonNode type = schema.path("type");
        String first = type.isArray() ? type.path(0).asText() : type.asText();
        return switch (first) {
            case "integer" -> "whole number";
            case "array" -> "list of " + plural(new ConfigurationKey(name, entry(schema), false).type());
            case "object" -> entry(schema).isMissingNode() ? "section" : "map by name";
            case "string" -> "text";
            case "" -> "any value";
            default -> first;
        };
    }

    private static String plural(String type) {
        return type.equals("one of a list") ? "constants" : type + "s";
    }

    /** Returns the unit of a number, from the key's name. */
    public Optional<String> unit() {
        Matcher unit = UNIT.matcher(simpleName());
        return unit.find() && type().matches("whole number|number")
                ? Optional.of(
                        unit.group(1).replaceAll("([a-z])([A-Z])", "$1 $2").toLowerCase(Locale.ROOT))
                : Optional.empty();
    }

    /** Returns the values that it accepts, in words. */
    public Optional<String> allowed() {
        if (schema.has("enum")) {
            List<String> values = new ArrayList<>();
            schema.path("enum").forEach(value -> values.add(value.asText()));
            return Optional.of(String.join(", ", values));
        }
        if (schema.has("minimum")) {
            return Optional.of(schema.path("minimum").asText() + " to "
                    + schema.path("maximum").asText());
        }
        JsonNode message = schema.has("items") ? schema.path("items") : schema;
        return Optional.of(message.path("patternErrorMessage").asText().replaceFirst("^expected ", ""))
                .filter(text -> !text.isEmpty());
    }

    /** Returns the default as JSON, if the key has one. */
    public Optional<String> defaultValue() {
        return Optional.of(schema.path("default"))
                .filter(value -> !value.isMissingNode())
                .map(JsonNode::toString);
    }

    /** Returns the description, if there is one. */
    public Optional<String> description() {
        return Optional.of(schema.path("description").asText()).filter(text -> !text.isEmpty());
    }

    /**
     * Returns its values in a stack's configuration, by their keys with the names of entries.
     *
     * @param values the configuration by key with namespace
     */
    public Map<String, JsonNode> values(Map<String, JsonNode> values) {
        String[] parts = name.split("\\.", -1);
        Map<String, JsonNode> found = new TreeMap<>();
        JsonNode top = values.get(parts[0]);
        if (top != null) {
            collect(parts, 1, parts[0], top, found);
        }
        return found;
    }

    private static void collect(String[] parts, int index, String path, JsonNode node, Map<String, JsonNode> into) {
        if (index == parts.length) {
            into.put(path, node);
        } else if (!parts[index].equals("*")) {
            JsonNode child = node.get(parts[index]);
            if (child != null) {
                collect(parts, index + 1, path + "." + parts[index], child, into);
            }
        } else if (node.isArray()) {
            for (int i = 0; i < node.size(); i++) {
                collect(parts, index + 1, path + "[" + i + "]", node.get(i), into);
            }
        } else {
            node.properties()
                    .forEach(entry -> collect(parts, index + 1, path + "." + entry.getKey(), entry.getValue(), into));
        }
    }
}
