package dev.plinth.diagram.format;

import dev.plinth.diagram.layout.Layout;
import dev.plinth.diagram.layout.TextWidth;
import dev.plinth.diagram.model.ChangeMark;
import dev.plinth.diagram.model.Diagram;
import dev.plinth.diagram.model.Flow;
import java.util.ArrayList;
import java.util.List;

/** Legend of the lines and signs that occur in a diagram, with the notes below. */
final class Legend {

    private static final double HEIGHT = 34;
    private static final double NOTE_HEIGHT = 16;
    private static final double LINE = 34;
    private static final double GAP = 26;

    private final List<Sample> samples = new ArrayList<>();
    private final List<String> notes;
    private final double width;

    private record Sample(String text, Flow.Type type, ChangeMark mark) {

        double symbolWidth() {
            return mark == ChangeMark.NONE ? LINE : Layout.BADGE;
        }

        double width() {
            return symbolWidth() + 8 + TextWidth.of(text, Layout.DETAIL_SIZE, false) + GAP;
        }
    }

    /**
     * Creates a legend.
     *
     * @param least the least width; notes are wrapped
     */
    Legend(Diagram diagram, double least) {
        for (Flow.Type type : Flow.Type.values()) {
            if (diagram.flows().stream().anyMatch(flow -> flow.type() == type)) {
                samples.add(new Sample(meaning(type), type, ChangeMark.NONE));
            }
        }
        diagram.marks().forEach(mark -> samples.add(new Sample(mark.word(), Flow.Type.REQUEST, mark)));
        this.width = Math.max(least, samples.stream().mapToDouble(Sample::width).sum());
        this.notes = diagram.notes().stream()
                .flatMap(note -> wrap(note, width).stream())
                .toList();
    }

    private static String meaning(Flow.Type type) {
        return switch (type) {
            case REQUEST -> "requests";
            case OUTBOUND -> "outbound to the internet";
            case COPY -> "copies and backups";
        };
    }

    double width() {
        return width;
    }

    double height() {
        return HEIGHT + notes.size() * NOTE_HEIGHT;
    }

    /** Paints the legend. */
    void paint(Canvas canvas, double x, double y) {
        double left = x;
        double middle = y + HEIGHT - 10;
        for (Sample sample : samples) {
            if (sample.mark() == ChangeMark.NONE) {
                ColorRole tone = ColorRole.of(sample.type());
                boolean copy = sample.type() == Flow.Type.COPY;
                boolean outbound = sample.type() == Flow.Type.OUTBOUND;
                canvas.shape("M 0 0 L " + SvgPaths.number(LINE) + " 0", left, middle, null, tone, 1.5, copy);
                canvas.shape(
                        SvgPaths.arrowHead(outbound ? -1 : 1, 0),
                        outbound ? left : left + LINE,
                        middle,
                        tone,
                        null,
                        0,
                        false);
            } else {
                Painter.badge(canvas, sample.mark(), left + Layout.BADGE / 2, middle);
            }
            canvas.text(
                    left + sample.symbolWidth() + 8,
                    middle + 4,
                    sample.text(),
                    Layout.DETAIL_SIZE,
                    false,
                    false,
                    ColorRole.MUTED);
            left += sample.width();
        }
        double base = y + HEIGHT + NOTE_HEIGHT;
        for (String note : notes) {
            canvas.text(x, base, note, Layout.DETAIL_SIZE, false, false, ColorRole.MUTED);
            base += NOTE_HEIGHT;
        }
    }

    private static List<String> wrap(String text, double width) {
        List<String> lines = new ArrayList<>();
        String line = "";
        for (String word : text.split(" ", -1)) {
            String longer = line.isEmpty() ? word : line + " " + word;
            if (!line.isEmpty() && TextWidth.of(longer, Layout.DETAIL_SIZE, false) > width) {
                lines.add(line);
                longer = word;
            }
            line = longer;
        }
        lines.add(TextWidth.fit(line, Layout.DETAIL_SIZE, false, width));
        return lines;
    }
}
