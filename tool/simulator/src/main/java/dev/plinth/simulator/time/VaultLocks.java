package dev.plinth.simulator.time;

import dev.plinth.model.AwsTypes;
import dev.plinth.simulator.store.StoredResource;
import java.time.Duration;

/**
 * A compliance lock becomes immutable when its grace time ends.
 *
 * @see <a href="https://docs.aws.amazon.com/aws-backup/latest/devguide/vault-lock.html">AWS Backup Vault Lock</a>
 */
final class VaultLocks implements TimeRule {

    @Override
    public void plan(World world) {
        for (StoredResource lock : world.all(AwsTypes.BACKUP_VAULT_LOCK_CONFIGURATION)) {
            long days = lock.number("changeableForDays", 0);
            if (days > 0) {
                world.at(
                        world.created(lock).plus(Duration.ofDays(days)),
                        () -> world.happened(
                                lock,
                                "lock-immutable",
                                "the grace time of " + days
                                        + " days has ended: the lock can no longer be changed or deleted"));
            }
        }
    }
}
