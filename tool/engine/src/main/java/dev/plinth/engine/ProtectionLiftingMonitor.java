package dev.plinth.engine;

import com.google.protobuf.Struct;
import com.google.protobuf.Value;
import com.pulumi.deployment.internal.Monitor;
import com.pulumi.resources.Resource;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import pulumirpc.Resource.RegisterResourceRequest;
import pulumirpc.Resource.RegisterResourceResponse;

/** Lifts Pulumi's and the cloud's protection from deletion of every resource that a program registers. */
public final class ProtectionLiftingMonitor extends ForwardingMonitor {

    private static final Map<String, String> FLAGS = Map.of(
            "aws:rds/instance:Instance",
            "deletionProtection",
            "aws:lb/loadBalancer:LoadBalancer",
            "enableDeletionProtection");

    /**
     * Creates a monitor.
     *
     * @param delegate the monitor that is asked
     */
    public ProtectionLiftingMonitor(Monitor delegate) {
        super(delegate);
    }

    @Override
    public CompletableFuture<RegisterResourceResponse> registerResourceAsync(
            Resource resource, RegisterResourceRequest request) {
        Struct.Builder inputs = request.getObject().toBuilder();
        String flag = FLAGS.get(request.getType());
        if (flag != null) {
            inputs.putFields(flag, Value.newBuilder().setBoolValue(false).build());
        }
        if (request.getType().equals("aws:ecr/repository:Repository")) {
            inputs.putFields(
                    "forceDelete", Value.newBuilder().setBoolValue(true).build());
        }
        return super.registerResourceAsync(
                resource,
                request.toBuilder().setProtect(false).setObject(inputs).build());
    }
}
