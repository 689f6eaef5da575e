package dev.plinth.engine.grpc;

import dev.plinth.model.loopback.LoopbackServer;
import io.grpc.BindableService;
import io.grpc.Metadata;
import io.grpc.Server;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * One gRPC server on the loopback address, which serves the engine everything that lives in this JVM: the program, the
 * policy pack, the event stream and, in a simulation, the cloud. It answers only processes of the same user, see
 * {@link LoopbackServer}, and measures how long the engine waited for each service.
 */
public final class LocalServer implements AutoCloseable {

    /**
     * gRPC logs stack traces: of channels that the SDK never closes, and of calls that nobody waits for once an engine was
     * killed. Commands report failures in their own words. Kept in a field, because a logger that nobody holds forgets its
     * level.
     */
    private static final Logger GRPC = Logger.getLogger("io.grpc");

    static {
        GRPC.setLevel(Level.OFF);
    }

    private final Server server;
    private final ExecutorService executor;
    private final Map<String, LongAdder> busyNanos = new ConcurrentHashMap<>();

    private LocalServer(List<? extends BindableService> services, Consumer<NettyServerBuilder> more)
            throws IOException {
        this.executor = Executors.newCachedThreadPool(runnable -> {
            Thread thread = new Thread(runnable, "plinth-server");
            thread.setDaemon(true);
            return thread;
        });
        NettyServerBuilder builder = LoopbackServer.builder().executor(executor);
        services.forEach(builder::addService);
        more.accept(builder);
        builder.intercept(new Stopwatch());
        this.server = builder.build().start();
    }

    /**
     * Starts a server on a free port.
     *
     * @param services what it serves, one of each gRPC service
     * @throws UncheckedIOException when no port can be opened on the loopback address
     */
    public static LocalServer start(List<? extends BindableService> services) {
        return start(services, builder -> {});
    }

    /**
     * Starts a server on a free port.
     *
     * @param services what it serves, one of each gRPC service
     * @param more adds what needs more of the server than a service does
     * @throws UncheckedIOException when no port can be opened on the loopback address
     */
    public static LocalServer start(List<? extends BindableService> services, Consumer<NettyServerBuilder> more) {
        try {
            return new LocalServer(services, more);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot open a port on the loopback address", e);
        }
    }

    /** The port that it listens on. */
    public int port() {
        return server.getPort();
    }

    /** Hands the server to a service that asks about its ports. */
    public void withServer(Consumer<Server> service) {
        service.accept(server);
    }

    /** Host and port, such as {@code 127.0.0.1:40123}. */
    public String address() {
        return "127.0.0.1:" + port();
    }

    /**
     * The time spent answering one service's calls, summed over calls that may have run at the same time.
     *
     * @param service the gRPC service's full name, such as {@code pulumirpc.Analyzer}
     */
    public Duration busy(String service) {
        LongAdder nanos = busyNanos.get(service);
        return Duration.ofNanos(nanos == null ? 0 : nanos.sum());
    }

    @Override
    public void close() {
        server.shutdownNow();
        try {
            server.awaitTermination(2, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        executor.shutdownNow();
    }

    /** Adds up the time from a call's request to the end of its handler. */
    private final class Stopwatch implements ServerInterceptor {
        @Override
        public <Q, R> ServerCall.Listener<Q> interceptCall(
                ServerCall<Q, R> call, Metadata headers, ServerCallHandler<Q, R> next) {
            ServerCall.Listener<Q> listener = next.startCall(call, headers);
            LongAdder nanos =
                    busyNanos.computeIfAbsent(call.getMethodDescriptor().getServiceName(), service -> new LongAdder());
            return new io.grpc.ForwardingServerCallListener.SimpleForwardingServerCallListener<Q>(listener) {
                @Override
                public void onHalfClose() {
                    long start = System.nanoTime();
                    try {
                        super.onHalfClose();
                    } finally {
                        nanos.add(System.nanoTime() - start);
                    }
                }
            };
        }
    }
}
