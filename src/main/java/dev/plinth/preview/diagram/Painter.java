package dev.plinth.preview.diagram;

import dev.plinth.preview.diagram.Layout.Box;
import dev.plinth.preview.diagram.Layout.Point;
import dev.plinth.preview.diagram.Layout.Route;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.List;

/** Paints a diagram that is laid out, with a title above it and a legend below. */
final class Painter {

    private static final double MARGIN = 20;
    private static final double TITLE_SIZE = 18;
    private static final double TITLE_HEIGHT = 40;
    private static final double LEGEND_HEIGHT = 34;
    private static final double NOTE_HEIGHT = 16;
    private static final double LEGEND_SAMPLE = 34;
    private static final double LEGEND_GAP = 26;
    private static final double ARROW = 8;

    private final Diagram diagram;
    private final Layout layout;
    private final double width;
    private final List<String> notes;

    Painter(Diagram diagram, Layout layout) {
        this.diagram = diagram;
        this.layout = layout;
        double title = TextWidth.of(diagram.title(), TITLE_SIZE, true);
        this.width = Math.ceil(Math.max(Math.max(layout.width(), legendWidth()), title) + 2 * MARGIN);
        this.notes = diagram.notes().stream()
                .flatMap(note -> wrap(note, width - 2 * MARGIN).stream())
                .toList();
    }

    double width() {
        return width;
    }

    double height() {
        return Math.ceil(MARGIN + TITLE_HEIGHT + layout.height() + LEGEND_HEIGHT + notes.size() * NOTE_HEIGHT + MARGIN);
    }

    void paint(Canvas canvas) {
        canvas.shape(rectangle(0, 0, width, height(), 0), 0, 0, Tone.BACKGROUND, null, 0, false);
        canvas.text(MARGIN, MARGIN + TITLE_SIZE, diagram.title(), TITLE_SIZE, true, false, Tone.TEXT);
        List<Box> groups = layout.boxes().stream()
                .filter(box -> box.element().kind().isGroup())
                .toList();
        List<Box> leaves = layout.boxes().stream()
                .filter(box -> !box.element().kind().isGroup())
                .toList();
        groups.forEach(box -> paint(canvas, box));
        layout.routes().forEach(route -> paint(canvas, route));
        leaves.forEach(box -> paint(canvas, box));
        // Labels last: a line that passes below one stays readable.
        layout.routes().forEach(route -> label(canvas, route));
        legend(canvas);
    }

    private static double x(double inLayout) {
        return MARGIN + inLayout;
    }

    private static double y(double inLayout) {
        return MARGIN + TITLE_HEIGHT + inLayout;
    }

    private void paint(Canvas canvas, Box box) {
        Element element = box.element();
        canvas.begin(element.description());
        Kind.Family family = element.kind().family();
        boolean marked = element.mark() != Mark.NONE;
        boolean group = element.kind().isGroup();
        Tone stroke = marked ? Tone.change(element.mark()) : Tone.stroke(family);
        double line = marked ? 2.4 : group ? 1.2 : 1.4;
        // A group shows the background, so that what it holds stands out; a VPC's border is the network's.
        Tone fill = group ? Tone.BACKGROUND : Tone.fill(family);
        boolean dashed =
                element.kind() == Kind.TIER || element.kind() == Kind.COMPONENT || element.mark() == Mark.DELETED;
        canvas.shape(
                rectangle(box.x(), box.y(), box.width(), box.height(), group ? 8 : 6),
                x(0),
                y(0),
                fill,
                stroke,
                line,
                dashed);
        if (group) {
            heading(canvas, box);
        } else if (element.kind() == Kind.SUBNET) {
            canvas.text(
                    x(box.x() + Layout.PADDING),
                    y(box.y() + Layout.SUBNET_HEIGHT - 7),
                    Layout.fitted(element.label(), Layout.DETAIL_SIZE, false),
                    Layout.DETAIL_SIZE,
                    false,
                    false,
                    Tone.TEXT);
        } else {
            content(canvas, box);
        }
        if (marked) {
            badge(
                    canvas,
                    element.mark(),
                    x(box.x() + box.width() - Layout.BADGE / 2 - 2),
                    y(box.y() + Layout.BADGE / 2 + 2));
        }
        canvas.end();
    }

