package dev.plinth.operation.drift;

import dev.plinth.model.PropertyValue;
import dev.plinth.model.ResourceChange;
import dev.plinth.model.ResourceGraph;
import dev.plinth.model.Step;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * The differences that a refresh found.
 *
 * @param steps the refresh's steps, one a resource; their changed paths are drift, and a resource without any is unchanged
 * @param expected what AWS changed as the stack configures it
 */
public record Drift(List<Step> steps, List<ExpectedChange> expected) {

    /** Copies the lists. */
    public Drift {
        steps = List.copyOf(steps);
        expected = List.copyOf(expected);
    }

    /**
     * Separates drift from the changes that AWS makes as the stack configures them.
     *
     * @param steps the refresh's steps
     * @param changes each resource, as the state has it and as the cloud has it
     * @param state the stack, which has the bounds
     */
    public static Drift of(List<Step> steps, List<ResourceChange> changes, ResourceGraph state) {
        Map<String, ResourceChange> byUrn = new HashMap<>();
        changes.forEach(change -> byUrn.put(change.resource().urn(), change));
        ConfiguredChanges configured = new ConfiguredChanges(state);
        List<Step> judged = new ArrayList<>();
        List<ExpectedChange> expected = new ArrayList<>();
        for (Step step : steps) {
            ResourceChange change = byUrn.get(step.urn());
            if (change == null || step.op().equals("delete")) {
                judged.add(step);
                continue;
            }
            Set<String> changed = new TreeSet<>(step.isChange() ? step.changedPaths() : List.of());
            boolean unnamed = step.isChange() && changed.isEmpty();
            changed.addAll(configured.silent(change));
            List<String> drifted = new ArrayList<>();
            for (String path : changed) {
                configured.expected(change, path).ifPresentOrElse(expected::add, () -> drifted.add(path));
            }
            judged.add(new Step(
                    drifted.isEmpty() && !unnamed ? "same" : "update",
                    step.urn(),
                    step.type(),
                    step.name(),
                    step.replaceKeys(),
                    drifted));
        }
        return new Drift(judged, expected);
    }

    /** A value as a person reads it. */
    public static String words(PropertyValue value) {
        if (value.isAbsent()) {
            return "none";
        }
        return value.asText()
                .or(() -> value.asNumber().isPresent()
                        ? Optional.of(number(value.asNumber().getAsDouble()))
                        : value.asBoolean().map(String::valueOf))
                .orElse("…");
    }

    public static String number(double number) {
        return number == Math.rint(number) ? String.valueOf((long) number) : String.valueOf(number);
    }
}
