package dev.plinth.model;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A value of a resource's property, as in the engine: secrets stay marked, and what is known only after the
 * update is {@link Unknown}. An absent property and a null one are the same to a provider, so both are {@link Null}.
 */
public sealed interface PropertyValue {

    /** Null, or absent. */
    record Null() implements PropertyValue {

        /** The only instance. */
        public static final Null VALUE = new Null();
    }

    /** A boolean. */
    record Bool(boolean value) implements PropertyValue {}

    /** A number; Pulumi has doubles only. */
    record Num(double value) implements PropertyValue {}

    /** A string. */
    record Text(String value) implements PropertyValue {}

    /** A list. */
    record ListValue(List<PropertyValue> elements) implements PropertyValue {
        public ListValue {
            elements = List.copyOf(elements);
        }
    }

    /** An object; its keys are sorted. */
    record ObjectValue(SortedMap<String, PropertyValue> properties) implements PropertyValue {

        /** An object with no properties. */
        public static final ObjectValue EMPTY = new ObjectValue(new TreeMap<>());

        public ObjectValue {
            properties = java.util.Collections.unmodifiableSortedMap(new TreeMap<>(properties));
        }

        /** Makes an object from a map in any order. */
        public static ObjectValue of(Map<String, ? extends PropertyValue> properties) {
            return new ObjectValue(new TreeMap<>(properties));
        }

        /** Returns a property's value, {@link Null} when there is none. */
        public PropertyValue get(String key) {
            return properties.getOrDefault(key, Null.VALUE);
        }
    }

    /** A secret: the value is there for a rule to judge and must never be printed. */
    record Secret(PropertyValue element) implements PropertyValue {
        @Override
        public String toString() {
            return "[secret]";
        }
    }

    /** A value that is known only after the update. */
    record Unknown() implements PropertyValue {

        /** The only instance. */
        public static final Unknown VALUE = new Unknown();
    }

    /** A reference to another resource. */
    record ResourceReference(String urn, PropertyValue id) implements PropertyValue {}

    /** A file or archive; {@code content} is its path, its URI, or empty for literal text. */
    record Asset(boolean archive, String hash, String content) implements PropertyValue {}

    /**
     * Returns the value at a path below this one, such as {@code ingress[0].cidrBlocks}; the empty path is this value.
     * An absent value is {@link Null}; a value below an unknown is unknown; a value below a secret is a secret.
     *
     * @throws IllegalArgumentException when the path is malformed
     */
    default PropertyValue at(String path) {
        return PropertyPath.parse(path).resolve(this);
    }

    /** Returns this value without its secret marks at the top; a secret inside a secret counts once. */
    default PropertyValue revealed() {
        PropertyValue value = this;
        while (value instanceof Secret secret) {
            value = secret.element();
        }
        return value;
    }

    /**
     * Returns whether this is null, absent or the empty string, also through a secret. Providers that are built on Terraform's
     * SDK know no difference between the empty string and an absent one, and states are full of the former.
     *
     * @see <a href="https://developer.hashicorp.com/terraform/plugin/sdkv2/schemas/schema-behaviors">Zero values in
     *     Terraform's SDK</a>
     */
    default boolean isAbsent() {
        PropertyValue value = revealed();
        return value instanceof Null
                || (value instanceof Text text && text.value().isEmpty());
    }

    /**
     * Returns whether this holds nothing: it is absent, or a list or an object of which every element holds nothing, such as
     * {@code [{}]}, by which a provider marks a block that was removed. An unknown value may hold something.
     */
    default boolean isEmpty() {
        PropertyValue value = revealed();
        if (value instanceof ListValue list) {
            return list.elements().stream().allMatch(PropertyValue::isEmpty);
        }
        if (value instanceof ObjectValue object) {
            return object.properties().values().stream().allMatch(PropertyValue::isEmpty);
        }
        return isAbsent();
    }

