package dev.plinth.operation.timing;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.MissingNode;
import dev.plinth.model.ResourceChange.Operation;
import dev.plinth.model.TimedStep;
import dev.plinth.operation.Project;
import dev.plinth.operation.history.RecordStores;
import dev.plinth.preview.PastUpdate;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TimingHistoryTest {

    private static final Instant BEGAN = Instant.parse("2026-03-01T12:00:00Z");

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it.
    Path folder;

    private TimingHistory history(String stack, boolean simulated) {
        return history(folder, stack, simulated);
    }

    /** Histories of checkouts that share a backend of files. */
    private TimingHistory history(Path checkout, String stack, boolean simulated) {
        Project project = new Project("plinth", checkout, MissingNode.getInstance(), Optional.empty());
        Map<String, String> environment =
                Map.of("PULUMI_BACKEND_URL", folder.resolve("states").toUri().toString());
        return new TimingHistory(project, stack, simulated, RecordStores.of(project, stack, simulated, environment));
    }

    private static PastUpdate update(int minute) {
        return new PastUpdate(
                BEGAN.plus(Duration.ofMinutes(minute)),
                minute % 2 == 0,
                Duration.ofMillis(41_500),
                minute == 0 ? Optional.empty() : Optional.of(Duration.ofMinutes(14)),
                List.of(
                        new TimedStep(
                                "urn:pulumi:s::p::t::a",
                                "aws:kms/key:Key",
                                Operation.UPDATE,
                                List.of("description", "tags"),
                                Duration.ofMillis(7),
                                Duration.ofMillis(1234)),
                        new TimedStep(
                                "urn:pulumi:s::p::t::b",
                                "aws:kms/key:Key",
                                Operation.DELETE,
                                List.of(),
                                Duration.ZERO,
                                Duration.ZERO)));
    }

    private Path cloud() {
        return folder.resolve(Path.of("states", ".plinth", "history", "plinth", "staging", "timings"));
    }

    @Test
    void anotherCheckoutWithTheSameBackendReadsTheSameDurations(@TempDir Path clone) throws IOException {
        history("staging", false).add(update(0));
        history(clone, "staging", false).add(update(1));

        assertThat(history("staging", false).updates()).containsExactly(update(0), update(1));
        assertThat(history(clone, "staging", false).updates()).containsExactly(update(0), update(1));
    }

    @Test
    void readsRecordsOfEarlierVersions() throws IOException {
        history("staging", false).add(update(0));
        Path earlier = Files.createDirectories(folder.resolve(Path.of(".plinth", "timings", "staging", "cloud")));
        try (Stream<Path> files = Files.list(cloud())) {
            Files.move(files.findFirst().orElseThrow(), earlier.resolve("000000000000001-a.json"));
        }
        history("staging", false).add(update(1));

        assertThat(history("staging", false).updates()).containsExactly(update(0), update(1));
    }

    @Test
    void readsWhatItWroteTheOldestFirst() throws IOException {
        history("staging", false).add(update(1));
        history("staging", false).add(update(0));

        assertThat(history("staging", false).updates()).containsExactly(update(0), update(1));
    }

    @Test
    void keepsStacksAndCloudsApart() throws IOException {
        history("staging", true).add(update(0));

        assertThat(history("staging", false).updates()).isEmpty();
        assertThat(history("production", true).updates()).isEmpty();
        assertThat(history("staging", true).updates()).hasSize(1);
    }

    @Test
    void forgetsTheOldest() throws IOException {
        for (int minute = 0; minute < TimingHistory.KEPT + 3; minute++) {
            history("staging", false).add(update(minute));
        }

        List<PastUpdate> kept = history("staging", false).updates();
        assertThat(kept).hasSize(TimingHistory.KEPT);
        assertThat(kept.get(0)).isEqualTo(update(3));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{\"began\": \"2026-03-01T1",
                "{}",
                "[]",
                "{\"began\": \"yesterday\", \"tookMilliseconds\": 1}",
                "{\"began\": \"2026-03-01T12:00:00Z\", \"tookMilliseconds\": -1}",
                "{\"began\": \"2026-03-01T12:00:00Z\", \"tookMilliseconds\": 1, \"steps\": [{\"operation\": \"EAT\"}]}"
            })
    void leavesOutWhatCanNotBeRead(String spoilt) throws IOException {
        history("staging", false).add(update(0));
        Files.writeString(cloud().resolve("000000000000000-spoilt.json"), spoilt);

        assertThat(history("staging", false).updates()).containsExactly(update(0));
    }

    @Test
    void severalProcessesLoseNothing() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            List<Callable<Boolean>> writers = IntStream.range(0, 40)
                    .<Callable<Boolean>>mapToObj(minute -> () -> {
                        history("staging", false).add(update(minute));
                        return true;
                    })
                    .toList();
            for (Future<Boolean> each : threads.invokeAll(writers)) {
                assertThat(each.get()).isTrue();
            }
        } finally {
            threads.shutdownNow();
        }

        assertThat(history("staging", false).updates()).hasSize(40);
        try (Stream<Path> files = Files.list(cloud())) {
            assertThat(files).allMatch(file -> file.toString().endsWith(".json"));
        }
    }
}
