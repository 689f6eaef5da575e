package dev.plinth.engine.monitor;

import com.pulumi.deployment.internal.Monitor;
import com.pulumi.resources.Resource;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import pulumirpc.Resource.RegisterResourceRequest;
import pulumirpc.Resource.RegisterResourceResponse;

/**
 * Requests outputs that are known only after the update, which the Java SDK does not request.
 *
 * <p>Without them, an output that is unknown in a preview loses the resource that it comes from: dependencies of the
 * preview then differ from those of the update, so that a saved plan can't be applied, and a policy can't follow a
 * reference. With them, the engine marks each unknown output, and the SDK keeps its origin.
 */
public final class PartialValuesMonitor extends ForwardingMonitor {

    public PartialValuesMonitor(Monitor delegate) {
        super(delegate);
    }

    @Override
    public CompletableFuture<RegisterResourceResponse> registerResourceAsync(
            @Nullable Resource resource, RegisterResourceRequest request) {
        return super.registerResourceAsync(
                resource, request.toBuilder().setSupportsPartialValues(true).build());
    }
}
