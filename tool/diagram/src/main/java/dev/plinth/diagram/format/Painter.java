package dev.plinth.diagram.format;

import dev.plinth.diagram.layout.ElementSizes;
import dev.plinth.diagram.layout.Layout;
import dev.plinth.diagram.layout.Layout.Box;
import dev.plinth.diagram.layout.Layout.Point;
import dev.plinth.diagram.layout.Layout.Route;
import dev.plinth.diagram.layout.TextWidth;
import dev.plinth.diagram.model.ChangeMark;
import dev.plinth.diagram.model.Diagram;
import dev.plinth.diagram.model.Element;
import dev.plinth.diagram.model.ElementKind;
import dev.plinth.diagram.model.Flow;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Painter of a diagram with its title and legend. */
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
        canvas.shape(SvgPaths.rectangle(0, 0, width, height(), 0), 0, 0, ColorRole.BACKGROUND, null, 0, false);
        canvas.text(MARGIN, MARGIN + TITLE_SIZE, diagram.title(), TITLE_SIZE, true, false, ColorRole.TEXT);
        List<Box> groups = layout.boxes().stream()
                .filter(box -> box.element().kind().isGroup())
                .toList();
        List<Box> leaves = layout.boxes().stream()
                .filter(box -> !box.element().kind().isGroup())
                .toList();
        groups.forEach(box -> paint(canvas, box));
        layout.routes().forEach(route -> paint(canvas, route));
        leaves.forEach(box -> paint(canvas, box));
        // Labels last, above the lines.
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
        ElementKind.Family family = element.kind().family();
        boolean marked = element.mark() != ChangeMark.NONE;
        boolean group = element.kind().isGroup();
        ColorRole stroke = marked ? ColorRole.change(element.mark()) : ColorRole.stroke(family);
        double line = marked ? 2.4 : group ? 1.2 : 1.4;
        // Groups have the background colour, so that their content stands out.
        ColorRole fill = group ? ColorRole.BACKGROUND : ColorRole.fill(family);
        boolean dashed = element.kind() == ElementKind.TIER
                || element.kind() == ElementKind.COMPONENT
                || element.mark() == ChangeMark.DELETED;
        canvas.shape(
                SvgPaths.rectangle(box.x(), box.y(), box.width(), box.height(), group ? 8 : 6),
                x(0),
                y(0),
                fill,
                stroke,
                line,
                dashed);
        if (group) {
            heading(canvas, box);
        } else if (element.kind() == ElementKind.SUBNET) {
            canvas.text(
                    x(box.x() + Layout.PADDING),
                    y(box.y() + Layout.SUBNET_HEIGHT - 7),
                    ElementSizes.fitted(element.label(), Layout.DETAIL_SIZE, false),
                    Layout.DETAIL_SIZE,
                    false,
                    false,
                    ColorRole.TEXT);
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
        String label = ElementSizes.fitted(element.label(), Layout.LABEL_SIZE, true);
        Rectangle2D place = layout.heading(box);
        double left = x(place.getX());
        double base = y(place.getY() + 13);
        canvas.text(left, base, label, Layout.LABEL_SIZE, true, false, ColorRole.TEXT);
        if (!element.caption().isEmpty()) {
            boolean below = ElementSizes.isBeside(element);
            canvas.text(
                    below ? left : left + TextWidth.of(label, Layout.LABEL_SIZE, true) + 8,
                    below ? base + Layout.CAPTION_HEIGHT + 2 : base,
                    ElementSizes.fitted(element.caption(), Layout.CAPTION_SIZE, false),
                    Layout.CAPTION_SIZE,
                    false,
                    false,
                    ColorRole.MUTED);
        }
    }

    private static void content(Canvas canvas, Box box) {
        Element element = box.element();
        canvas.shape(
                Icons.path(element.kind().icon()),
                x(box.x() + Layout.PADDING),
                y(box.y() + Layout.PADDING),
                null,
                ColorRole.stroke(element.kind().family()),
                1.6,
                false);
        double left = x(box.x() + Layout.TEXT_INDENT);
        double top = y(box.y() + Layout.PADDING);
        if (!element.caption().isEmpty()) {
            canvas.text(
                    left,
                    top + 10,
                    ElementSizes.fitted(element.caption(), Layout.CAPTION_SIZE, false),
                    Layout.CAPTION_SIZE,
                    false,
                    false,
                    ColorRole.MUTED);
            top += Layout.CAPTION_HEIGHT;
        }
        canvas.text(
                left,
                top + 13,
                ElementSizes.fitted(element.label(), Layout.LABEL_SIZE, true),
                Layout.LABEL_SIZE,
                true,
                false,
                ColorRole.TEXT);
        top += Layout.LABEL_HEIGHT;
        for (String detail : element.details()) {
            canvas.text(
                    left,
                    top + 11,
                    ElementSizes.fitted(detail, Layout.DETAIL_SIZE, false),
                    Layout.DETAIL_SIZE,
                    false,
                    false,
                    ColorRole.MUTED);
            top += Layout.DETAIL_HEIGHT;
        }
    }

    static void badge(Canvas canvas, ChangeMark mark, double x, double y) {
        canvas.shape(Icons.circle(Layout.BADGE / 2), x, y, ColorRole.change(mark), null, 0, false);
        canvas.text(x, y + 5, mark.sign(), 14, true, true, ColorRole.BACKGROUND);
    }

    private static void paint(Canvas canvas, Route route) {
        Flow flow = route.flow();
        ColorRole tone = ColorRole.of(flow);
        canvas.begin(group(flow));
        List<Point> points = route.points();
        StringBuilder path = new StringBuilder();
        for (Point point : points) {
            path.append(path.isEmpty() ? "M " : " L ")
                    .append(SvgPaths.number(point.x()))
                    .append(' ')
                    .append(SvgPaths.number(point.y()));
        }
        boolean dashed = flow.type() == Flow.Type.COPY || flow.mark() == ChangeMark.DELETED;
        canvas.shape(path.toString(), x(0), y(0), null, tone, flow.mark() == ChangeMark.NONE ? 1.5 : 2.4, dashed);
        Point before = points.get(points.size() - 2);
        Point tip = points.get(points.size() - 1);
        canvas.shape(
                SvgPaths.arrowHead(tip.x() - before.x(), tip.y() - before.y()),
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

    private static List<String> classes(String what, Enum<?> kind, ChangeMark mark) {
        List<String> classes = new ArrayList<>(
                List.of(what, "kind-" + kind.name().toLowerCase(Locale.ROOT).replace('_', '-')));
        if (mark != ChangeMark.NONE) {
            classes.add("mark-" + mark.word());
        }
        return classes;
    }

    private static void label(Canvas canvas, Route route) {
        Flow flow = route.flow();
        if (!flow.text().isEmpty()) {
            canvas.shape(
                    SvgPaths.rectangle(
                            -route.labelWidth() / 2,
                            -Layout.FLOW_SIZE / 2 - 2,
                            route.labelWidth(),
                            Layout.FLOW_SIZE + 4,
                            2),
                    x(route.label().x()),
                    y(route.label().y()),
                    ColorRole.BACKGROUND,
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
                    flow.mark() == ChangeMark.NONE ? ColorRole.MUTED : ColorRole.of(flow));
        }
    }
}
