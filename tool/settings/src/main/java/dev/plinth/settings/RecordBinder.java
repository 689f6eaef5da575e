package dev.plinth.settings;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.plinth.policies.rule.Names;
import inet.ipaddr.IPAddressString;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Binds JSON to records, and collects every fault on the way: unknown keys with a suggestion, wrong types, missing values,
 * and values out of bounds.
 *
 * <p>Jackson's own binding stops at the first fault, but a user who fixes a file needs all of them.
 */
final class RecordBinder implements Faults {

    private static final ObjectMapper JSON = new ObjectMapper();

    private static final Set<Type> SCALARS =
            Set.of(int.class, Integer.class, double.class, Double.class, boolean.class, Boolean.class);

    /** Four numbers and a prefix, none with a leading zero, which some programs read as octal. */
    private static final String CIDR_NOTATION = "((0|[1-9]\\d{0,2})\\.){3}(0|[1-9]\\d{0,2})/(0|[1-9]\\d?)";

    private final List<ConfigException.Fault> faults = new ArrayList<>();

    List<ConfigException.Fault> faults() {
        return faults;
    }

    void fault(String key, String problem, String allowed) {
        faults.add(new ConfigException.Fault(key, problem, allowed));
    }

    @Override
    public void add(String key, String problem, String expected) {
        fault(key, problem, expected);
    }

    @Override
    public void unknown(String key, String name, Collection<String> known) {
        // A key that is unknown itself needs no second mention.
        String problem = key.endsWith("." + name) || key.endsWith(":" + name)
                ? "is unknown"
                : "names \"" + name + "\", which is unknown";
        fault(key, problem + Names.suggestion(name, known), String.join(", ", known));
    }

    /** Binds an object to a record; null when it could not be bound, which a fault then explains. */
    <T extends Record> @Nullable T bind(String path, JsonNode node, Class<T> type) {
        if (!node.isObject()) {
            fault(path, "is " + text(node), "an object with the keys " + keys(type));
            return null;
        }
        List<String> known = keyList(type);
        node.fieldNames().forEachRemaining(name -> {
            if (!known.contains(name)) {
                unknownKey(path + "." + name, name, known, type);
            }
        });
        return members(path, node, type);
    }

    /** Binds the components of a record, and those of the records that stand in it inline, to the keys of one object. */
    private <T extends Record> @Nullable T members(String path, JsonNode node, Class<T> type) {
        int before = faults.size();
        RecordComponent[] components = type.getRecordComponents();
        @Nullable Object[] values = new Object[components.length];
        for (int i = 0; i < components.length; i++) {
            String name = components[i].getName();
            values[i] = isInline(components[i])
                    ? members(path, node, components[i].getType().asSubclass(Record.class))
                    : component(path + "." + name, node.get(name), components[i]);
        }
        return faults.size() > before ? null : construct(type, path, values);
    }

    /** Returns whether a component's keys stand beside those of the record that holds it. */
    static boolean isInline(RecordComponent component) {
        return component.isAnnotationPresent(Inline.class);
    }

    /**
     * Adds the fault of an unknown key; for a removed one it names the replacement.
     *
     * @param key the key's path in the file
     * @param name the key
     * @param known the keys that there are
     * @param type the record
     */
    void unknownKey(String key, String name, Collection<String> known, Class<?> type) {
        replacement(name, type)
                .ifPresentOrElse(by -> fault(key, "is no longer a key", by), () -> unknown(key, name, known));
    }

    private static Optional<String> replacement(String name, Class<?> type) {
        Stream<Replaced> own = Arrays.stream(type.getAnnotationsByType(Replaced.class));
        Stream<String> inline = Arrays.stream(type.getRecordComponents())
                .filter(RecordBinder::isInline)
                .flatMap(component -> replacement(name, component.getType()).stream());
        return Stream.concat(own.filter(replaced -> replaced.key().equals(name)).map(Replaced::by), inline)
                .findFirst();
    }

