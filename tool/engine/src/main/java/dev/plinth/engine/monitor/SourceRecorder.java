package dev.plinth.engine.monitor;

import com.pulumi.deployment.internal.DeploymentImpl;
import com.pulumi.deployment.internal.Monitor;
import com.pulumi.resources.Resource;
import com.pulumi.resources.ResourceArgs;
import com.pulumi.resources.ResourceOptions;
import dev.plinth.model.SourceLocation;
import dev.plinth.model.SourceLocations;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.StackWalker.StackFrame;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import pulumirpc.Resource.RegisterResourceRequest;
import pulumirpc.Resource.RegisterResourceResponse;

/**
 * Finds the line of Java that makes each resource. A resource's constructor tells the SDK of it in the thread that runs
 * the program, where the stack says who made it; its URN is known later, in another thread, when it is registered.
 *
 * <p>Where the arguments of a constructor take several lines, the compiler notes the line of the last of them.
 */
public final class SourceRecorder {

    private static final StackWalker WALKER = StackWalker.getInstance(StackWalker.Option.RETAIN_CLASS_REFERENCE);

    /** Frames of these packages make resources on behalf of somebody else. */
    private static final List<String> LIBRARIES = List.of("com.pulumi.", "java.", "jdk.", "dev.plinth.engine.");

    /** The program that uses a component is the second place to look at. */
    private static final String COMPONENTS = "dev.plinth.components.";

    private static final String SOURCES = "src/main/java";

    private final IdentityHashMap<Resource, List<StackFrame>> made = new IdentityHashMap<>();
    private final Map<String, List<StackFrame>> registered = new ConcurrentHashMap<>();

    /** A deployment that takes note of each resource while its constructor runs. */
    public DeploymentImpl deployment(DeploymentImpl.DeploymentState state) {
        return new DeploymentImpl(state) {
            @Override
            public void readOrRegisterResource(
                    Resource resource,
                    boolean remote,
                    Function<String, Resource> newDependency,
                    ResourceArgs args,
                    ResourceOptions options,
                    Resource.LazyFields lazy,
                    @Nullable CompletableFuture<String> packageRef) {
                remember(resource);
                super.readOrRegisterResource(resource, remote, newDependency, args, options, lazy, packageRef);
            }
        };
    }

    /** A monitor that learns the URN of each resource before it asks for it: the engine may refuse the resource. */
    public Monitor monitor(String project, String stack, Monitor delegate) {
        return new ForwardingMonitor(delegate) {
            @Override
            public CompletableFuture<RegisterResourceResponse> registerResourceAsync(
                    @Nullable Resource resource, RegisterResourceRequest request) {
                List<StackFrame> frames = forget(resource);
                if (!frames.isEmpty()) {
                    registered.put(ResourceUrns.of(project, stack, request), frames);
                }
                return super.registerResourceAsync(resource, request);
            }
        };
    }

    private void remember(Resource resource) {
        List<StackFrame> frames = WALKER.walk(stack -> places(resource, stack));
        synchronized (made) {
            made.put(resource, frames);
        }
    }

    private List<StackFrame> forget(@Nullable Resource resource) {
        synchronized (made) {
            List<StackFrame> frames = made.remove(resource);
            return frames == null ? List.of() : frames;
        }
    }

    /** The first frame that is neither a library's nor one of the resource's own constructors, and the program's. */
    private static List<StackFrame> places(Resource resource, Stream<StackFrame> stack) {
        List<StackFrame> places = new ArrayList<>(2);
        for (StackFrame frame : (Iterable<StackFrame>) stack::iterator) {
            String type = frame.getClassName();
            boolean own = frame.getMethodName().equals("<init>")
                    && frame.getDeclaringClass().isInstance(resource);
            if (own || LIBRARIES.stream().anyMatch(type::startsWith)) {
                continue;
            }
            if (places.isEmpty()) {
                places.add(frame);
            }
            if (!type.startsWith(COMPONENTS)) {
                if (places.get(0) != frame) {
                    places.add(frame);
                }
                break;
            }
        }
        return places;
    }

    /**
     * Returns the source locations of the resources that were registered so far. A class whose source is not in the project
     * has no file.
     *
     * @param project the project's folder; sources are looked for in its {@code src/main/java} and in those of its modules
     */
    public SourceLocations locations(Path project) {
        Map<String, String> files = new HashMap<>();
        List<Path> roots = roots(project);
        Map<String, List<SourceLocation>> byUrn = new HashMap<>();
        registered.forEach((urn, frames) -> byUrn.put(
                urn,
                frames.stream()
                        .map(frame -> new SourceLocation(
                                frame.getClassName(),
                                files.computeIfAbsent(source(frame), source -> file(project, roots, source)),
                                Math.max(0, frame.getLineNumber())))
                        .toList()));
        return SourceLocations.of(byUrn);
    }

    /** The source's path below a folder of sources. */
    private static String source(StackFrame frame) {
        String type = frame.getClassName();
        String name = frame.getFileName();
        return type.substring(0, type.lastIndexOf('.') + 1).replace('.', '/') + (name == null ? "" : name);
    }

    private static String file(Path project, List<Path> roots, String source) {
        return roots.stream()
                .map(root -> root.resolve(source))
                .filter(Files::isRegularFile)
                .findFirst()
                .map(found -> project.relativize(found).toString().replace('\\', '/'))
                .orElse("");
    }

    private static List<Path> roots(Path project) {
        try (Stream<Path> folders = Files.list(project)) {
            return Stream.concat(
                            Stream.of(project.resolve(SOURCES)),
                            folders.sorted().map(folder -> folder.resolve(SOURCES)))
                    .filter(Files::isDirectory)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException("the directory " + project + " cannot be listed", e);
        }
    }
}
