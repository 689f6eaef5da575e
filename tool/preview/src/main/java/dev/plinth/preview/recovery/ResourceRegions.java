package dev.plinth.preview.recovery;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.plinth.model.GraphResource;
import dev.plinth.model.PropertyValue;
import dev.plinth.model.ResourceGraph;
import java.util.Map;
import java.util.Optional;

/** Regions and default tags of resources, by their providers. */
final class ResourceRegions {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final ResourceGraph graph;
    private final String standard;

    /**
     * Creates the regions.
     *
     * @param standard the default Region
     */
    ResourceRegions(ResourceGraph graph, String standard) {
        this.graph = graph;
        this.standard = standard;
    }

    String of(GraphResource resource) {
        return resource.input("region")
                .asText()
                .or(() -> provider(resource)
                        .flatMap(provider -> provider.input("region").asText()))
                .orElse(standard);
    }

    PropertyValue defaultTags(GraphResource resource) {
        return provider(resource)
                .flatMap(provider -> provider.input("defaultTags").asText())
                .map(ResourceRegions::tags)
                .orElse(PropertyValue.Null.VALUE);
    }

    /** Parses the tags in a provider's input, which is a JSON text. */
    private static PropertyValue tags(String json) {
        try {
            return PropertyValue.of(JSON.convertValue(JSON.readTree(json).path("tags"), Map.class));
        } catch (JsonProcessingException | IllegalArgumentException e) {
            return PropertyValue.Null.VALUE;
        }
    }

    private Optional<GraphResource> provider(GraphResource resource) {
        return graph.resource(resource.provider());
    }
}
