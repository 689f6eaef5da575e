package dev.plinth.operation.verification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.plinth.settings.Verification;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateException;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Requests to servers with TLS on loopback, under the names of hosts. */
class DeploymentVerificationTest {

    private static final String HOST = "shop.test";
    private static final Verification SETTINGS =
            new Verification(Map.of(), List.of(), Arrays.asList(Verification.Header.values()), 21);
    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    @TempDir
    private static Path folder = Path.of("");

    private static TlsServer.Identity valid = new TlsServer.Identity(folder, folder);

    private TlsServer server;

    DeploymentVerificationTest() throws IOException, GeneralSecurityException {
        server = new TlsServer(valid);
    }

    @BeforeAll
    static void makeCertificate() throws IOException, InterruptedException {
        valid = TlsServer.Identity.of(folder, HOST, "-1d", 365);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private void restart(TlsServer.Identity identity) throws IOException, GeneralSecurityException {
        server.close();
        server = new TlsServer(identity);
    }

    private static HealthEndpoint endpoint(String url) {
        return new HealthEndpoint(URI.create(url), "test", new ExpectedStatus("200-299"), Optional.empty(), true);
    }

    private EndpointResult verify(String url) throws IOException, CertificateException {
        return verify(valid, TIMEOUT, endpoint(url)).get(0);
    }

    private List<EndpointResult> verify(TlsServer.Identity trusted, Duration timeout, HealthEndpoint... endpoints)
            throws IOException, CertificateException {
        List<ConnectTo> addresses = List.of(
                ConnectTo.parse(":443:127.0.0.1:" + server.port()),
                ConnectTo.parse(":80:127.0.0.1:" + server.plainPort()));
        try (DeploymentVerification verification = new DeploymentVerification(
                List.of(endpoints),
                SETTINGS,
                new DeploymentVerification.Connection(
                        addresses, CertificateChecks.withAuthorities(trusted.pem()), timeout),
                Clock.systemUTC())) {
            return verification.run();
        }
    }

    private static Stream<String> problems(EndpointResult result) {
        return result.problems().stream().map(check -> check.name() + ": " + check.detail());
    }

    @Test
    void passesAHealthyEndpoint() throws IOException, CertificateException {
        EndpointResult result = verify("https://shop.test/api/health");

        assertThat(problems(result)).isEmpty();
        assertThat(result.checks())
                .extracting(Check::name)
                .containsExactly(
                        "status",
                        "header-hsts",
                        "header-csp",
                        "header-frame",
                        "header-nosniff",
                        "header-referrer",
                        "tls",
                        "certificate-issuer",
                        "certificate-name",
                        "certificate-expiry",
                        "redirect");
        assertThat(result.status()).contains(200);
        assertThat(result.tls()).contains("TLSv1.3");
        assertThat(result.toJson().path("certificateExpires").asText()).startsWith("20");
    }

    @Test
    void reportsAnErrorStatus() throws IOException, CertificateException {
        server.status("/api/database/health", 500);

        List<EndpointResult> results = verify(
                valid,
                TIMEOUT,
                endpoint("https://shop.test/api/health"),
                endpoint("https://shop.test/api/database/health"));

        assertThat(problems(results.get(0))).isEmpty();
        assertThat(problems(results.get(1))).containsExactly("status: status is 500; expected 200-299");
        // The host's certificate is checked once.
        assertThat(results.get(1).checks()).extracting(Check::name).doesNotContain("certificate-name", "redirect");
    }

    @Test
    void reportsMissingAndWeakHeaders() throws IOException, CertificateException {
        server.withoutHeader("Content-Security-Policy");
        server.withoutHeader("X-Frame-Options");
        server.header("Strict-Transport-Security", "max-age=300");
        server.header("Referrer-Policy", "unsafe-url");

        assertThat(problems(verify("https://shop.test/")))
                .containsExactly(
                        "header-hsts: Strict-Transport-Security is \"max-age=300\"; expected max-age=31536000 or more",
                        "header-csp: the header Content-Security-Policy is missing",
                        "header-frame: the header X-Frame-Options and frame-ancestors in Content-Security-Policy are"
                                + " missing",
                        "header-referrer: Referrer-Policy is \"unsafe-url\"; expected any other policy");

        server.header("Content-Security-Policy", "frame-ancestors 'none'");
        assertThat(verify("https://shop.test/").problems())
                .extracting(Check::name)
                .containsExactly("header-hsts", "header-referrer");
    }

    @Test
    void reportsACertificateForAnotherName() throws IOException, CertificateException {
        assertThat(problems(verify("https://admin.shop.test/")))
                .containsExactly("certificate-name: the certificate is for shop.test; expected admin.shop.test");
    }

    @Test
    void acceptsAWildcardForOneLabelOnly() throws Exception {
        TlsServer.Identity wildcard = TlsServer.Identity.of(folder, "*.shop.test", "-1d", 90);
        restart(wildcard);

        assertThat(problems(verify(wildcard, TIMEOUT, endpoint("https://api.shop.test/"))
                        .get(0)))
                .isEmpty();
        for (String host : List.of("shop.test", "a.api.shop.test")) {
            assertThat(verify(wildcard, TIMEOUT, endpoint("https://" + host + "/"))
                            .get(0)
                            .problems())
                    .extracting(Check::name)
                    .containsExactly("certificate-name");
        }
    }

    @Test
    void reportsACertificateNearItsExpiry() throws Exception {
        TlsServer.Identity expiring = TlsServer.Identity.of(folder, HOST, "-80d", 90);
        restart(expiring);

        assertThat(problems(verify(expiring, TIMEOUT, endpoint("https://shop.test/"))
                        .get(0)))
                .singleElement()
                .asString()
                .matches("certificate-expiry: the certificate expires on \\S+, in 9 days; expected at least 21 days");
    }

    @Test
    void reportsAnExpiredCertificateOnce() throws Exception {
        TlsServer.Identity expired = TlsServer.Identity.of(folder, HOST, "-30d", 10);
        restart(expired);

        assertThat(problems(
                        verify(expired, TIMEOUT, endpoint("https://shop.test/")).get(0)))
                .singleElement()
                .asString()
                .startsWith("certificate-expiry: the certificate expired on ");
    }

    @Test
    void reportsAnUnknownIssuer() throws Exception {
        restart(TlsServer.Identity.of(folder, HOST, "-1d", 100));

        assertThat(problems(verify("https://shop.test/")))
                .singleElement()
                .asString()
                .startsWith("certificate-issuer: the certificate of CN=shop.test is not trusted: ");
    }

    @Test
    void reportsASlowEndpointAsUnreachable() throws IOException, CertificateException {
        server.delay(3_000);

        EndpointResult result = verify(valid, Duration.ofSeconds(1), endpoint("https://shop.test/"))
                .get(0);

        assertThat(result.isUnreachable()).isTrue();
        assertThat(problems(result)).containsExactly("connection: no response within 1 s");
    }

    @Test
    void reportsAClosedPortAsUnreachable() throws IOException, CertificateException {
        String url = "https://127.0.0.1:" + server.port() + "/";
        server.close();

        EndpointResult direct = verify(url);
        EndpointResult elsewhere = verify("https://shop.test/");

        assertThat(problems(direct)).containsExactly("connection: the connection failed: the port is closed");
        assertThat(problems(elsewhere)).containsExactly("connection: the connection was closed without a response");
        assertThat(elsewhere.isUnreachable()).isTrue();
    }

    @Test
    void reportsAServerWithoutTls() throws IOException, CertificateException {
        ServerSocket plain = new ServerSocket(0, 0, InetAddress.getLoopbackAddress());
        CompletableFuture<Void> served = CompletableFuture.runAsync(() -> respondWithoutTls(plain));
        try {
            assertThat(problems(verify("https://127.0.0.1:" + plain.getLocalPort() + "/")))
                    .singleElement()
                    .asString()
                    .startsWith("tls: the TLS handshake failed: ");
        } finally {
            plain.close();
        }
        served.join();
    }

    /** The client may connect again after a failed attempt. */
    private static void respondWithoutTls(ServerSocket server) {
        while (!server.isClosed()) {
            try (Socket client = server.accept()) {
                client.getOutputStream().write("HTTP/1.1 400 Bad Request\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
                client.shutdownOutput();
                client.getInputStream().readAllBytes();
            } catch (IOException e) {
                // The client has reset the connection, or the test is over.
            }
        }
    }

    @Test
    void reportsAMissingRedirectToHttps() throws IOException, CertificateException {
        server.withoutRedirect();

        assertThat(problems(verify("https://shop.test/api/health")))
                .containsExactly("redirect: http://shop.test/api/health has the status 200 and the Location"
                        + " https://shop.test/; expected a redirect to https://");
    }

    @Test
    void checksTheBodyWithoutShowingIt() throws IOException, CertificateException {
        HealthEndpoint endpoint = new HealthEndpoint(
                URI.create("https://shop.test/"), "test", new ExpectedStatus("200"), Optional.of("\"ready\""), true);

        EndpointResult result = verify(valid, TIMEOUT, endpoint).get(0);

        assertThat(problems(result)).containsExactly("content: the body does not contain \"\"ready\"\"");
        assertThat(result.toJson().toString()).doesNotContain("\"ok\"");
    }

    @Test
    void rejectsAFileWithoutCertificates() throws IOException {
        Path empty = Files.writeString(folder.resolve("empty.pem"), "");
        assertThatThrownBy(() -> CertificateChecks.withAuthorities(empty)).isInstanceOf(CertificateException.class);
    }

    @Test
    void readsAddressesAsCurlDoes() {
        assertThat(ConnectTo.parse("shop.test:443:127.0.0.1:8443"))
                .isEqualTo(new ConnectTo("shop.test", 443, "127.0.0.1", 8443));
        assertThat(ConnectTo.parse("::[::1]:8443")).isEqualTo(new ConnectTo("", 0, "[::1]", 8443));
        for (String wrong : List.of("", "shop.test", "shop.test:443:127.0.0.1", "a:b:c:d", "::127.0.0.1:70000")) {
            assertThatThrownBy(() -> ConnectTo.parse(wrong)).hasMessageContaining("HOST:PORT:TO_HOST:TO_PORT");
        }
    }
}
