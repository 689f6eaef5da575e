package dev.plinth.preview.diagram;

import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.eclipse.elk.alg.layered.options.FixedAlignment;
import org.eclipse.elk.alg.layered.options.LayerConstraint;
import org.eclipse.elk.alg.layered.options.LayeredMetaDataProvider;
import org.eclipse.elk.alg.layered.options.LayeredOptions;
import org.eclipse.elk.alg.layered.options.NodePlacementStrategy;
import org.eclipse.elk.core.RecursiveGraphLayoutEngine;
import org.eclipse.elk.core.data.LayoutMetaDataService;
import org.eclipse.elk.core.math.ElkPadding;
import org.eclipse.elk.core.math.KVector;
import org.eclipse.elk.core.options.BoxLayouterOptions;
import org.eclipse.elk.core.options.CoreOptions;
import org.eclipse.elk.core.options.Direction;
import org.eclipse.elk.core.options.EdgeRouting;
import org.eclipse.elk.core.options.HierarchyHandling;
import org.eclipse.elk.core.options.SizeConstraint;
import org.eclipse.elk.core.util.BasicProgressMonitor;
import org.eclipse.elk.graph.ElkEdge;
import org.eclipse.elk.graph.ElkEdgeSection;
import org.eclipse.elk.graph.ElkLabel;
import org.eclipse.elk.graph.ElkNode;
import org.eclipse.elk.graph.util.ElkGraphUtil;

/**
 * Where each element and flow of a diagram lies, in pixels from the upper left corner.
 *
 * @param width the whole width
 * @param height the whole height, without title and legend
 * @param boxes the elements, each group before what it holds
 * @param routes the flows
 */
record Layout(double width, double height, List<Box> boxes, List<Route> routes) {

    static final double CAPTION_SIZE = 10;
    static final double LABEL_SIZE = 13;
    static final double DETAIL_SIZE = 11;
    static final double FLOW_SIZE = 10;

    static final double CAPTION_HEIGHT = 14;
    static final double LABEL_HEIGHT = 17;
    static final double DETAIL_HEIGHT = 15;
    static final double PADDING = 10;
    static final double GROUP_PADDING = 16;
    static final double ICON_SIZE = 22;
    static final double TEXT_INDENT = PADDING + ICON_SIZE + 8;
    static final double BADGE = 18;
    static final double SUBNET_HEIGHT = 22;
    static final double SUBNET_GAP = 4;

    /** How wide the text of an element may be; the whole text stands in its description. */
    private static final double MAXIMUM_TEXT = 230;

    /** The shape of a group of boxes that no flow connects. */
    private static final double OPERATIONS_RATIO = 2.6;

    /** An element's place. */
    record Box(Element element, double x, double y, double width, double height, int depth) {}

    /** A flow's way: its corners, from where it starts to where it ends, and the middle of its label. */
    record Route(Flow flow, List<Point> points, Point label, double labelWidth) {}

    /** A place. */
    record Point(double x, double y) {
        /** This place in line with another that it misses by less than a line is wide, as sums of numbers do. */
        Point alignedTo(Point before) {
            return new Point(Math.abs(x - before.x) < 0.5 ? before.x : x, Math.abs(y - before.y) < 0.5 ? before.y : y);
        }
    }

    static Layout of(Diagram diagram) {
        return new Engine(diagram).layout();
    }

    /** The lines of an element's text, cut to what fits. */
    static String fitted(String text, double size, boolean bold) {
        return TextWidth.fit(text, size, bold, MAXIMUM_TEXT);
    }

    static double width(String text, double size, boolean bold) {
        return TextWidth.of(fitted(text, size, bold), size, bold);
    }

    /** How high a group's heading is. */
    static double headingHeight(Element group) {
        return 2 * PADDING + LABEL_HEIGHT + (isBeside(group) ? CAPTION_HEIGHT : 0);
    }

    /** Says whether a group's heading stands at its left: flows come from above, and none passes there. */
    static boolean isBeside(Element group) {
        return group.kind() == Kind.TIER || group.kind() == Kind.COMPONENT;
    }

