package dev.plinth.operation.recovery;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.plinth.model.GraphResource;
import dev.plinth.model.JsonValues;
import dev.plinth.model.PropertyValue;
import dev.plinth.model.ResourceGraph;
import dev.plinth.model.Signatures;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Adds resources to a state, with whatever they stand on that the program describes and the state lacks. */
final class StateEdit {

    private static final List<String> OPTIONS = List.of("protect", "retainOnDelete", "additionalSecretOutputs");

    private final ArrayNode resources;
    private final Map<String, ObjectNode> alive = new HashMap<>();
    private final Supplier<ResourceGraph> describing;
    private @Nullable ResourceGraph program;

    /**
     * Begins to edit.
     *
     * @param deployment what the state holds, which is changed
     * @param program the resources that the program describes, asked for where the state lacks something
     */
    StateEdit(JsonNode deployment, Supplier<ResourceGraph> program) {
        ObjectNode document = (ObjectNode) deployment;
        this.resources = document.path("resources").isArray()
                ? (ArrayNode) document.get("resources")
                : document.putArray("resources");
        this.describing = program;
        for (JsonNode resource : resources) {
            if (!resource.path("delete").asBoolean()) {
                alive.put(resource.path("urn").asText(), (ObjectNode) resource);
            }
        }
    }

    /** Returns whether the state has a resource without a pending deletion. */
    boolean has(String urn) {
        return alive.containsKey(urn);
    }

    /** Returns the ids of all resources of a type, those that wait to be deleted included. */
    Set<String> ids(String type) {
        Set<String> ids = new HashSet<>();
        for (JsonNode resource : resources) {
            if (resource.path("type").asText().equals(type)) {
                ids.add(resource.path("id").asText());
            }
        }
        return ids;
    }

    /** Returns the inputs of a resource's provider; missing where the state does not have it. */
    JsonNode providerInputs(JsonNode resource) {
        ObjectNode provider = alive.get(urnOf(resource.path("provider").asText()));
        return provider == null ? MissingNode.getInstance() : provider.path("inputs");
    }

    /** Returns a resource as the program describes it, in a state's form; empty where it describes no such resource. */
    Optional<JsonNode> described(String urn) {
        return program().resource(urn).map(StateEdit::toState);
    }

    /**
     * Adds a resource whose properties are to be read from the cloud; one that has its URN already waits to be deleted from
     * then on.
     *
     * @param resource the resource as a state holds it
     * @param id its id
     */
    void adopt(JsonNode resource, String id) {
        ObjectNode replaced = alive.remove(resource.path("urn").asText());
        if (replaced != null) {
            replaced.put("delete", true);
        }
        ObjectNode entry = entry(resource, true).put("id", id);
        // With no properties the provider reads it as it reads what is imported.
        entry.putObject("inputs");
        entry.putObject("outputs");
        for (String option : OPTIONS) {
            if (resource.has(option)) {
                entry.set(option, resource.get(option));
            }
        }
        String provider = resource.path("provider").asText();
        stand(urnOf(provider));
        ObjectNode known = alive.get(urnOf(provider));
        entry.put(
                "provider",
                known == null
                        ? provider
                        : urnOf(provider) + "::" + known.path("id").asText());
        ArrayNode dependencies = entry.putArray("dependencies");
        resource.path("dependencies").forEach(urn -> {
            if (has(urn.asText())) {
                dependencies.add(urn);
            }
        });
        add(entry);
    }

    private ObjectNode entry(JsonNode resource, boolean custom) {
        ObjectNode entry = JsonNodeFactory.instance.objectNode();
        entry.set("urn", resource.path("urn"));
        entry.put("custom", custom);
        entry.set("type", resource.path("type"));
        String parent = resource.path("parent").asText();
        if (!parent.isEmpty() && stand(parent)) {
            entry.put("parent", parent);
        }
        return entry;
    }

    private void add(ObjectNode entry) {
        alive.put(entry.path("urn").asText(), entry);
        resources.add(entry);
    }

    /** Adds a component or a provider that something stands on; returns whether the state has it then. */
    private boolean stand(String urn) {
        if (urn.isEmpty() || has(urn)) {
            return !urn.isEmpty();
        }
        Optional<GraphResource> described = program().resource(urn);
        described.ifPresent(resource -> {
            boolean provider = resource.type().startsWith("pulumi:providers:");
            ObjectNode entry = entry(toState(resource), provider);
            if (provider) {
                entry.put("id", UUID.randomUUID().toString());
                entry.set("inputs", toState(resource.inputs()));
                entry.set("outputs", toState(resource.inputs()));
            }
            add(entry);
        });
        return described.isPresent();
    }

    private ResourceGraph program() {
        ResourceGraph known = program;
        if (known == null) {
            known = describing.get();
            program = known;
        }
        return known;
    }

    private static JsonNode toState(GraphResource resource) {
        ObjectNode node = JsonNodeFactory.instance
                .objectNode()
                .put("urn", resource.urn())
                .put("type", resource.type())
                .put("parent", resource.parent())
                .put("provider", resource.provider());
        ArrayNode dependencies = node.putArray("dependencies");
        resource.dependencies().forEach(dependencies::add);
        node.set("inputs", toState(resource.inputs()));
        if (resource.protect()) {
            node.put("protect", true);
        }
        return node;
    }

    /** Returns a value as the state has it, without unknown values. */
    private static JsonNode toState(PropertyValue value) {
        if (value instanceof PropertyValue.ObjectValue object) {
            ObjectNode node = JsonNodeFactory.instance.objectNode();
            object.properties().forEach((key, element) -> {
                if (!element.isUnknown()) {
                    node.set(key, toState(element));
                }
            });
            return node;
        }
        if (value instanceof PropertyValue.ListValue list) {
            ArrayNode node = JsonNodeFactory.instance.arrayNode();
            list.elements().forEach(element -> node.add(toState(element)));
            return node;
        }
        if (value instanceof PropertyValue.Secret secret) {
            return JsonNodeFactory.instance
                    .objectNode()
                    .put(Signatures.KEY, Signatures.SECRET)
                    .put("plaintext", toState(secret.element()).toString());
        }
        // None of these holds a secret.
        return JsonValues.toJson(value);
    }

    /** A provider is referred to by URN and id; a program knows no id. */
    private static String urnOf(String provider) {
        String[] parts = provider.split("::", -1);
        // urn:pulumi:STACK::PROJECT::TYPE::NAME, and the id behind it.
        return parts.length > 4 ? String.join("::", List.of(parts).subList(0, 4)) : provider;
    }
}
