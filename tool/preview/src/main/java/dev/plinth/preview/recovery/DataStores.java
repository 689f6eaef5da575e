package dev.plinth.preview.recovery;

import dev.plinth.model.AwsTypes;
import dev.plinth.model.GraphResource;
import dev.plinth.model.PropertyValue;
import dev.plinth.model.ResourceGraph;
import dev.plinth.policies.rule.PlatformTypes;
import dev.plinth.policies.rules.change.Stateful;
import dev.plinth.preview.SupabaseProjects;
import dev.plinth.settings.Loss;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Stream;

/** Data stores of a stack, and the recovery methods that their settings allow. */
final class DataStores {

    private static final String[] BUCKETS = {AwsTypes.S3_BUCKET_V2, AwsTypes.S3_BUCKET};
    private static final String[] VERSIONINGS = {AwsTypes.S3_BUCKET_VERSIONING_V2, AwsTypes.S3_BUCKET_VERSIONING};

    private static final List<String> TYPES = List.of(
            AwsTypes.RDS_INSTANCE,
            AwsTypes.RDS_CLUSTER,
            AwsTypes.ELASTICACHE_REPLICATION_GROUP,
            BUCKETS[0],
            BUCKETS[1],
            AwsTypes.EFS_FILE_SYSTEM,
            AwsTypes.DYNAMODB_TABLE,
            PlatformTypes.SUPABASE_PROJECT,
            PlatformTypes.VOLUME);

    /** Instance sizes that require a paid plan, whose projects are backed up. */
    private static final Set<String> PAID_SIZES = Set.of(
            "micro", "small", "medium", "large", "xlarge", "2xlarge", "4xlarge", "8xlarge", "12xlarge", "16xlarge");

    private final ResourceGraph graph;
    private final ResourceRegions regions;
    private final BackupPlans plans;

    DataStores(ResourceGraph graph, String region) {
        this.graph = graph;
        this.regions = new ResourceRegions(graph, region);
        this.plans = new BackupPlans(graph, regions);
    }

    /** Returns the stores without copies of others, sorted by URN. */
    List<GraphResource> all() {
        return graph.ofType(TYPES.toArray(String[]::new)).stream()
                .filter(store -> !Stateful.isCopy(store) && !DockerVolumes.holdsBackups(store))
                .filter(store -> graph.ofType(AwsTypes.S3_BUCKET_REPLICATION_CONFIG).stream()
                        .noneMatch(replication -> target(replication, store)))
                .toList();
    }

    /**
     * Returns whether AWS Backup supports restore tests of a store, which it does not for caches and stores outside of AWS.
     *
     * @see <a href="https://docs.aws.amazon.com/aws-backup/latest/devguide/restore-testing.html">Restore testing</a>
     */
    static boolean canBeTested(GraphResource store) {
        return store.type().startsWith("aws:") && !store.type().equals(AwsTypes.ELASTICACHE_REPLICATION_GROUP);
    }

    /** Returns the best recovery method after a loss; empty for none. */
    Optional<RecoveryMethod> best(GraphResource store, Loss loss) {
        return method(store, loss).stream().min(RecoveryMethod.BEST);
    }

    private List<RecoveryMethod> method(GraphResource store, Loss loss) {
        List<RecoveryMethod> ways = new ArrayList<>();
        switch (store.type()) {
            case AwsTypes.RDS_INSTANCE -> instance(store, loss, ways);
            case AwsTypes.RDS_CLUSTER -> cluster(store, loss, ways);
            case AwsTypes.ELASTICACHE_REPLICATION_GROUP -> cache(store, loss, ways);
            case AwsTypes.EFS_FILE_SYSTEM -> fileSystem(store, loss, ways);
            case AwsTypes.DYNAMODB_TABLE -> table(store, loss, ways);
            case PlatformTypes.SUPABASE_PROJECT -> project(store, loss, ways);
            case PlatformTypes.VOLUME -> volume(store, loss, ways);
            default -> bucket(store, loss, ways);
        }
        return ways;
    }

