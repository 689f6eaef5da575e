package dev.plinth.settings;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.plinth.policies.configuration.PolicyConfiguration;
import dev.plinth.policies.pack.Pack;
import dev.plinth.policies.rule.Enforcement;
import dev.plinth.policies.rule.PolicyParameters;
import dev.plinth.policies.rule.Rule;
import dev.plinth.policies.rule.Threshold;
import dev.plinth.policies.rule.Tier;
import dev.plinth.policies.rule.UnknownResults;
import dev.plinth.settings.reference.RecordDocumentation;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A JSON Schema of a project's stack files, from the records that they are read into: types, ranges, patterns, defaults, and the keys
 * that there are. What concerns several keys at once is left to {@code plinth config check}.
 *
 * @see <a href="https://json-schema.org/draft/2020-12/json-schema-core">JSON Schema, draft 2020-12</a>
 */
public final class ConfigurationSchema {

    private static final ObjectMapper JSON = new ObjectMapper();

    private static final String TYPE = "type";
    private static final String PATTERN = "pattern";
    private static final String OBJECT = "object";
    private static final String DESCRIPTION = "description";

    /** The keyword of editors for the message about a value that does not match the pattern. */
    private static final String MESSAGE = "patternErrorMessage";

    private static final String EXPECTED = "expected ";

    /** A decimal number from 0 to 255 without a leading zero, four times. */
    private static final String OCTET = "(25[0-5]|2[0-4]\\d|1\\d{2}|[1-9]?\\d)";

    private final RecordDocumentation documentation;

    private ConfigurationSchema(RecordDocumentation documentation) {
        this.documentation = documentation;
    }

    /**
     * Returns the schema of a whole stack file.
     *
     * @param project the project's name, the namespace of the program's keys
     * @param program the record of the program's configuration, or null for a program that reads its own
     */
    public static ObjectNode of(String project, @Nullable Class<? extends Record> program) {
        return of(project, program, List.of(), RecordDocumentation.NONE);
    }

    /**
     * Returns the schema of a whole stack file.
     *
     * @param project the project's name, the namespace of the program's keys
     * @param program the record of the program's configuration, or null for a program that reads its own
     * @param rules the rules of the project, whose teams' own parameters the file may set
     * @param documentation the descriptions of keys
     */
    public static ObjectNode of(
            String project,
            @Nullable Class<? extends Record> program,
            Collection<Rule> rules,
            RecordDocumentation documentation) {
        return new ConfigurationSchema(documentation).file(project, program, rules);
    }

    private ObjectNode file(String project, @Nullable Class<? extends Record> program, Collection<Rule> rules) {
        ObjectNode keys = JSON.createObjectNode();
        List<String> required = new ArrayList<>();
        if (program != null) {
            for (RecordComponent component : program.getRecordComponents()) {
                String name = StackReader.key(project, component);
                keys.set(name, component(program, component));
                if (isRequired(component)) {
                    required.add(name);
                }
            }
        }
        for (RecordComponent section : StackSettings.class.getRecordComponents()) {
            if (StackReader.sections().contains(section.getName())) {
                String name = StackReader.NAMESPACE + ":" + section.getName();
                keys.set(
                        name,
                        name.equals(PolicyConfiguration.KEY)
                                ? describe(policy(rules), StackSettings.class, section)
                                : component(StackSettings.class, section));
            }
        }
        ObjectNode config = JSON.createObjectNode().put(TYPE, OBJECT);
        config.set("properties", keys);
        putRequired(config, required);
        config.set("patternProperties", unknown(project, program, keys));
        ObjectNode schema = JSON.createObjectNode()
                .put("$schema", "https://json-schema.org/draft/2020-12/schema")
                .put("title", "Stack file of " + project)
                .put(TYPE, OBJECT);
        schema.putObject("properties").set("config", config);
        putRequired(schema, required.isEmpty() ? List.of() : List.of("config"));
        return schema;
    }

    /** Rejects unknown keys of the namespaces that the reader checks, but for secrets, which programs read themselves. */
    private static ObjectNode unknown(String project, @Nullable Class<? extends Record> program, ObjectNode keys) {
        boolean shared = project.equals(StackReader.NAMESPACE);
        boolean own = program != null && program.getRecordComponents().length > 0;
        ObjectNode patterns = JSON.createObjectNode();
        if (!shared || own) {
            patterns.set(unknownIn(StackReader.NAMESPACE, keys), secret());
        }
        if (!shared && own) {
            patterns.set(unknownIn(project, keys), secret());
        }
        return patterns;
    }

