package dev.plinth.report;

import dev.plinth.policies.PolicyReport;
import dev.plinth.preview.PreviewReport;
import dev.plinth.preview.Section;
import java.util.ArrayList;
import java.util.List;

/**
 * Verdict with its reason.
 *
 * @param risk the level of risk, for the colour
 */
record HtmlVerdict(HtmlRisk risk, String word, String why) {

    static HtmlVerdict of(PreviewReport report, HtmlSteps steps) {
        if (report.isBlocking()) {
            List<String> sources = new ArrayList<>(
                    report.refusing().stream().map(Section::title).toList());
            long violations = report.policies().violations().stream()
                    .filter(violation -> PolicyReport.stops(violation.enforcement()))
                    .count();
            if (violations > 0) {
                sources.add(violations + (violations == 1 ? " policy violation" : " policy violations"));
            }
            return new HtmlVerdict(HtmlRisk.CRITICAL, "Blocked", "By " + String.join(" and ", sources) + ".");
        }
        if (report.risk() == Section.Risk.WARNING) {
            return new HtmlVerdict(HtmlRisk.WARNING, report.verdict(), "The change is not blocked.");
        }
        return steps.groups().isEmpty()
                ? new HtmlVerdict(HtmlRisk.INFO, "No changes", "The stack matches the program.")
                : new HtmlVerdict(HtmlRisk.INFO, "No issues", "There are no policy violations and no warnings.");
    }
}
