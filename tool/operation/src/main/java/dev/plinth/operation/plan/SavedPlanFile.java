package dev.plinth.operation.plan;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.plinth.model.Step;
import dev.plinth.operation.Digests;
import dev.plinth.settings.ConfigException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Writes and reads saved plans. The whole file is sealed: signed with the shared key (HMAC-SHA-256), or, without a key,
 * with a digest (SHA-256), which detects damage but not tampering.
 */
public final class SavedPlanFile {

    private static final String FORMAT = "plinth-plan/1";
    private static final String SEAL = "seal";
    private static final String SIGNED = "hmac-sha256";
    private static final String DIGESTED = "sha256";

    /** The most bytes that a file may have; a plan of a thousand resources has some megabytes. */
    private static final int MEBIBYTES = 64;

    private static final int LARGEST = MEBIBYTES * 1024 * 1024;

    // The engine's plan is one text, which the parser's own limit of 20 million characters would refuse.
    private static final JsonFactory FACTORY = JsonFactory.builder()
            .streamReadConstraints(
                    StreamReadConstraints.builder().maxStringLength(LARGEST).build())
            .build();

    private static final ObjectMapper JSON = JsonMapper.builder(FACTORY)
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private SavedPlanFile() {}

    /**
     * Writes a plan, replaces an existing file, and makes it readable by its owner only.
     *
     * @param file where to
     * @param capsule the plan
     * @param key the shared key, if there is one
     * @throws UncheckedIOException when the file cannot be written, or would be too large to be read again
     */
    public static void write(Path file, SavedPlan capsule, Optional<PlanKey> key) {
        ObjectNode document = toJson(capsule);
        document.putObject(SEAL)
                .put("kind", key.isPresent() ? SIGNED : DIGESTED)
                .put("value", seal(document, key));
        try {
            Path folder = Optional.ofNullable(file.toAbsolutePath().getParent()).orElseThrow();
            byte[] content = (JSON.writerWithDefaultPrettyPrinter().writeValueAsString(document) + "\n")
                    .getBytes(StandardCharsets.UTF_8);
            if (content.length > LARGEST) {
                throw new IOException("it has more than " + MEBIBYTES + " MiB");
            }
            // A temporary file is readable by its owner only, and a reader never meets half of it.
            Path half = Files.createTempFile(folder, ".plan", ".json");
            try {
                Files.write(half, content);
                // What the name stands for is replaced, not what a link of that name points to.
                Files.move(half, file, StandardCopyOption.REPLACE_EXISTING);
            } finally {
                Files.deleteIfExists(half);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the plan cannot be saved to " + file, e);
        }
    }

    /**
     * Reads a plan.
     *
     * @param file the file
     * @param key the shared key, if there is one
     * @throws PlanRejectedException when the file was edited or forged, or cannot be verified
     * @throws ConfigException when the file is not a plan
     */
    public static SavedPlan read(Path file, Optional<PlanKey> key) {
        JsonNode document;
        try {
            document = JSON.readTree(content(file));
        } catch (JsonProcessingException e) {
            throw fault(file, "the file", "is not JSON: " + e.getOriginalMessage());
        } catch (IOException e) {
            throw fault(file, "the file", "cannot be read");
        }
        if (!(document instanceof ObjectNode object)
                || !FORMAT.equals(document.path("format").textValue())) {
            throw fault(file, "format", "is " + document.path("format"));
        }
        checkSeal(file, object, key);
        try {
            return fromJson(object);
        } catch (DateTimeException | IllegalArgumentException e) {
            throw fault(file, "the file", "has a valid seal but is not a plan: " + e.getMessage());
        }
    }

    /** Reads the file once, so that what is checked is what is applied, and no more than a plan can have. */
    private static String content(Path file) throws IOException {
        try (InputStream stream = Files.newInputStream(file)) {
            byte[] bytes = stream.readNBytes(LARGEST + 1);
            if (bytes.length > LARGEST) {
                throw fault(file, "the file", "has more than " + MEBIBYTES + " MiB");
            }
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        }
    }

    private static ConfigException fault(Path file, String key, String problem) {
        return new ConfigException(
                file.toString(),
                List.of(new ConfigException.Fault(
                        key, problem, "a file that `plinth preview STACK --save FILE` wrote, format " + FORMAT)));
    }

    private static void checkSeal(Path file, ObjectNode document, Optional<PlanKey> key) {
        String kind = document.path(SEAL).path("kind").asText();
        if (!kind.equals(SIGNED) && !kind.equals(DIGESTED)) {
            throw new PlanRejectedException(file + " has no seal of a kind that is known here (" + SIGNED + ", "
                    + DIGESTED + "), so it was edited after it was saved. Nothing was changed");
        }
        if (key.isPresent() && !kind.equals(SIGNED)) {
            throw new PlanRejectedException(file + " is not signed, and " + PlanKey.VARIABLE
                    + " is set here; save the plan where the same key is set. Nothing was changed");
        }
        if (key.isEmpty() && kind.equals(SIGNED)) {
            throw new PlanRejectedException(file + " is signed; to verify the signature, set " + PlanKey.VARIABLE
                    + " to the one it was saved with. Nothing was changed");
        }
        byte[] found = document.path(SEAL).path("value").asText().getBytes(StandardCharsets.UTF_8);
        if (!MessageDigest.isEqual(seal(document, key).getBytes(StandardCharsets.UTF_8), found)) {
            throw new PlanRejectedException(
                    file + " was edited after it was saved, or saved with another key; preview and save it again."
                            + " Nothing was changed");
        }
    }

    private static String seal(ObjectNode document, Optional<PlanKey> key) {
        ObjectNode content = document.deepCopy();
        content.remove(SEAL);
        String text = CanonicalJson.text(content);
        return key.map(shared -> shared.sign(text)).orElseGet(() -> Digests.ofText(text));
    }

    private static ObjectNode toJson(SavedPlan capsule) {
        ObjectNode document = JSON.createObjectNode()
                .put("format", FORMAT)
                .put("project", capsule.project())
                .put("stack", capsule.stack())
                .put("simulated", capsule.simulated())
                .put("created", capsule.created().toString())
                .put("expires", capsule.expires().toString());
        ObjectNode parts = document.putObject("madeFrom");
        capsule.parts().forEach((part, value) -> parts.put(part.key(), value));
        ObjectNode approvals = document.putObject("approvals")
                .put("reason", capsule.approved().reason())
                .put("name", capsule.approved().name());
        capsule.approved().requests().forEach(approvals.putArray("requests")::add);
        ArrayNode steps = document.putArray("steps");
        for (Step step : capsule.steps()) {
            ObjectNode node = steps.addObject()
                    .put("op", step.op())
                    .put("urn", step.urn())
                    .put("type", step.type())
                    .put("name", step.name());
            step.replaceKeys().forEach(node.putArray("replaceKeys")::add);
            step.changedPaths().forEach(node.putArray("changedPaths")::add);
        }
        return document.put("enginePlan", capsule.enginePlan());
    }

    private static SavedPlan fromJson(ObjectNode document) {
        Map<PlanInput, String> parts = new EnumMap<>(PlanInput.class);
        for (PlanInput part : PlanInput.values()) {
            JsonNode value = document.path("madeFrom").path(part.key());
            if (value.isTextual()) {
                parts.put(part, value.textValue());
            }
        }
        JsonNode approvals = document.path("approvals");
        List<Step> steps = new ArrayList<>();
        document.path("steps")
                .forEach(step -> steps.add(new Step(
                        text(step, "op"),
                        text(step, "urn"),
                        text(step, "type"),
                        text(step, "name"),
                        texts(step.path("replaceKeys")),
                        texts(step.path("changedPaths")))));
        return new SavedPlan(
                text(document, "project"),
                text(document, "stack"),
                document.path("simulated").asBoolean(),
                Instant.parse(text(document, "created")),
                Instant.parse(text(document, "expires")),
                parts,
                new SavedPlan.Approved(
                        texts(approvals.path("requests")), text(approvals, "reason"), text(approvals, "name")),
                steps,
                text(document, "enginePlan"));
    }

    private static String text(JsonNode node, String key) {
        JsonNode value = node.path(key);
        if (!value.isTextual()) {
            throw new IllegalArgumentException(key + " is missing");
        }
        return value.textValue();
    }

    private static List<String> texts(JsonNode array) {
        List<String> texts = new ArrayList<>();
        array.forEach(text -> texts.add(text.asText()));
        return texts;
    }
}