    private void instance(GraphResource database, Loss loss, List<RecoveryMethod> ways) {
        if (loss == Loss.ZONE && isTrue(database, "multiAz")) {
            ways.add(RecoveryMethod.of(
                    "automatic failover to the standby in another zone, which has every commit",
                    Duration.ZERO,
                    RecoveryFigure.RDS_FAILOVER));
        }
        boolean backups = number(database, "backupRetentionPeriod", 0) > 0;
        if (loss != Loss.REGION && backups) {
            ways.add(RecoveryMethod.restore(
                    "point-in-time restore within " + days(number(database, "backupRetentionPeriod", 0)),
                    RecoveryFigure.RDS_LOGS.time(),
                    RecoveryFigure.DATABASE_RESTORE,
                    RecoveryFigure.RDS_LOGS));
        }
        if (loss == Loss.REGION) {
            if (!graph.referrers(database, "sourceDbInstanceArn", AwsTypes.RDS_INSTANCE_AUTOMATED_BACKUPS_REPLICATION)
                    .isEmpty()) {
                ways.add(RecoveryMethod.restore(
                        "point-in-time restore from automated backups that are replicated to another Region",
                        RecoveryFigure.LOG_COPY.time(),
                        RecoveryFigure.DATABASE_RESTORE,
                        RecoveryFigure.LOG_COPY));
            }
            if (graph.referrers(database, "replicateSourceDb", AwsTypes.RDS_INSTANCE).stream()
                    .anyMatch(replica -> !regions.of(replica).equals(regions.of(database)))) {
                ways.add(RecoveryMethod.of(
                                "promotion of a read replica in another Region",
                                RecoveryFigure.REPLICA_LAG.time(),
                                RecoveryFigure.DECISION,
                                RecoveryFigure.PROMOTION)
                        .losing(RecoveryFigure.REPLICA_LAG));
            }
        }
        plans(database, loss, RecoveryFigure.DATABASE_RESTORE, ways);
    }

    private void cluster(GraphResource cluster, Loss loss, List<RecoveryMethod> ways) {
        boolean aurora = cluster.input("engine")
                .asText()
                .filter(engine -> engine.startsWith("aurora"))
                .isPresent();
        if (loss == Loss.ZONE) {
            int instances = graph.referrers(cluster, "clusterIdentifier", AwsTypes.RDS_CLUSTER_INSTANCE)
                    .size();
            String words = aurora
                    ? "storage copies in three zones, and automatic "
                    : "standbys in two other zones, which have every commit, and automatic ";
            RecoveryFigure failover = !aurora
                    ? RecoveryFigure.CLUSTER_FAILOVER
                    : instances > 1 ? RecoveryFigure.AURORA_FAILOVER : RecoveryFigure.AURORA_RECREATION;
            String taking = aurora && instances < 2 ? "creation of a new writer" : "failover to a reader";
            ways.add(RecoveryMethod.of(words + taking, Duration.ZERO, failover));
        }
        if (loss != Loss.REGION) {
            // The default of AWS is one day.
            ways.add(RecoveryMethod.restore(
                    "point-in-time restore within " + days(number(cluster, "backupRetentionPeriod", 1)),
                    RecoveryFigure.AURORA_BACKUP.time(),
                    RecoveryFigure.DATABASE_RESTORE,
                    RecoveryFigure.AURORA_BACKUP));
        } else if (!cluster.input("globalClusterIdentifier").isAbsent()) {
            ways.add(global("promotion of the global database's cluster in another Region"));
        }
        plans(cluster, loss, RecoveryFigure.DATABASE_RESTORE, ways);
    }

    private static RecoveryMethod global(String words) {
        return RecoveryMethod.of(
                        words, RecoveryFigure.GLOBAL_LAG.time(), RecoveryFigure.DECISION, RecoveryFigure.PROMOTION)
                .losing(RecoveryFigure.GLOBAL_LAG);
    }

