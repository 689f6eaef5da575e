package dev.plinth.diagram.format;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.plinth.diagram.architecture.ArchitectureDiagram;
import dev.plinth.diagram.architecture.Stacks;
import dev.plinth.diagram.layout.ElementSizes;
import dev.plinth.diagram.layout.Layout;
import dev.plinth.diagram.layout.LayoutTest;
import dev.plinth.diagram.model.ChangeMark;
import dev.plinth.diagram.model.Diagram;
import dev.plinth.diagram.model.ElementKind;
import dev.plinth.model.GraphResource;
import dev.plinth.model.ResourceChange;
import dev.plinth.model.ResourceChange.Operation;
import dev.plinth.model.ResourceGraph;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

class DiagramFormatTest {

    static List<Diagram> diagrams() {
        return LayoutTest.diagrams();
    }

    private static Document xml(byte[] bytes) throws Exception {
        return DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(new ByteArrayInputStream(bytes));
    }

    /** The width of a browser window on a common screen. */
    private static final double WINDOW = 1600;

    @ParameterizedTest
    @MethodSource("diagrams")
    void fitsIntoABrowserWindow(Diagram diagram) {
        assertThat(new Painter(diagram, Layout.of(diagram)).width()).isLessThanOrEqualTo(WINDOW);
    }

    private static List<Element> elements(Document document, String tag) {
        NodeList nodes = document.getElementsByTagName(tag);
        List<Element> elements = new ArrayList<>();
        for (int i = 0; i < nodes.getLength(); i++) {
            elements.add((Element) nodes.item(i));
        }
        return elements;
    }

    /** What a text becomes where XML can't hold it. */
    private static String readable(String text) {
        return text.replaceAll("\\p{Cntrl}", "\uFFFD");
    }

    @ParameterizedTest
    @EnumSource(DiagramFormat.class)
    void isReproducible(DiagramFormat format) {
        ResourceGraph graph = Stacks.shipped("production");

        byte[] first = format.write(ArchitectureDiagram.of(graph));

        assertThat(format.write(ArchitectureDiagram.of(shuffled(graph, 7)))).isEqualTo(first);
    }

    /** The model is all that a picture is made from. */
    @ParameterizedTest
    @MethodSource("graphs")
    void doesNotDependOnTheOrderOfResourcesAndChanges(ResourceGraph graph) {
        Diagram expected = ArchitectureDiagram.of(graph, Stacks.changes(graph));
        for (int seed = 0; seed < 20; seed++) {
            List<ResourceChange> changes = new ArrayList<>(Stacks.changes(graph));
            Collections.shuffle(changes, new Random(seed));

            Diagram diagram = ArchitectureDiagram.of(shuffled(graph, seed), changes);

            assertThat(diagram).isEqualTo(expected);
        }
        assertThat(DiagramFormat.inlineSvg(expected))
                .isEqualTo(DiagramFormat.inlineSvg(ArchitectureDiagram.of(graph, Stacks.changes(graph))));
    }

    static List<ResourceGraph> graphs() {
        return List.of(Stacks.shipped("development"), Stacks.shipped("production"), Stacks.large(20), Stacks.hostile());
    }

    private static ResourceGraph shuffled(ResourceGraph graph, int seed) {
        List<GraphResource> shuffled = new ArrayList<>(graph.resources());
        Collections.shuffle(shuffled, new Random(seed));
        return new ResourceGraph(graph.project(), graph.stack(), shuffled);
    }

    @ParameterizedTest
    @MethodSource("diagrams")
    void aPageCanContainSeveralInlineSvgs(Diagram diagram) throws Exception {
        String inline = DiagramFormat.inlineSvg(diagram);
        Document document = xml(inline.getBytes(UTF_8));

        assertThat(document.getDocumentElement().getTagName()).isEqualTo("div");
        Element svg = elements(document, "svg").get(0);
        assertThat(svg.getAttribute("role")).isEqualTo("img");
        assertThat(svg.getAttribute("viewBox")).isNotEmpty();
        assertThat(svg.hasAttribute("width")).isFalse();
        assertThat(svg.getFirstChild().getNextSibling().getNodeName()).isEqualTo("title");
        assertThat(elements(document, "*")).noneMatch(element -> element.hasAttribute("id"));
        // Each rule is of the picture alone, and each colour a property that the page may set.
        Element style = elements(document, "style").get(0);
        assertThat(style.getTextContent().lines().map(String::strip))
                .filteredOn(line -> line.contains("{") && !line.startsWith("@"))
                .isNotEmpty()
                .allMatch(line -> line.startsWith(".plinth-diagram ") || line.startsWith(":where(.plinth-diagram)"));
        assertThat(inline.substring(inline.indexOf("</style>"))).doesNotContainPattern("#[0-9a-f]{6}\"");
        Matcher used = Pattern.compile("var\\((--diagram-[a-z-]+)\\)").matcher(style.getTextContent());
        while (used.find()) {
            // Once in light and once in dark.
            assertThat(style.getTextContent().split(used.group(1) + ": #", -1)).hasSize(3);
        }
    }

