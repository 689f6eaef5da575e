package dev.plinth.diagram;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a picture is painted on. Lengths are pixels; y grows downwards. */
interface Canvas {

    /**
     * What belongs together.
     *
     * @param description what a pointer that rests on it is told
     * @param classes what it is, such as {@code element}, {@code kind-service} and {@code mark-created}
     * @param urns the resources that it stands for; none for a flow
     */
    record Group(String description, List<String> classes, List<String> urns) {}

    /** Begins what belongs together. */
    void begin(Group group);

    /** Ends what {@link #begin} began. */
    void end();

    /**
     * Paints a shape.
     *
     * @param path commands of SVG paths, M, L, C and Z with absolute coordinates, separated by blanks
     * @param x where the path's origin lies
     * @param y where the path's origin lies
     * @param fill the inside; null for none
     * @param stroke the line; null for none
     * @param width the line's width
     * @param dashed whether the line is dashed
     */
    void shape(
            String path, double x, double y, @Nullable Tone fill, @Nullable Tone stroke, double width, boolean dashed);

    /**
     * Writes one line.
     *
     * @param x where it starts, or its middle
     * @param y its base line
     * @param text the text
     * @param size its size
     * @param bold whether it is bold
     * @param middle whether x is its middle
     * @param tone its colour
     */
    void text(double x, double y, String text, double size, boolean bold, boolean middle, Tone tone);
}
