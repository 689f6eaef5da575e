package dev.plinth.policies.report;

import dev.plinth.policies.PolicyReport;

/**
 * The forms that a report can take. Each shows violations, what is waived, approved, baselined and unknown, and how much
 * was judged; the same report always gives the same bytes.
 */
public enum ReportFormat {
    /** For people. */
    TABLE,
    /** The {@code policy} section of {@code plinth preview --json}. */
    JSON,
    /** SARIF 2.1.0, for code scanning. */
    SARIF,
    /** JUnit XML, for test reports. */
    JUNIT,
    /** Workflow commands that GitHub shows as annotations. */
    GITHUB,
    /** Markdown for a comment on a pull request or a job's summary, never longer than GitHub takes. */
    MARKDOWN,
    /** A small picture, SVG, for a README. */
    BADGE;

    /** Writes a report, with a line feed at its end. */
    public String render(PolicyReport report) {
        return switch (this) {
            case TABLE -> TableReport.render(report);
            case JSON -> JsonReport.render(report);
            case SARIF -> SarifReport.render(report);
            case JUNIT -> JunitReport.render(report);
            case GITHUB -> GithubReport.render(report);
            case MARKDOWN -> MarkdownReport.render(report);
            case BADGE -> BadgeReport.render(report);
        };
    }
}
