package dev.plinth.preview.forecast;

import dev.plinth.model.GraphResource;
import dev.plinth.model.ResourceChange;
import dev.plinth.model.ResourceChange.Operation;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Downtime of changes of an ElastiCache replication group, immediate or in the maintenance window. */
final class CacheDowntime implements DowntimeRule {

    /** Settings that ElastiCache changes online. */
    private static final Set<String> ONLINE = Set.of(
            "applyImmediately",
            "authToken",
            "authTokenUpdateStrategy",
            "autoMinorVersionUpgrade",
            "automaticFailoverEnabled",
            "description",
            "finalSnapshotIdentifier",
            "logDeliveryConfigurations",
            "maintenanceWindow",
            "multiAzEnabled",
            "notificationTopicArn",
            "numCacheClusters",
            "numNodeGroups",
            "replicasPerNodeGroup",
            "securityGroupIds",
            "snapshotRetentionLimit",
            "snapshotWindow",
            "tags",
            "tagsAll",
            "userGroupIds");

    /** Failover of a few seconds; the endpoint may resolve to the old node for up to a minute. */
    private static final DowntimeRange FAILOVER = DowntimeRange.seconds(2, 60);

    /** Creation of a node with its data; ElastiCache publishes no figure. */
    private static final DowntimeRange NEW_NODE = DowntimeRange.minutes(2, 15);

    @Override
    public List<Interruption> of(ResourceChange change, Forecast forecast) {
        if (change.operation() == Operation.REPLACE) {
            return Downtime.replaced(change, forecast);
        }
        List<Interruption> interruptions = new ArrayList<>();
        for (String key : PlannedStep.changed(change)) {
            of(key, change)
                    .map(found -> MaintenanceWindow.of(change).map(found::later).orElse(found))
                    .ifPresent(interruptions::add);
        }
        return interruptions;
    }

    private static Optional<Interruption> of(String key, ResourceChange change) {
        GraphResource cache = change.resource();
        boolean failover = change.before("automaticFailoverEnabled").asBoolean().orElse(false);
        return switch (key) {
            case "nodeType" ->
                Optional.of(
                        failover
                                ? Interruption.now(
                                        cache,
                                        FAILOVER,
                                        "node type change: failover to a new primary",
                                        DowntimeSources.CACHE_SCALING + "; seconds as for an upgrade")
                                : Interruption.now(
                                        cache,
                                        NEW_NODE,
                                        "node type change without a replica: connections are closed while the node is"
                                                + " replaced",
                                        DowntimeSources.CACHE_SCALING + "; minutes: " + DowntimeSources.ASSUMPTION));
            case "engine", "engineVersion" ->
                Optional.of(
                        failover
                                ? Interruption.now(
                                        cache,
                                        FAILOVER,
                                        "engine upgrade: no writes during the failover, reads continue",
                                        DowntimeSources.CACHE_UPGRADE)
                                : Interruption.now(
                                        cache,
                                        NEW_NODE,
                                        "engine upgrade without a replica: the node is unavailable",
                                        DowntimeSources.CACHE_UPGRADE
                                                + " (interruption); minutes: "
                                                + DowntimeSources.ASSUMPTION));
            default ->
                ONLINE.contains(key)
                        ? Optional.empty()
                        : Optional.of(
                                Interruption.unknown(cache, "the effect of a change of " + key + " is unknown", ""));
        };
    }
}
