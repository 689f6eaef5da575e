package dev.plinth.testkit.rule;

import dev.plinth.model.GraphResource;
import dev.plinth.model.PropertyValue;
import dev.plinth.model.ResourceChange;
import java.util.Map;
import java.util.Optional;

/**
 * A resource, the property that a rule on changes turns on, a value that it may go to, and one that it must not go to. All
 * else follows: see {@link ChangeConformance}.
 *
 * @param rule the rule's id
 * @param before the resource before the change
 * @param path the property, such as {@code backupRetentionPeriod}
 * @param good a value that it may go to
 * @param bad a value that it must not go to
 * @param absent the verdict when the property is left out after the change
 * @param during the other change that the rule judges; empty where the property's own is judged
 */
public record ChangeFixture(
        String rule,
        GraphResource before,
        String path,
        PropertyValue good,
        PropertyValue bad,
        Outcome absent,
        Optional<Other> during) {

    /**
     * The change of another property.
     *
     * @param path the property
     * @param before its value before the change; the one after it is the fixture's
     */
    public record Other(String path, PropertyValue before) {}

    /**
     * Makes a fixture.
     *
     * @param value the property's value before the change
     * @param others the resource's other properties
     */
    public static ChangeFixture of(
            String rule,
            String type,
            String path,
            Object value,
            Object good,
            Object bad,
            Outcome absent,
            Map<String, ?> others) {
        GraphResource rest = Resources.resource(type, "subject", others);
        GraphResource before = Resources.with(rest, path, PropertyValue.of(value));
        return new ChangeFixture(
                rule, before, path, PropertyValue.of(good), PropertyValue.of(bad), absent, Optional.empty());
    }

    /**
     * The rule asks for the property while another one changes.
     *
     * @param other that one
     * @param value its value before the change
     */
    public ChangeFixture during(String other, Object value) {
        Other change = new Other(other, PropertyValue.of(value));
        return new ChangeFixture(rule, before, path, good, bad, absent, Optional.of(change));
    }

    /** The resource after the change, with another value. */
    GraphResource with(PropertyValue value) {
        return Resources.with(before, path, value);
    }

    /** The change that is judged, after which the property has a value. */
    ResourceChange to(PropertyValue value) {
        GraphResource old = during.map(other -> Resources.with(before, other.path(), other.before()))
                .orElse(before);
        return Changes.update(old, with(value), changing());
    }

    /** The property that changes. */
    String changing() {
        return during.map(Other::path).orElse(path);
    }

    @Override
    public String toString() {
        return rule + " " + before.type() + " " + path;
    }
}
