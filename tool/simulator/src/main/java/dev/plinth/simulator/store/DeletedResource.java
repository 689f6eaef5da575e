package dev.plinth.simulator.store;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The remains of a deleted resource: a KMS key or a secret that waits for the end of its window, or a final snapshot.
 *
 * @param type the type token
 * @param region the region
 * @param id the id that it had
 * @param arn its ARN, empty when it has none
 * @param name its name, empty when it has none
 * @param key the ARN or id of the KMS key that encrypts it, empty for none
 * @param until when the window ends; null when it is kept until it is deleted
 * @param gone whether the window has ended; a key is remembered after that, as what it encrypted is unreadable
 */
public record DeletedResource(
        String type,
        String region,
        String id,
        String arn,
        String name,
        String key,
        @Nullable Instant until,
        boolean gone) {}
