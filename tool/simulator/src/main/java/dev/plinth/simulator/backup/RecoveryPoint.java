package dev.plinth.simulator.backup;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A state of a resource that can be restored.
 *
 * @param created when it was taken
 * @param type {@code SNAPSHOT} or {@code CONTINUOUS} for one of AWS Backup, {@code AUTOMATED} for an automated backup of RDS
 * @param vault the ARN of its vault, empty when it is in none
 * @param key the id or ARN of the KMS key that encrypts it, empty for none
 * @param expires when it is deleted, null for never
 */
public record RecoveryPoint(Instant created, String type, String vault, String key, @Nullable Instant expires) {

    /** A manual recovery point: in no vault, and kept. */
    public static RecoveryPoint manual(Instant created) {
        return new RecoveryPoint(created, "SNAPSHOT", "", "", null);
    }
}
