package dev.plinth.host;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.plinth.components.host.ProxyConfiguration;
import dev.plinth.host.RealPrograms.Result;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The reverse proxy's configuration in a real nginx, with TLS on loopback. Skipped where nginx is missing. */
class ReverseProxyIT {

    private static final String DOMAIN = "printvision.example";

    @SuppressWarnings("NullAway.Init") // JUnit calls open first.
    private Path home;

    @SuppressWarnings("NullAway.Init") // JUnit calls open first.
    private RealPrograms programs;

    private final List<HttpServer> servers = new ArrayList<>();
    private final AtomicBoolean greenIsHealthy = new AtomicBoolean(true);
    private int http;
    private int https;
    private int blue;
    private int green;

    @BeforeEach
    void open(@TempDir Path folder) throws Exception {
        RealPrograms.require("nginx openssl curl", "nginx", "openssl", "curl");
        home = folder;
        // Where this user is root, nginx answers as another one.
        Files.setPosixFilePermissions(home, PosixFilePermissions.fromString("rwxr-xr-x"));
        programs = new RealPrograms(home);
        programs.writeScripts(home.resolve("scripts"), List.of("proxy.sh", "switch.sh"));
        blue = serve("blue", new AtomicBoolean(true));
        green = serve("green", greenIsHealthy);
        http = RealPrograms.freePort();
        https = RealPrograms.freePort();
        Files.createDirectories(home.resolve("state/www/.well-known/acme-challenge"));
        Files.createDirectories(home.resolve("backups"));
        Files.writeString(
                home.resolve("nginx.conf"),
                new ProxyConfiguration(
                                DOMAIN,
                                "127.0.0.1:" + blue,
                                http,
                                https,
                                20,
                                400,
                                "default-src 'self'",
                                new ProxyConfiguration.Paths(
                                        home + "/state", home + "/run", home + "/backups", "/etc/nginx/mime.types"))
                        .text());
        Files.createDirectories(home.resolve("run"));
        programs.set("NGINX_CONF", home + "/nginx.conf");
        programs.set("STATE_DIR", home + "/state");
        programs.set("RUN_DIR", home + "/run");
        programs.set("DOMAIN", DOMAIN);
        programs.set("ACTIVE", "127.0.0.1:" + blue);
        programs.set("ATTEMPTS", "3");
        programs.set("INTERVAL", "0");
        programs.serve("sh", home + "/scripts/proxy.sh");
        for (int i = 0; i < 100 && get("/").exitCode() != 0; i++) {
            Thread.sleep(100);
        }
    }

    @AfterEach
    void close() {
        if (programs != null) {
            programs.close();
        }
        servers.forEach(server -> server.stop(0));
    }

    @Test
    void answersOverTlsWithSecurityHeaders() throws Exception {
        Result answer = get("/", "--include", "--tlsv1.3");

        assertThat(answer.output())
                .contains("HTTP/2 200")
                .contains("strict-transport-security: max-age=63072000; includeSubDomains; preload")
                .contains("content-security-policy: default-src 'self'")
                .contains("x-content-type-options: nosniff")
                .contains("x-frame-options: DENY")
                .contains("referrer-policy: strict-origin-when-cross-origin")
                .doesNotContain("nginx/")
                .doesNotContain("x-powered-by")
                .endsWith("blue");
        assertThat(get("/", "--tlsv1.1", "--tls-max", "1.1").exitCode()).isNotZero();
    }

    @Test
    void redirectsHttpAndServesChallenges() throws Exception {
        Files.writeString(home.resolve("state/www/.well-known/acme-challenge/token"), "proof");

        assertThat(plain("/path")).contains("301").contains("Location: https://" + DOMAIN + "/path");
        assertThat(plain("/.well-known/acme-challenge/token")).endsWith("proof");
        Result unknown = programs.run(
                "curl", "-sk", "--resolve", "other.example:" + https + ":127.0.0.1", "https://other.example:" + https);
        assertThat(unknown.exitCode()).isNotZero();
    }

    @Test
    void passesOnlyTheRoutesOfTheGateway() throws Exception {
        assertThat(api("/rest/v1/prints").output()).endsWith("blue");
        assertThat(api("/pg/tables", "--include").output()).contains("HTTP/2 404");
    }