    @Test
    void everyBoxHasItsResourcesAndMark() throws Exception {
        ResourceGraph graph = Stacks.shipped("production");
        Diagram diagram = ArchitectureDiagram.of(graph, Stacks.changes(graph));

        List<Element> groups = elements(xml(DiagramFormat.inlineSvg(diagram).getBytes(UTF_8)), "g");

        String cache = graph.ofType("aws:elasticache/replicationGroup:ReplicationGroup")
                .get(0)
                .urn();
        assertThat(groups)
                .filteredOn(group ->
                        List.of(group.getAttribute("data-urn").split(" ", -1)).contains(cache))
                .singleElement()
                .satisfies(group ->
                        assertThat(group.getAttribute("class")).isEqualTo("d-element d-kind-cache d-mark-replaced"));
        assertThat(groups)
                .filteredOn(group -> group.getAttribute("class").contains("d-flow"))
                .hasSize(diagram.flows().size())
                .noneMatch(group -> group.hasAttribute("data-urn"));
        // A blank parts two URNs, so one within a name is written otherwise.
        assertThat(DiagramFormat.inlineSvg(ArchitectureDiagram.of(Stacks.hostile())))
                .containsPattern("data-urn=\"urn:pulumi:staging::shop::aws:s3/bucketV2:BucketV2::[^ \"]+\"");
    }

    @Test
    void limitsTheSizeOfALargeStack() {
        Diagram diagram = ArchitectureDiagram.of(Stacks.large(190));
        long urns = diagram.all()
                .flatMap(element -> element.urns().stream())
                .mapToLong(String::length)
                .sum();

        assertThat(DiagramFormat.inlineSvg(diagram).length()).isLessThan((int) urns * 2 + 50_000);
        for (DiagramFormat format : List.of(DiagramFormat.MERMAID, DiagramFormat.DRAWIO)) {
            assertThat(format.write(diagram)).hasSizeLessThan(30_000);
        }
    }

    @ParameterizedTest
    @MethodSource("diagrams")
    void svgContainsEveryElementAndFlow(Diagram diagram) throws Exception {
        Document document = xml(DiagramFormat.SVG.write(diagram));

        assertThat(document.getDocumentElement().getAttribute("role")).isEqualTo("img");
        assertThat(elements(document, "desc").get(0).getTextContent()).isNotEmpty();
        List<String> titles = elements(document, "title").stream()
                .map(Element::getTextContent)
                .toList();
        assertThat(titles)
                .contains(readable(diagram.title()))
                .containsAll(diagram.all()
                        .map(element -> readable(element.description()))
                        .toList())
                .containsAll(diagram.flows().stream()
                        .map(flow -> flow.mark() == ChangeMark.NONE
                                ? flow.label()
                                : flow.label() + ", " + flow.mark().word())
                        .toList());
        List<String> texts =
                elements(document, "text").stream().map(Element::getTextContent).toList();
        assertThat(diagram.all()).allSatisfy(element -> {
            boolean bold = element.kind() != ElementKind.SUBNET;
            double size = bold ? Layout.LABEL_SIZE : Layout.DETAIL_SIZE;
            assertThat(texts).contains(readable(ElementSizes.fitted(element.label(), size, bold)));
        });
    }

    @Test
    void svgShowsAChangeBySignAndLegend() throws Exception {
        ResourceGraph graph = Stacks.shipped("production");
        Diagram changed = ArchitectureDiagram.of(graph, Stacks.changes(graph));

        List<String> texts = elements(xml(DiagramFormat.SVG.write(changed)), "text").stream()
                .map(Element::getTextContent)
                .toList();

        for (ChangeMark mark : ChangeMark.values()) {
            if (mark != ChangeMark.NONE) {
                // One at the element and one in the legend.
                assertThat(texts).filteredOn(mark.sign()::equals).hasSize(2);
                assertThat(texts).contains(mark.word());
            }
        }
        assertThat(texts).contains("+ Redis 6379", "− objects");
        assertThat(new String(DiagramFormat.SVG.write(ArchitectureDiagram.of(graph)), UTF_8))
                .doesNotContain("created");
    }

    @Test
    void legendListsOnlyOccurringSigns() throws Exception {
        ResourceGraph graph = Stacks.shipped("production");
        Diagram diagram = ArchitectureDiagram.of(
                graph,
                Stacks.changes(
                        graph,
                        resource -> resource.type().contains("replicationGroup") ? Operation.REPLACE : Operation.SAME));

        for (byte[] picture : List.of(
                DiagramFormat.SVG.write(diagram),
                DiagramFormat.inlineSvg(diagram).getBytes(UTF_8))) {
            List<String> texts = elements(xml(picture), "text").stream()
                    .map(Element::getTextContent)
                    .toList();
            assertThat(texts).contains("replaced", "requests").doesNotContain("created", "updated", "deleted");
        }
        assertThat(new String(DiagramFormat.MERMAID.write(diagram), UTF_8))
                .contains("classDef replaced")
                .doesNotContain("classDef deleted");
    }

