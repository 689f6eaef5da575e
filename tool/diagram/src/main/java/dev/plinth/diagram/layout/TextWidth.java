package dev.plinth.diagram.layout;

/**
 * Widths of texts from a table instead of the machine's fonts, so that a diagram is identical everywhere. The widths are those
 * of DejaVu Sans, in thousandths of the size. Verdana has almost the same, and Helvetica, Arial and similar fonts have smaller
 * ones, so that texts fit into their boxes.
 */
public final class TextWidth {

    private static final int FIRST = ' ';

    /** Advance widths of U+0020 to U+007E. */
    private static final int[] REGULAR = {
        318, 401, 460, 838, 636, 950, 780, 275, 390, 390, 500, 838, 318, 361, 318, 337,
        636, 636, 636, 636, 636, 636, 636, 636, 636, 636, 337, 337, 838, 838, 838, 531,
        1000, 684, 686, 698, 770, 632, 575, 775, 752, 295, 295, 656, 557, 863, 748, 787,
        603, 787, 695, 635, 611, 732, 684, 989, 685, 611, 685, 390, 337, 390, 838, 500,
        500, 613, 635, 550, 635, 615, 352, 635, 634, 278, 278, 579, 278, 974, 634, 612,
        635, 635, 411, 521, 392, 634, 592, 818, 592, 592, 525, 636, 337, 636, 838
    };

    private static final int[] BOLD = {
        348, 456, 521, 838, 696, 1002, 872, 306, 457, 457, 523, 838, 380, 415, 380, 365,
        696, 696, 696, 696, 696, 696, 696, 696, 696, 696, 400, 400, 838, 838, 838, 580,
        1000, 774, 762, 734, 830, 683, 683, 821, 837, 372, 372, 775, 637, 995, 837, 850,
        733, 850, 770, 720, 682, 812, 774, 1103, 771, 724, 725, 457, 365, 457, 838, 500,
        500, 675, 716, 593, 716, 678, 435, 716, 712, 343, 343, 665, 343, 1042, 712, 687,
        716, 716, 493, 595, 478, 712, 652, 924, 645, 652, 582, 712, 365, 712, 838
    };

    /** Width of other characters: a square, like the widest letters and ideographs. */
    private static final int OTHER = 1000;

    private TextWidth() {}

    /** Returns the width of a text in pixels. */
    public static double of(String text, double size, boolean bold) {
        int[] table = bold ? BOLD : REGULAR;
        return text.codePoints()
                        .map(c -> c >= FIRST && c < FIRST + table.length ? table[c - FIRST] : OTHER)
                        .sum()
                * size
                / 1000;
    }

    /** Returns a text, shortened with an ellipsis where it is wider than a limit. */
    public static String fit(String text, double size, boolean bold, double width) {
        if (of(text, size, bold) <= width) {
            return text;
        }
        int[] points = text.codePoints().toArray();
        for (int length = points.length - 1; length > 0; length--) {
            String cut = new String(points, 0, length) + "…";
            if (of(cut, size, bold) <= width) {
                return cut;
            }
        }
        return "…";
    }
}
