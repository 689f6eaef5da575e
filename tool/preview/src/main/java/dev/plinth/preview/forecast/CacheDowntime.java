package dev.plinth.preview.forecast;

import dev.plinth.model.GraphResource;
import dev.plinth.model.ResourceChange;
import dev.plinth.model.ResourceChange.Operation;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What a change of an ElastiCache replication group interrupts, and whether at once or in its maintenance window. */
final class CacheDowntime implements DowntimeRule {

    /** Settings that ElastiCache changes while the group serves. */
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

    /** A failover lasts a few seconds; the name may lead to the old node for up to a minute. */
    private static final Extent FAILOVER = Extent.seconds(2, 60);

    /** What making a node and filling it takes; ElastiCache gives no figure. */
    private static final Extent NEW_NODE = Extent.minutes(2, 15);

    @Override
    public List<Interruption> of(ResourceChange change, Forecast forecast) {
        if (change.operation() == Operation.REPLACE) {
            return Downtime.replaced(change, forecast);
        }
        List<Interruption> interruptions = new ArrayList<>();
        for (String key : PlannedStep.changed(change)) {
            of(key, change)
                    .map(found -> Window.of(change).map(found::later).orElse(found))
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
                                        "another node type: a new primary takes over",
                                        Facts.CACHE_SCALING + "; the seconds as for an upgrade")
                                : Interruption.now(
                                        cache,
                                        NEW_NODE,
                                        "another node type, and no replica: connections end while the node is exchanged",
                                        Facts.CACHE_SCALING + "; the minutes are an " + Facts.ASSUMPTION));
            case "engine", "engineVersion" ->
                Optional.of(
                        failover
                                ? Interruption.now(
                                        cache,
                                        FAILOVER,
                                        "another engine version: writes wait for the failover, reads go on",
                                        Facts.CACHE_UPGRADE)
                                : Interruption.now(
                                        cache,
                                        NEW_NODE,
                                        "another engine version, and no replica: the node answers nothing meanwhile",
                                        Facts.CACHE_UPGRADE
                                                + " (it interrupts); the minutes are an "
                                                + Facts.ASSUMPTION));
            default ->
                ONLINE.contains(key)
                        ? Optional.empty()
                        : Optional.of(Interruption.unknown(
                                cache, "Plinth knows nothing of what a change of " + key + " interrupts", ""));
        };
    }
}
