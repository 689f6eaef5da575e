package dev.plinth.policies.rule;

import dev.plinth.model.GraphResource;
import dev.plinth.model.PropertyValue;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * An input of a resource, and the conditions on it. Each condition is unknown while the value is, but one that asks only
 * whether there is a value: that is decided while the stack makes the value, see {@link RuleContext#comesFromStack}. Each
 * message names the property, its value (a secret's is hidden) and what it must be.
 */
public final class Property {

    private final String path;

    private Property(String path) {
        this.path = path;
    }

    /** Returns the input at a path, such as {@code networkConfiguration.assignPublicIp}. */
    public static Property property(String path) {
        return new Property(path);
    }

    /** Requires true; absent is false. */
    public Condition isTrue() {
        return is(value -> value.asBoolean().orElse(false), "true");
    }

    /** Requires a value other than true: false or absent; what is no boolean does not comply. */
    public Condition isNotTrue() {
        return is(value -> value.isAbsent() || !value.asBoolean().orElse(true), "false");
    }

    /** Requires a value other than false: true or absent; what is no boolean does not comply. */
    public Condition isNotFalse() {
        return is(value -> value.isAbsent() || value.asBoolean().orElse(false), "true");
    }

    /** Requires false; absent does not comply. */
    public Condition isFalse() {
        return is(value -> !value.asBoolean().orElse(true), "false");
    }

    /** Requires a non-blank string, or a value from a resource of the stack. */
    public Condition isText() {
        return isSetTo(value -> value.asText().filter(text -> !text.isBlank()).isPresent(), "set");
    }

    /** Requires a non-empty list, or a value from a resource of the stack. */
    public Condition isFilled() {
        return isSetTo(value -> !value.elements().isEmpty() && !value.isEmpty(), "a non-empty list");
    }

    /**
     * Requires a predicate that holds for every value from a resource of the stack, such as an ARN.
     *
     * @param allowed what is allowed, as the end of "must be …"
     */
    public Condition isSetTo(Predicate<PropertyValue> predicate, String allowed) {
        return (resource, context) ->
                context.comesFromStack(resource, path) ? Verdict.PASS : judge(resource, predicate, allowed);
    }

    /**
     * Requires a list of a minimum length, or values from as many resources of the given types.
     *
     * @param types the types that the elements come from
     */
    public Condition hasAtLeast(int count, String... types) {
        return (resource, context) -> context.comesFromStack(resource, path)
                        && context.references(resource, path, types).size() >= count
                ? Verdict.PASS
                : judge(resource, value -> value.elements().size() >= count, "a list of at least " + count);
    }

    /** Requires a value that is not empty; see {@link PropertyValue#isEmpty}. */
    public Condition isSet() {
        return isSetTo(Property::isSet, "set");
    }

    /** Requires a value marked as secret, known or unknown. */
    public Condition isSecret() {
        return (resource, context) -> {
            PropertyValue value = resource.input(path);
            return Verdict.passIf(
                    value instanceof PropertyValue.Secret,
                    path + " is " + (value.isAbsent() ? "not set" : "plain text") + " but must be a secret",
                    path);
        };
    }

    /** Requires an absent or empty value. */
    public Condition isNotSet() {
        return is(value -> !isSet(value), "absent");
    }

    /** Requires one of the given strings, ignoring case. */
    public Condition isOneOf(String... allowed) {
        return is(
                value -> matches(value, allowed), (allowed.length == 1 ? "" : "one of ") + String.join(", ", allowed));
    }

    /** Requires absence, or a string other than the given ones, ignoring case; a non-string does not comply. */
    public Condition isNoneOf(String... forbidden) {
        return is(
                value -> value.isAbsent() || (value.asText().isPresent() && !matches(value, forbidden)),
                (forbidden.length == 1 ? "other than " : "none of ") + String.join(", ", forbidden));
    }

    /** Requires a number of at least a threshold; absent does not comply. */
    public Condition isAtLeast(Function<PolicyParameters, Integer> threshold) {
        return (resource, context) -> {
            int least = threshold.apply(context.parameters());
            return is(value -> value.asNumber().orElse(Double.NEGATIVE_INFINITY) >= least, "at least " + least)
                    .test(resource, context);
        };
    }

    /** Requires a number from a threshold to a limit, inclusive; absent does not comply. */
    public Condition isBetween(Function<PolicyParameters, Integer> threshold, int most) {
        return (resource, context) -> {
            int least = threshold.apply(context.parameters());
            return is(value -> isWithin(value, least, most), "from " + least + " to " + most)
                    .test(resource, context);
        };
    }

    private static boolean isWithin(PropertyValue value, int least, int most) {
        double number = value.asNumber().orElse(Double.NaN);
        return least <= number && number <= most;
    }

    /**
     * Requires a predicate.
     *
     * @param allowed what is allowed, as the end of "must be …"
     */
    public Condition is(Predicate<PropertyValue> predicate, String allowed) {
        return (resource, context) -> judge(resource, predicate, allowed);
    }

    private Verdict judge(GraphResource resource, Predicate<PropertyValue> predicate, String allowed) {
        PropertyValue value = resource.input(path);
        if (value.isUnknown()) {
            return Verdict.unknown(path);
        }
        return Verdict.passIf(
                predicate.test(value), path + " is " + value.describe() + " but must be " + allowed, path);
    }

    private static boolean isSet(PropertyValue value) {
        return !value.isEmpty() && value.asText().filter(String::isBlank).isEmpty();
    }

    private static boolean matches(PropertyValue value, String... texts) {
        String text = value.asText().orElse("");
        return List.of(texts).stream().anyMatch(text::equalsIgnoreCase);
    }
}
