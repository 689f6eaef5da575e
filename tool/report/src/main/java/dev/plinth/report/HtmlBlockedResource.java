package dev.plinth.report;

import dev.plinth.model.Urns;
import dev.plinth.policies.PolicyReport;
import dev.plinth.policies.rule.Rule;
import dev.plinth.preview.PreviewReport;
import dev.plinth.preview.Section;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Resource with the findings that block its change.
 *
 * @param step the id of its step; empty for none
 * @param name the name of the resource, or of the stack
 */
record HtmlBlockedResource(String urn, String step, String name, String type, List<Reason> reasons) {

    /**
     * Finding.
     *
     * @param source the title of the section, or the policy rule
     * @param remedy the remedy
     */
    record Reason(String source, String message, Remedy remedy) {}

    /** Remedy as pieces of text and code. */
    record Remedy(List<Piece> pieces) {

        boolean isPresent() {
            return !pieces.isEmpty();
        }

        static Remedy of(String text) {
            List<Piece> pieces = new ArrayList<>();
            String[] parts = text.split("`", -1);
            for (int i = 0; i < parts.length; i++) {
                if (!parts[i].isEmpty()) {
                    // An unpaired backtick is part of the text.
                    boolean code = i % 2 == 1 && i < parts.length - 1;
                    pieces.add(new Piece(i % 2 == 1 && !code ? "`" + parts[i] : parts[i], code));
                }
            }
            return new Remedy(pieces);
        }

        /** Returns the remedy of a rule; the lines after the first are code. */
        static Remedy ofRule(String text) {
            List<Piece> pieces = new ArrayList<>();
            text.lines()
                    .forEach(line -> pieces.add(new Piece(pieces.isEmpty() ? line : "\n" + line, !pieces.isEmpty())));
            return new Remedy(pieces);
        }
    }

    /** Piece of a remedy. */
    record Piece(String text, boolean code) {}

    static List<HtmlBlockedResource> of(PreviewReport report, HtmlSteps steps) {
        Map<String, List<Reason>> reasons = new LinkedHashMap<>();
        for (Section section : report.refusing()) {
            for (Section.Finding finding : section.findings()) {
                reasons.computeIfAbsent(finding.urn(), urn -> new ArrayList<>())
                        .add(new Reason(section.title(), finding.message(), Remedy.of(finding.remedy())));
            }
        }
        for (PolicyReport.Violation violation : report.policies().violations()) {
            if (PolicyReport.stops(violation.enforcement())) {
                // Messages of the engine repeat the remedy of the catalogue after the first line.
                String remedy = report.policies()
                        .catalogue()
                        .find(violation.rule())
                        .map(Rule::remediation)
                        .orElse("");
                String[] lines = violation.message().split("\n", 2);
                reasons.computeIfAbsent(violation.urn(), urn -> new ArrayList<>())
                        .add(new Reason(
                                violation.rule(), lines[0], Remedy.ofRule(lines.length > 1 ? lines[1] : remedy)));
            }
        }
        List<HtmlBlockedResource> blocked = new ArrayList<>();
        reasons.forEach((urn, list) -> blocked.add(new HtmlBlockedResource(
                urn,
                steps.id(urn),
                urn.isEmpty() ? "The stack" : Urns.name(urn),
                HtmlSteps.type(urn),
                List.copyOf(list))));
        return blocked;
    }
}
