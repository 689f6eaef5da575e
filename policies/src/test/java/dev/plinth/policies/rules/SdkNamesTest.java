package dev.plinth.policies.rules;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.pulumi.core.annotations.Import;
import com.pulumi.core.annotations.ResourceType;
import dev.plinth.policies.rule.Rule;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Field;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every token and property that a rule reads exists in the vendor's SDK. */
class SdkNamesTest {

    /** Vendors with a Java SDK: their classes tell the names. */
    private static final Set<String> JAVA = Set.of("aws", "docker");

    /**
     * Vendors without one: {@code vendor-names.mjs} reads the names from what they publish. A list's elements end in
     * {@code []} there, a map's values in {@code {}}.
     */
    private static final Map<String, Set<String>> PUBLISHED = Stream.of("cloudflare", "sentry", "supabase", "vercel")
            .flatMap(vendor -> published(vendor).entrySet().stream())
            .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));

    record Reading(String rule, String type, List<String> paths) {
        String vendor() {
            return type.startsWith("pulumi:providers:") ? type.split(":", -1)[2] : type.split(":", 2)[0];
        }

        @Override
        public String toString() {
            return rule + " " + type;
        }
    }

    static List<Reading> readings() {
        List<Reading> readings = new ArrayList<>();
        for (Rule rule : RuleCatalogue.all()) {
            rule.types().forEach((type, paths) -> readings.add(new Reading(rule.id(), type, paths)));
            rule.relatedTypes().forEach((type, paths) -> readings.add(new Reading(rule.id(), type, paths)));
        }
        return readings;
    }

    private static Map<String, Set<String>> published(String vendor) {
        try (InputStream stream = SdkNamesTest.class.getResourceAsStream(vendor + "-names.json")) {
            JsonNode document = new ObjectMapper().readTree(Objects.requireNonNull(stream, vendor));
            Map<String, Set<String>> types = new TreeMap<>();
            document.path("types").properties().forEach(type -> {
                Set<String> paths = types.computeIfAbsent(type.getKey(), key -> new TreeSet<>());
                type.getValue().forEach(path -> paths.add(path.asText()));
            });
            return types;
        } catch (IOException e) {
            throw new AssertionError(vendor, e);
        }
    }

    @Test
    void namesWithoutAJavaSdkAreThere() {
        assertThat(PUBLISHED).hasSizeGreaterThan(40);
        assertThat(names("cloudflare:index/ruleset:Ruleset"))
                .contains("rules[].actionParameters.overrides.enabled", "zoneId")
                .doesNotContain("rules[].actionParameters.override");
        assertThat(names("sentry:index/sentryMetricAlert:SentryMetricAlert")).contains("triggers[].actions[]");
        assertThat(names("supabase:index/settings:Settings")).contains("sslEnforcement");
        assertThat(names("vercel:index/project:Project")).contains("trustedIps.addresses[].value");
    }

    private static Set<String> names(String type) {
        return PUBLISHED.getOrDefault(type, Set.of());
    }

    @ParameterizedTest
    @MethodSource("readings")
    void exists(Reading reading) throws ReflectiveOperationException {
        if (!JAVA.contains(reading.vendor())) {
            assertThat(PUBLISHED).containsKey(reading.type());
            Set<String> names = names(reading.type());
            assertThat(reading.paths())
                    .allMatch(
                            path -> names.contains(path) || names.contains(path + "[]") || names.contains(path + "{}"));
            return;
        }
        Class<?> resource = Class.forName(className(reading));
        if (!reading.type().startsWith("pulumi:")) {
            assertThat(resource.getAnnotation(ResourceType.class).type()).isEqualTo(reading.type());
        }
        Class<?> arguments = Class.forName(resource.getName() + "Args");
        for (String path : reading.paths()) {
            // The keys of container definitions are ECS's, inside a JSON document.
            assertHas(arguments, path.startsWith("containerDefinitions.") ? "containerDefinitions" : path);
        }
    }

    private static String className(Reading reading) {
        String sdk = "com.pulumi." + reading.vendor() + ".";
        if (reading.type().startsWith("pulumi:")) {
            return sdk + "Provider";
        }
        String[] parts = reading.type().split("[:/]", -1);
        return sdk + (parts[1].equals("index") ? "" : parts[1] + ".") + parts[3];
    }

    private static void assertHas(Class<?> arguments, String path) {
        Class<?> current = arguments;
        for (String step : path.split("\\.", -1)) {
            String key = step.replace("[]", "");
            Optional<Field> field = fields(current)
                    .filter(candidate -> name(candidate).equals(key))
                    .findFirst();
            assertThat(field).as("%s of %s", path, arguments.getSimpleName()).isPresent();
            current = elementType(field.orElseThrow().getGenericType());
        }
    }

    private static Stream<Field> fields(Class<?> type) {
        return Arrays.stream(type.getDeclaredFields()).filter(field -> field.isAnnotationPresent(Import.class));
    }

    private static String name(Field field) {
        String name = field.getAnnotation(Import.class).name();
        return name.isEmpty() ? field.getName() : name;
    }

    /** Finds the class of arguments inside outputs, lists and alternatives. */
    private static Class<?> elementType(Type type) {
        if (type instanceof Class<?> found) {
            return found;
        }
        Type[] arguments = ((ParameterizedType) type).getActualTypeArguments();
        return elementType(arguments[arguments.length - 1]);
    }
}
