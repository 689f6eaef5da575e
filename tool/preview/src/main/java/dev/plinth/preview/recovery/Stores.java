package dev.plinth.preview.recovery;

import dev.plinth.model.GraphResource;
import dev.plinth.model.PropertyValue;
import dev.plinth.model.ResourceGraph;
import dev.plinth.policies.rules.change.Stateful;
import dev.plinth.settings.Loss;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The data stores of a stack, and the ways in which their settings bring them back. */
final class Stores {

    private static final String INSTANCE = "aws:rds/instance:Instance";
    private static final String CLUSTER = "aws:rds/cluster:Cluster";
    private static final String CLUSTER_INSTANCE = "aws:rds/clusterInstance:ClusterInstance";
    private static final String BACKUP_REPLICATION =
            "aws:rds/instanceAutomatedBackupsReplication:InstanceAutomatedBackupsReplication";
    private static final String CACHE = "aws:elasticache/replicationGroup:ReplicationGroup";
    private static final String[] BUCKETS = {"aws:s3/bucketV2:BucketV2", "aws:s3/bucket:Bucket"};
    private static final String[] VERSIONINGS = {
        "aws:s3/bucketVersioningV2:BucketVersioningV2", "aws:s3/bucketVersioning:BucketVersioning"
    };
    private static final String REPLICATION = "aws:s3/bucketReplicationConfig:BucketReplicationConfig";
    private static final String FILE_SYSTEM = "aws:efs/fileSystem:FileSystem";
    private static final String FILE_BACKUP = "aws:efs/backupPolicy:BackupPolicy";
    private static final String FILE_REPLICATION = "aws:efs/replicationConfiguration:ReplicationConfiguration";
    private static final String TABLE = "aws:dynamodb/table:Table";

    private static final List<String> TYPES =
            List.of(INSTANCE, CLUSTER, CACHE, BUCKETS[0], BUCKETS[1], FILE_SYSTEM, TABLE);

    private final ResourceGraph graph;
    private final Regions regions;
    private final BackupPlans plans;

    Stores(ResourceGraph graph, String region) {
        this.graph = graph;
        this.regions = new Regions(graph, region);
        this.plans = new BackupPlans(graph, regions);
    }

    /** The stores that hold what nothing else in the stack is the origin of, sorted by URN. */
    List<GraphResource> all() {
        return graph.ofType(TYPES.toArray(String[]::new)).stream()
                .filter(store -> !Stateful.isCopy(store))
                .filter(store ->
                        graph.ofType(REPLICATION).stream().noneMatch(replication -> target(replication, store)))
                .toList();
    }

    /**
     * Whether AWS Backup can restore the store in a test, so that there can be evidence: it knows no caches.
     *
     * @see <a href="https://docs.aws.amazon.com/aws-backup/latest/devguide/restore-testing.html">Restore testing</a>
     */
    static boolean canBeTested(GraphResource store) {
        return !store.type().equals(CACHE);
    }

    /** The best way back after a loss; empty when there is none. */
    Optional<Means> best(GraphResource store, Loss loss) {
        return means(store, loss).stream().min(Means.BEST);
    }

    private List<Means> means(GraphResource store, Loss loss) {
        List<Means> ways = new ArrayList<>();
        switch (store.type()) {
            case INSTANCE -> instance(store, loss, ways);
            case CLUSTER -> cluster(store, loss, ways);
            case CACHE -> cache(store, loss, ways);
            case FILE_SYSTEM -> fileSystem(store, loss, ways);
            case TABLE -> table(store, loss, ways);
            default -> bucket(store, loss, ways);
        }
        return ways;
    }

    private void instance(GraphResource database, Loss loss, List<Means> ways) {
        if (loss == Loss.ZONE && isTrue(database, "multiAz")) {
            ways.add(Means.of(
                    "the standby in another zone has every commit and takes over by itself",
                    Duration.ZERO,
                    Figure.RDS_FAILOVER));
        }
        boolean backups = number(database, "backupRetentionPeriod", 0) > 0;
        if (loss != Loss.REGION && backups) {
            ways.add(Means.restore(
                    "point-in-time restore, " + days(number(database, "backupRetentionPeriod", 0)) + " back",
                    Figure.RDS_LOGS.time(),
                    Figure.DATABASE_RESTORE,
                    Figure.RDS_LOGS));
        }
        if (loss == Loss.REGION) {
            if (!graph.referrers(database, "sourceDbInstanceArn", BACKUP_REPLICATION)
                    .isEmpty()) {
                ways.add(Means.restore(
                        "point-in-time restore in the second Region, which automated backups are replicated to",
                        Figure.LOG_COPY.time(),
                        Figure.DATABASE_RESTORE,
                        Figure.LOG_COPY));
            }
            if (graph.referrers(database, "replicateSourceDb", INSTANCE).stream()
                    .anyMatch(replica -> !regions.of(replica).equals(regions.of(database)))) {
                ways.add(Means.of(
                                "a read replica in another Region is promoted",
                                Figure.REPLICA_LAG.time(),
                                Figure.DECISION,
                                Figure.PROMOTION)
                        .losing(Figure.REPLICA_LAG));
            }
        }
        plans(database, loss, Figure.DATABASE_RESTORE, ways);
    }

