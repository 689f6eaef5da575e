package dev.plinth.report;

import dev.plinth.model.SourceLocation;
import dev.plinth.model.Urns;
import dev.plinth.policies.PolicyReport;
import dev.plinth.policies.report.Markdown;
import dev.plinth.preview.Block;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Markdown of policy results that do not block. */
final class MarkdownPolicies {

    private MarkdownPolicies() {}

    /** Returns the counts in one line. */
    static String summary(PolicyReport policies) {
        long mandatory = policies.violations().stream()
                .filter(violation -> PolicyReport.stops(violation.enforcement()))
                .count();
        StringBuilder others = new StringBuilder(
                PolicyCounts.violations(mandatory, policies.violations().size() - mandatory));
        add(others, policies.waived().size(), "waived");
        add(others, policies.approved().size(), "approved");
        add(others, policies.baselined().size(), "in the baseline");
        add(others, policies.remediated().size(), "remediated");
        add(others, policies.unknown().size(), "known after the update");
        return others + "; " + policies.rules() + " rules checked " + policies.resources() + " resources";
    }

    private static void add(StringBuilder counts, long count, String what) {
        if (count > 0) {
            counts.append(counts.isEmpty() ? "" : ", ")
                    .append(count)
                    .append(' ')
                    .append(what);
        }
    }

    /** Returns the advisory violations, waivers and approvals, each collapsed. */
    static MarkdownPart part(PolicyReport policies, int rank) {
        List<Block> blocks = new ArrayList<>();
        addDetails(
                blocks,
                "advisory violation",
                "advisory violations",
                policies.violations().stream()
                        .filter(violation -> !PolicyReport.stops(violation.enforcement()))
                        .map(violation -> row(policies, violation, MarkdownFindings.firstLine(violation.message())))
                        .toList());
        addDetails(
                blocks,
                "waived",
                "waived",
                policies.waived().stream()
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
        return MarkdownBlocks.part(rank, "\n### " + Markdown.text("Policies: " + summary(policies)) + "\n", blocks);
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
