package dev.plinth.diagram;

import dev.plinth.model.GraphResource;
import dev.plinth.model.ResourceGraph;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Databases with their standbys and replicas, and caches. */
final class Databases {

    private final Drafts drafts;
    private final ResourceGraph graph;

    Databases(Drafts drafts) {
        this.drafts = drafts;
        this.graph = drafts.graph();
    }

    void createDatabases() {
        List<GraphResource> databases = graph.ofType(Types.DATABASE).stream()
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
            Draft holder = databaseHolder(database, sources, alone);
            Draft draft = drafts.show(
                    holder,
                    new Draft(
                            database.urn(),
                            sources.isEmpty() ? Kind.DATABASE : Kind.REPLICA,
                            sources.isEmpty() ? engine(database) : "RDS read replica",
                            alone || !sources.isEmpty() ? drafts.name(database) : "Primary"),
                    database);
            draft.detail(Words.text(database, "instanceClass"));
            if (sources.isEmpty()) {
                draft.detail(Words.range(
                        Words.number(database, "allocatedStorage"),
                        Words.number(database, "maxAllocatedStorage"),
                        "GiB"));
            }
            String retention = Words.number(database, "backupRetentionPeriod");
            draft.detail(retention.isEmpty() || retention.equals("0") ? "" : "backups kept " + retention + " days");
            if (multiAz) {
                drafts.show(holder, new Draft(standbyOf(database), Kind.STANDBY, "RDS standby", "Standby"), database)
                        .detail("in another zone");
            }
        }
    }

    /** A database of several instances is a group of them. */
    private Draft databaseHolder(GraphResource database, List<GraphResource> sources, boolean alone) {
        GraphResource first = sources.isEmpty() ? database : sources.get(0);
        Optional<Draft> group = drafts.find("database " + first.urn());
        if (group.isPresent()) {
            return group.get();
        }
        Draft place = drafts.place(
                database,
                graph.references(first, "dbSubnetGroupName", Types.DATABASE_SUBNETS).stream()
                        .flatMap(subnets -> graph.references(subnets, "subnetIds", Types.SUBNET).stream())
                        .toList());
        return alone
                ? place
                : drafts.show(
                        place, new Draft("database " + first.urn(), Kind.COMPONENT, "Database", drafts.name(first)));
    }

    /** The id of the element that is a database's standby. */
    static String standbyOf(GraphResource database) {
        return "standby " + database.urn();
    }

    /** What a database is a replica of. */
    List<GraphResource> sources(GraphResource database) {
        return graph.references(database, "replicateSourceDb", Types.DATABASE).stream()
                .filter(source -> !source.equals(database))
                .toList();
    }

    private static String engine(GraphResource database) {
        String engine = Words.text(database, "engine");
        String words =
                switch (engine) {
                    case "postgres" -> "PostgreSQL";
                    case "mysql" -> "MySQL";
                    case "mariadb" -> "MariaDB";
                    default -> engine;
                };
        return Words.join(" ", "RDS", words, Words.text(database, "engineVersion"));
    }

    void createCaches() {
        for (GraphResource cache : graph.ofType(Types.CACHE)) {
            Draft draft = drafts.show(
                    drafts.place(
                            cache,
                            graph.references(cache, "subnetGroupName", Types.CACHE_SUBNETS).stream()
                                    .flatMap(subnets -> graph.references(subnets, "subnetIds", Types.SUBNET).stream())
                                    .toList()),
                    new Draft(
                            cache.urn(),
                            Kind.CACHE,
                            Words.join(
                                    " ",
                                    "ElastiCache",
                                    Words.capitalised(Words.text(cache, "engine")),
                                    Words.text(cache, "engineVersion")),
                            drafts.name(cache)),
                    cache);
            draft.detail(Words.text(cache, "nodeType"));
            int nodes = (int) cache.input("numCacheClusters").asNumber().orElse(1);
            draft.detail(nodes > 1 ? "1 primary, " + Words.count(nodes - 1, "replica") : "1 node");
        }
    }
}
