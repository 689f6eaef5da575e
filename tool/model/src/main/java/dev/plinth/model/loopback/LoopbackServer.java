package dev.plinth.model.loopback;

import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;

/**
 * The gRPC servers for the Pulumi engine and its programs, on free ports of 127.0.0.1.
 *
 * <p>Neither the engine nor the SDKs send a token: the engine attaches to a port, and the programs to an address. So a caller is
 * known by the user of its process instead, see {@link SameUser}.
 */
public final class LoopbackServer {

    /** The most bytes of one message, 400 MiB: the engine sends a whole stack in one. */
    public static final int MAX_MESSAGE_BYTES = 400 * 1024 * 1024;

    private static final byte[] LOCALHOST = {127, 0, 0, 1};

    private LoopbackServer() {}

    /** Returns a builder of a server on a free port, which refuses the processes of other users. */
    public static NettyServerBuilder builder() {
        return NettyServerBuilder.forAddress(freePort())
                .maxInboundMessageSize(MAX_MESSAGE_BYTES)
                .addTransportFilter(SameUser.INSTANCE)
                .intercept(SameUser.INSTANCE);
    }

    /** Returns the address 127.0.0.1 with a port that the system chooses. */
    public static InetSocketAddress freePort() {
        try {
            // Not the loopback address of the platform, which may be that of IPv6: the engine dials 127.0.0.1.
            return new InetSocketAddress(InetAddress.getByAddress(LOCALHOST), 0);
        } catch (UnknownHostException e) {
            throw new IllegalStateException("four bytes are an IPv4 address", e);
        }
    }
}
