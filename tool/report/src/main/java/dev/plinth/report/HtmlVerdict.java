package dev.plinth.report;

import dev.plinth.policies.PolicyReport;
import dev.plinth.preview.PreviewReport;
import dev.plinth.preview.Section;
import java.util.ArrayList;
import java.util.List;

/**
 * Whether the change may pass, in a word, and why.
 *
 * @param risk how it is coloured
 */
record HtmlVerdict(HtmlRisk risk, String word, String why) {

    static HtmlVerdict of(PreviewReport report, HtmlSteps steps) {
        if (report.isBlocking()) {
            List<String> who = new ArrayList<>(
                    report.refusing().stream().map(Section::title).toList());
            long violations = report.policies().violations().stream()
                    .filter(violation -> PolicyReport.stops(violation.enforcement()))
                    .count();
            if (violations > 0) {
                who.add(violations + (violations == 1 ? " violation" : " violations") + " of policies");
            }
            return new HtmlVerdict(HtmlRisk.CRITICAL, "Refused", "By " + String.join(" and ", who) + ".");
        }
        if (report.risk() == Section.Risk.WARNING) {
            List<String> warning = new ArrayList<>(report.gravestFirst().stream()
                    .filter(section -> section.risk() != Section.Risk.NONE)
                    .map(Section::title)
                    .toList());
            if (report.policyRisk() != Section.Risk.NONE) {
                warning.add("Policies");
            }
            return new HtmlVerdict(
                    HtmlRisk.WARNING,
                    report.verdict(),
                    "Nothing refuses this change. Look at " + String.join(", ", warning) + ".");
        }
        return steps.groups().isEmpty()
                ? new HtmlVerdict(HtmlRisk.INFO, "No change", "The stack is as the program says.")
                : new HtmlVerdict(HtmlRisk.INFO, "Nothing to object", "No policy and no section warns of this change.");
    }
}
