package dev.plinth.report;

import dev.plinth.preview.PreviewReport;
import dev.plinth.preview.Section;

/**
 * Verdict with its reason.
 *
 * @param risk the level of risk, for the colour
 */
record HtmlVerdict(HtmlRisk risk, String word, String why) {

    static HtmlVerdict of(PreviewReport report, HtmlSteps steps) {
        if (report.isBlocking()) {
            return new HtmlVerdict(
                    HtmlRisk.CRITICAL, "Blocked", report.verdict().replaceFirst("^blocked: ", "") + ".");
        }
        if (report.risk() == Section.Risk.WARNING) {
            return new HtmlVerdict(HtmlRisk.WARNING, report.verdict(), "The change is not blocked.");
        }
        return steps.groups().isEmpty()
                ? new HtmlVerdict(HtmlRisk.INFO, "No changes", "The stack matches the program.")
                : new HtmlVerdict(
                        HtmlRisk.INFO, "No issues", "The change causes no policy violations and no warnings.");
    }
}
