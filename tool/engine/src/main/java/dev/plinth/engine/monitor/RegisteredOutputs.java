package dev.plinth.engine.monitor;

import com.google.protobuf.Struct;
import com.google.protobuf.Value;
import com.pulumi.deployment.internal.Monitor;
import com.pulumi.resources.Resource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import pulumirpc.Resource.ReadResourceRequest;
import pulumirpc.Resource.ReadResourceResponse;
import pulumirpc.Resource.RegisterResourceRequest;
import pulumirpc.Resource.RegisterResourceResponse;

/**
 * Outputs of the resources that a program has registered with the engine, as the engine answered: those of existing resources
 * from the state, and those that are known before a resource is created.
 */
public final class RegisteredOutputs {

    private final Map<String, Struct> byUrn = new ConcurrentHashMap<>();

    /** Creates an empty record. */
    public RegisteredOutputs() {}

    /** Removes all outputs, before the program runs again. */
    public void clear() {
        byUrn.clear();
    }

    /** Returns the outputs of a resource, its {@code id} among them where it is known; empty for a resource not registered. */
    public Optional<Struct> of(String urn) {
        return Optional.ofNullable(byUrn.get(urn));
    }

    /** Returns a monitor that records the answers of another one. */
    public Monitor monitor(Monitor delegate) {
        return new ForwardingMonitor(delegate) {
            @Override
            public CompletableFuture<RegisterResourceResponse> registerResourceAsync(
                    @Nullable Resource resource, RegisterResourceRequest request) {
                return super.registerResourceAsync(resource, request).thenApply(response -> {
                    put(response.getUrn(), response.getId(), response.getObject());
                    return response;
                });
            }

            @Override
            public CompletableFuture<ReadResourceResponse> readResourceAsync(
                    @Nullable Resource resource, ReadResourceRequest request) {
                return super.readResourceAsync(resource, request).thenApply(response -> {
                    put(response.getUrn(), request.getId(), response.getProperties());
                    return response;
                });
            }
        };
    }

    private void put(String urn, String id, Struct outputs) {
        byUrn.put(
                urn,
                id.isEmpty()
                        ? outputs
                        : outputs.toBuilder()
                                .putFields(
                                        "id",
                                        Value.newBuilder().setStringValue(id).build())
                                .build());
    }
}