    @ParameterizedTest
    @MethodSource("diagrams")
    void drawioContainsEveryElementInItsGroupAndEveryFlow(Diagram diagram) throws Exception {
        List<Element> cells = elements(xml(DiagramFormat.DRAWIO.write(diagram)), "mxCell");

        List<Element> vertices = cells.stream()
                .filter(cell -> cell.getAttribute("vertex").equals("1")
                        && cell.getAttribute("id").startsWith("element-"))
                .toList();
        List<Element> edges = cells.stream()
                .filter(cell -> cell.getAttribute("edge").equals("1"))
                .toList();
        List<String> ids = cells.stream().map(cell -> cell.getAttribute("id")).toList();
        assertThat(ids).doesNotHaveDuplicates();
        assertThat(vertices).hasSize((int) diagram.all().count());
        assertThat(edges).hasSize(diagram.flows().size());
        assertThat(edges)
                .allSatisfy(edge -> assertThat(ids).contains(edge.getAttribute("source"), edge.getAttribute("target")));
        assertThat(vertices).allSatisfy(vertex -> assertThat(ids).contains(vertex.getAttribute("parent")));
        List<dev.plinth.diagram.model.Element> all = diagram.all().toList();
        for (int i = 0; i < all.size(); i++) {
            // The value is HTML: hostile names are text in it.
            assertThat(vertices.get(i).getAttribute("value"))
                    .contains(Markup.escape(all.get(i).label()));
        }
    }

    @ParameterizedTest
    @MethodSource("diagrams")
    void mermaidContainsEveryElementAndFlow(Diagram diagram) {
        List<String> lines =
                new String(DiagramFormat.MERMAID.write(diagram), UTF_8).lines().toList();

        assertThat(lines).contains("flowchart TB");
        Pattern node = Pattern.compile(" +(n\\d+)(\\[\"[^\"]+\"\\]|\\[\\(\"[^\"]+\"\\)\\])");
        Pattern group = Pattern.compile(" +subgraph (n\\d+)\\[\"[^\"]+\"\\]");
        Pattern arrow = Pattern.compile(" +(n\\d+) (?:-->|-\\.->)(?:\\|\"[^\"]+\"\\|)? (n\\d+)");
        Pattern style =
                Pattern.compile(" +(classDef \\w+ [\\w:#,. -]+|class n\\d+ \\w+|linkStyle \\d+ [\\w:#,-]+|%% .*)");
        List<String> ids = new ArrayList<>();
        int arrows = 0;
        int depth = 0;
        for (String line : lines.subList(lines.indexOf("flowchart TB") + 1, lines.size())) {
            Matcher element = node.matcher(line);
            Matcher subgraph = group.matcher(line);
            Matcher flow = arrow.matcher(line);
            if (element.matches()) {
                ids.add(element.group(1));
            } else if (subgraph.matches()) {
                ids.add(subgraph.group(1));
                depth++;
            } else if (line.strip().equals("end")) {
                depth--;
                assertThat(depth).isNotNegative();
            } else if (flow.matches()) {
                assertThat(ids).contains(flow.group(1), flow.group(2));
                arrows++;
            } else {
                assertThat(line).matches(style);
            }
        }
        assertThat(depth).isZero();
        long tiers = diagram.all()
                .filter(element -> !ElementSizes.subnets(element).isEmpty())
                .count();
        // The subnets of a tier are one box.
        assertThat(ids).doesNotHaveDuplicates().hasSize((int) (tiers
                + diagram.all()
                        .filter(element -> element.kind() != ElementKind.SUBNET)
                        .count()));
        assertThat(arrows).isEqualTo(diagram.flows().size());
    }

    @Test
    void pngHasTheSizeOfTheDiagram() throws Exception {
        Diagram diagram = ArchitectureDiagram.of(Stacks.shipped("development"));
        Painter painter = new Painter(diagram, Layout.of(diagram));

        BufferedImage image = ImageIO.read(new ByteArrayInputStream(DiagramFormat.PNG.write(diagram)));

        assertThat(image.getWidth()).isEqualTo(PngCanvas.SCALE * (int) painter.width());
        assertThat(image.getHeight()).isEqualTo(PngCanvas.SCALE * (int) painter.height());
        assertThat(image.getRGB(0, 0)).isEqualTo(0xFFFFFFFF);
        long dark = 0;
        for (int x = 0; x < image.getWidth(); x += 3) {
            dark += (image.getRGB(x, image.getHeight() / 2) & 0xFF) < 200 ? 1 : 0;
        }
        assertThat(dark).isPositive();
    }
}
