package dev.plinth.diagram;

import java.nio.charset.StandardCharsets;

/** The forms in which a diagram is written. */
public enum DiagramFormat {
    /** A picture whose text can be searched, in light and dark. The same bytes on every machine. */
    SVG,
    /** A picture of dots, two a pixel. The same bytes on one machine. */
    PNG,
    /** A flowchart of Mermaid, which GitHub and GitLab draw themselves. The same bytes on every machine. */
    MERMAID,
    /** A file of draw.io, to edit by hand, with the places of the picture. The same bytes on every machine. */
    DRAWIO;

    /** Writes a diagram; what is text is in UTF-8. */
    public byte[] write(Diagram diagram) {
        return switch (this) {
            case SVG -> SvgCanvas.file(diagram).getBytes(StandardCharsets.UTF_8);
            case PNG -> PngCanvas.write(diagram);
            case MERMAID -> MermaidWriter.write(diagram).getBytes(StandardCharsets.UTF_8);
            case DRAWIO -> DrawioWriter.write(diagram).getBytes(StandardCharsets.UTF_8);
        };
    }
}
