package dev.plinth.diagram.architecture;

import dev.plinth.diagram.model.Flow;
import dev.plinth.model.AwsTypes;
import dev.plinth.model.GraphResource;
import dev.plinth.model.ResourceGraph;
import java.util.ArrayList;
import java.util.List;

/** Copies of data: standbys, replicas, replication, backups. */
final class CopyFlows {

    private final ResourceGraph graph;
    private final FlowBuilder flows;
    private final StorageElements storage;
    private final DatabaseElements databases;

    CopyFlows(DiagramBuilder diagram, FlowBuilder flows, StorageElements storage, DatabaseElements databases) {
        this.graph = diagram.graph();
        this.flows = flows;
        this.storage = storage;
        this.databases = databases;
    }

    void connect() {
        for (GraphResource database : graph.ofType(AwsTypes.RDS_INSTANCE)) {
            flows.add(database.urn(), DatabaseElements.standbyOf(database), "synchronous", Flow.Type.COPY);
            databases
                    .sources(database)
                    .forEach(source -> flows.add(source.urn(), database.urn(), "replication", Flow.Type.COPY));
        }
        for (GraphResource replication : graph.ofType(ResourceTypes.BUCKET_REPLICATION)) {
            for (GraphResource source : graph.references(replication, "bucket", ResourceTypes.BUCKET)) {
                graph.references(replication, "rules", ResourceTypes.BUCKET)
                        .forEach(target ->
                                flows.add(source.urn(), target.urn(), "replication", Flow.Type.COPY, replication));
            }
        }
        for (GraphResource copy : graph.ofType(AwsTypes.RDS_INSTANCE_AUTOMATED_BACKUPS_REPLICATION)) {
            graph.references(copy, "sourceDbInstanceArn", AwsTypes.RDS_INSTANCE)
                    .forEach(source -> flows.add(source.urn(), copy.urn(), "backups", Flow.Type.COPY, copy));
        }
        for (GraphResource selection : graph.ofType(AwsTypes.BACKUP_SELECTION)) {
            for (GraphResource plan : graph.references(selection, "planId", AwsTypes.BACKUP_PLAN)) {
                connectPlan(selection, plan);
            }
        }
    }

    private void connectPlan(GraphResource selection, GraphResource plan) {
        List<GraphResource> vaults = graph.references(plan, "rules", AwsTypes.BACKUP_VAULT);
        List<String> types = new ArrayList<>(List.of(ResourceTypes.BUCKET));
        types.add(AwsTypes.RDS_INSTANCE);
        for (GraphResource vault : vaults) {
            if (!storage.isCopy(plan, vault)) {
                graph.references(selection, "resources", types.toArray(String[]::new))
                        .forEach(source -> flows.add(source.urn(), vault.urn(), "backup", Flow.Type.COPY, selection));
                graph.references(selection, "resources", AwsTypes.EC2_INSTANCE)
                        .forEach(host -> flows.add(
                                HostElements.id(host.urn()), vault.urn(), "backup", Flow.Type.COPY, selection));
                vaults.stream()
                        .filter(other -> storage.isCopy(plan, other))
                        .forEach(copy -> flows.add(vault.urn(), copy.urn(), "copies", Flow.Type.COPY));
            }
        }
    }
}