    private static String unknownIn(String namespace, ObjectNode keys) {
        List<String> known = new ArrayList<>();
        keys.fieldNames().forEachRemaining(name -> {
            if (name.startsWith(namespace + ":")) {
                known.add(name.substring(namespace.length() + 1));
            }
        });
        return "^" + namespace + ":(?!(" + String.join("|", known) + ")$)";
    }

    private static ObjectNode secret() {
        ObjectNode schema = JSON.createObjectNode().put(TYPE, OBJECT);
        schema.putObject("properties").putObject("secure").put(TYPE, "string");
        putRequired(schema, List.of("secure"));
        return schema.put("additionalProperties", false);
    }

    private static boolean isRequired(RecordComponent component) {
        return component.getType() != Optional.class && component.getAnnotation(Default.class) == null;
    }

    private ObjectNode record(Class<?> type) {
        ObjectNode schema = JSON.createObjectNode().put(TYPE, OBJECT);
        List<String> required = new ArrayList<>();
        addMembers(type, schema.putObject("properties"), required);
        putRequired(schema, required);
        return schema.put("additionalProperties", false);
    }

    private void addMembers(Class<?> type, ObjectNode properties, List<String> required) {
        for (RecordComponent component : type.getRecordComponents()) {
            if (RecordBinder.isInline(component)) {
                addMembers(component.getType(), properties, required);
            } else {
                properties.set(component.getName(), component(type, component));
                if (isRequired(component)) {
                    required.add(component.getName());
                }
            }
        }
    }

    private static void putRequired(ObjectNode schema, List<String> required) {
        if (!required.isEmpty()) {
            ArrayNode names = schema.putArray("required");
            required.forEach(names::add);
        }
    }

    private ObjectNode component(Class<?> owner, RecordComponent component) {
        ObjectNode schema = describe(value(component.getGenericType(), component), owner, component);
        Default fallback = component.getAnnotation(Default.class);
        if (fallback != null) {
            schema.set("default", json(fallback.value()));
        }
        return schema;
    }

    private ObjectNode describe(ObjectNode schema, Class<?> owner, RecordComponent component) {
        documentation.description(owner, component.getName()).ifPresent(text -> schema.put(DESCRIPTION, text));
        return schema;
    }

    private ObjectNode value(Type type, RecordComponent component) {
        if (type instanceof ParameterizedType holder) {
            Type element = holder.getActualTypeArguments()[holder.getActualTypeArguments().length - 1];
            if (holder.getRawType() == Optional.class) {
                return value(element, component);
            }
            ObjectNode inner = value(element, component);
            return holder.getRawType() == List.class ? list(inner) : map(inner, element, component);
        }
        Class<?> raw = (Class<?>) type;
        if (raw.isRecord()) {
            return record(raw);
        }
        if (raw.isEnum()) {
            return constants(Arrays.stream(raw.getEnumConstants())
                    .map(constant -> ((Enum<?>) constant).name())
                    .toList());
        }
        if (raw == int.class || raw == Integer.class) {
            return number(component);
        }
        if (raw == double.class || raw == Double.class) {
            return JSON.createObjectNode().put(TYPE, "number");
        }
        if (raw == boolean.class || raw == Boolean.class) {
            return JSON.createObjectNode().put(TYPE, "boolean");
        }
        return text(component);
    }

    private static ObjectNode list(ObjectNode element) {
        ObjectNode schema = JSON.createObjectNode().put(TYPE, "array");
        schema.set("items", element);
        return schema;
    }

    private static ObjectNode map(ObjectNode inner, Type element, RecordComponent component) {
        ObjectNode schema = JSON.createObjectNode().put(TYPE, OBJECT);
        if (element instanceof Class<?> type && type.isRecord()) {
            // An entry that is not in the file has the defaults.
            inner.putArray(TYPE).add(OBJECT).add("null");
        }
        Keys keys = component.getAnnotation(Keys.class);
        if (keys == null) {
            schema.set("additionalProperties", inner);
        } else {
            schema.putObject("patternProperties").set(whole(keys.regex()), inner);
            schema.put("additionalProperties", false);
        }
        return schema;
    }

