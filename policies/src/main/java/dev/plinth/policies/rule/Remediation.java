package dev.plinth.policies.rule;

import dev.plinth.model.GraphResource;
import dev.plinth.model.PropertyValue;
import dev.plinth.model.PropertyValue.ObjectValue;
import java.util.SortedMap;
import java.util.TreeMap;

/** Corrects a resource that violates a rule, where that replaces nothing, costs nothing and loses nothing. */
@FunctionalInterface
public interface Remediation {

    /** Returns the inputs of a violating resource as they should be; secrets keep their marks. */
    ObjectValue remediate(GraphResource resource, RuleContext context);

    /**
     * Sets a boolean.
     *
     * @param property a property at the top of the resource
     */
    static Remediation set(String property, boolean value) {
        return (resource, context) -> {
            SortedMap<String, PropertyValue> inputs =
                    new TreeMap<>(resource.inputs().properties());
            inputs.put(property, new PropertyValue.Bool(value));
            return new ObjectValue(inputs);
        };
    }
}
