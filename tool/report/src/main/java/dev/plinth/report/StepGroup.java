package dev.plinth.report;

import dev.plinth.preview.change.Difference;
import dev.plinth.preview.guard.Classification;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Steps of one type with the same differences, such as the same new tag.
 *
 * @param steps the steps, at least one
 */
public record StepGroup(List<ReportStep> steps) {

    /** Characteristics that the steps of a group share. */
    private record Key(
            String operation,
            String type,
            Classification classification,
            List<Difference> differences,
            List<String> because) {}

    /** Copies the list. */
    public StepGroup {
        steps = List.copyOf(steps);
    }

    /** Returns the groups of steps, in the order of their first steps. */
    public static List<StepGroup> of(List<ReportStep> steps) {
        Map<Key, List<ReportStep>> groups = new LinkedHashMap<>();
        for (ReportStep step : steps) {
            Key key = new Key(step.word(), step.type(), step.classification(), step.differences(), step.because());
            groups.computeIfAbsent(key, each -> new ArrayList<>()).add(step);
        }
        return groups.values().stream().map(StepGroup::new).toList();
    }

    /** Returns the first step, which stands for all. */
    public ReportStep first() {
        return steps.get(0);
    }

    /** Returns the names of the resources. */
    public List<String> names() {
        return steps.stream().map(ReportStep::name).toList();
    }
}
