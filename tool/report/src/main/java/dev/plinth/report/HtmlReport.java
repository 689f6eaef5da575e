package dev.plinth.report;

import com.samskivert.mustache.Escapers;
import com.samskivert.mustache.Mustache;
import com.samskivert.mustache.Template;
import dev.plinth.diagram.architecture.ArchitectureDiagram;
import dev.plinth.diagram.format.DiagramFormat;
import dev.plinth.diagram.model.Diagram;
import dev.plinth.preview.PreviewReport;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Self-contained HTML report of a preview. Its Content-Security-Policy allows only its own styles and script by their hashes, so
 * that no value can load or run anything. Search and filters need script; everything else does not.
 */
final class HtmlReport {

    private static final Pattern STYLE = Pattern.compile("<style>(.*?)</style>", Pattern.DOTALL);

    /** Characters that are invisible or reorder text, which a reviewer must see. */
    private static final Pattern INVISIBLE =
            Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Cs}\\p{Co}\\p{Zl}\\p{Zp}\\x{fffe}\\x{ffff}&&[^\\n\\t]]");

    private static final Template PAGE = Mustache.compiler()
            .emptyStringIsFalse(true)
            .withEscaper(HtmlReport::escape)
            .withLoader(name -> new StringReader(resource(name + ".html")))
            .compile(resource("page.html"));

    private HtmlReport() {}

    static String render(PreviewReport report) {
        String style = resource("page.css");
        String script = resource("page.js");
        String diagram = diagram(report);
        String policy = "default-src 'none'; style-src " + hashes(Stream.concat(Stream.of(style), styles(diagram)))
                + "; script-src " + hashes(Stream.of(script))
                + "; img-src data:; base-uri 'none'; form-action 'none'";
        return PAGE.execute(HtmlPage.of(report, generator(), new HtmlPage.Raw(policy, style, script, diagram)));
    }

    private static String diagram(PreviewReport report) {
        Diagram diagram =
                ArchitectureDiagram.of(report.change().after(), report.change().changes());
        return diagram.elements().isEmpty() ? "" : visible(DiagramFormat.inlineSvg(diagram));
    }

    private static Stream<String> styles(String diagram) {
        return STYLE.matcher(diagram).results().map(match -> match.group(1));
    }

    private static String hashes(Stream<String> contents) {
        return contents.map(HtmlReport::hash).distinct().collect(Collectors.joining(" "));
    }

    private static String hash(String content) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(content.getBytes(StandardCharsets.UTF_8));
            return "'sha256-" + Base64.getEncoder().encodeToString(digest) + "'";
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /** Escapes a text for an element or a quoted attribute. */
    private static String escape(String text) {
        return Escapers.HTML.escape(visible(text));
    }

    /** Replaces invisible characters by their code points, such as {@code [U+202E]}. */
    private static String visible(String text) {
        return INVISIBLE.matcher(text).replaceAll(match -> "[U+%04X]"
                .formatted(match.group().codePointAt(0)));
    }

    private static String generator() {
        return "Plinth"
                + Optional.ofNullable(HtmlReport.class.getPackage().getImplementationVersion())
                        .map(version -> " " + version)
                        .orElse("");
    }

    private static String resource(String name) {
        try (InputStream stream = Objects.requireNonNull(HtmlReport.class.getResourceAsStream(name), name)) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(name + " cannot be read", e);
        }
    }
}
