package dev.plinth.stack;

import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import dev.plinth.Repository;
import dev.plinth.settings.ConfigException;
import dev.plinth.settings.StackFile;
import dev.plinth.settings.StackReader;
import dev.plinth.settings.StackSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A valid stack file that a test changes in one place. Places are JSON pointers below {@code config}. */
final class EditedStackFile {

    private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());
    private static final ObjectMapper JSON = new ObjectMapper();

    private final String stack;
    private final ObjectNode document;

    private EditedStackFile(String stack, ObjectNode document) {
        this.stack = stack;
        this.document = document;
    }

    /** A copy of one of the shipped stack files. */
    static EditedStackFile of(String stack) {
        try {
            Path file = Repository.fixtures().resolve("Pulumi." + stack + ".yaml");
            return new EditedStackFile(stack, (ObjectNode) YAML.readTree(Files.readString(file)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Everything that has no default, and nothing else. */
    static EditedStackFile fewest() {
        try {
            return new EditedStackFile(
                    "fewest",
                    (ObjectNode)
                            YAML.readTree(
                                    """
                            config:
                              aws:region: eu-central-1
                              aws:allowedAccountIds: ["210987654321"]
                              plinth:network: {cidr: 10.40.0.0/16}
                              plinth:databases: {database: {engineVersion: "16", instanceClass: db.t4g.medium}}
                              plinth:caches: {cache: {nodeType: cache.t4g.small}}
                              plinth:buckets: {uploads: {}}
                              plinth:queues: {orders: {}}
                              plinth:secrets: {stripe: {description: Stripe's key}}
                              plinth:services: {api: {image: "nginx:1", port: 80, hostnames: [api]}}
                              plinth:jobs: {report: {image: "nginx:1", schedule: rate(1 day)}}
                              plinth:edge:
                                zone: plinth.dev
                                zoneId: 0123456789abcdef0123456789abcdef
                                accountId: fedcba9876543210fedcba9876543210
                                hostnames: [api]
                            """));
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The whole file. */
    ObjectNode document() {
        return document;
    }

    ObjectNode config() {
        return (ObjectNode) document.get("config");
    }

    JsonNode at(String pointer) {
        return config().at(pointer);
    }

    /** Puts a JSON value at a place. */
    EditedStackFile with(String pointer, String json) {
        try {
            return with(pointer, JSON.readTree(json));
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    EditedStackFile with(String pointer, JsonNode value) {
        JsonPointer place = JsonPointer.compile(pointer);
        JsonNode parent = config().at(place.head());
        if (parent instanceof ArrayNode array) {
            array.set(place.last().getMatchingIndex(), value);
        } else {
            ((ObjectNode) parent).set(place.last().getMatchingProperty(), value);
        }
        return this;
    }

    EditedStackFile without(String pointer) {
        JsonPointer place = JsonPointer.compile(pointer);
        ((ObjectNode) config().at(place.head())).remove(place.last().getMatchingProperty());
        return this;
    }

    /** Writes the file into a new folder and reads it as a command does. */
    EnvironmentConfig read() {
        return content().configuration().orElseThrow();
    }

    /** Reads what it says to the tool. */
    StackSettings settings() {
        return content().settings();
    }

    private StackReader.Content<EnvironmentConfig> content() {
        try {
            Path folder = Files.createTempDirectory("plinth-stack");
            Path file = folder.resolve("Pulumi." + stack + ".yaml");
            try {
                Files.writeString(file, YAML.writeValueAsString(document));
                return StackReader.read(StackFile.read(folder, stack), "plinth", new EnvironmentProgram());
            } finally {
                Files.deleteIfExists(file);
                Files.delete(folder);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What the engine hands to a program for this file. */
    Map<String, String> asEngineConfig() {
        Map<String, String> flat = new TreeMap<>();
        config().properties().forEach(entry -> {
            JsonNode value = entry.getValue();
            flat.put(entry.getKey(), value.isTextual() ? value.textValue() : value.toString());
        });
        return flat;
    }

    /** Reads the file, which must be refused. */
    ConfigException refusal() {
        return catchThrowableOfType(ConfigException.class, this::read);
    }

    List<ConfigException.Fault> faults() {
        return refusal().faults();
    }
}
