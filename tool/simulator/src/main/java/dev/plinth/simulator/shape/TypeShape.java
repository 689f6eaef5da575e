package dev.plinth.simulator.shape;

import dev.plinth.simulator.value.Unknown;
import dev.plinth.simulator.value.Values;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;

/** The type of a property. */
public sealed interface TypeShape {

    /** A fault in a value: where in the resource, and what is wrong. */
    record Mismatch(String path, String reason) {}

    /** Faults of a value of this type, none when it fits; an unknown value fits. */
    List<Mismatch> check(String path, Object value);

    /** The value with a placeholder for each required property that it lacks: the SDKs refuse an answer without one. */
    default Object complete(Object value) {
        return value;
    }

    /** The value with each document in it as JSON text. */
    default Object normalize(Object value) {
        return value;
    }

    /** A plausible value of this type for a property that the cloud computes. */
    Object placeholder();

    /** A scalar. */
    enum Scalar implements TypeShape {
        /** Text. */
        STRING,
        /** True or false. */
        BOOLEAN,
        /** A number without a fraction. */
        INTEGER,
        /** A number. */
        NUMBER;

        @Override
        public List<Mismatch> check(String path, Object value) {
            boolean fits =
                    switch (this) {
                        case STRING -> value instanceof String;
                        case BOOLEAN -> value instanceof Boolean;
                        case INTEGER -> value instanceof Long || value instanceof Integer;
                        case NUMBER -> value instanceof Number;
                    };
            return fits || value instanceof Unknown
                    ? List.of()
                    : mismatch(path, name().toLowerCase(Locale.ROOT), value);
        }

        @Override
        public Object placeholder() {
            return switch (this) {
                case STRING -> "";
                case BOOLEAN -> false;
                case INTEGER, NUMBER -> 0L;
            };
        }
    }

    /** A list. */
    record ListOf(TypeShape element) implements TypeShape {
        @Override
        public Object normalize(Object value) {
            return value instanceof List<?> list
                    ? list.stream().map(element::normalize).toList()
                    : value;
        }

        @Override
        public List<Mismatch> check(String path, Object value) {
            if (value instanceof Unknown) {
                return List.of();
            }
            if (!(value instanceof List<?> list)) {
                return mismatch(path, "list", value);
            }
            List<Mismatch> result = new ArrayList<>();
            for (int i = 0; i < list.size(); i++) {
                result.addAll(element.check(path + "[" + i + "]", list.get(i)));
            }
            return result;
        }

        @Override
        public Object complete(Object value) {
            List<Object> result = new ArrayList<>();
            if (value instanceof List<?> list) {
                list.forEach(member -> result.add(element.complete(member)));
            }
            return value instanceof List<?> ? result : value;
        }

        @Override
        public Object placeholder() {
            return new ArrayList<>();
        }
    }

    /** A map with free keys. */
    record MapOf(TypeShape element) implements TypeShape {
        @Override
        public List<Mismatch> check(String path, Object value) {
            if (value instanceof Unknown) {
                return List.of();
            }
            if (!(value instanceof Map<?, ?> map)) {
                return mismatch(path, "map", value);
            }
            List<Mismatch> result = new ArrayList<>();
            map.forEach((key, member) -> result.addAll(element.check(path + "." + key, member)));
            return result;
        }

        @Override
        public Object complete(Object value) {
            Map<String, Object> result = new LinkedHashMap<>();
            if (value instanceof Map<?, ?> map) {
                map.forEach((key, member) -> result.put(String.valueOf(key), element.complete(member)));
            }
            return value instanceof Map<?, ?> ? result : value;
        }

        @Override
        public Object placeholder() {
            return new LinkedHashMap<>();
        }
    }

    /**
     * An object with known properties; read when first needed, since shapes refer to one another.
     *
     * @param token the type token, such as {@code aws:ec2/GetVpcFilter:GetVpcFilter}; an argument and a result may share it
     * @param properties the properties by name
     */
    record ObjectOf(String token, Supplier<Map<String, PropertyShape>> properties) implements TypeShape {
        @Override
        public Object normalize(Object value) {
            return value instanceof Map<?, ?> ? PropertyShape.normalize(properties.get(), Values.asMap(value)) : value;
        }

        @Override
        public List<Mismatch> check(String path, Object value) {
            if (value instanceof Unknown) {
                return List.of();
            }
            if (!(value instanceof Map<?, ?> map)) {
                return mismatch(path, "object", value);
            }
            return PropertyShape.check(properties.get(), path + ".", map);
        }

        @Override
        public Object complete(Object value) {
            return value instanceof Map<?, ?> ? PropertyShape.complete(properties.get(), Values.asMap(value)) : value;
        }

        @Override
        public Object placeholder() {
            Map<String, Object> result = new LinkedHashMap<>();
            properties.get().forEach((name, property) -> {
                if (property.required()) {
                    result.put(name, property.type().placeholder());
                }
            });
            return result;
        }
    }

    /** One of two types; a text or anything else means a document, which the provider keeps as JSON text. */
    record EitherOf(TypeShape left, TypeShape right) implements TypeShape {
        @Override
        public Object normalize(Object value) {
            if (left != Scalar.STRING || !(value instanceof Map || value instanceof List)) {
                return value;
            }
            return Values.isUnknown(value) ? Unknown.VALUE : Values.canonical(value);
        }

        @Override
        public List<Mismatch> check(String path, Object value) {
            List<Mismatch> result = left.check(path, value);
            return result.isEmpty() || right.check(path, value).isEmpty() ? List.of() : result;
        }

        @Override
        public Object placeholder() {
            return left.placeholder();
        }
    }

    /** A provider argument of another type, which SDKs pass as JSON text. */
    record JsonOf(TypeShape type) implements TypeShape {
        @Override
        public List<Mismatch> check(String path, Object value) {
            return value instanceof String ? List.of() : type.check(path, value);
        }

        @Override
        public Object placeholder() {
            return type.placeholder();
        }
    }

    /** A file or directory that the program passes as such. */
    enum File implements TypeShape {
        /** A file or a text. */
        ASSET,
        /** Several files. */
        ARCHIVE,
        /** Either. */
        ASSET_OR_ARCHIVE;

        @Override
        public List<Mismatch> check(String path, Object value) {
            return List.of();
        }

        @Override
        public Object placeholder() {
            return "";
        }
    }

    /** Anything: JSON, and types that the SDK leaves open. */
    record Anything() implements TypeShape {
        @Override
        public List<Mismatch> check(String path, Object value) {
            return List.of();
        }

        @Override
        public Object placeholder() {
            return "";
        }
    }

    private static List<Mismatch> mismatch(String path, String expected, Object value) {
        String actual = value instanceof String
                ? "string"
                : value instanceof Boolean
                        ? "boolean"
                        : value instanceof Number ? "number" : value instanceof List ? "list" : "object";
        String hint = "string".equals(expected) && (value instanceof List || value instanceof Map)
                ? "; if it holds JSON, pass it as JSON text"
                : "";
        return List.of(new Mismatch(path, "expected " + article(expected) + ", got " + article(actual) + hint));
    }

    private static String article(String noun) {
        return ("aeio".indexOf(noun.charAt(0)) >= 0 ? "an " : "a ") + noun;
    }
}
