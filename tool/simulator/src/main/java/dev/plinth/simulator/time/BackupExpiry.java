package dev.plinth.simulator.time;

import dev.plinth.model.AwsTypes;
import dev.plinth.simulator.store.StoredResource;
import java.util.stream.Stream;

/**
 * Recovery points are deleted when their lifecycle ends.
 *
 * @see <a href="https://docs.aws.amazon.com/aws-backup/latest/devguide/API_Lifecycle.html">Lifecycle</a>
 */
final class BackupExpiry implements TimeRule {

    @Override
    public void plan(World world) {
        world.backups()
                .expiries(world.from(), world.until())
                .forEach(time -> world.at(time, () -> Stream.concat(
                                Stream.of(""),
                                world.all(AwsTypes.BACKUP_VAULT).stream().map(StoredResource::arn))
                        .forEach(vault -> expire(world, vault))));
    }

    /** Deletes what has expired in a vault, empty for automated backups. */
    static void expire(World world, String vaultArn) {
        int expired = world.backups().expire(vaultArn, world.now());
        if (expired == 0) {
            return;
        }
        String message = expired + (expired == 1 ? " recovery point has expired" : " recovery points have expired");
        world.byArn(vaultArn)
                .ifPresentOrElse(
                        vault -> {
                            BackupSchedules.count(world, vault);
                            world.happened(vault, "backups-expired", message);
                        },
                        () -> world.happened(
                                AwsTypes.RDS_INSTANCE, "automated backups", "backups-expired", false, message));
    }
}
