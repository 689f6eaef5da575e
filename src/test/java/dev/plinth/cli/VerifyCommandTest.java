package dev.plinth.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.plinth.Repository;
import dev.plinth.cli.terminal.Terminal;
import dev.plinth.operation.verification.TlsServer;
import dev.plinth.stack.EnvironmentProgram;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The endpoints of production, served on loopback. */
class VerifyCommandTest {

    @TempDir
    private static Path keys = Path.of("");

    private static TlsServer.Identity identity = new TlsServer.Identity(keys, keys);

    @TempDir
    private Path folder = Path.of("");

    private final TlsServer server;

    VerifyCommandTest() throws IOException, GeneralSecurityException {
        server = new TlsServer(identity);
    }

    @BeforeAll
    static void makeCertificate() throws IOException, InterruptedException {
        identity = TlsServer.Identity.of(keys, "*.example.com", "-1d", 365);
    }

    @BeforeEach
    void copyProject() throws IOException {
        Repository.copyProject(folder);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private Shell.Ran verify(String... options) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        List<String> arguments = new ArrayList<>(List.of("verify", "production", "--project", folder.toString()));
        arguments.addAll(List.of(options));
        int exitCode = PlinthCommand.run(
                new Terminal(new PrintWriter(out, true), new PrintWriter(err, true), false, false),
                new EnvironmentProgram(),
                arguments.toArray(String[]::new));
        return new Shell.Ran(exitCode, out.toString(), err.toString());
    }

    private String[] onLoopback(String... options) {
        List<String> all = new ArrayList<>(List.of(
                "--connect-to", ":443:127.0.0.1:" + server.port(),
                "--connect-to", ":80:127.0.0.1:" + server.plainPort(),
                "--cacert", identity.pem().toString()));
        all.addAll(List.of(options));
        return all.toArray(String[]::new);
    }

    @Test
    void verifiesTheEndpointsOfProduction() {
        Shell.Ran ran = verify(onLoopback());

        assertThat(ran.exitCode()).as(ran.toString()).isZero();
        assertThat(ran.out())
                .contains("https://api.example.com/api/health", "https://admin.example.com/api/health", "TLSv1.3")
                .contains("33 of 33 checks passed");
        assertThat(ran.err()).isEmpty();
    }

    @Test
    void exitsWithOneAndTheReasonsAfterAFailedCheck() {
        server.status("/api/health", 500);
        server.withoutHeader("Content-Security-Policy");

        Shell.Ran ran = verify(onLoopback("--json"));

        assertThat(ran.exitCode()).isEqualTo(1);
        JsonNode endpoint = ran.json().path("endpoints").path(0);
        assertThat(ran.json().path("result").asText()).isEqualTo("failed");
        assertThat(endpoint.path("status").asInt()).isEqualTo(500);
        assertThat(endpoint.path("checks").findValuesAsText("result")).contains("failed", "passed");
        assertThat(verify(onLoopback()).err())
                .contains("failed: https://api.example.com/api/health: status is 500; expected 200-299")
                .contains("the header Content-Security-Policy is missing");
    }

    @Test
    void exitsWithThreeWithoutAResponse() {
        server.close();

        Shell.Ran ran = verify(onLoopback("--timeout", "2s"));

        assertThat(ran.exitCode()).isEqualTo(3);
        assertThat(ran.out()).contains("0 of 3 checks passed");
        assertThat(ran.err()).contains("unreachable: https://api.example.com/api/health: ");
    }

    @Test
    void waitsUntilAllChecksPass() {
        server.status("/api/health", 503);
        CompletableFuture.delayedExecutor(2, TimeUnit.SECONDS).execute(() -> server.status("/api/health", 200));

        Shell.Ran ran = verify(onLoopback("--wait", "1m"));

        assertThat(ran.exitCode()).as(ran.toString()).isZero();
        assertThat(ran.err()).contains("waiting: 3 of 3 endpoints failed; at most ");
    }

    @Test
    void addsAndExcludesEndpointsByTheConfiguration() throws IOException {
        Path file = folder.resolve("Pulumi.production.yaml");
        Files.writeString(
                file,
                Files.readString(file)
                        + """
                          plinth:verification:
                            excludedHosts: [admin.example.com, cdn.example.com]
                            certificateDays: 300
                            endpoints:
                              database: {url: "https://api.example.com/api/database/health", contains: '"ok"'}
                              orders: {url: "https://api.example.com/orders", status: 401, headers: false}
                        """);

        Shell.Ran ran = verify(onLoopback());

        assertThat(ran.exitCode()).isEqualTo(1);
        assertThat(ran.out())
                .doesNotContain("admin.example.com", "cdn.example.com")
                .contains("18 of 19 checks passed");
        assertThat(ran.err())
                .isEqualToIgnoringNewLines("failed: https://api.example.com/orders: status is 200; expected 401");
    }

    @Test
    void sendsNothingToAPlaceholder() {
        Shell.Ran ran = verify();

        assertThat(ran.exitCode()).isEqualTo(2);
        assertThat(ran.err()).contains("plinth:edge.zone");
    }

    @Test
    void rejectsOptionsThatItCannotUse() {
        assertThat(verify("--connect-to", "localhost").err())
                .contains("--connect-to localhost: expected HOST:PORT:TO_HOST:TO_PORT");
        assertThat(verify("--cacert", folder.resolve("none.pem").toString()).exitCode())
                .isEqualTo(2);
        assertThat(verify("--wait", "soon").exitCode()).isEqualTo(2);
    }
}
