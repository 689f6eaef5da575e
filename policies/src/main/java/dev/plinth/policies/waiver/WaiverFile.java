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
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads waivers from YAML: a list under {@code waivers}, each with {@code rule}, {@code urn}, {@code reason}, {@code
 * owner} and {@code expires}.
 */
public final class WaiverFile {

    /** The file's name, beside PulumiPolicy.yaml. */
    public static final String NAME = "waivers.yaml";

    /** How far ahead a waiver may expire, in days. */
    public static final int LONGEST_DAYS = 90;

    /** The fewest characters of a reason. */
    public static final int SHORTEST_REASON = 10;

    private static final Set<String> KEYS = Set.of("rule", "urn", "reason", "owner", "expires");

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
                faults.add(file + ": must hold one list named waivers");
            }
            for (int index = 0; index < entries.size(); index++) {
                Waiver waiver = waiver(entries.get(index), file + ": waivers[" + index + "]");
                if (waiver != null) {
                    waivers.add(waiver);
                }
            }
            if (new HashSet<>(waivers).size() != waivers.size()) {
                faults.add(file + ": holds the same waiver twice");
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
        int before = faults.size();
        if (!entry.isObject()) {
            faults.add(place + " must be an object");
            return null;
        }
        entry.fieldNames().forEachRemaining(key -> {
            if (!KEYS.contains(key)) {
                faults.add(place + "." + key + " is unknown, allowed are "
                        + String.join(", ", KEYS.stream().sorted().toList()));
            }
        });
        String rule = text(entry, "rule", place, 1);
        String urn = text(entry, "urn", place, 1);
        String reason = text(entry, "reason", place, SHORTEST_REASON);
        String owner = text(entry, "owner", place, 1);
        LocalDate expires = expires(entry, place);
        return faults.size() == before ? new Waiver(rule, urn, reason, owner, expires) : null;
    }

    private String text(JsonNode entry, String key, String place, int shortest) {
        String text = entry.path(key).asText("").strip();
        if (text.length() < shortest) {
            String allowed = shortest == 1 ? "given" : "at least " + shortest + " characters long";
            faults.add(place + "." + key + " is '" + text + "', it must be " + allowed);
        }
        return text;
    }

    /** A date in the past is no fault of the file: the evaluation reports the expired waiver. */
    private LocalDate expires(JsonNode entry, String place) {
        String text = entry.path("expires").asText("");
        LocalDate latest = today.plusDays(LONGEST_DAYS);
        try {
            LocalDate date = LocalDate.parse(text);
            if (date.isAfter(latest)) {
                faults.add(place + ".expires is " + date + ", it must be at most " + LONGEST_DAYS + " days ahead, "
                        + latest + " today");
            }
            return date;
        } catch (DateTimeParseException e) {
            faults.add(place + ".expires is '" + text + "', it must be a date such as " + latest);
            return today;
        }
    }
}
