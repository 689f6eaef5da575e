package dev.plinth.engine.external;

import com.pulumi.deployment.internal.Engine;
import com.pulumi.deployment.internal.Monitor;
import com.pulumi.resources.Resource;
import dev.plinth.engine.program.ProgramRun;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import pulumirpc.EngineOuterClass.GetRootResourceRequest;
import pulumirpc.EngineOuterClass.GetRootResourceResponse;
import pulumirpc.EngineOuterClass.LogRequest;
import pulumirpc.EngineOuterClass.RequirePulumiVersionRequest;
import pulumirpc.EngineOuterClass.RequirePulumiVersionResponse;
import pulumirpc.Provider.CallResponse;
import pulumirpc.Resource.ReadResourceRequest;
import pulumirpc.Resource.ReadResourceResponse;
import pulumirpc.Resource.RegisterPackageRequest;
import pulumirpc.Resource.RegisterPackageResponse;
import pulumirpc.Resource.RegisterResourceOutputsRequest;
import pulumirpc.Resource.RegisterResourceRequest;
import pulumirpc.Resource.RegisterResourceResponse;
import pulumirpc.Resource.ResourceCallRequest;
import pulumirpc.Resource.ResourceInvokeRequest;
import pulumirpc.Resource.ResourceInvokeResponse;
import pulumirpc.Resource.SupportsFeatureRequest;
import pulumirpc.Resource.SupportsFeatureResponse;

/** A monitor and an engine that remember what they are sent and answer nothing of use. */
public class TestMonitor implements Monitor, Engine {

    /** The requests so far. */
    public final List<Object> requests = Collections.synchronizedList(new ArrayList<>());

    /** Returns a run with this monitor and engine. */
    public static ProgramRun run(TestMonitor both) {
        return new ProgramRun("organization", "shop", "test", true, Map.of(), Set.of(), both, both);
    }

    @SuppressWarnings("NullAway") // A future of nothing completes with null.
    private CompletableFuture<Void> note(Object request) {
        requests.add(request);
        return CompletableFuture.completedFuture(null);
    }

    private <T> CompletableFuture<T> note(Object request, T answer) {
        requests.add(request);
        return CompletableFuture.completedFuture(answer);
    }

    @Override
    public CompletableFuture<SupportsFeatureResponse> supportsFeatureAsync(SupportsFeatureRequest request) {
        return note(request, SupportsFeatureResponse.getDefaultInstance());
    }

    @Override
    public CompletableFuture<ResourceInvokeResponse> invokeAsync(ResourceInvokeRequest request) {
        return note(request, ResourceInvokeResponse.getDefaultInstance());
    }

    @Override
    public CompletableFuture<CallResponse> callAsync(ResourceCallRequest request) {
        return note(request, CallResponse.getDefaultInstance());
    }

    @Override
    public CompletableFuture<ReadResourceResponse> readResourceAsync(
            @Nullable Resource resource, ReadResourceRequest request) {
        return note(request, ReadResourceResponse.getDefaultInstance());
    }

    @Override
    public CompletableFuture<RegisterResourceResponse> registerResourceAsync(
            @Nullable Resource resource, RegisterResourceRequest request) {
        return note(request, RegisterResourceResponse.getDefaultInstance());
    }

    @Override
    public CompletableFuture<Void> registerResourceOutputsAsync(RegisterResourceOutputsRequest request) {
        return note(request);
    }

    @Override
    public CompletableFuture<RegisterPackageResponse> registerPackageAsync(RegisterPackageRequest request) {
        return note(request, RegisterPackageResponse.getDefaultInstance());
    }

    @Override
    public CompletableFuture<Void> logAsync(LogRequest request) {
        return note(request);
    }

    @Override
    public CompletableFuture<GetRootResourceResponse> getRootResourceAsync(GetRootResourceRequest request) {
        return note(request, GetRootResourceResponse.getDefaultInstance());
    }

    @Override
    public CompletableFuture<RequirePulumiVersionResponse> requirePulumiVersionAsync(
            RequirePulumiVersionRequest request) {
        return note(request, RequirePulumiVersionResponse.getDefaultInstance());
    }
}
