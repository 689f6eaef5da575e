package dev.plinth.settings;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import dev.plinth.policies.rule.Names;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A stack's configuration as it is written: {@code Pulumi.<stack>.yaml}, or what the engine hands to a program.
 *
 * @param name the file's name for messages, relative to the project's directory
 * @param project the directory that paths in it are relative to
 * @param stack the stack's name
 * @param values the configuration by key with namespace, such as {@code plinth:network}
 */
public record StackFile(String name, Path project, String stack, Map<String, JsonNode> values) {

    /** The value that stands for a secret where no engine decrypts it. */
    public static final String SECRET_STAND_IN = "simulated";

    private static final String SECRET_MARK = "[secret]";

    private static final String SECURE = "secure";

    private static final Pattern NAME = Pattern.compile("(?!\\.+$)[A-Za-z0-9_.-]{1,100}");

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final ObjectMapper YAML = new ObjectMapper(YAMLFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build());

    /**
     * Returns where a stack's configuration lies: {@code Pulumi.<stack>.yaml}.
     *
     * @param project the directory of the stack files
     * @param stack the stack's name
     * @throws ConfigException when a stack can't have the name
     */
    public static Path of(Path project, String stack) {
        return project.resolve("Pulumi." + checked(stack) + ".yaml");
    }

    /**
     * Returns a stack's name that can be part of a path.
     *
     * @throws ConfigException when the engine takes no such name, or it leads out of a directory
     * @see <a href="https://www.pulumi.com/docs/iac/concepts/stacks/#create-stack">Names of stacks</a>
     */
    public static String checked(String stack) {
        if (!NAME.matcher(stack).matches()) {
            throw new ConfigException(
                    "the command line",
                    List.of(new ConfigException.Fault(
                            "STACK",
                            "is \"" + stack + "\"",
                            "up to 100 letters, digits, hyphens, underscores and periods, such as staging")));
        }
        return stack;
    }

    /**
     * Reads {@code Pulumi.<stack>.yaml}.
     *
     * @param project the directory of the stack files
     * @param stack the stack's name
     * @throws ConfigException when there is no such file, or it is not YAML
     */
    public static StackFile read(Path project, String stack) {
        Path file = of(project, stack);
        if (Files.notExists(file)) {
            List<String> stacks = stacks(project);
            throw new ConfigException(
                    file.getFileName().toString(),
                    List.of(new ConfigException.Fault(
                            "stack " + stack,
                            "has no file in " + project + Names.suggestion(stack, stacks),
                            stacks.isEmpty() ? "Pulumi." + stack + ".yaml" : String.join(", ", stacks))));
        }
        return read(project, stack, file);
    }

    /**
     * Reads a stack's configuration from another file than its own.
     *
     * @param project the directory that paths are relative to
     * @param stack the stack's name
     * @param file the file, which exists
     * @throws ConfigException when it is not YAML
     */
    public static StackFile read(Path project, String stack, Path file) {
        String name = project.relativize(file).toString();
        JsonNode document;
        try {
            document = YAML.readTree(Files.readString(file));
        } catch (JsonProcessingException e) {
            throw new ConfigException(
                    name,
                    List.of(new ConfigException.Fault(
                            "line " + e.getLocation().getLineNr(), "is not YAML: " + e.getOriginalMessage(), "YAML")));
        } catch (IOException e) {
            throw new ConfigException(
                    name,
                    List.of(new ConfigException.Fault("the file", "cannot be read: " + e.getMessage(), "a file")));
        }
        Map<String, JsonNode> values = new LinkedHashMap<>();
        document.path("config").properties().forEach(entry -> values.put(entry.getKey(), entry.getValue()));
        return new StackFile(name, project, stack, values);
    }

    /**
     * Reads what the engine hands to a program: a flat map whose objects are JSON texts.
     *
     * @param stack the stack's name
     * @param config keys such as {@code plinth:network}
     */
    public static StackFile ofEngine(String stack, Map<String, String> config) {
        Map<String, JsonNode> values = new TreeMap<>();
        config.forEach((key, text) -> values.put(key, parse(text)));
        return new StackFile("Pulumi." + stack + ".yaml", Path.of(""), stack, values);
    }