    /**
     * Makes a record of its components' values; null when its constructor refuses them, which a fault then explains.
     *
     * @param type the record
     * @param path where it stands, for the fault
     * @param values the values of its components, in their order
     */
    <T extends Record> @Nullable T construct(Class<T> type, String path, @Nullable Object[] values) {
        try {
            Class<?>[] parameters = Arrays.stream(type.getRecordComponents())
                    .map(RecordComponent::getType)
                    .toArray(Class<?>[]::new);
            var constructor = type.getDeclaredConstructor(parameters);
            constructor.setAccessible(true);
            return constructor.newInstance(values);
        } catch (InvocationTargetException e) {
            // A record's own constructor checks what concerns several keys.
            fault(
                    path,
                    String.valueOf(e.getTargetException().getMessage()),
                    "see the key's description in docs/configuration.md");
            return null;
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(type + " cannot be created from its components", e);
        }
    }

    private @Nullable Object component(String path, @Nullable JsonNode given, RecordComponent component) {
        JsonNode node = given;
        if (node == null || node.isNull()) {
            if (component.getType() == Optional.class) {
                return Optional.empty();
            }
            Default fallback = component.getAnnotation(Default.class);
            if (fallback == null) {
                fault(path, "is missing", allowed(component));
                return null;
            }
            node = json(fallback.value());
        }
        return value(path, node, component.getGenericType(), component);
    }

    /** Binds a value to a component's type; null when it could not be bound, which a fault then explains. */
    @Nullable
    Object value(String path, JsonNode node, RecordComponent component) {
        return value(path, node, component.getGenericType(), component);
    }

    /**
     * Binds a configuration key to a component. {@code pulumi config set} and the engine write numbers and booleans as texts,
     * so at the top a text that is one is one.
     */
    @Nullable
    Object topLevel(String path, @Nullable JsonNode given, RecordComponent component) {
        return component(path, given == null ? null : scalar(given, component.getGenericType()), component);
    }

    private static JsonNode scalar(JsonNode node, Type type) {
        Type plain = type instanceof ParameterizedType optional && optional.getRawType() == Optional.class
                ? optional.getActualTypeArguments()[0]
                : type;
        if (!node.isTextual() || !SCALARS.contains(plain)) {
            return node;
        }
        try {
            JsonNode parsed = JSON.readTree(node.textValue());
            return parsed.isNumber() || parsed.isBoolean() ? parsed : node;
        } catch (JsonProcessingException e) {
            return node;
        }
    }

    private @Nullable Object value(String path, JsonNode node, Type type, RecordComponent component) {
        if (type instanceof ParameterizedType parameterized) {
            Type element = parameterized.getActualTypeArguments()[parameterized.getActualTypeArguments().length - 1];
            if (parameterized.getRawType() == Optional.class) {
                return node.isNull() ? Optional.empty() : Optional.ofNullable(value(path, node, element, component));
            }
            if (parameterized.getRawType() == List.class) {
                return list(path, node, element, component);
            }
            return map(path, node, element, component);
        }
        Class<?> raw = (Class<?>) type;
        if (raw.isRecord()) {
            return bind(path, node, raw.asSubclass(Record.class));
        }
        if (raw == int.class || raw == Integer.class) {
            return number(path, node, component);
        }
        if (raw == double.class || raw == Double.class) {
            return node.isNumber() ? node.doubleValue() : wrong(path, node, "a number");
        }
        if (raw == boolean.class || raw == Boolean.class) {
            return node.isBoolean() ? node.booleanValue() : wrong(path, node, "true or false");
        }
        if (raw.isEnum()) {
            return constant(path, node, raw);
        }
        return string(path, node, component);
    }

    private @Nullable Object list(String path, JsonNode node, Type element, RecordComponent component) {
        if (!node.isArray()) {
            return wrong(path, node, "a list");
        }
        List<Object> values = new ArrayList<>();
        for (int i = 0; i < node.size(); i++) {
            Object value = value(path + "[" + i + "]", node.get(i), element, component);
            if (value != null) {
                values.add(value);
            }
        }
        return List.copyOf(values);
    }

