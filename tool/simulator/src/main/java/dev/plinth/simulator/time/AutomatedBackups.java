package dev.plinth.simulator.time;

import dev.plinth.model.AwsTypes;
import dev.plinth.simulator.backup.RecoveryPoint;
import dev.plinth.simulator.store.StoredResource;
import java.time.Duration;
import java.time.Instant;

/**
 * RDS backs an instance up each day in its backup window, and keeps the backup for the instance's retention period.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_WorkingWithAutomatedBackups.html">Automated backups</a>
 */
final class AutomatedBackups implements TimeRule {

    @Override
    public void plan(World world) {
        for (StoredResource instance : world.all(AwsTypes.RDS_INSTANCE)) {
            long days = instance.number("backupRetentionPeriod", 0);
            String window = instance.text("backupWindow");
            if (days > 0 && window.matches("\\d\\d:\\d\\d-.*")) {
                String cron = "cron(" + window.substring(3, 5) + " " + window.substring(0, 2) + " * * ? *)";
                for (Instant time : Schedule.runs(cron, "", world.from(), world.from(), world.until())) {
                    world.at(time, () -> backUp(world, instance, Duration.ofDays(days)));
                }
            }
        }
    }

    private static void backUp(World world, StoredResource instance, Duration retention) {
        String key = instance.text("kmsKeyId");
        if (!DeletionWindows.isUsable(world, key)) {
            world.failed(
                    instance,
                    "automated-backup-failed",
                    "its automated backup failed: its key " + key + " is scheduled for deletion");
            return;
        }
        Instant expires = world.now().plus(retention);
        world.backups().add(instance, new RecoveryPoint(world.now(), "AUTOMATED", "", key, expires));
        world.at(expires, () -> BackupExpiry.expire(world, ""));
        world.happened(instance, "automated-backup-completed", "its automated backup was taken");
    }
}
