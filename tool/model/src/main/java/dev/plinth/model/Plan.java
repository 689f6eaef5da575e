package dev.plinth.model;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Planned changes of a stack.
 *
 * @param project the project's name
 * @param stack the stack's name
 * @param steps what would happen to each resource, sorted by URN
 * @param summary how many resources each operation concerns
 */
public record Plan(String project, String stack, List<Step> steps, Map<String, Integer> summary) {

    /** Sorts steps and summary, so that the same change prints the same bytes. */
    public Plan {
        steps = steps.stream().sorted(Comparator.comparing(Step::urn)).toList();
        summary = new TreeMap<>(summary);
    }

    /** Makes a plan and counts its steps, where the engine did not come to count them. */
    public static Plan counting(String project, String stack, List<Step> steps) {
        Map<String, Integer> counts = new TreeMap<>();
        steps.forEach(step -> counts.merge(step.op(), 1, Integer::sum));
        return new Plan(project, stack, steps, counts);
    }

    /** The steps that change something. */
    public List<Step> changes() {
        return steps.stream().filter(Step::isChange).toList();
    }

    /** The plan as the contract of {@code plinth preview --json} names its fields; sections are added by their owners. */
    public ObjectNode toJson() {
        ObjectNode document = JsonNodeFactory.instance.objectNode();
        document.put("project", project).put("stack", stack);
        var array = document.putArray("steps");
        for (Step step : steps) {
            ObjectNode node = array.addObject();
            node.put("op", step.op())
                    .put("urn", step.urn())
                    .put("type", step.type())
                    .put("name", step.name());
            var keys = node.putArray("replaceKeys");
            step.replaceKeys().forEach(keys::add);
            var paths = node.putArray("changedPaths");
            step.changedPaths().forEach(paths::add);
            if (step.replacementUnknown()) {
                node.put("replacement", "unknown");
            }
        }
        ObjectNode counts = document.putObject("summary");
        summary.forEach(counts::put);
        return document;
    }
}
