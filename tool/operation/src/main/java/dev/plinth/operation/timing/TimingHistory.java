package dev.plinth.operation.timing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.plinth.model.ResourceChange.Operation;
import dev.plinth.model.TimedStep;
import dev.plinth.operation.Project;
import dev.plinth.preview.PastUpdate;
import dev.plinth.settings.file.PrivateDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Durations of a stack's updates on this machine, under {@code .plinth/timings/STACK}; those of the simulator are in a separate
 * directory, because they are not comparable with AWS. Only the latest {@value #KEPT} are kept.
 *
 * <p>Each update has a separate file that is written once and never changed, so that two processes cannot damage each other's
 * files. An unreadable file is ignored, because a missing forecast is not a reason to fail.
 */
public final class TimingHistory {

    /** Number of updates that are kept. */
    public static final int KEPT = 50;

    private static final String SUFFIX = ".json";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path folder;

    /**
     * Finds a stack's history.
     *
     * @param project the project
     * @param stack the stack's name
     * @param simulated whether the simulator replaces the cloud
     */
    public TimingHistory(Project project, String stack, boolean simulated) {
        this.folder =
                project.folder().resolve(Path.of(".plinth", "timings", stack, simulated ? "embedded-cloud" : "cloud"));
    }

    /** The updates, the oldest first. */
    public List<PastUpdate> updates() {
        return files().stream()
                .flatMap(file -> read(file).stream())
                .sorted(Comparator.comparing(PastUpdate::began))
                .toList();
    }

    /** Empty where there is half a file, or one of another version. */
    private static Optional<PastUpdate> read(Path file) {
        try {
            return Optional.of(read(JSON.readTree(file.toFile())));
        } catch (IOException | DateTimeException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /**
     * Writes down an update, and forgets the oldest.
     *
     * @throws IOException when it can't be written
     */
    public void add(PastUpdate update) throws IOException {
        PrivateDirectory.create(folder);
        // What doesn't end in the suffix is no update yet, so half a file is never met.
        Path half = Files.createTempFile(
                folder, String.format("%015d-", update.began().toEpochMilli()), ".half");
        try {
            Files.writeString(half, JSON.writeValueAsString(json(update)));
            Files.move(half, folder.resolve(half.getFileName().toString().replace(".half", SUFFIX)));
        } finally {
            Files.deleteIfExists(half);
        }
        List<Path> files = files();
        for (Path old : files.subList(0, Math.max(0, files.size() - KEPT))) {
            Files.deleteIfExists(old);
        }
    }

    /** The files, by their names the oldest first. */
    private List<Path> files() {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.getFileName().toString().endsWith(SUFFIX))
                    .sorted()
                    .toList();
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
