package dev.plinth.operation.snapshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.plinth.engine.monitor.FunctionAnswers.Answer;
import dev.plinth.settings.ConfigException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SnapshotFileTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it.
    Path folder;

    @SuppressWarnings("NullAway.Init") // JUnit calls write first.
    private Path file;

    @SuppressWarnings("NullAway.Init") // JUnit calls write first.
    private Snapshot snapshot;

    @BeforeEach
    void write() {
        file = folder.resolve("shop.json");
        snapshot = new Snapshot(
                "shop",
                "test",
                Instant.parse("2026-06-30T12:00:00Z"),
                "abc",
                "1.0",
                true,
                3,
                JSON.createObjectNode().put("version", 3).put("share", 1.5e-7),
                List.of(new Answer(
                        "a",
                        "b",
                        "c",
                        JSON.createObjectNode(),
                        JSON.createObjectNode().put("id", "x"))));
        SnapshotFile.write(file, snapshot);
    }

    private void assertFault(String... parts) {
        assertThatThrownBy(() -> SnapshotFile.read(file, "shop", "test"))
                .isInstanceOf(ConfigException.class)
                .message()
                .contains(file.toString())
                .contains(parts);
    }

    @Test
    void aSnapshotIsReadAsItWasWritten() throws IOException {
        assertThat(SnapshotFile.read(file, "shop", "test")).isEqualTo(snapshot);

        String written = Files.readString(file);
        SnapshotFile.write(file, snapshot);
        assertThat(Files.readString(file)).isEqualTo(written);
    }

    @Test
    void rejectsAnEditedFile() throws IOException {
        Files.writeString(file, Files.readString(file).replace("\"id\" : \"x\"", "\"id\" : \"y\""));
        assertFault("digest", "was edited");
    }

    @Test
    void rejectsAnotherFormat() throws IOException {
        Files.writeString(file, Files.readString(file).replace("plinth-snapshot/1", "plinth-snapshot/0"));
        assertFault("format", "plinth-snapshot/0", "plinth-snapshot/1");
    }

    @Test
    void rejectsInvalidJsonAndAMissingFile() throws IOException {
        Files.writeString(file, "resources:");
        assertFault("is not JSON");
        Files.delete(file);
        assertFault("cannot be read");
    }

    @Test
    void anotherProjectAndStackAreNamedAtOnce() {
        assertThatThrownBy(() -> SnapshotFile.read(file, "store", "production"))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("project is shop")
                .hasMessageContaining("stack is test");
    }

    @Test
    void theStateNamesWhoEncryptsIt() {
        assertThat(snapshot.state("v1:salt")
                        .at("/deployment/secrets_providers/state/salt")
                        .asText())
                .isEqualTo("v1:salt");
        assertThat(snapshot.state().has("deployment")).isFalse();
    }
}
