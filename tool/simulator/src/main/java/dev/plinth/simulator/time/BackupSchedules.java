package dev.plinth.simulator.time;

import dev.plinth.model.AwsTypes;
import dev.plinth.simulator.backup.RecoveryPoint;
import dev.plinth.simulator.store.StoredResource;
import dev.plinth.simulator.value.Paths;
import dev.plinth.simulator.value.Values;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * AWS Backup's plans back up what their selections name, and copy it.
 *
 * @see <a href="https://docs.aws.amazon.com/aws-backup/latest/devguide/about-backup-plans.html">Backup plans</a>
 */
final class BackupSchedules implements TimeRule {

    /** The types of resources by the names that AWS Backup gives them. */
    static final Map<String, Set<String>> TYPES = Map.of(
            "RDS", Set.of(AwsTypes.RDS_INSTANCE),
            "Aurora", Set.of(AwsTypes.RDS_CLUSTER),
            "S3", Set.of(AwsTypes.S3_BUCKET_V2, AwsTypes.S3_BUCKET),
            "DynamoDB", Set.of(AwsTypes.DYNAMODB_TABLE),
            "EFS", Set.of(AwsTypes.EFS_FILE_SYSTEM),
            "EBS", Set.of(AwsTypes.EBS_VOLUME),
            "EC2", Set.of(AwsTypes.EC2_INSTANCE));

    private static final Set<String> VERSIONINGS =
            Set.of(AwsTypes.S3_BUCKET_VERSIONING_V2, AwsTypes.S3_BUCKET_VERSIONING);

    /** AWS Backup's own default, in minutes. */
    private static final long START_WINDOW = 480;

    /** A backup does not start in the hour before an instance's maintenance window. */
    private static final Duration BEFORE_MAINTENANCE = Duration.ofHours(1);

    @Override
    public void plan(World world) {
        for (StoredResource plan : world.all(AwsTypes.BACKUP_PLAN)) {
            for (Object each : Values.asList(plan.get("rules"))) {
                Map<String, Object> rule = Values.asMap(each);
                Duration window = Duration.ofMinutes(
                        rule.get("startWindow") instanceof Number minutes ? minutes.longValue() : START_WINDOW);
                // A job that waits for the end of a maintenance window may have been due before the clock was advanced.
                Schedule.runs(
                                String.valueOf(rule.get("schedule")),
                                String.valueOf(rule.getOrDefault("scheduleExpressionTimezone", "")),
                                world.created(plan),
                                latest(world.created(plan), world.from().minus(window)),
                                world.until())
                        .forEach(due ->
                                selected(world, plan).forEach(store -> start(world, plan, rule, store, due, window)));
            }
        }
    }

    private static Instant latest(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }

    private static List<StoredResource> selected(World world, StoredResource plan) {
        List<StoredResource> selections = world.all(AwsTypes.BACKUP_SELECTION).stream()
                .filter(selection -> selection.text("planId").equals(plan.id()))
                .toList();
        return TYPES.values().stream()
                .flatMap(Set::stream)
                .flatMap(type -> world.all(type).stream())
                .filter(store -> store.region().equals(plan.region()))
                .filter(store -> selections.stream().anyMatch(selection -> selects(selection, store)))
                .toList();
    }

    private static boolean selects(StoredResource selection, StoredResource store) {
        boolean named = selection.texts("resources").stream().anyMatch(pattern -> matches(pattern, store.arn()));
        boolean tagged = Values.asList(selection.get("selectionTags")).stream()
                .map(Values::asMap)
                .anyMatch(tag -> String.valueOf(tag.get("value"))
                        .equals(Values.asMap(store.get("tagsAll")).get(String.valueOf(tag.get("key")))));
        return (named || tagged)
                && selection.texts("notResources").stream().noneMatch(pattern -> matches(pattern, store.arn()));
    }

    static boolean matches(String pattern, String arn) {
        return arn.matches(Stream.of(pattern.split("\\*", -1))
                .map(Pattern::quote)
                .reduce((a, b) -> a + ".*" + b)
                .orElse(""));
    }

    /** Starts a job, or lets it wait for the end of the maintenance window as long as its start window allows. */
    private static void start(
            World world,
            StoredResource plan,
            Map<String, Object> rule,
            StoredResource store,
            Instant due,
            Duration window) {
        Optional<Instant> busy = store.type().equals(AwsTypes.RDS_INSTANCE)
                ? WeeklyWindow.parse(store.text("maintenanceWindow"))
                        .flatMap(maintenance -> maintenance.endIfBusy(due, BEFORE_MAINTENANCE))
                : Optional.empty();
        if (busy.isEmpty()) {
            world.at(due, () -> run(world, plan, rule, store));
        } else if (!busy.get().isAfter(due.plus(window))) {
            world.at(busy.get(), () -> run(world, plan, rule, store));
        } else {
            world.at(
                    due.plus(window),
                    () -> world.failed(
                            store,
                            "backup-failed",
                            "the backup " + rule.get("ruleName") + " of " + due
                                    + " expired: it may not start in the hour before or during the maintenance window "
                                    + store.text("maintenanceWindow")));
        }
    }

