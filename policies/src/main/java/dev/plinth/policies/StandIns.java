package dev.plinth.policies;

import com.google.common.base.Suppliers;
import dev.plinth.model.GraphResource;
import dev.plinth.model.PropertyValue;
import dev.plinth.model.PropertyValue.Bool;
import dev.plinth.model.PropertyValue.ListValue;
import dev.plinth.model.PropertyValue.Num;
import dev.plinth.model.PropertyValue.ObjectValue;
import dev.plinth.model.PropertyValue.Secret;
import dev.plinth.model.PropertyValue.Text;
import dev.plinth.model.PropertyValue.Unknown;
import dev.plinth.model.ResourceChange;
import dev.plinth.model.ResourceGraph;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;

/**
 * Stand-ins for the identifiers of resources that do not exist yet: the program's resources as they would be with them. They
 * complete documents that a preview cannot know because of one identifier in them.
 *
 * <p>A document is completed twice, with two different sets of stand-ins, so that a verdict that depends on an identifier
 * itself can be told from one that holds for every identifier. An unknown identifier on its own stays unknown.
 *
 * @param graph the resources with the first set
 * @param others the second set: for each URN the resource's first stand-ins, each with the second
 */
public record StandIns(ResourceGraph graph, Map<String, Map<String, String>> others) {

    /** Copies the map. */
    public StandIns {
        others = Map.copyOf(others);
    }

    /** Returns a supplier that asks another one at most once. */
    public static Supplier<Optional<StandIns>> once(Supplier<Optional<StandIns>> standIns) {
        return Suppliers.memoize(standIns::get);
    }

    /** Returns a stack with its documents completed with the first set of stand-ins. */
    public ResourceGraph complete(ResourceGraph stack) {
        return complete(stack, true);
    }

    /** Returns a stack with its documents completed with the second set of stand-ins. */
    public ResourceGraph completeOtherwise(ResourceGraph stack) {
        return complete(stack, false);
    }

    /**
     * Returns changes whose resources have documents that are completed with the first set of stand-ins. New resources have the
     * stand-ins as outputs, so that the identifiers in documents name resources.
     */
    public List<ResourceChange> complete(List<ResourceChange> changes) {
        return complete(changes, true);
    }

    /** Returns changes that are completed with the second set of stand-ins; see {@link #complete(List)}. */
    public List<ResourceChange> completeOtherwise(List<ResourceChange> changes) {
        return complete(changes, false);
    }

    private List<ResourceChange> complete(List<ResourceChange> changes, boolean first) {
        return changes.stream()
                .map(change ->
                        change.withAfter(change.after().map(resource -> withOutputs(complete(resource, first), first))))
                .toList();
    }

    private GraphResource withOutputs(GraphResource resource, boolean first) {
        if (resource.output("id").asText().isPresent()) {
            return resource;
        }
        Map<String, String> second = others.getOrDefault(resource.urn(), Map.of());
        return graph.resource(resource.urn())
                .map(standIn -> {
                    SortedMap<String, PropertyValue> outputs =
                            new TreeMap<>(standIn.outputs().properties());
                    if (!first) {
                        outputs.replaceAll((name, value) -> value.asText()
                                .filter(second::containsKey)
                                .<PropertyValue>map(text -> new Text(second.getOrDefault(text, text)))
                                .orElse(value));
                    }
                    return resource.withOutputs(new ObjectValue(outputs));
                })
                .orElse(resource);
    }

    private ResourceGraph complete(ResourceGraph stack, boolean first) {
        return new ResourceGraph(
                stack.project(),
                stack.stack(),
                stack.resources().stream()
                        .map(resource -> complete(resource, first))
                        .toList());
    }

    private GraphResource complete(GraphResource resource, boolean first) {
        if (!resource.inputs().containsUnknown()) {
            return resource;
        }
        return graph.resource(resource.urn())
                .map(standIn -> new Completion(replacements(standIn), first).complete(resource, standIn))
                .orElse(resource);
    }

    /** The stand-ins that can occur in a resource, the longest first, as one may contain another. */
    private List<Map.Entry<String, String>> replacements(GraphResource standIn) {
        return standIn.dependencies().stream()
                .flatMap(urn -> others.getOrDefault(urn, Map.of()).entrySet().stream())
                .sorted(Comparator.comparing((Map.Entry<String, String> entry) ->
                                -entry.getKey().length())
                        .thenComparing(Map.Entry::getKey))
                .toList();
    }

    /** Completion of one resource. */
    private record Completion(List<Map.Entry<String, String>> replacements, boolean first) {

        GraphResource complete(GraphResource resource, GraphResource standIn) {
            SortedMap<String, PropertyValue> inputs =
                    new TreeMap<>(resource.inputs().properties());
            inputs.replaceAll((name, value) -> complete(value, standIn.inputs().get(name)));
            return resource.withInputs(new ObjectValue(inputs));
        }

        private PropertyValue complete(PropertyValue known, PropertyValue standIn) {
            PropertyValue plain = standIn.revealed();
            if (known instanceof Secret secret) {
                return new Secret(complete(secret.element(), plain));
            }
            if (known instanceof Unknown) {
                PropertyValue filled = fill(plain, false);
                return standIn instanceof Secret ? new Secret(filled) : filled;
            }
            if (known instanceof ListValue list
                    && plain instanceof ListValue other
                    && list.elements().size() == other.elements().size()) {
                List<PropertyValue> elements = new ArrayList<>();
                for (int i = 0; i < list.elements().size(); i++) {
                    elements.add(
                            complete(list.elements().get(i), other.elements().get(i)));
                }
                return new ListValue(elements);
            }
            if (known instanceof ObjectValue object && plain instanceof ObjectValue other) {
                SortedMap<String, PropertyValue> properties = new TreeMap<>(object.properties());
                properties.replaceAll((name, value) -> complete(value, other.get(name)));
                return new ObjectValue(properties);
            }
            return known;
        }

        /** The value for an unknown one: a document, or a structure without the identifiers in it. */
        private PropertyValue fill(PropertyValue standIn, boolean within) {
            if (standIn instanceof Secret secret) {
                return new Secret(fill(secret.element(), within));
            }
            if (standIn instanceof ListValue list) {
                return new ListValue(list.elements().stream()
                        .map(element -> fill(element, true))
                        .toList());
            }
            if (standIn instanceof ObjectValue object) {
                SortedMap<String, PropertyValue> properties = new TreeMap<>(object.properties());
                properties.replaceAll((name, value) -> fill(value, true));
                return new ObjectValue(properties);
            }
            if (standIn instanceof Text text && isDocument(text.value())) {
                return first ? text : new Text(otherwise(text.value()));
            }
            boolean independent =
                    standIn instanceof Text text && otherwise(text.value()).equals(text.value());
            return within && (independent || standIn instanceof Bool || standIn instanceof Num)
                    ? standIn
                    : Unknown.VALUE;
        }

        private static boolean isDocument(String text) {
            String begin = text.stripLeading();
            return begin.startsWith("{") || begin.startsWith("[");
        }

        private String otherwise(String text) {
            String result = text;
            for (Map.Entry<String, String> replacement : replacements) {
                result = result.replace(replacement.getKey(), replacement.getValue());
            }
            return result;
        }
    }
}