    private void cache(GraphResource cache, Loss loss, List<RecoveryMethod> ways) {
        if (loss == Loss.ZONE && isTrue(cache, "multiAzEnabled") && isTrue(cache, "automaticFailoverEnabled")) {
            ways.add(RecoveryMethod.of(
                            "automatic failover to a replica in another zone, without unreplicated writes",
                            RecoveryFigure.CACHE_LAG.time(),
                            RecoveryFigure.CACHE_FAILOVER)
                    .losing(RecoveryFigure.CACHE_LAG));
        }
        if (loss == Loss.REGION && !cache.input("globalReplicationGroupId").isAbsent()) {
            ways.add(global("promotion of the global datastore's group in another Region"));
        }
        if (loss != Loss.REGION && number(cache, "snapshotRetentionLimit", 0) > 0) {
            ways.add(RecoveryMethod.restore(
                    "new group from the last daily snapshot, within "
                            + days(number(cache, "snapshotRetentionLimit", 0)),
                    RecoveryFigure.DAILY_SNAPSHOT.time(),
                    RecoveryFigure.CACHE_RESTORE,
                    RecoveryFigure.DAILY_SNAPSHOT));
        }
    }

    private void bucket(GraphResource bucket, Loss loss, List<RecoveryMethod> ways) {
        switch (loss) {
            case ZONE -> ways.add(RecoveryMethod.none("S3 stores objects in at least three zones"));
            case DELETION -> {
                if (isVersioned(bucket)) {
                    ways.add(RecoveryMethod.of(
                            "versioning keeps deleted and overwritten objects",
                            Duration.ZERO,
                            RecoveryFigure.DECISION,
                            RecoveryFigure.VERSION_RESTORE));
                }
            }
            case REGION -> {
                if (graph.referrers(bucket, "bucket", AwsTypes.S3_BUCKET_REPLICATION_CONFIG).stream()
                        .anyMatch(config -> leaves(config, bucket))) {
                    ways.add(RecoveryMethod.of(
                                    "replication of all objects to a bucket in another Region",
                                    RecoveryFigure.OBJECT_REPLICATION.time(),
                                    RecoveryFigure.DECISION,
                                    RecoveryFigure.SWITCH)
                            .losing(RecoveryFigure.OBJECT_REPLICATION));
                }
            }
        }
        if (loss != Loss.ZONE) {
            plans(bucket, loss, RecoveryFigure.OBJECT_RESTORE, ways);
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

    /** Returns whether a replication copies whole buckets to another Region. */
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

    private void fileSystem(GraphResource files, Loss loss, List<RecoveryMethod> ways) {
        if (loss == Loss.ZONE && files.input("availabilityZoneName").isAbsent()) {
            ways.add(RecoveryMethod.none("EFS stores a Regional file system in several zones"));
        }
        if (loss != Loss.REGION
                && graph.referrers(files, "fileSystemId", AwsTypes.EFS_BACKUP_POLICY).stream()
                        .anyMatch(policy -> policy.input("backupPolicy.status")
                                .asText()
                                .filter("ENABLED"::equals)
                                .isPresent())) {
            ways.add(RecoveryMethod.restore(
                    "new file system from EFS's automatic backup",
                    RecoveryFigure.DEFAULT_FILE_BACKUP.time(),
                    RecoveryFigure.FILE_RESTORE,
                    RecoveryFigure.DEFAULT_FILE_BACKUP));
        }
        if (loss == Loss.REGION
                && graph.referrers(files, "sourceFileSystemId", AwsTypes.EFS_REPLICATION_CONFIGURATION).stream()
                        .flatMap(replication -> replication.input("destinations").elements().stream()
                                .findFirst()
                                .or(() -> Optional.of(replication.input("destination")))
                                .stream())
                        .anyMatch(destination -> destination
                                .at("region")
                                .asText()
                                .filter(region -> !region.equals(regions.of(files)))
                                .isPresent())) {
            ways.add(RecoveryMethod.of(
                            "failover to the replica in another Region",
                            RecoveryFigure.FILE_REPLICATION.time(),
                            RecoveryFigure.DECISION,
                            RecoveryFigure.SWITCH)
                    .losing(RecoveryFigure.FILE_REPLICATION));
        }
        plans(files, loss, RecoveryFigure.FILE_RESTORE, ways);
    }

    private void table(GraphResource table, Loss loss, List<RecoveryMethod> ways) {
        if (loss == Loss.ZONE) {
            ways.add(RecoveryMethod.none("DynamoDB stores a table in three zones"));
            return;
        }
        if (loss == Loss.REGION && !table.input("replicas").elements().isEmpty()) {
            ways.add(RecoveryMethod.of(
                            "use of a replica of the global table in another Region",
                            RecoveryFigure.GLOBAL_LAG.time(),
                            RecoveryFigure.DECISION,
                            RecoveryFigure.SWITCH)
                    .losing(RecoveryFigure.GLOBAL_LAG));
        }
        if (loss == Loss.DELETION && isTrue(table, "pointInTimeRecovery.enabled")) {
            ways.add(RecoveryMethod.restore(
                    "point-in-time restore within 35 days",
                    RecoveryFigure.TABLE_BACKUP.time(),
                    RecoveryFigure.TABLE_RESTORE,
                    RecoveryFigure.TABLE_BACKUP));
        }
        plans(table, loss, RecoveryFigure.TABLE_RESTORE, ways);
    }

    /** Backups of a project are in its Region, and are deleted with it. */
    private void project(GraphResource project, Loss loss, List<RecoveryMethod> ways) {
        if (loss == Loss.REGION) {
            return;
        }
        OptionalInt days = SupabaseProjects.recoveryDays(project, graph);
        if (days.isPresent()) {
            ways.add(RecoveryMethod.restore(
                    "point-in-time restore within " + days(days.getAsInt()) + ", while the project exists",
                    RecoveryFigure.HOSTED_LOGS.time(),
                    RecoveryFigure.HOSTED_RESTORE,
                    RecoveryFigure.HOSTED_LOGS));
        } else if (project.input("instanceSize")
                .asText()
                .filter(PAID_SIZES::contains)
                .isPresent()) {
            ways.add(RecoveryMethod.restore(
                    "Supabase's daily backup, while the project exists",
                    RecoveryFigure.HOSTED_BACKUP.time(),
                    RecoveryFigure.HOSTED_RESTORE,
                    RecoveryFigure.HOSTED_BACKUP));
        }
    }

    private void volume(GraphResource volume, Loss loss, List<RecoveryMethod> ways) {
        if (loss == Loss.DELETION) {
            DockerVolumes.backupInterval(volume)
                    .ifPresent(interval -> ways.add(RecoveryMethod.restore(
                            "last verified backup on the same host (at most " + RecoveryTimes.words(interval) + " old)",
                            interval,
                            RecoveryFigure.DUMP_RESTORE)));
        }
        DockerVolumes.hosts(volume, graph).forEach(host -> plans(host, loss, RecoveryFigure.HOST_RESTORE, ways));
    }

    private void plans(GraphResource store, Loss loss, RecoveryFigure restoring, List<RecoveryMethod> ways) {
        for (BackupPlans.Coverage rule : plans.covering(store)) {
            if (loss != Loss.REGION) {
                boolean continuous = rule.continuous()
                        && Stream.of(AwsTypes.EFS_FILE_SYSTEM, AwsTypes.DYNAMODB_TABLE, AwsTypes.EC2_INSTANCE)
                                .noneMatch(store.type()::equals);
                ways.add(
                        continuous
                                ? RecoveryMethod.restore(
                                        "continuous backup of AWS Backup (" + rule.name() + ")",
                                        RecoveryFigure.CONTINUOUS_LAG.time(),
                                        restoring,
                                        RecoveryFigure.CONTINUOUS_LAG)
                                : RecoveryMethod.restore(
                                        "last recovery point of AWS Backup (" + rule.name() + ", at most "
                                                + RecoveryTimes.words(rule.interval()) + " old)",
                                        rule.interval(),
                                        restoring));
            } else if (rule.otherRegion()) {
                ways.add(RecoveryMethod.restore(
                        "last copy in a vault in another Region (" + rule.name() + ", at most "
                                + RecoveryTimes.words(rule.interval()) + " old when copied)",
                        rule.interval().plus(RecoveryFigure.VAULT_COPY.time()),
                        restoring,
                        RecoveryFigure.VAULT_COPY));
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
