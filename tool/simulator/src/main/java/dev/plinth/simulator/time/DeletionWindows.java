package dev.plinth.simulator.time;

import dev.plinth.model.AwsTypes;
import dev.plinth.simulator.store.DeletedResource;
import dev.plinth.simulator.store.StoredResource;
import dev.plinth.simulator.value.Paths;
import java.time.Instant;
import java.util.List;

/**
 * Keys and secrets whose deletion was scheduled are gone when their window ends; what a key encrypts can't be read any more.
 *
 * @see <a href="https://docs.aws.amazon.com/kms/latest/developerguide/deleting-keys.html">Deleting AWS KMS keys</a>
 * @see <a href="https://docs.aws.amazon.com/secretsmanager/latest/userguide/manage_delete-secret.html">Delete a secret</a>
 */
final class DeletionWindows implements TimeRule {

    /** The properties by which stores name their keys. */
    private static final List<String> KEY_PROPERTIES = List.of(
            "kmsKeyId",
            "kmsKeyArn",
            "kmsMasterKeyId",
            "masterUserSecretKmsKeyId",
            "encryptionConfigurations.kmsKey",
            "rules.applyServerSideEncryptionByDefault.kmsMasterKeyId");

    @Override
    public void plan(World world) {
        for (DeletedResource deleted : world.store().deleted()) {
            Instant until = deleted.until();
            if (until != null && !deleted.gone()) {
                world.at(until, () -> end(world, deleted));
            }
        }
    }

    private static void end(World world, DeletedResource deleted) {
        if (!deleted.type().equals(AwsTypes.KMS_KEY)) {
            world.store().forget(deleted);
            world.happened(
                    deleted.type(),
                    deleted.id(),
                    "deleted",
                    false,
                    "its recovery window has ended; it is permanently deleted");
            return;
        }
        world.store()
                .put(new DeletedResource(
                        deleted.type(),
                        deleted.region(),
                        deleted.id(),
                        deleted.arn(),
                        deleted.name(),
                        deleted.key(),
                        deleted.until(),
                        true));
        world.happened(
                deleted.type(),
                deleted.id(),
                "deleted",
                false,
                "its waiting period has ended; the key is permanently deleted");
        int points = world.backups().losesKey(deleted.arn()) + world.backups().losesKey(deleted.id());
        if (points > 0) {
            world.happened(
                    deleted.type(),
                    deleted.id(),
                    "unreadable",
                    true,
                    points + " recovery points that it encrypts can no longer be restored");
        }
        for (DeletedResource snapshot : world.store().deleted()) {
            if (isKey(deleted, snapshot.key())) {
                world.happened(
                        snapshot.type(),
                        snapshot.id(),
                        "unreadable",
                        true,
                        "the final snapshot can no longer be restored: its key " + deleted.id() + " is deleted");
            }
        }
        for (StoredResource resource : world.all()) {
            boolean encrypted = KEY_PROPERTIES.stream()
                    .flatMap(property -> Paths.values(resource.state(), property).stream())
                    .anyMatch(key -> isKey(deleted, String.valueOf(key)));
            if (encrypted) {
                world.failed(resource, "unreadable", "can no longer be read: its key " + deleted.id() + " is deleted");
            }
        }
    }

    private static boolean isKey(DeletedResource deleted, String key) {
        return key.equals(deleted.id()) || (!key.isEmpty() && key.equals(deleted.arn()));
    }

    /** Returns whether a key can be used: it is none that is deleted or waits for it. */
    static boolean isUsable(World world, String key) {
        return world.store().deleted().stream()
                .noneMatch(deleted -> deleted.type().equals(AwsTypes.KMS_KEY) && isKey(deleted, key));
    }
}
