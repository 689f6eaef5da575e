package dev.plinth.operation.snapshot;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.plinth.engine.monitor.FunctionAnswers.Answer;
import dev.plinth.engine.monitor.ProviderCredentials;
import dev.plinth.simulator.SecretNames;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Removes secrets: what the engine marks as one, what a resource declares to be one, what is named like one, also in texts
 * that are JSON and in pairs of {@code name} and {@code value}, the credentials of providers, and what somebody names.
 */
final class Sanitizer {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** Properties of a resource that a preview needs; source positions and the engine's internal properties are not needed. */
    private static final List<String> KEPT = List.of(
            "urn",
            "custom",
            "delete",
            "id",
            "type",
            "parent",
            "protect",
            "external",
            "dependencies",
            "provider",
            "propertyDependencies",
            "pendingReplacement",
            "additionalSecretOutputs",
            "aliases",
            "customTimeouts",
            "importID",
            "retainOnDelete",
            "deletedWith",
            "created");

    private final Set<String> named;
    private final Set<String> removed = new TreeSet<>();

    /**
     * Creates a sanitizer.
     *
     * @param named paths of values that are removed although nothing tells that they are secrets, as {@link SecretScan}
     *     writes them
     */
    Sanitizer(Set<String> named) {
        this.named = Set.copyOf(named);
    }

    /** The paths of what was removed so far, sorted. */
    Set<String> removed() {
        return removed;
    }

    /** The paths that were named and are not there. */
    Set<String> missed() {
        Set<String> missed = new TreeSet<>(named);
        missed.removeAll(removed);
        return missed;
    }

    /**
     * A state without secrets, secrets provider and pending operations.
     *
     * @param state what {@code pulumi stack export} prints
     */
    ObjectNode state(JsonNode state) {
        ObjectNode result = JsonNodeFactory.instance.objectNode();
        result.set("version", state.path("version"));
        if (state.has("features")) {
            result.set("features", state.get("features"));
        }
        ObjectNode deployment = result.putObject("deployment");
        JsonNode manifest = state.path("deployment").path("manifest");
        ObjectNode kept = deployment.putObject("manifest");
        for (String key : List.of("time", "magic", "version")) {
            kept.put(key, manifest.path(key).asText());
        }
        ArrayNode resources = deployment.putArray("resources");
        state.path("deployment").path("resources").forEach(resource -> resources.add(resource(resource)));
        return result;
    }

    private ObjectNode resource(JsonNode resource) {
        ObjectNode result = JsonNodeFactory.instance.objectNode();
        for (String key : KEPT) {
            if (resource.has(key)) {
                result.set(key, resource.get(key));
            }
        }
        String urn = resource.path("urn").asText();
        Set<String> secret = new HashSet<>();
        resource.path("additionalSecretOutputs").forEach(name -> secret.add(name.asText()));
        for (String side : List.of("inputs", "outputs")) {
            if (resource.path(side).isObject()) {
                ObjectNode values = result.putObject(side);
                for (var property : resource.get(side).properties()) {
                    String name = property.getKey();
                    String path = SecretScan.path(urn, side) + "." + name;
                    if (ProviderCredentials.isProvider(resource.path("type").asText())
                            && ProviderCredentials.include(name)) {
                        // A provider with an unknown argument can't be loaded; without it, it can.
                        removed.add(path);
                    } else {
                        values.set(
                                name,
                                secret.contains(name)
                                        ? marker(path)
                                        : value(name, property.getValue(), path, Removed::marker));
                    }
                }
            }
        }
        if (!resource.path("initErrors").isEmpty()) {
            // The engine tries the resource again, whatever the messages say.
            result.putArray("initErrors").add("the message was removed");
        }
        return result;
    }

    private JsonNode marker(String path) {
        removed.add(path);
        return Removed.marker();
    }

    /** The answer of a function without secrets. */
    Answer answer(Answer answer) {
        String path = SecretScan.path(answer.token(), "result");
        JsonNode arguments = value("", answer.arguments(), SecretScan.path(answer.token(), "arguments"), Removed::text);
        return new Answer(
                answer.token(),
                answer.provider(),
                answer.region(),
                arguments,
                value("", answer.result(), path, Removed::text));
    }

    private JsonNode value(String name, JsonNode value, String path, Supplier<JsonNode> instead) {
        boolean secret = Removed.isSecret(value)
                || named.contains(path)
                || (SecretNames.include(name) && holdsText(value))
                || (value.isTextual() && holdsSecret(value.textValue(), path));
        if (secret) {
            removed.add(path);
            return instead.get();
        }
        if (value.isArray()) {
            ArrayNode result = JsonNodeFactory.instance.arrayNode();
            for (int i = 0; i < value.size(); i++) {
                result.add(value("", value.get(i), path + "[" + i + "]", instead));
            }
            return result;
        }
        if (!value.isObject()) {
            return value;
        }
        String pair = nameOfPair(value);
        ObjectNode result = JsonNodeFactory.instance.objectNode();
        for (var property : value.properties()) {
            String key = property.getKey().equals("value") && pair != null ? pair : property.getKey();
            result.set(property.getKey(), value(key, property.getValue(), path + "." + property.getKey(), instead));
        }
        return result;
    }

    /** The name of a variable or a parameter, whose value stands beside it. */
    private static @Nullable String nameOfPair(JsonNode object) {
        for (String key : List.of("name", "key")) {
            if (object.path(key).isTextual() && object.has("value")) {
                return object.get(key).textValue();
            }
        }
        return null;
    }

    /** Returns whether a value can be a secret: a flag or a number is not one, and an ARN only names the location of one. */
    private static boolean holdsText(JsonNode value) {
        if (value.isContainerNode()) {
            for (JsonNode element : value) {
                if (holdsText(element)) {
                    return true;
                }
            }
            return false;
        }
        return value.isTextual()
                && !value.textValue().isEmpty()
                && !value.textValue().startsWith("arn:aws")
                && !value.textValue().matches("true|false|[0-9]{1,3}");
    }

    /** Returns whether a text is JSON with a secret in it. */
    private boolean holdsSecret(String text, String path) {
        if (!text.startsWith("{") && !text.startsWith("[")) {
            return false;
        }
        try {
            JsonNode document = JSON.readTree(text);
            Sanitizer inner = new Sanitizer(Set.of());
            inner.value("", document, path, Removed::marker);
            return !inner.removed.isEmpty();
        } catch (JsonProcessingException e) {
            return false;
        }
    }
}