    private @Nullable Object map(String path, JsonNode node, Type element, RecordComponent component) {
        boolean records = element instanceof Class<?> type && type.isRecord();
        if (!node.isObject()) {
            return wrong(
                    path,
                    node,
                    records && node.isArray() ? "an object with an entry by name, not a list" : "an object");
        }
        Keys keys = component.getAnnotation(Keys.class);
        Map<String, Object> values = new TreeMap<>();
        node.properties().forEach(entry -> {
            if (keys != null && !entry.getKey().matches(keys.regex())) {
                fault(path + "." + entry.getKey(), "has a name that is not allowed", keys.allowed());
                return;
            }
            // An entry that is not in the file has the defaults.
            JsonNode given = records && entry.getValue().isNull() ? JSON.createObjectNode() : entry.getValue();
            Object value = value(path + "." + entry.getKey(), given, element, component);
            if (value != null) {
                values.put(entry.getKey(), value);
            }
        });
        return new LinkedHashMap<>(values);
    }

    private @Nullable Object number(String path, JsonNode node, RecordComponent component) {
        Range range = component.getAnnotation(Range.class);
        boolean fits = node.isIntegralNumber()
                && node.canConvertToInt()
                && (range == null || (node.intValue() >= range.min() && node.intValue() <= range.max()));
        return fits ? node.intValue() : wrong(path, node, allowed(component));
    }

    private @Nullable Object constant(String path, JsonNode node, Class<?> type) {
        List<String> names =
                Arrays.stream(type.getEnumConstants()).map(Object::toString).toList();
        for (Object constant : type.getEnumConstants()) {
            if (node.isTextual() && ((Enum<?>) constant).name().equals(node.textValue())) {
                return constant;
            }
        }
        return wrong(path, node, String.join(", ", names));
    }

    private @Nullable Object string(String path, JsonNode node, RecordComponent component) {
        Matches matches = component.getAnnotation(Matches.class);
        Cidr cidr = component.getAnnotation(Cidr.class);
        boolean fits = node.isTextual()
                && (matches == null || node.textValue().matches(matches.regex()))
                && (cidr == null || isCidr(node.textValue(), cidr));
        // A list's or map's own shape is not what its elements look like.
        boolean bounded = matches != null || cidr != null;
        Known known = component.getAnnotation(Known.class);
        if (fits && known != null && !known.value().isValid(node.textValue())) {
            fault(
                    path,
                    "is " + text(node) + known.value().suggestion(node.textValue()),
                    known.value().allowed());
            return null;
        }
        return fits ? node.textValue() : wrong(path, node, bounded ? allowed(component) : "a text");
    }

    private static boolean isCidr(String text, Cidr bounds) {
        IPAddressString address = new IPAddressString(text);
        return text.matches(CIDR_NOTATION)
                && address.isIPv4()
                && address.getNetworkPrefixLength() != null
                && address.getNetworkPrefixLength() >= bounds.minPrefix()
                && address.getNetworkPrefixLength() <= bounds.maxPrefix()
                && address.getAddress() != null
                && address.getAddress().isPrefixBlock();
    }

    private @Nullable Object wrong(String path, JsonNode node, String allowed) {
        fault(path, "is " + text(node), allowed);
        return null;
    }

    private static String allowed(RecordComponent component) {
        Range range = component.getAnnotation(Range.class);
        if (range != null) {
            return "a whole number from " + range.min() + " to " + range.max();
        }
        Matches matches = component.getAnnotation(Matches.class);
        if (matches != null) {
            return matches.allowed();
        }
        Cidr cidr = component.getAnnotation(Cidr.class);
        if (cidr != null) {
            return "an IPv4 network such as 10.20.0.0/16, with a prefix from /" + cidr.minPrefix() + " to /"
                    + cidr.maxPrefix() + " and no host bits set";
        }
        Class<?> type = component.getType();
        if (type.isRecord()) {
            return "an object with the keys " + keys(type);
        }
        if (type == List.class) {
            return "a list";
        }
        return type == int.class ? "a whole number" : "a text";
    }

    static String text(JsonNode node) {
        if (StackFile.isSecret(node)) {
            return "a secret";
        }
        String json = node.toString();
        return json.length() > 60 ? json.substring(0, 57) + "..." : json;
    }

    private static String keys(Class<?> type) {
        return String.join(", ", keyList(type));
    }

    private static List<String> keyList(Class<?> type) {
        return Arrays.stream(type.getRecordComponents())
                .flatMap(component ->
                        isInline(component) ? keyList(component.getType()).stream() : Stream.of(component.getName()))
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
