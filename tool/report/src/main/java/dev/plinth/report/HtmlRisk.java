package dev.plinth.report;

import dev.plinth.preview.Section;

/** How grave something is, as a symbol and a word, from the gravest down. */
enum HtmlRisk {
    CRITICAL("critical", "✖"),
    WARNING("warning", "▲"),
    INFO("info", "•");

    private final String word;
    private final String symbol;

    HtmlRisk(String word, String symbol) {
        this.word = word;
        this.symbol = symbol;
    }

    static HtmlRisk of(Section.Risk risk) {
        return switch (risk) {
            case CRITICAL -> CRITICAL;
            case WARNING -> WARNING;
            case NONE -> INFO;
        };
    }

    /** The graver of the two. */
    HtmlRisk or(HtmlRisk other) {
        return compareTo(other) <= 0 ? this : other;
    }

    String word() {
        return word;
    }

    String symbol() {
        return symbol;
    }
}
