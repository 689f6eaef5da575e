package dev.plinth.simulator;

import dev.plinth.simulator.cloud.ProviderConfiguration;
import io.grpc.Attributes;
import io.grpc.Context;
import io.grpc.Contexts;
import io.grpc.Grpc;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.ServerTransportFilter;
import java.net.InetSocketAddress;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Keeps a provider's configuration with the connection that it was configured by, since a program has a provider for each region,
 * and the port that the connection came to, since a request for a schema names no package.
 */
final class ConnectionConfiguration extends ServerTransportFilter implements ServerInterceptor {

    private static final Attributes.Key<AtomicReference<ProviderConfiguration>> KEY =
            Attributes.Key.create("provider-configuration");

    @Override
    public Attributes transportReady(Attributes attributes) {
        return attributes.toBuilder()
                .set(KEY, new AtomicReference<>(ProviderConfiguration.DEFAULT))
                .build();
    }

    @Override
    public <Q, R> ServerCall.Listener<Q> interceptCall(
            ServerCall<Q, R> call, Metadata headers, ServerCallHandler<Q, R> next) {
        AtomicReference<ProviderConfiguration> configuration =
                call.getAttributes().get(KEY);
        int port = call.getAttributes().get(Grpc.TRANSPORT_ATTR_LOCAL_ADDR) instanceof InetSocketAddress address
                ? address.getPort()
                : 0;
        return configuration == null
                ? next.startCall(call, headers)
                : Contexts.interceptCall(
                        Context.current()
                                .withValue(ProviderService.CONFIGURATION, configuration)
                                .withValue(ProviderService.PORT, port),
                        call,
                        headers,
                        next);
    }
}