    /**
     * Returns the configuration with the values of secrets masked, as a stack file holds them: nothing decrypted is validated
     * or printed.
     *
     * @param keys the keys, with namespace, whose values the engine has decrypted
     */
    public StackFile withSecrets(Set<String> keys) {
        Map<String, JsonNode> masked = new LinkedHashMap<>(values);
        keys.forEach(
                key -> masked.replace(key, JsonNodeFactory.instance.objectNode().put(SECURE, SECRET_STAND_IN)));
        return new StackFile(name, project, stack, masked);
    }

    /**
     * Returns the configuration with the values that Pulumi.yaml gives to every stack, where the stack's own file has none.
     *
     * @param defaults keys with their namespace; objects are JSON texts
     */
    public StackFile withDefaults(Map<String, String> defaults) {
        Map<String, JsonNode> all = new LinkedHashMap<>();
        defaults.forEach((key, text) -> all.put(key, parse(text)));
        all.putAll(values);
        return new StackFile(name, project, stack, all);
    }

    /**
     * Returns the configuration with each key in its namespace, as the engine reads it.
     *
     * @param projectName the project's name, the namespace of keys that have none
     */
    public StackFile qualified(String projectName) {
        Map<String, JsonNode> qualified = new LinkedHashMap<>();
        values.forEach((key, value) -> qualified.put(qualified(projectName, key), value));
        return new StackFile(name, project, stack, qualified);
    }

    /** Returns the stacks that have a file in a directory, sorted. */
    public static List<String> stacks(Path project) {
        try (Stream<Path> files = Files.list(project)) {
            return files.map(path -> path.getFileName().toString())
                    .filter(file -> file.matches("Pulumi\\.[A-Za-z0-9_.-]+\\.yaml"))
                    .map(file -> file.substring("Pulumi.".length(), file.length() - ".yaml".length()))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            return List.of();
        }
    }

    /**
     * Returns the configuration as the engine hands it to a program, for a run without an engine: objects are JSON texts, and
     * {@value #SECRET_STAND_IN} stands for each secret.
     *
     * @param project the project's name, the namespace of keys that have none
     */
    public Map<String, String> toEngine(String project) {
        Map<String, String> config = new TreeMap<>();
        values.forEach((key, value) -> {
            JsonNode plain = withoutSecrets(value);
            config.put(qualified(project, key), plain.isValueNode() ? plain.asText() : plain.toString());
        });
        return config;
    }

    /**
     * Returns the keys whose values are secrets, or hold one.
     *
     * @param project the project's name, the namespace of keys that have none
     */
    public Set<String> secretKeys(String project) {
        return values.entrySet().stream()
                .filter(entry -> !withoutSecrets(entry.getValue()).equals(entry.getValue()))
                .map(entry -> qualified(project, entry.getKey()))
                .collect(Collectors.toSet());
    }

    /** Returns the configuration with a mark in place of each encrypted secret, for output. */
    public StackFile withoutSecrets() {
        Map<String, JsonNode> plain = new LinkedHashMap<>();
        values.forEach((key, value) -> plain.put(key, withoutSecrets(value, SECRET_MARK)));
        return new StackFile(name, project, stack, plain);
    }

    /** Returns whether a value is a secret, encrypted. */
    static boolean isSecret(JsonNode value) {
        return value.isObject() && value.size() == 1 && value.path(SECURE).isTextual();
    }

    private static String qualified(String project, String key) {
        return key.contains(":") ? key : project + ":" + key;
    }

    private static JsonNode withoutSecrets(JsonNode value) {
        return withoutSecrets(value, SECRET_STAND_IN);
    }

    private static JsonNode withoutSecrets(JsonNode value, String mark) {
        if (isSecret(value)) {
            return JsonNodeFactory.instance.textNode(mark);
        }
        if (value.isObject()) {
            var copy = JsonNodeFactory.instance.objectNode();
            value.properties().forEach(entry -> copy.set(entry.getKey(), withoutSecrets(entry.getValue(), mark)));
            return copy;
        }
        if (value.isArray()) {
            var copy = JsonNodeFactory.instance.arrayNode();
            value.forEach(element -> copy.add(withoutSecrets(element, mark)));
            return copy;
        }
        return value;
    }

    private static JsonNode parse(String text) {
        if (text.startsWith("{") || text.startsWith("[")) {
            try {
                return JSON.readTree(text);
            } catch (JsonProcessingException e) {
                return JsonNodeFactory.instance.textNode(text);
            }
        }
        return JsonNodeFactory.instance.textNode(text);
    }
}
