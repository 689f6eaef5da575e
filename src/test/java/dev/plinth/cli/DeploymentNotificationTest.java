package dev.plinth.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import dev.plinth.Repository;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The script of the workflows that sends the result of a deployment, with a webhook on loopback. */
class DeploymentNotificationTest {

    private final List<String> bodies = new CopyOnWriteArrayList<>();
    private final HttpServer server;
    private int status = 200;

    DeploymentNotificationTest() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    }

    @BeforeEach
    void start() {
        server.createContext("/services/T0/secret", exchange -> {
            bodies.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            exchange.sendResponseHeaders(status, -1);
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private String notify(String webhook) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(
                        Repository.root().resolve(".github/notify-deployment").toString())
                .redirectErrorStream(true);
        builder.environment()
                .putAll(Map.of(
                        "DEPLOYMENT_WEBHOOK", webhook,
                        "DEPLOYMENT_STACK", "production",
                        "DEPLOYMENT_RESULT", "failure",
                        "GITHUB_SHA", "0123456789abcdef",
                        "GITHUB_ACTOR", "a \"person\"",
                        "GITHUB_SERVER_URL", "https://github.com",
                        "GITHUB_REPOSITORY", "example/shop",
                        "GITHUB_RUN_ID", "42"));
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
        return output;
    }

    private String address() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/services/T0/secret";
    }

    @Test
    void sendsStackResultCommitAndRun() throws IOException, InterruptedException {
        assertThat(notify(address())).isEmpty();

        assertThat(bodies).singleElement().satisfies(body -> assertThat(
                        new ObjectMapper().readTree(body).path("text").asText())
                .isEqualTo("Deployment of production: failure. Commit 0123456789ab by a \"person\".\n"
                        + "https://github.com/example/shop/actions/runs/42"));
    }

    @Test
    void warnsWithoutTheAddressIfTheWebhookFails() throws IOException, InterruptedException {
        status = 404;

        assertThat(notify(address())).contains("::warning::").doesNotContain("secret");
    }

    @Test
    void sendsNothingWithoutAWebhook() throws IOException, InterruptedException {
        assertThat(notify("")).contains("DEPLOYMENT_WEBHOOK is not set");
        assertThat(bodies).isEmpty();
    }
}
