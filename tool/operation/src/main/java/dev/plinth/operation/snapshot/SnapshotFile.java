package dev.plinth.operation.snapshot;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.plinth.engine.monitor.FunctionAnswers.Answer;
import dev.plinth.operation.Digests;
import dev.plinth.settings.ConfigException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Writes and reads snapshots: JSON with a SHA-256 digest, which tells a damaged file from a whole one. */
public final class SnapshotFile {

    private static final String FORMAT = "plinth-snapshot/1";
    private static final String DIGEST = "digest";

    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private SnapshotFile() {}

    /**
     * Writes a snapshot, over an older one of that name.
     *
     * @throws UncheckedIOException when the file can't be written
     */
    public static void write(Path file, Snapshot snapshot) {
        ObjectNode document = document(snapshot);
        document.put(DIGEST, Digests.ofText(document.toString()));
        try {
            Files.writeString(file, JSON.writerWithDefaultPrettyPrinter().writeValueAsString(document) + "\n");
        } catch (IOException e) {
            throw new UncheckedIOException("the snapshot cannot be written to " + file, e);
        }
    }

    /**
     * Reads a snapshot.
     *
     * @param file the file
     * @param project the project that it must be of
     * @param stack the stack that it must be of
     * @throws ConfigException when the file is no snapshot, one of another format, edited, or of another project or stack
     */
    public static Snapshot read(Path file, String project, String stack) {
        JsonNode document;
        try {
            document = JSON.readTree(Files.readString(file));
        } catch (JsonProcessingException e) {
            throw fault(file, "the file", "is not JSON: " + e.getOriginalMessage());
        } catch (IOException e) {
            throw fault(file, "the file", "cannot be read");
        }
        if (!(document instanceof ObjectNode object)
                || !FORMAT.equals(document.path("format").textValue())) {
            throw fault(file, "format", "is " + document.path("format"));
        }
        JsonNode digest = object.remove(DIGEST);
        if (digest == null || !Digests.ofText(object.toString()).equals(digest.asText())) {
            throw fault(file, DIGEST, "does not fit: the file was edited or damaged after it was written");
        }
        Snapshot snapshot;
        try {
            snapshot = snapshot(object);
        } catch (DateTimeException | ClassCastException e) {
            throw fault(file, "the file", "has a valid digest but is not a snapshot");
        }
        List<ConfigException.Fault> faults = new ArrayList<>();
        differs("project", snapshot.project(), project, faults);
        differs("stack", snapshot.stack(), stack, faults);
        if (!faults.isEmpty()) {
            throw new ConfigException(file.toString(), faults);
        }
        return snapshot;
    }

    private static void differs(String key, String found, String wanted, List<ConfigException.Fault> faults) {
        if (!found.equals(wanted)) {
            faults.add(new ConfigException.Fault(key, "is " + found, wanted + ", which is previewed"));
        }
    }

    private static ConfigException fault(Path file, String key, String problem) {
        return new ConfigException(
                file.toString(),
                List.of(new ConfigException.Fault(
                        key, problem, "a file that `plinth snapshot STACK --output FILE` wrote, format " + FORMAT)));
    }

    /** The document without its digest. */
    public static ObjectNode document(Snapshot snapshot) {
        ObjectNode document = JSON.createObjectNode()
                .put("format", FORMAT)
                .put("project", snapshot.project())
                .put("stack", snapshot.stack())
                .put("created", snapshot.created().toString())
                .put("commit", snapshot.commit())
                .put("plinth", snapshot.plinth())
                .put("simulated", snapshot.simulated())
                .put("removed", snapshot.removed());
        ArrayNode functions = document.putArray("functions");
        for (Answer answer : snapshot.functions()) {
            ObjectNode node = functions
                    .addObject()
                    .put("token", answer.token())
                    .put("provider", answer.provider())
                    .put("region", answer.region());
            node.set("arguments", answer.arguments());
            node.set("result", answer.result());
        }
        document.set("state", snapshot.state());
        return document;
    }

    private static Snapshot snapshot(ObjectNode document) {
        List<Answer> functions = new ArrayList<>();
        document.path("functions")
                .forEach(node -> functions.add(new Answer(
                        node.path("token").asText(),
                        node.path("provider").asText(),
                        node.path("region").asText(),
                        node.path("arguments"),
                        node.path("result"))));
        return new Snapshot(
                document.path("project").asText(),
                document.path("stack").asText(),
                Instant.parse(document.path("created").asText()),
                document.path("commit").asText(),
                document.path("plinth").asText(),
                document.path("simulated").asBoolean(),
                document.path("removed").asInt(),
                (ObjectNode) document.path("state"),
                functions);
    }
}
