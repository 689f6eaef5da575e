package dev.plinth.operation.snapshot;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.plinth.engine.monitor.FunctionAnswers.Answer;
import dev.plinth.settings.ConfigException;
import dev.plinth.simulator.value.Unknown;
import dev.plinth.simulator.value.Values;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * A stack's state at a time, without its secrets, and what the providers' functions answered its program.
 *
 * @param project the project's name
 * @param stack the stack's name
 * @param created when it was taken, to the second
 * @param commit the Git commit that it was taken at, in words
 * @param plinth the version of Plinth that took it
 * @param simulated whether it is of the simulator
 * @param removed how many values were removed
 * @param state the state as {@code pulumi stack import} takes it
 * @param functions what the functions answered
 */
public record Snapshot(
        String project,
        String stack,
        Instant created,
        String commit,
        String plinth,
        boolean simulated,
        int removed,
        ObjectNode state,
        List<Answer> functions) {

    /** Leaves out what is below a second. */
    public Snapshot {
        created = created.truncatedTo(ChronoUnit.SECONDS);
        functions = List.copyOf(functions);
    }

    /**
     * Origin of a snapshot.
     *
     * @param project the project's name
     * @param stack the stack's name
     * @param created when it is taken
     * @param commit the Git commit, in words
     * @param plinth the version of Plinth
     * @param simulated whether it is of the simulator
     */
    public record Origin(
            String project, String stack, Instant created, String commit, String plinth, boolean simulated) {}

    /**
     * Takes a snapshot.
     *
     * @param origin what it is of
     * @param state what {@code pulumi stack export} prints
     * @param functions what the functions answered, as far as it is known
     * @param remove paths of further values to be removed, as a refusal names them
     * @throws SnapshotRejectedException when something that looks like a secret remains
     * @throws ConfigException when a path leads nowhere
     */
    public static Snapshot of(Origin origin, JsonNode state, List<Answer> functions, Set<String> remove) {
        Sanitizer sanitizer = new Sanitizer(remove);
        ObjectNode sanitized = sanitizer.state(state);
        List<Answer> answers = functions.stream().map(sanitizer::answer).toList();
        Snapshot snapshot = new Snapshot(
                origin.project(),
                origin.stack(),
                origin.created(),
                origin.commit(),
                origin.plinth(),
                origin.simulated(),
                sanitizer.removed().size(),
                sanitized,
                answers);
        List<ConfigException.Fault> faults = sanitizer.missed().stream()
                .map(path -> new ConfigException.Fault("--remove " + path, "does not exist", "a path of a value"))
                .toList();
        if (!faults.isEmpty()) {
            throw new ConfigException("the snapshot of " + origin.stack(), faults);
        }
        List<SecretScan.Finding> findings = SecretScan.of(SnapshotFile.document(snapshot));
        if (!findings.isEmpty()) {
            throw new SnapshotRejectedException(findings.stream()
                    .map(finding -> "\n  " + finding)
                    .collect(Collectors.joining("", "something that looks like a secret remains", "")));
        }
        return snapshot;
    }

    /**
     * The state for a stack whose secrets are encrypted by a passphrase: what was removed is a secret, of which the engine
     * asks who encrypts it.
     *
     * @param salt the stack's {@code encryptionsalt}
     */
    public ObjectNode state(String salt) {
        ObjectNode result = state.deepCopy();
        result.withObject("/deployment")
                .putObject("secrets_providers")
                .put("type", "passphrase")
                .putObject("state")
                .put("salt", salt);
        return result;
    }

    /**
     * The properties of a resource that the program reads and does not manage.
     *
     * @param type its type token
     * @param id its id in the cloud
     */
    public Optional<Map<String, Object>> external(String type, String id) {
        for (JsonNode resource : state.path("deployment").path("resources")) {
            if (resource.path("external").asBoolean()
                    && resource.path("type").asText().equals(type)
                    && resource.path("id").asText().equals(id)) {
                Map<String, Object> properties = new TreeMap<>();
                resource.path("outputs")
                        .properties()
                        .forEach(entry -> properties.put(entry.getKey(), plain(entry.getValue())));
                return Optional.of(properties);
            }
        }
        return Optional.empty();
    }

    private static Object plain(JsonNode value) {
        return Removed.is(value)
                ? Unknown.VALUE
                : Optional.ofNullable(Values.fromJson(value.toString())).orElse("");
    }
}
