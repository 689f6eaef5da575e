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

/** Writes what the policies say and what refuses nothing, as Markdown. */
final class MarkdownPolicies {

    private MarkdownPolicies() {}

    /** The counts in one line. */
    static String summary(PolicyReport policies) {
        long mandatory = policies.violations().stream()
                .filter(violation -> PolicyReport.stops(violation.enforcement()))
                .count();
        StringBuilder counts = new StringBuilder();
        add(counts, mandatory, "mandatory");
        add(counts, policies.violations().size() - mandatory, "advisory");
        String violations = counts.isEmpty() ? "no violation" : counts + " violated";
        StringBuilder others = new StringBuilder(violations);
        add(others, policies.waived().size(), "waived");
        add(others, policies.approved().size(), "approved");
        add(others, policies.baselined().size(), "in the baseline");
        add(others, policies.remediated().size(), "corrected");
        add(others, policies.unknown().size(), "known only after the update");
        return others + "; " + policies.rules() + " rules judged " + policies.resources() + " resources";
    }

    private static void add(StringBuilder counts, long count, String what) {
        if (count > 0) {
            counts.append(counts.isEmpty() ? "" : ", ")
                    .append(count)
                    .append(' ')
                    .append(what);
        }
    }

    /** The advisory violations, what is waived or approved and by whom; each folded. */
    static MarkdownPart part(PolicyReport policies, int rank) {
        List<Block> blocks = new ArrayList<>();
        fold(
                blocks,
                "advisory violations",
                policies.violations().stream()
                        .filter(violation -> !PolicyReport.stops(violation.enforcement()))
                        .map(violation -> row(policies, violation, MarkdownRefusals.firstLine(violation.message())))
                        .toList());
        fold(
                blocks,
                "waived",
                policies.waived().stream()
                        .map(waived -> row(
                                policies,
                                waived.violation(),
                                "until " + waived.waiver().expires() + " by "
                                        + waived.waiver().owner() + ": "
                                        + waived.waiver().reason()))
                        .toList());
        fold(
                blocks,
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

    private static void fold(List<Block> blocks, String what, List<List<String>> rows) {
        if (!rows.isEmpty()) {
            blocks.add(new Block.Details(
                    rows.size() + " " + what,
                    List.of(new Block.Table(
                            List.of("severity", "rule", "resource", "where", "what"), rows, Set.of()))));
        }
    }

    private static List<String> row(PolicyReport policies, PolicyReport.Violation violation, String what) {
        return List.of(
                violation.severity().name().toLowerCase(Locale.ROOT),
                violation.rule(),
                Urns.name(violation.urn()),
                policies.locations()
                        .inProject(violation.urn())
                        .map(SourceLocation::toString)
                        .orElse(""),
                what);
    }
}
