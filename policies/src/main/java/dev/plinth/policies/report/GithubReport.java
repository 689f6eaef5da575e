package dev.plinth.policies.report;

import dev.plinth.policies.PolicyReport;
import dev.plinth.policies.rule.Enforcement;

/** Writes a report as GitHub's workflow commands, one line each, and the counts. */
final class GithubReport {

    private GithubReport() {}

    static String render(PolicyReport report) {
        StringBuilder lines = new StringBuilder();
        for (PolicyReport.Violation violation : report.violations()) {
            String command = violation.enforcement() == Enforcement.MANDATORY ? "error" : "warning";
            lines.append(line(command, violation.rule(), violation.urn() + ": " + violation.message()));
        }
        for (PolicyReport.Undecided undecided : report.unknown()) {
            lines.append(line("notice", undecided.rule(), undecided.urn() + ": " + Texts.undecided(undecided)));
        }
        for (PolicyReport.Waived waived : report.waived()) {
            lines.append(
                    line("notice", waived.violation().rule(), waived.violation().urn() + ": " + Texts.waived(waived)));
        }
        return lines.append(Texts.summary(report)).append('\n').toString();
    }

    private static String line(String command, String title, String message) {
        String property = escape(title).replace(":", "%3A").replace(",", "%2C");
        return "::" + command + " title=" + property + "::" + escape(message) + "\n";
    }

    /** A line feed would begin another command. */
    private static String escape(String text) {
        return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A");
    }
}
