package dev.plinth.operation.history;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.plinth.operation.Commit;
import dev.plinth.operation.Digests;
import dev.plinth.operation.Project;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Updates of a stack in a store. Each has the records {@code NNNNNN/begin.json} and, once it has ended, {@code NNNNNN/end.json},
 * beside its configuration and the state before it. No record changes. The copies of the state are kept for the latest
 * {@value #KEPT} updates, all other records for ever.
 *
 * <p>Records that earlier versions kept under {@code .plinth/rollback} are read as well, except those with a number of the store.
 */
public final class UpdateHistory {

    /** Number of updates whose copies of the state are kept. */
    public static final int KEPT = 20;

    private static final String BEGIN = "begin.json";
    private static final String END = "end.json";
    private static final String CONFIGURATION = "configuration.yaml";
    private static final String STATE = "state-before.json";

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Project project;
    private final RecordStore store;
    private final LocalRecords earlier;

    /**
     * Finds a stack's history.
     *
     * @param project the project
     * @param stack the stack's name
     * @param simulated whether the simulator replaces the cloud
     * @param store the stack's store
     */
    public UpdateHistory(Project project, String stack, boolean simulated, RecordStore store) {
        this.project = project;
        this.store = store;
        this.earlier = LocalRecords.of(project, stack, simulated);
    }

    /** Returns a sentence on updates that are not in the history; empty where it is complete for all machines. */
    public String limit() {
        return store.limit();
    }

    /** Returns the updates, the oldest first. */
    public List<UpdateRecord> updates() {
        Map<Integer, UpdateRecord> updates = new TreeMap<>(earlier.updates());
        List<String> names = store.names();
        Set<String> known = Set.copyOf(names);
        for (String name : names) {
            if (name.endsWith("/" + BEGIN)) {
                String end = name.replace(BEGIN, END);
                UpdateRecord update =
                        UpdateRecord.of(read(name), known.contains(end) ? Optional.of(read(end)) : Optional.empty());
                updates.put(update.number(), update);
            }
        }
        return List.copyOf(updates.values());
    }

    private JsonNode read(String name) {
        return read(store.file(name));
    }

    static JsonNode read(Path file) {
        try {
            return JSON.readTree(file.toFile());
        } catch (IOException e) {
            throw new UncheckedIOException("the record " + file + " cannot be read", e);
        }
    }

    /**
     * Returns the update whose configuration a rollback restores: the latest successful one before the last update, which is
     * the one to revert, whether it succeeded or not. A destroy and an update that lifts protection are left out.
     */
    public Optional<UpdateRecord> previous() {
        List<UpdateRecord> updates =
                updates().stream().filter(UpdateRecord::isReturnable).toList();
        return updates.stream()
                .limit(Math.max(updates.size() - 1, 0))
                .filter(update -> update.result() == UpdateRecord.Outcome.SUCCEEDED)
                .reduce((older, younger) -> younger);
    }

    /** Returns the update with a number. */
    public Optional<UpdateRecord> find(int number) {
        return updates().stream().filter(update -> update.number() == number).findFirst();
    }

    /** Returns a local file with the configuration that an update applied. */
    public Path configuration(UpdateRecord update) {
        return isEarlier(update)
                ? earlier.file(update, CONFIGURATION)
                : store.file(name(update.number(), CONFIGURATION));
    }

    /** Returns a local file with the state before an update, as {@code pulumi stack export} prints it; secrets are encrypted. */
    public Path stateBefore(UpdateRecord update) {
        return isEarlier(update) ? earlier.file(update, STATE) : store.file(name(update.number(), STATE));
    }

    private boolean isEarlier(UpdateRecord update) {
        return !store.names().contains(name(update.number(), BEGIN));
    }

    /**
     * Start of an update.
     *
     * @param verb the command
     * @param author the person or account
     * @param commit the Git commit
     * @param configuration the file of the configuration that the update applies; need not exist
     * @param state the stack before the update, exported
     * @param change the plan, the policy results, the approvals and the cost, as JSON
     */
    public record Start(
            String verb, Author author, Commit commit, Path configuration, JsonNode state, ObjectNode change) {}

    /**
     * Records the start of an update.
     *
     * @param start the update
     * @param clock the current time
     * @return the record, to be ended
     * @throws UncheckedIOException when it cannot be written; the update must not begin then
     */
    public UpdateRecord begin(Start start, Clock clock) {
        int number = updates().stream().mapToInt(UpdateRecord::number).max().orElse(0) + 1;
        UpdateRecord update = record(number, start, clock);
        // Another writer may have taken the number.
        while (!store.create(name(update.number(), BEGIN), bytes(update.beginning()))) {
            update = record(update.number() + 1, start, clock);
        }
        store.create(name(update.number(), CONFIGURATION), content(start.configuration()));
        store.create(name(update.number(), STATE), bytes(start.state()));
        if (update.number() > KEPT) {
            store.delete(name(update.number() - KEPT, STATE));
        }
        return update;
    }

    private UpdateRecord record(int number, Start start, Clock clock) {
        return new UpdateRecord(
                number,
                clock.instant().truncatedTo(ChronoUnit.SECONDS),
                start.author(),
                start.verb(),
                start.commit(),
                Digests.ofProgram(project),
                start.change(),
                UpdateRecord.Outcome.BEGUN,
                JSON.createObjectNode());
    }

    /** Returns the content of the stack's file, which a project in another language need not have. */
    private static byte[] content(Path configuration) {
        try {
            return Files.exists(configuration) ? Files.readAllBytes(configuration) : new byte[0];
        } catch (IOException e) {
            throw new UncheckedIOException(configuration + " cannot be read", e);
        }
    }

    /**
     * Records the end of an update.
     *
     * @param update the record of its start
     * @param succeeded whether all of it was done
     * @param details further keys of the record
     * @param clock the current time
     * @throws UncheckedIOException when it cannot be written
     */
    public void end(UpdateRecord update, boolean succeeded, ObjectNode details, Clock clock) {
        ObjectNode end = JSON.createObjectNode()
                .put("result", (succeeded ? UpdateRecord.Outcome.SUCCEEDED : UpdateRecord.Outcome.FAILED).name())
                .put("ended", clock.instant().truncatedTo(ChronoUnit.SECONDS).toString());
        end.setAll(details);
        store.create(name(update.number(), END), bytes(end));
    }

    private static String name(int number, String record) {
        return String.format("%06d/%s", number, record);
    }

    private static byte[] bytes(JsonNode document) {
        try {
            return JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(document);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree of JSON nodes can always be written", e);
        }
    }
}
