package dev.plinth.policies.server;

import dev.plinth.model.loopback.LoopbackServer;
import io.grpc.Server;
import java.io.IOException;
import java.time.Clock;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** The policy server as a separate process: prints its port on stdout and ends with the engine that started it. */
public final class PolicyServer {

    private PolicyServer() {}

    /** Serves the rules on a free port of 127.0.0.1 until the engine cancels or goes away. */
    @SuppressWarnings("SystemOut") // The engine reads the port from stdout.
    public static void main(String[] arguments) throws IOException, InterruptedException {
        CountDownLatch end = new CountDownLatch(1);
        CompletableFuture<?> engineGone = ProcessHandle.current()
                .parent()
                .map(ProcessHandle::onExit)
                .orElseGet(CompletableFuture::new)
                .thenRun(end::countDown);
        AnalyzerService service = AnalyzerService.withLibraries(Clock.systemUTC(), end::countDown);
        Server server = start(service);
        System.out.println(server.getPort());
        end.await();
        engineGone.cancel(false);
        if (!server.shutdown().awaitTermination(5, TimeUnit.SECONDS)) {
            server.shutdownNow();
        }
    }

    /** Starts a server for a service on a free port of 127.0.0.1, which refuses the processes of other users. */
    public static Server start(AnalyzerService service) throws IOException {
        return LoopbackServer.builder().addService(service).build().start();
    }
}
