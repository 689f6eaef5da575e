package dev.plinth.simulator.aws;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The facts of {@code outputs.txt}, by type; its first lines state the syntax. */
final class OutputTable {

    /** The type under which outputs of any type stand. */
    static final String ANY = "*";

    private static final String RESOURCE = "outputs.txt";
    private static final Pattern CONDITION = Pattern.compile("(\\w+)\\[([\\w.]+)=(.+?)] (.+)");

    private final Map<String, List<Fact>> facts = new LinkedHashMap<>();

    /**
     * A fact of a type.
     *
     * @param property the property, or one of the words that the table's first lines explain
     * @param other the property on which it depends, null when it always holds
     * @param value what the other property's text must match
     * @param text the rest of the line
     */
    record Fact(String property, @Nullable String other, @Nullable Pattern value, String text) {}

    private OutputTable() {}

    /** Reads the table. */
    static OutputTable read() {
        OutputTable table = new OutputTable();
        try (InputStream in = Objects.requireNonNull(OutputTable.class.getResourceAsStream(RESOURCE), RESOURCE)) {
            String type = "";
            for (String line : new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .toList()) {
                if (line.startsWith(" ")) {
                    table.facts(type).add(fact(line.strip()));
                } else {
                    type = line.strip();
                    if (table.facts.put(type, new ArrayList<>()) != null) {
                        throw new IllegalStateException(RESOURCE + ": " + type + " occurs twice");
                    }
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return table;
    }

    private static Fact fact(String line) {
        Matcher conditional = CONDITION.matcher(line);
        if (conditional.matches()) {
            return new Fact(
                    conditional.group(1),
                    conditional.group(2),
                    Pattern.compile(conditional.group(3)),
                    conditional.group(4));
        }
        int space = line.indexOf(' ');
        if (space < 0) {
            throw new IllegalStateException(RESOURCE + ": expected a property and a pattern, got " + line);
        }
        return new Fact(line.substring(0, space), null, null, line.substring(space + 1));
    }

    /** The types of the table. */
    List<String> types() {
        return facts.keySet().stream().filter(type -> !ANY.equals(type)).toList();
    }

    /** The facts of a type, in their order. */
    List<Fact> facts(String type) {
        return facts.getOrDefault(type, List.of());
    }
}
