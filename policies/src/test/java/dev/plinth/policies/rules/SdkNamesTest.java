package dev.plinth.policies.rules;

import static org.assertj.core.api.Assertions.assertThat;

import com.pulumi.core.annotations.Import;
import com.pulumi.core.annotations.ResourceType;
import dev.plinth.policies.rule.Rule;
import java.lang.reflect.Field;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every token and property that a rule reads exists in the vendor's SDK. */
class SdkNamesTest {

    /** Cloudflare publishes no Java SDK: these are the names in its TypeScript declarations, version 6. */
    private static final Map<String, Set<String>> CLOUDFLARE = Map.of(
            "cloudflare:index/zoneSetting:ZoneSetting", Set.of("enabled", "settingId", "value", "zoneId"),
            "cloudflare:index/dnsRecord:DnsRecord",
                    Set.of(
                            "comment",
                            "content",
                            "data",
                            "name",
                            "priority",
                            "proxied",
                            "settings",
                            "tags",
                            "ttl",
                            "type",
                            "zoneId"),
            "cloudflare:index/zone:Zone", Set.of("account", "name"),
            "cloudflare:index/r2Bucket:R2Bucket", Set.of("accountId", "name"),
            "cloudflare:index/ruleset:Ruleset",
                    Set.of("phase", "rules", "rules[].enabled", "rules[].expression", "zoneId"),
            "pulumi:providers:cloudflare", Set.of("apiKey", "apiToken", "apiUserServiceKey", "baseUrl", "email"));

    record Reading(String rule, String type, List<String> paths) {
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

    @ParameterizedTest
    @MethodSource("readings")
    void exists(Reading reading) throws ReflectiveOperationException {
        Set<String> cloudflare = CLOUDFLARE.get(reading.type());
        if (cloudflare != null) {
            assertThat(cloudflare).containsAll(reading.paths());
            return;
        }
        assertThat(reading.type()).matches("aws:.*|pulumi:providers:aws");
        Class<?> resource = Class.forName(className(reading.type()));
        if (!reading.type().startsWith("pulumi:")) {
            assertThat(resource.getAnnotation(ResourceType.class).type()).isEqualTo(reading.type());
        }
        Class<?> arguments = Class.forName(resource.getName() + "Args");
        for (String path : reading.paths()) {
            // The keys of container definitions are ECS's, inside a JSON document.
            assertHas(arguments, path.startsWith("containerDefinitions.") ? "containerDefinitions" : path);
        }
    }

    private static String className(String type) {
        if (type.equals("pulumi:providers:aws")) {
            return "com.pulumi.aws.Provider";
        }
        String[] parts = type.split("[:/]", -1);
        return "com.pulumi.aws." + parts[1] + "." + parts[3];
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
