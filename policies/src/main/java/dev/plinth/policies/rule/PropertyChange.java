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

    /** Names an input by its path, such as {@code allocatedStorage}. */
    public static PropertyChange changeOf(String path) {
        return new PropertyChange(path);
    }

    /** A number does not go down; one that is left out counts as 0, and what is no number does not comply. */
    public ChangeCondition doesNotDecrease() {
        return doesNotDecrease(0);
    }

    /**
     * A number does not go down; what is no number does not comply.
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

    /** What was true stays true. */
    public ChangeCondition staysTrue() {
        return holds(
                (before, after) ->
                        !before.asBoolean().orElse(false) || after.asBoolean().orElse(false),
                "must stay true");
    }

    /** What was false or left out stays so; what is no boolean does not comply. */
    public ChangeCondition staysFalse() {
        return holds(
                (before, after) -> before.asBoolean().orElse(false)
                        || after.isAbsent()
                        || !after.asBoolean().orElse(true),
                "must stay false");
    }

    /** What was set keeps its value. */
    public ChangeCondition staysSame() {
        return holds((before, after) -> before.isAbsent() || same(before, after), "must stay the same");
    }

    private static boolean same(PropertyValue before, PropertyValue after) {
        return before.revealed().equals(after.revealed());
    }

    /** A text that was the given one stays it, in any case. */
    public ChangeCondition stays(String text) {
        return holds((before, after) -> !is(before, text) || is(after, text), "must stay " + text);
    }

    private static boolean is(PropertyValue value, String text) {
        return value.asText().filter(text::equalsIgnoreCase).isPresent();
    }

    /**
     * Both values satisfy a predicate.
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
                path + " goes from " + before.describe() + " to " + after.describe() + " but " + demand);
    }

    /** The engine blinds secrets; that it names no difference tells all the same that one stays as it is. */
    private boolean isUntouchedSecret(ResourceChange change, PropertyValue before, PropertyValue after) {
        return before instanceof PropertyValue.Secret && after instanceof PropertyValue.Secret && !change.changes(path);
    }
}
