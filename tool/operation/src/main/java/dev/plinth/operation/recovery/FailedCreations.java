package dev.plinth.operation.recovery;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.plinth.settings.file.DurableFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * The creations that failed without an answer that could be trusted. The engine forgets them, although a provider that
 * crashed may have made what it was asked for.
 */
final class FailedCreations {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path file;

    /**
     * Finds the record of a stack.
     *
     * @param file its file, which need not exist
     */
    FailedCreations(Path file) {
        this.file = file;
    }

    /** Returns the URNs; none where the record was not written to its end. */
    List<String> urns() {
        List<String> urns = new ArrayList<>();
        if (Files.exists(file)) {
            try {
                for (JsonNode urn : JSON.readTree(Files.readString(file))) {
                    urns.add(urn.asText());
                }
            } catch (JsonProcessingException e) {
                return List.of();
            } catch (IOException e) {
                throw new UncheckedIOException(file + " cannot be read", e);
            }
        }
        return urns;
    }

    /** Adds URNs. */
    void add(Collection<String> urns) {
        Set<String> all = new TreeSet<>(urns());
        if (all.addAll(urns)) {
            ArrayNode document = JSON.createArrayNode();
            all.forEach(document::add);
            try {
                DurableFile.write(file, document.toString().getBytes(StandardCharsets.UTF_8));
            } catch (IOException e) {
                throw new UncheckedIOException(file + " cannot be written", e);
            }
        }
    }

    /** Forgets all. */
    void clear() {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException(file + " cannot be deleted", e);
        }
    }
}
