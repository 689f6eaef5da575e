package dev.plinth.model;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A resource of a stack.
 *
 * @param urn its URN
 * @param type its type token, such as {@code aws:rds/instance:Instance}
 * @param name its logical name
 * @param parent the URN of its parent, null when it has none
 * @param provider the URN of its provider, empty for a component
 * @param dependencies the URNs of the resources that it depends on, sorted
 * @param propertyDependencies for each input property, the URNs of the resources that its value comes from
 * @param inputs what the program asked for
 * @param outputs what the provider answered; empty before that
 * @param protect whether Pulumi refuses to delete it
 * @param custom whether a provider manages it; false for a component
 * @param retained whether Pulumi leaves it in the cloud when it deletes it from the stack ({@code retainOnDelete})
 */
public record GraphResource(
        String urn,
        String type,
        String name,
        @Nullable String parent,
        String provider,
        List<String> dependencies,
        SortedMap<String, List<String>> propertyDependencies,
        PropertyValue.ObjectValue inputs,
        PropertyValue.ObjectValue outputs,
        boolean protect,
        boolean custom,
        boolean retained) {

    /** Sorts what has no order, so that the same program always gives the same resource. */
    public GraphResource {
        dependencies = dependencies.stream().distinct().sorted().toList();
        SortedMap<String, List<String>> sorted = new TreeMap<>();
        for (Map.Entry<String, List<String>> entry : propertyDependencies.entrySet()) {
            sorted.put(
                    entry.getKey(),
                    entry.getValue().stream().distinct().sorted().toList());
        }
        propertyDependencies = Collections.unmodifiableSortedMap(sorted);
    }

    /** The hash code of the URN, which is the key of a resource in its stack; that of all properties would be computed again each time. */
    @Override
    public int hashCode() {
        return urn.hashCode();
    }

    /** A resource that Pulumi deletes from the cloud together with the stack's record of it. */
    public GraphResource(
            String urn,
            String type,
            String name,
            @Nullable String parent,
            String provider,
            List<String> dependencies,
            SortedMap<String, List<String>> propertyDependencies,
            PropertyValue.ObjectValue inputs,
            PropertyValue.ObjectValue outputs,
            boolean protect,
            boolean custom) {
        this(
                urn,
                type,
                name,
                parent,
                provider,
                dependencies,
                propertyDependencies,
                inputs,
                outputs,
                protect,
                custom,
                false);
    }

    /** Returns the input at a path, such as {@code ingress[0].cidrBlocks}; see {@link PropertyValue#at}. */
    public PropertyValue input(String path) {
        return inputs.at(path);
    }

    /** Returns the output at a path; see {@link PropertyValue#at}. */
    public PropertyValue output(String path) {
        return outputs.at(path);
    }

    /** Returns this resource with other inputs. */
    public GraphResource withInputs(PropertyValue.ObjectValue other) {
        return copy(parent, this, other, outputs, retained);
    }

    /** Returns the resource with other outputs. */
    public GraphResource withOutputs(PropertyValue.ObjectValue other) {
        return copy(parent, this, inputs, other, retained);
    }

    /** Returns this resource with what another record of it depends on. */
    public GraphResource withDependenciesOf(GraphResource other) {
        return copy(parent, other, inputs, outputs, retained);
    }

    /** Returns this resource as one that stays in the cloud when it leaves the stack. */
    public GraphResource withRetained() {
        return copy(parent, this, inputs, outputs, true);
    }

    /** Returns this resource as a child of a component. */
    public GraphResource withParent(String component) {
        return copy(component, this, inputs, outputs, retained);
    }

    private GraphResource copy(
            @Nullable String newParent,
            GraphResource depending,
            PropertyValue.ObjectValue newInputs,
            PropertyValue.ObjectValue newOutputs,
            boolean isRetained) {
        return new GraphResource(
                urn,
                type,
                name,
                newParent,
                provider,
                depending.dependencies,
                depending.propertyDependencies,
                newInputs,
                newOutputs,
                protect,
                custom,
                isRetained);
    }
}
