package dev.plinth.model;

import com.fasterxml.jackson.databind.JsonNode;
import dev.plinth.model.ResourceChange.Operation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * Measures the steps of one of the engine's commands by when its events arrive: those carry whole seconds only. A step that
 * failed is no measure of one that doesn't, and a component is nothing that a cloud works on, so both are left out.
 */
public final class StepTimes implements Consumer<JsonNode> {

    private final LongSupplier nanoseconds;
    private final long start;
    private final Map<String, Long> working = new HashMap<>();
    private final List<TimedStep> steps = new ArrayList<>();
    private final Set<String> created = new TreeSet<>();
    private final Set<String> deletedFirst = new TreeSet<>();

    /** Begins to measure. */
    public StepTimes() {
        this(System::nanoTime);
    }

    /**
     * Begins to measure with another clock.
     *
     * @param nanoseconds the time since any moment, which is always the same one
     */
    StepTimes(LongSupplier nanoseconds) {
        this.nanoseconds = nanoseconds;
        this.start = nanoseconds.getAsLong();
    }

    @Override
    public synchronized void accept(JsonNode event) {
        if (event.has("resourcePreEvent")) {
            JsonNode step = event.path("resourcePreEvent").path("metadata");
            working.put(key(step), nanoseconds.getAsLong());
            order(step);
        } else if (event.has("resOutputsEvent")) {
            end(event.path("resOutputsEvent").path("metadata"));
        }
    }

    /** The engine reports the order of replacement nowhere else. */
    private void order(JsonNode step) {
        String urn = step.path("urn").asText();
        String op = step.path("op").asText();
        if (op.equals("create-replacement") || op.equals("import-replacement")) {
            created.add(urn);
        } else if (op.equals("delete-replaced") && !created.contains(urn)) {
            deletedFirst.add(urn);
        }
    }

    private void end(JsonNode step) {
        Long began = working.remove(key(step));
        Optional<Operation> operation = operation(step.path("op").asText());
        boolean custom = step.path("new").path("custom").asBoolean()
                || step.path("old").path("custom").asBoolean();
        String type = step.path("type").asText();
        if (began == null || operation.isEmpty() || !custom || !isTimed(type)) {
            return;
        }
        steps.add(new TimedStep(
                step.path("urn").asText(),
                type,
                operation.get(),
                operation.get() == Operation.UPDATE ? changed(step) : List.of(),
                Duration.ofNanos(began - start),
                Duration.ofNanos(nanoseconds.getAsLong() - began)));
    }

    /** Returns whether a cloud works on resources of a type: what is Pulumi's own, such as a provider, is there at once. */
    public static boolean isTimed(String type) {
        return !type.startsWith("pulumi:");
    }

    private static List<String> changed(JsonNode step) {
        return Step.of(step).changedPaths().stream()
                .map(path -> path.split("[.\\[]", 2)[0])
                .toList();
    }

    private static String key(JsonNode step) {
        return step.path("op").asText() + " " + step.path("urn").asText();
    }

    private static Optional<Operation> operation(String op) {
        return switch (op) {
            case "create", "create-replacement", "import", "import-replacement" -> Optional.of(Operation.CREATE);
            case "update" -> Optional.of(Operation.UPDATE);
            case "delete", "delete-replaced" -> Optional.of(Operation.DELETE);
            // The step "replace" only says that the other two belong together.
            default -> Optional.empty();
        };
    }

    /** The steps that are done, in the order in which they were done. */
    public synchronized List<TimedStep> steps() {
        return List.copyOf(steps);
    }

    /** The URNs of what is deleted before its replacement is created; the others are created first. */
    public synchronized Set<String> deletedFirst() {
        return Set.copyOf(deletedFirst);
    }
}
