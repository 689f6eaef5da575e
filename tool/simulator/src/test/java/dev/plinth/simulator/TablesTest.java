package dev.plinth.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plinth.simulator.shape.PropertyShape;
import dev.plinth.simulator.shape.Shapes;
import dev.plinth.simulator.shape.TypeShape;
import dev.plinth.simulator.table.Table;
import dev.plinth.simulator.table.Tables;
import dev.plinth.simulator.value.Unknown;
import dev.plinth.simulator.value.Values;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The tables that are generated from the vendors' schemas. */
class TablesTest {

    private static final Path DOCUMENT = Path.of("../../docs/simulator-coverage.md");

    private final Tables tables = new Tables();
    private final Shapes shapes = new Shapes();

    private static List<String> types() throws IOException {
        return Files.readAllLines(Path.of("generator/types.txt"));
    }

    @Test
    void everyPropertyOfATableIsOneOfItsType() throws IOException {
        Map<String, Set<String>> unknown = new TreeMap<>();
        for (String type : types()) {
            Table table = tables.find(type);
            Set<String> names =
                    new HashSet<>(Values.asMap(table.schema().get("properties")).keySet());
            names.addAll(table.createOnly());
            shapes.find(type).ifPresent(shape -> names.removeAll(shape.inputs().keySet()));
            if (!names.isEmpty()) {
                unknown.put(type, names);
            }
        }
        assertThat(unknown).isEmpty();
    }

    @Test
    void everyPatternCompiles() throws IOException {
        int patterns = 0;
        for (String type : types()) {
            patterns += compiled(tables.find(type).schema());
        }
        assertThat(patterns).isGreaterThan(1000);
    }

    private static int compiled(Object schema) {
        int count = 0;
        for (Map.Entry<String, Object> entry : Values.asMap(schema).entrySet()) {
            if (entry.getKey().equals("pattern") && entry.getValue() instanceof String expression) {
                Pattern.compile(expression);
                count++;
            } else if (entry.getValue() instanceof Map<?, ?> map) {
                count += compiled(map);
            } else if (entry.getValue() instanceof List<?> list) {
                count += list.stream().mapToInt(TablesTest::compiled).sum();
            }
        }
        return count;
    }

    @Test
    void anUnknownValueFitsEverywhere() throws IOException {
        for (String type : types()) {
            Map<String, Object> inputs = new LinkedHashMap<>();
            shapes.find(type)
                    .ifPresent(shape -> shape.inputs().keySet().forEach(name -> inputs.put(name, Unknown.VALUE)));

            assertThat(tables.find(type).check(inputs)).as(type).isEmpty();
        }
    }

    @Test
    void theReportOfCoverageIsCurrent() throws IOException {
        StringBuilder report = new StringBuilder(
                """
                # What the simulator checks, by type

                The properties of each type, nested ones included, that one of AWS's resource schemas has, and those whose values are checked
                (enumeration, pattern, length, range, format). Flags and references need no more than their type and their target.
                Generated from the tables in `tool/simulator/src/main/resources/dev/plinth/simulator/table`; see
                `tool/simulator/generator/README.md`.

                | type | source | properties | checked | flags, maps, references | neither |
                |---|---|---:|---:|---:|---:|
                """);
        for (String type : types()) {
            Table table = tables.find(type);
            int[] counts = new int[3];
            shapes.find(type).ifPresent(shape -> count(shape.inputs(), table, table.schema(), counts, Set.of()));
            report.append("| `%s` | %s | %d | %d | %d | %d |%n"
                    .formatted(
                            type,
                            table.source().isEmpty() ? "" : "`" + table.source() + "`",
                            counts[0] + counts[1] + counts[2],
                            counts[0],
                            counts[1],
                            counts[2]));
        }
        if (Boolean.getBoolean("plinth.docs.update")) {
            Files.writeString(DOCUMENT, report);
        }
        assertThat(DOCUMENT).hasContent(report.toString());
    }

    private static void count(
            Map<String, PropertyShape> properties,
            Table table,
            Map<String, Object> schema,
            int[] counts,
            Set<String> open) {
        Map<String, Object> own = schema.get("$ref") instanceof String name
                ? Values.asMap(table.definitions().get(name))
                : schema;
        properties.forEach((name, property) -> {
            Map<String, Object> rules =
                    element(Values.asMap(Values.asMap(own.get("properties")).get(name)));
            TypeShape type = property.type();
            while (type instanceof TypeShape.ListOf list) {
                type = list.element();
            }
            if (type instanceof TypeShape.ObjectOf object) {
                if (open.size() < 4 && !open.contains(object.token())) {
                    Set<String> inner = new HashSet<>(open);
                    inner.add(object.token());
                    count(object.properties().get(), table, rules, counts, inner);
                }
            } else if (!rules.isEmpty()) {
                counts[0]++;
            } else if (type == TypeShape.Scalar.BOOLEAN
                    || type instanceof TypeShape.MapOf
                    || name.matches(".*(Id|Ids|Arn|Arns)")) {
                counts[1]++;
            } else {
                counts[2]++;
            }
        });
    }

    private static Map<String, Object> element(Map<String, Object> rules) {
        Map<String, Object> result = rules;
        while (result.get("items") instanceof Map<?, ?> items && !result.containsKey("properties")) {
            result = Values.asMap(items);
        }
        return result;
    }
}
