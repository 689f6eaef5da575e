package dev.plinth.policies.rules;

import dev.plinth.policies.graph.GraphResource;
import dev.plinth.policies.graph.PropertyValue;
import dev.plinth.policies.graph.ResourceChange;
import dev.plinth.policies.rules.RuleFixture.Outcome;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A resource, the property that a rule on changes turns on, a value that it may go to, and one that it must not go to. All
 * else follows: see {@link ChangeConformanceTest}.
 *
 * @param absent the verdict when the property is left out after the change
 */
record ChangeFixture(
        String rule, GraphResource before, String path, PropertyValue good, PropertyValue bad, Outcome absent) {

    /**
     * Makes a fixture.
     *
     * @param value the property's value before the change
     */
    static ChangeFixture of(
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
        return new ChangeFixture(rule, before, path, PropertyValue.of(good), PropertyValue.of(bad), absent);
    }

    /** The resource after the change, with another value. */
    GraphResource with(PropertyValue value) {
        return Resources.with(before, path, value);
    }

    /** The change of the property to another value. */
    ResourceChange to(PropertyValue value) {
        return Changes.update(before, with(value), path);
    }

    @Override
    public String toString() {
        return rule + " " + before.type() + " " + path;
    }

    /** Makes changes for tests. */
    static final class Changes {

        private Changes() {}

        static ResourceChange update(GraphResource before, GraphResource after, String... changed) {
            return change(ResourceChange.Operation.UPDATE, Optional.of(before), Optional.of(after), changed);
        }

        static ResourceChange same(GraphResource resource) {
            return change(ResourceChange.Operation.SAME, Optional.of(resource), Optional.of(resource));
        }

        static ResourceChange create(GraphResource resource) {
            return change(ResourceChange.Operation.CREATE, Optional.empty(), Optional.of(resource));
        }

        static ResourceChange delete(GraphResource resource) {
            return change(ResourceChange.Operation.DELETE, Optional.of(resource), Optional.empty());
        }

        static ResourceChange replace(GraphResource before, GraphResource after, String... keys) {
            return new ResourceChange(
                    ResourceChange.Operation.REPLACE,
                    Optional.of(before),
                    Optional.of(after),
                    List.of(keys),
                    List.of(keys));
        }

        private static ResourceChange change(
                ResourceChange.Operation operation,
                Optional<GraphResource> before,
                Optional<GraphResource> after,
                String... changed) {
            return new ResourceChange(operation, before, after, List.of(), List.of(changed));
        }
    }
}
