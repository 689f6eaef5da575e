package dev.plinth.policies.baseline;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.plinth.policies.rule.RuleSet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * A baseline as JSON: {@code version}, which is 1, and a list {@code violations}, each with {@code rule}, {@code urn} and
 * {@code property}. Sorted, so that a diff shows accepted and fixed violations.
 */
public final class BaselineFile {

    private static final int VERSION = 1;
    private static final List<String> KEYS = List.of("rule", "urn", "property");
    private static final ObjectMapper MAPPER = new ObjectMapper()
            .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private final String file;
    private final RuleSet rules;
    private final List<String> faults = new ArrayList<>();

    private BaselineFile(String file, RuleSet rules) {
        this.file = file;
        this.rules = rules;
    }

    /** Writes a baseline, with a line feed at its end. */
    public static String write(Baseline baseline) {
        ObjectNode document = MAPPER.createObjectNode().put("version", VERSION);
        ArrayNode violations = document.putArray("violations");
        for (Baseline.Entry entry : baseline.entries()) {
            violations
                    .addObject()
                    .put("rule", entry.rule())
                    .put("urn", entry.urn())
                    .put("property", entry.property());
        }
        return document.toPrettyString() + "\n";
    }

    /**
     * Reads a file.
     *
     * @param rules the rules that an entry may name
     * @throws InvalidBaselineException when it can't be read, or with every fault in it
     */
    public static Baseline read(Path file, RuleSet rules) {
        try {
            return parse(file.toString(), Files.readString(file), rules);
        } catch (NoSuchFileException e) {
            throw new InvalidBaselineException(
                    List.of(file + ": does not exist; `plinth policy baseline STACK` prints a baseline"));
        } catch (IOException e) {
            throw new InvalidBaselineException(List.of(file + ": cannot be read: " + e.getMessage()));
        }
    }

    /**
     * Reads the text of a file.
     *
     * @param file what messages call it
     * @param rules the rules that an entry may name
     * @throws InvalidBaselineException with every fault in it
     */
    public static Baseline parse(String file, String json, RuleSet rules) {
        return new BaselineFile(file, rules).parse(json);
    }

    private Baseline parse(String json) {
        List<Baseline.Entry> entries = new ArrayList<>();
        try {
            JsonNode root = MAPPER.readTree(json);
            JsonNode violations = root.path("violations");
            if (!root.isObject() || root.size() != 2 || !violations.isArray() || !root.has("version")) {
                faults.add(file + ": must contain version and the list violations");
            } else if (!root.path("version").isInt() || root.path("version").intValue() != VERSION) {
                faults.add(file + ": version is " + root.path("version") + " but must be " + VERSION);
            }
            Set<JsonNode> seen = new HashSet<>();
            for (int index = 0; index < violations.size(); index++) {
                String place = file + ": violations[" + index + "]";
                if (!seen.add(violations.get(index))) {
                    faults.add(place + " is a duplicate");
                }
                entries.add(entry(violations.get(index), place));
            }
        } catch (JsonProcessingException e) {
            faults.add(file + ": is not JSON: " + e.getOriginalMessage());
        }
        if (!faults.isEmpty()) {
            throw new InvalidBaselineException(faults);
        }
        return new Baseline(entries);
    }

    private Baseline.Entry entry(JsonNode node, String place) {
        if (!node.isObject()) {
            faults.add(place + " must be an object with " + String.join(", ", KEYS));
            return new Baseline.Entry("", "", "");
        }
        node.fieldNames().forEachRemaining(key -> {
            if (!KEYS.contains(key)) {
                faults.add(place + "." + key + " is unknown; expected one of " + String.join(", ", KEYS));
            }
        });
        for (String key : KEYS) {
            if (!node.path(key).isTextual()) {
                faults.add(place + "." + key + " is " + (node.has(key) ? node.get(key) : "missing")
                        + " but must be a string");
            }
        }
        String rule = node.path("rule").asText();
        String urn = node.path("urn").asText();
        if (node.path("rule").isTextual()) {
            checkRule(rule, place);
        }
        if (node.path("urn").isTextual() && !urn.startsWith("urn:pulumi:")) {
            faults.add(place + ".urn is '" + urn + "' but must be a complete URN, such as urn:pulumi:…");
        }
        return new Baseline.Entry(rule, urn, node.path("property").asText());
    }

    private void checkRule(String rule, String place) {
        if (rules.find(rule).isEmpty()) {
            faults.add(place + ".rule is '" + rule + "' but must be a rule id; see `plinth policy list`");
        } else if (!Baseline.canAccept(rules, rule)) {
            faults.add(place + ".rule is '" + rule + "' but violations of that rule cannot be baselined");
        }
    }
}
