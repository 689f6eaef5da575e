package dev.plinth.diagram;

import dev.plinth.model.GraphResource;
import dev.plinth.model.ResourceGraph;
import java.util.ArrayList;
import java.util.List;

/** Where data is copied: standbys, replicas, replication, backups. */
final class CopyFlows {

    private final ResourceGraph graph;
    private final Flows flows;
    private final Storage storage;
    private final Databases databases;

    CopyFlows(Drafts drafts, Flows flows, Storage storage, Databases databases) {
        this.graph = drafts.graph();
        this.flows = flows;
        this.storage = storage;
        this.databases = databases;
    }

    void connect() {
        for (GraphResource database : graph.ofType(Types.DATABASE)) {
            flows.add(database.urn(), Databases.standbyOf(database), "synchronous", Flow.Type.COPY);
            databases
                    .sources(database)
                    .forEach(source -> flows.add(source.urn(), database.urn(), "replication", Flow.Type.COPY));
        }
        for (GraphResource replication : graph.ofType(Types.BUCKET_REPLICATION)) {
            for (GraphResource source : graph.references(replication, "bucket", Types.BUCKET)) {
                graph.references(replication, "rules", Types.BUCKET)
                        .forEach(target ->
                                flows.add(source.urn(), target.urn(), "replication", Flow.Type.COPY, replication));
            }
        }
        for (GraphResource copy : graph.ofType(Types.DATABASE_BACKUP_COPY)) {
            graph.references(copy, "sourceDbInstanceArn", Types.DATABASE)
                    .forEach(source -> flows.add(source.urn(), copy.urn(), "backups", Flow.Type.COPY, copy));
        }
        for (GraphResource selection : graph.ofType(Types.BACKUP_SELECTION)) {
            for (GraphResource plan : graph.references(selection, "planId", Types.BACKUP_PLAN)) {
                connectPlan(selection, plan);
            }
        }
    }

    private void connectPlan(GraphResource selection, GraphResource plan) {
        List<GraphResource> vaults = graph.references(plan, "rules", Types.VAULT);
        List<String> types = new ArrayList<>(List.of(Types.BUCKET));
        types.add(Types.DATABASE);
        for (GraphResource vault : vaults) {
            if (!storage.isCopy(plan, vault)) {
                graph.references(selection, "resources", types.toArray(String[]::new))
                        .forEach(source -> flows.add(source.urn(), vault.urn(), "backup", Flow.Type.COPY, selection));
                vaults.stream()
                        .filter(other -> storage.isCopy(plan, other))
                        .forEach(copy -> flows.add(vault.urn(), copy.urn(), "copies", Flow.Type.COPY));
            }
        }
    }
}