    private void cluster(GraphResource cluster, Loss loss, List<Means> ways) {
        boolean aurora = cluster.input("engine")
                .asText()
                .filter(engine -> engine.startsWith("aurora"))
                .isPresent();
        if (loss == Loss.ZONE) {
            int instances = graph.referrers(cluster, "clusterIdentifier", CLUSTER_INSTANCE)
                    .size();
            String words = aurora
                    ? "the storage has a copy in each of three zones, and "
                    : "the standbys in two other zones have every commit, and ";
            Figure failover = !aurora
                    ? Figure.CLUSTER_FAILOVER
                    : instances > 1 ? Figure.AURORA_FAILOVER : Figure.AURORA_RECREATION;
            String taking =
                    aurora && instances < 2 ? "a new writer is made by itself" : "a reader takes over by itself";
            ways.add(Means.of(words + taking, Duration.ZERO, failover));
        }
        if (loss != Loss.REGION) {
            // One day is what AWS keeps where nothing is said.
            ways.add(Means.restore(
                    "point-in-time restore, " + days(number(cluster, "backupRetentionPeriod", 1)) + " back",
                    Figure.AURORA_BACKUP.time(),
                    Figure.DATABASE_RESTORE,
                    Figure.AURORA_BACKUP));
        } else if (!cluster.input("globalClusterIdentifier").isAbsent()) {
            ways.add(global("the global database's cluster in another Region is promoted"));
        }
        plans(cluster, loss, Figure.DATABASE_RESTORE, ways);
    }

    private static Means global(String words) {
        return Means.of(words, Figure.GLOBAL_LAG.time(), Figure.DECISION, Figure.PROMOTION)
                .losing(Figure.GLOBAL_LAG);
    }

    private void cache(GraphResource cache, Loss loss, List<Means> ways) {
        if (loss == Loss.ZONE && isTrue(cache, "multiAzEnabled") && isTrue(cache, "automaticFailoverEnabled")) {
            ways.add(Means.of(
                            "a replica in another zone takes over by itself, without what had not reached it",
                            Figure.CACHE_LAG.time(),
                            Figure.CACHE_FAILOVER)
                    .losing(Figure.CACHE_LAG));
        }
        if (loss == Loss.REGION && !cache.input("globalReplicationGroupId").isAbsent()) {
            ways.add(global("the global datastore's group in another Region is promoted"));
        }
        if (loss != Loss.REGION && number(cache, "snapshotRetentionLimit", 0) > 0) {
            ways.add(Means.restore(
                    "a new group from the last daily snapshot, " + days(number(cache, "snapshotRetentionLimit", 0))
                            + " back",
                    Figure.DAILY_SNAPSHOT.time(),
                    Figure.CACHE_RESTORE,
                    Figure.DAILY_SNAPSHOT));
        }
    }

    private void bucket(GraphResource bucket, Loss loss, List<Means> ways) {
        switch (loss) {
            case ZONE -> ways.add(Means.none("S3 keeps objects in three zones or more"));
            case DELETION -> {
                if (isVersioned(bucket)) {
                    ways.add(Means.of(
                            "versioning keeps what was deleted or overwritten",
                            Duration.ZERO,
                            Figure.DECISION,
                            Figure.VERSION_RESTORE));
                }
            }
            case REGION -> {
                if (graph.referrers(bucket, "bucket", REPLICATION).stream()
                        .anyMatch(config -> leaves(config, bucket))) {
                    ways.add(Means.of(
                                    "every object is replicated to a bucket in another Region",
                                    Figure.OBJECT_REPLICATION.time(),
                                    Figure.DECISION,
                                    Figure.SWITCH)
                            .losing(Figure.OBJECT_REPLICATION));
                }
            }
        }
        if (loss != Loss.ZONE) {
            plans(bucket, loss, Figure.OBJECT_RESTORE, ways);
        }
    }

    private boolean isVersioned(GraphResource bucket) {
        return isTrue(bucket, "versioning.enabled")
                || graph.referrers(bucket, "bucket", VERSIONINGS).stream().anyMatch(versioning -> versioning
                        .input("versioningConfiguration.status")
                        .asText()
                        .filter("Enabled"::equals)
                        .isPresent());
    }

