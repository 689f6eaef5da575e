package dev.plinth.policies.rules.change;

import static dev.plinth.policies.rule.PropertyChange.changeOf;

import dev.plinth.model.AwsTypes;
import dev.plinth.model.PropertyValue;
import dev.plinth.model.ResourceChange;
import dev.plinth.policies.condition.Versions;
import dev.plinth.policies.rule.ChangeCondition;
import dev.plinth.policies.rule.Rule;
import dev.plinth.policies.rule.RuleContext;
import dev.plinth.policies.rule.Severity;
import dev.plinth.policies.rule.Verdict;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Rules on changes of a database's or cache's engine, and of what it has to run on. */
final class CapacityChangeRules {

    private static final Pattern SIZE = Pattern.compile(".*\\.(nano|micro|small|medium|large|(\\d*)xlarge)(?:\\..*)?");
    private static final List<String> SIZES = List.of("nano", "micro", "small", "medium", "large");

    private static final Rule MAJOR_VERSION = Rule.named("major-version-with-way-back")
            .title("Major version upgrades use a blue/green deployment, or follow a snapshot")
            .severity(Severity.HIGH)
            .on(AwsTypes.RDS_INSTANCE, "engine", "engineVersion", "blueGreenUpdate.enabled")
            .on(AwsTypes.RDS_CLUSTER, "engine", "engineVersion")
            .on(AwsTypes.ELASTICACHE_REPLICATION_GROUP, "engine", "engineVersion", "snapshotRetentionLimit")
            .lookingAt(AwsTypes.RDS_SNAPSHOT, "dbInstanceIdentifier")
            .lookingAt(AwsTypes.RDS_CLUSTER_SNAPSHOT, "dbClusterIdentifier")
            .risk("Major version upgrades are irreversible. Without a snapshot or a blue/green deployment, a "
                    + "failed upgrade loses the database.")
            .remediation(
                    """
                    Use a blue/green deployment, or take a snapshot in an earlier change:
                    InstanceArgs.builder().blueGreenUpdate(InstanceBlueGreenUpdateArgs.builder().enabled(true).build())
                    new Snapshot("before-16", SnapshotArgs.builder().dbInstanceIdentifier(database.identifier()).build())
                    """)
            .requiresOfChange(CapacityChangeRules::majorVersion);

    private static final TypedPaths VERSIONS = TypedPaths.of(AwsTypes.RDS_INSTANCE, "engineVersion")
            .and(AwsTypes.RDS_CLUSTER, "engineVersion")
            .and(AwsTypes.RDS_CLUSTER_INSTANCE, "engineVersion")
            .and(AwsTypes.RDS_GLOBAL_CLUSTER, "engineVersion")
            .and(AwsTypes.DOCDB_CLUSTER, "engineVersion")
            .and(AwsTypes.NEPTUNE_CLUSTER, "engineVersion")
            .and(AwsTypes.ELASTICACHE_REPLICATION_GROUP, "engineVersion")
            .and(AwsTypes.ELASTICACHE_CLUSTER, "engineVersion")
            .and(AwsTypes.MEMORYDB_CLUSTER, "engineVersion")
            .and(AwsTypes.OPENSEARCH_DOMAIN, "engineVersion")
            .and(AwsTypes.ELASTICSEARCH_DOMAIN, "elasticsearchVersion")
            .and(AwsTypes.MSK_CLUSTER, "kafkaVersion")
            .and(AwsTypes.MQ_BROKER, "engineVersion")
            .and(AwsTypes.EKS_CLUSTER, "version");

    private static final Rule NOT_DOWNGRADED = VERSIONS.declareIn(Rule.named("engine-not-downgraded"))
            .title("The engine version is not downgraded")
            .severity(Severity.HIGH)
            .risk("AWS rejects the downgrade partway through the update, or replaces the resource and its data.")
            .remediation(
                    """
                    Keep the version. To go back, restore a snapshot into a new resource:
                    InstanceArgs.builder().engineVersion("16")
                    """)
            .requiresOfChange(VERSIONS.each(path ->
                    changeOf(path).holds(CapacityChangeRules::isNotDowngraded, "must be a version that is not lower")));

    private static final TypedPaths CLASSES = TypedPaths.of(AwsTypes.RDS_INSTANCE, "instanceClass")
            .and(AwsTypes.RDS_CLUSTER_INSTANCE, "instanceClass")
            .and(AwsTypes.ELASTICACHE_REPLICATION_GROUP, "nodeType")
            .and(AwsTypes.ELASTICACHE_CLUSTER, "nodeType")
            .and(AwsTypes.MEMORYDB_CLUSTER, "nodeType");

