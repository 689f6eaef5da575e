package dev.plinth.engine;

import com.pulumi.deployment.internal.Engine;
import java.util.concurrent.CompletableFuture;
import pulumirpc.EngineOuterClass.GetRootResourceRequest;
import pulumirpc.EngineOuterClass.GetRootResourceResponse;
import pulumirpc.EngineOuterClass.LogRequest;
import pulumirpc.EngineOuterClass.LogSeverity;
import pulumirpc.EngineOuterClass.RequirePulumiVersionRequest;
import pulumirpc.EngineOuterClass.RequirePulumiVersionResponse;

/**
 * Keeps the SDK's debug messages to itself: it sends about five for each resource, whole property values among them, and
 * the engine passes each on as an event that nobody reads.
 */
final class QuietEngine implements Engine {

    private final Engine delegate;

    QuietEngine(Engine delegate) {
        this.delegate = delegate;
    }

    @Override
    public CompletableFuture<Void> logAsync(LogRequest request) {
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
