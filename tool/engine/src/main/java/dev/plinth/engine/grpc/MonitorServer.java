package dev.plinth.engine.grpc;

import com.google.protobuf.Empty;
import com.pulumi.deployment.internal.Monitor;
import io.grpc.BindableService;
import io.grpc.ServerMethodDefinition;
import io.grpc.ServerServiceDefinition;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import pulumirpc.ResourceMonitorGrpc;

/**
 * Serves {@code pulumirpc.ResourceMonitor} in front of a monitor in this JVM. It has the methods of {@link Monitor}; for the
 * others see {@link CallForwarder}.
 */
public final class MonitorServer implements BindableService {

    private final Monitor monitor;
    private final boolean engine;

    /**
     * Creates the server.
     *
     * @param monitor answers the calls
     * @param engine whether an engine runs; without one nothing is made, so that hooks never run and nothing is waited for
     */
    public MonitorServer(Monitor monitor, boolean engine) {
        this.monitor = monitor;
        this.engine = engine;
    }

    @Override
    public ServerServiceDefinition bindService() {
        List<ServerMethodDefinition<?, ?>> methods = new ArrayList<>(List.of(
                Calls.unary(ResourceMonitorGrpc.getSupportsFeatureMethod(), monitor::supportsFeatureAsync),
                Calls.unary(ResourceMonitorGrpc.getInvokeMethod(), monitor::invokeAsync),
                Calls.unary(ResourceMonitorGrpc.getCallMethod(), monitor::callAsync),
                Calls.unary(
                        ResourceMonitorGrpc.getReadResourceMethod(),
                        request -> monitor.readResourceAsync(null, request)),
                Calls.unary(
                        ResourceMonitorGrpc.getRegisterResourceMethod(),
                        request -> monitor.registerResourceAsync(null, request)),
                Calls.unary(
                        ResourceMonitorGrpc.getRegisterResourceOutputsMethod(),
                        request -> monitor.registerResourceOutputsAsync(request)
                                .thenApply(nothing -> Empty.getDefaultInstance())),
                Calls.unary(ResourceMonitorGrpc.getRegisterPackageMethod(), monitor::registerPackageAsync)));
        if (!engine) {
            methods.add(Calls.unary(ResourceMonitorGrpc.getRegisterResourceHookMethod(), MonitorServer::nothing));
            methods.add(Calls.unary(ResourceMonitorGrpc.getRegisterErrorHookMethod(), MonitorServer::nothing));
            methods.add(Calls.unary(ResourceMonitorGrpc.getSignalAndWaitForShutdownMethod(), MonitorServer::nothing));
        }
        return Calls.serve(ResourceMonitorGrpc.SERVICE_NAME, methods);
    }

    private static CompletableFuture<Empty> nothing(Object request) {
        return CompletableFuture.completedFuture(Empty.getDefaultInstance());
    }
}
