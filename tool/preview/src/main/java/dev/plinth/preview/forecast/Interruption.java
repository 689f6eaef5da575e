package dev.plinth.preview.forecast;

import dev.plinth.model.GraphResource;
import java.util.Optional;

/**
 * What a step interrupts.
 *
 * @param resource the resource that the step changes
 * @param extent for how long
 * @param later when it happens, if not while the update runs, such as {@code in the maintenance window sun:04:30-sun:05:30}
 * @param reason why, as a sentence without its end
 * @param source who says so: a vendor's page, or {@link Facts#ASSUMPTION}
 */
record Interruption(GraphResource resource, Extent extent, Optional<String> later, String reason, String source) {

    static Interruption now(GraphResource resource, Extent extent, String reason, String source) {
        return new Interruption(resource, extent, Optional.empty(), reason, source);
    }

    static Interruption unknown(GraphResource resource, String reason, String source) {
        return now(resource, Extent.UNKNOWN, reason, source);
    }

    Interruption later(String when) {
        return new Interruption(resource, extent, Optional.of(when), reason, source);
    }

    boolean isNow() {
        return later.isEmpty();
    }

    /** What happens, without the resource, such as {@code 60–120 s while the update runs: …}. */
    String event() {
        return (extent.isUnknown() ? "whether and for how long it is interrupted is unknown" : extent.words()) + ", "
                + later.orElse("while the update runs") + ": " + reason;
    }

    /** Such as {@code database-instance: 60–120 s, while the update runs: …}. */
    String words() {
        return resource.name() + ": " + event();
    }
}
