package dev.plinth.engine.program;

import com.pulumi.deployment.internal.Engine;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import pulumirpc.EngineOuterClass.GetRootResourceRequest;
import pulumirpc.EngineOuterClass.GetRootResourceResponse;
import pulumirpc.EngineOuterClass.LogRequest;
import pulumirpc.EngineOuterClass.LogSeverity;
import pulumirpc.EngineOuterClass.RequirePulumiVersionRequest;
import pulumirpc.EngineOuterClass.RequirePulumiVersionResponse;

/**
 * Drops debug messages, and remembers whether an error was logged. The Java SDK sends about five debug messages for each
 * resource, whole property values among them, and the engine passes each on as an event that nobody reads.
 */
public final class QuietEngine implements Engine {

    private final Engine delegate;
    private final AtomicBoolean errorLogged = new AtomicBoolean();

    public QuietEngine(Engine delegate) {
        this.delegate = delegate;
    }

    /** Returns whether an error was logged. */
    public boolean errorLogged() {
        return errorLogged.get();
    }

    @Override
    public CompletableFuture<Void> logAsync(LogRequest request) {
        if (request.getSeverity() == LogSeverity.ERROR) {
            errorLogged.set(true);
        }
        return request.getSeverity() == LogSeverity.DEBUG
                ? CompletableFuture.completedFuture(null)
                : delegate.logAsync(request);
    }

    @Override
    public CompletableFuture<GetRootResourceResponse> getRootResourceAsync(GetRootResourceRequest request) {
        return delegate.getRootResourceAsync(request);
    }

    @Override
    public CompletableFuture<RequirePulumiVersionResponse> requirePulumiVersionAsync(
            RequirePulumiVersionRequest request) {
        return delegate.requirePulumiVersionAsync(request);
    }
}
