package dev.plinth.preview.forecast;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Set;
import java.util.TreeSet;

/** The types whose changes interrupt nothing, from {@code quiet-types.json}, which says why. */
final class QuietTypes {

    private static final String FILE = "/dev/plinth/forecast/quiet-types.json";
    private static final QuietTypes SHIPPED = load();

    private final Set<String> quiet;
    private final Set<String> updatedInPlace;
    private final Set<String> movedFrom;

    private QuietTypes(JsonNode document) {
        this.quiet = types(document.path("quiet"));
        this.updatedInPlace = types(document.path("updatedInPlace"));
        this.movedFrom = types(document.path("movedFrom"));
    }

    static QuietTypes shipped() {
        return SHIPPED;
    }

    private static QuietTypes load() {
        try (InputStream stream = QuietTypes.class.getResourceAsStream(FILE)) {
            if (stream == null) {
                throw new IllegalStateException(FILE + " is missing");
            }
            return new QuietTypes(new ObjectMapper().readTree(stream));
        } catch (IOException e) {
            throw new UncheckedIOException(FILE + " can't be read", e);
        }
    }

    private static Set<String> types(JsonNode groups) {
        Set<String> types = new TreeSet<>();
        groups.forEach(group -> group.path("types").forEach(type -> types.add(type.asText())));
        return types;
    }

    /** Whether nothing is served through resources of a type, so that no change of them interrupts anything. */
    boolean isQuiet(String type) {
        return quiet.contains(type);
    }

    /** Whether an update changes resources of a type while they serve. */
    boolean isUpdatedInPlace(String type) {
        return updatedInPlace.contains(type);
    }

    /** Whether what uses a resource of a type is pointed at its replacement before it goes, without a gap. */
    boolean isMovedFrom(String type) {
        return movedFrom.contains(type);
    }
}
