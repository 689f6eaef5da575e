package dev.plinth.operation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BackendTest {

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it.
    Path folder;

    private String backend(Map<String, String> environment) {
        return Backend.of(folder, false, environment);
    }

    /** The variable goes before the project's file, and that before the login. */
    @Test
    void isTheOneThatTheEngineChooses() throws IOException {
        Map<String, String> home = Map.of("PULUMI_HOME", folder.toString());
        Files.writeString(folder.resolve("Pulumi.yaml"), "name: plinth\n");
        assertThat(backend(home)).isEqualTo("none: not logged in");

        Files.writeString(
                folder.resolve("credentials.json"),
                "{\"current\": \"https://api.pulumi.com\", \"accessTokens\": {\"https://api.pulumi.com\": \"pul-1\"}}");
        assertThat(backend(home)).isEqualTo("https://api.pulumi.com");
        assertThat(backend(Map.of("PULUMI_CREDENTIALS_PATH", folder.toString())))
                .isEqualTo("https://api.pulumi.com");

        Files.writeString(folder.resolve("Pulumi.yaml"), "name: plinth\nbackend: {url: \"s3://states\"}\n");
        assertThat(backend(home)).isEqualTo("s3://states");
        assertThat(backend(Map.of("PULUMI_BACKEND_URL", "file:///states"))).isEqualTo("file:///states");
        assertThat(Backend.of(folder, true, Map.of("PULUMI_BACKEND_URL", "file:///states")))
                .isEqualTo("simulator");
    }

    @Test
    void hasNoPassword() {
        assertThat(backend(
                        Map.of("PULUMI_BACKEND_URL", "postgres://ada:hunter2@db.example.com/states?sslmode=require")))
                .isEqualTo("postgres://db.example.com/states?sslmode=require");
        assertThat(backend(Map.of("PULUMI_BACKEND_URL", "postgres://db/states?password=hunter2&sslmode=require")))
                .isEqualTo("postgres://db/states?password=…&sslmode=require");
    }
}
