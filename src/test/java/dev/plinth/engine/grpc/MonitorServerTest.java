package dev.plinth.engine.grpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.Empty;
import com.google.protobuf.UnknownFieldSet;
import com.pulumi.resources.Resource;
import dev.plinth.engine.external.TestMonitor;
import dev.plinth.engine.program.ProgramRun;
import io.grpc.ManagedChannel;
import io.grpc.ManagedChannelBuilder;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.StreamObserver;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import pulumirpc.CallbackOuterClass.Callback;
import pulumirpc.EngineGrpc;
import pulumirpc.EngineOuterClass.LogRequest;
import pulumirpc.EngineOuterClass.SetRootResourceRequest;
import pulumirpc.EngineOuterClass.SetRootResourceResponse;
import pulumirpc.Resource.RegisterResourceOutputsRequest;
import pulumirpc.Resource.RegisterResourceRequest;
import pulumirpc.Resource.RegisterResourceResponse;
import pulumirpc.Resource.SupportsFeatureRequest;
import pulumirpc.ResourceMonitorGrpc;

class MonitorServerTest {

    private static final Metadata.Key<String> DETAIL = Metadata.Key.of("detail", Metadata.ASCII_STRING_MARSHALLER);

    private final TestMonitor monitor = new TestMonitor();
    private @Nullable AutoCloseable forwarder;
    private @Nullable LocalServer server;
    private @Nullable LocalServer engine;
    private @Nullable ManagedChannel channel;

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable each : java.util.Arrays.asList(
                channel == null ? null : (AutoCloseable) channel::shutdownNow, forwarder, server, engine)) {
            if (each != null) {
                each.close();
            }
        }
    }

    private ResourceMonitorGrpc.ResourceMonitorBlockingStub stub(
            TestMonitor delegate, ProgramRun.@Nullable Addresses addresses) {
        CallForwarder others = new CallForwarder(addresses);
        forwarder = others;
        server = LocalServer.start(
                List.of(new MonitorServer(delegate, addresses != null), new EngineServer(delegate)),
                builder -> builder.fallbackHandlerRegistry(others));
        channel =
                ManagedChannelBuilder.forTarget(server.address()).usePlaintext().build();
        return ResourceMonitorGrpc.newBlockingStub(channel);
    }

    /** An engine that has what the SDK's interfaces lack. */
    private ProgramRun.Addresses engineWith(AtomicReference<Object> received) {
        engine = LocalServer.start(List.of(
                new ResourceMonitorGrpc.ResourceMonitorImplBase() {
                    @Override
                    public void registerStackTransform(Callback request, StreamObserver<Empty> response) {
                        received.set(request);
                        response.onNext(Empty.getDefaultInstance());
                        response.onCompleted();
                    }

                    @Override
                    public void registerStackInvokeTransform(Callback request, StreamObserver<Empty> response) {
                        Metadata trailers = new Metadata();
                        trailers.put(DETAIL, "why");
                        response.onError(Status.ABORTED
                                .withDescription("the engine stops")
                                .asRuntimeException(trailers));
                    }
                },
                new EngineGrpc.EngineImplBase() {
                    @Override
                    public void setRootResource(
                            SetRootResourceRequest request, StreamObserver<SetRootResourceResponse> response) {
                        received.set(request);
                        response.onNext(SetRootResourceResponse.getDefaultInstance());
                        response.onCompleted();
                    }
                }));
        return new ProgramRun.Addresses(engine.address(), engine.address(), "", "");
    }

    @Test
    void requestsArriveUnchangedWithFieldsOfNewerSdks() {
        UnknownFieldSet newer = UnknownFieldSet.newBuilder()
                .addField(4711, UnknownFieldSet.Field.newBuilder().addVarint(1).build())
                .build();
        RegisterResourceRequest register = RegisterResourceRequest.newBuilder()
                .setName("main")
                .setUnknownFields(newer)
                .build();
        RegisterResourceOutputsRequest outputs =
                RegisterResourceOutputsRequest.newBuilder().setUrn("urn").build();
        SupportsFeatureRequest feature =
                SupportsFeatureRequest.newBuilder().setId("secrets").build();
        LogRequest log = LogRequest.newBuilder().setMessage("hello").build();
        var stub = stub(monitor, null);

        stub.registerResource(register);
        stub.registerResourceOutputs(outputs);
        stub.supportsFeature(feature);
        EngineGrpc.newBlockingStub(stub.getChannel()).log(log);

        assertThat(monitor.requests).containsExactly(register, outputs, feature, log);
    }

    @Test
    void aStatusPassesWithCodeDescriptionAndDetails() {
        Metadata trailers = new Metadata();
        trailers.put(DETAIL, "why");
        var stub = stub(
                new TestMonitor() {
                    @Override
                    public CompletableFuture<RegisterResourceResponse> registerResourceAsync(
                            @Nullable Resource resource, RegisterResourceRequest request) {
                        return CompletableFuture.failedFuture(Status.INVALID_ARGUMENT
                                .withDescription("no such subnet")
                                .asRuntimeException(trailers));
                    }
                },
                null);

        assertThatThrownBy(() -> stub.registerResource(RegisterResourceRequest.getDefaultInstance()))
                .isInstanceOfSatisfying(StatusRuntimeException.class, e -> {
                    assertThat(e.getStatus().getCode()).isEqualTo(Status.Code.INVALID_ARGUMENT);
                    assertThat(e.getStatus().getDescription()).isEqualTo("no such subnet");
                    assertThat(e.getTrailers().get(DETAIL)).isEqualTo("why");
                });
    }

    @Test
    void anExceptionsMessageIsTheDescription() {
        var stub = stub(
                new TestMonitor() {
                    @Override
                    public CompletableFuture<RegisterResourceResponse> registerResourceAsync(
                            @Nullable Resource resource, RegisterResourceRequest request) {
                        throw new IllegalStateException("two resources have one URN");
                    }
                },
                null);

        assertThatThrownBy(() -> stub.registerResource(RegisterResourceRequest.getDefaultInstance()))
                .hasMessage("UNKNOWN: two resources have one URN");
    }

    @Test
    void otherCallsReachTheEngine() {
        AtomicReference<Object> received = new AtomicReference<>();
        var stub = stub(monitor, engineWith(received));
        Callback callback =
                Callback.newBuilder().setTarget("127.0.0.1:1").setToken("t").build();
        SetRootResourceRequest root =
                SetRootResourceRequest.newBuilder().setUrn("urn").build();

        stub.registerStackTransform(callback);
        assertThat(received.get()).isEqualTo(callback);
        EngineGrpc.newBlockingStub(stub.getChannel()).setRootResource(root);
        assertThat(received.get()).isEqualTo(root);
        assertThatThrownBy(() -> stub.registerStackInvokeTransform(callback))
                .isInstanceOfSatisfying(StatusRuntimeException.class, e -> {
                    assertThat(e.getStatus().getCode()).isEqualTo(Status.Code.ABORTED);
                    assertThat(e.getStatus().getDescription()).isEqualTo("the engine stops");
                    assertThat(e.getTrailers().get(DETAIL)).isEqualTo("why");
                });
        assertThat(monitor.requests).isEmpty();
    }

    @Test
    void withoutAnEngineTransformsAreUnsupportedAndNothingIsWaitedFor() {
        var stub = stub(monitor, null);

        assertThatThrownBy(() -> stub.registerStackTransform(Callback.getDefaultInstance()))
                .isInstanceOfSatisfying(
                        StatusRuntimeException.class,
                        e -> assertThat(e.getStatus().getCode()).isEqualTo(Status.Code.UNIMPLEMENTED));
        assertThat(stub.signalAndWaitForShutdown(Empty.getDefaultInstance())).isEqualTo(Empty.getDefaultInstance());
    }
}
