package dev.plinth.engine.grpc;

import io.grpc.MethodDescriptor;
import io.grpc.ServerMethodDefinition;
import io.grpc.ServerServiceDefinition;
import io.grpc.Status;
import io.grpc.stub.ServerCalls;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Function;

/** gRPC services that have some of their methods; calls of the others reach the server's fallback. */
public final class Calls {

    private Calls() {}

    /**
     * Returns a service.
     *
     * @param name the service's full name
     * @param methods the methods that it has
     */
    static ServerServiceDefinition serve(String name, List<ServerMethodDefinition<?, ?>> methods) {
        ServerServiceDefinition.Builder service = ServerServiceDefinition.builder(name);
        methods.forEach(service::addMethod);
        return service.build();
    }

    /** Returns a method with one request and one response; a gRPC status passes with code, description and details. */
    static <Q, R> ServerMethodDefinition<Q, R> unary(
            MethodDescriptor<Q, R> method, Function<Q, CompletableFuture<R>> handler) {
        return ServerMethodDefinition.create(method, ServerCalls.asyncUnaryCall((request, response) -> {
            var unused = CompletableFuture.completedFuture(request)
                    .thenCompose(handler)
                    .whenComplete((answer, failure) -> {
                        if (failure == null) {
                            response.onNext(answer);
                            response.onCompleted();
                        } else {
                            response.onError(status(failure).asRuntimeException(Status.trailersFromThrowable(failure)));
                        }
                    });
        }));
    }

    /** The status of a failed call; the message of an exception that is none is its description. */
    private static Status status(Throwable failure) {
        Status status = Status.fromThrowable(failure);
        if (status.getCode() != Status.Code.UNKNOWN || status.getDescription() != null) {
            return status;
        }
        Throwable cause = failure;
        while (cause instanceof CompletionException && cause.getCause() != null) {
            cause = cause.getCause();
        }
        return Status.UNKNOWN.withDescription(Objects.toString(cause.getMessage(), cause.toString()));
    }
}