    private static void run(World world, StoredResource plan, Map<String, Object> rule, StoredResource planned) {
        StoredResource store = world.current(planned);
        StoredResource vault = world.all(AwsTypes.BACKUP_VAULT).stream()
                .filter(candidate -> candidate.region().equals(plan.region()))
                .filter(candidate -> candidate.text("name").equals(rule.get("targetVaultName")))
                .findFirst()
                .orElse(null);
        Map<String, Object> lifecycle = Values.asMap(rule.get("lifecycle"));
        boolean continuous = Boolean.TRUE.equals(rule.get("enableContinuousBackup"));
        if (!put(world, store, vault, lifecycle, continuous, "backup")) {
            return;
        }
        for (Object each : Values.asList(rule.get("copyActions"))) {
            Map<String, Object> copy = Values.asMap(each);
            StoredResource destination =
                    world.byArn(String.valueOf(copy.get("destinationVaultArn"))).orElse(null);
            put(world, store, destination, Values.asMap(copy.get("lifecycle")), false, "copy");
        }
    }

    private static boolean put(
            World world,
            StoredResource store,
            @Nullable StoredResource vault,
            Map<String, Object> lifecycle,
            boolean continuous,
            String job) {
        Long days = lifecycle.get("deleteAfter") instanceof Number after ? after.longValue() : null;
        String obstacle = obstacle(world, store, vault, days);
        if (vault == null || !obstacle.isEmpty()) {
            world.failed(store, job + "-failed", "its " + job + " failed: " + obstacle);
            return false;
        }
        Instant expires = days == null ? null : world.now().plus(Duration.ofDays(days));
        world.backups()
                .add(
                        store,
                        new RecoveryPoint(
                                world.now(),
                                continuous ? "CONTINUOUS" : "SNAPSHOT",
                                vault.arn(),
                                vault.text("kmsKeyArn"),
                                expires));
        if (expires != null) {
            world.at(expires, () -> BackupExpiry.expire(world, vault.arn()));
        }
        count(world, vault);
        world.happened(
                store,
                job + "-completed",
                ("copy".equals(job) ? "was copied" : "was backed up") + " to the vault " + vault.text("name") + " in "
                        + vault.region());
        return true;
    }

    private static String obstacle(
            World world, StoredResource store, @Nullable StoredResource vault, @Nullable Long days) {
        if (vault == null) {
            return "the vault does not exist";
        }
        for (String key : List.of(vault.text("kmsKeyArn"), store.text("kmsKeyId"))) {
            if (!DeletionWindows.isUsable(world, key)) {
                return "the key " + key + " is scheduled for deletion";
            }
        }
        for (StoredResource lock : world.all(AwsTypes.BACKUP_VAULT_LOCK_CONFIGURATION)) {
            boolean locks = lock.region().equals(vault.region())
                    && lock.text("backupVaultName").equals(vault.text("name"));
            long most = lock.number("maxRetentionDays", Long.MAX_VALUE);
            if (locks
                    && (days == null
                            ? most < Long.MAX_VALUE
                            : days < lock.number("minRetentionDays", 0) || days > most)) {
                return "its retention is outside the bounds of the vault's lock";
            }
        }
        return TYPES.getOrDefault("S3", Set.of()).contains(store.type()) && !isVersioned(world, store)
                ? "AWS Backup needs a bucket with versioning"
                : "";
    }

    private static boolean isVersioned(World world, StoredResource bucket) {
        return Paths.values(bucket.state(), "versionings.enabled").contains(true)
                || VERSIONINGS.stream()
                        .flatMap(type -> world.all(type).stream())
                        .filter(versioning -> versioning.text("bucket").equals(bucket.id()))
                        .anyMatch(versioning -> Paths.values(versioning.state(), "versioningConfiguration.status")
                                .contains("Enabled"));
    }

    /** Counts a vault's recovery points, which is an output of it. */
    static void count(World world, StoredResource vault) {
        world.set(
                vault,
                "recoveryPoints",
                (long) world.backups().inVault(vault.arn())
                        + Values.asList(vault.get("simulatedRecoveryPoints")).size());
    }
}
