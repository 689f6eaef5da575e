package dev.plinth.preview.diagram;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plinth.Repository;
import dev.plinth.preview.diagram.Layout.Box;
import dev.plinth.preview.diagram.Layout.Point;
import dev.plinth.preview.diagram.Layout.Route;
import java.awt.geom.Line2D;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class LayoutTest {

    /** As wide as a page of a browser on a common screen. */
    private static final double PAGE = 1600;

    static List<Diagram> diagrams() {
        List<Diagram> diagrams = new ArrayList<>();
        Repository.STACKS.forEach(stack -> diagrams.add(Diagram.of(Stacks.shipped(stack))));
        diagrams.add(Diagram.of(Stacks.shipped("production"), Stacks.changes(Stacks.shipped("production"))));
        diagrams.add(Diagram.of(Stacks.hostile()));
        return diagrams;
    }

    private static Rectangle2D area(Box box) {
        return new Rectangle2D.Double(box.x(), box.y(), box.width(), box.height());
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
    @MethodSource("diagrams")
    void placesEveryElementAndFlow(Diagram diagram) {
        Layout layout = Layout.of(diagram);

        assertThat(layout.boxes())
                .extracting(Box::element)
                .containsExactlyElementsOf(diagram.all().toList());
        assertThat(layout.routes()).extracting(Route::flow).containsExactlyElementsOf(diagram.flows());
        assertThat(new Painter(diagram, layout).width()).isLessThanOrEqualTo(PAGE);
    }

    @ParameterizedTest
    @MethodSource("diagrams")
    void noTwoSiblingsOverlapAndChildrenLieInTheirGroup(Diagram diagram) {
        Layout layout = Layout.of(diagram);
        for (Box box : layout.boxes()) {
            List<Element> siblings = layout.boxes().stream()
                    .map(Box::element)
                    .filter(element -> element.children().contains(box.element()))
                    .findFirst()
                    .map(Element::children)
                    .orElse(diagram.elements());
            for (Box other : layout.boxes()) {
                if (!box.equals(other) && siblings.contains(other.element())) {
                    assertThat(area(box).intersects(area(other)))
                            .as(box.element().label() + " and "
                                    + other.element().label())
                            .isFalse();
                }
                if (box.element().children().contains(other.element())) {
                    assertThat(area(box).contains(area(other)))
                            .as(other.element().label() + " in " + box.element().label())
                            .isTrue();
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("diagrams")
    void textFitsItsBox(Diagram diagram) {
        for (Box box : leaves(Layout.of(diagram))) {
            Element element = box.element();
            double room = box.width() - (element.kind() == Kind.SUBNET ? Layout.PADDING : Layout.TEXT_INDENT);
            assertThat(Layout.width(element.label(), Layout.LABEL_SIZE, element.kind() != Kind.SUBNET))
                    .as(element.label())
                    .isLessThanOrEqualTo(element.kind() == Kind.SUBNET ? box.width() * 2 : room);
            assertThat(Layout.width(element.caption(), Layout.CAPTION_SIZE, false))
                    .isLessThanOrEqualTo(room);
            assertThat(element.details())
                    .allSatisfy(detail -> assertThat(Layout.width(detail, Layout.DETAIL_SIZE, false))
                            .as(detail)
                            .isLessThanOrEqualTo(room));
        }
    }

    @ParameterizedTest
    @MethodSource("diagrams")
    void noFlowPassesThroughABoxOrAHeading(Diagram diagram) {
        Layout layout = Layout.of(diagram);
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
                    assertThat(inside(area(box)).intersectsLine(line))
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
    @MethodSource("diagrams")
    void noLabelOfAFlowCoversAnotherOrABox(Diagram diagram) {
        Layout layout = Layout.of(diagram);
        List<Rectangle2D> labels = layout.routes().stream()
                .map(route -> (Rectangle2D) new Rectangle2D.Double(
                        route.label().x() - route.labelWidth() / 2,
                        route.label().y() - Layout.FLOW_SIZE / 2,
                        route.labelWidth(),
                        Layout.FLOW_SIZE))
                .toList();
        for (Rectangle2D label : labels) {
            // Each meets itself.
            assertThat(labels).filteredOn(label::intersects).hasSize(1);
            assertThat(leaves(layout)).noneMatch(box -> area(box).intersects(label));
        }
    }

    @Test
    void cutsWhatIsTooLong() {
        assertThat(TextWidth.fit("abc", 10, false, 100)).isEqualTo("abc");
        assertThat(TextWidth.fit("a".repeat(99), 10, false, 100)).endsWith("…").hasSizeLessThan(20);
        assertThat(TextWidth.of("a", 10, false)).isEqualTo(6.13);
        assertThat(TextWidth.of("漢", 10, true)).isEqualTo(10);
    }
}
