package dev.plinth.preview.forecast;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Set;
import java.util.TreeSet;

/** Types without downtime, from {@code quiet-types.json}, which has the reasons. */
final class TypesWithoutDowntime {

    private static final String FILE = "/dev/plinth/forecast/quiet-types.json";
    private static final TypesWithoutDowntime SHIPPED = load();

    private final Set<String> services;
    private final Set<String> withoutDowntime;
    private final Set<String> updatedInPlace;
    private final Set<String> movedFrom;

    private TypesWithoutDowntime(JsonNode document) {
        this.services = new TreeSet<>();
        document.path("services").forEach(group -> group.path("types").forEach(type -> services.add(type.asText())));
        this.withoutDowntime = types(document.path("quiet"));
        this.updatedInPlace = types(document.path("updatedInPlace"));
        this.movedFrom = types(document.path("movedFrom"));
    }

    static TypesWithoutDowntime shipped() {
        return SHIPPED;
    }

    private static TypesWithoutDowntime load() {
        try (InputStream stream = TypesWithoutDowntime.class.getResourceAsStream(FILE)) {
            if (stream == null) {
                throw new IllegalStateException(FILE + " is missing");
            }
            return new TypesWithoutDowntime(new ObjectMapper().readTree(stream));
        } catch (IOException e) {
            throw new UncheckedIOException(FILE + " cannot be read", e);
        }
    }

    private static Set<String> types(JsonNode groups) {
        Set<String> types = new TreeSet<>();
        groups.forEach(group -> group.path("types").forEach(type -> types.add(type.asText())));
        return types;
    }

    /** Returns whether no traffic passes through resources of a type. */
    boolean isQuiet(String type) {
        return withoutDowntime.contains(type) || services.contains(service(type));
    }

    /** Returns the service of a type token, such as {@code aws:iam}. */
    private static String service(String type) {
        return type.split("/", 2)[0];
    }

    /** Returns whether resources of a type are updated online. */
    boolean isUpdatedInPlace(String type) {
        return updatedInPlace.contains(type);
    }

    /** Returns whether dependents of a type switch to the replacement before the deletion. */
    boolean isMovedFrom(String type) {
        return movedFrom.contains(type);
    }
}
