package dev.plinth.preview.forecast;

import dev.plinth.model.GraphResource;
import dev.plinth.model.PropertyValue;
import dev.plinth.model.ResourceChange;
import dev.plinth.model.ResourceChange.Operation;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Downtime of changes of an RDS instance, immediate or in the maintenance window. */
final class DatabaseDowntime implements DowntimeRule {

    /** Settings that RDS changes online. */
    private static final Set<String> ONLINE = Set.of(
            "allocatedStorage",
            "allowMajorVersionUpgrade",
            "applyImmediately",
            "autoMinorVersionUpgrade",
            "backupWindow",
            "blueGreenUpdate",
            "copyTagsToSnapshot",
            "deleteAutomatedBackups",
            "deletionProtection",
            "enabledCloudwatchLogsExports",
            "finalSnapshotIdentifier",
            "iamDatabaseAuthenticationEnabled",
            "iops",
            "maintenanceWindow",
            "manageMasterUserPassword",
            "masterUserSecretKmsKeyId",
            "maxAllocatedStorage",
            "monitoringInterval",
            "monitoringRoleArn",
            "multiAz",
            "password",
            "performanceInsightsEnabled",
            "performanceInsightsKmsKeyId",
            "performanceInsightsRetentionPeriod",
            "publiclyAccessible",
            "skipFinalSnapshot",
            "storageThroughput",
            "tags",
            "tagsAll",
            "vpcSecurityGroupIds");

    /** Failover to the standby. */
    private static final DowntimeRange FAILOVER = DowntimeRange.seconds(60, 120);

    /** Restart without a standby; RDS publishes no figure. */
    private static final DowntimeRange RESTART = DowntimeRange.minutes(1, 5);

    /** Move to another host without a standby; it takes as long as the crash recovery. */
    private static final DowntimeRange MOVE = DowntimeRange.minutes(3, 15);

    @Override
    public List<Interruption> of(ResourceChange change, Forecast forecast) {
        if (change.operation() == Operation.REPLACE) {
            return List.of(replaced(change, forecast));
        }
        List<Interruption> interruptions = new ArrayList<>();
        Set<String> changed = PlannedStep.changed(change);
        for (String key : changed) {
            // An upgrade restarts the instance with the new parameter group.
            if (!key.equals("parameterGroupName") || !changed.contains("engineVersion")) {
                of(key, change).ifPresent(interruptions::add);
            }
        }
        return interruptions;
    }

    private static Interruption replaced(ResourceChange change, Forecast forecast) {
        return forecast.absence(change.resource().urn())
                .flatMap(DowntimeRange::low)
                .map(away -> Interruption.now(
                        change.resource(),
                        DowntimeRange.atLeast(away),
                        "deleted before it is recreated, and empty until its data is restored",
                        "this forecast"))
                .orElseGet(() -> Interruption.unknown(
                        change.resource(), "the replacement is empty until its data is restored", "this forecast"));
    }

    private static Optional<Interruption> of(String key, ResourceChange change) {
        GraphResource instance = change.resource();
        boolean standby = change.before("multiAz").asBoolean().orElse(false);
        return switch (key) {
            case "instanceClass" ->
                Optional.of(deferred(
                        change,
                        standby
                                ? Interruption.now(
                                        instance,
                                        FAILOVER,
                                        "instance class change: failover to the standby",
                                        DowntimeSources.RDS_IMPACT)
                                : Interruption.now(
                                        instance,
                                        MOVE,
                                        "instance class change without a standby: unavailable during the move to"
                                                + " another host",
                                        DowntimeSources.RDS_IMPACT + " (interruption); minutes: "
                                                + DowntimeSources.ASSUMPTION)));
            case "engineVersion" -> Optional.of(deferred(change, upgrade(change)));
            case "parameterGroupName" ->
                Optional.of(Interruption.now(
                                instance,
                                standby ? FAILOVER : RESTART,
                                "parameter group change: applied after a reboot",
                                DowntimeSources.RDS_PARAMETERS)
                        .later(ParameterDowntime.REBOOT));
            case "port" ->
                Optional.of(Interruption.now(
                        instance,
                        RESTART,
                        "port change: immediate restart regardless of applyImmediately, and clients need the new port",
                        DowntimeSources.RDS_SETTINGS + "; minutes: " + DowntimeSources.ASSUMPTION));
            case "identifier" ->
                Optional.of(deferred(
                        change,
                        Interruption.now(
                                instance,
                                DowntimeRange.atLeast(RESTART.low().orElseThrow()),
                                "identifier change: restart, and clients need the new address",
                                DowntimeSources.RDS_SETTINGS)));
            case "backupRetentionPeriod" -> retention(change);
            case "storageType" -> storage(change);
            default ->
                ONLINE.contains(key)
                        ? Optional.empty()
                        : Optional.of(Interruption.unknown(
                                instance,
                                "the effect of a change of " + key + " is unknown",
                                DowntimeSources.RDS_SETTINGS));
        };
    }

