package dev.plinth.policies.server;

import dev.plinth.model.GraphResource;
import dev.plinth.model.PropertyValue.ObjectValue;
import dev.plinth.model.ProtobufValues;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import pulumirpc.AnalyzerOuterClass.AnalyzeRequest;
import pulumirpc.AnalyzerOuterClass.AnalyzerProviderResource;
import pulumirpc.AnalyzerOuterClass.AnalyzerResource;
import pulumirpc.AnalyzerOuterClass.AnalyzerResourceOptions;

/** Creates resources of the graph from those that the engine sends. */
final class EngineResources {

    private EngineResources() {}

    /** A resource on its own: its properties are inputs, its outputs are not known yet. */
    static GraphResource resource(AnalyzeRequest request) {
        return new GraphResource(
                request.getUrn(),
                request.getType(),
                request.getName(),
                parent(request.getOptions()),
                request.getProvider().getUrn(),
                List.of(),
                new TreeMap<>(),
                ProtobufValues.parse(request.getProperties()),
                ObjectValue.EMPTY,
                request.getOptions().getProtect(),
                request.hasProvider());
    }

    /** The resource and, where it has one, its provider. */
    static List<GraphResource> withProvider(GraphResource resource, AnalyzeRequest request) {
        AnalyzerProviderResource provider = request.getProvider();
        if (provider.getUrn().isEmpty() || provider.getUrn().equals(resource.urn())) {
            return List.of(resource);
        }
        GraphResource parsed = new GraphResource(
                provider.getUrn(),
                provider.getType(),
                provider.getName(),
                null,
                "",
                List.of(),
                new TreeMap<>(),
                ProtobufValues.parse(provider.getProperties()),
                ObjectValue.EMPTY,
                false,
                true);
        return List.of(resource, parsed);
    }

    /**
     * A resource among those of its stack: its properties are outputs.
     *
     * @param inputs its inputs, when the engine sent them before; else the outputs stand in for them
     */
    static GraphResource resource(AnalyzerResource resource, Optional<ObjectValue> inputs) {
        SortedMap<String, List<String>> dependencies = new TreeMap<>();
        resource.getPropertyDependenciesMap()
                .forEach((property, urns) -> dependencies.put(property, urns.getUrnsList()));
        ObjectValue outputs = ProtobufValues.parse(resource.getProperties());
        return new GraphResource(
                resource.getUrn(),
                resource.getType(),
                resource.getName(),
                resource.getParent().isEmpty() ? parent(resource.getOptions()) : resource.getParent(),
                resource.getProvider().getUrn(),
                resource.getDependenciesList(),
                dependencies,
                inputs.orElse(outputs),
                outputs,
                resource.getOptions().getProtect(),
                resource.hasProvider());
    }

    private static @Nullable String parent(AnalyzerResourceOptions options) {
        return options.getParent().isEmpty() ? null : options.getParent();
    }
}
