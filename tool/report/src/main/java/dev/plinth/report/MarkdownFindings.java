package dev.plinth.report;

import dev.plinth.model.SourceLocation;
import dev.plinth.model.Urns;
import dev.plinth.policies.PolicyReport;
import dev.plinth.policies.rule.Rule;
import dev.plinth.preview.Block;
import dev.plinth.preview.PreviewReport;
import dev.plinth.preview.Section;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Markdown of the findings that block a change, with their remedies. */
final class MarkdownFindings {

    private final List<List<String>> rows;

    private MarkdownFindings(List<List<String>> rows) {
        this.rows = rows;
    }

    static MarkdownFindings of(PreviewReport report) {
        List<List<String>> rows = new ArrayList<>();
        for (Section section : report.refusing()) {
            for (Section.Finding finding : section.findings()) {
                rows.add(List.of(section.title(), resource(finding.urn()), finding.message(), finding.remedy()));
            }
        }
        for (PolicyReport.Violation violation : report.policies().violations()) {
            if (PolicyReport.stops(violation.enforcement())) {
                rows.add(List.of(
                        "`" + violation.rule() + "`",
                        resource(violation.urn()) + place(report, violation.urn()),
                        firstLine(violation.message()),
                        report.policies()
                                .catalogue()
                                .find(violation.rule())
                                .map(Rule::remediation)
                                .map(MarkdownFindings::inOneLine)
                                .orElse("")));
            }
        }
        return new MarkdownFindings(rows);
    }

    private static String resource(String urn) {
        return urn.isEmpty() ? "" : "`" + Urns.name(urn) + "`";
    }

    private static String place(PreviewReport report, String urn) {
        return report.policies()
                .locations()
                .inProject(urn)
                .map(SourceLocation::toString)
                .map(line -> " at `" + line + "`")
                .orElse("");
    }

    /** Returns the first line, without the example that follows. */
    static String firstLine(String text) {
        return text.lines().findFirst().orElse("");
    }

    /** Returns a remedy on one line; the lines after the first are code. */
    private static String inOneLine(String remedy) {
        String code = remedy.lines().skip(1).map(String::strip).collect(Collectors.joining(" "));
        return firstLine(remedy) + (code.isBlank() ? "" : " `" + code + "`");
    }

    MarkdownPart part(int rank) {
        if (rows.isEmpty()) {
            return MarkdownPart.fixed("");
        }
        String heading = "\n### ❌ Blocking findings: " + rows.size() + "\n";
        Block table = new Block.Table(List.of("source", "resource", "problem", "remedy"), rows, Set.of());
        return MarkdownBlocks.part(rank, heading, List.of(table));
    }
}
