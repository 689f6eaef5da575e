package dev.plinth.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.protobuf.Empty;
import dev.plinth.engine.command.EventsService;
import dev.plinth.engine.command.LanguageRuntimeService;
import dev.plinth.engine.external.TestMonitor;
import dev.plinth.engine.grpc.CallForwarder;
import dev.plinth.engine.grpc.EngineServer;
import dev.plinth.engine.grpc.LocalServer;
import dev.plinth.engine.grpc.MonitorServer;
import dev.plinth.engine.program.ProgramRun;
import dev.plinth.policies.server.AnalyzerService;
import dev.plinth.policies.server.PolicyServer;
import dev.plinth.simulator.Simulator;
import io.grpc.ManagedChannel;
import io.grpc.ManagedChannelBuilder;
import io.grpc.Server;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.StreamObserver;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import pulumirpc.AnalyzerGrpc;
import pulumirpc.CallbackOuterClass.Callback;
import pulumirpc.LanguageRuntimeGrpc;
import pulumirpc.Resource.SupportsFeatureRequest;
import pulumirpc.ResourceMonitorGrpc;
import pulumirpc.ResourceProviderGrpc;

/** Calls each server as its own user, and as another one: through a relay that the other user runs. */
class OtherUsersTest {

    /** A user that every Linux has, {@code nobody}. */
    private static final String OTHER = "65534";

    /** The system's own Python: one that is installed for a user alone may be out of the other one's reach. */
    private static final Path PYTHON = Path.of("/usr/bin/python3");

    private static final String RELAY =
            """
            import socket, sys, threading
            def pump(source, sink):
                try:
                    while data := source.recv(65536):
                        sink.sendall(data)
                except OSError:
                    pass
                sink.close()
            listener = socket.create_server(("127.0.0.1", 0))
            print(listener.getsockname()[1], flush=True)
            while True:
                client, _ = listener.accept()
                server = socket.create_connection(("127.0.0.1", int(sys.argv[1])))
                threading.Thread(target=pump, args=(client, server), daemon=True).start()
                threading.Thread(target=pump, args=(server, client), daemon=True).start()
            """;

    private static void call(int port, Consumer<ManagedChannel> method) throws InterruptedException {
        ManagedChannel channel = ManagedChannelBuilder.forTarget("127.0.0.1:" + port)
                .usePlaintext()
                .build();
        try {
            method.accept(channel);
        } finally {
            channel.shutdownNow();
            channel.awaitTermination(5, TimeUnit.SECONDS);
        }
    }

    private static void relayed(List<String> user, int port, Consumer<ManagedChannel> method) throws Exception {
        List<String> command = new ArrayList<>(user);
        command.addAll(List.of(PYTHON.toString(), "-c", RELAY, String.valueOf(port)));
        Process relay = new ProcessBuilder(command)
                .directory(Path.of("/").toFile())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (BufferedReader out = relay.inputReader(StandardCharsets.UTF_8)) {
            call(Integer.parseInt(out.readLine()), method);
        } finally {
            relay.destroyForcibly();
        }
    }

    /** The own user is answered, also through a relay, and the other one is not. */
    private static void check(int port, Consumer<ManagedChannel> method) throws Exception {
        assertThatCode(() -> call(port, method)).doesNotThrowAnyException();
        assertThatCode(() -> relayed(List.of(), port, method)).doesNotThrowAnyException();
        assertThatThrownBy(() ->
                        relayed(List.of("setpriv", "--reuid", OTHER, "--regid", OTHER, "--clear-groups"), port, method))
                .isInstanceOfSatisfying(StatusRuntimeException.class, refused -> {
                    assertThat(refused.getStatus().getCode()).isEqualTo(Status.Code.UNAUTHENTICATED);
                    assertThat(refused.getStatus().getDescription())
                            .contains("only processes of the user that started it");
                });
    }

    private static void assumeOtherUsers() throws IOException {
        assumeTrue(
                Files.isExecutable(PYTHON)
                        && Files.exists(Path.of("/proc/self"))
                        && Files.getAttribute(Path.of("/proc/self"), "unix:uid").equals(0),
                "only root runs processes of other users");
    }

    private static void schema(ManagedChannel channel) {
        var unused = ResourceProviderGrpc.newBlockingStub(channel).getPluginInfo(Empty.getDefaultInstance());
    }

    @Test
    void theSimulatorsServerAnswersOnlyItsOwnUserOnEachPort(@TempDir Path folder) throws Exception {
        assumeOtherUsers();
        try (Simulator simulator = Simulator.open(folder.resolve("cloud.db"))) {
            simulator.start();
            for (String provider : simulator.debugProviders().split(",", -1)) {
                check(Integer.parseInt(provider.split(":", -1)[1]), OtherUsersTest::schema);
            }
        }
    }

    @Test
    void thePolicyServerAnswersOnlyItsOwnUser() throws Exception {
        assumeOtherUsers();
        Server server = PolicyServer.start(AnalyzerService.withLibraries(Clock.systemUTC(), () -> {}));
        try {
            check(server.getPort(), channel -> {
                var unused = AnalyzerGrpc.newBlockingStub(channel).getAnalyzerInfo(Empty.getDefaultInstance());
            });
        } finally {
            server.shutdownNow();
        }
    }

    @Test
    void theEnginesServerAnswersOnlyItsOwnUser(@TempDir Path folder) throws Exception {
        assumeOtherUsers();
        AnalyzerService policies = AnalyzerService.withLibraries(Clock.systemUTC(), () -> {});
        LanguageRuntimeService host = new LanguageRuntimeService(
                run -> {
                    throw new AssertionError("not run");
                },
                monitor -> monitor);
        try (Simulator simulator = Simulator.open(folder.resolve("cloud.db"));
                LocalServer server =
                        LocalServer.start(List.of(policies, host, new EventsService()), simulator::addTo)) {
            server.withServer(simulator::serve);
            check(server.port(), channel -> {
                var unused = LanguageRuntimeGrpc.newBlockingStub(channel).getPluginInfo(Empty.getDefaultInstance());
            });
            for (String provider : simulator.debugProviders().split(",", -1)) {
                check(Integer.parseInt(provider.split(":", -1)[1]), OtherUsersTest::schema);
            }
        }
    }

    @Test
    void theServerOfAProgramAnswersOnlyItsOwnUserAlsoWhatItForwards() throws Exception {
        assumeOtherUsers();
        TestMonitor monitor = new TestMonitor();
        ResourceMonitorGrpc.ResourceMonitorImplBase engine = new ResourceMonitorGrpc.ResourceMonitorImplBase() {
            @Override
            public void registerStackTransform(Callback request, StreamObserver<Empty> response) {
                response.onNext(Empty.getDefaultInstance());
                response.onCompleted();
            }
        };
        try (LocalServer real = LocalServer.start(List.of(engine));
                CallForwarder others =
                        new CallForwarder(new ProgramRun.Addresses(real.address(), real.address(), "", ""));
                LocalServer server = LocalServer.start(
                        List.of(new MonitorServer(monitor, true), new EngineServer(monitor)),
                        builder -> builder.fallbackHandlerRegistry(others))) {
            check(server.port(), channel -> {
                var unused = ResourceMonitorGrpc.newBlockingStub(channel)
                        .supportsFeature(SupportsFeatureRequest.newBuilder()
                                .setId("secrets")
                                .build());
            });
            check(server.port(), channel -> {
                var unused = ResourceMonitorGrpc.newBlockingStub(channel)
                        .registerStackTransform(Callback.getDefaultInstance());
            });
        }
    }
}
