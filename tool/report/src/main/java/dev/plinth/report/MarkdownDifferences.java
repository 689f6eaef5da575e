package dev.plinth.report;

import dev.plinth.policies.report.Markdown;
import dev.plinth.policies.report.Texts;
import dev.plinth.preview.change.Difference;
import java.util.ArrayList;
import java.util.List;

/**
 * Markdown of changed properties as a code block in the language {@code diff}. Lines that do not fit are omitted and counted,
 * never cut.
 */
final class MarkdownDifferences {

    /** Number of lines up to which the block is not collapsed. */
    private static final int UNFOLDED = 60;

    /** Size in bytes of the fences, the collapsed part's tags and the line that counts omissions, at most. */
    private static final int AROUND = 400;

    private MarkdownDifferences() {}

    /** Returns the part for steps with changed properties; empty for none. */
    static MarkdownPart part(String title, int rank, List<ReportStep> steps) {
        List<ReportStep> changed =
                steps.stream().filter(step -> !step.differences().isEmpty()).toList();
        if (changed.isEmpty()) {
            return MarkdownPart.fixed("");
        }
        List<String> lines = new ArrayList<>();
        for (StepGroup group : StepGroup.of(changed)) {
            ReportStep first = group.first();
            lines.add("@@ " + first.word() + " " + names(group) + " (" + first.type() + ") @@");
            first.because().forEach(reason -> lines.add("# replaced: " + Texts.oneLine(reason)));
            first.differences().forEach(difference -> add(lines, difference));
        }
        String heading = "\n### " + title + "\n";
        String omission = omission(lines.size());
        return new MarkdownPart(
                rank, heading + omission, bytes -> heading + block(lines, bytes - Markdown.length(heading)));
    }

    private static String names(StepGroup group) {
        List<String> names = group.names();
        return Texts.oneLine(String.join(", ", names.stream().allMatch(Braces::isPlain) ? Braces.of(names) : names));
    }

    private static void add(List<String> lines, Difference difference) {
        String path = Texts.oneLine(difference.path()) + ": ";
        if (difference.sign() != Difference.Sign.ADDED) {
            lines.add("- " + path + Texts.oneLine(difference.before()));
        }
        if (difference.sign() != Difference.Sign.REMOVED) {
            lines.add("+ " + path + Texts.oneLine(difference.after()));
        }
    }

    private static String block(List<String> lines, int bytes) {
        int left = bytes - AROUND;
        int count = 0;
        while (count < lines.size() && Markdown.length(lines.get(count)) + 1 <= left) {
            left -= Markdown.length(lines.get(count)) + 1;
            count++;
        }
        String text = count == 0 ? "" : "\n" + Markdown.fenced("diff", String.join("\n", lines.subList(0, count)));
        String folded = count <= UNFOLDED
                ? text
                : "\n<details><summary>" + count + " lines</summary>\n" + text + "\n</details>\n";
        String all = folded + (count == lines.size() ? "" : omission(lines.size() - count));
        // A value with hundreds of backticks makes the fences as long.
        return Markdown.length(all) <= bytes ? all : omission(lines.size());
    }

    private static String omission(int count) {
        return "\n*" + count + (count == 1 ? " line" : " lines")
                + " omitted: see the HTML report or the job's artifact.*\n";
    }
}
