package dev.plinth.diagram.format;

/** SVG paths of M, L, C and Z with absolute coordinates, separated by blanks. */
final class SvgPaths {

    private static final double ARROW = 8;

    private SvgPaths() {}

    /** Returns an arrow head with its tip at the origin, in the direction of a vector. */
    static String arrowHead(double x, double y) {
        double length = Math.hypot(x, y);
        double dx = length == 0 ? 1 : x / length;
        double dy = length == 0 ? 0 : y / length;
        return "M 0 0 L " + number(-ARROW * dx - ARROW / 2 * dy) + " " + number(-ARROW * dy + ARROW / 2 * dx) + " L "
                + number(-ARROW * dx + ARROW / 2 * dy) + " " + number(-ARROW * dy - ARROW / 2 * dx) + " Z";
    }

    /** Returns a rectangle with round corners. */
    static String rectangle(double x, double y, double width, double height, double radius) {
        String left = number(x);
        String right = number(x + width);
        String top = number(y);
        String bottom = number(y + height);
        if (radius == 0) {
            return "M " + left + " " + top + " L " + right + " " + top + " L " + right + " " + bottom + " L " + left
                    + " " + bottom + " Z";
        }
        String innerLeft = number(x + radius);
        String innerRight = number(x + width - radius);
        String innerTop = number(y + radius);
        String innerBottom = number(y + height - radius);
        return "M " + innerLeft + " " + top
                + " L " + innerRight + " " + top
                + " C " + right + " " + top + " " + right + " " + top + " " + right + " " + innerTop
                + " L " + right + " " + innerBottom
                + " C " + right + " " + bottom + " " + right + " " + bottom + " " + innerRight + " " + bottom
                + " L " + innerLeft + " " + bottom
                + " C " + left + " " + bottom + " " + left + " " + bottom + " " + left + " " + innerBottom
                + " L " + left + " " + innerTop
                + " C " + left + " " + top + " " + left + " " + top + " " + innerLeft + " " + top + " Z";
    }

    /** Returns a length, rounded to a tenth of a pixel, independent of the locale. */
    static String number(double value) {
        long tenths = Math.round(value * 10);
        String sign = tenths < 0 ? "-" : "";
        long absolute = Math.abs(tenths);
        return sign + absolute / 10 + (absolute % 10 == 0 ? "" : "." + absolute % 10);
    }
}
