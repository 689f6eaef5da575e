package dev.plinth.simulator.value;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.protobuf.ListValue;
import com.google.protobuf.NullValue;
import com.google.protobuf.Struct;
import com.google.protobuf.Value;
import dev.plinth.model.Signatures;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Property values: {@code String}, {@code Boolean}, {@code Long} or {@code Double}, {@code List}, {@code Map}, and {@link Unknown#VALUE}.
 *
 * <p>A number without a fraction is always a {@code Long}, so that equal numbers are equal objects. A property without a
 * value is absent, never null.
 */
public final class Values {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String OUTPUT = "d0e6a833031e9bbcd3f4e8bde6ca49a4";
    private static final String RESOURCE = "5cf8f73096256a8f31e491e813e4eb8e";
    /** A text that replaces a removed one: a value that contains it is unknown. */
    public static final String REMOVED = "removed-from-the-snapshot";

    private static final String UNKNOWN_STRING = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

    /** The engine has one sentinel for each kind of unknown value. */
    private static final Set<String> UNKNOWNS = Set.of(
            UNKNOWN_STRING,
            "1c4a061d-8072-4f0a-a4cb-0ff528b18fe7",
            "3eeb2bf0-c639-47a8-9e75-3b44932eb421",
            "6a19a0b0-7e62-4c92-b797-7f8e31da9cc2",
            "030794c1-ac77-496b-92df-f27374a8bd58",
            "e48ece36-62e2-4504-bad9-02848725956a",
            "dd056dcd-154b-4c76-9bd3-c8f88648b5ff");

    private Values() {}

    /** The properties of a protobuf struct, secrets and output wrappers taken off, and nulls left out. */
    public static Map<String, Object> fromStruct(Struct struct) {
        Map<String, Object> result = new LinkedHashMap<>();
        struct.getFieldsMap().forEach((key, value) -> {
            Object plain = fromValue(value);
            if (plain != null) {
                result.put(key, plain);
            }
        });
        return result;
    }

    private static @Nullable Object fromValue(Value value) {
        return switch (value.getKindCase()) {
            case NULL_VALUE, KIND_NOT_SET -> null;
            case BOOL_VALUE -> value.getBoolValue();
            case NUMBER_VALUE -> number(value.getNumberValue());
            case STRING_VALUE -> isUnknown(value.getStringValue()) ? Unknown.VALUE : value.getStringValue();
            case LIST_VALUE ->
                value.getListValue().getValuesList().stream()
                        .map(Values::fromValue)
                        .filter(Objects::nonNull)
                        .toList();
            case STRUCT_VALUE -> fromWrapped(value.getStructValue());
        };
    }

    private static boolean isUnknown(String text) {
        return UNKNOWNS.contains(text) || text.contains(REMOVED);
    }

    private static @Nullable Object fromWrapped(Struct struct) {
        String signature = struct.getFieldsOrDefault(Signatures.KEY, Value.getDefaultInstance())
                .getStringValue();
        return switch (signature) {
            case Signatures.SECRET -> fromValue(struct.getFieldsOrDefault("value", Value.getDefaultInstance()));
            case OUTPUT -> struct.containsFields("value") ? fromValue(struct.getFieldsOrThrow("value")) : Unknown.VALUE;
            case RESOURCE -> fromValue(struct.getFieldsOrDefault("id", Value.getDefaultInstance()));
            default -> fromStruct(struct);
        };
    }

    /** The value as the protocol marks a secret; {@link #fromStruct} takes the mark off. */
    public static Map<String, Object> secret(Object value) {
        return Map.of(Signatures.KEY, Signatures.SECRET, "value", value);
    }

    /** A number in its one representation. */
    public static Number number(double value) {
        return value == Math.rint(value) && Math.abs(value) < 1e15 ? (Number) (long) value : (Number) value;
    }

    /** The protobuf struct of the properties. */
    public static Struct toStruct(Map<String, ?> properties) {
        Struct.Builder result = Struct.newBuilder();
        properties.forEach((key, value) -> result.putFields(key, toValue(value)));
        return result.build();
    }

    private static Value toValue(@Nullable Object value) {
        Value.Builder result = Value.newBuilder();
        if (value == null) {
            return result.setNullValue(NullValue.NULL_VALUE).build();
        }
        if (value instanceof Unknown) {
            return result.setStringValue(UNKNOWN_STRING).build();
        }
        if (value instanceof Boolean flag) {
            return result.setBoolValue(flag).build();
        }
        if (value instanceof Number number) {
            return result.setNumberValue(number.doubleValue()).build();
        }
        if (value instanceof List<?> list) {
            ListValue.Builder values = ListValue.newBuilder();
            list.forEach(element -> values.addValues(toValue(element)));
            return result.setListValue(values).build();
        }
        if (value instanceof Map<?, ?> map) {
            return result.setStructValue(toStruct(asMap(map))).build();
        }
        return result.setStringValue(value.toString()).build();
    }

    /** The properties as one line of JSON. */
    public static String toJson(Object value) {
        try {
            return JSON.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("not a JSON value", e);
        }
    }

    /**
     * A value from JSON.
     *
     * @throws IllegalArgumentException when the text isn't JSON; the message does not repeat the text
     */
    public static @Nullable Object fromJson(String json) {
        try {
            return normalize(JSON.readValue(json, Object.class));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("not JSON: " + e.getOriginalMessage(), e);
        }
    }

    /** An object from JSON; empty when the JSON is something else. */
    public static Map<String, Object> mapFromJson(String json) {
        return fromJson(json) instanceof Map<?, ?> map ? asMap(map) : new LinkedHashMap<>();
    }

    /** A deep copy in which numbers have their one representation and nulls are gone. */
    public static @Nullable Object normalize(@Nullable Object value) {
        if (value instanceof Number number) {
            return number(number.doubleValue());
        }
        if (value instanceof List<?> list) {
            List<Object> result = new ArrayList<>();
            for (Object element : list) {
                Object plain = normalize(element);
                if (plain != null) {
                    result.add(plain);
                }
            }
            return result;
        }
        if (value instanceof Map<?, ?> map) {
            Map<String, Object> result = new LinkedHashMap<>();
            map.forEach((key, element) -> {
                Object plain = normalize(element);
                if (plain != null) {
                    result.put(String.valueOf(key), plain);
                }
            });
            return result;
        }
        return value;
    }

    /** A deep, changeable copy of properties. */
    public static Map<String, Object> copy(Map<String, Object> properties) {
        Object copy = normalize(properties);
        return copy instanceof Map<?, ?> map ? asMap(map) : new LinkedHashMap<>();
    }

    /** Returns whether the value is unknown or holds something unknown. */
    public static boolean isUnknown(@Nullable Object value) {
        if (value instanceof List<?> list) {
            return list.stream().anyMatch(Values::isUnknown);
        }
        if (value instanceof Map<?, ?> map) {
            return map.values().stream().anyMatch(Values::isUnknown);
        }
        return value instanceof Unknown;
    }

    /** The value as properties; an empty map when it isn't an object. */
    @SuppressWarnings("unchecked") // every map that gets here was made by this class or has string keys in JSON
    public static Map<String, Object> asMap(@Nullable Object value) {
        return value instanceof Map<?, ?> map ? (Map<String, Object>) map : new LinkedHashMap<>();
    }

    /** The value as a list; an empty one when it isn't a list. */
    public static List<?> asList(@Nullable Object value) {
        return value instanceof List<?> list ? list : List.of();
    }

    /** The list's strings, without unknown ones. */
    public static List<String> strings(@Nullable Object value) {
        return asList(value).stream()
                .filter(String.class::isInstance)
                .map(String.class::cast)
                .toList();
    }

    /** JSON with sorted keys, for comparison and for hashes. */
    public static String canonical(Object value) {
        return toJson(sorted(value));
    }

    private static Object sorted(Object value) {
        if (value instanceof Map<?, ?> map) {
            Map<String, Object> result = new TreeMap<>();
            map.forEach((key, element) -> result.put(String.valueOf(key), sorted(element)));
            return result;
        }
        if (value instanceof List<?> list) {
            return list.stream().map(Values::sorted).toList();
        }
        return value;
    }
}
