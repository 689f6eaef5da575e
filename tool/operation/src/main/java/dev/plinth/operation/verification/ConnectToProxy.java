package dev.plinth.operation.verification;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/**
 * Proxy on loopback that connects to the addresses of {@link ConnectTo}. Java's HTTP client has no other way to connect to an address
 * under another name; TLS passes through the proxy unchanged.
 */
final class ConnectToProxy extends ProxySelector implements AutoCloseable {

    private static final int HTTPS = 443;
    private static final int HTTP = 80;
    private static final int LONGEST_HEAD = 16384;
    private static final String END_OF_HEAD = "\r\n\r\n";

    private final List<ConnectTo> entries;
    private final ServerSocket server;
    private final ExecutorService threads = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "connect-to");
        thread.setDaemon(true);
        return thread;
    });

    ConnectToProxy(List<ConnectTo> entries) throws IOException {
        this.entries = entries;
        this.server = new ServerSocket(0, 0, InetAddress.getLoopbackAddress());
        threads.execute(this::accept);
    }

    @Override
    public List<Proxy> select(URI uri) {
        int port = uri.getPort() > 0 ? uri.getPort() : "https".equals(uri.getScheme()) ? HTTPS : HTTP;
        return ConnectTo.address(entries, String.valueOf(uri.getHost()), port).isPresent()
                ? List.of(new Proxy(Proxy.Type.HTTP, server.getLocalSocketAddress()))
                : List.of(Proxy.NO_PROXY);
    }

    @Override
    public void connectFailed(URI uri, SocketAddress address, IOException e) {
        // The client reports the failure to its caller.
    }

    @Override
    public void close() throws IOException {
        server.close();
        threads.shutdownNow();
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket client = server.accept();
                threads.execute(() -> serve(client));
            } catch (IOException e) {
                return;
            }
        }
    }

    /** Closes the connection where the address cannot be reached, which the client reports as a failure. */
    private void serve(Socket client) {
        try (client) {
            String head = head(client.getInputStream());
            String[] line = head.split(" ", 3);
            boolean tunnel = line[0].equals("CONNECT");
            URI target = URI.create(tunnel ? "https://" + line[1] : line[1]);
            int port = target.getPort() > 0 ? target.getPort() : HTTP;
            Optional<InetSocketAddress> address = ConnectTo.address(entries, String.valueOf(target.getHost()), port);
            if (address.isEmpty()) {
                return;
            }
            try (Socket upstream =
                    new Socket(address.get().getAddress(), address.get().getPort())) {
                if (tunnel) {
                    client.getOutputStream()
                            .write(("HTTP/1.1 200 Connected" + END_OF_HEAD).getBytes(StandardCharsets.ISO_8859_1));
                } else {
                    // Every server accepts a request line with a whole URL (RFC 9112, 3.2.2).
                    upstream.getOutputStream().write(head.getBytes(StandardCharsets.ISO_8859_1));
                }
                threads.execute(() -> copy(client, upstream));
                copy(upstream, client);
            }
        } catch (IOException | IllegalArgumentException e) {
            // The connection is closed.
        }
    }

    private static void copy(Socket from, Socket to) {
        try {
            OutputStream out = to.getOutputStream();
            from.getInputStream().transferTo(out);
            to.shutdownOutput();
        } catch (IOException e) {
            close(from);
            close(to);
        }
    }

    private static void close(@Nullable Socket socket) {
        try {
            if (socket != null) {
                socket.close();
            }
        } catch (IOException e) {
            // It is closed.
        }
    }

    private static String head(InputStream in) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        while (bytes.size() < LONGEST_HEAD) {
            int next = in.read();
            if (next < 0) {
                throw new IOException("the connection was closed");
            }
            bytes.write(next);
            if (next == '\n' && bytes.toString(StandardCharsets.ISO_8859_1).endsWith(END_OF_HEAD)) {
                return bytes.toString(StandardCharsets.ISO_8859_1);
            }
        }
        throw new IOException("the request is too long");
    }
}
