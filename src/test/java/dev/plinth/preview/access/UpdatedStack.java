package dev.plinth.preview.access;

import com.google.common.base.Suppliers;
import dev.plinth.Repository;
import dev.plinth.engine.graph.GraphRecorder;
import dev.plinth.model.GraphResource;
import dev.plinth.model.PropertyValue;
import dev.plinth.model.ResourceGraph;
import dev.plinth.mutation.UpdatedCloud;
import dev.plinth.operation.StackDefinition;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/** The shipped production stack after its update: identifiers are known, so that policies name the ARNs of resources. */
public final class UpdatedStack {

    private static final List<String> DOMAINS = List.of("api.example.com", "admin.example.com", "cdn.example.com");

    private static final Supplier<ResourceGraph> PRODUCTION = Suppliers.memoize(UpdatedStack::record);

    private UpdatedStack() {}

    /** Returns production without read replicas, for which the cloud has no answer. */
    public static ResourceGraph production() {
        return PRODUCTION.get();
    }

    private static ResourceGraph record() {
        try {
            Path folder = Files.createTempDirectory("updated-stack");
            Repository.copyProject(folder);
            Path file = folder.resolve("Pulumi.production.yaml");
            Files.writeString(file, Files.readString(file).replaceAll("readReplicas: \\d+", "readReplicas: 0"));
            StackDefinition definition = StackDefinition.read(Repository.project(folder), "production");
            return new GraphRecorder("plinth", "production", new UpdatedCloud(DOMAINS))
                    .record(definition.program(), Map.of(), Set.of());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns a graph with another policy document in one resource. */
    public static ResourceGraph withPolicy(ResourceGraph graph, String name, UnaryOperator<String> edit) {
        List<GraphResource> resources = graph.resources().stream()
                .map(resource -> resource.name().equals(name) ? edited(resource, edit) : resource)
                .toList();
        return new ResourceGraph(graph.project(), graph.stack(), resources);
    }

    private static GraphResource edited(GraphResource resource, UnaryOperator<String> edit) {
        Map<String, PropertyValue> inputs = new TreeMap<>(resource.inputs().properties());
        inputs.computeIfPresent(
                "policy",
                (key, value) -> new PropertyValue.Text(edit.apply(value.asText().orElseThrow())));
        return resource.withInputs(PropertyValue.ObjectValue.of(inputs));
    }
}
