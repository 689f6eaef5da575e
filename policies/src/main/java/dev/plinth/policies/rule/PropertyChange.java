package dev.plinth.policies.rule;

import dev.plinth.model.PropertyValue;
import dev.plinth.model.ResourceChange;
import java.util.function.BiPredicate;

/**
 * An input of a resource before and after a change, and the conditions on the two. Each has something to say only where
 * the resource is there before and after; each is unknown while a value is; each message names the property, both values (a
 * secret's are hidden) and what must hold.
 */
public final class PropertyChange {

    private final String path;

    private PropertyChange(String path) {
        this.path = path;
    }

    /** Returns the input at a path, such as {@code allocatedStorage}. */
    public static PropertyChange changeOf(String path) {
        return new PropertyChange(path);
    }

    /** Requires that a number does not decrease; absent is 0, and a non-number does not comply. */
    public ChangeCondition doesNotDecrease() {
        return doesNotDecrease(0);
    }

    /**
     * Requires that a number does not decrease; a non-number does not comply.
     *
     * @param absent what counts for a number that is left out; infinite where that is the most
     */
    public ChangeCondition doesNotDecrease(double absent) {
        return holds(
                (before, after) -> number(before, absent, Double.NEGATIVE_INFINITY)
                        <= number(after, absent, Double.NEGATIVE_INFINITY),
                "must not decrease");
    }

    private static double number(PropertyValue value, double absent, double other) {
        return value.isAbsent() ? absent : value.asNumber().orElse(other);
    }

    /** Requires that true stays true. */
    public ChangeCondition staysTrue() {
        return holds(
                (before, after) ->
                        !before.asBoolean().orElse(false) || after.asBoolean().orElse(false),
                "must stay true");
    }

    /** Requires that false or absent stays so; a non-boolean does not comply. */
    public ChangeCondition staysFalse() {
        return holds(
                (before, after) -> before.asBoolean().orElse(false)
                        || after.isAbsent()
                        || !after.asBoolean().orElse(true),
                "must stay false");
    }

    /** Requires that a set value does not change. */
    public ChangeCondition staysSame() {
        return holds((before, after) -> before.isAbsent() || same(before, after), "must stay the same");
    }

    private static boolean same(PropertyValue before, PropertyValue after) {
        return before.revealed().equals(after.revealed());
    }

    /** Requires that the given string is kept, ignoring case. */
    public ChangeCondition stays(String text) {
        return holds((before, after) -> !is(before, text) || is(after, text), "must stay " + text);
    }

    private static boolean is(PropertyValue value, String text) {
        return value.asText().filter(text::equalsIgnoreCase).isPresent();
    }

    /**
     * Requires a predicate on the value before and the value after.
     *
     * @param predicate gets the value before and the value after; neither is unknown
     * @param demand what must hold, as a clause such as "must not decrease"
     */
    public ChangeCondition holds(BiPredicate<PropertyValue, PropertyValue> predicate, String demand) {
        return (change, context) -> judge(change, predicate, demand);
    }

    private Verdict judge(ResourceChange change, BiPredicate<PropertyValue, PropertyValue> predicate, String demand) {
        if (change.before().isEmpty() || change.after().isEmpty()) {
            return Verdict.NOT_APPLICABLE;
        }
        PropertyValue before = change.before(path);
        PropertyValue after = change.after(path);
        if (isUntouchedSecret(change, before, after)) {
            return Verdict.PASS;
        }
        if (before.isUnknown() || after.isUnknown()) {
            return Verdict.unknown(path);
        }
        return Verdict.passIf(
                predicate.test(before, after),
                path + " goes from " + before.describe() + " to " + after.describe() + " but " + demand,
                path);
    }

    /** Returns whether a secret is unchanged; the engine masks secrets but reports whether they differ. */
    private boolean isUntouchedSecret(ResourceChange change, PropertyValue before, PropertyValue after) {
        return before instanceof PropertyValue.Secret && after instanceof PropertyValue.Secret && !change.changes(path);
    }
}
