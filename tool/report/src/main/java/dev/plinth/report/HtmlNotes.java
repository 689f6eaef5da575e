package dev.plinth.report;

import dev.plinth.model.ResourceChange;
import dev.plinth.policies.PolicyReport;
import dev.plinth.preview.PreviewReport;
import dev.plinth.preview.Section;
import dev.plinth.preview.guard.Classification;
import dev.plinth.preview.guard.Classifier;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Notes on each resource from policies, sections and approvals.
 *
 * @param byUrn the notes by URN
 */
record HtmlNotes(Map<String, List<Note>> byUrn) {

    /**
     * Note on a step.
     *
     * @param label the source or meaning in few words
     */
    record Note(HtmlRisk risk, String label, String text) {}

    static HtmlNotes of(PreviewReport report) {
        HtmlNotes notes = new HtmlNotes(new HashMap<>());
        for (Section section : report.sections()) {
            section.findings()
                    .forEach(finding -> notes.add(finding.urn(), HtmlRisk.CRITICAL, "blocked", finding.message()));
        }
        PolicyReport policies = report.policies();
        for (PolicyReport.Violation violation : policies.violations()) {
            boolean stops = PolicyReport.stops(violation.enforcement());
            notes.add(
                    violation.urn(),
                    stops ? HtmlRisk.CRITICAL : HtmlRisk.WARNING,
                    stops ? "blocked" : "warning",
                    violation.rule() + ": " + violation.message().split("\n", 2)[0]);
        }
        policies.approved()
                .forEach(approved -> notes.add(
                        approved.violation().urn(),
                        HtmlRisk.WARNING,
                        "approved",
                        approved.violation().rule() + ", by "
                                + approved.approval().name() + ": "
                                + approved.approval().reason()));
        policies.waived()
                .forEach(waived -> notes.add(
                        waived.violation().urn(),
                        HtmlRisk.INFO,
                        "waived",
                        waived.violation().rule() + ": " + waived.waiver().reason()));
        return notes;
    }

    private void add(String urn, HtmlRisk risk, String label, String text) {
        byUrn.computeIfAbsent(urn, key -> new ArrayList<>()).add(new Note(risk, label, text));
    }

    /** Returns the notes on a step: its reversibility first, then those on its resource. */
    List<Note> of(ResourceChange step) {
        List<Note> notes = new ArrayList<>();
        Classification classification = Classifier.of(step);
        HtmlRisk risk =
                switch (classification.reversibility()) {
                    case IRREVERSIBLE -> HtmlRisk.CRITICAL;
                    case LOSSY -> HtmlRisk.WARNING;
                    case REVERSIBLE -> HtmlRisk.INFO;
                };
        if (risk != HtmlRisk.INFO) {
            String word = classification.reversibility().name().toLowerCase(Locale.ROOT);
            notes.add(new Note(risk, word, classification.reason()));
        }
        notes.addAll(byUrn.getOrDefault(step.resource().urn(), List.of()));
        return notes;
    }
}
