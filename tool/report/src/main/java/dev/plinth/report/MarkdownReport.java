package dev.plinth.report;

import dev.plinth.policies.report.Markdown;
import dev.plinth.preview.Block;
import dev.plinth.preview.PreviewReport;
import dev.plinth.preview.Section;
import dev.plinth.preview.change.ChangeSection;
import dev.plinth.report.ReportStep.Danger;
import java.util.ArrayList;
import java.util.List;

/**
 * Markdown report of a preview for a pull request: the verdict, the facts needed for a decision, and collapsed details. It
 * always fits GitHub's limit. Irreversible steps have priority over all other parts; omissions are counted.
 */
final class MarkdownReport {

    /** Maximum size in bytes, below GitHub's limit, so that a workflow can add a line. */
    static final int LIMIT = Markdown.LIMIT - 1_024;

    /** Size in bytes above which irreversible steps are shown in a shorter form. */
    private static final int STEPS = 24_000;

    /** Maximum size of a list of other steps in bytes. */
    private static final int OTHER_STEPS = 8_000;

    /** Maximum size of an approval command in bytes. */
    private static final int COMMAND = 4_000;

    /** Maximum length of a summary or a name in the heading, in UTF-16 code units. */
    private static final int SUMMARY = 200;

    private final PreviewReport report;
    private final List<ReportStep> steps;

    private MarkdownReport(PreviewReport report) {
        this.report = report;
        this.steps = ReportStep.of(report);
    }

    /** Returns the marker in the first line, which identifies the comment on a pull request. */
    static String marker(PreviewReport report) {
        return "<!-- plinth preview " + report.plan().project() + "/"
                + report.plan().stack() + " -->";
    }

    static String render(PreviewReport report) {
        return new MarkdownReport(report).page();
    }

    private String page() {
        List<MarkdownPart> parts = new ArrayList<>();
        boolean empty = steps.isEmpty() && report.risk() == Section.Risk.NONE;
        parts.add(MarkdownPart.fixed(
                marker(report) + "\n" + heading() + (empty ? "" : overview()) + unchanged() + approval()));
        parts.add(MarkdownFindings.of(report).part(2));
        parts.add(dangerous("Irreversible steps", 1, Danger.IRREVERSIBLE));
        parts.add(dangerous("Lossy steps", 3, Danger.LOSSY));
        parts.add(dangerous("Other deletions and replacements", 4, Danger.ENDING));
        parts.add(MarkdownDifferences.part(
                "Differences of the risky steps",
                5,
                steps.stream()
                        .filter(step -> step.danger() != Danger.NONE)
                        .sorted(ReportStep.CAUSES_FIRST)
                        .toList()));
        parts.add(MarkdownDifferences.part(
                "Changes",
                6,
                steps.stream()
                        .filter(step -> step.danger() == Danger.NONE)
                        .sorted(ReportStep.CAUSES_FIRST)
                        .toList()));
        int rank = 7;
        for (Section section : report.gravestFirst()) {
            // The steps are listed with their differences.
            if (!section.key().equals(ChangeSection.KEY)) {
                parts.add(section(section, rank++));
            }
        }
        parts.add(MarkdownPolicies.part(report, rank++));
        parts.add(others(rank));
        return MarkdownPart.join(parts, LIMIT);
    }

    private static String icon(Section.Risk risk) {
        return switch (risk) {
            case CRITICAL -> "❌";
            case WARNING -> "⚠️";
            case NONE -> "✅";
        };
    }

    private String heading() {
        return "\n## " + icon(report.risk()) + " "
                + Markdown.code(Markdown.shorten(report.plan().stack(), SUMMARY)) + ": "
                + Markdown.text(Markdown.shorten(report.verdict(), SUMMARY)) + "\n";
    }

