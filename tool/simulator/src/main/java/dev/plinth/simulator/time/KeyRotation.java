package dev.plinth.simulator.time;

import dev.plinth.model.AwsTypes;
import dev.plinth.simulator.store.StoredResource;
import java.time.Duration;
import java.time.Instant;

/**
 * KMS rotates the material of a key; its id and ARN stay.
 *
 * @see <a href="https://docs.aws.amazon.com/kms/latest/developerguide/rotate-keys.html">Rotate AWS KMS keys</a>
 */
final class KeyRotation implements TimeRule {

    private static final long DEFAULT_DAYS = 365;

    @Override
    public void plan(World world) {
        for (StoredResource key : world.all(AwsTypes.KMS_KEY)) {
            if (key.flag("enableKeyRotation")) {
                Duration period = Duration.ofDays(key.number("rotationPeriodInDays", DEFAULT_DAYS));
                for (Instant time : Schedule.every(period, world.created(key), world.from(), world.until())) {
                    world.at(time, () -> world.happened(key, "key-rotated", "its key material was rotated"));
                }
            }
        }
    }
}
