package dev.plinth.operation.verification;

import java.io.IOException;
import java.net.ConnectException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSession;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;

/**
 * Sends requests without credentials. It accepts every certificate, so that a wrong one is reported beside the other checks of the
 * response; {@link CertificateChecks} checks the certificate.
 */
final class EndpointClient {

    private final HttpClient http;
    private final Duration timeout;

    EndpointClient(ConnectToProxy addresses, Duration timeout) {
        this.timeout = timeout;
        this.http = HttpClient.newBuilder()
                .connectTimeout(timeout)
                .followRedirects(HttpClient.Redirect.NEVER)
                .proxy(addresses)
                .sslContext(context())
                .build();
    }

    private static SSLContext context() {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, new TrustManager[] {new AnyCertificate()}, new SecureRandom());
            return context;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java runtime has TLS", e);
        }
    }

    /**
     * A response.
     *
     * @param status the status code
     * @param headers the headers
     * @param body the body
     * @param time the time from the request to the end of the body
     * @param session the TLS session; empty for an unencrypted connection
     */
    record Response(int status, HttpHeaders headers, String body, Duration time, Optional<SSLSession> session) {}

    /**
     * Sends a GET request, and waits for the whole response.
     *
     * @throws IOException when there is none in time; its message states the reason
     */
    Response get(URI url) throws IOException {
        HttpRequest request = HttpRequest.newBuilder(url)
                .timeout(timeout)
                .header("User-Agent", "plinth-verify")
                .build();
        long began = System.nanoTime();
        CompletableFuture<HttpResponse<byte[]>> sent = http.sendAsync(request, HttpResponse.BodyHandlers.ofByteArray());
        try {
            HttpResponse<byte[]> response = sent.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
            return new Response(
                    response.statusCode(),
                    response.headers(),
                    new String(response.body(), StandardCharsets.UTF_8),
                    Duration.ofNanos(System.nanoTime() - began),
                    response.sslSession());
        } catch (TimeoutException e) {
            sent.cancel(true);
            throw new IOException(noResponse(), e);
        } catch (ExecutionException e) {
            throw new IOException(reason(e.getCause() == null ? e : e.getCause()), e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    private String noResponse() {
        return "no response within " + timeout.toSeconds() + " s";
    }

    private String reason(Throwable failure) {
        if (failure instanceof HttpTimeoutException) {
            return noResponse();
        }
        if (failure instanceof ConnectException) {
            Throwable cause = failure.getCause();
            return cause instanceof UnresolvedAddressException
                            || (cause != null && cause.getCause() instanceof UnresolvedAddressException)
                    ? "the host name cannot be resolved"
                    : "the connection failed: the port is closed";
        }
        if (failure instanceof SSLException) {
            return String.valueOf(failure.getMessage());
        }
        // The client's own message describes its parser.
        return failure instanceof IOException
                ? "the connection was closed without a response"
                : String.valueOf(failure);
    }

    /** Accepts every certificate: {@link CertificateChecks} reports a wrong one. */
    private static final class AnyCertificate extends X509ExtendedTrustManager {
        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
