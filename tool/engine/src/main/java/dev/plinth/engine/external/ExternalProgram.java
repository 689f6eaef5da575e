package dev.plinth.engine.external;

import com.pulumi.deployment.internal.Monitor;
import com.pulumi.resources.Resource;
import dev.plinth.engine.grpc.CallForwarder;
import dev.plinth.engine.grpc.EngineServer;
import dev.plinth.engine.grpc.LocalServer;
import dev.plinth.engine.grpc.MonitorServer;
import dev.plinth.engine.monitor.ForwardingMonitor;
import dev.plinth.engine.monitor.PartialValuesMonitor;
import dev.plinth.engine.monitor.ResourceUrns;
import dev.plinth.engine.program.Program;
import dev.plinth.engine.program.ProgramResult;
import dev.plinth.engine.program.ProgramRun;
import dev.plinth.model.SourceLocation;
import dev.plinth.model.SourceLocations;
import java.io.IOException;
import java.net.URI;
import java.nio.file.FileSystemNotFoundException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import pulumirpc.Resource.RegisterResourceRequest;
import pulumirpc.Resource.RegisterResourceResponse;
import pulumirpc.Source.SourcePosition;

/**
 * A program in another process and any language. Monitor and engine are served to it on the loopback address, so that it
 * registers its resources with whatever a program in this JVM would register them with.
 */
abstract class ExternalProgram implements Program {

    /** The runtime of the Java SDK, which does not ask for unknown outputs; see {@link PartialValuesMonitor}. */
    private static final String JAVA = "java";

    private final ProjectProgram project;
    private final Map<String, String> environment;
    private final Map<String, SourcePosition> positions = new ConcurrentHashMap<>();

    /**
     * Creates a program.
     *
     * @param project the project's program
     * @param environment the environment of its processes
     */
    ExternalProgram(ProjectProgram project, Map<String, String> environment) {
        this.project = project;
        this.environment = new TreeMap<>(environment);
    }

    /**
     * Runs the program's processes to their end.
     *
     * @param run the run
     * @param address where monitor and engine are served
     * @param output receives what the processes print
     */
    abstract ProgramResult execute(ProgramRun run, String address, ProgramOutput output)
            throws IOException, InterruptedException;

    /** Returns the project's program. */
    final ProjectProgram project() {
        return project;
    }

    /** Returns a copy of the environment of the program's processes. */
    final Map<String, String> environment() {
        return new TreeMap<>(environment);
    }

    @Override
    public final CompletableFuture<ProgramResult> run(ProgramRun run) {
        CompletableFuture<ProgramResult> result = new CompletableFuture<>();
        Thread thread = new Thread(
                () -> {
                    try {
                        result.complete(serve(run));
                    } catch (InterruptedException e) {
                        result.completeExceptionally(new CancellationException("the program was stopped"));
                    } catch (IOException | RuntimeException e) {
                        result.completeExceptionally(e);
                    }
                },
                "plinth-program");
        thread.setDaemon(true);
        var unused = result.whenComplete((ended, failure) -> {
            if (result.isCancelled()) {
                thread.interrupt();
            }
        });
        thread.start();
        return result;
    }

    private ProgramResult serve(ProgramRun run) throws IOException, InterruptedException {
        Monitor monitor = project.runtime().equals(JAVA) ? new PartialValuesMonitor(run.monitor()) : run.monitor();
        try (CallForwarder others = new CallForwarder(run.addresses());
                LocalServer server = LocalServer.start(
                        List.of(
                                new MonitorServer(locating(run, monitor), run.addresses() != null),
                                new EngineServer(run.engine())),
                        builder -> builder.fallbackHandlerRegistry(others))) {
            return execute(run, server.address(), new ProgramOutput(run.engine()));
        }
    }

    private Monitor locating(ProgramRun run, Monitor monitor) {
        return new ForwardingMonitor(monitor) {
            @Override
            public CompletableFuture<RegisterResourceResponse> registerResourceAsync(
                    @Nullable Resource resource, RegisterResourceRequest request) {
                if (request.hasSourcePosition()) {
                    positions.put(ResourceUrns.of(run.project(), run.stack(), request), request.getSourcePosition());
                }
                return super.registerResourceAsync(resource, request);
            }
        };
    }

    /** Returns the source locations that the SDK sent; those of Node.js, Python and Go send them, that of Java does not. */
    @Override
    public final SourceLocations locations(Path directory) {
        Path root = directory.toAbsolutePath().normalize();
        Map<String, List<SourceLocation>> byUrn = new HashMap<>();
        positions.forEach((urn, position) -> {
            String file = file(root, position.getUri());
            if (!file.isEmpty()) {
                byUrn.put(urn, List.of(new SourceLocation("", file, position.getLine())));
            }
        });
        return SourceLocations.of(byUrn);
    }

    /** The file's path in the project; empty when it lies elsewhere. */
    private static String file(Path root, String uri) {
        try {
            Path file = Path.of(URI.create(uri));
            return file.startsWith(root) ? root.relativize(file).toString().replace('\\', '/') : "";
        } catch (IllegalArgumentException | FileSystemNotFoundException e) {
            return "";
        }
    }
}
