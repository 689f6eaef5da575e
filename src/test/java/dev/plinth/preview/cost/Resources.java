package dev.plinth.preview.cost;

import dev.plinth.Repository;
import dev.plinth.model.GraphResource;
import dev.plinth.model.PropertyValue;
import dev.plinth.model.ResourceGraph;
import dev.plinth.settings.StackFile;
import dev.plinth.settings.StackReader;
import dev.plinth.settings.StackSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Resources, graphs and configurations to be priced. */
final class Resources {

    private Resources() {}

    static GraphResource resource(String type, String name, Map<String, ?> inputs) {
        return resource(type, name, inputs, Map.of());
    }

    /** A resource whose properties come from others, by their URNs. */
    static GraphResource resource(
            String type, String name, Map<String, ?> inputs, Map<String, List<String>> propertyDependencies) {
        return new GraphResource(
                urn(type, name),
                type,
                name,
                null,
                "",
                List.of(),
                new TreeMap<>(propertyDependencies),
                (PropertyValue.ObjectValue) PropertyValue.of(inputs),
                PropertyValue.ObjectValue.EMPTY,
                false,
                true);
    }

    /** A component. */
    static GraphResource component(String type, String name, Map<String, ?> inputs) {
        return owned(resource(type, name, inputs), null, false);
    }

    /** The same resource as the child of a component. */
    static GraphResource childOf(GraphResource component, GraphResource child) {
        return owned(child, component.urn(), true);
    }

    private static GraphResource owned(GraphResource resource, @Nullable String parent, boolean custom) {
        return new GraphResource(
                resource.urn(),
                resource.type(),
                resource.name(),
                parent,
                resource.provider(),
                resource.dependencies(),
                resource.propertyDependencies(),
                resource.inputs(),
                resource.outputs(),
                false,
                custom);
    }

    static String urn(String type, String name) {
        return "urn:pulumi:test::plinth::" + type + "::" + name;
    }

    static ResourceGraph graph(GraphResource... resources) {
        return new ResourceGraph("plinth", "test", List.of(resources));
    }

    /** Development's, in eu-central-1, with the defaults of the section cost. */
    static StackSettings config() {
        return Repository.settings("development");
    }

    /**
     * The same with another section cost.
     *
     * @param cost what stands between its braces, such as {@code monthlyBudget: 100, onBudget: block}
     */
    static StackSettings config(String cost) {
        try {
            Path file = Files.createTempFile("Pulumi.test", ".yaml");
            try {
                Files.writeString(
                        file,
                        Files.readString(Repository.fixtures().resolve("Pulumi.development.yaml"))
                                + "\n  plinth:cost: {" + cost + "}\n");
                return StackReader.settings(StackFile.read(Repository.fixtures(), "test", file), "plinth");
            } finally {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
