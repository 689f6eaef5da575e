package dev.plinth.cli.secrets;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.plinth.settings.file.PrivateDirectory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;

/**
 * A secret in the simulator, which records the time of a version and discards its value.
 *
 * @param file the file of all versions of the project
 * @param place the secret among them
 * @param now the simulator's time
 * @param restart the next step after a change
 */
record SimulatedStore(Path file, String place, Instant now, String restart) implements SecretStore {

    private static final ObjectMapper JSON = new ObjectMapper();

    @Override
    public Optional<Instant> lastChange() {
        return Optional.of(versions().path(place))
                .filter(JsonNode::isTextual)
                .map(time -> Instant.parse(time.asText()));
    }

    @Override
    public void write(String value) {
        try {
            PrivateDirectory.createFor(file);
            Files.writeString(file, versions().put(place, now.toString()).toPrettyString() + "\n");
        } catch (IOException e) {
            throw new UncheckedIOException(file + " cannot be written", e);
        }
    }

    private ObjectNode versions() {
        try {
            return Files.exists(file) ? (ObjectNode) JSON.readTree(file.toFile()) : JSON.createObjectNode();
        } catch (IOException e) {
            throw new UncheckedIOException(file + " cannot be read", e);
        }
    }
}
