package dev.plinth.operation.rollback;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.plinth.operation.Commit;
import java.nio.file.Path;
import java.time.Instant;

/**
 * One update of a stack.
 *
 * @param number counts the updates of a stack on this machine, from 1
 * @param began when it began, to the second
 * @param verb the command that made it, {@code up} or {@code rollback}
 * @param commit the Git commit that it was made from
 * @param program the digest of the program that made it
 * @param result how it ended
 * @param folder where its files lie
 */
public record UpdateRecord(
        int number, Instant began, String verb, Commit commit, String program, Outcome result, Path folder) {

    /** Outcomes of an update. */
    public enum Outcome {
        /** It has not ended, or was killed. */
        BEGUN,
        SUCCEEDED,
        FAILED
    }

    /** The configuration that the update applied: a copy of the stack's file. */
    public Path configuration() {
        return folder.resolve("configuration.yaml");
    }

    /** The stack's state before the update, as {@code pulumi stack export} printed it; its secrets are encrypted. */
    public Path stateBefore() {
        return folder.resolve("state-before.json");
    }

    /** The same with its end. */
    public UpdateRecord ended(boolean succeeded) {
        return new UpdateRecord(
                number, began, verb, commit, program, succeeded ? Outcome.SUCCEEDED : Outcome.FAILED, folder);
    }

    /** The record as its file and {@code plinth rollback --list --json} have it. */
    public ObjectNode toJson() {
        return new ObjectMapper()
                .createObjectNode()
                .put("number", number)
                .put("began", began.toString())
                .put("verb", verb)
                .put("commit", commit.id())
                .put("uncommittedChanges", commit.changes())
                .put("program", program)
                .put("result", result.name());
    }

    /** Reads a record. */
    public static UpdateRecord of(JsonNode node, Path folder) {
        return new UpdateRecord(
                node.path("number").asInt(),
                Instant.parse(node.path("began").asText()),
                node.path("verb").asText(),
                new Commit(
                        node.path("commit").asText(),
                        node.path("uncommittedChanges").asText()),
                node.path("program").asText(),
                Outcome.valueOf(node.path("result").asText()),
                folder);
    }
}
