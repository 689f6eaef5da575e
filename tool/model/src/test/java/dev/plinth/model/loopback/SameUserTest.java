package dev.plinth.model.loopback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.grpc.Attributes;
import io.grpc.Grpc;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.ServerCall;
import io.grpc.Status;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class SameUserTest {

    /** A call on a connection; it remembers how it was closed. */
    private static final class Call extends ServerCall<String, String> {
        private final Attributes attributes;
        private Status status = Status.OK;

        Call(Attributes attributes) {
            this.attributes = attributes;
        }

        @Override
        public void request(int numMessages) {}

        @Override
        public void sendHeaders(Metadata headers) {}

        @Override
        public void sendMessage(String message) {}

        @Override
        public void close(Status closed, Metadata trailers) {
            status = closed;
        }

        @Override
        public boolean isCancelled() {
            return false;
        }

        @Override
        public Attributes getAttributes() {
            return attributes;
        }

        @Override
        public MethodDescriptor<String, String> getMethodDescriptor() {
            throw new UnsupportedOperationException();
        }
    }

    /** Connects to a server of this process, and returns the status of a call; OK when it is answered. */
    private static Status call(SameUser check) throws IOException {
        try (ServerSocket server = new ServerSocket()) {
            server.bind(LoopbackServer.freePort());
            try (Socket client = new Socket(server.getInetAddress(), server.getLocalPort());
                    Socket accepted = server.accept()) {
                Call call = new Call(check.transportReady(Attributes.newBuilder()
                        .set(Grpc.TRANSPORT_ATTR_REMOTE_ADDR, accepted.getRemoteSocketAddress())
                        .set(Grpc.TRANSPORT_ATTR_LOCAL_ADDR, accepted.getLocalSocketAddress())
                        .build()));
                AtomicBoolean answered = new AtomicBoolean();
                check.interceptCall(call, new Metadata(), (same, headers) -> {
                    answered.set(true);
                    return new ServerCall.Listener<String>() {};
                });
                assertThat(answered.get()).isEqualTo(call.status.isOk());
                assertThat(client.isClosed()).isFalse();
                return call.status;
            }
        }
    }

    @Test
    void acceptsThisUserAndRejectsOthers() throws IOException {
        OptionalInt self = ConnectionOwner.self();
        assumeTrue(self.isPresent(), "only Linux shows the users of connections");

        assertThat(call(new SameUser(self)).isOk()).isTrue();
        Status refused = call(new SameUser(OptionalInt.of(self.getAsInt() + 1)));
        assertThat(refused.getCode()).isEqualTo(Status.Code.UNAUTHENTICATED);
        assertThat(refused.getDescription())
                .isEqualTo(
                        "this server answers only processes of the user that started it; run the caller as that user");
    }

    @Test
    void answersAllWhereTheUserOfAConnectionIsUnknown() throws IOException {
        assertThat(call(new SameUser(OptionalInt.empty())).isOk()).isTrue();
    }

    @Test
    void rejectsAConnectionThatWasNotChecked() {
        Call call = new Call(Attributes.EMPTY);

        SameUser.INSTANCE.interceptCall(call, new Metadata(), (same, headers) -> {
            throw new AssertionError("answered");
        });

        assertThat(call.status.getCode()).isEqualTo(Status.Code.UNAUTHENTICATED);
    }
}