    /** Returns the downtime of an upgrade, in which primary and standby are upgraded together. */
    private static Interruption upgrade(ResourceChange change) {
        GraphResource instance = change.resource();
        if (change.after("blueGreenUpdate.enabled").asBoolean().orElse(false)) {
            return Interruption.now(
                    instance,
                    DowntimeRange.seconds(0, 60),
                    "engine upgrade by a blue/green deployment: connections are closed at the switchover",
                    DowntimeSources.RDS_BLUE_GREEN);
        }
        Optional<String> from = major(change.before("engineVersion"));
        Optional<String> to = major(change.after("engineVersion"));
        if (from.isEmpty() || to.isEmpty()) {
            return Interruption.unknown(
                    instance, "engine upgrade, unknown whether major or minor", DowntimeSources.RDS_UPGRADE);
        }
        boolean isMajor = !from.equals(to);
        return Interruption.now(
                instance,
                isMajor ? DowntimeRange.minutes(10, 60) : DowntimeRange.minutes(2, 15),
                (isMajor ? "major engine upgrade" : "minor engine upgrade")
                        + ": unavailable until it is done, including the standby",
                DowntimeSources.RDS_UPGRADE + " (interruption); minutes: " + DowntimeSources.ASSUMPTION);
    }

    /** Returns the major version: the first number, as in PostgreSQL since version 10. */
    private static Optional<String> major(PropertyValue version) {
        return version.asText().map(text -> text.split("\\.", 2)[0]);
    }

    private static Optional<Interruption> retention(ResourceChange change) {
        var before = change.before("backupRetentionPeriod").asNumber();
        var after = change.after("backupRetentionPeriod").asNumber();
        boolean known = before.isPresent() && after.isPresent();
        if (known && before.getAsDouble() > 0 == after.getAsDouble() > 0) {
            return Optional.empty();
        }
        return Optional.of(deferred(
                change,
                Interruption.now(
                        change.resource(),
                        RESTART,
                        "automated backups turned on or off: restart",
                        DowntimeSources.RDS_SETTINGS + "; minutes: " + DowntimeSources.ASSUMPTION)));
    }

    /** Returns the downtime of a change from or to magnetic storage; changes between SSD types are online. */
    private static Optional<Interruption> storage(ResourceChange change) {
        boolean magnetic = List.of(change.before("storageType"), change.after("storageType")).stream()
                .anyMatch(type -> !type.asText().orElse("").matches("gp\\d|io\\d"));
        return magnetic
                ? Optional.of(deferred(
                        change,
                        Interruption.now(
                                change.resource(),
                                RESTART,
                                "change from or to magnetic storage: unavailable at the start",
                                DowntimeSources.RDS_SETTINGS + "; minutes: " + DowntimeSources.ASSUMPTION)))
                : Optional.empty();
    }

    /** Defers an interruption to the maintenance window unless {@code applyImmediately} is on. */
    private static Interruption deferred(ResourceChange change, Interruption interruption) {
        return MaintenanceWindow.of(change).map(interruption::later).orElse(interruption);
    }
}
