package dev.plinth.operation.history;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.plinth.operation.Commit;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * One update of a stack.
 *
 * @param number the number in the stack's history, from 1
 * @param began the start, to the second
 * @param author the person or account, and the CI run
 * @param verb the command, such as {@code up} or {@code destroy}
 * @param commit the Git commit
 * @param program the digest of the program
 * @param change the plan, the policy results, the approvals and the cost, as JSON; empty in records of earlier versions
 * @param result the outcome
 * @param end the end and the number of resources by operation, as JSON; empty until it has ended
 */
public record UpdateRecord(
        int number,
        Instant began,
        Author author,
        String verb,
        Commit commit,
        String program,
        ObjectNode change,
        Outcome result,
        ObjectNode end) {

    /** Commands whose configuration a rollback can restore. */
    private static final Set<String> RETURNABLE = Set.of("up", "rollback");

    private static final String ENDED = "ended";

    /** Outcomes of an update. */
    public enum Outcome {
        /** It has not ended, or was killed. */
        BEGUN,
        SUCCEEDED,
        FAILED
    }

    /** Returns whether a rollback can restore the configuration: not that of a destroy, or with lifted protection. */
    public boolean isReturnable() {
        return RETURNABLE.contains(verb);
    }

    /** Returns the time from start to end; empty where the end is unknown. */
    public Optional<Duration> took() {
        return end.has(ENDED)
                ? Optional.of(
                        Duration.between(began, Instant.parse(end.path(ENDED).asText())))
                : Optional.empty();
    }

    /** Returns the record as {@code plinth history --json} and {@code plinth rollback --list --json} print it. */
    public ObjectNode toJson() {
        ObjectNode json = beginning().put("result", result.name());
        json.setAll(end.deepCopy());
        took().ifPresent(time -> json.put("seconds", time.toSeconds()));
        return json;
    }

    /** Returns the record at the start of the update. */
    ObjectNode beginning() {
        ObjectNode json = JsonNodeFactory.instance
                .objectNode()
                .put("number", number)
                .put("began", began.toString())
                .put("verb", verb)
                .put("who", author.name());
        author.run().ifPresent(address -> json.put("run", address));
        json.put("commit", commit.id())
                .put("uncommittedChanges", commit.changes())
                .put("program", program);
        json.setAll(change.deepCopy());
        return json;
    }

    /**
     * Reads a record.
     *
     * @param begin the record at the start of the update
     * @param end the record at its end; empty before that
     */
    static UpdateRecord of(JsonNode begin, Optional<JsonNode> end) {
        ObjectNode change = JsonNodeFactory.instance.objectNode();
        for (String key : new String[] {"plan", "policy", "approvals", "cost", "note"}) {
            if (begin.has(key)) {
                change.set(key, begin.path(key));
            }
        }
        ObjectNode ended = JsonNodeFactory.instance.objectNode();
        end.ifPresent(json -> json.properties().forEach(entry -> ended.set(entry.getKey(), entry.getValue())));
        JsonNode result = ended.has("result") ? ended.remove("result") : begin.path("result");
        return new UpdateRecord(
                begin.path("number").asInt(),
                Instant.parse(begin.path("began").asText()),
                new Author(
                        begin.path("who").asText(),
                        Optional.of(begin.path("run").asText()).filter(run -> !run.isEmpty())),
                begin.path("verb").asText(),
                new Commit(
                        begin.path("commit").asText(),
                        begin.path("uncommittedChanges").asText()),
                begin.path("program").asText(),
                change,
                result.isTextual() ? Outcome.valueOf(result.asText()) : Outcome.BEGUN,
                ended);
    }
}