    /** Returns whether the value itself is unknown, also through a secret; its elements may still be. */
    default boolean isUnknown() {
        return revealed() instanceof Unknown;
    }

    /** Returns whether the value or anything in it is unknown. */
    default boolean containsUnknown() {
        PropertyValue value = revealed();
        if (value instanceof ListValue list) {
            return list.elements().stream().anyMatch(PropertyValue::containsUnknown);
        }
        if (value instanceof ObjectValue object) {
            return object.properties().values().stream().anyMatch(PropertyValue::containsUnknown);
        }
        return value instanceof Unknown;
    }

    /** Returns the text of a string; empty when the value is anything else, or absent as by {@link #isAbsent}. */
    default Optional<String> asText() {
        return revealed() instanceof Text text && !text.value().isEmpty()
                ? Optional.of(text.value())
                : Optional.empty();
    }

    /** Returns a boolean, also one written as the string {@code "true"} or {@code "false"}. */
    default Optional<Boolean> asBoolean() {
        PropertyValue value = revealed();
        if (value instanceof Bool bool) {
            return Optional.of(bool.value());
        }
        if (value instanceof Text text && text.value().equalsIgnoreCase("true")) {
            return Optional.of(true);
        }
        if (value instanceof Text text && text.value().equalsIgnoreCase("false")) {
            return Optional.of(false);
        }
        return Optional.empty();
    }

    /** Returns a number, also one written as a string. */
    default OptionalDouble asNumber() {
        PropertyValue value = revealed();
        if (value instanceof Num number) {
            return OptionalDouble.of(number.value());
        }
        if (value instanceof Text text && text.value().strip().matches("-?\\d+(\\.\\d+)?")) {
            return OptionalDouble.of(Double.parseDouble(text.value().strip()));
        }
        return OptionalDouble.empty();
    }

    /** Returns a list's elements; empty when the value is anything else. */
    default List<PropertyValue> elements() {
        return revealed() instanceof ListValue list ? list.elements() : List.of();
    }

    /**
     * Describes the value for a message: short, and {@code [secret]} in place of a secret.
     */
    default String describe() {
        if (this instanceof Null) {
            return "not set";
        }
        if (this instanceof Bool bool) {
            return Boolean.toString(bool.value());
        }
        if (this instanceof Num number) {
            return number(number.value());
        }
        if (this instanceof Text text) {
            return text.value().isEmpty() ? "empty" : text.value();
        }
        if (this instanceof ListValue list) {
            return list.elements().stream().map(PropertyValue::describe).collect(Collectors.joining(", ", "[", "]"));
        }
        if (this instanceof ObjectValue) {
            return "an object";
        }
        if (this instanceof Secret) {
            return "[secret]";
        }
        if (this instanceof ResourceReference reference) {
            return reference.urn();
        }
        return this instanceof Asset ? "an asset" : "unknown";
    }

    /** Makes a value of plain Java: null, boolean, number, string, list, map, or a value that stays as it is. */
    static PropertyValue of(@Nullable Object plain) {
        if (plain == null) {
            return Null.VALUE;
        }
        if (plain instanceof PropertyValue value) {
            return value;
        }
        if (plain instanceof Boolean bool) {
            return new Bool(bool);
        }
        if (plain instanceof Number number) {
            return new Num(number.doubleValue());
        }
        if (plain instanceof String text) {
            return new Text(text);
        }
        if (plain instanceof List<?> list) {
            return new ListValue(list.stream().map(PropertyValue::of).toList());
        }
        if (plain instanceof Map<?, ?> map) {
            SortedMap<String, PropertyValue> properties = new TreeMap<>();
            map.forEach((key, value) -> properties.put(Objects.toString(key), of(value)));
            return new ObjectValue(properties);
        }
        throw new IllegalArgumentException(
                "no property value can be made of a " + plain.getClass().getName());
    }

    private static String number(double value) {
        return value == Math.rint(value) && Math.abs(value) < 1e15
                ? Long.toString((long) value)
                : Double.toString(value);
    }
}