    /** Where a group's heading lies: in the corner, or beside the flows that come in there. */
    Rectangle2D heading(Box group) {
        Element element = group.element();
        double label = width(element.label(), LABEL_SIZE, true);
        double caption = width(element.caption(), CAPTION_SIZE, false);
        double top = group.y() + PADDING;
        if (isBeside(element)) {
            return new Rectangle2D.Double(
                    group.x() + PADDING, top, Math.max(label, caption), LABEL_HEIGHT + CAPTION_HEIGHT);
        }
        Rectangle2D.Double place = new Rectangle2D.Double(group.x() + PADDING, top, label + 8 + caption, LABEL_HEIGHT);
        List<Double> crossings = crossings(group);
        for (double crossing : crossings) {
            if (crossing > place.x - PADDING && crossing < place.x + place.width + PADDING) {
                place.x = crossing + PADDING;
            }
        }
        if (place.x + place.width > group.x() + group.width() - PADDING) {
            place.x = group.x() + PADDING;
        }
        return place;
    }

    /** Where flows come into a group from above, from left to right. */
    private List<Double> crossings(Box group) {
        List<Double> crossings = new ArrayList<>();
        for (Route route : routes) {
            for (int i = 1; i < route.points().size(); i++) {
                Point from = route.points().get(i - 1);
                Point to = route.points().get(i);
                double upper = Math.min(from.y(), to.y());
                double lower = Math.max(from.y(), to.y());
                boolean inside = from.x() > group.x() && from.x() < group.x() + group.width();
                if (from.x() == to.x()
                        && inside
                        && upper < group.y() + headingHeight(group.element())
                        && lower > group.y()) {
                    crossings.add(from.x());
                }
            }
        }
        crossings.sort(null);
        return crossings;
    }

    private static List<Element> subnets(Element element) {
        return element.children().stream()
                .filter(child -> child.kind() == Kind.SUBNET)
                .toList();
    }

    /** Hands a diagram to Eclipse ELK and reads the places back. */
    private static final class Engine {

        static {
            LayoutMetaDataService.getInstance().registerLayoutMetaDataProviders(new LayeredMetaDataProvider());
        }

        private final Diagram diagram;
        private final Map<String, ElkNode> nodes = new HashMap<>();
        private final Map<Flow, ElkEdge> edges = new LinkedHashMap<>();

        Engine(Diagram diagram) {
            this.diagram = diagram;
        }

        Layout layout() {
            ElkNode root = ElkGraphUtil.createGraph();
            configure(root);
            root.setProperty(CoreOptions.PADDING, new ElkPadding(4));
            diagram.elements().forEach(element -> create(root, element));
            diagram.flows().forEach(this::connect);
            diagram.elements().forEach(this::putAside);
            new RecursiveGraphLayoutEngine().layout(root, new BasicProgressMonitor());

            List<Box> boxes = new ArrayList<>();
            diagram.elements().forEach(element -> collect(element, 0, 0, 0, boxes));
            List<Route> routes = new ArrayList<>();
            edges.forEach((flow, edge) -> routes.add(route(flow, edge)));
            return new Layout(root.getWidth(), root.getHeight(), List.copyOf(boxes), List.copyOf(routes));
        }

        private static void configure(ElkNode node) {
            node.setProperty(CoreOptions.ALGORITHM, LayeredOptions.ALGORITHM_ID);
            node.setProperty(CoreOptions.HIERARCHY_HANDLING, HierarchyHandling.INCLUDE_CHILDREN);
            node.setProperty(CoreOptions.DIRECTION, Direction.DOWN);
            node.setProperty(CoreOptions.EDGE_ROUTING, EdgeRouting.ORTHOGONAL);
            node.setProperty(CoreOptions.RANDOM_SEED, 1);
            node.setProperty(LayeredOptions.NODE_PLACEMENT_STRATEGY, NodePlacementStrategy.BRANDES_KOEPF);
            node.setProperty(LayeredOptions.NODE_PLACEMENT_BK_FIXED_ALIGNMENT, FixedAlignment.BALANCED);
            node.setProperty(LayeredOptions.THOROUGHNESS, 40);
            node.setProperty(CoreOptions.SPACING_NODE_NODE, 22.0);
            node.setProperty(CoreOptions.SPACING_EDGE_NODE, 14.0);
            node.setProperty(CoreOptions.SPACING_EDGE_EDGE, 10.0);
            node.setProperty(CoreOptions.SPACING_EDGE_LABEL, 3.0);
            node.setProperty(LayeredOptions.SPACING_NODE_NODE_BETWEEN_LAYERS, 26.0);
            node.setProperty(LayeredOptions.SPACING_EDGE_NODE_BETWEEN_LAYERS, 12.0);
            node.setProperty(LayeredOptions.SPACING_EDGE_EDGE_BETWEEN_LAYERS, 10.0);
        }

