package dev.plinth.policies.waiver;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Reads waivers from YAML: a list under {@code waivers}, each with {@code rule}, {@code urn}, {@code reason}, {@code
 * owner} and {@code expires}.
 */
public final class WaiverFile {

    /** The file's name, beside PulumiPolicy.yaml. */
    public static final String NAME = "waivers.yaml";

    /** Maximum number of days until a waiver expires. */
    public static final int LONGEST_DAYS = 90;

    /** The fewest characters of a reason. */
    public static final int SHORTEST_REASON = 10;

    private final String file;
    private final LocalDate today;
    private final List<String> faults = new ArrayList<>();

    private WaiverFile(String file, LocalDate today) {
        this.file = file;
        this.today = today;
    }

    /**
     * Reads a file; one that does not exist has no waivers.
     *
     * @throws InvalidWaiversException with every fault in it
     * @throws UncheckedIOException when it exists and can't be read
     */
    public static List<Waiver> read(Path file, LocalDate today) {
        if (Files.notExists(file)) {
            return List.of();
        }
        try {
            return parse(file.toString(), Files.readString(file), today);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file, e);
        }
    }

    /**
     * Reads the text of a file.
     *
     * @param file what messages call it
     * @throws InvalidWaiversException with every fault in it
     */
    public static List<Waiver> parse(String file, String yaml, LocalDate today) {
        return new WaiverFile(file, today).parse(yaml);
    }

    private List<Waiver> parse(String yaml) {
        JsonNode root = tree(yaml);
        List<Waiver> waivers = new ArrayList<>();
        if (root != null && !root.isMissingNode() && !root.isNull()) {
            JsonNode entries = root.path("waivers");
            if (!root.isObject() || root.size() != 1 || !(entries.isArray() || entries.isNull())) {
                faults.add(file + ": must contain one list named waivers");
            }
            for (int index = 0; index < entries.size(); index++) {
                Waiver waiver = waiver(entries.get(index), file + ": waivers[" + index + "]");
                if (waiver != null) {
                    waivers.add(waiver);
                }
            }
            if (new HashSet<>(waivers).size() != waivers.size()) {
                faults.add(file + ": contains a duplicate waiver");
            }
        }
        if (!faults.isEmpty()) {
            throw new InvalidWaiversException(faults);
        }
        return List.copyOf(waivers);
    }

    private @Nullable JsonNode tree(String yaml) {
        try {
            return new ObjectMapper(new YAMLFactory()).readTree(yaml);
        } catch (JsonProcessingException e) {
            faults.add(file + ": is not YAML: " + e.getOriginalMessage());
            return null;
        }
    }

    private @Nullable Waiver waiver(JsonNode entry, String place) {
        if (!entry.isObject()) {
            faults.add(place + " must be an object");
            return null;
        }
        Map<String, String> fields = new TreeMap<>();
        entry.properties()
                .forEach(field -> fields.put(field.getKey(), field.getValue().asText("")));
        return WaiverFields.waiver("urn", fields, place, today, faults).orElse(null);
    }
}
