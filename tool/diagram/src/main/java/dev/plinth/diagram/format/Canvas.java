package dev.plinth.diagram.format;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Canvas of a diagram. Lengths are pixels; y grows downwards. */
interface Canvas {

    /**
     * Group of shapes and texts.
     *
     * @param description the tooltip
     * @param classes the classes, such as {@code element}, {@code kind-service} and {@code mark-created}
     * @param urns the resources that it represents; none for a flow
     */
    record Group(String description, List<String> classes, List<String> urns) {}

    /** Begins a group. */
    void begin(Group group);

    /** Ends the current group. */
    void end();

    /**
     * Paints a shape.
     *
     * @param path commands of SVG paths, M, L, C and Z with absolute coordinates, separated by blanks
     * @param x the position of the path's origin
     * @param y the position of the path's origin
     * @param fill the colour of the inside; null for none
     * @param stroke the colour of the line; null for none
     * @param width the line's width
     * @param dashed whether the line is dashed
     */
    void shape(
            String path,
            double x,
            double y,
            @Nullable ColorRole fill,
            @Nullable ColorRole stroke,
            double width,
            boolean dashed);

    /**
     * Writes one line of text.
     *
     * @param x the position of its start or center
     * @param y the base line
     * @param text the text
     * @param size its size
     * @param bold whether it is bold
     * @param middle whether x is its center
     * @param tone its colour
     */
    void text(double x, double y, String text, double size, boolean bold, boolean middle, ColorRole tone);
}
