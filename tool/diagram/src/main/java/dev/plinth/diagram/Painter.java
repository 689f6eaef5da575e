package dev.plinth.diagram;

import dev.plinth.diagram.Layout.Box;
import dev.plinth.diagram.Layout.Point;
import dev.plinth.diagram.Layout.Route;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Paints a diagram that is laid out, with a title above it and a legend below. */
final class Painter {

    private static final double MARGIN = 20;
    private static final double TITLE_SIZE = 18;
    private static final double TITLE_HEIGHT = 40;

    private final Diagram diagram;
    private final Layout layout;
    private final double width;
    private final Legend legend;

    Painter(Diagram diagram, Layout layout) {
        this.diagram = diagram;
        this.layout = layout;
        double title = TextWidth.of(diagram.title(), TITLE_SIZE, true);
        this.legend = new Legend(diagram, Math.max(layout.width(), title));
        this.width = Math.ceil(legend.width() + 2 * MARGIN);
    }

    double width() {
        return width;
    }

    double height() {
        return Math.ceil(MARGIN + TITLE_HEIGHT + layout.height() + legend.height() + MARGIN);
    }

    void paint(Canvas canvas) {
        canvas.shape(Paths.rectangle(0, 0, width, height(), 0), 0, 0, Tone.BACKGROUND, null, 0, false);
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
        legend.paint(canvas, x(0), y(layout.height()));
    }

    private static double x(double inLayout) {
        return MARGIN + inLayout;
    }

    private static double y(double inLayout) {
        return MARGIN + TITLE_HEIGHT + inLayout;
    }

    private void paint(Canvas canvas, Box box) {
        Element element = box.element();
        canvas.begin(group(element));
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
                Paths.rectangle(box.x(), box.y(), box.width(), box.height(), group ? 8 : 6),
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
                    Sizes.fitted(element.label(), Layout.DETAIL_SIZE, false),
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
        String label = Sizes.fitted(element.label(), Layout.LABEL_SIZE, true);
        Rectangle2D place = layout.heading(box);
        double left = x(place.getX());
        double base = y(place.getY() + 13);
        canvas.text(left, base, label, Layout.LABEL_SIZE, true, false, Tone.TEXT);
        if (!element.caption().isEmpty()) {
            boolean below = Sizes.isBeside(element);
            canvas.text(
                    below ? left : left + TextWidth.of(label, Layout.LABEL_SIZE, true) + 8,
                    below ? base + Layout.CAPTION_HEIGHT + 2 : base,
                    Sizes.fitted(element.caption(), Layout.CAPTION_SIZE, false),
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
                    Sizes.fitted(element.caption(), Layout.CAPTION_SIZE, false),
                    Layout.CAPTION_SIZE,
                    false,
                    false,
                    Tone.MUTED);
            top += Layout.CAPTION_HEIGHT;
        }
        canvas.text(
                left,
                top + 13,
                Sizes.fitted(element.label(), Layout.LABEL_SIZE, true),
                Layout.LABEL_SIZE,
                true,
                false,
                Tone.TEXT);
        top += Layout.LABEL_HEIGHT;
        for (String detail : element.details()) {
            canvas.text(
                    left,
                    top + 11,
                    Sizes.fitted(detail, Layout.DETAIL_SIZE, false),
                    Layout.DETAIL_SIZE,
                    false,
                    false,
                    Tone.MUTED);
            top += Layout.DETAIL_HEIGHT;
        }
    }

    static void badge(Canvas canvas, Mark mark, double x, double y) {
        canvas.shape(Icons.circle(Layout.BADGE / 2), x, y, Tone.change(mark), null, 0, false);
        canvas.text(x, y + 5, mark.sign(), 14, true, true, Tone.BACKGROUND);
    }

    private static void paint(Canvas canvas, Route route) {
        Flow flow = route.flow();
        Tone tone = Tone.of(flow);
        canvas.begin(group(flow));
        List<Point> points = route.points();
        StringBuilder path = new StringBuilder();
        for (Point point : points) {
            path.append(path.isEmpty() ? "M " : " L ")
                    .append(Paths.number(point.x()))
                    .append(' ')
                    .append(Paths.number(point.y()));
        }
        boolean dashed = flow.type() == Flow.Type.COPY || flow.mark() == Mark.DELETED;
        canvas.shape(path.toString(), x(0), y(0), null, tone, flow.mark() == Mark.NONE ? 1.5 : 2.4, dashed);
        Point before = points.get(points.size() - 2);
        Point tip = points.get(points.size() - 1);
        canvas.shape(
                Paths.arrowHead(tip.x() - before.x(), tip.y() - before.y()),
                x(tip.x()),
                y(tip.y()),
                tone,
                null,
                0,
                false);
        canvas.end();
    }

    private static Canvas.Group group(Element element) {
        return new Canvas.Group(
                element.description(), classes("element", element.kind(), element.mark()), element.urns());
    }

    private static Canvas.Group group(Flow flow) {
        String description = Stream.of(flow.label(), flow.mark().word())
                .filter(part -> !part.isEmpty())
                .collect(Collectors.joining(", "));
        return new Canvas.Group(description, classes("flow", flow.type(), flow.mark()), List.of());
    }

    private static List<String> classes(String what, Enum<?> kind, Mark mark) {
        List<String> classes = new ArrayList<>(
                List.of(what, "kind-" + kind.name().toLowerCase(Locale.ROOT).replace('_', '-')));
        if (mark != Mark.NONE) {
            classes.add("mark-" + mark.word());
        }
        return classes;
    }

    private static void label(Canvas canvas, Route route) {
        Flow flow = route.flow();
        if (!flow.text().isEmpty()) {
            canvas.shape(
                    Paths.rectangle(
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
                    flow.text(),
                    Layout.FLOW_SIZE,
                    false,
                    true,
                    flow.mark() == Mark.NONE ? Tone.MUTED : Tone.of(flow));
        }
    }
}
