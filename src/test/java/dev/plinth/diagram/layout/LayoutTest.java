package dev.plinth.diagram.layout;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plinth.Repository;
import dev.plinth.diagram.architecture.ArchitectureDiagram;
import dev.plinth.diagram.architecture.Stacks;
import dev.plinth.diagram.layout.Layout.Box;
import dev.plinth.diagram.layout.Layout.Point;
import dev.plinth.diagram.layout.Layout.Route;
import dev.plinth.diagram.model.Diagram;
import dev.plinth.diagram.model.Element;
import dev.plinth.diagram.model.ElementKind;
import dev.plinth.examples.Example;
import dev.plinth.model.ResourceGraph;
import dev.plinth.operation.GraphOperation;
import java.awt.geom.Line2D;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

public class LayoutTest {

    private static final List<String> EXAMPLES = List.of("printvision", "pourtrait");

    private static final Map<Diagram, Layout> LAYOUTS = new ConcurrentHashMap<>();

    /** The same for each test. */
    private static Layout layout(Diagram diagram) {
        return LAYOUTS.computeIfAbsent(diagram, Layout::of);
    }

    public static List<Diagram> diagrams() {
        List<Diagram> diagrams = new ArrayList<>();
        Repository.STACKS.forEach(stack -> diagrams.add(ArchitectureDiagram.of(Stacks.shipped(stack))));
        diagrams.add(
                ArchitectureDiagram.of(Stacks.shipped("production"), Stacks.changes(Stacks.shipped("production"))));
        diagrams.add(ArchitectureDiagram.of(Stacks.hostile()));
        EXAMPLES.forEach(name -> diagrams.add(ArchitectureDiagram.of(example(name))));
        List.of(1, 3, 190).forEach(units -> diagrams.add(ArchitectureDiagram.of(Stacks.large(units))));
        return diagrams;
    }

    static List<Diagram> longNames() {
        return EXAMPLES.stream()
                .map(name -> ArchitectureDiagram.of(Stacks.withLongNames(example(name))))
                .toList();
    }

    private static ResourceGraph example(String name) {
        return GraphOperation.record(new Example(name).project(), "production");
    }

    /** What a line may touch but not enter. */
    private static Rectangle2D inside(Rectangle2D area) {
        return new Rectangle2D.Double(
                area.getX() + 1, area.getY() + 1, Math.max(0, area.getWidth() - 2), Math.max(0, area.getHeight() - 2));
    }

    private static List<Box> leaves(Layout layout) {
        return layout.boxes().stream()
                .filter(box -> !box.element().kind().isGroup())
                .toList();
    }

    @ParameterizedTest
    @MethodSource({"diagrams", "longNames"})
    void placesEveryElementAndFlow(Diagram diagram) {
        Layout layout = layout(diagram);

        assertThat(layout.boxes())
                .extracting(Box::element)
                .containsExactlyElementsOf(diagram.all().toList());
        assertThat(layout.routes()).extracting(Route::flow).containsExactlyElementsOf(diagram.flows());
    }

