package dev.plinth.diagram.layout;

import dev.plinth.diagram.layout.Layout.Box;
import dev.plinth.diagram.layout.Layout.Point;
import dev.plinth.diagram.layout.Layout.Route;
import dev.plinth.diagram.model.Diagram;
import dev.plinth.diagram.model.Element;
import dev.plinth.diagram.model.ElementKind;
import dev.plinth.diagram.model.Flow;
import java.util.ArrayList;
import java.util.Collections;
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

/** Layout by the layered algorithm of Eclipse ELK. */
final class ElkLayout {

    static {
        LayoutMetaDataService.getInstance().registerLayoutMetaDataProviders(new LayeredMetaDataProvider());
    }

    private final Diagram diagram;
    private final int seed;
    private final Map<String, ElkNode> nodes = new HashMap<>();
    private final Map<Flow, ElkEdge> edges = new LinkedHashMap<>();

    /**
     * Creates the layout of a diagram.
     *
     * @param seed the random seed of the crossing minimization
     */
    ElkLayout(Diagram diagram, int seed) {
        this.diagram = diagram;
        this.seed = seed;
    }

    Layout layout() {
        ElkNode root = ElkGraphUtil.createGraph();
        configure(root);
        root.setProperty(CoreOptions.PADDING, new ElkPadding(4));
        diagram.elements().forEach(element -> create(root, element));
        diagram.flows().forEach(this::connect);
        diagram.elements().forEach(this::placeLast);
        diagram.all().filter(element -> element.kind() == ElementKind.VPC).forEach(this::placeTiersBelow);
        new RecursiveGraphLayoutEngine().layout(root, new BasicProgressMonitor());

        List<Box> boxes = new ArrayList<>();
        diagram.elements().forEach(element -> collect(element, 0, 0, 0, boxes));
        List<Route> routes = new ArrayList<>();
        edges.forEach((flow, edge) -> routes.add(route(flow, edge)));
        return new Layout(root.getWidth(), root.getHeight(), List.copyOf(boxes), List.copyOf(routes));
    }

    private void configure(ElkNode node) {
        node.setProperty(CoreOptions.ALGORITHM, LayeredOptions.ALGORITHM_ID);
        node.setProperty(CoreOptions.HIERARCHY_HANDLING, HierarchyHandling.INCLUDE_CHILDREN);
        node.setProperty(CoreOptions.DIRECTION, Direction.DOWN);
        node.setProperty(CoreOptions.EDGE_ROUTING, EdgeRouting.ORTHOGONAL);
        node.setProperty(CoreOptions.RANDOM_SEED, seed);
        node.setProperty(LayeredOptions.NODE_PLACEMENT_STRATEGY, NodePlacementStrategy.BRANDES_KOEPF);
        // The narrowest of its four alignments.
        node.setProperty(LayeredOptions.NODE_PLACEMENT_BK_FIXED_ALIGNMENT, FixedAlignment.NONE);
        node.setProperty(LayeredOptions.THOROUGHNESS, 3);
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
            node.setDimensions(ElementSizes.leafWidth(element), ElementSizes.leafHeight(element));
            return;
        }
        if (element.kind() == ElementKind.OPERATIONS) {
            ElementGrid grid = new ElementGrid(element);
            node.setDimensions(grid.width(), grid.height());
            return;
        }
        ElkPadding padding = ElementSizes.padding(element);
        boolean beside = ElementSizes.isBeside(element);
        double width = beside ? padding.left : ElementSizes.headingWidth(element);
        node.setProperty(CoreOptions.PADDING, padding);
        node.setDimensions(width, ElementSizes.leastHeight(element));
        if (!beside) {
            node.setProperty(CoreOptions.NODE_SIZE_CONSTRAINTS, EnumSet.of(SizeConstraint.MINIMUM_SIZE));
            node.setProperty(CoreOptions.NODE_SIZE_MINIMUM, new KVector(width, 0));
        }
        configure(node);
        element.children().stream()
                .filter(child -> child.kind() != ElementKind.SUBNET)
                .forEach(child -> create(node, child));
    }

    private void connect(Flow flow) {
        ElkNode from = node(flow.from());
        ElkNode to = node(flow.to());
        // Outbound flows are laid out in the direction of the others, with the arrow at the opposite end.
        boolean outbound = flow.type() == Flow.Type.OUTBOUND;
        ElkEdge edge = outbound ? ElkGraphUtil.createSimpleEdge(to, from) : ElkGraphUtil.createSimpleEdge(from, to);
        if (!flow.text().isEmpty()) {
            ElkLabel label = ElkGraphUtil.createLabel(flow.text(), edge);
            label.setDimensions(
                    Math.ceil(TextWidth.of(flow.text(), Layout.FLOW_SIZE, false)) + 4, Layout.FLOW_SIZE + 4);
            label.setProperty(CoreOptions.EDGE_LABELS_INLINE, true);
        }
        edges.put(flow, edge);
    }

    /** Puts elements without flows into the last layer, so that they do not widen the others. */
    private void placeLast(Element group) {
        boolean connected = group.children().stream().anyMatch(this::isConnected);
        for (Element child : group.children()) {
            if (connected && !isConnected(child)) {
                node(child.id()).setProperty(LayeredOptions.LAYERING_LAYER_CONSTRAINT, LayerConstraint.LAST);
            }
        }
    }

    /** Puts the tiers of a VPC without flows below the others, by edges that are not drawn. */
    private void placeTiersBelow(Element vpc) {
        List<Element> tiers = vpc.children().stream()
                .filter(child -> child.kind() == ElementKind.TIER)
                .toList();
        tiers.stream().filter(tier -> !isConnected(tier)).forEach(below -> tiers.stream()
                .filter(this::isConnected)
                .forEach(above -> ElkGraphUtil.createSimpleEdge(node(above.id()), node(below.id()))));
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
        if (element.kind() == ElementKind.OPERATIONS) {
            boxes.addAll(new ElementGrid(element).boxes(x, y, depth + 1));
            return;
        }
        double subnetTop = y + ElementSizes.headingHeight(element);
        for (Element child : element.children()) {
            if (child.kind() == ElementKind.SUBNET) {
                double width = ElementSizes.besideWidth(element);
                boxes.add(new Box(child, x + Layout.GROUP_PADDING, subnetTop, width, Layout.SUBNET_HEIGHT, depth + 1));
                subnetTop += Layout.SUBNET_HEIGHT + Layout.SUBNET_GAP;
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
            Collections.reverse(points);
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
