package dev.plinth.policies.report;

import dev.plinth.policies.PolicyReport;

/** Writes a report as a badge: an SVG that needs no font, script or network. */
final class BadgeReport {

    private static final String LABEL = "policies";
    private static final int HEIGHT = 20;
    private static final int PADDING = 12;

    /** The text is stretched to this many pixels a character, so that the badge looks the same in any font. */
    private static final int CHARACTER = 7;

    private BadgeReport() {}

    static String render(PolicyReport report) {
        String counts = report.rules() + " rules, " + report.violations().size() + " violations";
        int left = width(LABEL);
        int right = width(counts);
        int all = left + right;
        return """
                <svg xmlns="http://www.w3.org/2000/svg" width="%1$d" height="%2$d" role="img" aria-labelledby="title">
                  <title id="title">%3$s: %4$s</title>
                  <rect width="%5$d" height="%2$d" fill="#444"/>
                  <rect x="%5$d" width="%6$d" height="%2$d" fill="%7$s"/>
                  <g fill="#fff" font-family="Verdana,DejaVu Sans,sans-serif" font-size="11" text-anchor="middle">
                    <text x="%8$d" y="14" textLength="%9$d">%3$s</text>
                    <text x="%10$d" y="14" textLength="%11$d">%12$s</text>
                  </g>
                </svg>
                """
                .formatted(
                        all,
                        HEIGHT,
                        LABEL,
                        Texts.summary(report),
                        left,
                        right,
                        colour(report),
                        left / 2,
                        left - PADDING,
                        left + right / 2,
                        right - PADDING,
                        counts);
    }

    private static int width(String text) {
        return text.length() * CHARACTER + PADDING;
    }

    /** Red, amber and green that white letters stand out from, by WCAG's contrast of 4.5 to 1. */
    private static String colour(PolicyReport report) {
        if (report.isBlocking()) {
            return "#c02020";
        }
        return report.violations().isEmpty() && !report.isNothingJudged() ? "#1f7a34" : "#8f5d00";
    }
}
