package dev.plinth.operation.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.plinth.operation.Commit;
import dev.plinth.operation.Digests;
import dev.plinth.operation.Project;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
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
        return history(folder, stack, simulated, Map.of());
    }

    private static UpdateHistory history(
            Path checkout, String stack, boolean simulated, Map<String, String> environment) {
        Project project = project(checkout);
        return new UpdateHistory(project, stack, simulated, RecordStores.of(project, stack, simulated, environment));
    }

    private static Project project(Path checkout) {
        return new Project("plinth", checkout, MissingNode.getInstance(), Optional.empty());
    }

    private UpdateRecord begin(String configuration) throws IOException {
        return begin(history, "up", configuration);
    }

    private UpdateRecord begin(UpdateHistory to, String verb, String configuration) throws IOException {
        Path file = Files.writeString(folder.resolve("Pulumi.staging.yaml"), configuration);
        ObjectNode change = JsonNodeFactory.instance.objectNode();
        change.putObject("cost").put("before", 1).put("after", 2);
        return to.begin(
                new UpdateHistory.Start(
                        verb,
                        new Author("ada", Optional.of("https://ci.example.com/7")),
                        new Commit("0123456789012345678901234567890123456789", ""),
                        file,
                        JsonNodeFactory.instance.objectNode().put("before", configuration),
                        change),
                NOON);
    }

    private void update(String configuration, boolean succeeded) throws IOException {
        end(begin(configuration), succeeded);
    }

    private void end(UpdateRecord begun, boolean succeeded) {
        ObjectNode details = JsonNodeFactory.instance.objectNode();
        details.putObject("summary").put("create", 3);
        history.end(begun, succeeded, details, Clock.offset(NOON, Duration.ofSeconds(90)));
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
        assertThat(begun.program()).isEqualTo(Digests.ofProgram(project(folder)));
        assertThat(history.configuration(begun)).hasContent("one");
        assertThat(history.stateBefore(begun)).content().contains("\"before\" : \"one\"");

        end(begun, true);
        UpdateRecord ended = history.find(1).orElseThrow();
        assertThat(ended.result()).isEqualTo(UpdateRecord.Outcome.SUCCEEDED);
        assertThat(ended.took()).contains(Duration.ofSeconds(90));
        assertThat(ended.author()).isEqualTo(begun.author());
        assertThat(ended.toJson().at("/cost/after").asInt()).isEqualTo(2);
        assertThat(ended.toJson().at("/summary/create").asInt()).isEqualTo(3);
        assertThat(history.find(2)).isEmpty();
    }

    @Test
    void returnsToTheLatestSuccessfulUpdateBeforeTheLast() throws IOException {
        update("one", true);
        update("two", false);
        update("three", true);
        assertThat(history.configuration(history.previous().orElseThrow())).hasContent("one");

        update("four", false);
        assertThat(history.configuration(history.previous().orElseThrow())).hasContent("three");

        // A run that was killed never told its end.
        begin("five");
        assertThat(history.configuration(history.previous().orElseThrow())).hasContent("three");
    }

    @Test
    void otherStacksAndTheRealCloudHaveSeparateHistories() throws IOException {
        update("one", true);

        assertThat(history("production", true).updates()).isEmpty();
        assertThat(history("staging", false).updates()).isEmpty();
        assertThat(history("staging", true).updates()).hasSize(1);
    }

    @Test
    void neverReturnsToADestroyOrToLiftedProtection() throws IOException {
        update("one", true);
        update("two", true);
        end(begin(history, "unprotect", "three"), true);
        end(begin(history, "destroy", "four"), true);

        assertThat(history.updates())
                .extracting(UpdateRecord::verb)
                .containsExactly("up", "up", "unprotect", "destroy");
        assertThat(history.previous().orElseThrow().number()).isEqualTo(1);
    }

    @Test
    void keepsAllRecordsButOnlyTheLatestStates() throws IOException {
        for (int i = 1; i <= UpdateHistory.KEPT + 3; i++) {
            update("number " + i, true);
        }

        assertThat(history.updates()).hasSize(UpdateHistory.KEPT + 3);
        assertThat(history.updates()).allSatisfy(update -> {
            assertThat(history.configuration(update)).hasContent("number " + update.number());
            assertThat(Files.exists(history.stateBefore(update))).isEqualTo(update.number() > 3);
        });
    }

    @Test
    void anotherCheckoutWithTheSameBackendReadsTheSameUpdates(@TempDir Path backend, @TempDir Path clone)
            throws IOException {
        Map<String, String> environment =
                Map.of("PULUMI_BACKEND_URL", backend.toUri().toString());
        history = history(folder, "staging", false, environment);
        update("one", true);
        update("two", true);

        UpdateHistory other = history(clone, "staging", false, environment);

        assertThat(other.updates()).isEqualTo(history.updates()).hasSize(2);
        assertThat(other.configuration(other.previous().orElseThrow())).hasContent("one");
        assertThat(begin(other, "rollback", "one").number()).isEqualTo(3);
        assertThat(clone).isEmptyDirectory();
    }

    @Test
    void twoWritersNeverShareANumber(@TempDir Path clone) throws Exception {
        Map<String, String> environment =
                Map.of("PULUMI_BACKEND_URL", folder.resolve("states").toUri().toString());
        ExecutorService threads = Executors.newFixedThreadPool(8);
        Set<Integer> numbers = new TreeSet<>();
        try {
            List<Callable<Integer>> writers = IntStream.range(0, 32)
                    .<Callable<Integer>>mapToObj(i -> () -> begin(
                                    history(i % 2 == 0 ? folder : clone, "staging", false, environment), "up", "one")
                            .number())
                    .toList();
            for (Future<Integer> each : threads.invokeAll(writers)) {
                numbers.add(each.get());
            }
        } finally {
            threads.shutdownNow();
        }

        assertThat(numbers).hasSize(32);
        assertThat(history(clone, "staging", false, environment).updates())
                .extracting(UpdateRecord::number)
                .containsExactlyElementsOf(numbers);
    }

    @Test
    void aStoreThatCannotBeWrittenStopsTheUpdate() throws IOException {
        Files.writeString(Files.createDirectories(folder.resolve(".plinth")).resolve("simulator"), "no directory");

        assertThatThrownBy(() -> begin("one"))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("simulator/history/staging cannot be read");
    }

    @Test
    void recordsOfEarlierVersionsAreStillRead() throws IOException {
        Path old = Files.createDirectories(
                folder.resolve(Path.of(".plinth", "rollback", "staging", "embedded-cloud", "000007")));
        Files.writeString(
                old.resolve("update.json"),
                "{\"number\": 7, \"began\": \"2026-02-01T12:00:00Z\", \"verb\": \"up\", \"commit\": \"\","
                        + " \"uncommittedChanges\": \"\", \"program\": \"sha256:1\", \"result\": \"SUCCEEDED\"}");
        Files.writeString(old.resolve("configuration.yaml"), "seven");

        update("eight", true);

        assertThat(history.updates()).extracting(UpdateRecord::number).containsExactly(7, 8);
        UpdateRecord previous = history.previous().orElseThrow();
        assertThat(previous.result()).isEqualTo(UpdateRecord.Outcome.SUCCEEDED);
        assertThat(history.configuration(previous)).hasContent("seven");
    }
}
