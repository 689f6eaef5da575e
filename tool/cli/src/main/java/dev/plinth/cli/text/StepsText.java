package dev.plinth.cli.text;

import dev.plinth.cli.terminal.Terminal;
import dev.plinth.model.ResourceChange.Operation;
import dev.plinth.model.Step;
import dev.plinth.policies.report.Texts;
import dev.plinth.preview.change.Difference;
import dev.plinth.preview.guard.Reversibility;
import dev.plinth.report.ReportStep;
import dev.plinth.report.ReportStep.Danger;
import dev.plinth.report.StepGroup;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Prints the steps of a preview with their differences; steps without risk by component where there are many. */
final class StepsText {

    private static final int RED = 31;
    private static final int GREEN = 32;
    private static final int YELLOW = 33;
    private static final int GREY = 90;

    /** Limit of the steps that are listed one by one. */
    private static final int ONE_BY_ONE = 20;

    /** Limit of the types, or changed properties, that a group of steps names. */
    private static final int NAMED = 5;

    /** Limit of the changed properties of a step. */
    private static final int DIFFERENCES = 12;

    /** Operations on a component that need no entry beside its resources. Other operations are always printed. */
    private static final Set<String> OF_COMPONENTS = Set.of("create", "update", "delete");

    private final Terminal terminal;
    private final HangingIndent hanging;
    private final boolean full;

    StepsText(Terminal terminal, boolean full) {
        this.terminal = terminal;
        this.hanging = new HangingIndent(terminal);
        this.full = full;
    }

    /**
     * Prints the steps and their number: the dangerous ones first, then updates with their differences, then creations.
     *
     * @param changes the steps of the engine, with those of components
     * @param known the steps of resources
     */
    void print(List<Step> changes, List<ReportStep> known) {
        Map<String, Step> rest = new LinkedHashMap<>();
        changes.forEach(step -> rest.put(step.urn(), step));
        List<ReportStep> shown = known.stream()
                .filter(step -> rest.remove(step.urn()) != null)
                .sorted(ReportStep.CAUSES_FIRST)
                .toList();
        List<Step> strange = rest.values().stream()
                .filter(step -> !OF_COMPONENTS.contains(step.op()))
                .toList();
        shown.stream()
                .filter(step -> step.danger() != Danger.NONE)
                .forEach(step -> group(new StepGroup(List.of(step))));
        strange.forEach(this::unknown);
        updates(harmless(shown, true));
        creations(harmless(shown, false));
        hanging.print(ReportStep.counts(shown) + (strange.isEmpty() ? "" : ", " + strange.size() + " other"));
    }

    private static List<ReportStep> harmless(List<ReportStep> steps, boolean updates) {
        return steps.stream()
                .filter(step -> step.danger() == Danger.NONE)
                .filter(step -> (step.operation() == Operation.UPDATE) == updates)
                .toList();
    }

    private void updates(List<ReportStep> steps) {
        List<StepGroup> groups =
                full ? steps.stream().map(step -> new StepGroup(List.of(step))).toList() : StepGroup.of(steps);
        int shown = full || groups.size() <= ONE_BY_ONE ? groups.size() : ONE_BY_ONE;
        groups.subList(0, shown).forEach(this::group);
        if (shown < groups.size()) {
            byComponent(groups.subList(shown, groups.size()).stream()
                    .flatMap(group -> group.steps().stream())
                    .toList());
        }
    }

    private void creations(List<ReportStep> steps) {
        if (full || steps.size() <= ONE_BY_ONE) {
            steps.forEach(step -> group(new StepGroup(List.of(step))));
        } else {
            byComponent(steps);
        }
    }

    private void unknown(Step step) {
        hanging.print(RED, "? " + TextLayout.pad(step.op(), 7, false), " ", step.name() + "  " + step.type());
    }

