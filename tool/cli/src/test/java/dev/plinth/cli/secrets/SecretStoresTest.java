package dev.plinth.cli.secrets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import dev.plinth.operation.AwsCommand;
import dev.plinth.operation.comment.ServiceException;
import dev.plinth.settings.ManagedSecret;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Requests to the services that keep values, on loopback and with a stand-in of the {@code aws} command. */
class SecretStoresTest {

    private static final String VALUE = "sk_live_4242";

    private HttpServer server;
    private final List<String> requests = new ArrayList<>();
    private final List<String> bodies = new ArrayList<>();
    private int status = 200;
    private String response = "{}";

    SecretStoresTest() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    }

    @BeforeEach
    void start() {
        server.createContext("/", exchange -> {
            requests.add(exchange.getRequestMethod() + " " + exchange.getRequestURI() + " "
                    + exchange.getRequestHeaders().getFirst("Authorization"));
            bodies.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            byte[] answer = response.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, answer.length);
            exchange.getResponseBody().write(answer);
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private VendorApi api(String vendor) {
        return new VendorApi(
                vendor, URI.create("http://127.0.0.1:" + server.getAddress().getPort()), "token-1");
    }

    private static ManagedSecret secret(ManagedSecret.Target target, String location, List<String> environments) {
        return new ManagedSecret(
                "ops@example.com",
                90,
                target,
                location,
                Optional.empty(),
                environments,
                target == ManagedSecret.Target.VERCEL ? Optional.of("team_a1") : Optional.empty(),
                List.of());
    }

    private SecretStore vercel(String... environments) {
        return new VercelStore(
                api("Vercel"), secret(ManagedSecret.Target.VERCEL, "prj_1", List.of(environments)), "STRIPE_KEY");
    }

    private SecretStore supabase() {
        return new SupabaseStore(
                api("Supabase"),
                secret(ManagedSecret.Target.SUPABASE, "abcdefghijklmnopqrst", List.of()),
                "STRIPE_KEY");
    }

    @Test
    void vercelGetsASensitiveVariable() throws IOException {
        vercel("production", "preview").write(VALUE);

        assertThat(requests).containsExactly("POST /v10/projects/prj_1/env?upsert=true&teamId=team_a1 Bearer token-1");
        assertThat(new ObjectMapper().readTree(bodies.get(0)))
                .isEqualTo(new ObjectMapper()
                        .readTree("{\"key\":\"STRIPE_KEY\",\"value\":\"" + VALUE
                                + "\",\"type\":\"sensitive\",\"target\":[\"production\",\"preview\"]}"));
    }

    @Test
    void vercelsDevelopmentHasNoSensitiveVariables() {
        vercel("development").write(VALUE);

        assertThat(bodies.get(0)).contains("\"type\":\"encrypted\"");
    }

    @Test
    void vercelsLastChangeIsThatOfTheVariableWithAllEnvironments() {
        response =
                """
                {"envs": [
                  {"key": "OTHER", "target": ["production"], "updatedAt": 1},
                  {"key": "STRIPE_KEY", "target": ["preview"], "updatedAt": 2},
                  {"key": "STRIPE_KEY", "target": ["production", "preview"], "updatedAt": 1764547200000}]}
                """;

        assertThat(vercel("production").lastChange()).contains(Instant.parse("2025-12-01T00:00:00Z"));
        assertThat(vercel("production", "development").lastChange()).isEmpty();
        assertThat(requests).first().isEqualTo("GET /v10/projects/prj_1/env?teamId=team_a1 Bearer token-1");
    }

    @Test
    void supabaseGetsAndListsSecrets() {
        supabase().write(VALUE);
        response = "[{\"name\": \"STRIPE_KEY\", \"value\": \"digest\", \"updated_at\": \"2026-01-02T03:04:05Z\"}]";

        assertThat(supabase().lastChange()).contains(Instant.parse("2026-01-02T03:04:05Z"));
        assertThat(bodies.get(0)).isEqualTo("[{\"name\":\"STRIPE_KEY\",\"value\":\"" + VALUE + "\"}]");
        assertThat(requests)
                .containsExactly(
                        "POST /v1/projects/abcdefghijklmnopqrst/secrets Bearer token-1",
                        "GET /v1/projects/abcdefghijklmnopqrst/secrets Bearer token-1");
    }

    @Test
    void aRejectionNamesTheStatusAndNeverTheValueOrTheToken() {
        status = 400;
        response = "{\"error\": {\"code\": \"bad_request\", \"message\": \"value " + VALUE + " is invalid\"}}";

        assertThatThrownBy(() -> vercel("production").write(VALUE))
                .isInstanceOf(ServiceException.class)
                .hasMessageContaining("Vercel rejected POST")
                .hasMessageContaining("status 400 (bad_request)")
                .hasMessageNotContaining(VALUE)
                .hasMessageNotContaining("token-1");
    }

    @Test
    void aMissingTokenIsNamed() {
        assertThatThrownBy(() -> VendorApi.of("Vercel", VercelStore.ADDRESS, VercelStore.TOKEN, Map.of()))
                .isInstanceOf(ServiceException.class)
                .hasMessageContaining("VERCEL_API_TOKEN is not set");
    }

    @Test
    void theAwsCommandReadsTheValueFromItsInput(@TempDir Path folder) throws IOException {
        Path script = folder.resolve("aws");
        Files.writeString(
                script,
                "#!/bin/sh\nprintf '%s\\n' \"$*\" >>" + folder + "/arguments\ncat >>" + folder + "/input\n"
                        + "printf '%s' '{\"Versions\": [{\"VersionStages\": [\"AWSPREVIOUS\"], \"CreatedDate\": 1},"
                        + " {\"VersionStages\": [\"AWSCURRENT\"], \"CreatedDate\": \"2026-01-02T03:04:05+00:00\"}]}'\n");
        SecretStore store = new SecretsManagerStore(
                new AwsCommand(List.of("sh", script.toString()), folder), "eu-central-1", "stripe");

        store.write(VALUE);

        assertThat(folder.resolve("input")).hasContent(VALUE);
        assertThat(store.lastChange()).contains(Instant.parse("2026-01-02T03:04:05Z"));
        assertThat(folder.resolve("arguments"))
                .content()
                .startsWith("secretsmanager put-secret-value --secret-id stripe --secret-string file:///dev/stdin"
                        + " --region eu-central-1")
                .doesNotContain(VALUE);
    }

    @Test
    void aFailureOfTheAwsCommandHasNoValue(@TempDir Path folder) {
        SecretStore store = new SecretsManagerStore(
                new AwsCommand(List.of("sh", "-c", "cat >/dev/null; exit 255"), folder), "eu-central-1", "stripe");

        assertThatThrownBy(() -> store.write(VALUE))
                .isInstanceOf(ServiceException.class)
                .hasMessageContaining("put-secret-value` for stripe ended with exit code 255")
                .hasMessageNotContaining(VALUE);
    }

    @Test
    void aLogicalNameIsThatOfASecretInTheState() throws IOException {
        String urn = "urn:pulumi:production::shop::aws:secretsmanager/";
        JsonNode state = new ObjectMapper()
                .readTree(
                        """
                        {"deployment": {"resources": [
                          {"type": "aws:secretsmanager/secretVersion:SecretVersion", "urn": "%1$ssecretVersion:SecretVersion::stripe",
                           "id": "version"},
                          {"type": "aws:secretsmanager/secret:Secret", "urn": "%1$ssecret:Secret::not-stripe", "id": "other"},
                          {"type": "aws:secretsmanager/secret:Secret", "urn": "%1$ssecret:Secret::stripe", "id": "arn:stripe-AbCdEf"},
                          {"type": "aws:secretsmanager/secret:Secret", "urn": "%1$ssecret:Secret::pending"}]}}
                        """
                                .formatted(urn));

        assertThat(SecretStores.physicalId(state, "stripe")).isEqualTo("arn:stripe-AbCdEf");
        assertThat(SecretStores.physicalId(state, "pending")).isEqualTo("pending");
        assertThat(SecretStores.physicalId(state, "shop/stripe")).isEqualTo("shop/stripe");
    }
}
