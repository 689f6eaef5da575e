package dev.plinth.preview.change;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.plinth.model.ResourceChange.Operation;
import dev.plinth.preview.Block;
import dev.plinth.preview.PreviewReport;
import dev.plinth.preview.Section;
import dev.plinth.preview.StackChange;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * Steps by component, with the values of each property before and after, and the reasons of replacements. Secrets are masked.
 */
public final class ChangeSection implements Section {

    /** The key. */
    public static final String KEY = "change";

    private final List<ChangedResource> steps;

    private ChangeSection(List<ChangedResource> steps) {
        this.steps = steps;
    }

    /** Creates the section of a change. */
    public static ChangeSection of(StackChange change) {
        return new ChangeSection(ChangedResource.of(change));
    }

    /** Returns the steps of a report's change, as its section has them; computed where the section was not requested. */
    public static List<ChangedResource> steps(PreviewReport report) {
        return report.sections().stream()
                .filter(ChangeSection.class::isInstance)
                .map(section -> ((ChangeSection) section).steps)
                .findFirst()
                .orElseGet(() -> ChangedResource.of(report.change()));
    }

    @Override
    public String key() {
        return KEY;
    }

    @Override
    public String title() {
        return "Changes";
    }

    @Override
    public String summary() {
        long unknown = steps.stream()
                .flatMap(step -> step.properties().stream())
                .filter(Difference::isUnknown)
                .count();
        long undecided = steps.stream()
                .filter(step -> step.change().replacementUnknown())
                .count();
        return StepCounts.words(
                        steps.stream().map(step -> step.change().operation()).toList())
                + (undecided == 0 ? "" : "; replacement of " + undecided + " unknown")
                + (unknown == 0
                        ? ""
                        : "; " + unknown + (unknown == 1 ? " value" : " values") + " known after the update");
    }

    private long count(Operation operation) {
        return steps.stream()
                .filter(step -> step.change().operation() == operation)
                .count();
    }

    @Override
    public Risk risk() {
        boolean undecided = steps.stream().anyMatch(step -> step.change().replacementUnknown());
        return undecided || count(Operation.DELETE) + count(Operation.REPLACE) > 0 ? Risk.WARNING : Risk.NONE;
    }

    /** Returns the steps by the label of their component, sorted by URN. */
    private Map<String, List<ChangedResource>> groups() {
        Map<String, List<ChangedResource>> groups = new TreeMap<>();
        for (ChangedResource step : steps) {
            String label = step.component()
                    .map(component -> component.name() + " (" + component.type() + ")")
                    .orElse("(no component)");
            groups.computeIfAbsent(label, key -> new ArrayList<>()).add(step);
        }
        return groups;
    }

    /** Returns the numbers of resources by change of a tag. */
    private Map<String, Integer> tags() {
        Map<String, Integer> tags = new TreeMap<>();
        for (ChangedResource step : steps) {
            for (Difference tag : step.tags()) {
                tags.merge(tag.path() + ": " + tag.before() + " → " + tag.after(), 1, Integer::sum);
            }
        }
        return tags;
    }

    /** Returns no blocks, because reports list the steps with their differences before the sections. */
    @Override
    public List<Block> blocks() {
        return List.of();
    }

    @Override
    public JsonNode toJson() {
        ObjectNode document = JsonNodeFactory.instance.objectNode();
        var groups = document.putArray("components");
        groups().forEach((label, group) -> {
            ObjectNode node = groups.addObject();
            node.put(
                    "component",
                    group.get(0).component().map(component -> component.urn()).orElse(null));
            var list = node.putArray("steps");
            for (ChangedResource step : group) {
                ObjectNode entry = list.addObject()
                        .put("op", word(step.change().operation()))
                        .put("urn", step.change().resource().urn());
                if (step.change().replacementUnknown()) {
                    entry.put("replacement", "unknown");
                }
                var because = entry.putArray("because");
                step.because().forEach(because::add);
                var properties = entry.putArray("properties");
                for (Difference property : step.properties()) {
                    properties
                            .addObject()
                            .put("path", property.path())
                            .put("before", property.before())
                            .put("after", property.after())
                            .put("unknown", property.isUnknown());
                }
            }
        });
        var tags = document.putArray("tags");
        tags().forEach((tag, count) -> tags.addObject().put("change", tag).put("resources", count));
        return document;
    }

    private static String word(Operation operation) {
        return operation.name().toLowerCase(Locale.ROOT);
    }
}
