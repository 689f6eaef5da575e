package dev.plinth.preview.report;

import dev.plinth.preview.Section;

/** Writes a preview as Markdown for a pull request. */
final class MarkdownReport {

    private MarkdownReport() {}

    /** The marker in the first line, by which a comment on a pull request is found again. */
    static String marker(PreviewReport report) {
        return "<!-- plinth preview " + report.plan().project() + "/"
                + report.plan().stack() + " -->";
    }

    static String render(PreviewReport report) {
        StringBuilder text = new StringBuilder(marker(report)).append("\n");
        for (Section section : report.gravestFirst()) {
            text.append("\n### ")
                    .append(section.title())
                    .append(": ")
                    .append(section.summary())
                    .append("\n");
        }
        return text.toString();
    }
}
