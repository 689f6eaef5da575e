package dev.plinth.preview.diagram;

import dev.plinth.Repository;
import dev.plinth.operation.GraphOperation;
import dev.plinth.operation.Project;
import dev.plinth.policies.graph.GraphResource;
import dev.plinth.policies.graph.PropertyValue;
import dev.plinth.policies.graph.ResourceChange;
import dev.plinth.policies.graph.ResourceChange.Operation;
import dev.plinth.policies.graph.ResourceGraph;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;

/** Graphs to draw. */
final class Stacks {

    private static final Map<String, ResourceGraph> RECORDED = new ConcurrentHashMap<>();

    /** Names that mean something to XML, HTML, Mermaid or a shell. */
    static final String HOSTILE = "<b>&\"'\u0001]]>\n|#quot;--> end %% é漢\uD83D\uDE00";

    private Stacks() {}

    /** A stack that ships with Plinth. */
    static ResourceGraph shipped(String stack) {
        return RECORDED.computeIfAbsent(
                stack, name -> GraphOperation.record(Project.read(Repository.root(), Repository.root()), name));
    }

    static GraphResource resource(
            String type, String name, Map<String, ?> inputs, Map<String, GraphResource> references) {
        TreeMap<String, List<String>> dependencies = new TreeMap<>();
        references.forEach((property, target) -> dependencies.put(property, List.of(target.urn())));
        return new GraphResource(
                "urn:pulumi:staging::shop::" + type + "::" + name,
                type,
                name,
                null,
                "",
                references.values().stream().map(GraphResource::urn).toList(),
                dependencies,
                (PropertyValue.ObjectValue) PropertyValue.of(inputs),
                PropertyValue.ObjectValue.EMPTY,
                false,
                true);
    }

    static ResourceGraph graph(GraphResource... resources) {
        return new ResourceGraph("shop", "staging", List.of(resources));
    }

    /** A bucket and a load balancer whose names are hostile. */
    static ResourceGraph hostile() {
        return new ResourceGraph(
                HOSTILE,
                HOSTILE,
                List.of(
                        resource("aws:s3/bucketV2:BucketV2", HOSTILE, Map.of(), Map.of()),
                        resource("aws:sqs/queue:Queue", HOSTILE, Map.of(), Map.of()),
                        resource(
                                "aws:lb/loadBalancer:LoadBalancer",
                                HOSTILE.repeat(8),
                                Map.of("loadBalancerType", "application"),
                                Map.of())));
    }

    /** A change of production in which a resource of each operation is drawn. */
    static List<ResourceChange> changes(ResourceGraph graph) {
        List<ResourceChange> changes = new ArrayList<>();
        for (GraphResource resource : graph.resources()) {
            Operation operation = is(resource, "api").test("ecs/service")
                    ? Operation.CREATE
                    : is(resource, "database-parameter").test("parameterGroup")
                            ? Operation.UPDATE
                            : is(resource, "cache").test("replicationGroup")
                                    ? Operation.REPLACE
                                    : is(resource, "uploads-bucket").test("bucketV2:")
                                            ? Operation.DELETE
                                            : Operation.SAME;
            changes.add(new ResourceChange(
                    operation,
                    operation == Operation.CREATE ? Optional.empty() : Optional.of(resource),
                    operation == Operation.DELETE ? Optional.empty() : Optional.of(resource),
                    List.of(),
                    List.of()));
        }
        return changes;
    }

    private static Predicate<String> is(GraphResource resource, String name) {
        return type -> resource.type().contains(type) && resource.name().startsWith(name);
    }
}
