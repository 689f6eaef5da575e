package dev.plinth.simulator.time;

import dev.plinth.model.AwsTypes;
import dev.plinth.simulator.backup.RecoveryPoint;
import dev.plinth.simulator.backup.RestoreTest;
import dev.plinth.simulator.store.StoredResource;
import dev.plinth.simulator.value.Values;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * AWS Backup restores what a restore testing plan selects. The restored data is validated by the program's own resources;
 * where there is nothing, the validation times out.
 *
 * @see <a href="https://docs.aws.amazon.com/aws-backup/latest/devguide/restore-testing.html">Restore testing</a>
 * @see <a href="https://docs.aws.amazon.com/aws-backup/latest/devguide/restore-testing-validation.html">Restore testing validation</a>
 * @see <a href="https://docs.aws.amazon.com/aws-backup/latest/devguide/restore-testing-inferred-metadata.html">Inferred metadata</a>
 */
final class RestoreTests implements TimeRule {

    /** The duration of a restore: the simulator's own assumption. */
    private static final Duration RESTORE = Duration.ofHours(1);

    private static final Duration LONGEST_VALIDATION = Duration.ofDays(7);

    @Override
    public void plan(World world) {
        for (StoredResource selection : world.all(AwsTypes.BACKUP_RESTORE_TESTING_SELECTION)) {
            for (StoredResource plan : world.all(AwsTypes.BACKUP_RESTORE_TESTING_PLAN)) {
                if (plan.region().equals(selection.region())
                        && plan.text("name").equals(selection.text("restoreTestingPlanName"))) {
                    plan(world, plan, selection);
                }
            }
        }
    }

    private static void plan(World world, StoredResource plan, StoredResource selection) {
        Instant created = world.created(selection);
        Instant first = world.from().minus(RESTORE).minus(LONGEST_VALIDATION);
        List<Instant> runs = Schedule.runs(
                plan.text("scheduleExpression"),
                plan.text("scheduleExpressionTimezone"),
                created,
                created.isAfter(first) ? created : first,
                world.until());
        for (Instant run : runs) {
            for (StoredResource store : selected(world, selection)) {
                plan(world, plan, selection, store, run);
            }
        }
    }

    private static List<StoredResource> selected(World world, StoredResource selection) {
        Set<String> types = BackupSchedules.TYPES.getOrDefault(selection.text("protectedResourceType"), Set.of());
        List<String> arns = selection.texts("protectedResourceArns");
        return types.stream()
                .flatMap(type -> world.all(type).stream())
                .filter(store -> arns.isEmpty()
                        || arns.stream().anyMatch(pattern -> BackupSchedules.matches(pattern, store.arn())))
                .toList();
    }

    private static void plan(
            World world, StoredResource plan, StoredResource selection, StoredResource store, Instant run) {
        Duration window = Duration.ofHours(selection.number("validationWindowHours", 0));
        Instant completed = run.plus(RESTORE);
        world.at(completed, () -> {
            String obstacle = obstacle(world, plan, selection, store, run);
            if (!obstacle.isEmpty()) {
                world.failed(store, "restore-test-failed", "its restore test failed: " + obstacle);
                world.backups().add(store, new RestoreTest(completed, "FAILED", ""));
            } else if (isValidated(world, plan, store)) {
                world.happened(
                        store, "restore-test-completed", "was restored into " + place(selection) + " and validated");
                world.backups().add(store, new RestoreTest(completed, "COMPLETED", "SUCCESSFUL"));
            } else if (window.isZero()) {
                world.happened(
                        store,
                        "restore-test-completed",
                        "was restored into " + place(selection) + ", without validation");
                world.backups().add(store, new RestoreTest(completed, "COMPLETED", ""));
            }
        });
        // Nobody has reported a result when the window ends.
        world.at(completed.plus(window), () -> {
            if (!window.isZero()
                    && obstacle(world, plan, selection, store, run).isEmpty()
                    && !isValidated(world, plan, store)) {
                world.happened(
                        store,
                        "restore-test-not-validated",
                        "was restored into " + place(selection) + ", but was not validated within " + window.toHours()
                                + " hours");
                world.backups().add(store, new RestoreTest(world.now(), "COMPLETED", "TIMED_OUT"));
            }
        });
    }

    private static String obstacle(
            World world, StoredResource plan, StoredResource selection, StoredResource store, Instant run) {
        Optional<RecoveryPoint> point = point(world, plan, store, run);
        if (point.isEmpty()) {
            return "there is no recovery point within its selection window";
        }
        if (!DeletionWindows.isUsable(world, point.get().key())) {
            return "the key " + point.get().key() + " is scheduled for deletion";
        }
        String group = override(selection, "dbSubnetGroupName");
        boolean exists = group.isEmpty()
                || "default".equals(group)
                || world.all(AwsTypes.RDS_SUBNET_GROUP).stream()
                        .anyMatch(found -> found.region().equals(selection.region())
                                && found.text("name").equals(group));
        return exists ? "" : "the subnet group " + group + " does not exist";
    }

    private static Optional<RecoveryPoint> point(World world, StoredResource plan, StoredResource store, Instant run) {
        Map<String, Object> choice = Values.asMap(plan.get("recoveryPointSelection"));
        List<String> types = Values.strings(choice.get("recoveryPointTypes"));
        List<String> include = Values.strings(choice.get("includeVaults"));
        List<String> exclude = Values.strings(choice.get("excludeVaults"));
        long days = choice.get("selectionWindowDays") instanceof Number number ? number.longValue() : 30;
        List<RecoveryPoint> points = world.backups().recoveryPoints(store).stream()
                .filter(point -> types.contains(point.type()))
                .filter(point -> include.stream().anyMatch(pattern -> BackupSchedules.matches(pattern, point.vault())))
                .filter(point -> exclude.stream().noneMatch(pattern -> BackupSchedules.matches(pattern, point.vault())))
                .filter(point ->
                        !point.created().isAfter(run) && !point.created().isBefore(run.minus(Duration.ofDays(days))))
                .toList();
        return points.isEmpty() ? Optional.empty() : Optional.of(points.get(points.size() - 1));
    }

    private static boolean isValidated(World world, StoredResource plan, StoredResource store) {
        Map<String, Object> event = Map.of(
                "source",
                "aws.backup",
                "detail-type",
                "Restore Job State Change",
                "region",
                plan.region(),
                "detail",
                Map.of(
                        "status",
                        "COMPLETED",
                        "state",
                        "COMPLETED",
                        "resourceType",
                        BackupSchedules.TYPES.entrySet().stream()
                                .filter(entry -> entry.getValue().contains(store.type()))
                                .map(Map.Entry::getKey)
                                .findFirst()
                                .orElse(""),
                        "restoreTestingPlanArn",
                        plan.arn()));
        return new Automation(world).reacts(plan.region(), event, "backup:PutRestoreValidationResult");
    }

    /** The keys of restore metadata are not case sensitive. */
    private static String override(StoredResource selection, String key) {
        return Values.asMap(selection.get("restoreMetadataOverrides")).entrySet().stream()
                .filter(entry -> entry.getKey().toLowerCase(Locale.ROOT).equals(key.toLowerCase(Locale.ROOT)))
                .map(entry -> String.valueOf(entry.getValue()))
                .findFirst()
                .orElse("");
    }

    private static String place(StoredResource selection) {
        String group = override(selection, "dbSubnetGroupName");
        return "RDS".equals(selection.text("protectedResourceType"))
                ? group.isEmpty() ? "the default VPC" : "the subnet group " + group
                : selection.region();
    }
}
