package dev.plinth.engine.command;

import com.fasterxml.jackson.databind.JsonNode;
import dev.plinth.model.ResourceChange;
import dev.plinth.model.Step;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Collects one command's engine events: the steps, what failed and why, and when things began. */
public final class EngineEvents implements Consumer<JsonNode> {

    private static final Pattern UNNEEDED = Pattern.compile("expected resource operations for \\S+ but none were seen");

    /**
     * The engine's message for a protected resource that would be deleted or replaced; a preview continues after both. At one that
     * would be replaced as a part of another's replacement it stops in the middle of the program.
     */
    private static final Pattern PROTECTED = Pattern.compile(
            ".*(cannot be deleted\\s+because it is protected|unable to replace resource \\S+\\s+as it is currently marked).*",
            Pattern.DOTALL);

    /** The engine's last message of a preview in which a step failed. */
    private static final Pattern ENDED = Pattern.compile("(preview|update) failed");

    private static final Set<String> CREATIONS = Set.of("create", "create-replacement", "replace");

    /** Messages of gRPC and the engine for a connection to a provider that ended before the response. */
    private static final Pattern LOST = Pattern.compile(
            "Unavailable|error reading from server|connection reset|connection refused|connection closed"
                    + "|transport is closing|\\bEOF\\b|crashed");

    private final long start = System.nanoTime();
    private final Map<String, Step> steps = new LinkedHashMap<>();
    private final Map<String, ResourceChange> changes = new LinkedHashMap<>();
    private final Map<String, ResourceChange> refreshed = new LinkedHashMap<>();
    private final Set<String> failed = new LinkedHashSet<>();
    private final List<Diagnostic> diagnostics = new ArrayList<>();
    private final List<Diagnostic> warnings = new ArrayList<>();
    private final Consumer<Step> onStart;
    private final Consumer<Step> onDone;
    private Map<String, Integer> summary = new TreeMap<>();
    private @Nullable Duration untilFirstEvent;

    /**
     * A message of the engine, a provider or the program.
     *
     * @param urn the resource that it is about, or empty
     * @param message the text, without colours
     */
    public record Diagnostic(String urn, String message) {}

    /**
     * Creates a collector.
     *
     * @param onStart told when a step begins, on a server thread
     * @param onDone told when a step is done
     */
    public EngineEvents(Consumer<Step> onStart, Consumer<Step> onDone) {
        this.onStart = onStart;
        this.onDone = onDone;
    }

    @Override
    public synchronized void accept(JsonNode event) {
        if (untilFirstEvent == null) {
            untilFirstEvent = Duration.ofNanos(System.nanoTime() - start);
        }
        if (event.has("resourcePreEvent")) {
            JsonNode metadata = event.path("resourcePreEvent").path("metadata");
            Step step = Step.of(metadata);
            Step known = steps.get(step.urn());
            if (known == null || saysMore(known, step)) {
                steps.put(step.urn(), step);
                ResourceChange.ofStep(metadata).ifPresent(change -> changes.put(step.urn(), change));
            }
            onStart.accept(step);
        } else if (event.has("resOutputsEvent")) {
            JsonNode metadata = event.path("resOutputsEvent").path("metadata");
            Step step = Step.of(metadata);
            Step begun = steps.get(step.urn());
            if (begun != null && begun.op().equals("refresh")) {
                ResourceChange.ofStep(metadata).ifPresent(change -> refreshed.put(step.urn(), change));
            }
            steps.merge(step.urn(), step, (known, next) -> saysMore(known, next) ? next : known);
            onDone.accept(step);
        } else if (event.has("resOpFailedEvent")) {
            failed.add(
                    event.path("resOpFailedEvent").path("metadata").path("urn").asText());
        } else if (event.has("diagnosticEvent")) {
            JsonNode diagnostic = event.get("diagnosticEvent");
            Diagnostic heard = new Diagnostic(
                    diagnostic.path("urn").asText(),
                    diagnostic.path("message").asText().strip());
            switch (diagnostic.path("severity").asText()) {
                case "error" -> diagnostics.add(heard);
                case "warning" -> warnings.add(heard);
                default -> {
                    // Progress and notes of the engine.
                }
            }
        } else if (event.has("errorEvent")) {
            diagnostics.add(new Diagnostic(
                    "", event.path("errorEvent").path("error").asText().strip()));
        } else if (event.has("summaryEvent")) {
            Map<String, Integer> counts = new TreeMap<>();
            event.path("summaryEvent")
                    .path("resourceChanges")
                    .properties()
                    .forEach(
                            entry -> counts.put(entry.getKey(), entry.getValue().asInt()));
            summary = counts;
        }
    }

