package dev.plinth.operation.standin;

import dev.plinth.model.GraphFile;
import dev.plinth.model.GraphResource;
import dev.plinth.model.PlanFacts.PlannedDocument;
import dev.plinth.model.PropertyValue;
import dev.plinth.model.PropertyValue.ObjectValue;
import dev.plinth.model.PropertyValue.Text;
import dev.plinth.model.ResourceGraph;
import dev.plinth.policies.StandIns;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Stand-ins for the identifiers in documents of a plan file, of which the plan has all other parts. */
public final class PlanStandIns {

    private PlanStandIns() {}

    /** Returns the stand-ins of a file; empty when it has no such document. */
    public static Optional<StandIns> of(GraphFile file) {
        Map<String, Map<String, PlannedDocument>> documents = file.facts().documents();
        if (documents.isEmpty()) {
            return Optional.empty();
        }
        Map<String, Map<String, String>> others = new HashMap<>();
        ResourceGraph graph = file.graph();
        List<GraphResource> completed = graph.resources().stream()
                .map(resource -> {
                    Map<String, PlannedDocument> own = documents.getOrDefault(resource.urn(), Map.of());
                    if (own.isEmpty()) {
                        return resource;
                    }
                    Map<String, String> replacements = new HashMap<>();
                    own.values().forEach(document -> replacements.putAll(document.others()));
                    others.put(resource.urn(), replacements);
                    return complete(resource, own);
                })
                .toList();
        return Optional.of(new StandIns(new ResourceGraph(graph.project(), graph.stack(), completed), others));
    }

    /** Its own URN is its only dependency, because the stand-ins belong to the document. */
    private static GraphResource complete(GraphResource resource, Map<String, PlannedDocument> documents) {
        SortedMap<String, PropertyValue> inputs =
                new TreeMap<>(resource.inputs().properties());
        documents.forEach(
                (property, document) -> inputs.computeIfPresent(property, (name, value) -> new Text(document.text())));
        return new GraphResource(
                resource.urn(),
                resource.type(),
                resource.name(),
                resource.parent(),
                resource.provider(),
                List.of(resource.urn()),
                resource.propertyDependencies(),
                new ObjectValue(inputs),
                resource.outputs(),
                resource.protect(),
                resource.custom());
    }
}