    private String overview() {
        List<String> rows = new ArrayList<>();
        String losses = ReportStep.losses(steps);
        rows.add(row(
                steps.stream().map(ReportStep::danger).min(Danger::compareTo).orElse(Danger.NONE) == Danger.IRREVERSIBLE
                        ? Section.Risk.CRITICAL
                        : losses.isEmpty() ? Section.Risk.NONE : Section.Risk.WARNING,
                "Steps",
                ReportStep.counts(steps) + (losses.isEmpty() ? "" : "; " + losses)));
        rows.add(row(report.policyRisk(), "Policies", MarkdownPolicies.summary(report)));
        for (Section section : report.gravestFirst()) {
            // The first row counts the steps.
            if (!section.key().equals(ChangeSection.KEY)) {
                rows.add(row(section.risk(), section.title(), section.summary()));
            }
        }
        return "\n| | Overview | |\n|---|---|---|\n" + String.join("", rows);
    }

    /** Returns the line that counts results from before the change. */
    private String unchanged() {
        return report.standing().isEmpty()
                ? ""
                : "\nUnchanged: " + Markdown.text(Markdown.shorten(report.standing(), SUMMARY)) + "\n";
    }

    private static String row(Section.Risk risk, String title, String summary) {
        return "| " + icon(risk) + " | **" + Markdown.cell(Markdown.shorten(title, SUMMARY)) + "** | "
                + Markdown.cell(Markdown.shorten(summary, SUMMARY)) + " |\n";
    }

    private String approval() {
        return report.approval()
                .map(command -> "\nTo approve this change:\n\n"
                        + (Markdown.length(command) > COMMAND
                                ? Markdown.fenced(
                                                "sh",
                                                "plinth up " + report.plan().stack()
                                                        + " --approve RULE@URN … --reason \"why this change is right\"")
                                        + "\nwith one `--approve` for each blocking finding below.\n"
                                : Markdown.fenced("sh", command)))
                .orElse("");
    }

    private MarkdownPart dangerous(String title, int rank, Danger danger) {
        List<ReportStep> selected =
                steps.stream().filter(step -> step.danger() == danger).toList();
        if (selected.isEmpty()) {
            return MarkdownPart.fixed("");
        }
        String heading =
                "\n### " + (danger == Danger.IRREVERSIBLE ? "❌ " : "⚠️ ") + title + ": " + selected.size() + "\n";
        MarkdownSteps list =
                new MarkdownSteps(selected, step -> step.classification().reason());
        int around = Markdown.length(heading);
        return new MarkdownPart(
                rank,
                heading + MarkdownSteps.omission(selected.size()),
                bytes -> heading
                        + list.within(
                                STEPS,
                                danger == Danger.IRREVERSIBLE
                                        ? bytes - around
                                        : Math.min(bytes - around, OTHER_STEPS)));
    }

    private static MarkdownPart section(Section section, int rank) {
        List<Block> blocks = new ArrayList<>();
        List<Block> details = new ArrayList<>();
        for (Block block : section.blocks()) {
            boolean folded = block instanceof Block.Details || block instanceof Block.Standing;
            (folded ? details : blocks).add(block);
        }
        String title = Markdown.shorten(section.title(), SUMMARY) + ": " + Markdown.shorten(section.summary(), SUMMARY);
        String heading = "\n### " + icon(section.risk()) + " " + Markdown.text(title) + "\n";
        if (details.size() == 1) {
            blocks.addAll(details);
        } else if (!details.isEmpty()) {
            blocks.add(new Block.Details("Details", details));
        }
        return MarkdownBlocks.part(rank, heading, blocks);
    }

    /** Returns the steps without risk and without changed properties. */
    private MarkdownPart others(int rank) {
        List<ReportStep> selected = steps.stream()
                .filter(step ->
                        step.danger() == Danger.NONE && step.differences().isEmpty())
                .toList();
        if (selected.isEmpty()) {
            return MarkdownPart.fixed("");
        }
        String begin = "\n<details><summary>" + (steps.size() > selected.size() ? "Other steps: " : "Steps: ")
                + ReportStep.counts(selected) + "</summary>\n";
        String end = "\n</details>\n";
        MarkdownSteps list = new MarkdownSteps(selected, step -> "");
        int around = Markdown.length(begin) + Markdown.length(end);
        return new MarkdownPart(
                rank,
                MarkdownSteps.omission(selected.size()),
                bytes -> bytes < around + Markdown.length(MarkdownSteps.omission(selected.size()))
                        ? MarkdownSteps.omission(selected.size())
                        : begin + list.within(OTHER_STEPS, Math.min(bytes - around, OTHER_STEPS)) + end);
    }
}