    @Test
    void limitsLoginsOfOneClient() throws Exception {
        String[] codes = new String[40];
        for (int i = 0; i < codes.length; i++) {
            codes[i] = api("/auth/v1/token", "-o", "/dev/null", "-w", "%{http_code}")
                    .output();
        }
        assertThat(codes).contains("200", "429");
    }

    @Test
    void switchesVersionsWithoutALostRequest() throws Exception {
        programs.serve(
                "sh",
                "-c",
                "while :; do curl -sk --resolve " + DOMAIN + ":" + https + ":127.0.0.1 https://" + DOMAIN + ":" + https
                        + "/ -w ' %{http_code}\\n' >>" + home + "/answers; sleep 0.05; done");

        assertThat(switchTo(green).output()).contains("Traffic goes to 127.0.0.1:" + green);
        await("green");
        assertThat(switchTo(blue).exitCode()).isZero();
        await("blue");

        List<String> answers = Files.readAllLines(home.resolve("answers"));
        assertThat(answers.subList(0, answers.size() - 1)).allMatch(answer -> answer.matches("(blue|green) 200"));
        assertThat(answers).anyMatch(answer -> answer.startsWith("green"));
    }

    @Test
    void keepsTrafficAwayFromAnUnhealthyVersion() throws Exception {
        greenIsHealthy.set(false);

        Result result = switchTo(green);

        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.output()).contains("is not healthy; traffic stays on default 127.0.0.1:" + blue);
        assertThat(get("/").output()).isEqualTo("blue");
    }

    @Test
    void loadsAnIssuedCertificateWithoutARestart() throws Exception {
        Path live = Files.createDirectories(home.resolve("state/live"));
        Result made = programs.run(
                "openssl",
                "req",
                "-x509",
                "-newkey",
                "rsa:2048",
                "-nodes",
                "-days",
                "90",
                "-subj",
                "/CN=issued",
                "-keyout",
                live + "/privkey.pem",
                "-out",
                live + "/fullchain.pem");
        assertThat(made.exitCode()).isZero();

        String certificate = "";
        for (int i = 0; i < 50 && !certificate.contains("CN=issued"); i++) {
            Thread.sleep(100);
            certificate = get("/", "-v").output().replace(" = ", "=");
        }
        assertThat(certificate).contains("CN=issued");
    }

    @Test
    void reportsBackupsThatAreNotVerified() throws Exception {
        assertThat(get("/api/backup/health", "--include").output()).contains("HTTP/2 503");
        Files.writeString(home.resolve("backups/database"), "1700000000");
        assertThat(get("/api/backup/health", "--include").output()).contains("HTTP/2 200");
    }

    private int serve(String name, AtomicBoolean healthy) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newFixedThreadPool(4));
        server.createContext("/", exchange -> {
            byte[] body = name.getBytes(StandardCharsets.UTF_8);
            boolean failing = exchange.getRequestURI().getPath().equals("/api/health") && !healthy.get();
            exchange.getResponseHeaders().add("X-Powered-By", "test");
            exchange.sendResponseHeaders(failing ? 500 : 200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
        servers.add(server);
        return server.getAddress().getPort();
    }

    private Result switchTo(int port) throws Exception {
        return programs.run("sh", home + "/scripts/switch.sh", "127.0.0.1:" + port);
    }

    private void await(String version) throws Exception {
        for (int i = 0; i < 100 && !get("/").output().equals(version); i++) {
            Thread.sleep(100);
        }
        assertThat(get("/").output()).isEqualTo(version);
    }

    private Result get(String path, String... options) throws Exception {
        return curl(DOMAIN, path, options);
    }

    private Result api(String path, String... options) throws Exception {
        return curl("api." + DOMAIN, path, options);
    }

    private Result curl(String host, String path, String... options) throws Exception {
        List<String> command = new ArrayList<>(List.of("curl", "-sk", "--max-time", "10"));
        command.addAll(List.of(options));
        command.addAll(List.of("--resolve", host + ":" + https + ":127.0.0.1", "https://" + host + ":" + https + path));
        return programs.run(command.toArray(String[]::new));
    }

    private String plain(String path) throws Exception {
        return programs.run("curl", "-s", "--include", "-H", "Host: " + DOMAIN, "http://127.0.0.1:" + http + path)
                .output();
    }
}
