package dev.plinth.stack;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.plinth.Repository;
import dev.plinth.policies.rule.PolicyParameters;
import dev.plinth.settings.Default;
import dev.plinth.settings.Range;
import dev.plinth.settings.StackSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
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

    /** Each key of each record, with the section under which the document must have it. */
    record Key(String section, RecordComponent component) {
        @Override
        public String toString() {
            return section + "." + component.getName();
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

    static List<Key> keys() {
        List<Key> keys = new ArrayList<>();
        for (RecordComponent section : sections()) {
            if (section.getType() != PolicyParameters.class) {
                collect(section.getName(), section, keys);
            }
        }
        return keys;
    }

    private static void collect(String section, RecordComponent component, List<Key> into) {
        Class<?> type = component.getGenericType() instanceof ParameterizedType list
                        && list.getActualTypeArguments()[0] instanceof Class<?> element
                ? element
                : component.getType();
        if (type.isRecord()) {
            for (RecordComponent each : type.getRecordComponents()) {
                into.add(new Key(section, each));
                collect(section, each, into);
            }
        }
    }

    /** The table rows of a section, each cut into key, description, default and allowed values. */
    private static List<List<String>> rows(String section) {
        int start = -1;
        for (int i = 0; i < LINES.size(); i++) {
            if (LINES.get(i).matches("## `plinth:" + section + "`( \\(optional\\))?")) {
                start = i;
            }
        }
        assertThat(start).as("the section " + section).isNotNegative();
        return LINES.subList(start + 1, LINES.size()).stream()
                .takeWhile(line -> !line.startsWith("## "))
                .filter(line -> line.startsWith("| `"))
                .map(line -> Arrays.stream(line.split("\\|", -1))
                        .map(String::strip)
                        .toList()
                        .subList(1, 5))
                .toList();
    }

    @Test
    void thereAreKeys() {
        assertThat(keys())
                .hasSizeGreaterThan(45)
                .extracting(Key::toString)
                .contains("network.cidr", "storage.replicate");
    }

    @ParameterizedTest
    @MethodSource("keys")
    void hasEachKeyWithItsDefaultAndRange(Key key) {
        RecordComponent component = key.component();
        List<List<String>> rows = rows(key.section()).stream()
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
                                Arrays.stream(component.getType().getEnumConstants())
                                        .map(constant -> "`" + constant + "`")
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
        for (RecordComponent section : sections()) {
            boolean plain = !List.of("region", "allowedAccountIds", "policy").contains(section.getName());
            if (plain) {
                List<String> known = keys().stream()
                        .filter(key -> key.section().equals(section.getName()))
                        .map(key -> "`" + key.component().getName() + "`")
                        .toList();
                assertThat(rows(section.getName()))
                        .extracting(row -> row.get(0))
                        .as(section.getName())
                        .containsExactlyElementsOf(inDocumentOrder(section, known));
            }
        }
    }

    /** A list of records comes after the keys of the section that holds it. */
    private static List<String> inDocumentOrder(RecordComponent section, List<String> keys) {
        if (!section.getType().isRecord()) {
            return keys;
        }
        List<String> own = Arrays.stream(section.getType().getRecordComponents())
                .map(component -> "`" + component.getName() + "`")
                .toList();
        List<String> ordered = new ArrayList<>(own);
        keys.stream().filter(key -> !own.contains(key)).forEach(ordered::add);
        return ordered;
    }

    @Test
    void hasThePoliciesKeys() {
        Map<String, String> names = Map.of("ruleEnforcement", "rules");
        List<String> keys = Arrays.stream(PolicyParameters.class.getRecordComponents())
                .map(component -> "`" + names.getOrDefault(component.getName(), component.getName()) + "`")
                .toList();

        assertThat(rows("policy")).extracting(row -> row.get(0)).containsExactlyElementsOf(keys);
    }

    @Test
    void hasTheKeysOfAwsAndEverySection() {
        assertThat(LINES).anyMatch(line -> line.startsWith("| `aws:region` |"));
        assertThat(LINES).anyMatch(line -> line.startsWith("| `aws:allowedAccountIds` |"));
        assertThat(LINES).contains("## `plinth:tags` (optional)");
    }
}
