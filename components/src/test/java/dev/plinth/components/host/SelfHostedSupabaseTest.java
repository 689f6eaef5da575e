package dev.plinth.components.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.pulumi.core.Output;
import dev.plinth.components.InvalidArgumentsException;
import dev.plinth.components.host.HostedApplicationArgs.Color;
import dev.plinth.testkit.RecordingMocks;
import dev.plinth.testkit.RecordingMocks.Recorded;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class SelfHostedSupabaseTest {

    private static final String CONTAINER = "docker:index/container:Container";
    private static final String PASSWORD = "database-password-value";

    @RegisterExtension
    final RecordingMocks mocks = new RecordingMocks();

    private static SupabaseSecrets secrets() {
        return new SupabaseSecrets(
                Output.ofSecret(PASSWORD),
                Output.ofSecret("jwt-secret-of-thirty-two-characters"),
                Output.ofSecret("key-base"),
                Output.ofSecret("vault-key-of-32-characters-------"),
                Output.ofSecret("metadata"),
                Output.ofSecret("logs-token"),
                Output.ofSecret("redis-password"));
    }

    private void create() {
        mocks.run(() -> {
            DockerHost host = DockerHost.existing("host", "ssh://deploy@host.example.com", null);
            SelfHostedSupabase supabase = new SelfHostedSupabase(
                    "supabase",
                    SelfHostedSupabaseArgs.builder()
                            .host(host)
                            .secrets(secrets())
                            .domain("example.com")
                            .digests(Map.of(SupabaseService.DB, "sha256:" + "a".repeat(64)))
                            .build(),
                    null);
            return new HostedApplication(
                    "app",
                    HostedApplicationArgs.builder()
                            .host(host)
                            .supabase(supabase)
                            .secrets(secrets())
                            .domain("example.com")
                            .contact("operations@example.com")
                            .images(Map.of(Color.BLUE, "example/app:1", Color.GREEN, "example/app:2"))
                            .active(Color.GREEN)
                            .build(),
                    null);
        });
    }

    @Test
    void startsEachServiceAndFitsTheHost() {
        create();

        assertThat(mocks.names(CONTAINER))
                .containsAll(Arrays.stream(SupabaseService.values())
                        .map(service -> "supabase-" + service.alias() + "-container")
                        .toList());
        double memory = mocks.ofType(CONTAINER).stream()
                .mapToDouble(container -> ((Number) container.input("memory")).doubleValue())
                .sum();
        assertThat(memory).isLessThan(7400);
    }

    @Test
    void passesNoCredentialInAVariable() {
        create();

        for (Recorded container : mocks.ofType(CONTAINER)) {
            assertThat(container.texts("envs"))
                    .as(container.name())
                    .noneMatch(variable -> variable.contains(PASSWORD) || variable.contains("jwt-secret"));
            assertThat(container.inputs()).containsEntry("readOnly", true);
            assertThat(container.texts("securityOpts")).containsExactly("no-new-privileges:true");
            assertThat(container.object("capabilities")).containsEntry("drops", List.of("ALL"));
        }
        assertThat(mocks.named("docker:index/remoteImage:RemoteImage", "supabase-db-image")
                        .text("name"))
                .endsWith("@sha256:" + "a".repeat(64));
    }

    @Test
    void publishesTheProxyToTheInternetAndTheRestOnLoopback() {
        create();

        for (Recorded container : mocks.ofType(CONTAINER)) {
            for (Map<String, Object> port : container.objects("ports")) {
                assertThat(port.get("ip"))
                        .as(container.name() + " " + port)
                        .isEqualTo(container.name().equals("app-proxy-container") ? "0.0.0.0" : "127.0.0.1");
            }
        }
    }

    @Test
    void switchesToTheActiveVersion() {
        create();

        Recorded change = mocks.named(CONTAINER, "app-switch-container");
        assertThat(change.texts("command")).contains("app-green:3000", "example/app:2");
        assertThat(change.inputs()).containsEntry("attach", true).containsEntry("mustRun", false);
    }

    @Test
    void signsApiKeysWithTheSecret() {
        String[] parts = SupabaseSecrets.token("anon", "secret").split("\\.");

        assertThat(parts).hasSize(3);
        assertThat(new String(Base64.getUrlDecoder().decode(parts[1]), StandardCharsets.UTF_8))
                .isEqualTo("{\"role\":\"anon\",\"iss\":\"supabase\",\"iat\":1735689600,\"exp\":2051222400}");
        assertThat(SupabaseSecrets.token("anon", "other")).isNotEqualTo(String.join(".", parts));
    }

    @Test
    void namesAllFaultsAtOnce() {
        assertThatThrownBy(() -> mocks.run(() -> new SelfHostedSupabase(
                        "supabase",
                        SelfHostedSupabaseArgs.builder()
                                .digests(Map.of(SupabaseService.DB, "latest"))
                                .build(),
                        null)))
                .isInstanceOf(InvalidArgumentsException.class)
                .hasMessageContainingAll("host", "secrets", "domain", "digests.db is latest");
    }
}
