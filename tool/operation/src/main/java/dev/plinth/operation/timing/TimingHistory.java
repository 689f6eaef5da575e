package dev.plinth.operation.timing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.plinth.model.ResourceChange.Operation;
import dev.plinth.model.TimedStep;
import dev.plinth.operation.Project;
import dev.plinth.operation.history.RecordStore;
import dev.plinth.preview.PastUpdate;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * Durations of a stack's updates, in the stack's store, so that all machines forecast from the same ones. Only the latest
 * {@value #KEPT} are kept.
 *
 * <p>Each update has a separate record that is written once and never changed, so that two processes cannot damage each other's.
 * An unreadable record is ignored, because a missing forecast is not a reason to fail. Records that earlier versions kept under
 * {@code .plinth/timings} are read as well.
 */
public final class TimingHistory {

    /** Number of updates that are kept. */
    public static final int KEPT = 50;

    private static final String PREFIX = "timings/";
    private static final String SUFFIX = ".json";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final RecordStore store;
    private final Path earlier;

    /**
     * Finds a stack's history.
     *
     * @param project the project
     * @param stack the stack's name
     * @param simulated whether the simulator replaces the cloud
     * @param store the stack's store
     */
    public TimingHistory(Project project, String stack, boolean simulated, RecordStore store) {
        this.store = store;
        this.earlier =
                project.folder().resolve(Path.of(".plinth", "timings", stack, simulated ? "embedded-cloud" : "cloud"));
    }

    /**
     * Returns the updates, the oldest first.
     *
     * @throws UncheckedIOException when the store cannot be read
     */
    public List<PastUpdate> updates() {
        return Stream.concat(earlier().stream(), names().stream().map(store::file))
                .flatMap(file -> read(file).stream())
                .sorted(Comparator.comparing(PastUpdate::began))
                .toList();
    }

    /** Returns the update in a file; empty where the file is incomplete, or of another version. */
    private static Optional<PastUpdate> read(Path file) {
        try {
            return Optional.of(read(JSON.readTree(file.toFile())));
        } catch (IOException | DateTimeException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /**
     * Records an update, and deletes the oldest records.
     *
     * @throws UncheckedIOException when it cannot be written
     */
    public void add(PastUpdate update) {
        store.create(
                PREFIX + String.format("%015d-", update.began().toEpochMilli()) + UUID.randomUUID() + SUFFIX,
                json(update).toString().getBytes(StandardCharsets.UTF_8));
        List<String> names = names();
        names.subList(0, Math.max(0, names.size() - KEPT)).forEach(store::delete);
    }

    /** Returns the names of the records, the oldest first. */
    private List<String> names() {
        return store.names().stream().filter(name -> name.startsWith(PREFIX)).toList();
    }

    private List<Path> earlier() {
        if (!Files.isDirectory(earlier)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(earlier)) {
            return files.filter(file -> file.toString().endsWith(SUFFIX)).toList();
        } catch (IOException e) {
            return List.of();
        }
    }

    private static ObjectNode json(PastUpdate update) {
        ObjectNode document = JSON.createObjectNode()
                .put("began", update.began().toString())
                .put("succeeded", update.succeeded())
                .put("tookMilliseconds", update.took().toMillis());
        update.forecast().ifPresent(expected -> document.put("forecastMilliseconds", expected.toMillis()));
        var steps = document.putArray("steps");
        for (TimedStep step : update.steps()) {
            ObjectNode node = steps.addObject()
                    .put("urn", step.urn())
                    .put("type", step.type())
                    .put("operation", step.operation().name());
            var changed = node.putArray("changed");
            step.changed().forEach(changed::add);
            node.put("startMilliseconds", step.start().toMillis())
                    .put("tookMilliseconds", step.took().toMillis());
        }
        return document;
    }

    private static PastUpdate read(JsonNode document) {
        List<TimedStep> steps = new ArrayList<>();
        for (JsonNode node : document.path("steps")) {
            List<String> changed = new ArrayList<>();
            node.path("changed").forEach(key -> changed.add(key.asText()));
            steps.add(new TimedStep(
                    node.path("urn").asText(),
                    node.path("type").asText(),
                    Operation.valueOf(node.path("operation").asText()),
                    changed,
                    milliseconds(node, "startMilliseconds"),
                    milliseconds(node, "tookMilliseconds")));
        }
        return new PastUpdate(
                Instant.parse(document.path("began").asText()),
                document.path("succeeded").asBoolean(),
                milliseconds(document, "tookMilliseconds"),
                document.has("forecastMilliseconds")
                        ? Optional.of(milliseconds(document, "forecastMilliseconds"))
                        : Optional.empty(),
                steps);
    }

    private static Duration milliseconds(JsonNode node, String key) {
        JsonNode value = node.path(key);
        if (!value.isIntegralNumber() || value.asLong() < 0) {
            throw new IllegalArgumentException(key + " is not a number of milliseconds");
        }
        return Duration.ofMillis(value.asLong());
    }
}
