package dev.plinth.testkit.rule;

import dev.plinth.model.GraphResource;
import dev.plinth.model.PropertyValue;
import dev.plinth.model.PropertyValue.ListValue;
import dev.plinth.model.PropertyValue.ObjectValue;
import dev.plinth.model.ResourceGraph;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Makes resources for tests. */
public final class Resources {

    /** The URN of the provider of every resource. */
    public static final String PROVIDER = "urn:pulumi:production::shop::pulumi:providers:aws::default";

    private Resources() {}

    /** A resource of stack production in project shop, with inputs and no outputs. */
    public static GraphResource resource(String type, String name, Map<String, ?> inputs) {
        return resource(type, name, inputs, Map.of());
    }

    /** A resource of stack production in project shop, with the option protect. */
    public static GraphResource resource(String type, String name, Map<String, ?> inputs, Map<String, ?> outputs) {
        return new GraphResource(
                "urn:pulumi:production::shop::" + type + "::" + name,
                type,
                name,
                null,
                PROVIDER,
                List.of(),
                new TreeMap<>(),
                (ObjectValue) PropertyValue.of(inputs),
                (ObjectValue) PropertyValue.of(outputs),
                true,
                true);
    }

    /** A resource without the option protect. */
    public static GraphResource unprotected(String type, String name, Map<String, ?> inputs) {
        return protect(resource(type, name, inputs), false);
    }

    /** The resource with the option protect, or without. */
    public static GraphResource protect(GraphResource resource, boolean protect) {
        return copy(resource, resource.type(), resource.inputs(), resource.propertyDependencies(), protect);
    }

    /** The resource under another type token; its URN stays. */
    public static GraphResource ofType(GraphResource resource, String type) {
        return copy(resource, type, resource.inputs(), resource.propertyDependencies(), resource.protect());
    }

    /**
     * The resource with one input changed; {@link PropertyValue.Null} removes it.
     *
     * @param path such as {@code ingress[0].fromPort}; what is on the way to it is made
     */
    public static GraphResource with(GraphResource resource, String path, PropertyValue value) {
        ObjectValue inputs = (ObjectValue) set(resource.inputs(), List.of(path.split("[.\\[]")), value);
        return copy(resource, resource.type(), inputs, resource.propertyDependencies(), resource.protect());
    }

    /** The resource whose property comes from other ones, and isn't known yet. */
    public static GraphResource dependingOn(GraphResource resource, String property, GraphResource... targets) {
        SortedMap<String, List<String>> dependencies = new TreeMap<>(resource.propertyDependencies());
        dependencies.put(
                property, Arrays.stream(targets).map(GraphResource::urn).toList());
        GraphResource unknown = with(resource, property, PropertyValue.Unknown.VALUE);
        return copy(unknown, resource.type(), unknown.inputs(), dependencies, resource.protect());
    }

    /** A stack production of project shop. */
    public static ResourceGraph graph(GraphResource... resources) {
        return graph(List.of(resources));
    }

    static ResourceGraph graph(List<GraphResource> resources) {
        return new ResourceGraph("shop", "production", resources);
    }

    private static GraphResource copy(
            GraphResource resource,
            String type,
            ObjectValue inputs,
            SortedMap<String, List<String>> propertyDependencies,
            boolean protect) {
        return new GraphResource(
                resource.urn(),
                type,
                resource.name(),
                resource.parent(),
                resource.provider(),
                resource.dependencies(),
                propertyDependencies,
                inputs,
                resource.outputs(),
                protect,
                resource.custom());
    }

    private static PropertyValue set(PropertyValue container, List<String> steps, PropertyValue value) {
        if (steps.isEmpty()) {
            return value;
        }
        String step = steps.get(0);
        List<String> rest = steps.subList(1, steps.size());
        if (step.endsWith("]")) {
            int index = Integer.parseInt(step.substring(0, step.length() - 1));
            List<PropertyValue> elements = new ArrayList<>(container.elements());
            elements.set(index, set(elements.get(index), rest, value));
            return new ListValue(elements);
        }
        SortedMap<String, PropertyValue> properties =
                new TreeMap<>(container instanceof ObjectValue object ? object.properties() : new TreeMap<>());
        PropertyValue changed = set(properties.getOrDefault(step, ObjectValue.EMPTY), rest, value);
        if (changed instanceof PropertyValue.Null) {
            properties.remove(step);
        } else {
            properties.put(step, changed);
        }
        return new ObjectValue(properties);
    }
}
