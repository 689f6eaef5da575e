package dev.plinth.simulator.aws.database;

import dev.plinth.simulator.cloud.Operation;
import dev.plinth.simulator.value.Values;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** The names of the parameters that a family of parameter groups has. */
final class ParameterNames {

    private static final Map<String, Set<String>> NAMES = read();

    /**
     * Policies for a cache whose memory is full.
     *
     * @see <a href="https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/ParameterGroups.Engine.html">Engine specific parameters</a>
     */
    private static final Set<String> EVICTION = Set.of(
            "volatile-lru",
            "allkeys-lru",
            "volatile-lfu",
            "allkeys-lfu",
            "volatile-random",
            "allkeys-random",
            "volatile-ttl",
            "noeviction");

    private ParameterNames() {}

    /** Checks the names in {@code parameters} against those of the family's engine, where they are known. */
    static void check(Operation operation) {
        String family = operation.text("family");
        boolean database = family.matches("(aurora-)?postgres.*");
        boolean cache = family.startsWith("redis") || family.startsWith("valkey");
        Set<String> names = NAMES.getOrDefault(database ? "postgres" : cache ? "redis" : "", Set.of());
        for (Object element : Values.asList(operation.state().get("parameters"))) {
            Object name = Values.asMap(element).get("name");
            boolean known = names.isEmpty()
                    || !(name instanceof String text)
                    || names.contains(text)
                    || text.contains(".")
                    || text.matches("(apg|aurora)_.*");
            operation.require(known, "InvalidParameterValue", "Could not find parameter with name: " + name);
            Object value = Values.asMap(element).get("value");
            operation.require(
                    !"maxmemory-policy".equals(name) || !(value instanceof String) || EVICTION.contains(value),
                    "InvalidParameterValue",
                    "The parameter maxmemory-policy has an invalid value: " + value);
        }
    }

    private static Map<String, Set<String>> read() {
        try (InputStream file = Objects.requireNonNull(ParameterNames.class.getResourceAsStream("parameters.txt"))) {
            Map<String, Set<String>> result = new HashMap<>();
            Set<String> current = new HashSet<>();
            for (String line : new String(file.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList()) {
                if (line.endsWith(":")) {
                    current = result.computeIfAbsent(line.substring(0, line.length() - 1), key -> new HashSet<>());
                } else if (!line.startsWith("#")) {
                    current.addAll(List.of(line.split(" ", -1)));
                }
            }
            return result;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
