package dev.plinth.diagram.format;

import dev.plinth.diagram.model.Diagram;
import java.nio.charset.StandardCharsets;

/** File formats of a diagram. */
public enum DiagramFormat {
    /** SVG with searchable text, in light and dark colours. Identical on every machine. */
    SVG,
    /** Raster image at double resolution. Identical on the same machine only. */
    PNG,
    /** Mermaid flowchart, which GitHub and GitLab render. Identical on every machine. */
    MERMAID,
    /** Editable draw.io file with the layout of the SVG. Identical on every machine. */
    DRAWIO;

    /**
     * Returns a diagram as an element of an HTML page. It has no ids that could collide with others, scales to the available
     * width, takes its colours from CSS custom properties that follow the reader's dark mode, and lists the resources of each
     * box in {@code data-urn}. Identical on every machine.
     */
    public static String inlineSvg(Diagram diagram) {
        return SvgCanvas.inline(diagram);
    }

    /** Returns a diagram in this format; text is encoded in UTF-8. */
    public byte[] write(Diagram diagram) {
        return switch (this) {
            case SVG -> SvgCanvas.file(diagram).getBytes(StandardCharsets.UTF_8);
            case PNG -> PngCanvas.write(diagram);
            case MERMAID -> MermaidWriter.write(diagram).getBytes(StandardCharsets.UTF_8);
            case DRAWIO -> DrawioWriter.write(diagram).getBytes(StandardCharsets.UTF_8);
        };
    }
}