    /** Prints steps with the same differences. */
    private void group(StepGroup group) {
        ReportStep first = group.first();
        int count = group.steps().size();
        hanging.print(
                colour(first),
                symbol(first),
                " ",
                count == 1
                        ? first.name() + "  " + first.type()
                        : count + "  " + first.type() + ": " + some(group.names()));
        Reversibility reversibility = first.classification().reversibility();
        if (reversibility != Reversibility.REVERSIBLE) {
            TextLayout.wrap(
                            reversibility.name().toLowerCase(Locale.ROOT) + ": "
                                    + first.classification().reason(),
                            terminal.width() - 4)
                    .forEach(line -> terminal.out().println("    " + terminal.colour(colour(first), line)));
        }
        first.because().forEach(reason -> hanging.below("replaced: " + reason));
        List<Difference> differences = first.differences().stream()
                .filter(difference -> full || !isStated(difference, first.because()))
                .toList();
        int shown = full || differences.size() <= DIFFERENCES + 1 ? differences.size() : DIFFERENCES;
        differences.subList(0, shown).forEach(this::difference);
        if (shown < differences.size()) {
            hanging.below("… " + (differences.size() - shown) + " more changed properties: use --full to list them");
        }
    }

    /** Returns whether a reason of a replacement states the values of a difference or their origin. */
    private static boolean isStated(Difference difference, List<String> reasons) {
        String path = difference.path();
        return reasons.contains(path + " changes (" + difference.values() + ")")
                || (difference.isUnknown()
                        && reasons.stream().anyMatch(reason -> reason.startsWith(path + " comes from ")));
    }

    private void difference(Difference difference) {
        int colour =
                switch (difference.sign()) {
                    case ADDED -> GREEN;
                    case REMOVED -> RED;
                    case CHANGED -> YELLOW;
                };
        hanging.value(colour, difference.sign().symbol() + " " + Texts.oneLine(difference.path()), difference.values());
    }

    private static String some(List<String> texts) {
        return texts.stream().limit(NAMED).collect(Collectors.joining(", "))
                + (texts.size() > NAMED ? " and " + (texts.size() - NAMED) + " more" : "");
    }

    private static int colour(ReportStep step) {
        return switch (step.danger()) {
            case IRREVERSIBLE, ENDING -> RED;
            case LOSSY -> YELLOW;
            case NONE -> step.word().equals("create") ? GREEN : YELLOW;
        };
    }

    private static String symbol(ReportStep step) {
        return switch (step.operation()) {
            case CREATE -> "+ create ";
            case UPDATE -> "~ update ";
            case DELETE -> "- delete ";
            case REPLACE -> "± replace";
            case SAME -> "  same   ";
        };
    }

    /** Prints a line for each component and operation. */
    private void byComponent(List<ReportStep> steps) {
        Map<String, List<ReportStep>> groups = new LinkedHashMap<>();
        steps.forEach(
                step -> groups.computeIfAbsent(step.component() + " " + step.operation(), key -> new ArrayList<>())
                        .add(step));
        for (List<ReportStep> group : groups.values()) {
            ReportStep first = group.get(0);
            String place = first.component().isEmpty() ? " outside components" : " in " + first.component();
            List<String> content = first.operation() == Operation.UPDATE
                    ? group.stream()
                            .flatMap(step -> step.differences().stream())
                            .map(Difference::path)
                            .distinct()
                            .sorted()
                            .toList()
                    : types(group);
            hanging.print(colour(first), symbol(first), " ", group.size() + place + ": " + some(content));
        }
        terminal.out().println(terminal.colour(GREY, "… use --full to list each step"));
    }

    /** Returns the types of a group, the most frequent first. */
    private static List<String> types(List<ReportStep> group) {
        Map<String, Long> counts = group.stream()
                .collect(Collectors.groupingBy(ReportStep::shortType, TreeMap::new, Collectors.counting()));
        return counts.entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue().reversed())
                .map(type -> (type.getValue() == 1 ? "" : type.getValue() + TextLayout.FIXED_BLANK) + type.getKey())
                .toList();
    }
}
