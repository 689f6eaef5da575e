package dev.plinth.operation.verification;

import dev.plinth.settings.Verification;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;

/** Sends a request to each endpoint of a stack, and checks the responses. */
public final class DeploymentVerification implements AutoCloseable {

    private static final int HTTPS = 443;
    private static final int HTTP = 80;

    private final List<HealthEndpoint> endpoints;
    private final Verification settings;
    private final Connection connection;
    private final ConnectToProxy addresses;
    private final Clock clock;

    /**
     * Creates a verification.
     *
     * @param endpoints the endpoints
     * @param settings the section {@code verification}
     * @param connection addresses, certification authorities and the timeout
     * @param clock the clock
     */
    public DeploymentVerification(
            List<HealthEndpoint> endpoints, Verification settings, Connection connection, Clock clock) {
        this.endpoints = List.copyOf(endpoints);
        this.settings = settings;
        this.connection = connection;
        this.clock = clock;
        try {
            this.addresses = new ConnectToProxy(connection.connectTo());
        } catch (IOException e) {
            throw new UncheckedIOException("no port on loopback", e);
        }
    }

    /**
     * Settings of connections.
     *
     * @param connectTo other addresses for hosts
     * @param certificates the checks of certificates
     * @param timeout the longest time to a whole response
     */
    public record Connection(List<ConnectTo> connectTo, CertificateChecks certificates, Duration timeout) {

        /** Returns whether the connections of an endpoint go to another address. */
        public boolean isElsewhere(HealthEndpoint endpoint) {
            int usual = endpoint.isEncrypted() ? HTTPS : HTTP;
            int port = endpoint.url().getPort() < 0 ? usual : endpoint.url().getPort();
            return isElsewhere(endpoint, port);
        }

        private boolean isElsewhere(HealthEndpoint endpoint, int port) {
            return ConnectTo.address(connectTo, endpoint.url().getHost(), port).isPresent();
        }
    }

    /** Sends the requests once. Certificate and redirect are checked with the first endpoint of each host. */
    public List<EndpointResult> run() {
        // New connections, so that an earlier attempt has no effect.
        EndpointClient client = new EndpointClient(addresses, connection.timeout());
        List<EndpointResult> results = new ArrayList<>();
        Set<String> hosts = new HashSet<>();
        for (HealthEndpoint endpoint : endpoints) {
            results.add(check(client, endpoint, hosts.add(endpoint.url().getAuthority())));
        }
        return results;
    }

    @Override
    public void close() {
        try {
            addresses.close();
        } catch (IOException e) {
            throw new UncheckedIOException("the port on loopback cannot be closed", e);
        }
    }

    private EndpointResult check(EndpointClient client, HealthEndpoint endpoint, boolean isFirstOfHost) {
        EndpointClient.Response response;
        try {
            response = client.get(endpoint.url());
        } catch (IOException e) {
            Check check = e.getCause() instanceof SSLException
                    ? Check.failed("tls", "the TLS handshake failed: " + e.getMessage())
                    : new Check("connection", Check.Outcome.UNREACHABLE, String.valueOf(e.getMessage()));
            return new EndpointResult(
                    endpoint, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), List.of(check));
        }
        List<Check> checks = new ArrayList<>();
        checks.add(status(endpoint, response.status()));
        endpoint.contains().ifPresent(text -> checks.add(content(text, response.body())));
        if (endpoint.headers()) {
            settings.headers().stream()
                    .filter(header -> endpoint.isEncrypted() || header != Verification.Header.HSTS)
                    .forEach(header -> checks.add(HeaderChecks.check(header, response.headers())));
        }
        List<X509Certificate> chain =
                response.session().map(DeploymentVerification::chain).orElse(List.of());
        if (!chain.isEmpty() && isFirstOfHost) {
            checks.add(Check.passed("tls", response.session().orElseThrow().getProtocol()));
            checks.addAll(connection
                    .certificates()
                    .check(endpoint.url().getHost(), chain, clock.instant(), settings.certificateDays()));
            // A host at another address has no redirect there, unless an entry for port 80 names one.
            boolean isComparable = !connection.isElsewhere(endpoint) || connection.isElsewhere(endpoint, HTTP);
            if (endpoint.url().getPort() < 0 && isComparable) {
                checks.add(redirect(client, endpoint.url()));
            }
        }
        return new EndpointResult(
                endpoint,
                Optional.of(response.status()),
                Optional.of(response.time()),
                response.session().map(SSLSession::getProtocol),
                chain.stream()
                        .findFirst()
                        .map(certificate -> certificate.getNotAfter().toInstant()),
                checks);
    }

    private static Check status(HealthEndpoint endpoint, int status) {
        return endpoint.status().includes(status)
                ? Check.passed("status", String.valueOf(status))
                : Check.failed(
                        "status",
                        "status is " + status + "; expected "
                                + endpoint.status().text());
    }

    /** The body may be confidential, so that only the expected text is shown. */
    private static Check content(String text, String body) {
        return body.contains(text)
                ? Check.passed("content", text)
                : Check.failed("content", "the body does not contain \"" + text + "\"");
    }

    private static Check redirect(EndpointClient client, URI secure) {
        URI plain = URI.create("http" + secure.toString().substring("https".length()));
        try {
            EndpointClient.Response response = client.get(plain);
            String location = response.headers().firstValue("Location").orElse("");
            return response.status() / 100 == 3 && location.startsWith("https://")
                    ? Check.passed("redirect", response.status() + " to " + location)
                    : Check.failed(
                            "redirect",
                            plain + " has the status " + response.status()
                                    + (location.isEmpty() ? "" : " and the Location " + location)
                                    + "; expected a redirect to https://");
        } catch (IOException e) {
            return Check.passed("redirect", "port 80 is closed: " + e.getMessage());
        }
    }

    private static List<X509Certificate> chain(SSLSession session) {
        try {
            return Arrays.stream(session.getPeerCertificates())
                    .map(X509Certificate.class::cast)
                    .toList();
        } catch (SSLPeerUnverifiedException e) {
            return List.of();
        }
    }
}
