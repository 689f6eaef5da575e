package dev.plinth.diagram.format;

import dev.plinth.diagram.model.ElementKind;

/** Icons, 22 pixels wide and high, as paths of M, L, C and Z. */
final class Icons {

    /** Length of the handles of a Bézier curve that approximates a quarter of a circle of radius 1. */
    private static final double HANDLE = 0.5523;

    private Icons() {}

    static String path(ElementKind.Icon icon) {
        return switch (icon) {
            case NONE -> "";
            case PERSON -> moved(circle(4), 11, 6) + " M 3 20 C 3 10 19 10 19 20 Z";
            case CLOUD -> "M 6 18 C 0 18 0 10 6 11 C 6 4 15 3 16 9 C 22 9 22 18 17 18 Z";
            case FORK ->
                "M 2 11 L 9 11 M 9 11 L 18 4 M 9 11 L 18 11 M 9 11 L 18 18 M 15 3 L 19 3 L 18 7"
                        + " M 16 8 L 19 11 L 16 14 M 18 15 L 19 19 L 15 19";
            case ARROWS -> "M 20 7 L 3 7 M 7 3 L 3 7 L 7 11 M 2 15 L 19 15 M 15 11 L 19 15 L 15 19";
            case PLUG -> "M 8 2 L 8 7 M 14 2 L 14 7 M 5 7 L 17 7 L 17 11 C 17 17 5 17 5 11 Z M 11 16 L 11 20";
            case BOXES ->
                "M 2 12 L 10 12 L 10 20 L 2 20 Z M 12 12 L 20 12 L 20 20 L 12 20 Z M 7 2 L 15 2 L 15 10 L 7 10 Z";
            case CYLINDER ->
                "M 3 5 C 3 1 19 1 19 5 C 19 9 3 9 3 5 Z M 3 5 L 3 17 C 3 21 19 21 19 17 L 19 5"
                        + " M 3 11 C 3 15 19 15 19 11";
            case BOLT -> "M 12 2 L 4 13 L 10 13 L 9 20 L 18 9 L 12 9 Z";
            case BUCKET -> "M 2 5 C 2 2 20 2 20 5 C 20 8 2 8 2 5 Z M 2 5 L 5 19 C 6 21 16 21 17 19 L 20 5";
            case SAFE ->
                "M 3 3 L 19 3 L 19 18 L 3 18 Z M 5 18 L 5 21 M 17 18 L 17 21 "
                        + moved(circle(4), 11, 10.5)
                        + " M 11 6.5 L 11 10.5 L 14 12.5";
            case BELL -> "M 4 16 C 7 14 5 4 11 4 C 17 4 15 14 18 16 Z M 9 18 C 9 21 13 21 13 18 M 11 2 L 11 4";
            case LINES -> "M 4 2 L 18 2 L 18 20 L 4 20 Z M 7 7 L 15 7 M 7 11 L 15 11 M 7 15 L 12 15";
            case KEY -> moved(circle(5), 7, 8) + " M 10.5 11.5 L 19 20 M 15 16 L 18 13 M 18 19 L 20 17";
        };
    }

    /** Returns a circle around the origin. */
    static String circle(double radius) {
        String radiusText = SvgPaths.number(radius);
        String handle = SvgPaths.number(radius * HANDLE);
        return "M " + radiusText + " 0 C " + radiusText + " " + handle + " " + handle + " " + radiusText + " 0 "
                + radiusText
                + " C -" + handle + " " + radiusText + " -" + radiusText + " " + handle + " -" + radiusText + " 0"
                + " C -" + radiusText + " -" + handle + " -" + handle + " -" + radiusText + " 0 -" + radiusText
                + " C " + handle + " -" + radiusText + " " + radiusText + " -" + handle + " " + radiusText + " 0 Z";
    }

    private static String moved(String path, double x, double y) {
        StringBuilder moved = new StringBuilder();
        boolean horizontal = true;
        for (String token : path.split(" ", -1)) {
            moved.append(moved.isEmpty() ? "" : " ");
            if (Character.isLetter(token.charAt(0))) {
                moved.append(token);
            } else {
                moved.append(SvgPaths.number(Double.parseDouble(token) + (horizontal ? x : y)));
                horizontal = !horizontal;
            }
        }
        return moved.toString();
    }
}
