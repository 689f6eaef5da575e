package dev.plinth.engine.grpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.Empty;
import io.grpc.ManagedChannel;
import io.grpc.ManagedChannelBuilder;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.StreamObserver;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import pulumirpc.LanguageRuntimeGrpc;
import pulumirpc.Plugin.PluginInfo;

class LocalServerTest {

    private static final String SERVICE = "pulumirpc.LanguageRuntime";

    /** Answers one method, after a while that can be measured. */
    private static final class Language extends LanguageRuntimeGrpc.LanguageRuntimeImplBase {
        private final CountDownLatch answered = new CountDownLatch(1);

        @Override
        public void getPluginInfo(Empty request, StreamObserver<PluginInfo> response) {
            long start = System.nanoTime();
            while (System.nanoTime() - start < TimeUnit.MILLISECONDS.toNanos(20)) {
                Thread.onSpinWait();
            }
            response.onNext(PluginInfo.newBuilder().setVersion("1.2.3").build());
            answered.countDown();
            // The stopwatch runs until the handler is done, so the client's answer alone doesn't stop it.
            response.onCompleted();
        }
    }

    @Test
    void servesOnTheLoopbackAddressAndMeasures() throws InterruptedException {
        Language runtime = new Language();
        LocalServer server = LocalServer.start(List.of(runtime));
        assertThat(server.address()).isEqualTo("127.0.0.1:" + server.port());
        assertThat(server.busy(SERVICE)).isEqualTo(Duration.ZERO);
        ManagedChannel channel =
                ManagedChannelBuilder.forTarget(server.address()).usePlaintext().build();
        try {
            PluginInfo info = LanguageRuntimeGrpc.newBlockingStub(channel).getPluginInfo(Empty.getDefaultInstance());

            assertThat(info.getVersion()).isEqualTo("1.2.3");
            assertThat(runtime.answered.await(5, TimeUnit.SECONDS)).isTrue();
            for (int i = 0; i < 500 && server.busy(SERVICE).isZero(); i++) {
                Thread.sleep(10);
            }
            assertThat(server.busy(SERVICE)).isGreaterThanOrEqualTo(Duration.ofMillis(20));
            assertThat(server.busy("pulumirpc.Analyzer")).isEqualTo(Duration.ZERO);

            server.close();
            assertThatThrownBy(() ->
                            LanguageRuntimeGrpc.newBlockingStub(channel).getPluginInfo(Empty.getDefaultInstance()))
                    .isInstanceOf(StatusRuntimeException.class)
                    .hasMessageContaining("UNAVAILABLE");
        } finally {
            server.close();
            channel.shutdownNow();
        }
    }
}
