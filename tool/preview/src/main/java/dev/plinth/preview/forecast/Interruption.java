package dev.plinth.preview.forecast;

import dev.plinth.model.GraphResource;
import java.util.Optional;

/**
 * Interruption by a step.
 *
 * @param resource the resource that the step changes
 * @param range the range of the downtime
 * @param later the time, if not during the update, such as {@code in the maintenance window sun:04:30-sun:05:30}
 * @param reason the reason
 * @param source the source: a vendor's page, or {@link DowntimeSources#ASSUMPTION}
 */
record Interruption(GraphResource resource, DowntimeRange range, Optional<String> later, String reason, String source) {

    static Interruption now(GraphResource resource, DowntimeRange range, String reason, String source) {
        return new Interruption(resource, range, Optional.empty(), reason, source);
    }

    static Interruption unknown(GraphResource resource, String reason, String source) {
        return now(resource, DowntimeRange.UNKNOWN, reason, source);
    }

    Interruption later(String when) {
        return new Interruption(resource, range, Optional.of(when), reason, source);
    }

    boolean isNow() {
        return later.isEmpty();
    }

    /** Returns the downtime without the resource, such as {@code 60–120 s during the update: …}. */
    String event() {
        return (range.isUnknown() ? "unknown downtime" : range.words()) + " " + later.orElse("during the update") + ": "
                + reason;
    }

    /** Returns a text such as {@code database-instance: 60–120 s during the update: …}. */
    String words() {
        return resource.name() + ": " + event();
    }
}
