package dev.plinth.engine.grpc;

import com.google.protobuf.Empty;
import com.pulumi.deployment.internal.Engine;
import io.grpc.BindableService;
import io.grpc.ServerServiceDefinition;
import java.util.List;
import pulumirpc.EngineGrpc;

/**
 * Serves {@code pulumirpc.Engine} in front of an engine in this JVM. It has the methods of the SDK's {@link Engine}; for the
 * others see {@link CallForwarder}.
 */
public final class EngineServer implements BindableService {

    private final Engine engine;

    /**
     * Creates the server.
     *
     * @param engine answers the calls
     */
    public EngineServer(Engine engine) {
        this.engine = engine;
    }

    @Override
    public ServerServiceDefinition bindService() {
        return Calls.serve(
                EngineGrpc.SERVICE_NAME,
                List.of(
                        Calls.unary(EngineGrpc.getLogMethod(), request -> engine.logAsync(request)
                                .thenApply(nothing -> Empty.getDefaultInstance())),
                        Calls.unary(EngineGrpc.getGetRootResourceMethod(), engine::getRootResourceAsync),
                        Calls.unary(EngineGrpc.getRequirePulumiVersionMethod(), engine::requirePulumiVersionAsync)));
    }
}
