package dev.plinth.stack;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.plinth.Repository;
import dev.plinth.policies.rule.PolicyParameters;
import dev.plinth.settings.Default;
import dev.plinth.settings.Inline;
import dev.plinth.settings.Range;
import dev.plinth.settings.StackSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** docs/configuration.md names what the records have, and nothing else. */
class ConfigurationDocumentTest {

    private static final List<String> LINES = lines();

    /** Each key of each record, with the heading under which the document must have it. */
    record Key(String heading, RecordComponent component) {
        @Override
        public String toString() {
            return heading + " " + component.getName();
        }
    }

    private static List<String> lines() {
        try {
            return Files.readAllLines(Repository.root().resolve("docs").resolve("configuration.md"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The sections of the tool and of the program. */
    private static List<RecordComponent> sections() {
        return Stream.of(EnvironmentConfig.class, StackSettings.class)
                .flatMap(type -> Arrays.stream(type.getRecordComponents()))
                .toList();
    }

    /** The records by the heading of their table; what records share has one table. */
    private static Map<String, Class<?>> tables() {
        Map<String, Class<?>> tables = new LinkedHashMap<>();
        for (RecordComponent section : sections()) {
            Class<?> type = element(section);
            if (type.isRecord() && type != PolicyParameters.class) {
                collect("## `plinth:" + section.getName() + "` (optional)", section.getName(), type, tables);
            }
        }
        return tables;
    }

    private static void collect(String heading, String path, Class<?> type, Map<String, Class<?>> into) {
        if (into.containsValue(type)) {
            return;
        }
        into.put(heading, type);
        for (RecordComponent component : type.getRecordComponents()) {
            Class<?> nested = element(component);
            if (component.isAnnotationPresent(Inline.class)) {
                collect("### Keys of services and jobs", path, nested, into);
            } else if (nested.isRecord()) {
                String below = path + "." + component.getName();
                collect("### `" + below + "`", below, nested, into);
            }
        }
    }

    /** The type of a component, or of what a list, map or optional one holds. */
    private static Class<?> element(RecordComponent component) {
        Type type = component.getGenericType();
        while (type instanceof ParameterizedType holder) {
            type = holder.getActualTypeArguments()[holder.getActualTypeArguments().length - 1];
        }
        return (Class<?>) type;
    }

    static List<Key> keys() {
        List<Key> keys = new ArrayList<>();
        tables().forEach((heading, type) -> Arrays.stream(type.getRecordComponents())
                .filter(component -> !component.isAnnotationPresent(Inline.class))
                .forEach(component -> keys.add(new Key(heading, component))));
        return keys;
    }

    /** The table rows below a heading, each cut into key, description, default and allowed values. */
    private static List<List<String>> rows(String heading) {
        assertThat(LINES).as("headings").contains(heading);
        return LINES.subList(LINES.indexOf(heading) + 1, LINES.size()).stream()
                .takeWhile(line -> !line.startsWith("## ") && !line.startsWith("### "))
                .filter(line -> line.startsWith("| `"))
                .map(line -> Arrays.stream(line.split("(?<!\\\\)\\|", -1))
                        .map(String::strip)
                        .toList()
                        .subList(1, 5))
                .toList();
    }

    @Test
    void findsAllKeys() {
        assertThat(keys())
                .hasSizeGreaterThan(250)
                .extracting(Key::toString)
                .contains("## `plinth:network` (optional) cidr", "### `recovery.accepted` reason");
    }

    @ParameterizedTest
    @MethodSource("keys")
    void hasEachKeyWithItsDefaultAndRange(Key key) {
        RecordComponent component = key.component();
        List<List<String>> rows = rows(key.heading()).stream()
                .filter(row -> row.get(0).equals("`" + component.getName() + "`"))
                .toList();

        assertThat(rows).as("rows of " + key).singleElement().satisfies(row -> {
            assertThat(row.get(1)).isNotBlank();
            assertThat(row.get(2).replace("`", "")).isEqualTo(fallback(component));
            assertThat(row.get(3)).isNotBlank();
            Range range = component.getAnnotation(Range.class);
            if (range != null) {
                assertThat(row.get(3)).startsWith(range.min() + " to " + range.max());
            }
            if (component.getType().isEnum()) {
                assertThat(row.get(3))
                        .isEqualTo(String.join(
                                ", ",
                                Arrays.stream(element(component).getEnumConstants())
                                        .map(constant -> "`" + ((Enum<?>) constant).name() + "`")
                                        .toList()));
            }
        });
    }

    private static String fallback(RecordComponent component) {
        if (component.getType() == Optional.class) {
            return "none";
        }
        Default fallback = component.getAnnotation(Default.class);
        if (fallback == null) {
            return "required";
        }
        try {
            JsonNode value = new ObjectMapper().readTree(fallback.value());
            if (value.isArray()) {
                return "["
                        + String.join(
                                ", ",
                                StreamSupport.stream(value.spliterator(), false)
                                        .map(JsonNode::asText)
                                        .toList())
                        + "]";
            }
            // What would read as a number without quotes is shown in them.
            return value.isTextual() && !value.textValue().matches("\\d.*") ? value.textValue() : value.toString();
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void namesNoKeyThatDoesNotExist() {
        tables().forEach((heading, type) -> assertThat(rows(heading))
                .extracting(row -> row.get(0))
                .as(heading)
                .containsExactlyElementsOf(Arrays.stream(type.getRecordComponents())
                        .filter(component -> !component.isAnnotationPresent(Inline.class))
                        .map(component -> "`" + component.getName() + "`")
                        .toList()));
    }

    @Test
    void hasThePoliciesKeys() {
        Map<String, String> names = Map.of("ruleEnforcement", "rules");
        List<String> keys = Arrays.stream(PolicyParameters.class.getRecordComponents())
                .map(RecordComponent::getName)
                // The parameters of a team's own rules, which have their own names.
                .filter(name -> !name.equals("own"))
                .map(name -> "`" + names.getOrDefault(name, name) + "`")
                .toList();

        assertThat(rows("## `plinth:policy` (optional)"))
                .extracting(row -> row.get(0))
                .containsExactlyElementsOf(keys);
    }

    @Test
    void hasTheKeysOfAwsAndEverySection() {
        assertThat(LINES).anyMatch(line -> line.startsWith("| `aws:region` |"));
        assertThat(LINES).anyMatch(line -> line.startsWith("| `aws:allowedAccountIds` |"));
        assertThat(LINES).contains("## `plinth:tags` (optional)");
    }
}
