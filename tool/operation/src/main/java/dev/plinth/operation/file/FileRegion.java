package dev.plinth.operation.file;

import dev.plinth.model.GraphResource;
import dev.plinth.model.PropertyValue;
import dev.plinth.model.ResourceGraph;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Default AWS Region of a plan in a file: that of the default provider, else the most frequent one in ARNs, Availability Zones
 * and Region properties, else an assumption.
 *
 * @param name the Region
 * @param reason its source
 */
record FileRegion(String name, String reason) {

    private static final String PROVIDER = "pulumi:providers:aws";

    /** A Region, also as a part of an ARN or with the letter of an Availability Zone. */
    private static final Pattern REGION = Pattern.compile(
            "(?:^|arn:aws[a-z-]*:[a-z0-9-]+:)([a-z]{2}(?:-[a-z]+)+-\\d)(?:[a-z]?$|:.*)", Pattern.DOTALL);

    /**
     * Finds the Region.
     *
     * @param graphs the resources after the change, and those before it
     * @param assumed the Region where nothing names one
     */
    static FileRegion of(List<ResourceGraph> graphs, String assumed) {
        List<GraphResource> providers = graphs.stream()
                .flatMap(graph -> graph.ofType(PROVIDER).stream())
                .toList();
        return providers.stream()
                .sorted(Comparator.comparing((GraphResource provider) -> !isDefault(provider.name()))
                        .thenComparing(GraphResource::urn))
                .flatMap(provider -> provider.input("region").asText().stream()
                        .map(region -> new FileRegion(region, "the provider " + provider.name() + " has it")))
                .findFirst()
                .or(() -> mostFrequent(graphs))
                .orElseGet(() -> new FileRegion(assumed, "assumed; the file names none"));
    }

    private static boolean isDefault(String provider) {
        return provider.equals("aws") || provider.startsWith("default");
    }

    private static Optional<FileRegion> mostFrequent(List<ResourceGraph> graphs) {
        Map<String, Integer> counts = new TreeMap<>();
        for (ResourceGraph graph : graphs) {
            for (GraphResource resource : graph.resources()) {
                count(resource.inputs(), counts);
                count(resource.outputs(), counts);
            }
        }
        return counts.entrySet().stream()
                .max(Map.Entry.<String, Integer>comparingByValue())
                .map(entry -> new FileRegion(entry.getKey(), "most values of the file are of it"));
    }

    private static void count(PropertyValue value, Map<String, Integer> counts) {
        if (value instanceof PropertyValue.ObjectValue object) {
            object.properties().values().forEach(property -> count(property, counts));
        } else if (value instanceof PropertyValue.ListValue list) {
            list.elements().forEach(element -> count(element, counts));
        } else if (value instanceof PropertyValue.Text text) {
            Matcher region = REGION.matcher(text.value());
            if (region.matches()) {
                counts.merge(region.group(1), 1, Integer::sum);
            }
        }
    }
}