    private void heading(Canvas canvas, Box box) {
        Element element = box.element();
        String label = Layout.fitted(element.label(), Layout.LABEL_SIZE, true);
        Rectangle2D place = layout.heading(box);
        double left = x(place.getX());
        double base = y(place.getY() + 13);
        canvas.text(left, base, label, Layout.LABEL_SIZE, true, false, Tone.TEXT);
        if (!element.caption().isEmpty()) {
            boolean below = Layout.isBeside(element);
            canvas.text(
                    below ? left : left + TextWidth.of(label, Layout.LABEL_SIZE, true) + 8,
                    below ? base + Layout.CAPTION_HEIGHT + 2 : base,
                    Layout.fitted(element.caption(), Layout.CAPTION_SIZE, false),
                    Layout.CAPTION_SIZE,
                    false,
                    false,
                    Tone.MUTED);
        }
    }

    private static void content(Canvas canvas, Box box) {
        Element element = box.element();
        canvas.shape(
                Icons.path(element.kind().icon()),
                x(box.x() + Layout.PADDING),
                y(box.y() + Layout.PADDING),
                null,
                Tone.stroke(element.kind().family()),
                1.6,
                false);
        double left = x(box.x() + Layout.TEXT_INDENT);
        double top = y(box.y() + Layout.PADDING);
        if (!element.caption().isEmpty()) {
            canvas.text(
                    left,
                    top + 10,
                    Layout.fitted(element.caption(), Layout.CAPTION_SIZE, false),
                    Layout.CAPTION_SIZE,
                    false,
                    false,
                    Tone.MUTED);
            top += Layout.CAPTION_HEIGHT;
        }
        canvas.text(
                left,
                top + 13,
                Layout.fitted(element.label(), Layout.LABEL_SIZE, true),
                Layout.LABEL_SIZE,
                true,
                false,
                Tone.TEXT);
        top += Layout.LABEL_HEIGHT;
        for (String detail : element.details()) {
            canvas.text(
                    left,
                    top + 11,
                    Layout.fitted(detail, Layout.DETAIL_SIZE, false),
                    Layout.DETAIL_SIZE,
                    false,
                    false,
                    Tone.MUTED);
            top += Layout.DETAIL_HEIGHT;
        }
    }

    private static void badge(Canvas canvas, Mark mark, double x, double y) {
        canvas.shape(Icons.circle(Layout.BADGE / 2), x, y, Tone.change(mark), null, 0, false);
        canvas.text(x, y + 5, mark.sign(), 14, true, true, Tone.BACKGROUND);
    }

    private static void paint(Canvas canvas, Route route) {
        Flow flow = route.flow();
        Tone tone = Tone.of(flow);
        canvas.begin(flow.label());
        List<Point> points = route.points();
        StringBuilder path = new StringBuilder();
        for (Point point : points) {
            path.append(path.isEmpty() ? "M " : " L ")
                    .append(number(point.x()))
                    .append(' ')
                    .append(number(point.y()));
        }
        boolean dashed = flow.type() == Flow.Type.COPY || flow.mark() == Mark.DELETED;
        canvas.shape(path.toString(), x(0), y(0), null, tone, flow.mark() == Mark.NONE ? 1.5 : 2.4, dashed);
        arrow(canvas, points.get(points.size() - 2), points.get(points.size() - 1), tone);
        canvas.end();
    }

    private static void arrow(Canvas canvas, Point before, Point tip, Tone tone) {
        double length = Math.hypot(tip.x() - before.x(), tip.y() - before.y());
        double dx = length == 0 ? 1 : (tip.x() - before.x()) / length;
        double dy = length == 0 ? 0 : (tip.y() - before.y()) / length;
        String path = "M 0 0 L " + number(-ARROW * dx - ARROW / 2 * dy) + " " + number(-ARROW * dy + ARROW / 2 * dx)
                + " L " + number(-ARROW * dx + ARROW / 2 * dy) + " " + number(-ARROW * dy - ARROW / 2 * dx) + " Z";
        canvas.shape(path, x(tip.x()), y(tip.y()), tone, null, 0, false);
    }

