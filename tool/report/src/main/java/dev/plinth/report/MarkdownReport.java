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
 * Writes a preview as Markdown for a pull request: the verdict, what a person must know to decide, and the rest folded. It
 * is always shorter than GitHub takes. Every irreversible step comes before anything else gets room; what is left out is
 * counted.
 */
final class MarkdownReport {

    /** Bytes; below what GitHub takes, so that a workflow has room for a line of its own. */
    static final int LIMIT = Markdown.LIMIT - 1_024;

    /** What the irreversible steps take before they are told more briefly: the rest of a page is for the other parts. Bytes. */
    private static final int STEPS = 24_000;

    /** The most that a list of other steps takes. Bytes. */
    private static final int OTHER_STEPS = 8_000;

    /** The most of an approval's command; a longer one nobody would type. */
    private static final int COMMAND = 4_000;

    /** The most of a summary or a name in the heading, in UTF-16 code units. */
    private static final int SUMMARY = 200;

    /** A section whose text is not longer is not folded. Bytes. */
    private static final int SHORT = 1_200;

    private final PreviewReport report;
    private final List<ReportStep> steps;

    private MarkdownReport(PreviewReport report) {
        this.report = report;
        this.steps = ReportStep.of(report.change());
    }

    /** The marker in the first line, by which a comment on a pull request is found again. */
    static String marker(PreviewReport report) {
        return "<!-- plinth preview " + report.plan().project() + "/"
                + report.plan().stack() + " -->";
    }

    static String render(PreviewReport report) {
        return new MarkdownReport(report).page();
    }

    private String page() {
        List<MarkdownPart> parts = new ArrayList<>();
        parts.add(MarkdownPart.fixed(marker(report) + "\n" + heading() + glance() + approval()));
        parts.add(MarkdownRefusals.of(report).part(2));
        parts.add(dangerous("What can't be undone", 1, Danger.IRREVERSIBLE));
        parts.add(dangerous("What loses something", 3, Danger.LOSSY));
        parts.add(dangerous("What else is deleted or replaced", 4, Danger.ENDING));
        int rank = 5;
        for (Section section : report.gravestFirst()) {
            parts.add(section(section, rank++));
        }
        parts.add(MarkdownPolicies.part(report.policies(), rank++));
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

    private String glance() {
        List<String> rows = new ArrayList<>();
        String losses = ReportStep.losses(steps);
        rows.add(row(
                steps.stream().map(ReportStep::danger).min(Danger::compareTo).orElse(Danger.NONE) == Danger.IRREVERSIBLE
                        ? Section.Risk.CRITICAL
                        : losses.isEmpty() ? Section.Risk.NONE : Section.Risk.WARNING,
                "Steps",
                ReportStep.counts(steps) + (losses.isEmpty() ? "" : "; " + losses)));
        rows.add(row(report.policyRisk(), "Policies", MarkdownPolicies.summary(report.policies())));
        for (Section section : report.shown()) {
            // The steps are counted above.
            if (!section.key().equals(ChangeSection.KEY)) {
                rows.add(row(section.risk(), section.title(), section.summary()));
            }
        }
        return "\n| | at a glance | |\n|---|---|---|\n" + String.join("", rows);
    }

    private static String row(Section.Risk risk, String title, String summary) {
        return "| " + icon(risk) + " | **" + Markdown.cell(Markdown.shorten(title, SUMMARY)) + "** | "
                + Markdown.cell(Markdown.shorten(summary, SUMMARY)) + " |\n";
    }

    private String approval() {
        return report.approval()
                .map(command -> "\nAn approval would let it pass:\n\n"
                        + (Markdown.length(command) > COMMAND
                                ? Markdown.fenced(
                                                "sh",
                                                "plinth up " + report.plan().stack()
                                                        + " --approve RULE@URN … --reason \"why this change is right\"")
                                        + "\nwith one `--approve` for each refusal below.\n"
                                : Markdown.fenced("sh", command)))
                .orElse("");
    }

    private MarkdownPart dangerous(String title, int rank, Danger danger) {
        List<ReportStep> those =
                steps.stream().filter(step -> step.danger() == danger).toList();
        if (those.isEmpty()) {
            return MarkdownPart.fixed("");
        }
        String heading = "\n### " + (danger == Danger.IRREVERSIBLE ? "❌ " : "⚠️ ") + title + ": " + those.size() + "\n";
        MarkdownSteps list =
                new MarkdownSteps(those, step -> step.classification().reason());
        int around = Markdown.length(heading);
        return new MarkdownPart(
                rank,
                heading + MarkdownSteps.leftOut(those.size()),
                bytes -> heading
                        + list.within(
                                STEPS,
                                danger == Danger.IRREVERSIBLE
                                        ? bytes - around
                                        : Math.min(bytes - around, OTHER_STEPS)));
    }

    private static MarkdownPart section(Section section, int rank) {
        List<Block> warnings = section.blocks().stream()
                .filter(Block.Warning.class::isInstance)
                .toList();
        List<Block> rest = section.blocks().stream()
                .filter(block -> !(block instanceof Block.Warning))
                .toList();
        String title = Markdown.shorten(section.title(), SUMMARY) + ": " + Markdown.shorten(section.summary(), SUMMARY);
        String heading = "\n### " + icon(section.risk()) + " " + Markdown.text(title) + "\n";
        List<Block> blocks = new ArrayList<>(warnings);
        if (Markdown.length(MarkdownBlocks.render(rest, Markdown.LIMIT)) <= SHORT) {
            blocks.addAll(rest);
        } else {
            blocks.add(new Block.Details("Details", rest));
        }
        return MarkdownBlocks.part(rank, heading, blocks);
    }

    /** The steps that nobody needs to fear. */
    private MarkdownPart others(int rank) {
        List<ReportStep> those =
                steps.stream().filter(step -> step.danger() == Danger.NONE).toList();
        if (those.isEmpty()) {
            return MarkdownPart.fixed("");
        }
        String begin = "\n<details><summary>" + those.size() + (steps.size() > those.size() ? " other" : "")
                + (those.size() == 1 ? " step" : " steps") + ": " + ReportStep.counts(those) + "</summary>\n";
        String end = "\n</details>\n";
        MarkdownSteps list = new MarkdownSteps(those, step -> "");
        int around = Markdown.length(begin) + Markdown.length(end);
        return new MarkdownPart(
                rank,
                MarkdownSteps.leftOut(those.size()),
                bytes -> bytes < around + Markdown.length(MarkdownSteps.leftOut(those.size()))
                        ? MarkdownSteps.leftOut(those.size())
                        : begin + list.within(OTHER_STEPS, Math.min(bytes - around, OTHER_STEPS)) + end);
    }
}
