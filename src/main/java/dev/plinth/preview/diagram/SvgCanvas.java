package dev.plinth.preview.diagram;

import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Writes a picture as SVG: text stays text, and a reader's dark mode is followed. */
final class SvgCanvas implements Canvas {

    private static final String FONTS = "'DejaVu Sans', Verdana, Helvetica, Arial, sans-serif";

    private final StringBuilder body = new StringBuilder();
    private final Map<String, Tone> tones = new TreeMap<>();
    private int depth = 1;

    static String write(Diagram diagram) {
        Painter painter = new Painter(diagram, Layout.of(diagram));
        SvgCanvas canvas = new SvgCanvas();
        painter.paint(canvas);
        return canvas.document(diagram, painter);
    }

    private String document(Diagram diagram, Painter painter) {
        String width = Painter.number(painter.width());
        String height = Painter.number(painter.height());
        return """
                <?xml version="1.0" encoding="UTF-8"?>
                <svg xmlns="http://www.w3.org/2000/svg" width="%s" height="%s" viewBox="0 0 %s %s" role="img" aria-labelledby="title description">
                  <title id="title">%s</title>
                  <desc id="description">%s</desc>
                  <style>
                    text { font-family: %s; }
                    path { stroke-linejoin: round; }
                %s
                    @media (prefers-color-scheme: dark) {
                %s
                    }
                  </style>
                %s</svg>
                """
                .formatted(
                        width,
                        height,
                        width,
                        height,
                        Markup.escape(diagram.title()),
                        Markup.escape(description(diagram)),
                        FONTS,
                        rules(Palette.LIGHT, "    "),
                        rules(Palette.DARK, "      "),
                        body);
    }

    /** What a reader who doesn't see the picture hears. */
    private static String description(Diagram diagram) {
        Map<String, String> labels = diagram.all().collect(Collectors.toMap(Element::id, Element::label));
        String elements = diagram.all()
                .filter(element -> element.kind() != Kind.SUBNET)
                .map(Element::description)
                .collect(Collectors.joining("; "));
        String flows = diagram.flows().stream()
                .map(flow -> labels.get(flow.from()) + " to " + labels.get(flow.to())
                        + (flow.label().isEmpty() ? "" : ": " + flow.label()))
                .collect(Collectors.joining("; "));
        return "Elements: " + elements + ". Flows: " + flows + ".";
    }

    private String rules(Palette palette, String indent) {
        return tones.values().stream()
                .map(tone -> "%s.%s { fill: %s; } .%s-line { stroke: %s; }"
                        .formatted(
                                indent,
                                tone.name(),
                                tone.colour().apply(palette),
                                tone.name(),
                                tone.colour().apply(palette)))
                .collect(Collectors.joining("\n"));
    }

    private void line(String text) {
        body.append("  ".repeat(depth)).append(text).append('\n');
    }

    private String fill(@Nullable Tone tone) {
        if (tone == null) {
            return "";
        }
        tones.put(tone.name(), tone);
        return tone.name();
    }

    @Override
    public void begin(String description) {
        line("<g>");
        depth++;
        line("<title>" + Markup.escape(description) + "</title>");
    }

    @Override
    public void end() {
        depth--;
        line("</g>");
    }

    @Override
    public void shape(
            String path, double x, double y, @Nullable Tone fill, @Nullable Tone stroke, double width, boolean dashed) {
        String classes = (fill(fill) + (stroke == null ? "" : " " + fill(stroke) + "-line")).strip();
        String place =
                x == 0 && y == 0 ? "" : " transform=\"translate(" + Painter.number(x) + " " + Painter.number(y) + ")\"";
        line("<path class=\"" + classes + "\" d=\"" + path + "\"" + place
                + (fill == null ? " fill=\"none\"" : "")
                + (stroke == null ? "" : " stroke-width=\"" + Painter.number(width) + "\"")
                + (dashed ? " stroke-dasharray=\"6 4\"" : "")
                + "/>");
    }

    @Override
    public void text(double x, double y, String text, double size, boolean bold, boolean middle, Tone tone) {
        String classes = fill(tone);
        line("<text class=\"" + classes + "\" x=\"" + Painter.number(x) + "\" y=\"" + Painter.number(y)
                + "\" font-size=\""
                + Painter.number(size) + "\"" + (bold ? " font-weight=\"bold\"" : "")
                + (middle ? " text-anchor=\"middle\"" : "") + ">" + Markup.escape(text) + "</text>");
    }
}
