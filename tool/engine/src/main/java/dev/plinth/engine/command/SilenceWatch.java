package dev.plinth.engine.command;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/**
 * Notices that the engine waits for something that never comes.
 *
 * <p>The engine waits without end for a policy pack that it starts, and for the pack's answers. A cloud may take an hour for a
 * resource, so silence counts only while no resource is being worked on.
 */
final class SilenceWatch implements Consumer<JsonNode> {

    /** The time between two reports of a silence; shorter for a short limit. */
    private static final Duration EVERY = Duration.ofSeconds(30);

    /** The engine's message after a signal to stop (v3.250.0, {@code backend/cancellation_scope.go}). */
    private static final Pattern STOPPING = Pattern.compile("received; cancelling");

    private final Duration limit;
    private final Duration every;
    private final Set<String> working = new HashSet<>();
    private long heard = System.nanoTime();
    private long told;
    private boolean stopping;

    SilenceWatch(Duration limit) {
        this.limit = limit;
        this.every = EVERY.compareTo(limit.dividedBy(3)) < 0 ? EVERY : limit.dividedBy(3);
    }

    @Override
    public synchronized void accept(JsonNode event) {
        heard = System.nanoTime();
        told = 0;
        stopping |= STOPPING.matcher(event.path("stdoutEvent").path("message").asText())
                .find();
        begin(event.path("resourcePreEvent").path("metadata"));
        end(event.path("resOutputsEvent").path("metadata"));
        end(event.path("resOpFailedEvent").path("metadata"));
    }

    /** Returns the URNs of the resources that the engine works on, sorted. */
    synchronized Set<String> working() {
        return new TreeSet<>(working);
    }

    /** Returns whether the engine has begun to stop because it was told to. */
    synchronized boolean isStopping() {
        return stopping;
    }

    /** Components are left out: they end when the program registers their outputs, without an operation in a cloud. */
    private void begin(JsonNode step) {
        if (step.path("new").path("custom").asBoolean()
                || step.path("old").path("custom").asBoolean()) {
            working.add(step.path("urn").asText());
        }
    }

    private void end(JsonNode step) {
        working.remove(step.path("urn").asText());
    }

    /** Returns the time since the last event. */
    private synchronized Duration silence() {
        return working.isEmpty() ? Duration.ofNanos(System.nanoTime() - heard) : Duration.ZERO;
    }

    /** Returns whether nothing has happened for too long. */
    boolean isOver() {
        return silence().compareTo(limit) >= 0;
    }

    /** Reports a silence to the listener, once per interval. */
    synchronized void tell(Consumer<Duration> listener) {
        long times = silence().dividedBy(every);
        if (times > told) {
            told = times;
            listener.accept(silence());
        }
    }
}
