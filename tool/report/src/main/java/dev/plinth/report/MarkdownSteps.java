package dev.plinth.report;

import dev.plinth.policies.report.Markdown;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Markdown list of steps in the most detailed form that fits: a table with reasons, names by component and type, the same with
 * brace expansion, or names by type. Only where even that is too long, steps are omitted and counted.
 */
final class MarkdownSteps {

    /** Maximum number of steps in a table. */
    private static final int ROWS = 40;

    private final List<ReportStep> steps;
    private final Function<ReportStep, String> why;

    /**
     * Creates a list.
     *
     * @param steps the steps, sorted
     * @param why the reason of a step
     */
    MarkdownSteps(List<ReportStep> steps, Function<ReportStep, String> why) {
        this.steps = steps;
        this.why = why;
    }

    /** Returns the line that counts omitted steps. */
    static String omission(int count) {
        return "\n**" + count + " more " + (count == 1 ? "step" : "steps")
                + "**: see the HTML report or the job's artifact.\n";
    }

    /**
     * Returns the list.
     *
     * @param wanted the size in bytes above which a shorter form is used
     * @param bytes the maximum size in bytes, for the shortest form
     */
    String within(int wanted, int bytes) {
        if (steps.size() <= ROWS) {
            String table = table();
            if (Markdown.length(table) <= Math.min(wanted, bytes)) {
                return table;
            }
        }
        String names = byComponent(MarkdownSteps::names);
        if (Markdown.length(names) <= Math.min(wanted, bytes)) {
            return names;
        }
        return shortest(bytes);
    }

    /** Returns the most detailed form with brace expansion that fits. */
    private String shortest(int bytes) {
        String braces = byComponent(MarkdownSteps::braces);
        if (Markdown.length(braces) <= bytes) {
            return braces;
        }
        for (int count = steps.size(); count > 0; count -= Math.max(1, count / 16)) {
            String some =
                    byType(steps.subList(0, count)) + (count == steps.size() ? "" : omission(steps.size() - count));
            if (Markdown.length(some) <= bytes) {
                return some;
            }
        }
        return omission(steps.size());
    }

    private String table() {
        String rows = steps.stream()
                .map(step -> "| " + step.word() + " | " + Markdown.codeCell(step.name()) + " | "
                        + Markdown.codeCell(step.component()) + " | " + Markdown.codeCell(step.type()) + " | "
                        + MarkdownBlocks.cell(why.apply(step)) + " |\n")
                .collect(Collectors.joining());
        return "\n| step | resource | component | type | reason |\n|---|---|---|---|---|\n" + rows;
    }

    private String byComponent(Function<List<String>, String> names) {
        return list(
                steps,
                step -> "**" + step.word() + "**"
                        + (step.component().isEmpty() ? "" : " in " + Markdown.code(step.component())),
                names);
    }

    private static String byType(List<ReportStep> steps) {
        return list(steps, step -> "**" + step.word() + "**", MarkdownSteps::braces);
    }

    /** Returns an item for each group of steps, with the names by type. */
    private static String list(
            List<ReportStep> steps, Function<ReportStep, String> label, Function<List<String>, String> names) {
        Map<String, Map<String, List<String>>> groups = new LinkedHashMap<>();
        for (ReportStep step : steps) {
            groups.computeIfAbsent(label.apply(step), key -> new TreeMap<>())
                    .computeIfAbsent(step.shortType(), key -> new ArrayList<>())
                    .add(step.name());
        }
        StringBuilder text = new StringBuilder("\n");
        groups.forEach((group, types) -> text.append("- ")
                .append(group)
                .append(": ")
                .append(types.entrySet().stream()
                        .map(type -> (type.getValue().size() == 1
                                        ? ""
                                        : type.getValue().size() + " ") + Markdown.text(type.getKey()) + " "
                                + names.apply(type.getValue()))
                        .collect(Collectors.joining("; ")))
                .append('\n'));
        return text.toString();
    }

    private static String names(List<String> names) {
        return names.stream().map(Markdown::code).collect(Collectors.joining(", "));
    }

    private static String braces(List<String> names) {
        List<String> written =
                new ArrayList<>(Braces.of(names.stream().filter(Braces::isPlain).toList()));
        written.addAll(names.stream().filter(name -> !Braces.isPlain(name)).toList());
        return names(written);
    }
}