    /**
     * A replacement comes as several steps of one URN (create-replacement, replace, delete-replaced), and a refresh as a
     * step whose operation is known only at its end: the one that says most stays.
     */
    private static boolean saysMore(Step known, Step next) {
        return !known.op().equals("replace") && !next.op().equals("delete-replaced");
    }

    /** The steps in the order in which the engine began them, one a resource. */
    public synchronized List<Step> steps() {
        return List.copyOf(steps.values());
    }

    /**
     * Returns the change of each resource, with its inputs before and after; the engine masks secrets, and marks what is not
     * known yet.
     */
    public synchronized List<ResourceChange> resourceChanges() {
        return List.copyOf(changes.values());
    }

    /** Returns the findings of a refresh: each resource's outputs in the state, and in the cloud. */
    public synchronized List<ResourceChange> refreshed() {
        return List.copyOf(refreshed.values());
    }

    /** URNs of resources whose operation failed. */
    public synchronized Set<String> failed() {
        return Set.copyOf(failed);
    }

    /**
     * Returns the URNs of resources whose creation failed because its provider could not be reached any more: what was asked
     * for may have been made.
     */
    public synchronized Set<String> unanswered() {
        Set<String> lost = new LinkedHashSet<>();
        for (Diagnostic diagnostic : diagnostics) {
            Step step = steps.get(diagnostic.urn());
            if (step != null
                    && failed.contains(step.urn())
                    && CREATIONS.contains(step.op())
                    && LOST.matcher(diagnostic.message()).find()) {
                lost.add(step.urn());
            }
        }
        return lost;
    }

    /** The errors that were reported. Of what was planned and not done, where something else failed, nothing is said. */
    public synchronized List<Diagnostic> diagnostics() {
        List<Diagnostic> causes = diagnostics.stream()
                .filter(diagnostic -> !UNNEEDED.matcher(diagnostic.message()).matches())
                .toList();
        return causes.isEmpty() ? List.copyOf(diagnostics) : causes;
    }

    /** The warnings that the providers gave about resources. */
    public synchronized List<Diagnostic> warnings() {
        return warnings.stream().filter(warning -> !warning.urn().isEmpty()).toList();
    }

    /**
     * Returns whether all that the engine objects to is that it did less than was planned. Where a preview does not know a value yet it
     * plans the worst, such as a replacement; when the value then stays as it was there is nothing to do, and the engine,
     * having done everything else, reports the missing operation as an error.
     */
    public synchronized boolean onlyDidLessThanPlanned() {
        return failed.isEmpty() && onlyObjects(UNNEEDED);
    }

    /** Returns whether all that the engine objects to is that protected resources would be deleted or replaced. */
    public synchronized boolean onlyMindsProtection() {
        return onlyObjects(PROTECTED);
    }

    private boolean onlyObjects(Pattern pattern) {
        List<String> messages = diagnostics.stream()
                .map(Diagnostic::message)
                .filter(message -> !ENDED.matcher(message).matches())
                .toList();
        return !messages.isEmpty()
                && messages.stream()
                        .allMatch(message -> pattern.matcher(message).matches());
    }

    /** Returns the number of resources by operation, as the engine counts them. */
    public synchronized Map<String, Integer> summary() {
        return Map.copyOf(summary);
    }

    /** The time from the command's start to its first event: the engine's own start-up. */
    public synchronized Duration untilFirstEvent() {
        return untilFirstEvent == null ? Duration.ZERO : untilFirstEvent;
    }
}
