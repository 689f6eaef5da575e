package dev.plinth.operation.rollback;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.plinth.operation.Commit;
import dev.plinth.operation.Digests;
import dev.plinth.operation.Project;
import dev.plinth.settings.StackFile;
import dev.plinth.settings.file.DurableFile;
import dev.plinth.settings.file.PrivateDirectory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Updates of a stack that were made on this machine, under {@code .plinth/rollback/STACK}; those of the simulator are in a
 * separate directory. Only the latest {@value #KEPT} are kept.
 */
public final class UpdateHistory {

    /** Number of updates that are kept. */
    public static final int KEPT = 20;

    private static final String RECORD = "update.json";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Project project;
    private final Path folder;

    /**
     * Finds a stack's history.
     *
     * @param project the project
     * @param stack the stack's name
     * @param simulated whether the simulator replaces the cloud
     */
    public UpdateHistory(Project project, String stack, boolean simulated) {
        this.project = project;
        this.folder = project.folder()
                .resolve(Path.of(
                        ".plinth", "rollback", StackFile.checked(stack), simulated ? "embedded-cloud" : "cloud"));
    }

    /** The updates, the oldest first. */
    public List<UpdateRecord> updates() {
        List<UpdateRecord> updates = new ArrayList<>();
        if (Files.isDirectory(folder)) {
            try (Stream<Path> folders = Files.list(folder)) {
                for (Path each : folders.filter(path -> Files.exists(path.resolve(RECORD)))
                        .toList()) {
                    updates.add(
                            UpdateRecord.of(JSON.readTree(each.resolve(RECORD).toFile()), each));
                }
            } catch (IOException e) {
                throw new UncheckedIOException("the updates under " + folder + " cannot be read", e);
            }
        }
        updates.sort(Comparator.comparingInt(UpdateRecord::number));
        return updates;
    }

    /**
     * Returns the update whose configuration a rollback restores: the latest successful one before the last update, which is
     * the one to revert, whether it succeeded or not.
     */
    public Optional<UpdateRecord> previous() {
        List<UpdateRecord> updates = updates();
        return updates.stream()
                .limit(Math.max(updates.size() - 1, 0))
                .filter(update -> update.result() == UpdateRecord.Outcome.SUCCEEDED)
                .reduce((older, younger) -> younger);
    }

    /** The update of a number. */
    public Optional<UpdateRecord> find(int number) {
        return updates().stream().filter(update -> update.number() == number).findFirst();
    }

    /**
     * Stores what leads back from an update, before the update.
     *
     * @param configuration the file of the configuration that the update applies
     * @param state the stack as it is, exported
     * @param commit what the update is made from
     * @param verb the command that updates
     * @param clock what time it is
     * @return the record, to be told the update's end
     * @throws UncheckedIOException when it can't be written; the update must not begin then
     */
    public UpdateRecord begin(Path configuration, JsonNode state, Commit commit, String verb, Clock clock) {
        List<UpdateRecord> updates = updates();
        int number = updates.isEmpty() ? 1 : updates.get(updates.size() - 1).number() + 1;
        UpdateRecord record = new UpdateRecord(
                number,
                clock.instant().truncatedTo(ChronoUnit.SECONDS),
                verb,
                commit,
                Digests.ofProgram(project),
                UpdateRecord.Outcome.BEGUN,
                folder.resolve(String.format("%06d", number)));
        try {
            PrivateDirectory.create(record.folder());
            if (Files.exists(configuration)) {
                Files.copy(configuration, record.configuration());
            } else {
                // A project in another language may have no stack file.
                Files.createFile(record.configuration());
            }
            write(record.stateBefore(), state);
            write(record.folder().resolve(RECORD), record.toJson());
            for (UpdateRecord old : updates.subList(0, Math.max(0, updates.size() + 1 - KEPT))) {
                delete(old.folder());
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the rollback record cannot be stored under " + folder, e);
        }
        return record;
    }

    /** Writes down how an update ended. */
    public void end(UpdateRecord record, boolean succeeded) {
        try {
            write(record.folder().resolve(RECORD), record.ended(succeeded).toJson());
        } catch (IOException e) {
            throw new UncheckedIOException("the update's result cannot be stored under " + record.folder(), e);
        }
    }

    private static void write(Path file, JsonNode document) throws IOException {
        DurableFile.write(file, JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(document));
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