        private void create(ElkNode parent, Element element) {
            ElkNode node = ElkGraphUtil.createNode(parent);
            nodes.put(element.id(), node);
            if (!element.kind().isGroup()) {
                node.setDimensions(leafWidth(element), leafHeight(element));
                return;
            }
            node.setProperty(CoreOptions.PADDING, padding(element));
            KVector least = new KVector(
                    isBeside(element) ? padding(element).left : headingWidth(element), leastHeight(element));
            node.setDimensions(least.x, least.y);
            if (!isBeside(element)) {
                node.setProperty(CoreOptions.NODE_SIZE_CONSTRAINTS, EnumSet.of(SizeConstraint.MINIMUM_SIZE));
                node.setProperty(CoreOptions.NODE_SIZE_MINIMUM, new KVector(least.x, 0));
            }
            if (element.kind() == Kind.OPERATIONS) {
                node.setProperty(CoreOptions.ALGORITHM, BoxLayouterOptions.ALGORITHM_ID);
                node.setProperty(CoreOptions.HIERARCHY_HANDLING, HierarchyHandling.SEPARATE_CHILDREN);
                node.setProperty(CoreOptions.ASPECT_RATIO, OPERATIONS_RATIO);
                node.setProperty(CoreOptions.SPACING_NODE_NODE, PADDING);
            } else {
                configure(node);
            }
            element.children().stream()
                    .filter(child -> child.kind() != Kind.SUBNET)
                    .forEach(child -> create(node, child));
        }

        private static double badge(Element element) {
            return element.mark() == Mark.NONE ? 0 : BADGE + 4;
        }

        private static double leafWidth(Element element) {
            if (element.kind() == Kind.SUBNET) {
                return width(element.label(), DETAIL_SIZE, false) + 2 * PADDING + badge(element);
            }
            double text =
                    Math.max(width(element.label(), LABEL_SIZE, true), width(element.caption(), CAPTION_SIZE, false));
            for (String detail : element.details()) {
                text = Math.max(text, width(detail, DETAIL_SIZE, false));
            }
            return Math.ceil(TEXT_INDENT + text + PADDING + badge(element));
        }

        private static double leafHeight(Element element) {
            double caption = element.caption().isEmpty() ? 0 : CAPTION_HEIGHT;
            double text = caption + LABEL_HEIGHT + element.details().size() * DETAIL_HEIGHT;
            return 2 * PADDING + Math.max(text, ICON_SIZE);
        }

        private static double headingWidth(Element group) {
            double label = width(group.label(), LABEL_SIZE, true);
            double caption = width(group.caption(), CAPTION_SIZE, false);
            return Math.ceil(label + 8 + caption + 2 * PADDING + badge(group));
        }

        private static ElkPadding padding(Element group) {
            if (!isBeside(group)) {
                return new ElkPadding(headingHeight(group), GROUP_PADDING, GROUP_PADDING, GROUP_PADDING);
            }
            double left = besideWidth(group) + 2 * GROUP_PADDING;
            double content = GROUP_PADDING + contentHeight(group);
            double bottom = Math.max(GROUP_PADDING, besideHeight(group) - content);
            return new ElkPadding(GROUP_PADDING, GROUP_PADDING, bottom, left);
        }

        private static double besideHeight(Element group) {
            return headingHeight(group) + subnets(group).size() * (SUBNET_HEIGHT + SUBNET_GAP) + PADDING;
        }

        /** What a group's highest child needs at least; stacked children need more. */
        private static double contentHeight(Element group) {
            return group.children().stream()
                    .filter(child -> child.kind() != Kind.SUBNET)
                    .mapToDouble(Engine::leastHeight)
                    .max()
                    .orElse(0);
        }