    private static final Rule CLASS_KEPT = CLASSES.declareIn(Rule.named("instance-class-not-reduced"))
            .title("The instance class of production databases and caches is not reduced")
            .severity(Severity.LOW)
            .risk("Connections and memory are reduced, the working set may no longer fit, and the change "
                    + "causes downtime.")
            .remediation(
                    """
                    Keep the class, unless measured load shows that a smaller one is enough:
                    InstanceArgs.builder().instanceClass("db.r6g.large")
                    """)
            .requiresOfChange(CLASSES.each(path -> changeOf(path)
                            .holds(CapacityChangeRules::isNotSmaller, "must be a class that is not smaller"))
                    .inProduction());

    private static final TypedPaths STANDBYS = TypedPaths.of(AwsTypes.RDS_INSTANCE, "multiAz")
            .and(AwsTypes.ELASTICACHE_REPLICATION_GROUP, "multiAzEnabled", "automaticFailoverEnabled");

    private static final TypedPaths COUNTS = TypedPaths.of(
                    AwsTypes.ELASTICACHE_REPLICATION_GROUP, "numCacheClusters", "replicasPerNodeGroup", "numNodeGroups")
            .and(AwsTypes.MEMORYDB_CLUSTER, "numReplicasPerShard", "numShards")
            .and(AwsTypes.OPENSEARCH_DOMAIN, "clusterConfig.instanceCount")
            .and(AwsTypes.ELASTICSEARCH_DOMAIN, "clusterConfig.instanceCount")
            .and(AwsTypes.MSK_CLUSTER, "numberOfBrokerNodes")
            .and(AwsTypes.APPAUTOSCALING_TARGET, "minCapacity");

    private static final Rule STANDBY_KEPT = Rule.named("standby-not-removed")
            .title("Standbys and failover are not disabled, and read replicas are not deleted")
            .severity(Severity.HIGH)
            .on(AwsTypes.RDS_INSTANCE, "multiAz", "replicateSourceDb")
            .on(AwsTypes.ELASTICACHE_REPLICATION_GROUP, "multiAzEnabled", "automaticFailoverEnabled")
            .on(AwsTypes.RDS_CLUSTER_INSTANCE)
            .risk("The system no longer survives the loss of an Availability Zone.")
            .remediation(
                    """
                    Keep the standby:
                    InstanceArgs.builder().multiAz(true)
                    """)
            .requiresOfChange(STANDBYS.each(path -> changeOf(path).staysTrue()).and(CapacityChangeRules::replicaStays));

    private static final Rule REPLICAS_KEPT = COUNTS.declareIn(Rule.named("replicas-not-reduced"))
            .title("The number of replicas, shards, nodes and minimum tasks is not reduced")
            .severity(Severity.MEDIUM)
            .risk("The remaining capacity carries the whole load, with less tolerance for failures.")
            .remediation(
                    """
                    Keep the number:
                    ReplicationGroupArgs.builder().numCacheClusters(3)
                    """)
            .requiresOfChange(COUNTS.each(path -> changeOf(path).doesNotDecrease()));

    static final List<Rule> ALL = List.of(MAJOR_VERSION, NOT_DOWNGRADED, CLASS_KEPT, STANDBY_KEPT, REPLICAS_KEPT);

    private CapacityChangeRules() {}

    private static Verdict majorVersion(ResourceChange change, RuleContext context) {
        String engine = change.after("engine")
                .asText()
                .orElseGet(() -> change.before("engine").asText().orElse(""));
        ChangeCondition staysInMajor = changeOf("engineVersion")
                .holds(
                        (before, after) -> !isMajorUpgrade(before, after, engine),
                        "a major version upgrade requires " + wayBack(change));
        Verdict verdict = staysInMajor.test(change, context);
        if (!(verdict instanceof Verdict.Fail)) {
            return verdict;
        }
        Verdict fallback = fallback(change, context);
        return fallback instanceof Verdict.Fail ? verdict : fallback;
    }

    private static String wayBack(ResourceChange change) {
        return switch (change.resource().type()) {
            case AwsTypes.RDS_INSTANCE -> "blueGreenUpdate.enabled, or a Snapshot from an earlier change";
            case AwsTypes.ELASTICACHE_REPLICATION_GROUP -> "a snapshotRetentionLimit of at least 1";
            default -> "a ClusterSnapshot from an earlier change";
        };
    }

