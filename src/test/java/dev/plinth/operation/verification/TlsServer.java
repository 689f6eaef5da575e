package dev.plinth.operation.verification;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/** An application on loopback: a server with TLS and a certificate of its own, and one without TLS that redirects to it. */
public final class TlsServer implements AutoCloseable {

    /** The security headers that a response must have. */
    public static final Map<String, String> HEADERS = Map.of(
            "Strict-Transport-Security", "max-age=31536000; includeSubDomains",
            "Content-Security-Policy", "default-src 'self'",
            "X-Frame-Options", "DENY",
            "X-Content-Type-Options", "nosniff",
            "Referrer-Policy", "strict-origin-when-cross-origin");

    private static final char[] PASSWORD = "loopback".toCharArray();

    private final HttpsServer secure;
    private final HttpServer plain;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Map<String, String> headers = new TreeMap<>(HEADERS);
    private final Map<String, Integer> statuses = new ConcurrentHashMap<>();

    private volatile long delay;
    private volatile boolean redirecting = true;

    /**
     * A key with its certificate.
     *
     * @param keys the key store
     * @param pem the certificate
     */
    public record Identity(Path keys, Path pem) {

        /**
         * Makes a key and a certificate.
         *
         * @param folder where they are kept
         * @param host the name in the certificate
         * @param from the start of its validity in the form of keytool, such as {@code -1d}
         * @param days the days of its validity
         */
        public static Identity of(Path folder, String host, String from, int days)
                throws IOException, InterruptedException {
            Identity identity =
                    new Identity(folder.resolve(host + days + ".p12"), folder.resolve(host + days + ".pem"));
            String password = new String(PASSWORD);
            String keys = identity.keys.toString();
            keytool(
                    "-genkeypair",
                    "-alias",
                    "server",
                    "-keyalg",
                    "EC",
                    "-dname",
                    "CN=" + host,
                    "-ext",
                    "san=dns:" + host,
                    "-startdate",
                    from,
                    "-validity",
                    String.valueOf(days),
                    "-storetype",
                    "PKCS12",
                    "-storepass",
                    password,
                    "-keystore",
                    keys);
            keytool(
                    "-exportcert",
                    "-rfc",
                    "-alias",
                    "server",
                    "-storepass",
                    password,
                    "-keystore",
                    keys,
                    "-file",
                    identity.pem.toString());
            return identity;
        }
    }

    /** Starts both servers. */
    public TlsServer(Identity identity) throws IOException, GeneralSecurityException {
        InetSocketAddress any = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        secure = HttpsServer.create(any, 0);
        secure.setHttpsConfigurator(new HttpsConfigurator(context(identity.keys())));
        secure.createContext("/", this::respond);
        secure.setExecutor(threads);
        secure.start();
        plain = HttpServer.create(any, 0);
        plain.createContext("/", exchange -> {
            exchange.getResponseHeaders()
                    .set("Location", "https://" + exchange.getRequestHeaders().getFirst("Host") + "/");
            exchange.sendResponseHeaders(redirecting ? 301 : 200, -1);
            exchange.close();
        });
        plain.start();
    }

    private static void keytool(String... arguments) throws IOException, InterruptedException {
        List<String> line = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString()));
        line.addAll(List.of(arguments));
        Process process = new ProcessBuilder(line).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException(output);
        }
    }

    private static SSLContext context(Path keys) throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(keys)) {
            store.load(in, PASSWORD);
        }
        KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        factory.init(store, PASSWORD);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(factory.getKeyManagers(), null, new SecureRandom());
        return context;
    }

    private void respond(HttpExchange exchange) throws IOException {
        try {
            Thread.sleep(delay);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        headers.forEach(exchange.getResponseHeaders()::set);
        byte[] body = "{\"status\":\"ok\"}".getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(
                statuses.getOrDefault(exchange.getRequestURI().getPath(), 200), body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    /** Responds to a path with a status. */
    public void status(String path, int status) {
        statuses.put(path, status);
    }

    /** Sets a header of all responses. */
    public void header(String name, String value) {
        headers.put(name, value);
    }

    /** Leaves a header out. */
    public void withoutHeader(String name) {
        headers.remove(name);
    }

    /** Waits before each response. */
    public void delay(long milliseconds) {
        delay = milliseconds;
    }

    /** Responds without TLS instead of redirecting. */
    public void withoutRedirect() {
        redirecting = false;
    }

    /** Returns the port with TLS. */
    public int port() {
        return secure.getAddress().getPort();
    }

    /** Returns the port without TLS. */
    public int plainPort() {
        return plain.getAddress().getPort();
    }

    @Override
    public void close() {
        secure.stop(0);
        plain.stop(0);
        threads.shutdownNow();
    }
}
