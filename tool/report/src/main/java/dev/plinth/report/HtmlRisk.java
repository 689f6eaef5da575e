package dev.plinth.report;

import dev.plinth.preview.Section;

/** Levels of risk with symbols and words, highest first. */
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

    /** Returns the higher of two levels. */
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
