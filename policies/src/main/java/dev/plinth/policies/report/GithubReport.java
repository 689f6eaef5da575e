package dev.plinth.policies.report;

import dev.plinth.model.SourceLocation;
import dev.plinth.policies.PolicyReport;

/** Writes a report as GitHub's workflow commands, one line each, and the counts. */
final class GithubReport {

    private GithubReport() {}

    static String render(PolicyReport report) {
        StringBuilder lines = new StringBuilder();
        Finding.of(report).forEach(finding -> lines.append(line(finding)));
        lines.append(Texts.summary(report)).append('\n');
        Texts.notes(report).forEach(note -> lines.append("::notice title=policies::")
                .append(escape(note))
                .append('\n'));
        String settled = Texts.settled(report);
        if (!settled.isEmpty()) {
            lines.append("::notice title=baseline::").append(escape(settled)).append('\n');
        }
        return lines.toString();
    }

    private static String line(Finding finding) {
        String command =
                finding.isBlocking() ? "error" : finding.result() == Finding.Result.VIOLATION ? "warning" : "notice";
        String place = finding.location().map(GithubReport::place).orElse("");
        return "::" + command + " " + place + "title=" + property(finding.rule()) + "::"
                + escape(finding.urn() + ": " + finding.explained()) + "\n";
    }

    private static String place(SourceLocation location) {
        return "file=" + property(location.file()) + ",line=" + location.line() + ",";
    }

    private static String property(String text) {
        return escape(text).replace(":", "%3A").replace(",", "%2C");
    }

    /** A line feed would begin another command. */
    private static String escape(String text) {
        return Texts.clean(text.replace("\r", "\n")).replace("%", "%25").replace("\n", "%0A");
    }
}
