package dev.plinth.engine.command;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.protobuf.Empty;
import dev.plinth.engine.EngineException;
import io.grpc.stub.StreamObserver;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import pulumirpc.EventsGrpc;
import pulumirpc.EventsOuterClass.EventRequest;

/** Receives the engine's events as they happen, each a JSON object as Pulumi's {@code apitype.EngineEvent} defines it. */
public final class EventsService extends EventsGrpc.EventsImplBase {

    private static final ObjectMapper JSON = new ObjectMapper();

    private volatile Consumer<JsonNode> listener = event -> {};
    private volatile @Nullable CountDownLatch open;

    /** Sends the events of the next command to a listener. */
    void listen(Consumer<JsonNode> next) {
        listener = next;
        open = null;
    }

    /** Waits until the engine has closed its stream, if it ever opened one; it closes it before its process ends. */
    void awaitEnd() throws InterruptedException {
        CountDownLatch stream = open;
        if (stream != null) {
            stream.await(5, TimeUnit.SECONDS);
        }
    }

    @Override
    public StreamObserver<EventRequest> streamEvents(StreamObserver<Empty> response) {
        CountDownLatch stream = new CountDownLatch(1);
        open = stream;
        return new StreamObserver<>() {
            @Override
            public void onNext(EventRequest request) {
                try {
                    listener.accept(JSON.readTree(request.getEvent()));
                } catch (JsonProcessingException e) {
                    throw new EngineException("the engine sent an event that is not JSON", e);
                }
            }

            @Override
            public void onError(Throwable error) {
                stream.countDown();
            }

            @Override
            public void onCompleted() {
                stream.countDown();
                response.onNext(Empty.getDefaultInstance());
                response.onCompleted();
            }
        };
    }
}
