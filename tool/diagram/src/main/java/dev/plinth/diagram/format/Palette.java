package dev.plinth.diagram.format;

import dev.plinth.diagram.model.ChangeMark;
import dev.plinth.diagram.model.ElementKind;

/**
 * Colours of a diagram, as {@code #rrggbb}. Text on each fill has a contrast of at least 4.5 to 1, as WCAG 2.2 requires.
 *
 * @param background the background
 * @param text labels
 * @param muted captions and details
 * @param line flows
 */
record Palette(String background, String text, String muted, String line) {

    static final Palette LIGHT = new Palette("#ffffff", "#1b2430", "#4b5765", "#5b6775");
    static final Palette DARK = new Palette("#12171e", "#eef2f6", "#b4bfcb", "#a3afbc");

    /** Returns the colour of the inside of a box. */
    String fill(ElementKind.Family family) {
        boolean light = equals(LIGHT);
        return switch (family) {
            case OUTSIDE, OPERATIONS -> light ? "#f3f5f7" : "#232b35";
            case EDGE -> light ? "#fff3e2" : "#3a2c17";
            case NETWORK -> light ? "#e9f5ec" : "#17301f";
            case COMPUTE -> light ? "#fdeee6" : "#3a2419";
            case DATA -> light ? "#e8f0fd" : "#182b47";
            case STORAGE -> light ? "#eef6dd" : "#27320f";
            case BACKUP -> light ? "#f3ecfb" : "#2e2142";
            case FRAME -> light ? "#ffffff" : "#12171e";
        };
    }

    /** Returns the colour of the border of a box and of its icon. */
    String stroke(ElementKind.Family family) {
        boolean light = equals(LIGHT);
        return switch (family) {
            case OUTSIDE, OPERATIONS -> light ? "#66727f" : "#94a1af";
            case EDGE -> light ? "#b3670a" : "#eda84c";
            case NETWORK -> light ? "#2a7d46" : "#5fbf80";
            case COMPUTE -> light ? "#bb4a15" : "#ee8a5a";
            case DATA -> light ? "#2459b3" : "#76a7f2";
            case STORAGE -> light ? "#5a7a0f" : "#a8cc54";
            case BACKUP -> light ? "#7440b0" : "#b991ea";
            case FRAME -> light ? "#8793a0" : "#6b7886";
        };
    }

    /** Returns the colour of a mark. */
    String change(ChangeMark mark) {
        boolean light = equals(LIGHT);
        return switch (mark) {
            case NONE -> line;
            case CREATED -> light ? "#157a35" : "#4fcf79";
            case UPDATED -> light ? "#9a6200" : "#f0b73f";
            case REPLACED -> light ? "#a01aa0" : "#e98be9";
            case DELETED -> light ? "#c3202f" : "#ff7f86";
        };
    }
}
