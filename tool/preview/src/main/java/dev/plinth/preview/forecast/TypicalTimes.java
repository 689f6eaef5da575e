package dev.plinth.preview.forecast;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.plinth.model.GraphResource;
import dev.plinth.model.PropertyValue;
import dev.plinth.model.ResourceChange.Operation;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Typical durations on AWS, from {@code typical-times.json}; docs/previews.md describes the file. */
final class TypicalTimes {

    private static final String FILE = "/dev/plinth/forecast/typical-times.json";
    private static final TypicalTimes SHIPPED = load();

    private final LocalDate read;
    private final List<Entry> entries;
    private final Map<Operation, Estimate> defaults;
    private final Estimate engine;

    /**
     * Typical duration.
     *
     * @param type the type token
     * @param operation CREATE, UPDATE or DELETE
     * @param property the changed property; empty for any
     * @param when the required inputs of the resource, as texts
     * @param estimate the duration
     */
    record Entry(
            String type, Operation operation, Optional<String> property, Map<String, String> when, Estimate estimate) {

        private boolean fits(PlannedStep step) {
            return type.equals(step.resource().type())
                    && operation == step.operation()
                    && property.map(step.changed()::contains).orElse(true)
                    && when.entrySet().stream().allMatch(each -> has(step.resource(), each.getKey(), each.getValue()));
        }

        private static boolean has(GraphResource resource, String input, String wanted) {
            PropertyValue value = resource.input(input);
            return value.asText().map(wanted::equals).orElseGet(() -> value.asBoolean()
                    .map(flag -> flag.toString().equals(wanted))
                    .orElse(false));
        }
    }

    private TypicalTimes(LocalDate read, List<Entry> entries, Map<Operation, Estimate> defaults, Estimate engine) {
        this.read = read;
        this.entries = entries;
        this.defaults = defaults;
        this.engine = engine;
    }

    /** Returns the bundled figures. */
    static TypicalTimes shipped() {
        return SHIPPED;
    }

    private static TypicalTimes load() {
        try (InputStream stream = TypicalTimes.class.getResourceAsStream(FILE)) {
            if (stream == null) {
                throw new IllegalStateException(FILE + " is missing");
            }
            return read(new ObjectMapper().readTree(stream));
        } catch (IOException e) {
            throw new UncheckedIOException(FILE + " cannot be read", e);
        }
    }

    /**
     * Reads figures.
     *
     * @throws IllegalStateException when a figure has an unknown source or an invalid range
     */
    static TypicalTimes read(JsonNode document) {
        JsonNode sources = document.path("sources");
        List<Entry> entries = new ArrayList<>();
        for (JsonNode node : document.path("times")) {
            Map<String, String> when = new TreeMap<>();
            node.path("when")
                    .properties()
                    .forEach(each -> when.put(each.getKey(), each.getValue().asText()));
            Estimate estimate = estimate(node, sources, Estimate.Basis.TYPICAL);
            for (JsonNode type : node.path("types")) {
                entries.add(new Entry(
                        type.asText(),
                        Operation.valueOf(node.path("operation").asText()),
                        Optional.ofNullable(node.get("property")).map(JsonNode::asText),
                        when,
                        estimate));
            }
        }
        Map<Operation, Estimate> defaults = new TreeMap<>();
        document.path("defaults")
                .properties()
                .forEach(each -> defaults.put(
                        Operation.valueOf(each.getKey()), estimate(each.getValue(), sources, Estimate.Basis.DEFAULT)));
        if (defaults.size() < 3) {
            throw new IllegalStateException("the typical times need a default for each operation");
        }
        return new TypicalTimes(
                LocalDate.parse(document.path("read").asText()),
                List.copyOf(entries),
                defaults,
                estimate(document.path("engine"), sources, Estimate.Basis.TYPICAL));
    }

    private static Estimate estimate(JsonNode node, JsonNode sources, Estimate.Basis basis) {
        String source = node.path("source").asText();
        if (!sources.has(source)) {
            throw new IllegalStateException("a typical time has the unknown source " + source + ": " + node);
        }
        try {
            return new Estimate(
                    Duration.ofSeconds(node.path("seconds").asLong(-1)),
                    Duration.ofSeconds(node.path("low").asLong(-1)),
                    Duration.ofSeconds(node.path("high").asLong(-1)),
                    basis,
                    sources.get(source).asText());
        } catch (IllegalArgumentException e) {
            throw new IllegalStateException("a typical time has an invalid range: " + node, e);
        }
    }

    /** Returns the duration of a step, by default for types without figures. */
    Estimate of(PlannedStep step) {
        List<Entry> fitting = entries.stream().filter(entry -> entry.fits(step)).toList();
        List<Entry> special =
                fitting.stream().filter(entry -> entry.property().isPresent()).toList();
        if (!special.isEmpty()) {
            // Several properties are changed together: the slowest counts.
            Map<String, Entry> best = special.stream()
                    .collect(Collectors.toMap(
                            entry -> entry.property().orElseThrow(),
                            entry -> entry,
                            (one, other) -> one.when().size() >= other.when().size() ? one : other,
                            TreeMap::new));
            return best.values().stream()
                    .map(Entry::estimate)
                    .reduce(Estimate::or)
                    .orElseThrow();
        }
        return fitting.stream()
                .max(Comparator.comparingInt(entry -> entry.when().size()))
                .map(Entry::estimate)
                .orElseGet(() -> Objects.requireNonNull(defaults.get(step.operation())));
    }

    /** Returns the changed properties with a typical time for an update of a type. */
    Set<String> decisive(String type, Set<String> changed) {
        return entries.stream()
                .filter(entry -> entry.type().equals(type) && entry.operation() == Operation.UPDATE)
                .flatMap(entry -> entry.property().stream())
                .filter(changed::contains)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** Returns the overhead of an update: the engine's start, the program, the policies, the state. */
    Estimate engine() {
        return engine;
    }

    /** Returns the date of the figures. */
    LocalDate date() {
        return read;
    }

    /** Returns the figures of all types. */
    List<Entry> entries() {
        return entries;
    }
}
