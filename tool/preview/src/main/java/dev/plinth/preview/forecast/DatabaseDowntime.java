package dev.plinth.preview.forecast;

import dev.plinth.model.GraphResource;
import dev.plinth.model.PropertyValue;
import dev.plinth.model.ResourceChange;
import dev.plinth.model.ResourceChange.Operation;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What a change of an RDS instance interrupts, and whether at once or in its maintenance window. */
final class DatabaseDowntime implements DowntimeRule {

    /** Settings that RDS changes while the instance serves. */
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

    /** What a failover to the standby takes. */
    private static final Extent FAILOVER = Extent.seconds(60, 120);

    /** What a restart without a standby takes; RDS gives no figure. */
    private static final Extent RESTART = Extent.minutes(1, 5);

    /** What moving to another host takes without a standby; RDS says that it lasts as long as the recovery. */
    private static final Extent MOVE = Extent.minutes(3, 15);

    @Override
    public List<Interruption> of(ResourceChange change, Forecast forecast) {
        if (change.operation() == Operation.REPLACE) {
            return List.of(replaced(change, forecast));
        }
        List<Interruption> interruptions = new ArrayList<>();
        Set<String> changed = PlannedStep.changed(change);
        for (String key : changed) {
            // An upgrade restarts the instance, with its other parameter group.
            if (!key.equals("parameterGroupName") || !changed.contains("engineVersion")) {
                of(key, change).ifPresent(interruptions::add);
            }
        }
        return interruptions;
    }

    private static Interruption replaced(ResourceChange change, Forecast forecast) {
        return forecast.absence(change.resource().urn())
                .flatMap(Extent::low)
                .map(away -> Interruption.now(
                        change.resource(),
                        Extent.atLeast(away),
                        "it is deleted before it is created again, and empty until its data is restored",
                        "this forecast"))
                .orElseGet(() -> Interruption.unknown(
                        change.resource(), "its replacement is empty until its data is restored", "this forecast"));
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
                                        "another instance class: the standby gets it first, then it takes over",
                                        Facts.RDS_IMPACT)
                                : Interruption.now(
                                        instance,
                                        MOVE,
                                        "another instance class, and no standby: it is away while it moves to another host",
                                        Facts.RDS_IMPACT + " (it interrupts); the minutes are an "
                                                + Facts.ASSUMPTION)));
            case "engineVersion" -> Optional.of(deferred(change, upgrade(change)));
            case "parameterGroupName" ->
                Optional.of(Interruption.now(
                                instance,
                                standby ? FAILOVER : RESTART,
                                "another parameter group: its values hold after a reboot",
                                Facts.RDS_PARAMETERS)
                        .later(ParameterDowntime.REBOOT));
            case "port" ->
                Optional.of(Interruption.now(
                        instance,
                        RESTART,
                        "another port: it restarts at once, whatever applyImmediately says, and clients need the new port",
                        Facts.RDS_SETTINGS + "; the minutes are an " + Facts.ASSUMPTION));
            case "identifier" ->
                Optional.of(deferred(
                        change,
                        Interruption.now(
                                instance,
                                Extent.atLeast(RESTART.low().orElseThrow()),
                                "another name: it restarts, and clients need its new address",
                                Facts.RDS_SETTINGS)));
            case "backupRetentionPeriod" -> retention(change);
            case "storageType" -> storage(change);
            default ->
                ONLINE.contains(key)
                        ? Optional.empty()
                        : Optional.of(Interruption.unknown(
                                instance,
                                "Plinth knows nothing of what a change of " + key + " interrupts",
                                Facts.RDS_SETTINGS));
        };
    }

    /** Primary and standby are upgraded together, so a standby is of no help. */
    private static Interruption upgrade(ResourceChange change) {
        GraphResource instance = change.resource();
        if (change.after("blueGreenUpdate.enabled").asBoolean().orElse(false)) {
            return Interruption.now(
                    instance,
                    Extent.seconds(0, 60),
                    "another engine version by a blue/green deployment: connections end at the switchover",
                    Facts.RDS_BLUE_GREEN);
        }
        Optional<String> from = major(change.before("engineVersion"));
        Optional<String> to = major(change.after("engineVersion"));
        if (from.isEmpty() || to.isEmpty()) {
            return Interruption.unknown(
                    instance, "another engine version, and whether it is a major one is not known", Facts.RDS_UPGRADE);
        }
        boolean isMajor = !from.equals(to);
        return Interruption.now(
                instance,
                isMajor ? Extent.minutes(10, 60) : Extent.minutes(2, 15),
                (isMajor ? "a major engine upgrade" : "a minor engine upgrade")
                        + ": it is away until that is done, its standby too",
                Facts.RDS_UPGRADE + " (it interrupts); the minutes are an " + Facts.ASSUMPTION);
    }

    /** PostgreSQL's major version is the first number since version 10. */
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
                        "automated backups are turned on or off: it restarts",
                        Facts.RDS_SETTINGS + "; the minutes are an " + Facts.ASSUMPTION)));
    }

    /** Between kinds of SSD storage nothing is interrupted. */
    private static Optional<Interruption> storage(ResourceChange change) {
        boolean magnetic = List.of(change.before("storageType"), change.after("storageType")).stream()
                .anyMatch(type -> !type.asText().orElse("").matches("gp\\d|io\\d"));
        return magnetic
                ? Optional.of(deferred(
                        change,
                        Interruption.now(
                                change.resource(),
                                RESTART,
                                "from or to magnetic storage: it is away while that begins",
                                Facts.RDS_SETTINGS + "; the minutes are an " + Facts.ASSUMPTION)))
                : Optional.empty();
    }

    /** Without {@code applyImmediately} RDS waits for the maintenance window. */
    private static Interruption deferred(ResourceChange change, Interruption interruption) {
        return Window.of(change).map(interruption::later).orElse(interruption);
    }
}
