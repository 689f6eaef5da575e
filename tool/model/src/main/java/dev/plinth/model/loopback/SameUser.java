package dev.plinth.model.loopback;

import io.grpc.Attributes;
import io.grpc.Grpc;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.ServerTransportFilter;
import io.grpc.Status;
import java.net.InetSocketAddress;
import java.util.OptionalInt;

/**
 * Refuses the calls of processes that another user runs, with the status {@code UNAUTHENTICATED}. On systems where the user of a
 * connection is unknown, see {@link ConnectionOwner#self}, every process is answered.
 */
final class SameUser extends ServerTransportFilter implements ServerInterceptor {

    /** The check for this process's user. */
    static final SameUser INSTANCE = new SameUser(ConnectionOwner.self());

    private static final Attributes.Key<Boolean> OTHER = Attributes.Key.create("plinth-other-user");

    private final OptionalInt user;

    /**
     * Creates a check.
     *
     * @param user the user whose processes are answered; empty to answer all
     */
    SameUser(OptionalInt user) {
        this.user = user;
    }

    @Override
    public Attributes transportReady(Attributes connection) {
        return connection.toBuilder()
                .set(OTHER, user.isPresent() && isOther(connection))
                .build();
    }

    private boolean isOther(Attributes connection) {
        return !(connection.get(Grpc.TRANSPORT_ATTR_REMOTE_ADDR) instanceof InetSocketAddress client
                && connection.get(Grpc.TRANSPORT_ATTR_LOCAL_ADDR) instanceof InetSocketAddress server
                && ConnectionOwner.of(client, server).equals(user));
    }

    @Override
    public <Q, R> ServerCall.Listener<Q> interceptCall(
            ServerCall<Q, R> call, Metadata headers, ServerCallHandler<Q, R> next) {
        if (Boolean.FALSE.equals(call.getAttributes().get(OTHER))) {
            return next.startCall(call, headers);
        }
        call.close(
                Status.UNAUTHENTICATED.withDescription(
                        "this server answers only processes of the user that started it; run the caller as that user"),
                new Metadata());
        return new ServerCall.Listener<>() {};
    }
}
