package dev.plinth.diagram;

import dev.plinth.model.ResourceChange.Operation;
import dev.plinth.model.ResourceGraph;
import java.util.List;
import java.util.Map;

/** Folds a graph's resources into the elements and flows of a diagram. */
final class Architecture {

    /** How many alike elements may stand beside each other; fewer, where a picture would have too much altogether. */
    private static final List<Integer> MOST_ALIKE = List.of(6, 3, 1);

    private static final int MANY_ELEMENTS = 80;
    private static final int MANY_FLOWS = 40;

    private Architecture() {}

    /**
     * Makes a diagram.
     *
     * @param graph what is drawn, what a change deletes included
     * @param operations what a change does to resources, by their URNs
     * @param change whether a change is drawn
     */
    static Diagram diagram(ResourceGraph graph, Map<String, Operation> operations, String title, boolean change) {
        Drafts drafts = new Drafts(graph, operations);
        Entrances entrances = new Entrances(drafts);
        Networks networks = new Networks(drafts);
        Databases databases = new Databases(drafts);
        Storage storage = new Storage(drafts);
        Operations beside = new Operations(drafts);
        entrances.createEdge();
        networks.create();
        entrances.createLoadBalancers();
        new Services(drafts).create();
        databases.createDatabases();
        databases.createCaches();
        storage.create();
        beside.create();
        List<String> notes = new Leftovers(drafts).fold();

        Alike alike = new Alike(drafts);
        Flows flows = new Flows(drafts, Map.of());
        for (int most : MOST_ALIKE) {
            flows = new Flows(drafts, alike.group(most));
            new RequestFlows(drafts, flows, networks, databases).connect();
            new CopyFlows(drafts, flows, storage, databases).connect();
            long elements = drafts.outermost().stream().flatMap(Draft::all).count();
            if (elements <= MANY_ELEMENTS && flows.all().size() <= MANY_FLOWS) {
                break;
            }
        }
        beside.take(storage.logs(), flows);
        return new Diagram(title, drafts.elements(), flows.all(), notes, change);
    }
}