    /** Says whether a replication copies whole buckets to another Region. */
    private boolean leaves(GraphResource replication, GraphResource bucket) {
        boolean whole = replication.input("rules").elements().stream()
                .anyMatch(rule ->
                        rule.at("status").asText().filter("Enabled"::equals).isPresent()
                                && rule.at("filter.prefix").asText().orElse("").isEmpty()
                                && rule.at("filter.tag").isAbsent()
                                && rule.at("filter.and").isAbsent());
        return whole
                && graph.references(replication, "rules", BUCKETS).stream()
                        .filter(target -> !target.equals(bucket))
                        .anyMatch(target -> !regions.of(target).equals(regions.of(bucket)));
    }

    private boolean target(GraphResource replication, GraphResource bucket) {
        return graph.references(replication, "rules", BUCKETS).contains(bucket)
                && !graph.references(replication, "bucket", BUCKETS).contains(bucket);
    }

    private void fileSystem(GraphResource files, Loss loss, List<Means> ways) {
        if (loss == Loss.ZONE && files.input("availabilityZoneName").isAbsent()) {
            ways.add(Means.none("EFS keeps a Regional file system in several zones"));
        }
        if (loss != Loss.REGION
                && graph.referrers(files, "fileSystemId", FILE_BACKUP).stream()
                        .anyMatch(policy -> policy.input("backupPolicy.status")
                                .asText()
                                .filter("ENABLED"::equals)
                                .isPresent())) {
            ways.add(Means.restore(
                    "a new file system from EFS's automatic backup",
                    Figure.DEFAULT_FILE_BACKUP.time(),
                    Figure.FILE_RESTORE,
                    Figure.DEFAULT_FILE_BACKUP));
        }
        if (loss == Loss.REGION
                && graph.referrers(files, "sourceFileSystemId", FILE_REPLICATION).stream()
                        .flatMap(replication -> replication.input("destinations").elements().stream()
                                .findFirst()
                                .or(() -> Optional.of(replication.input("destination")))
                                .stream())
                        .anyMatch(destination -> destination
                                .at("region")
                                .asText()
                                .filter(region -> !region.equals(regions.of(files)))
                                .isPresent())) {
            ways.add(Means.of(
                            "the replica in another Region is made writable",
                            Figure.FILE_REPLICATION.time(),
                            Figure.DECISION,
                            Figure.SWITCH)
                    .losing(Figure.FILE_REPLICATION));
        }
        plans(files, loss, Figure.FILE_RESTORE, ways);
    }

    private void table(GraphResource table, Loss loss, List<Means> ways) {
        if (loss == Loss.ZONE) {
            ways.add(Means.none("DynamoDB keeps a table in three zones"));
            return;
        }
        if (loss == Loss.REGION && !table.input("replicas").elements().isEmpty()) {
            ways.add(Means.of(
                            "a replica of the global table in another Region is used",
                            Figure.GLOBAL_LAG.time(),
                            Figure.DECISION,
                            Figure.SWITCH)
                    .losing(Figure.GLOBAL_LAG));
        }
        if (loss == Loss.DELETION && isTrue(table, "pointInTimeRecovery.enabled")) {
            ways.add(Means.restore(
                    "point-in-time restore, 35 days back",
                    Figure.TABLE_BACKUP.time(),
                    Figure.TABLE_RESTORE,
                    Figure.TABLE_BACKUP));
        }
        plans(table, loss, Figure.TABLE_RESTORE, ways);
    }

    private void plans(GraphResource store, Loss loss, Figure restoring, List<Means> ways) {
        for (BackupPlans.Coverage rule : plans.covering(store)) {
            if (loss != Loss.REGION) {
                boolean continuous =
                        rule.continuous() && Stream.of(FILE_SYSTEM, TABLE).noneMatch(store.type()::equals);
                ways.add(
                        continuous
                                ? Means.restore(
                                        "AWS Backup's continuous backup (" + rule.name() + ")",
                                        Figure.CONTINUOUS_LAG.time(),
                                        restoring,
                                        Figure.CONTINUOUS_LAG)
                                : Means.restore(
                                        "the last recovery point of AWS Backup (" + rule.name() + ", at most "
                                                + Times.words(rule.interval()) + " old)",
                                        rule.interval(),
                                        restoring));
            } else if (rule.otherRegion()) {
                ways.add(Means.restore(
                        "the last copy in the second Region's vault (" + rule.name() + ", at most "
                                + Times.words(rule.interval()) + " old when it is made)",
                        rule.interval().plus(Figure.VAULT_COPY.time()),
                        restoring,
                        Figure.VAULT_COPY));
            }
        }
    }

    private static boolean isTrue(GraphResource resource, String path) {
        return resource.input(path).asBoolean().orElse(false);
    }

    private static int number(GraphResource resource, String path, int standard) {
        PropertyValue value = resource.input(path);
        return (int) value.asNumber().orElse(standard);
    }

    private static String days(int days) {
        return days == 1 ? "1 day" : days + " days";
    }
}
