package dev.plinth.report;

import dev.plinth.policies.report.SarifReport;
import dev.plinth.preview.PreviewReport;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The documents that a preview can be written as, each known by its file's extension. */
public enum PreviewFormat {
    /** For a comment on a pull request or a job's summary: the risky part first, never longer than GitHub takes. */
    MARKDOWN(".md"),
    /** One page for a browser, with nothing beside it, to search and to filter. */
    HTML(".html"),
    /** What {@code plinth preview --json} prints, without where the time went. */
    JSON(".json"),
    /** The policies' findings and what the sections refuse as SARIF 2.1.0, for code scanning. */
    SARIF(".sarif");

    private final String extension;

    PreviewFormat(String extension) {
        this.extension = extension;
    }

    /** The extension, such as {@code .md}. */
    public String extension() {
        return extension;
    }

    /** The format that a file's extension means; none when it is no report's. */
    public static Optional<PreviewFormat> of(Path file) {
        String name = String.valueOf(file.getFileName());
        return Arrays.stream(values())
                .filter(format -> name.endsWith(format.extension))
                .findFirst();
    }

    /** Writes the report, with a line feed at its end. */
    public String render(PreviewReport report) {
        return switch (this) {
            case MARKDOWN -> MarkdownReport.render(report);
            case HTML -> HtmlReport.render(report);
            case JSON -> report.toJson().toPrettyString() + "\n";
            case SARIF -> SarifReport.render(report.policies(), report.plan().stack(), refusals(report));
        };
    }

    private static List<SarifReport.Refusal> refusals(PreviewReport report) {
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