        private static double leastHeight(Element element) {
            if (!element.kind().isGroup()) {
                return leafHeight(element);
            }
            ElkPadding padding = padding(element);
            return padding.top + contentHeight(element) + padding.bottom;
        }

        private static double besideWidth(Element group) {
            double heading =
                    Math.max(width(group.label(), LABEL_SIZE, true), width(group.caption(), CAPTION_SIZE, false));
            double subnets =
                    subnets(group).stream().mapToDouble(Engine::leafWidth).max().orElse(0);
            return Math.ceil(Math.max(heading + badge(group), subnets));
        }

        private void connect(Flow flow) {
            ElkNode from = node(flow.from());
            ElkNode to = node(flow.to());
            // What goes out is laid out from the left like all else, and its arrow drawn at the left end.
            boolean outbound = flow.type() == Flow.Type.OUTBOUND;
            ElkEdge edge = outbound ? ElkGraphUtil.createSimpleEdge(to, from) : ElkGraphUtil.createSimpleEdge(from, to);
            if (!flow.label().isEmpty()) {
                ElkLabel label = ElkGraphUtil.createLabel(flow.label(), edge);
                label.setDimensions(Math.ceil(TextWidth.of(flow.label(), FLOW_SIZE, false)) + 4, FLOW_SIZE + 4);
                label.setProperty(CoreOptions.EDGE_LABELS_INLINE, true);
            }
            edges.put(flow, edge);
        }

        /** What no flow reaches stands below all else, so that it widens nothing. */
        private void putAside(Element group) {
            boolean connected = group.children().stream().anyMatch(this::isConnected);
            for (Element child : group.children()) {
                if (connected && !isConnected(child)) {
                    node(child.id()).setProperty(LayeredOptions.LAYERING_LAYER_CONSTRAINT, LayerConstraint.LAST);
                }
            }
        }

        private boolean isConnected(Element element) {
            return element.all().anyMatch(each -> diagram.flows().stream()
                    .anyMatch(flow -> flow.from().equals(each.id()) || flow.to().equals(each.id())));
        }

        private ElkNode node(String id) {
            return Objects.requireNonNull(nodes.get(id), () -> "no element " + id);
        }

        private void collect(Element element, double left, double top, int depth, List<Box> boxes) {
            ElkNode node = node(element.id());
            double x = left + node.getX();
            double y = top + node.getY();
            boxes.add(new Box(element, x, y, node.getWidth(), node.getHeight(), depth));
            double chip = y + headingHeight(element);
            for (Element child : element.children()) {
                if (child.kind() == Kind.SUBNET) {
                    boxes.add(new Box(child, x + GROUP_PADDING, chip, besideWidth(element), SUBNET_HEIGHT, depth + 1));
                    chip += SUBNET_HEIGHT + SUBNET_GAP;
                } else {
                    collect(child, x, y, depth + 1, boxes);
                }
            }
        }

        private Route route(Flow flow, ElkEdge edge) {
            double left = 0;
            double top = 0;
            for (ElkNode node = edge.getContainingNode(); node != null; node = node.getParent()) {
                left += node.getX();
                top += node.getY();
            }
            ElkEdgeSection section = edge.getSections().get(0);
            List<Point> points = new ArrayList<>();
            points.add(new Point(left + section.getStartX(), top + section.getStartY()));
            for (var bend : section.getBendPoints()) {
                points.add(new Point(left + bend.getX(), top + bend.getY()));
            }
            points.add(new Point(left + section.getEndX(), top + section.getEndY()));
            for (int i = 1; i < points.size(); i++) {
                points.set(i, points.get(i).alignedTo(points.get(i - 1)));
            }
            if (flow.type() == Flow.Type.OUTBOUND) {
                java.util.Collections.reverse(points);
            }
            Point label = points.get(0);
            double labelWidth = 0;
            if (!edge.getLabels().isEmpty()) {
                ElkLabel text = edge.getLabels().get(0);
                labelWidth = text.getWidth();
                label = new Point(left + text.getX() + text.getWidth() / 2, top + text.getY() + text.getHeight() / 2);
            }
            return new Route(flow, List.copyOf(points), label, labelWidth);
        }
    }
}
