package dev.plinth.report;

import dev.plinth.model.SourceLocation;
import dev.plinth.model.Urns;
import dev.plinth.policies.PolicyReport;
import dev.plinth.policies.report.Markdown;
import dev.plinth.preview.Block;
import dev.plinth.preview.PreviewReport;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Markdown of policy results that do not block. */
final class MarkdownPolicies {

    private MarkdownPolicies() {}

    /** Returns the counts in one line. */
    static String summary(PreviewReport report) {
        return PolicyCounts.words(report) + "; " + PolicyCounts.checked(report.policies());
    }

    /** Returns the advisory violations and waived ones that the change causes, and the approvals, each collapsed. */
    static MarkdownPart part(PreviewReport report, int rank) {
        PolicyReport policies = report.policies();
        List<Block> blocks = new ArrayList<>();
        addDetails(
                blocks,
                "advisory violation",
                "advisory violations",
                report.changedViolations().stream()
                        .filter(violation -> !PolicyReport.stops(violation.enforcement()))
                        .map(violation -> row(policies, violation, MarkdownFindings.firstLine(violation.message())))
                        .toList());
        addDetails(
                blocks,
                "waived",
                "waived",
                report.changedWaived().stream()
                        .map(waived -> row(
                                policies,
                                waived.violation(),
                                "until " + waived.waiver().expires() + " by "
                                        + waived.waiver().owner() + ": "
                                        + waived.waiver().reason()))
                        .toList());
        addDetails(
                blocks,
                "approved",
                "approved",
                policies.approved().stream()
                        .map(approved -> row(
                                policies,
                                approved.violation(),
                                "by " + approved.approval().name() + ": "
                                        + approved.approval().reason()))
                        .toList());
        return blocks.isEmpty()
                ? MarkdownPart.fixed("")
                : MarkdownBlocks.part(
                        rank, "\n### " + Markdown.text("Policies: " + PolicyCounts.words(report)) + "\n", blocks);
    }

    private static void addDetails(List<Block> blocks, String one, String many, List<List<String>> rows) {
        if (!rows.isEmpty()) {
            blocks.add(new Block.Details(
                    rows.size() + " " + (rows.size() == 1 ? one : many),
                    List.of(new Block.Table(
                            List.of("severity", "rule", "resource", "location", "message"), rows, Set.of()))));
        }
    }

    private static List<String> row(PolicyReport policies, PolicyReport.Violation violation, String message) {
        return List.of(
                violation.severity().name().toLowerCase(Locale.ROOT),
                violation.rule(),
                Urns.name(violation.urn()),
                policies.locations()
                        .inProject(violation.urn())
                        .map(SourceLocation::toString)
                        .orElse(""),
                message);
    }
}
