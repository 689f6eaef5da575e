package dev.plinth.operation.compose;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.plinth.model.GraphResource;
import dev.plinth.model.PropertyValue;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiConsumer;

/** Networks or volumes of a Compose file by their names on the Docker host. Those that the stack does not create are external. */
final class ComposeResources {

    private final Map<String, String> keys = new LinkedHashMap<>();
    private final Map<String, GraphResource> resources = new LinkedHashMap<>();
    private final Set<String> external = new TreeSet<>();
    private final Set<String> given = new HashSet<>();

    ComposeResources(List<GraphResource> created) {
        for (GraphResource resource : created) {
            String key = ComposeText.unique(resource.name(), given);
            resource.output("name").asText().ifPresent(name -> keys.put(name, key));
            resources.put(key, resource);
        }
    }

    /** Returns the key of a network or volume. */
    String key(PropertyValue name) {
        String text = name.asText().orElse("unknown");
        return keys.computeIfAbsent(text, other -> {
            external.add(other);
            return ComposeText.unique(other, given);
        });
    }

    /** Writes the entries under a property of the document, if there are any. */
    void write(ObjectNode document, String property, BiConsumer<GraphResource, ObjectNode> details) {
        resources.forEach((key, resource) -> {
            ObjectNode entry = document.withObject("/" + property).putObject(key);
            resource.input("name").asText().ifPresent(name -> entry.put("name", ComposeText.escaped(name)));
            details.accept(resource, entry);
            for (PropertyValue label : resource.input("labels").elements()) {
                entry.withObject("/labels")
                        .put(label.at("label").asText().orElse(""), ComposeText.of(label.at("value")));
            }
        });
        external.forEach(name -> document.withObject("/" + property)
                .putObject(keys.getOrDefault(name, name))
                .put("name", ComposeText.escaped(name))
                .put("external", true));
    }
}
