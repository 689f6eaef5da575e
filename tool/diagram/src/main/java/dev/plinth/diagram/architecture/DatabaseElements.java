package dev.plinth.diagram.architecture;

import dev.plinth.diagram.model.ElementKind;
import dev.plinth.model.AwsTypes;
import dev.plinth.model.GraphResource;
import dev.plinth.model.ResourceGraph;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Databases with their standbys and replicas, and caches. */
final class DatabaseElements {

    private final DiagramBuilder diagram;
    private final ResourceGraph graph;

    DatabaseElements(DiagramBuilder diagram) {
        this.diagram = diagram;
        this.graph = diagram.graph();
    }

    void createDatabases() {
        List<GraphResource> databases = graph.ofType(AwsTypes.RDS_INSTANCE).stream()
                .sorted(Comparator.comparing(
                                (GraphResource database) -> !sources(database).isEmpty())
                        .thenComparing(GraphResource::urn))
                .toList();
        Set<GraphResource> replicated = databases.stream()
                .flatMap(database -> sources(database).stream())
                .collect(Collectors.toSet());
        for (GraphResource database : databases) {
            List<GraphResource> sources = sources(database);
            boolean multiAz = database.input("multiAz").asBoolean().orElse(false);
            boolean alone = sources.isEmpty() && !multiAz && !replicated.contains(database);
            ElementNode holder = databaseHolder(database, sources, alone);
            ElementNode element = diagram.show(
                    holder,
                    new ElementNode(
                            database.urn(),
                            sources.isEmpty() ? ElementKind.DATABASE : ElementKind.REPLICA,
                            sources.isEmpty() ? engine(database) : "RDS read replica",
                            alone || !sources.isEmpty() ? diagram.name(database) : "Primary"),
                    database);
            element.detail(Labels.text(database, "instanceClass"));
            if (sources.isEmpty()) {
                element.detail(Labels.range(
                        Labels.number(database, "allocatedStorage"),
                        Labels.number(database, "maxAllocatedStorage"),
                        "GiB"));
            }
            String retention = Labels.number(database, "backupRetentionPeriod");
            element.detail(
                    retention.isEmpty() || retention.equals("0") ? "" : "backups kept for " + retention + " days");
            if (multiAz) {
                diagram.show(
                                holder,
                                new ElementNode(standbyOf(database), ElementKind.STANDBY, "RDS standby", "Standby"),
                                database)
                        .detail("in another zone");
            }
        }
    }

    /** Returns the group of a database with several instances, or else its tier. */
    private ElementNode databaseHolder(GraphResource database, List<GraphResource> sources, boolean alone) {
        GraphResource first = sources.isEmpty() ? database : sources.get(0);
        Optional<ElementNode> group = diagram.find("database " + first.urn());
        if (group.isPresent()) {
            return group.get();
        }
        ElementNode place = diagram.place(
                database,
                graph.references(first, "dbSubnetGroupName", AwsTypes.RDS_SUBNET_GROUP).stream()
                        .flatMap(subnets -> graph.references(subnets, "subnetIds", AwsTypes.EC2_SUBNET).stream())
                        .toList());
        return alone
                ? place
                : diagram.show(
                        place,
                        new ElementNode(
                                "database " + first.urn(), ElementKind.COMPONENT, "Database", diagram.name(first)));
    }

    /** Returns the id of a database's standby. */
    static String standbyOf(GraphResource database) {
        return "standby " + database.urn();
    }

    /** Returns the source of a read replica. */
    List<GraphResource> sources(GraphResource database) {
        return graph.references(database, "replicateSourceDb", AwsTypes.RDS_INSTANCE).stream()
                .filter(source -> !source.equals(database))
                .toList();
    }

    private static String engine(GraphResource database) {
        String engine = Labels.text(database, "engine");
        String words =
                switch (engine) {
                    case "postgres" -> "PostgreSQL";
                    case "mysql" -> "MySQL";
                    case "mariadb" -> "MariaDB";
                    default -> engine;
                };
        return Labels.join(" ", "RDS", words, Labels.text(database, "engineVersion"));
    }

    void createCaches() {
        for (GraphResource cache : graph.ofType(AwsTypes.ELASTICACHE_REPLICATION_GROUP)) {
            ElementNode element = diagram.show(
                    diagram.place(
                            cache,
                            graph.references(cache, "subnetGroupName", AwsTypes.ELASTICACHE_SUBNET_GROUP).stream()
                                    .flatMap(subnets ->
                                            graph.references(subnets, "subnetIds", AwsTypes.EC2_SUBNET).stream())
                                    .toList()),
                    new ElementNode(
                            cache.urn(),
                            ElementKind.CACHE,
                            Labels.join(
                                    " ",
                                    "ElastiCache",
                                    Labels.capitalised(Labels.text(cache, "engine")),
                                    Labels.text(cache, "engineVersion")),
                            diagram.name(cache)),
                    cache);
            element.detail(Labels.text(cache, "nodeType"));
            int nodes = (int) cache.input("numCacheClusters").asNumber().orElse(1);
            element.detail(nodes > 1 ? "1 primary, " + Labels.count(nodes - 1, "replica") : "1 node");
        }
    }
}
