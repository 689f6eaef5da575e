package dev.plinth.diagram.format;

import dev.plinth.diagram.layout.Layout;
import dev.plinth.diagram.model.ChangeMark;
import dev.plinth.diagram.model.Diagram;
import dev.plinth.diagram.model.Element;
import dev.plinth.diagram.model.ElementKind;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * SVG writer with searchable text and dark mode. It has no ids, and every rule is scoped by a class, so that a page can contain
 * several diagrams.
 */
final class SvgCanvas implements Canvas {

    /** Class that scopes the rules. */
    private static final String SCOPE = ".plinth-diagram";

    private static final String FONTS = "'DejaVu Sans', Verdana, Helvetica, Arial, sans-serif";

    /** Smallest scale in a page: details of 11 pixels stay above 8. Narrower pages scroll. */
    private static final double SMALLEST = 0.75;

    private final StringBuilder body = new StringBuilder();
    private final Map<String, ColorRole> tones = new TreeMap<>();
    private int depth = 1;

    /** Returns a standalone file, with its size and with fixed colours. */
    static String file(Diagram diagram) {
        Painter painter = new Painter(diagram, Layout.of(diagram));
        SvgCanvas canvas = new SvgCanvas();
        painter.paint(canvas);
        String size = " width=\"" + SvgPaths.number(painter.width()) + "\" height=\""
                + SvgPaths.number(painter.height()) + "\"";
        return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
                + canvas.svg(
                        diagram,
                        painter,
                        size + " class=\"" + SCOPE.substring(1) + "\"",
                        canvas.rules("", tone -> tone.colour().apply(Palette.LIGHT))
                                + dark(canvas.rules("  ", tone -> tone.colour().apply(Palette.DARK))));
    }

    /**
     * Returns an element of an HTML page, scaled to the available width. The colours are the CSS custom properties
     * {@code --diagram-*}, which the page may set.
     */
    static String inline(Diagram diagram) {
        Painter painter = new Painter(diagram, Layout.of(diagram));
        SvgCanvas canvas = new SvgCanvas();
        painter.paint(canvas);
        String frame =
                """
                    %1$s { overflow-x: auto; }
                    %1$s > svg { display: block; width: 100%%; height: auto; min-width: %2$spx; max-width: %3$spx; }
                """
                        .formatted(
                                SCOPE, SvgPaths.number(painter.width() * SMALLEST), SvgPaths.number(painter.width()));
        String styles = frame
                + canvas.properties("    ", Palette.LIGHT)
                + dark(canvas.properties("      ", Palette.DARK))
                + canvas.rules("", tone -> "var(" + property(tone) + ")");
        return "<div class=\"" + SCOPE.substring(1) + "\">\n" + canvas.svg(diagram, painter, "", styles) + "</div>\n";
    }

    private String svg(Diagram diagram, Painter painter, String attributes, String styles) {
        return """
                <svg xmlns="http://www.w3.org/2000/svg"%s viewBox="0 0 %s %s" role="img">
                  <title>%s</title>
                  <desc>%s</desc>
                  <style>
                    %s text { font-family: %s; }
                    %s path { stroke-linejoin: round; }
                %s  </style>
                %s</svg>
                """
                .formatted(
                        attributes,
                        SvgPaths.number(painter.width()),
                        SvgPaths.number(painter.height()),
                        Markup.escape(diagram.title()),
                        Markup.escape(description(diagram)),
                        SCOPE,
                        FONTS,
                        SCOPE,
                        styles,
                        body);
    }

    /** Returns the alternative text of the picture. */
    private static String description(Diagram diagram) {
        Map<String, String> labels = diagram.all().collect(Collectors.toMap(Element::id, Element::label));
        String elements = diagram.all()
                .filter(element -> element.kind() != ElementKind.SUBNET)
                .map(Element::description)
                .collect(Collectors.joining("; "));
        String flows = diagram.flows().stream()
                .map(flow -> labels.get(flow.from()) + " to " + labels.get(flow.to())
                        + (flow.label().isEmpty() ? "" : ": " + flow.label())
                        + (flow.mark() == ChangeMark.NONE
                                ? ""
                                : ", " + flow.mark().word()))
                .collect(Collectors.joining("; "));
        return "Elements: " + elements + ". Flows: " + flows + ".";
    }

    private static String dark(String rules) {
        return "    @media (prefers-color-scheme: dark) {\n" + rules + "    }\n";
    }

    private String rules(String indent, Function<ColorRole, String> value) {
        return tones.values().stream()
                .map(tone -> "    %1$s%2$s .d-fill-%3$s { fill: %4$s; } %2$s .d-line-%3$s { stroke: %4$s; }\n"
                        .formatted(indent, SCOPE, tone.name(), value.apply(tone)))
                .collect(Collectors.joining());
    }

    /** Returns the custom properties, with the lowest specificity. */
    private String properties(String indent, Palette palette) {
        return tones.values().stream()
                .map(tone -> property(tone) + ": " + tone.colour().apply(palette) + ";")
                .collect(Collectors.joining(" ", indent + ":where(" + SCOPE + ") { ", " }\n"));
    }

    private static String property(ColorRole tone) {
        return "--diagram-" + tone.name();
    }

    private void line(String text) {
        body.append("  ".repeat(depth)).append(text).append('\n');
    }

    private String use(String role, @Nullable ColorRole tone) {
        if (tone == null) {
            return "";
        }
        tones.put(tone.name(), tone);
        return "d-" + role + "-" + tone.name();
    }

    @Override
    public void begin(Group group) {
        String classes = group.classes().stream().map(name -> "d-" + name).collect(Collectors.joining(" "));
        line("<g class=\"" + classes + "\"" + urns(group.urns()) + ">");
        depth++;
        line("<title>" + Markup.escape(group.description()) + "</title>");
    }

    /** Returns the URNs, separated by blanks for {@code [data-urn~=…]}; a blank in a URN is {@code %20}. */
    private static String urns(List<String> urns) {
        String joined = urns.stream().map(urn -> urn.replaceAll("\\s", "%20")).collect(Collectors.joining(" "));
        return joined.isEmpty() ? "" : " data-urn=\"" + Markup.escape(joined) + "\"";
    }

    @Override
    public void end() {
        depth--;
        line("</g>");
    }

    @Override
    public void shape(
            String path,
            double x,
            double y,
            @Nullable ColorRole fill,
            @Nullable ColorRole stroke,
            double width,
            boolean dashed) {
        String classes = (use("fill", fill) + " " + use("line", stroke)).strip();
        String place = x == 0 && y == 0
                ? ""
                : " transform=\"translate(" + SvgPaths.number(x) + " " + SvgPaths.number(y) + ")\"";
        line("<path class=\"" + classes + "\" d=\"" + path + "\"" + place
                + (fill == null ? " fill=\"none\"" : "")
                + (stroke == null ? "" : " stroke-width=\"" + SvgPaths.number(width) + "\"")
                + (dashed ? " stroke-dasharray=\"6 4\"" : "")
                + "/>");
    }

    @Override
    public void text(double x, double y, String text, double size, boolean bold, boolean middle, ColorRole tone) {
        line("<text class=\"" + use("fill", tone) + "\" x=\"" + SvgPaths.number(x) + "\" y=\"" + SvgPaths.number(y)
                + "\" font-size=\""
                + SvgPaths.number(size) + "\"" + (bold ? " font-weight=\"bold\"" : "")
                + (middle ? " text-anchor=\"middle\"" : "") + ">" + Markup.escape(text) + "</text>");
    }
}
