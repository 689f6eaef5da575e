package dev.plinth.policies.rules;

import dev.plinth.policies.graph.GraphResource;
import dev.plinth.policies.graph.PropertyValue;
import java.util.List;

/**
 * A compliant resource, the property that a rule turns on, and a value of it that does not comply. All else follows:
 * see {@link RuleConformanceTest}.
 *
 * @param neighbourDecides whether the property is the first neighbour's
 */
record RuleFixture(
        String rule,
        GraphResource compliant,
        List<GraphResource> beside,
        boolean neighbourDecides,
        String path,
        PropertyValue bad,
        Outcome absent,
        Outcome unknown,
        Outcome badSecret) {

    /** The kinds of verdict. */
    enum Outcome {
        PASS,
        FAIL,
        UNKNOWN,
        NOT_APPLICABLE
    }

    static RuleFixture of(String rule, GraphResource compliant, String path, Object bad, Outcome absent) {
        return new RuleFixture(
                rule, compliant, List.of(), false, path, PropertyValue.of(bad), absent, Outcome.UNKNOWN, Outcome.FAIL);
    }

    RuleFixture beside(GraphResource... others) {
        return new RuleFixture(
                rule, compliant, List.of(others), neighbourDecides, path, bad, absent, unknown, badSecret);
    }

    /** The property is that of the first resource beside. */
    RuleFixture ofNeighbour() {
        return new RuleFixture(rule, compliant, beside, true, path, bad, absent, unknown, badSecret);
    }

    /** The rule decides although the value is unknown. */
    RuleFixture whenUnknown(Outcome outcome) {
        return new RuleFixture(rule, compliant, beside, neighbourDecides, path, bad, absent, outcome, badSecret);
    }

    /** The rule asks for the secret's mark and not for a value. */
    RuleFixture secretComplies() {
        return new RuleFixture(rule, compliant, beside, neighbourDecides, path, bad, absent, unknown, Outcome.PASS);
    }

    @Override
    public String toString() {
        return rule + " " + compliant.type() + " " + path;
    }
}