    private static ObjectNode constants(List<String> names) {
        ObjectNode schema = JSON.createObjectNode();
        ArrayNode values = schema.putArray("enum");
        names.forEach(values::add);
        return schema;
    }

    private static ObjectNode number(RecordComponent component) {
        ObjectNode schema = JSON.createObjectNode().put(TYPE, "integer");
        Range range = component.getAnnotation(Range.class);
        return range == null ? schema : schema.put("minimum", range.min()).put("maximum", range.max());
    }

    private static ObjectNode text(RecordComponent component) {
        ObjectNode schema = JSON.createObjectNode().put(TYPE, "string");
        Known known = component.getAnnotation(Known.class);
        if (known != null) {
            return schema.put(PATTERN, whole(known.value().form()))
                    .put(DESCRIPTION, known.value().allowed())
                    .put(MESSAGE, EXPECTED + known.value().allowed());
        }
        Matches matches = component.getAnnotation(Matches.class);
        Cidr cidr = component.getAnnotation(Cidr.class);
        if (matches != null) {
            schema.put(PATTERN, whole(matches.regex()))
                    .put(DESCRIPTION, matches.allowed())
                    .put(MESSAGE, EXPECTED + matches.allowed());
        } else if (cidr != null) {
            String prefixes = IntStream.rangeClosed(cidr.minPrefix(), cidr.maxPrefix())
                    .mapToObj(String::valueOf)
                    .collect(Collectors.joining("|"));
            schema.put(PATTERN, whole("(" + OCTET + "\\.){3}" + OCTET + "/(" + prefixes + ")"))
                    .put(
                            MESSAGE,
                            EXPECTED + "an IPv4 network such as 10.20.0.0/16, with a prefix from /" + cidr.minPrefix()
                                    + " to /" + cidr.maxPrefix());
        }
        return schema;
    }

    /** A pattern for a whole text, as in JavaScript editors: without a flag for line breaks. */
    private static String whole(String regex) {
        String plain = regex.startsWith("(?s)")
                ? regex.substring("(?s)".length()).replaceAll("(?<!\\\\)\\.", "[\\\\s\\\\S]")
                : regex;
        return "^(?:" + plain + ")$";
    }

    /** The policies read their section themselves. */
    private ObjectNode policy(Collection<Rule> rules) {
        ObjectNode schema = JSON.createObjectNode().put(TYPE, OBJECT);
        ObjectNode properties = schema.putObject("properties");
        List<String> enforcements = names(Enforcement.values());
        properties.set("tier", constants(names(Tier.values())));
        properties.set(
                "enforcement",
                constants(enforcements.stream()
                        .filter(name ->
                                !name.equals(names(Enforcement.REMEDIATE).get(0)))
                        .toList()));
        properties.set("unknown", constants(names(UnknownResults.values())));
        properties.putObject("rules").put(TYPE, OBJECT).set("additionalProperties", constants(enforcements));
        properties.set(
                "packs",
                list(constants(Pack.all().stream().map(Pack::name).toList())).put("minItems", 1));
        for (String texts : List.of("libraries", "requiredTags", "allowedRegions")) {
            properties.set(texts, list(JSON.createObjectNode().put(TYPE, "string")));
        }
        for (Threshold threshold : Threshold.values()) {
            properties
                    .putObject(threshold.key())
                    .put(TYPE, "integer")
                    .put("minimum", threshold.least())
                    .put("maximum", threshold.most());
        }
        properties.properties().forEach(entry -> documentation
                .description(
                        PolicyParameters.class, entry.getKey().equals("rules") ? "ruleEnforcement" : entry.getKey())
                .ifPresent(text -> ((ObjectNode) entry.getValue()).put(DESCRIPTION, text)));
        PolicyConfiguration.parameters(rules)
                .forEach((key, parameter) -> properties.set(key, JSON.valueToTree(parameter.schema())));
        return schema.put("additionalProperties", false);
    }

    private static List<String> names(Enum<?>... constants) {
        return Arrays.stream(constants)
                .map(constant -> constant.name().toLowerCase(Locale.ROOT))
                .toList();
    }

    private static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a default is not JSON: " + text, e);
        }
    }
}
