package dev.plinth.diagram.format;

import dev.plinth.diagram.layout.ElementSizes;
import dev.plinth.diagram.layout.Layout;
import dev.plinth.diagram.layout.Layout.Box;
import dev.plinth.diagram.layout.Layout.Point;
import dev.plinth.diagram.layout.Layout.Route;
import dev.plinth.diagram.model.ChangeMark;
import dev.plinth.diagram.model.Diagram;
import dev.plinth.diagram.model.Element;
import dev.plinth.diagram.model.ElementKind;
import dev.plinth.diagram.model.Flow;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** draw.io writer with the layout of the SVG. */
final class DrawioWriter {

    private static final String ROOT = "1";

    private final Layout layout;
    private final StringBuilder cells = new StringBuilder();
    private final Map<String, Box> boxes = new HashMap<>();
    private final Map<String, String> names = new HashMap<>();
    private final Map<String, Box> holders = new HashMap<>();

    private DrawioWriter(Layout layout) {
        this.layout = layout;
    }

    static String write(Diagram diagram) {
        return new DrawioWriter(Layout.of(diagram)).document(diagram);
    }

    private String document(Diagram diagram) {
        for (Box box : layout.boxes()) {
            boxes.put(box.element().id(), box);
            names.put(box.element().id(), "element-" + (names.size() + 1));
            box.element().children().forEach(child -> holders.put(child.id(), box));
        }
        layout.boxes().forEach(this::vertex);
        layout.routes().forEach(this::edge);
        double below = layout.height() + 20;
        for (String note : diagram.notes()) {
            below = note(note, below);
        }
        return """
                <?xml version="1.0" encoding="UTF-8"?>
                <mxfile host="plinth">
                  <diagram id="plinth" name="%s">
                    <mxGraphModel grid="1" gridSize="10" page="0" math="0" shadow="0">
                      <root>
                        <mxCell id="0"/>
                        <mxCell id="1" parent="0"/>
                %s      </root>
                    </mxGraphModel>
                  </diagram>
                </mxfile>
                """
                .formatted(Markup.escape(diagram.title()), cells);
    }

    private void line(String text) {
        cells.append("        ").append(text).append('\n');
    }

    private void vertex(Box box) {
        Element element = box.element();
        Box holder = holders.get(element.id());
        double x = box.x() - (holder == null ? 0 : holder.x());
        double y = box.y() - (holder == null ? 0 : holder.y());
        ElementKind.Family family = element.kind().family();
        boolean marked = element.mark() != ChangeMark.NONE;
        boolean group = element.kind().isGroup();
        String style =
                "rounded=1;arcSize=6;absoluteArcSize=1;whiteSpace=wrap;html=1;align=left;spacingLeft=8;fontSize=11;"
                        + "fillColor=" + (group ? "none" : Palette.LIGHT.fill(family))
                        + ";strokeColor="
                        + (marked ? Palette.LIGHT.change(element.mark()) : Palette.LIGHT.stroke(family))
                        + ";fontColor=" + Palette.LIGHT.text()
                        + ";strokeWidth=" + (marked ? "3" : "1")
                        + (group ? ";container=1;collapsible=0;verticalAlign=top;spacingTop=4" : "")
                        + (element.kind() == ElementKind.TIER
                                        || element.kind() == ElementKind.COMPONENT
                                        || element.mark() == ChangeMark.DELETED
                                ? ";dashed=1"
                                : "")
                        + ";";
        line("<mxCell id=\"" + names.get(element.id()) + "\" value=\"" + Markup.escape(label(element)) + "\" style=\""
                + style + "\" vertex=\"1\" parent=\""
                + (holder == null ? ROOT : names.get(holder.element().id())) + "\">");
        line("  <mxGeometry x=\"" + SvgPaths.number(x) + "\" y=\"" + SvgPaths.number(y) + "\" width=\""
                + SvgPaths.number(box.width()) + "\" height=\"" + SvgPaths.number(box.height())
                + "\" as=\"geometry\"/>");
        line("</mxCell>");
    }

    /** Returns the label as HTML, which is escaped once more in the file. */
    private static String label(Element element) {
        String sign = element.mark() == ChangeMark.NONE ? "" : element.mark().sign() + " ";
        String name = "<b>" + Markup.escape(sign + element.label()) + "</b>";
        String caption = Markup.escape(element.caption());
        if (element.kind().isGroup()) {
            return name + (caption.isEmpty() ? "" : (ElementSizes.isBeside(element) ? "<br>" : "&nbsp; ") + caption);
        }
        if (element.kind() == ElementKind.SUBNET) {
            return Markup.escape(sign + element.label());
        }
        return Stream.concat(
                        Stream.of(caption, name), element.details().stream().map(Markup::escape))
                .filter(part -> !part.isEmpty())
                .collect(Collectors.joining("<br>"));
    }

    private void edge(Route route) {
        Flow flow = route.flow();
        List<Point> points = route.points();
        boolean changed = flow.mark() != ChangeMark.NONE;
        String style = "edgeStyle=none;rounded=0;html=1;endArrow=block;fontSize=10;strokeColor="
                + ColorRole.of(flow).colour().apply(Palette.LIGHT)
                + ";strokeWidth=" + (changed ? "3" : "1")
                + (flow.type() == Flow.Type.COPY || flow.mark() == ChangeMark.DELETED ? ";dashed=1" : "")
                + end("exit", box(flow.from()), points.get(0))
                + end("entry", box(flow.to()), points.get(points.size() - 1))
                + ";";
        String label = flow.text();
        line("<mxCell id=\"flow-" + (names.size() + 1) + "\" value=\"" + Markup.escape(Markup.escape(label))
                + "\" style=\""
                + style + "\" edge=\"1\" parent=\"" + ROOT + "\" source=\"" + names.get(flow.from()) + "\" target=\""
                + names.get(flow.to()) + "\">");
        names.put("flow " + flow.from() + " " + flow.to(), "");
        line("  <mxGeometry relative=\"1\" as=\"geometry\">");
        line("    <Array as=\"points\">");
        for (Point point : points.subList(1, points.size() - 1)) {
            line("      <mxPoint x=\"" + SvgPaths.number(point.x()) + "\" y=\"" + SvgPaths.number(point.y()) + "\"/>");
        }
        line("    </Array>");
        line("  </mxGeometry>");
        line("</mxCell>");
    }

    private Box box(String id) {
        return Objects.requireNonNull(boxes.get(id));
    }

    /** Returns the end of a line on the border of its box, relative to the box's width and height. */
    private static String end(String which, Box box, Point point) {
        return ";" + which + "X=" + part((point.x() - box.x()) / box.width()) + ";" + which + "Y="
                + part((point.y() - box.y()) / box.height()) + ";" + which + "Perimeter=0";
    }

    private static String part(double value) {
        return String.valueOf(Math.round(Math.max(0, Math.min(1, value)) * 10000) / 10000.0);
    }

    private double note(String note, double y) {
        line("<mxCell id=\"note-" + Math.round(y) + "\" value=\"" + Markup.escape(Markup.escape(note))
                + "\" style=\"text;html=1;whiteSpace=wrap;align=left;fontSize=11;\" vertex=\"1\" parent=\"" + ROOT
                + "\">");
        line("  <mxGeometry x=\"0\" y=\"" + SvgPaths.number(y) + "\" width=\"" + SvgPaths.number(layout.width())
                + "\" height=\"40\" as=\"geometry\"/>");
        line("</mxCell>");
        return y + 50;
    }
}
