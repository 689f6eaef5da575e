package dev.plinth.diagram.layout;

import dev.plinth.diagram.layout.Layout.Box;
import dev.plinth.diagram.layout.Layout.Route;
import dev.plinth.diagram.model.Element;
import dev.plinth.diagram.model.ElementKind;
import java.awt.geom.Line2D;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Widens regions, VPCs and tiers up to the next box or line, so that groups below each other have the same width and the
 * subnets of all tiers are aligned.
 */
final class WidenedGroups {

    private static final Set<ElementKind> WIDENED = Set.of(ElementKind.REGION, ElementKind.VPC, ElementKind.TIER);

    private final Layout layout;
    private final Map<String, Box> boxes = new HashMap<>();
    private final List<Rectangle2D> lines = new ArrayList<>();

    private WidenedGroups(Layout layout) {
        this.layout = layout;
        layout.boxes().forEach(box -> boxes.put(box.element().id(), box));
        for (Route route : layout.routes()) {
            LayoutSearch.lines(route).stream().map(Line2D::getBounds2D).forEach(lines::add);
            lines.add(route.labelArea());
        }
    }

    static Layout of(Layout layout) {
        WidenedGroups widened = new WidenedGroups(layout);
        List<Element> outermost = layout.boxes().stream()
                .filter(box -> box.depth() == 0)
                .map(Box::element)
                .toList();
        widened.widen(null, outermost);
        List<Box> boxes =
                layout.boxes().stream().map(box -> widened.box(box.element())).toList();
        return new Layout(layout.width(), layout.height(), boxes, layout.routes());
    }

    private Box box(Element element) {
        return Objects.requireNonNull(boxes.get(element.id()));
    }

    private void widen(@Nullable Box holder, List<Element> siblings) {
        for (Element element : siblings) {
            if (WIDENED.contains(element.kind())) {
                widen(holder, element, siblings);
                widen(box(element), element.children());
            }
        }
    }

    private void widen(@Nullable Box holder, Element element, List<Element> siblings) {
        Box box = box(element);
        double left = holder == null ? margin() : holder.x() + Layout.GROUP_PADDING;
        double right = holder == null ? layout.width() - margin() : holder.x() + holder.width() - Layout.GROUP_PADDING;
        List<Rectangle2D> obstacles = new ArrayList<>(lines);
        siblings.stream()
                .filter(sibling -> !sibling.equals(element))
                .map(sibling -> box(sibling).area())
                .forEach(obstacles::add);
        for (Rectangle2D obstacle : obstacles) {
            boolean beside = obstacle.getMaxY() >= box.y() - Layout.PADDING
                    && obstacle.getMinY() <= box.y() + box.height() + Layout.PADDING;
            if (beside && obstacle.getMaxX() <= box.x()) {
                left = Math.max(left, Math.min(box.x(), obstacle.getMaxX() + Layout.PADDING));
            }
            if (beside && obstacle.getMinX() >= box.x() + box.width()) {
                right = Math.min(right, Math.max(box.x() + box.width(), obstacle.getMinX() - Layout.PADDING));
            }
        }
        double moved = Math.min(0, left - box.x());
        double width = Math.max(box.x() + box.width(), right) - box.x() - moved;
        boxes.put(element.id(), new Box(element, box.x() + moved, box.y(), width, box.height(), box.depth()));
        ElementSizes.subnets(element)
                .forEach(subnet -> boxes.computeIfPresent(subnet.id(), (key, subnetBox) -> subnetBox.movedBy(moved)));
    }

    /** Returns the distance of the outermost boxes from the border. */
    private double margin() {
        return layout.boxes().stream().mapToDouble(Box::x).min().orElse(0);
    }
}
