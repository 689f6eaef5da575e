package dev.plinth.preview.reachability.network;

import dev.plinth.model.AwsTypes;
import dev.plinth.model.GraphResource;
import dev.plinth.model.ResourceGraph;
import dev.plinth.preview.reachability.network.CloudNetwork.Attachment;
import dev.plinth.preview.reachability.network.CloudNetwork.Kind;
import dev.plinth.preview.reachability.network.CloudNetwork.Subnet;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads databases, caches and file systems. */
final class DataStoreReader {

    private final ResourceGraph graph;
    private final EndpointRegistry endpoints;

    DataStoreReader(EndpointRegistry endpoints) {
        this.graph = endpoints.graph();
        this.endpoints = endpoints;
    }

    /** Adds the endpoints. */
    void read() {
        graph.ofType(AwsTypes.RDS_INSTANCE).forEach(this::database);
        graph.ofType(AwsTypes.RDS_CLUSTER).forEach(this::databaseCluster);
        graph.ofType(AwsTypes.ELASTICACHE_REPLICATION_GROUP)
                .forEach(group -> cache(group, "subnetGroupName", port(group, 6379)));
        graph.ofType(AwsTypes.ELASTICACHE_CLUSTER).stream()
                .filter(cluster -> cluster.input("replicationGroupId").isAbsent())
                .forEach(cluster -> cache(cluster, "subnetGroupName", port(cluster, defaultCachePort(cluster))));
        graph.ofType(AwsTypes.ELASTICACHE_SERVERLESS_CACHE)
                .forEach(cache -> cache(cache, "", new PortRange(6379, 6380)));
        fileSystems();
    }

    private static int defaultCachePort(GraphResource cluster) {
        return cluster.input("engine").asText().filter("memcached"::equals).isPresent() ? 11211 : 6379;
    }

    private void database(GraphResource database) {
        Optional<GraphResource> source = replicaOf(database);
        List<Subnet> places = endpoints.subnetGroup(database, "dbSubnetGroupName", AwsTypes.RDS_SUBNET_GROUP);
        if (places.isEmpty() && database.input("dbSubnetGroupName").isAbsent() && source.isPresent()) {
            // A replica in the same region is in the subnets of its source.
            places = endpoints.subnetGroup(source.get(), "dbSubnetGroupName", AwsTypes.RDS_SUBNET_GROUP);
        }
        int port = defaultPort(database.input("engine")
                .asText()
                .or(() -> source.flatMap(original -> original.input("engine").asText()))
                .orElse("postgres"));
        endpoints.add(
                database,
                Kind.DATA_STORE,
                endpoints.attachments(database, places, "vpcSecurityGroupIds"),
                EndpointRegistry.flag(database.input("publiclyAccessible")),
                Verdict.of(isDual(database)),
                EndpointRegistry.listeners(database, port(database, port)));
    }

    private Optional<GraphResource> replicaOf(GraphResource database) {
        return database.input("replicateSourceDb").isAbsent()
                ? Optional.empty()
                : graph.references(database, "replicateSourceDb", AwsTypes.RDS_INSTANCE).stream()
                        .filter(source -> !source.equals(database))
                        .findFirst();
    }

    private void databaseCluster(GraphResource cluster) {
        Verdict isPublic = graph.referrers(cluster, "clusterIdentifier", AwsTypes.RDS_CLUSTER_INSTANCE).stream()
                .map(instance -> EndpointRegistry.flag(instance.input("publiclyAccessible")))
                .reduce(EndpointRegistry.flag(cluster.input("publiclyAccessible")), Verdict::or);
        endpoints.add(
                cluster,
                Kind.DATA_STORE,
                endpoints.attachments(
                        cluster,
                        endpoints.subnetGroup(cluster, "dbSubnetGroupName", AwsTypes.RDS_SUBNET_GROUP),
                        "vpcSecurityGroupIds"),
                isPublic,
                Verdict.of(isDual(cluster)),
                EndpointRegistry.listeners(
                        cluster,
                        port(
                                cluster,
                                defaultPort(cluster.input("engine").asText().orElse("aurora-mysql")))));
    }

    /** Returns the default port of an RDS engine (AWS, "CreateDBInstance", Port). */
    private static int defaultPort(String engine) {
        if (engine.contains("postgres")) {
            return 5432;
        }
        if (engine.startsWith("oracle") || engine.startsWith("custom-oracle")) {
            return 1521;
        }
        return engine.contains("sqlserver") ? 1433 : engine.startsWith("db2") ? 50000 : 3306;
    }

    private static boolean isDual(GraphResource resource) {
        String type = resource.input("networkType").asText().orElse("");
        return type.equalsIgnoreCase("DUAL") || type.equals("dual_stack") || type.equals("ipv6");
    }

    private void cache(GraphResource cache, String subnetGroup, PortRange port) {
        List<Subnet> places = subnetGroup.isEmpty()
                ? endpoints.subnets(cache, "subnetIds")
                : endpoints.subnetGroup(cache, subnetGroup, AwsTypes.ELASTICACHE_SUBNET_GROUP);
        // ElastiCache has no public IPv4 addresses.
        endpoints.add(
                cache,
                Kind.DATA_STORE,
                endpoints.attachments(cache, places, "securityGroupIds"),
                Verdict.NO,
                Verdict.of(isDual(cache)),
                EndpointRegistry.listeners(cache, port));
    }

    private void fileSystems() {
        Map<GraphResource, List<GraphResource>> targets = new LinkedHashMap<>();
        for (GraphResource target : graph.ofType(AwsTypes.EFS_MOUNT_TARGET)) {
            GraphResource owner = graph.references(target, "fileSystemId", AwsTypes.EFS_FILE_SYSTEM).stream()
                    .findFirst()
                    .orElse(target);
            targets.computeIfAbsent(owner, key -> new ArrayList<>()).add(target);
        }
        targets.forEach((owner, mounts) -> {
            List<Attachment> attachments = new ArrayList<>();
            mounts.forEach(mount -> attachments.addAll(
                    endpoints.attachments(mount, endpoints.subnets(mount, "subnetId"), "securityGroups")));
            endpoints.add(
                    owner,
                    Kind.DATA_STORE,
                    attachments,
                    Verdict.NO,
                    Verdict.NO,
                    EndpointRegistry.listeners(owner, PortRange.of(2049)));
        });
    }

    private static PortRange port(GraphResource resource, int fallback) {
        return PortRange.of((int) resource.input("port").asNumber().orElse(fallback));
    }
}
