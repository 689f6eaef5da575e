package dev.plinth.simulator.cloud;

import java.util.Map;

/**
 * A deletion that is about to be asked for.
 *
 * @param urn the resource's URN
 * @param id its id
 * @param changed the properties that are changed before, by name, such as a protection that is lifted
 */
public record Deletion(String urn, String id, Map<String, Object> changed) {

    /** Copies the properties. */
    public Deletion {
        changed = Map.copyOf(changed);
    }

    /**
     * A deletion that the cloud refuses.
     *
     * @param urn the resource's URN
     * @param code the service's error code, such as {@code BucketNotEmpty}
     * @param message the service's message
     */
    public record Refusal(String urn, String code, String message) {}
}
