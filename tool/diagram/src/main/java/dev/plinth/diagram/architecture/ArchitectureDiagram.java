package dev.plinth.diagram.architecture;

import dev.plinth.diagram.model.Diagram;
import dev.plinth.model.GraphResource;
import dev.plinth.model.ResourceChange;
import dev.plinth.model.ResourceChange.Operation;
import dev.plinth.model.ResourceGraph;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Creates the architecture diagram of a stack: resources are grouped into elements and flows. */
public final class ArchitectureDiagram {

    /** Limits on the number of similar elements side by side; the next applies where a diagram is still too large. */
    private static final List<Integer> SIMILAR_LIMITS = List.of(6, 3, 1);

    private static final int MAX_ELEMENTS = 80;
    private static final int MAX_FLOWS = 40;

    private ArchitectureDiagram() {}

    /** Returns the diagram of a stack. */
    public static Diagram of(ResourceGraph graph) {
        return diagram(graph, Map.of(), graph.project() + " " + graph.stack(), false);
    }

    /**
     * Returns the diagram of a stack after a change, with the changed elements marked and the deleted ones kept.
     *
     * @param after the stack after the change
     * @param changes the changes of its resources
     */
    public static Diagram of(ResourceGraph after, List<ResourceChange> changes) {
        List<GraphResource> resources = new ArrayList<>(after.resources());
        Map<String, Operation> operations = new TreeMap<>();
        for (ResourceChange change : changes) {
            String urn = change.resource().urn();
            operations.put(urn, change.operation());
            if (after.resource(urn).isEmpty()) {
                resources.add(change.resource());
            }
        }
        ResourceGraph all = new ResourceGraph(after.project(), after.stack(), resources);
        String title = after.project() + " " + after.stack() + ": changes";
        return diagram(all, operations, title, true);
    }

    /**
     * Creates a diagram.
     *
     * @param graph the resources, deleted ones included
     * @param operations the operations on changed resources, by URN
     * @param change whether a change is drawn
     */
    private static Diagram diagram(
            ResourceGraph graph, Map<String, Operation> operations, String title, boolean change) {
        DiagramBuilder diagram = new DiagramBuilder(graph, operations);
        EdgeElements entrances = new EdgeElements(diagram);
        NetworkElements networks = new NetworkElements(diagram);
        PlatformElements platforms = new PlatformElements(diagram);
        DatabaseElements databases = new DatabaseElements(diagram);
        StorageElements storage = new StorageElements(diagram);
        OperationsElements operationsGroup = new OperationsElements(diagram);
        entrances.createEdge();
        platforms.create();
        networks.create();
        entrances.createLoadBalancers();
        new ServiceElements(diagram).create();
        new HostElements(diagram).create();
        databases.createDatabases();
        databases.createCaches();
        storage.create();
        operationsGroup.create();
        List<String> notes = new UndrawnResources(diagram).fold();

        SimilarElements similar = new SimilarElements(diagram);
        FlowBuilder flows = new FlowBuilder(diagram, Map.of());
        for (int limit : SIMILAR_LIMITS) {
            flows = new FlowBuilder(diagram, similar.collapse(limit));
            new RequestFlows(diagram, flows, networks, databases).connect();
            new HostFlows(diagram, flows).connect();
            platforms.connect(flows);
            new CopyFlows(diagram, flows, storage, databases).connect();
            long elements =
                    diagram.outermost().stream().flatMap(ElementNode::all).count();
            if (elements <= MAX_ELEMENTS && flows.all().size() <= MAX_FLOWS) {
                break;
            }
        }
        operationsGroup.addLogBuckets(storage.logBuckets(), flows);
        return new Diagram(title, diagram.elements(), flows.all(), notes, change);
    }
}
