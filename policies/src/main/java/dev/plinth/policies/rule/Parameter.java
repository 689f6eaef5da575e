package dev.plinth.policies.rule;

import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * Parameter of a team's rules. A stack sets it in {@code plinth:policy} under its key; else it has the default of the tier. A
 * rule declares it with {@link Rule.Builder#configuredBy(Parameter...)} and reads it with {@link #in}:
 *
 * <pre>{@code
 * static final Parameter<Integer> VISIBILITY = Parameter.wholeNumber("queueVisibilitySeconds", 0, 43_200)
 *         .unit("seconds")
 *         .description("Longest visibility timeout of a queue.")
 *         .defaultValue(900)
 *         .defaultValue(Tier.PRODUCTION, 300)
 *         .build();
 * }</pre>
 *
 * @param <T> the type of its values
 */
public final class Parameter<T> {

    private final String key;
    private final String description;
    private final String allowed;
    private final Map<String, Object> schema;
    private final Map<Tier, T> defaults;
    private final Function<Object, Optional<T>> reader;

    private Parameter(Builder<T> builder) {
        key = builder.key;
        description = builder.description;
        allowed = builder.unit.isEmpty() ? builder.allowed : builder.allowed + " " + builder.unit;
        schema = Map.copyOf(builder.schema);
        defaults = Map.copyOf(builder.defaults);
        reader = builder.reader;
        for (Tier tier : Tier.values()) {
            T value = defaults.get(tier);
            if (value == null || reader.apply(value).isEmpty()) {
                throw new IllegalStateException("the default of parameter " + key + " in the tier "
                        + tier.name().toLowerCase(Locale.ROOT) + " is " + value + " but must be " + allowed);
            }
        }
    }

    /**
     * Starts a parameter whose values are whole numbers.
     *
     * @param key the name in the configuration, in camel case
     * @param least the smallest value that is allowed
     * @param most the largest value that is allowed
     */
    public static Builder<Integer> wholeNumber(String key, int least, int most) {
        return new Builder<>(
                key,
                "a whole number from " + least + " to " + most,
                Map.of("type", "integer", "minimum", least, "maximum", most),
                value -> value instanceof Number number && isWhole(number.doubleValue(), least, most)
                        ? Optional.of(number.intValue())
                        : Optional.empty());
    }

    private static boolean isWhole(double number, int least, int most) {
        return number == Math.rint(number) && least <= number && number <= most;
    }

    /**
     * Starts a parameter whose values are texts.
     *
     * @param choices the allowed texts; none allows every text
     */
    public static Builder<String> text(String key, String... choices) {
        List<String> known = List.of(choices);
        return new Builder<>(
                key,
                known.isEmpty() ? "a text" : "one of " + String.join(", ", known),
                known.isEmpty() ? Map.of("type", "string") : Map.of("type", "string", "enum", known),
                value -> value instanceof String text && (known.isEmpty() || known.contains(text))
                        ? Optional.of(text)
                        : Optional.empty());
    }

    /** Starts a parameter whose values are lists of texts. */
    public static Builder<List<String>> texts(String key) {
        return new Builder<>(
                key,
                "a list of texts",
                Map.of("type", "array", "items", Map.of("type", "string")),
                value -> value instanceof Collection<?> list && list.stream().allMatch(String.class::isInstance)
                        ? Optional.of(list.stream().map(String.class::cast).toList())
                        : Optional.empty());
    }

    /** Starts a parameter that is true or false. */
    public static Builder<Boolean> flag(String key) {
        return new Builder<>(
                key,
                "true or false",
                Map.of("type", "boolean"),
                value -> value instanceof Boolean flag ? Optional.of(flag) : Optional.empty());
    }

    /** Returns the name in the configuration. */
    public String key() {
        return key;
    }

    /** Returns the meaning, for a reader of the configuration. */
    public String description() {
        return description;
    }

    /** Returns the allowed values, as the end of "must be …". */
    public String allowed() {
        return allowed;
    }

    /** Returns the JSON schema of its values. */
    public Map<String, Object> schema() {
        Map<String, Object> described = new TreeMap<>(schema);
        described.put("description", description);
        return described;
    }

    /** Returns the value in a tier whose stack sets none. */
    public T defaultValue(Tier tier) {
        return Optional.ofNullable(defaults.get(tier)).orElseThrow();
    }

    /**
     * Reads a value of a configuration.
     *
     * @param value a number, a text, a list or a truth value
     * @return empty where the value is not allowed
     */
    public Optional<T> read(Object value) {
        return reader.apply(value);
    }

    /** Returns the value for the stack that a rule checks. */
    public T in(RuleContext context) {
        return context.parameters().valueOf(this);
    }

    @Override
    public String toString() {
        return key;
    }

    /** Collects the parts of a parameter; the description and a default for every tier are required. */
    public static final class Builder<T> {

        private final String key;
        private final String allowed;
        private final Map<String, Object> schema;
        private final Function<Object, Optional<T>> reader;
        private final Map<Tier, T> defaults = new EnumMap<>(Tier.class);
        private String description = "";
        private String unit = "";

        private Builder(String key, String allowed, Map<String, Object> schema, Function<Object, Optional<T>> reader) {
            if (!key.matches("[a-z][A-Za-z0-9]*")) {
                throw new IllegalArgumentException("invalid name of a parameter: " + key);
            }
            this.key = key;
            this.allowed = allowed;
            this.schema = schema;
            this.reader = reader;
        }

        /** Sets the meaning, as one sentence. */
        public Builder<T> description(String description) {
            this.description = description;
            return this;
        }

        /** Sets the unit, such as {@code days}. */
        public Builder<T> unit(String unit) {
            this.unit = unit;
            return this;
        }

        /** Sets the default of all tiers that have none yet. */
        public Builder<T> defaultValue(T value) {
            for (Tier tier : Tier.values()) {
                defaults.putIfAbsent(tier, value);
            }
            return this;
        }

        /** Sets the default of a tier. */
        public Builder<T> defaultValue(Tier tier, T value) {
            defaults.put(tier, value);
            return this;
        }

        /**
         * Creates the parameter.
         *
         * @throws IllegalStateException when the description or a default is missing, or a default is not allowed
         */
        public Parameter<T> build() {
            if (description.isBlank()) {
                throw new IllegalStateException("parameter " + key + " has no description");
            }
            return new Parameter<>(this);
        }
    }
}
