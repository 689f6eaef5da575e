package dev.plinth.diagram.format;

import dev.plinth.diagram.layout.Layout;
import dev.plinth.diagram.layout.TextWidth;
import dev.plinth.diagram.model.Diagram;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.Shape;
import java.awt.font.TextLayout;
import java.awt.geom.AffineTransform;
import java.awt.geom.Path2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import javax.imageio.ImageIO;
import org.jspecify.annotations.Nullable;

/**
 * PNG writer in light colours. It uses the machine's fonts, so that files are identical on the same machine only; positions and
 * sizes are the same everywhere.
 */
final class PngCanvas implements Canvas {

    /** Dots per pixel, for sharp images on paper and high-resolution screens. */
    static final int SCALE = 2;

    private static final float[] DASHES = {6, 4};

    private final Graphics2D graphics;

    private PngCanvas(Graphics2D graphics) {
        this.graphics = graphics;
    }

    static byte[] write(Diagram diagram) {
        // A JDK on a server would look for a display.
        System.setProperty("java.awt.headless", "true");
        ImageIO.setUseCache(false);
        Painter painter = new Painter(diagram, Layout.of(diagram));
        BufferedImage image = new BufferedImage(
                SCALE * (int) painter.width(), SCALE * (int) painter.height(), BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = image.createGraphics();
        graphics.scale(SCALE, SCALE);
        graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        graphics.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
        painter.paint(new PngCanvas(graphics));
        graphics.dispose();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            ImageIO.write(image, "png", bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static Color colour(ColorRole tone) {
        return Color.decode(tone.colour().apply(Palette.LIGHT));
    }

    @Override
    public void begin(Group group) {
        // An image has no tooltips.
    }

    @Override
    public void end() {
        // See begin.
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
        Shape shape = AffineTransform.getTranslateInstance(x, y).createTransformedShape(parse(path));
        if (fill != null) {
            graphics.setColor(colour(fill));
            graphics.fill(shape);
        }
        if (stroke != null) {
            graphics.setColor(colour(stroke));
            graphics.setStroke(new BasicStroke(
                    (float) width, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 10, dashed ? DASHES : null, 0));
            graphics.draw(shape);
        }
    }

    @Override
    public void text(double x, double y, String text, double size, boolean bold, boolean middle, ColorRole tone) {
        if (text.isBlank()) {
            return;
        }
        Font font = new Font(Font.SANS_SERIF, bold ? Font.BOLD : Font.PLAIN, 1).deriveFont((float) size);
        TextLayout line = new TextLayout(text, font, graphics.getFontRenderContext());
        double room = TextWidth.of(text, size, bold);
        // A font wider than that of the table is narrowed, so that texts fit into their boxes.
        double narrowing = Math.min(1, room / line.getAdvance());
        double start = middle ? x - line.getAdvance() * narrowing / 2 : x;
        AffineTransform place = AffineTransform.getTranslateInstance(start, y);
        place.scale(narrowing, 1);
        Shape outline = line.getOutline(place);
        graphics.setColor(colour(tone));
        graphics.fill(outline);
    }

    private static Path2D parse(String path) {
        Path2D.Double shape = new Path2D.Double();
        String[] tokens = path.isEmpty() ? new String[0] : path.split(" ", -1);
        int next = 0;
        while (next < tokens.length) {
            String command = tokens[next++];
            switch (command) {
                case "M" -> shape.moveTo(number(tokens, next), number(tokens, next + 1));
                case "L" -> shape.lineTo(number(tokens, next), number(tokens, next + 1));
                case "C" ->
                    shape.curveTo(
                            number(tokens, next),
                            number(tokens, next + 1),
                            number(tokens, next + 2),
                            number(tokens, next + 3),
                            number(tokens, next + 4),
                            number(tokens, next + 5));
                case "Z" -> shape.closePath();
                default -> throw new IllegalArgumentException("'" + command + "' is not M, L, C or Z");
            }
            next += command.equals("C") ? 6 : command.equals("Z") ? 0 : 2;
        }
        return shape;
    }

    private static double number(String[] tokens, int index) {
        return Double.parseDouble(tokens[index]);
    }
}
