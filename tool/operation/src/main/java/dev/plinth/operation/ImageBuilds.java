package dev.plinth.operation;

import dev.plinth.model.GraphResource;
import dev.plinth.model.ResourceGraph;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The container images that a stack builds, found in its resources. */
public final class ImageBuilds {

    /** The input that names the build context, by the type of the image's resource. */
    private static final Map<String, String> CONTEXTS = Map.of(
            "docker:index/image:Image", "build.context",
            "docker-build:index:Image", "context.location");

    private ImageBuilds() {}

    /**
     * An image that is built.
     *
     * @param name the image's logical name
     * @param context the directory that it is built from, relative to the project's
     */
    public record ImageBuild(String name, Path context) {}

    /** Returns the images that a stack builds from local directories, sorted by name. */
    public static List<ImageBuild> of(ResourceGraph graph) {
        return graph.resources().stream()
                .flatMap(resource -> context(resource)
                        .filter(path -> !path.contains("://"))
                        .map(path ->
                                new ImageBuild(resource.name(), Path.of(path).normalize()))
                        .stream())
                .sorted(Comparator.comparing(ImageBuild::name))
                .toList();
    }

    private static Optional<String> context(GraphResource resource) {
        return Optional.ofNullable(CONTEXTS.get(resource.type()))
                .flatMap(path -> resource.input(path).asText());
    }
}
