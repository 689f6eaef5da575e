package dev.plinth.report;

import dev.plinth.model.GraphResource;
import dev.plinth.preview.PreviewReport;
import dev.plinth.preview.change.ChangeSection;
import dev.plinth.preview.change.ChangedResource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Steps by component, highest risk first.
 *
 * @param ids the ids of steps by URN
 */
record HtmlSteps(List<Group> groups, Map<String, String> ids) {

    /** Number of steps up to which all are open; of more, only critical ones. */
    private static final int FEW = 40;

    /**
     * Steps of a component.
     *
     * @param label name and type
     */
    record Group(String label, String name, String type, boolean open, List<Count> counts, List<HtmlStep> steps) {

        HtmlRisk risk() {
            return steps.get(0).risk();
        }

        boolean risky() {
            return steps.get(0).risky();
        }
    }

    /** Number of steps with an operation. */
    record Count(HtmlOperation operation, long count) {
        String word() {
            return operation.word();
        }

        String symbol() {
            return operation.symbol();
        }
    }

    static HtmlSteps of(PreviewReport report) {
        List<ChangedResource> changes = ChangeSection.steps(report);
        HtmlNotes notes = HtmlNotes.of(report);
        Map<String, String> ids = new HashMap<>();
        Map<String, GraphResource> components = new HashMap<>();
        Map<String, List<HtmlStep>> byComponent = new TreeMap<>();
        for (ChangedResource change : changes) {
            String urn = change.change().resource().urn();
            ids.put(urn, "step-" + (ids.size() + 1));
            String label = change.component()
                    .map(component -> component.name() + " (" + component.type() + ")")
                    .orElse("(no component)");
            change.component().ifPresent(component -> components.put(label, component));
            byComponent
                    .computeIfAbsent(label, key -> new ArrayList<>())
                    .add(HtmlStep.of(
                            ids.get(urn), change, notes, report.policies().locations(), changes.size() <= FEW));
        }
        List<Group> groups = new ArrayList<>();
        byComponent.forEach((label, steps) -> {
            steps.sort(Comparator.comparing(HtmlStep::risk).thenComparing(HtmlStep::operation));
            GraphResource component = components.get(label);
            groups.add(new Group(
                    label,
                    component == null ? "No component" : component.name(),
                    component == null ? "" : component.type(),
                    changes.size() <= FEW || steps.get(0).risk() == HtmlRisk.CRITICAL,
                    count(steps),
                    List.copyOf(steps)));
        });
        groups.sort(Comparator.comparing(Group::risk));
        return new HtmlSteps(List.copyOf(groups), ids);
    }

    private static List<Count> count(List<HtmlStep> steps) {
        Map<HtmlOperation, Long> counts = new EnumMap<>(HtmlOperation.class);
        steps.forEach(step -> counts.merge(step.operation(), 1L, Long::sum));
        return counts.entrySet().stream()
                .map(entry -> new Count(entry.getKey(), entry.getValue()))
                .toList();
    }

    private List<HtmlStep> steps() {
        return groups.stream().flatMap(group -> group.steps().stream()).toList();
    }

    List<Count> counts() {
        return count(steps());
    }

    List<HtmlRisk> risks() {
        return steps().stream().map(HtmlStep::risk).distinct().sorted().toList();
    }

    TreeSet<String> types() {
        TreeSet<String> types = new TreeSet<>();
        steps().forEach(step -> types.add(step.type()));
        return types;
    }

    /** Returns the id of a resource's step; empty for none. */
    String id(String urn) {
        return ids.getOrDefault(urn, "");
    }

    /** Returns the type in a URN; empty for an invalid URN. */
    static String type(String urn) {
        String[] parts = urn.split("::", -1);
        return parts.length < 4 ? "" : parts[2].substring(parts[2].lastIndexOf('$') + 1);
    }
}
