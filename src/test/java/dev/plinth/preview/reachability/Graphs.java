package dev.plinth.preview.reachability;

import dev.plinth.model.GraphResource;
import dev.plinth.model.PropertyValue;
import dev.plinth.model.ResourceGraph;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Small graphs as they are before a first update: references are unknown values with dependencies. */
final class Graphs {

    private Graphs() {}

    /** A resource to be. */
    record Node(String type, String name, Map<String, Object> inputs, SortedMap<String, List<String>> references) {

        /** The same with a property that comes from other resources, by their names. */
        Node refers(String property, String... names) {
            Map<String, Object> with = new TreeMap<>(inputs);
            with.put(property, PropertyValue.Unknown.VALUE);
            return depends(property, with, names);
        }

        /** The same with a value that has unknown parts, which come from other resources. */
        Node refersWithin(String property, Object value, String... names) {
            Map<String, Object> with = new TreeMap<>(inputs);
            with.put(property, value);
            return depends(property, with, names);
        }

        private Node depends(String property, Map<String, Object> with, String... names) {
            SortedMap<String, List<String>> more = new TreeMap<>(references);
            more.put(property, Arrays.asList(names));
            return new Node(type, name, with, more);
        }
    }

    static Node node(String type, String name, Map<String, ?> inputs) {
        return new Node(type, name, new TreeMap<>(inputs), new TreeMap<>());
    }

    static ResourceGraph of(List<Node> nodes) {
        Map<String, String> urns = new TreeMap<>();
        nodes.forEach(node -> urns.put(node.name(), "urn:pulumi:staging::shop::" + node.type() + "::" + node.name()));
        List<GraphResource> resources = new ArrayList<>();
        for (Node node : nodes) {
            SortedMap<String, List<String>> dependencies = new TreeMap<>();
            node.inputs().keySet().forEach(property -> dependencies.put(property, List.of()));
            node.references()
                    .forEach((property, names) -> dependencies.put(
                            property,
                            names.stream().map(name -> urn(urns, name)).toList()));
            resources.add(new GraphResource(
                    urn(urns, node.name()),
                    node.type(),
                    node.name(),
                    null,
                    "",
                    dependencies.values().stream().flatMap(List::stream).toList(),
                    dependencies,
                    (PropertyValue.ObjectValue) PropertyValue.of(node.inputs()),
                    PropertyValue.ObjectValue.EMPTY,
                    false,
                    true));
        }
        return new ResourceGraph("shop", "staging", resources);
    }

    private static String urn(Map<String, String> urns, String name) {
        String urn = urns.get(name);
        if (urn == null) {
            throw new IllegalArgumentException("no resource is named " + name);
        }
        return urn;
    }
}