    @ParameterizedTest
    @MethodSource({"diagrams", "longNames"})
    void siblingsDoNotOverlapAndChildrenAreInsideTheirGroup(Diagram diagram) {
        Layout layout = layout(diagram);
        for (Box box : layout.boxes()) {
            List<Element> siblings = layout.boxes().stream()
                    .map(Box::element)
                    .filter(element -> element.children().contains(box.element()))
                    .findFirst()
                    .map(Element::children)
                    .orElse(diagram.elements());
            for (Box other : layout.boxes()) {
                if (!box.equals(other) && siblings.contains(other.element())) {
                    assertThat(box.area().intersects(other.area()))
                            .as(box.element().label() + " and "
                                    + other.element().label())
                            .isFalse();
                }
                if (box.element().children().contains(other.element())) {
                    assertThat(box.area().contains(other.area()))
                            .as(other.element().label() + " in " + box.element().label())
                            .isTrue();
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource({"diagrams", "longNames"})
    void textFitsIntoItsBox(Diagram diagram) {
        for (Box box : leaves(layout(diagram))) {
            Element element = box.element();
            double room = box.width() - (element.kind() == ElementKind.SUBNET ? Layout.PADDING : Layout.TEXT_INDENT);
            assertThat(ElementSizes.width(element.label(), Layout.LABEL_SIZE, element.kind() != ElementKind.SUBNET))
                    .as(element.label())
                    .isLessThanOrEqualTo(element.kind() == ElementKind.SUBNET ? box.width() * 2 : room);
            assertThat(ElementSizes.width(element.caption(), Layout.CAPTION_SIZE, false))
                    .isLessThanOrEqualTo(room);
            assertThat(element.details())
                    .allSatisfy(detail -> assertThat(ElementSizes.width(detail, Layout.DETAIL_SIZE, false))
                            .as(detail)
                            .isLessThanOrEqualTo(room));
        }
    }

    @ParameterizedTest
    @MethodSource({"diagrams", "longNames"})
    void flowsDoNotCrossBoxesOrHeadings(Diagram diagram) {
        Layout layout = layout(diagram);
        for (Route route : layout.routes()) {
            List<Point> points = route.points();
            for (int i = 1; i < points.size(); i++) {
                Point from = points.get(i - 1);
                Point to = points.get(i);
                Line2D line = new Line2D.Double(from.x(), from.y(), to.x(), to.y());
                assertThat(from.x() == to.x() || from.y() == to.y())
                        .as("a right angle: " + from + " " + to)
                        .isTrue();
                for (Box box : leaves(layout)) {
                    assertThat(inside(box.area()).intersectsLine(line))
                            .as(route.flow() + " through " + box.element().label())
                            .isFalse();
                }
                for (Box box : layout.boxes()) {
                    if (box.element().kind().isGroup()) {
                        assertThat(layout.heading(box).intersectsLine(line))
                                .as(route.flow() + " through the heading of "
                                        + box.element().label())
                                .isFalse();
                    }
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource({"diagrams", "longNames"})
    void labelsOfFlowsDoNotOverlap(Diagram diagram) {
        Layout layout = layout(diagram);
        List<Rectangle2D> labels = layout.routes().stream()
                .map(Route::labelArea)
                .filter(label -> !label.isEmpty())
                .toList();
        for (Rectangle2D label : labels) {
            // Each meets itself.
            assertThat(labels).filteredOn(label::intersects).hasSize(1);
            assertThat(leaves(layout)).noneMatch(box -> box.area().intersects(label));
        }
    }

    @Test
    void tiersAreAlignedBelowEachOther() {
        Layout layout = Layout.of(ArchitectureDiagram.of(Stacks.shipped("staging")));

        List<Box> tiers = layout.boxes().stream()
                .filter(box -> box.element().kind() == ElementKind.TIER)
                .toList();
        List<Box> subnets = layout.boxes().stream()
                .filter(box -> box.element().kind() == ElementKind.SUBNET)
                .toList();
        List<Box> regions = layout.boxes().stream()
                .filter(box -> box.element().kind() == ElementKind.REGION)
                .toList();
        assertThat(tiers)
                .hasSize(3)
                .extracting(Box::x)
                .containsOnly(tiers.get(0).x());
        assertThat(subnets).extracting(Box::x).containsOnly(subnets.get(0).x());
        assertThat(regions)
                .hasSize(2)
                .extracting(Box::width)
                .containsOnly(regions.get(0).width());
    }

    @Test
    void shortensLongTexts() {
        assertThat(TextWidth.fit("abc", 10, false, 100)).isEqualTo("abc");
        assertThat(TextWidth.fit("a".repeat(99), 10, false, 100)).endsWith("…").hasSizeLessThan(20);
        assertThat(TextWidth.of("a", 10, false)).isEqualTo(6.13);
        assertThat(TextWidth.of("漢", 10, true)).isEqualTo(10);
    }
}
