package dev.plinth.engine.grpc;

import com.google.common.io.ByteStreams;
import dev.plinth.engine.program.ProgramRun;
import dev.plinth.model.loopback.LoopbackServer;
import io.grpc.CallOptions;
import io.grpc.ClientCall;
import io.grpc.HandlerRegistry;
import io.grpc.ManagedChannel;
import io.grpc.ManagedChannelBuilder;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerMethodDefinition;
import io.grpc.Status;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import pulumirpc.EngineGrpc;
import pulumirpc.ResourceMonitorGrpc;

/**
 * Forwards calls to the engine byte for byte, for the methods of the engine's services that this JVM does not answer itself:
 * transforms, hooks, and whatever newer SDKs call. With no engine such a method is unimplemented, as in an old engine, and
 * the SDKs do without it or say what they need.
 */
public final class CallForwarder extends HandlerRegistry implements AutoCloseable {

    private static final MethodDescriptor.Marshaller<byte[]> BYTES = new MethodDescriptor.Marshaller<>() {
        @Override
        public InputStream stream(byte[] value) {
            return new ByteArrayInputStream(value);
        }

        @Override
        public byte[] parse(InputStream stream) {
            try {
                return ByteStreams.toByteArray(stream);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    };

    private final Map<String, ManagedChannel> channels;

    /**
     * Creates the forwarder.
     *
     * @param addresses the engine's servers; null when no engine runs
     */
    public CallForwarder(ProgramRun.@Nullable Addresses addresses) {
        channels = addresses == null
                ? Map.of()
                : Map.of(
                        ResourceMonitorGrpc.SERVICE_NAME, channel(addresses.monitor()),
                        EngineGrpc.SERVICE_NAME, channel(addresses.engine()));
    }

    private static ManagedChannel channel(String address) {
        return ManagedChannelBuilder.forTarget(address)
                .usePlaintext()
                .maxInboundMessageSize(LoopbackServer.MAX_MESSAGE_BYTES)
                .build();
    }

    @Override
    public @Nullable ServerMethodDefinition<?, ?> lookupMethod(String name, @Nullable String authority) {
        ManagedChannel channel = channels.get(MethodDescriptor.extractFullServiceName(name));
        if (channel == null) {
            return null;
        }
        MethodDescriptor<byte[], byte[]> method = MethodDescriptor.newBuilder(BYTES, BYTES)
                .setFullMethodName(name)
                .setType(MethodDescriptor.MethodType.UNKNOWN)
                .build();
        return ServerMethodDefinition.create(method, new Forwarding(channel));
    }

    @Override
    public void close() {
        channels.values().forEach(ManagedChannel::shutdownNow);
    }

    /** Starts a call of the engine for each call of the program. */
    private record Forwarding(ManagedChannel channel) implements ServerCallHandler<byte[], byte[]> {

        @Override
        public ServerCall.Listener<byte[]> startCall(ServerCall<byte[], byte[]> program, Metadata headers) {
            ClientCall<byte[], byte[]> engine = channel.newCall(program.getMethodDescriptor(), CallOptions.DEFAULT);
            engine.start(
                    new ClientCall.Listener<>() {
                        @Override
                        public void onHeaders(Metadata answer) {
                            program.sendHeaders(answer);
                        }

                        @Override
                        public void onMessage(byte[] message) {
                            program.sendMessage(message);
                        }

                        @Override
                        public void onClose(Status status, Metadata trailers) {
                            program.close(status, trailers);
                        }
                    },
                    headers);
            engine.request(Integer.MAX_VALUE);
            program.request(Integer.MAX_VALUE);
            return new ServerCall.Listener<>() {
                @Override
                public void onMessage(byte[] message) {
                    engine.sendMessage(message);
                }

                @Override
                public void onHalfClose() {
                    engine.halfClose();
                }

                @Override
                public void onCancel() {
                    engine.cancel("cancelled by the program", null);
                }
            };
        }
    }
}
