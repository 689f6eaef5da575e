package dev.plinth.operation.rollback;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.plinth.operation.Commit;
import dev.plinth.operation.Digests;
import dev.plinth.operation.Project;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UpdateHistoryTest {

    private static final Clock NOON = Clock.fixed(Instant.parse("2026-03-01T12:00:00.5Z"), ZoneOffset.UTC);

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it.
    Path folder;

    @SuppressWarnings("NullAway.Init") // Set before each test.
    private UpdateHistory history;

    @BeforeEach
    void find() {
        history = history("staging", true);
    }

    private UpdateHistory history(String stack, boolean simulated) {
        return new UpdateHistory(project(), stack, simulated);
    }

    private Project project() {
        return new Project("plinth", folder, MissingNode.getInstance(), Optional.empty());
    }

    private UpdateRecord begin(String configuration) throws IOException {
        Path file = Files.writeString(folder.resolve("Pulumi.staging.yaml"), configuration);
        return history.begin(
                file,
                JsonNodeFactory.instance.objectNode().put("before", configuration),
                new Commit("0123456789012345678901234567890123456789", ""),
                "up",
                NOON);
    }

    private void update(String configuration, boolean succeeded) throws IOException {
        history.end(begin(configuration), succeeded);
    }

    @Test
    void aStackWithoutUpdatesHasNothingToReturnTo() throws IOException {
        assertThat(history.updates()).isEmpty();
        assertThat(history.previous()).isEmpty();

        update("one", true);
        assertThat(history.previous()).as("before the only update").isEmpty();
    }

    @Test
    void anUpdateIsStoredBeforeItAndItsEndAfterIt() throws IOException {
        UpdateRecord begun = begin("one");

        assertThat(history.updates()).containsExactly(begun);
        assertThat(begun.result()).isEqualTo(UpdateRecord.Outcome.BEGUN);
        assertThat(begun.began()).isEqualTo("2026-03-01T12:00:00Z");
        assertThat(begun.program()).isEqualTo(Digests.ofProgram(project()));
        assertThat(begun.configuration()).hasContent("one");
        assertThat(begun.stateBefore()).content().contains("\"before\" : \"one\"");

        history.end(begun, true);
        assertThat(history.find(1).orElseThrow().result()).isEqualTo(UpdateRecord.Outcome.SUCCEEDED);
        assertThat(history.find(2)).isEmpty();
    }

    @Test
    void returnsToTheLatestSuccessfulUpdateBeforeTheLast() throws IOException {
        update("one", true);
        update("two", false);
        update("three", true);
        assertThat(history.previous().orElseThrow().configuration()).hasContent("one");

        update("four", false);
        assertThat(history.previous().orElseThrow().configuration()).hasContent("three");

        // A run that was killed never told its end.
        begin("five");
        assertThat(history.previous().orElseThrow().configuration()).hasContent("three");
    }

    @Test
    void otherStacksAndTheRealCloudHaveSeparateHistories() throws IOException {
        update("one", true);

        assertThat(history("production", true).updates()).isEmpty();
        assertThat(history("staging", false).updates()).isEmpty();
        assertThat(history("staging", true).updates()).hasSize(1);
    }

    @Test
    void keepsOnlyTheLatestUpdates() throws IOException {
        for (int i = 1; i <= UpdateHistory.KEPT + 3; i++) {
            update("number " + i, true);
        }

        assertThat(history.updates()).hasSize(UpdateHistory.KEPT);
        assertThat(history.updates().get(0).number()).isEqualTo(4);
        assertThat(history.previous().orElseThrow().configuration()).hasContent("number " + (UpdateHistory.KEPT + 2));
    }
}