    private static void label(Canvas canvas, Route route) {
        Flow flow = route.flow();
        if (!flow.label().isEmpty()) {
            canvas.shape(
                    rectangle(
                            -route.labelWidth() / 2,
                            -Layout.FLOW_SIZE / 2 - 2,
                            route.labelWidth(),
                            Layout.FLOW_SIZE + 4,
                            2),
                    x(route.label().x()),
                    y(route.label().y()),
                    Tone.BACKGROUND,
                    null,
                    0,
                    false);
            canvas.text(
                    x(route.label().x()),
                    y(route.label().y()) + 3.5,
                    flow.label(),
                    Layout.FLOW_SIZE,
                    false,
                    true,
                    flow.mark() == Mark.NONE ? Tone.MUTED : Tone.of(flow));
        }
    }

    // The legend

    private record Sample(String text, Flow.Type type, Mark mark) {}

    private List<Sample> samples() {
        List<Sample> samples = new ArrayList<>();
        for (Flow.Type type : Flow.Type.values()) {
            if (diagram.flows().stream().anyMatch(flow -> flow.type() == type)) {
                samples.add(new Sample(
                        switch (type) {
                            case REQUEST -> "requests";
                            case OUTBOUND -> "outbound to the internet";
                            case COPY -> "copies and backups";
                        },
                        type,
                        Mark.NONE));
            }
        }
        if (diagram.change()) {
            for (Mark mark : Mark.values()) {
                if (mark != Mark.NONE) {
                    samples.add(new Sample(mark.word(), Flow.Type.REQUEST, mark));
                }
            }
        }
        return samples;
    }

    private static double width(Sample sample) {
        double mark = sample.mark() == Mark.NONE ? LEGEND_SAMPLE : Layout.BADGE;
        return mark + 8 + TextWidth.of(sample.text(), Layout.DETAIL_SIZE, false) + LEGEND_GAP;
    }

    private double legendWidth() {
        return samples().stream().mapToDouble(Painter::width).sum();
    }

    private void legend(Canvas canvas) {
        double left = x(0);
        double middle = y(layout.height()) + LEGEND_HEIGHT - 10;
        for (Sample sample : samples()) {
            double text = left + 8;
            if (sample.mark() == Mark.NONE) {
                Tone tone = Tone.of(sample.type());
                boolean copy = sample.type() == Flow.Type.COPY;
                canvas.shape("M 0 0 L " + number(LEGEND_SAMPLE) + " 0", left, middle, null, tone, 1.5, copy);
                boolean outbound = sample.type() == Flow.Type.OUTBOUND;
                Point start = new Point(left - MARGIN, middle - MARGIN - TITLE_HEIGHT);
                Point end = new Point(start.x() + LEGEND_SAMPLE, start.y());
                arrow(canvas, outbound ? end : start, outbound ? start : end, tone);
                text += LEGEND_SAMPLE;
            } else {
                badge(canvas, sample.mark(), left + Layout.BADGE / 2, middle);
                text += Layout.BADGE;
            }
            canvas.text(text, middle + 4, sample.text(), Layout.DETAIL_SIZE, false, false, Tone.MUTED);
            left += width(sample);
        }
        double base = y(layout.height()) + LEGEND_HEIGHT + NOTE_HEIGHT;
        for (String note : notes) {
            canvas.text(x(0), base, note, Layout.DETAIL_SIZE, false, false, Tone.MUTED);
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

    /** The path of a rectangle with round corners. */
    private static String rectangle(double x, double y, double width, double height, double radius) {
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

    /** Writes a length with a tenth of a pixel at most, the same in every locale. */
    static String number(double value) {
        long tenths = Math.round(value * 10);
        String sign = tenths < 0 ? "-" : "";
        long absolute = Math.abs(tenths);
        return sign + absolute / 10 + (absolute % 10 == 0 ? "" : "." + absolute % 10);
    }
}