    private static boolean isMajorUpgrade(PropertyValue before, PropertyValue after, String engine) {
        if (before.isAbsent() && after.isAbsent()) {
            return false;
        }
        Optional<Versions> old = version(before);
        Optional<Versions> next = version(after);
        if (old.isEmpty() || next.isEmpty()) {
            // What is left out is AWS's choice; what is no version can't be compared.
            return !before.revealed().equals(after.revealed()) && !after.isAbsent();
        }
        return old.get().isMajorBelow(next.get(), engine);
    }

    private static Verdict fallback(ResourceChange change, RuleContext context) {
        return switch (change.resource().type()) {
            case AwsTypes.RDS_INSTANCE -> {
                PropertyValue blueGreen = change.after("blueGreenUpdate.enabled");
                boolean isSafe = blueGreen.asBoolean().orElse(false)
                        || hasSnapshot(change, context, "dbInstanceIdentifier", AwsTypes.RDS_SNAPSHOT);
                yield blueGreen.isUnknown() && !isSafe
                        ? Verdict.unknown("blueGreenUpdate.enabled")
                        : Verdict.passIf(isSafe, "");
            }
            case AwsTypes.ELASTICACHE_REPLICATION_GROUP -> {
                PropertyValue limit = change.after("snapshotRetentionLimit");
                yield limit.isUnknown()
                        ? Verdict.unknown("snapshotRetentionLimit")
                        : Verdict.passIf(limit.asNumber().orElse(0) >= 1, "");
            }
            default ->
                Verdict.passIf(hasSnapshot(change, context, "dbClusterIdentifier", AwsTypes.RDS_CLUSTER_SNAPSHOT), "");
        };
    }

    /** A snapshot that this change takes would wait for the upgrade of what it is taken of. */
    private static boolean hasSnapshot(ResourceChange change, RuleContext context, String property, String type) {
        return context.referrers(change.resource(), property, type).stream()
                .anyMatch(snapshot -> context.changes().stream()
                        .anyMatch(other -> other.resource().urn().equals(snapshot.urn())
                                && other.before().isPresent()
                                && !other.endsResource()));
    }

    private static Optional<Versions> version(PropertyValue value) {
        // YAML makes a number of an unquoted 16.
        return (value.asText().isPresent() ? value.asText() : Optional.of(value.describe()))
                .filter(text -> value.asText().isPresent() || value.asNumber().isPresent())
                .flatMap(Versions::of);
    }

    private static boolean isNotDowngraded(PropertyValue before, PropertyValue after) {
        if (before.isAbsent() || after.isAbsent() || before.revealed().equals(after.revealed())) {
            return true;
        }
        Optional<Versions> old = version(before);
        Optional<Versions> next = version(after);
        return next.isPresent() && (old.isEmpty() || !next.get().isBelow(old.get()));
    }

    private static boolean isNotSmaller(PropertyValue before, PropertyValue after) {
        if (before.isAbsent() || after.isAbsent()) {
            return true;
        }
        return size(after) >= 0 && size(before) <= size(after);
    }

    /** A class's place among the sizes: nano is 0, xlarge comes after large, 2xlarge after that; -1 for what has none. */
    private static int size(PropertyValue value) {
        Matcher matcher = SIZE.matcher(value.asText().orElse(""));
        if (!matcher.matches()) {
            return value.asText().filter("db.serverless"::equals).isPresent() ? Integer.MAX_VALUE : -1;
        }
        if (matcher.group(2) == null) {
            return SIZES.indexOf(matcher.group(1));
        }
        return SIZES.size() - 1 + (matcher.group(2).isEmpty() ? 1 : Integer.parseInt(matcher.group(2)));
    }

    private static Verdict replicaStays(ResourceChange change, RuleContext context) {
        boolean isReplica = change.resource().type().equals(AwsTypes.RDS_CLUSTER_INSTANCE)
                || change.before().filter(Stateful::isCopy).isPresent();
        if (!isReplica || change.before().isEmpty()) {
            return Verdict.NOT_APPLICABLE;
        }
        return Verdict.passIf(
                change.operation() != ResourceChange.Operation.DELETE,
                "the change deletes it, which removes read capacity and a failover target");
    }
}
