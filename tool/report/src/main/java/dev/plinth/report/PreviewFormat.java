package dev.plinth.report;

import dev.plinth.policies.report.SarifReport;
import dev.plinth.preview.PreviewReport;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Formats of a preview report, by file extension. */
public enum PreviewFormat {
    /** Markdown for a comment on a pull request or a job's summary, within GitHub's limit. */
    MARKDOWN(".md"),
    /** Self-contained HTML page with search and filters. */
    HTML(".html"),
    /** JSON as {@code plinth preview --json} prints it, without timings. */
    JSON(".json"),
    /** SARIF 2.1.0 of policy violations and findings of sections, for code scanning. */
    SARIF(".sarif");

    private final String extension;

    PreviewFormat(String extension) {
        this.extension = extension;
    }

    /** Returns the extension, such as {@code .md}. */
    public String extension() {
        return extension;
    }

    /** Returns the format of a file by its extension; empty for an unknown extension. */
    public static Optional<PreviewFormat> of(Path file) {
        String name = String.valueOf(file.getFileName());
        return Arrays.stream(values())
                .filter(format -> name.endsWith(format.extension))
                .findFirst();
    }

    /** Returns the report, with a line feed at the end. */
    public String render(PreviewReport report) {
        return switch (this) {
            case MARKDOWN -> MarkdownReport.render(report);
            case HTML -> HtmlReport.render(report);
            case JSON -> report.toJson().toPrettyString() + "\n";
            case SARIF -> SarifReport.render(report.policies(), report.plan().stack(), findings(report));
        };
    }

    private static List<SarifReport.Refusal> findings(PreviewReport report) {
        return report.refusing().stream()
                .flatMap(section -> section.findings().stream()
                        .map(finding -> new SarifReport.Refusal(
                                "plinth/" + section.key(),
                                section.title(),
                                finding.urn(),
                                finding.message() + "\n" + finding.remedy())))
                .toList();
    }
}
