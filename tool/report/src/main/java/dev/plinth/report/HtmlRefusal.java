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
 * Why a resource's change is refused.
 *
 * @param step the id of its step; empty when none is shown
 * @param name the resource's name, or what else the refusal is about
 */
record HtmlRefusal(String urn, String step, String name, String type, List<Reason> reasons) {

    /**
     * One of the reasons.
     *
     * @param source the section's title, or the policy's rule
     * @param remedy what a person does about it
     */
    record Reason(String source, String message, Remedy remedy) {}

    /** A text of which pieces are typed; none for an empty one. */
    record Remedy(List<Piece> pieces) {

        boolean isPresent() {
            return !pieces.isEmpty();
        }

        static Remedy of(String text) {
            List<Piece> pieces = new ArrayList<>();
            String[] parts = text.split("`", -1);
            for (int i = 0; i < parts.length; i++) {
                if (!parts[i].isEmpty()) {
                    // A backtick without its second is one of the text's own.
                    boolean code = i % 2 == 1 && i < parts.length - 1;
                    pieces.add(new Piece(i % 2 == 1 && !code ? "`" + parts[i] : parts[i], code));
                }
            }
            return new Remedy(pieces);
        }

        /** A rule's remedy, whose lines after the first are code. */
        static Remedy ofRule(String text) {
            List<Piece> pieces = new ArrayList<>();
            text.lines()
                    .forEach(line -> pieces.add(new Piece(pieces.isEmpty() ? line : "\n" + line, !pieces.isEmpty())));
            return new Remedy(pieces);
        }
    }

    /** A piece of a remedy. */
    record Piece(String text, boolean code) {}

    static List<HtmlRefusal> of(PreviewReport report, HtmlSteps steps) {
        Map<String, List<Reason>> reasons = new LinkedHashMap<>();
        for (Section section : report.refusing()) {
            for (Section.Finding finding : section.findings()) {
                reasons.computeIfAbsent(finding.urn(), urn -> new ArrayList<>())
                        .add(new Reason(section.title(), finding.message(), Remedy.of(finding.remedy())));
            }
        }
        for (PolicyReport.Violation violation : report.policies().violations()) {
            if (PolicyReport.stops(violation.enforcement())) {
                // The engine's run adds to the first line what the catalogue says anyway.
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
        List<HtmlRefusal> refusals = new ArrayList<>();
        reasons.forEach((urn, list) -> refusals.add(new HtmlRefusal(
                urn,
                steps.id(urn),
                urn.isEmpty() ? "The stack" : Urns.name(urn),
                HtmlSteps.type(urn),
                List.copyOf(list))));
        return refusals;
    }
}
