package dev.plinth.cli.text;

import dev.plinth.cli.terminal.Terminal;
import dev.plinth.model.Step;
import dev.plinth.preview.guard.Reversibility;
import dev.plinth.report.ReportStep;
import dev.plinth.report.ReportStep.Danger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Prints the steps of a preview: each that is dangerous, and the others by component once there are many. */
final class StepsText {

    private static final int RED = 31;
    private static final int GREEN = 32;
    private static final int YELLOW = 33;
    private static final int GREY = 90;

    /** Limit of the steps that are listed one by one. */
    private static final int ONE_BY_ONE = 20;

    /** Limit of the types, or changed properties, that a group of steps names. */
    private static final int NAMED = 5;

    /** Operations on a component that need no entry beside its resources. Other operations are always printed. */
    private static final Set<String> OF_COMPONENTS = Set.of("create", "update", "delete");

    /**
     * A step.
     *
     * @param step as the engine plans it
     * @param known what it means
     */
    private record Told(Step step, ReportStep known) {}

    private final Terminal terminal;
    private final HangingIndent hanging;
    private final boolean full;

    StepsText(Terminal terminal, boolean full) {
        this.terminal = terminal;
        this.hanging = new HangingIndent(terminal);
        this.full = full;
    }

    /**
     * Prints the steps and their number.
     *
     * @param changes what the engine does, with steps of components
     * @param known what is known of those that concern something in the cloud
     */
    void print(List<Step> changes, List<ReportStep> known) {
        Map<String, Step> rest = new LinkedHashMap<>();
        changes.forEach(step -> rest.put(step.urn(), step));
        List<Told> shown = new ArrayList<>();
        for (ReportStep step : known) {
            Step planned = rest.remove(step.urn());
            if (planned != null) {
                shown.add(new Told(planned, step));
            }
        }
        shown.sort(Comparator.comparing(step -> step.known().danger()));
        List<Step> strange = rest.values().stream()
                .filter(step -> !OF_COMPONENTS.contains(step.op()))
                .toList();
        List<Told> others = shown.stream()
                .filter(step -> step.known().danger() == Danger.NONE)
                .toList();
        shown.subList(0, shown.size() - others.size()).forEach(this::step);
        strange.forEach(this::unknown);
        if (full || others.size() <= ONE_BY_ONE) {
            others.forEach(this::step);
        } else {
            groups(others);
        }
        int components = rest.size() - strange.size();
        String counts = shown.isEmpty()
                ? "no resource changes"
                : ReportStep.counts(shown.stream().map(Told::known).toList());
        hanging.print(
                changes.isEmpty()
                        ? "no change"
                        : counts
                                + (strange.isEmpty() ? "" : ", " + strange.size() + " other")
                                + (components == 0
                                        ? ""
                                        : ", and " + components + (components == 1 ? " component" : " components")));
    }

    private void unknown(Step step) {
        hanging.print(RED, "? " + TextLayout.pad(step.op(), 7, false), " ", step.name() + "  " + step.type());
    }

    private void step(Told told) {
        Step step = told.step();
        ReportStep known = told.known();
        boolean update = step.op().equals("update");
        hanging.print(
                colour(known),
                symbol(known),
                " ",
                step.name() + "  " + step.type() + (update ? "  " + String.join(", ", step.changedPaths()) : ""));
        if (!step.replaceKeys().isEmpty()) {
            hanging.below("replaced because of " + String.join(", ", step.replaceKeys()));
        }
        Reversibility reversibility = known.classification().reversibility();
        if (reversibility != Reversibility.REVERSIBLE) {
            TextLayout.wrap(
                            reversibility.name().toLowerCase(Locale.ROOT) + ": "
                                    + known.classification().reason(),
                            terminal.width() - 4)
                    .forEach(line -> terminal.out().println("    " + terminal.colour(colour(known), line)));
        }
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

    /** A line for each component and operation. */
    private void groups(List<Told> steps) {
        Map<String, List<Told>> groups = new LinkedHashMap<>();
        steps.forEach(step -> groups.computeIfAbsent(
                        step.known().component() + " " + step.known().operation(), key -> new ArrayList<>())
                .add(step));
        for (List<Told> group : groups.values()) {
            ReportStep first = group.get(0).known();
            String where = first.component().isEmpty() ? " outside components" : " in " + first.component();
            List<String> what = first.word().equals("update")
                    ? group.stream()
                            .flatMap(step -> step.step().changedPaths().stream())
                            .distinct()
                            .sorted()
                            .toList()
                    : types(group);
            String some = what.stream().limit(NAMED).collect(Collectors.joining(", "))
                    + (what.size() > NAMED ? " and " + (what.size() - NAMED) + " more" : "");
            hanging.print(colour(first), symbol(first), " ", group.size() + where + ": " + some);
        }
        terminal.out().println(terminal.colour(GREY, "… use --full to list each step"));
    }

    /** The types of a group, the most frequent first. */
    private static List<String> types(List<Told> group) {
        Map<String, Long> counts = group.stream()
                .collect(Collectors.groupingBy(step -> step.known().shortType(), TreeMap::new, Collectors.counting()));
        return counts.entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue().reversed())
                .map(type -> (type.getValue() == 1 ? "" : type.getValue() + TextLayout.FIXED_BLANK) + type.getKey())
                .toList();
    }
}
