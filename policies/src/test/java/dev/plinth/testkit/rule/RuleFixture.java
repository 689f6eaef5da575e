package dev.plinth.testkit.rule;

import dev.plinth.model.GraphResource;
import dev.plinth.model.PropertyValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A compliant resource, the property that a rule turns on, and a value of it that does not comply. All else follows:
 * see {@link RuleConformance}.
 *
 * @param rule the rule's id
 * @param compliant the resource that is judged
 * @param beside the rest of the stack
 * @param neighbourDecides whether the property is the first neighbour's
 * @param path the property, such as {@code ingress[0].fromPort}
 * @param bad the value that does not comply
 * @param absent the verdict where the property is left out
 * @param unknown the verdict where the value is not known yet
 * @param badSecret the verdict where the value that does not comply is a secret
 */
public record RuleFixture(
        String rule,
        GraphResource compliant,
        List<GraphResource> beside,
        boolean neighbourDecides,
        String path,
        PropertyValue bad,
        Outcome absent,
        Outcome unknown,
        Outcome badSecret) {

    /** A resource that complies as it is. */
    public static RuleFixture of(String rule, GraphResource compliant, String path, Object bad, Outcome absent) {
        return new RuleFixture(
                rule, compliant, List.of(), false, path, PropertyValue.of(bad), absent, Outcome.UNKNOWN, Outcome.FAIL);
    }

    /** A resource of the property alone. */
    public static RuleFixture property(String rule, String type, String path, Object good, Object bad, Outcome absent) {
        return property(rule, type, path, good, bad, absent, Map.of());
    }

    /** A resource of the property and others, without which the rule has nothing to say. */
    public static RuleFixture property(
            String rule, String type, String path, Object good, Object bad, Outcome absent, Map<String, ?> others) {
        GraphResource rest = Resources.resource(type, "subject", others);
        return of(rule, Resources.with(rest, path, PropertyValue.of(good)), path, bad, absent);
    }

    /** The same with the rest of the stack. */
    public RuleFixture beside(GraphResource... others) {
        return new RuleFixture(
                rule, compliant, List.of(others), neighbourDecides, path, bad, absent, unknown, badSecret);
    }

    /** The property is that of the first resource beside. */
    public RuleFixture ofNeighbour() {
        return new RuleFixture(rule, compliant, beside, true, path, bad, absent, unknown, badSecret);
    }

    /** The rule decides although the value is unknown. */
    public RuleFixture whenUnknown(Outcome outcome) {
        return new RuleFixture(rule, compliant, beside, neighbourDecides, path, bad, absent, outcome, badSecret);
    }

    /** The rule asks for the secret's mark and not for a value. */
    public RuleFixture secretComplies() {
        return new RuleFixture(rule, compliant, beside, neighbourDecides, path, bad, absent, unknown, Outcome.PASS);
    }

    /** The value that complies. */
    PropertyValue good() {
        return decisive().input(path);
    }

    /** The resource that is judged, where the property has another value. */
    GraphResource subject(PropertyValue value) {
        return neighbourDecides ? compliant : Resources.with(compliant, path, value);
    }

    /** The rest of the stack, where the property has another value. */
    GraphResource[] besideWith(PropertyValue value) {
        List<GraphResource> all = new ArrayList<>(beside);
        if (neighbourDecides) {
            all.set(0, Resources.with(decisive(), path, value));
        }
        return all.toArray(GraphResource[]::new);
    }

    private GraphResource decisive() {
        return neighbourDecides ? beside.get(0) : compliant;
    }

    @Override
    public String toString() {
        return rule + " " + compliant.type() + " " + path;
    }
}
