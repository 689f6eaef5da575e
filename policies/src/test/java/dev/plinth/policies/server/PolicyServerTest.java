package dev.plinth.policies.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Empty;
import dev.plinth.policies.rule.Rule;
import dev.plinth.policies.rules.RuleCatalogue;
import io.grpc.ManagedChannel;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import pulumirpc.AnalyzerGrpc;

/** The server as a process of its own. */
class PolicyServerTest {

    @Test
    void printsItsPortAloneAndEndsWhenTheEngineCancels() throws Exception {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        PolicyServer.class.getName())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (BufferedReader stdout =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            String port = stdout.readLine();
            assertThat(port).containsOnlyDigits();
            ManagedChannel channel = NettyChannelBuilder.forAddress("127.0.0.1", Integer.parseInt(port))
                    .usePlaintext()
                    .build();
            try {
                AnalyzerGrpc.AnalyzerBlockingStub engine = AnalyzerGrpc.newBlockingStub(channel);
                assertThat(engine.getAnalyzerInfo(Empty.getDefaultInstance()).getPoliciesCount())
                        .isEqualTo(RuleCatalogue.all().stream()
                                .filter(rule -> rule.scope() != Rule.Scope.CHANGE)
                                .count());
                assertThat(engine.cancel(Empty.getDefaultInstance())).isEqualTo(Empty.getDefaultInstance());
            } finally {
                channel.shutdownNow();
            }
            assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
            assertThat(process.exitValue()).isZero();
            assertThat(stdout.readLine()).isNull();
        } finally {
            process.destroyForcibly();
        }
    }
}
