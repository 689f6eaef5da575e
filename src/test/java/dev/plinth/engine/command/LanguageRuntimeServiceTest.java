package dev.plinth.engine.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Empty;
import com.pulumi.deployment.internal.GrpcMonitor;
import dev.plinth.engine.EngineException;
import dev.plinth.engine.grpc.LocalServer;
import dev.plinth.engine.program.Program;
import dev.plinth.engine.program.ProgramResult;
import dev.plinth.engine.program.ProgramRun;
import io.grpc.Context;
import io.grpc.ManagedChannel;
import io.grpc.ManagedChannelBuilder;
import io.grpc.stub.StreamObserver;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import pulumirpc.EngineGrpc;
import pulumirpc.EngineOuterClass.LogRequest;
import pulumirpc.EngineOuterClass.LogSeverity;
import pulumirpc.Language.RunRequest;
import pulumirpc.Language.RunResponse;
import pulumirpc.LanguageRuntimeGrpc;
import pulumirpc.LanguageRuntimeGrpc.LanguageRuntimeBlockingStub;

class LanguageRuntimeServiceTest {

    /** An engine that only takes messages. */
    private static final class Log extends EngineGrpc.EngineImplBase {
        @Override
        public void log(LogRequest request, StreamObserver<Empty> response) {
            response.onNext(Empty.getDefaultInstance());
            response.onCompleted();
        }
    }

    /** Something to do with a language host. */
    private interface Task {
        void with(LanguageRuntimeBlockingStub host, RunRequest request) throws Exception;
    }

    private static void serve(Program program, Task task) throws Exception {
        try (LocalServer engine = LocalServer.start(List.of(new Log()));
                LocalServer host = LocalServer.start(List.of(new LanguageRuntimeService(program, m -> m)))) {
            ManagedChannel channel = ManagedChannelBuilder.forTarget(host.address())
                    .usePlaintext()
                    .build();
            RunRequest request = RunRequest.newBuilder()
                    .setProject("shop")
                    .setStack("test")
                    .setParallel(7)
                    .setMonitorAddress("127.0.0.1:1")
                    .setLoaderTarget("127.0.0.1:2")
                    .addArgs(engine.address())
                    .build();
            task.with(LanguageRuntimeGrpc.newBlockingStub(channel), request);
            channel.shutdownNow();
        }
    }

    private static CompletableFuture<ProgramResult> failed(String output) {
        return CompletableFuture.completedFuture(new ProgramResult(3, Optional.empty(), output));
    }

    @Test
    void theOutputOfASilentFailureIsTheError() throws Exception {
        serve(run -> failed("no such file"), (host, request) -> {
            RunResponse response = host.run(request);

            assertThat(response.getBail()).isFalse();
            assertThat(response.getError()).isEqualTo("the program ended with exit code 3:\nno such file");
        });
    }

    @Test
    void aFailureThatWasLoggedIsNotRepeated() throws Exception {
        Program program = run -> run.engine()
                .logAsync(LogRequest.newBuilder()
                        .setSeverity(LogSeverity.ERROR)
                        .setMessage("broken")
                        .build())
                .thenCompose(logged -> failed("broken"));
        serve(program, (host, request) -> {
            RunResponse response = host.run(request);

            assertThat(response.getBail()).isTrue();
            assertThat(response.getError()).isEmpty();
        });
    }

    @Test
    void aProgramThatCanNotBeStartedIsAnError() throws Exception {
        serve(
                run -> CompletableFuture.failedFuture(new EngineException("no node")),
                (host, request) -> assertThat(host.run(request).getError()).isEqualTo("no node"));
    }

    @Test
    void theRunHasTheEnginesAddresses() throws Exception {
        CompletableFuture<ProgramRun> seen = new CompletableFuture<>();
        Program program = run -> {
            seen.complete(run);
            return CompletableFuture.completedFuture(new ProgramResult(0, Optional.empty(), ""));
        };
        serve(program, (host, request) -> {
            assertThat(host.run(request)).isEqualTo(RunResponse.getDefaultInstance());
            assertThat(seen.join().parallel()).isEqualTo(7);
            assertThat(seen.join().monitor()).isInstanceOf(GrpcMonitor.class);
            assertThat(seen.join().addresses())
                    .isEqualTo(new ProgramRun.Addresses("127.0.0.1:1", request.getArgs(0), "127.0.0.1:2", ""));
        });
    }

    @Test
    void theEnginesCancelEndsTheRun() throws Exception {
        CompletableFuture<ProgramResult> running = new CompletableFuture<>();
        CompletableFuture<Void> started = new CompletableFuture<>();
        Program program = run -> {
            started.complete(null);
            return running;
        };
        serve(program, (host, request) -> {
            CompletableFuture<RunResponse> response = CompletableFuture.supplyAsync(() -> host.run(request));
            started.get(10, TimeUnit.SECONDS);

            for (int i = 0; i < 200 && !response.isDone(); i++) {
                assertThat(host.cancel(Empty.getDefaultInstance())).isEqualTo(Empty.getDefaultInstance());
                Thread.sleep(20);
            }

            assertThat(response.get(10, TimeUnit.SECONDS).getError()).isEqualTo("cancelled");
            assertThat(running).isCancelled();
        });
    }

    @Test
    void anEngineThatIsGoneEndsTheRun() throws Exception {
        CompletableFuture<ProgramResult> running = new CompletableFuture<>();
        CompletableFuture<Void> started = new CompletableFuture<>();
        Program program = run -> {
            started.complete(null);
            return running;
        };
        serve(program, (host, request) -> {
            try (Context.CancellableContext engine = Context.current().withCancellation()) {
                var unused = CompletableFuture.runAsync(engine.wrap(() -> {
                    var unusedAnswer = host.run(request);
                }));
                started.get(10, TimeUnit.SECONDS);

                engine.cancel(null);

                for (int i = 0; i < 200 && !running.isDone(); i++) {
                    Thread.sleep(20);
                }
                assertThat(running).isCancelled();
            }
        });
    }
}
